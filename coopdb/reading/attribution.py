"""Who says a figure, and at which event it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coopdb.reading.extraction import Figure
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import within
from coopdb.reading.units import Quantity


class Speaker(Protocol):
    """A person named in a text; words [first, end)."""

    first: int
    name: str
    speaks: bool


class Source(Protocol):
    """An institution named in a text; words [first, end)."""

    first: int
    name: str


class Happening(Protocol):
    """An event of a text; words [first, end)."""

    first: int
    standing: str


_ACCORDING = frozenset(
    fold(w)
    for w in (
        "حسب",
        "وحسب",
        "بحسب",
        "وفق",
        "ووفق",
        "وفقا",
        "بلاغ",
        "لبلاغ",
        "معطيات",
        "لمعطيات",
        "أرقام",
        "إحصائيات",
        "بيانات",
        "تقرير",
        "أفاد",
        "أفادت",
        "ذكر",
        "كشف",
        "أعلن",
        "أعلنت",
    )
)
#: What is counted at an event: who came, who showed, what was held.
_AT_EVENTS = frozenset(("participants", "exhibitors", "visitors", "sessions", "cooperatives_participating"))


def attribute(
    text: Text,
    quantities: Sequence[Quantity],
    figures: Sequence[Figure],
    people: Sequence[Speaker],
    institutions: Sequence[Source],
) -> None:
    """Names, for each figure, the speaker or the source of its sentence.

    Example: `وأضاف السعدي أن القطاع خلق 24 ألف منصب` (Saadi added that the sector created 24,000 jobs) is
    attributed to him; `حسب معطيات مكتب تنمية التعاون` (according to the ODCO) to that office.
    """
    speakers = [p for p in people if p.speaks]
    surnames = {fold(p.name.split()[-1]): p for p in speakers}
    for q, figure in zip(quantities, figures, strict=True):
        first, _ = text.sentence(q.first)
        speaker = next((p for p in reversed(speakers) if first <= p.first < q.first), None) if speakers else None
        if speaker is None and surnames:
            verbs = text.between("saying_verbs", first, q.first)
            speaker = next((surnames[name] for _, end, _ in verbs if (name := text.words[end]) in surnames), None)
        if speaker is not None:
            figure.attributed_to = speaker.name
            continue
        for source in within(institutions, first, q.first):
            if not _ACCORDING.isdisjoint(text.words[max(first, source.first - 3) : source.first]):
                figure.attributed_to = source.name
                break


def tie_events(
    text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], events: Sequence[Happening]
) -> None:
    """Ties what was counted at an event to the event: the one of its paragraph, else the article's only one."""
    reported = [k for k, e in enumerate(events) if e.standing == "reported"]
    for q, figure in zip(quantities, figures, strict=True):
        if figure.measure not in _AT_EVENTS:
            continue
        first, end = text.paragraph(q.first)
        beside = [k for k, e in enumerate(events) if first <= e.first < end]
        if beside:
            figure.event = beside[0]
        elif len(reported) == 1:
            figure.event = reported[0]
