"""What stands around a figure: its stretch of the sentence, and what else was read there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from coopdb.reading.dates import DateSpan
from coopdb.reading.extraction import Period
from coopdb.reading.place_topics import Topics
from coopdb.reading.places import Place
from coopdb.reading.text import BREAKS, PAUSES, STOPS, Text, fold


class Named(Protocol):
    """A programme or institution named in a text; words [first, end)."""

    first: int
    end: int
    id: str


@dataclass(slots=True)
class Surroundings:
    """What else was read in the text, that a figure may be tied to; each list in the text's order."""

    dates: Sequence[DateSpan] = ()
    places: Sequence[Place] = ()
    programmes: Sequence[Named] = ()
    institutions: Sequence[Named] = ()
    #: Code and commune of the place that the whole article is about.
    home: tuple[str | None, str | None] = (None, None)
    #: Where the opening says that something was held.
    venue: tuple[str | None, str | None] | None = None
    #: The programme that the whole article is about.
    main_programme: str | None = None
    people: Sequence[Any] = field(default=())
    #: Where the text begins, behind title and byline.
    body: int = 0
    period: Period | None = None
    #: The year in which the article was published, where it is known.
    written: str | None = None
    #: The region of each province.
    regions: Mapping[str, str] = field(default_factory=dict)
    #: The words that open a clause.
    clauses: list[int] = field(default_factory=list)
    #: Where the text turns to a place.
    topics: Topics | None = None


#: Units whose number is of an event, not of a programme or a year.
ATTENDANCE = frozenset(("participant", "exhibitor", "stand", "visitor", "session"))


@dataclass(slots=True)
class Stretch:
    """Where a figure's words may lie: its sentence [first, end), and its own stretch between its neighbours.

    `opening` is where the first figure of the sentence begins: what stands before it governs them all.
    """

    first: int
    own_first: int
    own_end: int
    end: int
    opening: int


THAT = frozenset(
    fold(w) for w in ("أن", "إن", "فإن", "بأن", "أنه", "أنها", "بأنه", "بأنها", "وأن", "وإن", "وأنه", "وأنها", "وبأن")
)


def distance(text: Text, a: int, b: int) -> float:
    """How far two words stand apart, in words; a pause counts as four."""
    between = text.words[a:b]
    return b - a + (0 if PAUSES.isdisjoint(between) else 3 * sum(w in PAUSES for w in between))


__all__ = ["ATTENDANCE", "BREAKS", "PAUSES", "STOPS", "THAT", "Named", "Stretch", "Surroundings", "distance"]
