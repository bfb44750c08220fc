"""Lists: what the line before a list says of time and place holds for each of its lines.

`وتتوزع مشاريع المرحلة الثالثة (2019-2024) كما يلي:` (the projects of the third phase are spread as follows) and then a
line for each programme with its own number.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.dates import DateSpan
from coopdb.reading.extraction import Figure, Period
from coopdb.reading.surroundings import Surroundings
from coopdb.reading.text import Text
from coopdb.reading.units import Quantity

_BULLETS = frozenset("-–—*•●▪◾✓/")


def head_lists(text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], around: Surroundings) -> None:
    """Gives the figures of a list's lines the period of the line that announces it, where they have none."""
    if not quantities:
        return
    heads = _heads(text)
    for q, figure in zip(quantities, figures, strict=True):
        head = heads.get(text.paragraph(q.first)[0])
        if head is None or figure.period is not None or q.kind == "duration":
            continue
        named = [d for d in around.dates if head[0] <= d.first < head[1] and _is_span(d)]
        if named:
            figure.period = Period(named[-1].from_, named[-1].to)


def _is_span(d: DateSpan) -> bool:
    """Whether a date is a time that figures cover, and no day on which something happened."""
    return d.from_ is not None and d.to is not None and (len(d.from_) < 10 or d.from_ != d.to)


def _heads(text: Text) -> dict[int, tuple[int, int]]:
    """By the first word of each line of a list: the sentence that announces it, as it ends with a colon."""
    heads: dict[int, tuple[int, int]] = {}
    head: tuple[int, int] | None = None
    for first, end in text.paragraphs:
        last = end - 2 if text.words[end - 1] == "\n" else end - 1
        if last < first:
            continue
        word = text.words[first]
        if text.words[last] == ":":
            head = text.sentence(last)
        elif head is not None and (word in _BULLETS or word.isdecimal()):
            heads[first] = head
        else:
            head = None
    return heads
