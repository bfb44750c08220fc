"""Parts and their wholes: `85 تعاونية، 33 من بينها` (85 cooperatives, 33 of them).
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.extraction import Figure
from coopdb.reading.surroundings import PAUSES, STOPS
from coopdb.reading.text import Text
from coopdb.reading.units import Quantity


def tie_parts(text: Text, quantities: Sequence[Quantity], figures: list[Figure], k: int, q: Quantity) -> None:
    """Ties a part to its whole: `85 تعاونية، 33 من بينها` (85 cooperatives, 33 of them)."""
    line = text.paragraph(q.first)[0]
    earlier = [j for j in range(k) if quantities[j].first >= line]
    if not earlier:
        return
    cue = _part_cue(text, q, quantities[earlier[-1]].end)
    if cue is None:
        _go_on_with_parts(text, quantities, figures, k)
        return
    if cue == "whole":
        previous = quantities[k - 1]
        if q.kind == previous.kind and q.value >= previous.value:
            figures[k - 1].part_of = k
        return
    whole = next((j for j in reversed(earlier) if figures[j].part_of is None and _can_hold(quantities[j], q)), None)
    if whole is None:
        return
    figures[k].part_of = whole
    for name in ("place", "commune", "period", "programme"):
        if getattr(figures[k], name) is None:
            setattr(figures[k], name, getattr(figures[whole], name))
    if figures[k].period is None:
        figures[k].period = figures[whole].period


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
    for i in range(q.first - 1, max(limit - 1, q.first - 6), -1):
        if words[i] in STOPS:
            return None
        known = text.lex[i]
        entry = None if known is None else known.entries.get("part_cues")
        phrase = text.phrases.get("part_cues", {}).get(i)
        record = phrase[1].record if phrase is not None else None if entry is None else entry.record
        if record is not None:
            return "whole" if record.get("whole") else "part"
    for i in range(q.end, min(q.end + 3, len(words))):
        if words[i] in STOPS or words[i] in PAUSES:
            return None
        phrase = text.phrases.get("part_cues", {}).get(i)
        known = text.lex[i]
        entry = None if known is None else known.entries.get("part_cues")
        if (phrase is not None and not phrase[1].record.get("whole")) or (entry is not None and not entry.record.get("whole")):
            return "part"
    return None


#: What people of one kind may be parts of.
_PEOPLE = frozenset(("member", "woman", "man", "youth", "person", "beneficiary", "participant", "visitor", "exhibitor"))


def _can_hold(whole: Quantity, part: Quantity) -> bool:
    if part.kind == "percent":
        return whole.kind in ("count", "money")
    if whole.kind != part.kind or whole.value < part.value:
        return False
    return whole.unit == part.unit or (whole.unit in _PEOPLE and part.unit in _PEOPLE)
