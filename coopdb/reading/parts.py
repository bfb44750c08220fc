"""Parts and their wholes: `85 تعاونية، 33 من بينها` (85 cooperatives, 33 of them)."""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.extraction import Figure
from coopdb.reading.surroundings import BREAKS, STOPS
from coopdb.reading.text import Text
from coopdb.reading.units import Quantity


def tie_parts(text: Text, quantities: Sequence[Quantity], figures: list[Figure], k: int, q: Quantity) -> None:
    """Ties a part to its whole: `85 تعاونية، 33 من بينها` (85 cooperatives, 33 of them)."""
    line = text.paragraph(q.first)[0]
    if k == 0 or quantities[k - 1].first < line:
        return
    cue = _part_cue(text, q, quantities[k - 1].end)
    if cue is None:
        _go_on_with_parts(text, quantities, figures, k)
        return
    if cue == "whole":
        previous = quantities[k - 1]
        if q.kind == previous.kind and q.value >= previous.value:
            figures[k - 1].part_of = k
        return
    whole = k - 1
    while whole >= 0 and not (figures[whole].part_of is None and _can_hold(quantities[whole], q)):
        whole -= 1
    if whole < 0 or quantities[whole].first < line:
        return
    figures[k].part_of = whole
    for name in ("place", "commune", "period", "programme"):
        if getattr(figures[k], name) is None:
            setattr(figures[k], name, getattr(figures[whole], name))
    if figures[k].period is None:
        figures[k].period = figures[whole].period


def tie_sums(text: Text, quantities: Sequence[Quantity], figures: list[Figure]) -> None:
    """Ties the amounts and counts of a paragraph that add up to the one before them to it.

    `977,9 مليون درهم … 261,2 مليون درهم، و162,4 … و252,7 … و301,6` (977.9 million: 261.2, 162.4, 252.7 and 301.6).
    """
    for j, whole in enumerate(quantities):
        if whole.kind not in ("money", "count") or whole.value < _SUM or figures[j].part_of is not None:
            continue
        end = text.paragraph(whole.first)[1]
        left, parts = whole.value, []
        for k in range(j + 1, len(quantities)):
            q = quantities[k]
            if q.first >= end or left <= 0:
                break
            if q.kind == whole.kind and q.unit == whole.unit:
                left -= q.value
                parts.append(k)
        if left == 0 and len(parts) > 1:
            for k in parts:
                if figures[k].part_of is None:
                    figures[k].part_of = j


def _go_on_with_parts(text: Text, quantities: Sequence[Quantity], figures: list[Figure], k: int) -> None:
    """`من بينهم 272 ألف امرأة، و18 ألف شاب`: what `و` adds to a part is a part of the same whole."""
    q, previous = quantities[k], quantities[k - 1]
    whole = figures[k - 1].part_of
    between = text.words[previous.end : q.first]
    joined = q.number.joined == "و" or bool(between and between[-1] == "و")
    if whole is None or not joined or len(between) > 4 or not _can_hold(quantities[whole], q):
        return
    figures[k].part_of = whole


def _part_cue(text: Text, q: Quantity, limit: int) -> str | None:
    """`part` where the quantity is one of the quantity before it, `whole` where it is what that is a part of."""
    words = text.words
    before = text.between("part_cues", max(limit, q.first - 5), q.first)
    if before and STOPS.isdisjoint(words[before[-1][0] : q.first]):
        return "whole" if before[-1][2].record.get("whole") else "part"
    for i, _, entry in text.between("part_cues", q.end, q.end + 3):
        if not entry.record.get("whole") and BREAKS.isdisjoint(words[q.end : i]):
            return "part"
    return None


#: Smaller numbers may add up by chance.
_SUM = 10
#: What people of one kind may be parts of.
_PEOPLE = frozenset(("member", "woman", "man", "youth", "person", "beneficiary", "participant", "visitor", "exhibitor"))


def _can_hold(whole: Quantity, part: Quantity) -> bool:
    if part.kind == "percent":
        return whole.kind in ("count", "money")
    if whole.kind != part.kind or whole.value < part.value:
        return False
    return whole.unit == part.unit or (whole.unit in _PEOPLE and part.unit in _PEOPLE)
