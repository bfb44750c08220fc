"""The programme that a figure belongs to: named before it, or pointed back to by `المبادرة` (the initiative)."""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.surroundings import Named, Stretch, Surroundings
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import within
from coopdb.reading.units import Quantity


def programme_of(text: Text, q: Quantity, span: Stretch, around: Surroundings) -> str | None:
    """The programme's id, where the sentence names one for the figure."""
    if q.kind == "duration":
        return None
    inside = [p for p in within(around.programmes, span.first, span.end) if not _is_only_named(text, p)]
    own = [p for p in inside if span.own_first <= p.first < span.own_end]
    before = [p for p in (own or inside) if p.end <= q.first]
    if before:
        return before[-1].id
    anaphor = _programme_before(text, span, q, around.programmes)
    return anaphor or ((own or inside)[0].id if inside else None)


def goes_on_counting(text: Text, line: int) -> bool:
    """Whether a paragraph shares out what the one before counted: `وتتوزع هذه المناصب بين …`, the lines of a list."""
    words = text.words[line : line + 3]
    return bool(words) and (words[0] in _BULLETS or any(w.removeprefix("و") in _SHARED for w in words))


_BULLETS = frozenset("-–—•*●▪·")
_SHARED = frozenset(fold(w) for w in ("تتوزع", "توزعت", "يتوزع", "توزع", "موزعة", "تتوزعت"))


def _is_only_named(text: Text, programme: Named) -> bool:
    """Whether a programme dates something else: `عند إطلاق مخطط المغرب الأخضر` (when the Green Plan was launched)."""
    for i in range(programme.first - 1, max(-1, programme.first - 3), -1):
        known = text.lex[i]
        entry = None if known is None else known.entries.get("date_frames")
        if entry is not None and entry.record["id"] == "founding" and text.words[i - 1] in _SINCE:
            return True
    return False


_SINCE = frozenset(fold(w) for w in ("منذ", "عند", "قبل", "بعد"))


def _programme_before(text: Text, span: Stretch, q: Quantity, programmes: Sequence[Named]) -> str | None:
    """The programme that `المبادرة`, `البرنامج` before the figure in its sentence points back to."""
    for i, _, entry in reversed(text.between("programme_anaphora", span.first, q.first)):
        if any(p.first <= i < p.end for p in programmes):
            continue
        named = [p for p in programmes if p.end <= i]
        if entry.record["id"] == "initiative":
            named = [p for p in named if p.id.startswith("indh")]
        return named[-1].id if named else None
    return None
