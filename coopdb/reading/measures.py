"""What a figure measures, in the vocabulary `measures`: cooperatives created or supported, members, turnover."""

from __future__ import annotations

from typing import Any

from coopdb.reading.extraction import Figure
from coopdb.reading.text import Text
from coopdb.reading.units import Quantity

#: How far back, in words, the cue of an amount may stand.
REACH = 16


def cue_at(text: Text, cls: str, i: int) -> Any | None:
    """What word or phrase of a class begins at word `i`."""
    phrase = text.phrases.get(cls, {}).get(i)
    if phrase is not None:
        return phrase[1]
    known = text.lex[i]
    return None if known is None else known.entries.get(cls)


_COUNTED = {
    "union": "unions",
    "association": "associations",
    "member": "members",
    "beneficiary": "beneficiaries",
    "project": "projects",
    "participant": "participants",
    "exhibitor": "exhibitors",
    "stand": "exhibitors",
    "visitor": "visitors",
    "session": "sessions",
    "family": "households",
}
_CREATED_UNITS = {"job": "jobs_created"}
_MEMBER = frozenset(("member",))
_COOPERATIVE = frozenset(("cooperative", "union", "member"))
_PEOPLE = frozenset(("woman", "man", "youth", "person"))


def measure_of(text: Text, q: Quantity, figure: Figure) -> str:
    """What the figure measures, in the vocabulary `measures`."""
    first, end = text.sentence(q.first)
    if q.kind == "money":
        return _money_measure(text, q, figure, first, end)
    if q.kind == "area":
        return "area"
    if q.kind == "duration":
        return "duration"
    if q.kind == "percent":
        return "share"
    if q.kind == "measure":
        return "production" if q.unit in ("t", "kg", "l", "hl") else "other"
    if q.unit == "cooperative":
        return "cooperatives_" + _activity(text, q, first, end)
    if q.unit in _PEOPLE:
        return (
            "members"
            if _mentions(text, _MEMBER, first, end)
            else "beneficiaries"
            if _activity(text, q, first, end) == "supported"
            else "other"
        )
    return _CREATED_UNITS.get(q.unit) or _COUNTED.get(q.unit, "other")


def _activity(text: Text, q: Quantity, first: int, end: int) -> str:
    """What the nearest word says of the counted: created, supported, participating or existing."""
    best, distance = "existing", 99
    for i, _, entry in text.between("activity_cues", max(first, q.first - 14), min(end, q.end + 10)):
        away = q.first - i if i < q.first else (i - q.end) * 2 + 2
        if entry.record["activity"] == "existing":
            away += 4
        if away < distance:
            best, distance = str(entry.record["activity"]), away
    return best


def _mentions(text: Text, units: frozenset[str], first: int, end: int) -> bool:
    return any(entry.record["unit"] in units for _, _, entry in text.between("counted_nouns", first, end))


def _money_measure(text: Text, q: Quantity, figure: Figure, first: int, end: int) -> str:
    cue: str | None = None
    for _, _, entry in text.between("money_cues", max(first, q.first - REACH), q.first):
        if cue is None or not entry.record.get("neutral"):
            cue = entry.record.get("measure") or cue
    if figure.role in ("capital", "turnover", "price"):
        return figure.role
    if cue is not None and (figure.role == "other" or cue in _SAID_OUTRIGHT):
        return cue
    if _is_public_work(text, q):
        return "public_works"
    supports = (
        figure.beneficiary_unit in _COOPERATIVE
        or any(
            entry.record["id"] in ("support", "contribution") for _, _, entry in text.between("money_cues", first, end)
        )
        or any(entry.record["activity"] == "supported" for _, _, entry in text.between("activity_cues", first, end))
    )
    if supports and (figure.beneficiary_unit in _COOPERATIVE or _mentions(text, _COOPERATIVE, first, end)):
        return "support_to_cooperatives"
    return "support" if supports else cue or "other_money"


def _is_public_work(text: Text, q: Quantity) -> bool:
    """Whether the amount is of a road, a school, a well …, in a paragraph that names no cooperative."""
    first, end = text.sentence(q.first)
    if not text.between("works_cues", first, end):
        return False
    start, stop = text.paragraph(q.first)
    return not _mentions(text, _COOPERATIVE, start, stop)


#: Measures that the word before the amount says, whatever else the sentence is about.
_SAID_OUTRIGHT = frozenset(("loan", "exports_value", "revenue", "wage", "debt", "prize", "investment"))
