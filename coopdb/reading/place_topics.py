"""The place that a text has turned to: what goes on in the same paragraph without a place of its own is there.

`بطنجة، تشتغل تسع نساء من تعاونية "خيط الأمل" …` (in Tangier, nine women of a cooperative work …): what is told of them
behind it is in Tangier. A sentence that opens with a place turns to it, and so does the naming of a cooperative with
its seat; a new paragraph turns back to the article's own place unless it goes on about the same cooperative.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from coopdb.reading.places import Place
from coopdb.reading.text import BREAKS, Text, fold
from coopdb.reading.triggers import Span, entry_at, within

#: A place so near to the beginning of its sentence opens it.
_OPENING = 3
#: How far behind a cooperative's name its seat may stand, in words.
_SEAT = 12
#: Words that go on about the cooperative of the paragraph before.
_SAME = frozenset(
    fold(w)
    for w in (
        *("التعاونية", "فالتعاونية", "والتعاونية", "رئيستها", "رئيسها", "مسيرتها", "مسيرها", "عضواتها", "أعضاؤها"),
        *("المنخرطات", "المتعاونات", "عضوات"),
    )
)
_QUOTES = frozenset('«"“')


@dataclass(slots=True, frozen=True)
class Topic:
    """What a text has turned to: a place, and whether it is a cooperative's seat."""

    place: Place
    is_seat: bool


class Topics:
    """Where each stretch of a text is, as far as the text has turned to a place."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._topics: list[Topic | None] = []

    def turn(self, first: int, topic: Topic | None) -> None:
        """From a word on, the text is at a place, or back where it was."""
        self._starts.append(first)
        self._topics.append(topic)

    def at(self, i: int) -> Topic | None:
        """The place that the text has turned to before word `i`."""
        k = bisect_right(self._starts, i)
        return self._topics[k - 1] if k else None

    def seat_before(self, i: int) -> Topic | None:
        """The seat of the cooperative that the text has last told of before word `i`."""
        k = bisect_right(self._starts, i)
        return next((t for t in reversed(self._topics[:k]) if t is not None and t.is_seat), None)


def topics_of(
    text: Text, places: Sequence[Place], cooperatives: Sequence[Span], institutions: Sequence[Span], body: int
) -> Topics:
    """The turns of a text, in order."""
    inside = {p.first for n in institutions for p in within(places, n.first, n.end)}
    named = [p for p in places if p.code is not None and p.first not in inside]
    turns: dict[int, Topic] = {}
    for place in named:
        start = text.sentence(place.first)[0]
        if place.first - start <= _OPENING and start >= body and _opens(text, start, place):
            turns[place.first] = Topic(place, False)
    ends = sorted({*(c.end for c in cooperatives if c.first >= body), *_nameless(text, body)})
    for end in ends:
        seat = _seat(text, end, named)
        if seat is not None:
            turns[seat.first] = Topic(seat, True)
    topics = Topics()
    waiting = sorted(turns)
    now: Topic | None = None
    for first, end in text.paragraphs:
        if now is not None and end - first > 1 and not _goes_on(text, first, end):
            now = None
            topics.turn(first, None)
        while waiting and waiting[0] < end:
            at = waiting.pop(0)
            now = turns[at]
            topics.turn(at, now)
    return topics


def _goes_on(text: Text, first: int, end: int) -> bool:
    """Whether a paragraph goes on about the cooperative of the one before it, or with its words."""
    return text.words[first] in _QUOTES or not _SAME.isdisjoint(text.words[first : min(first + 6, end)])


def _opens(text: Text, start: int, place: Place) -> bool:
    """Whether the place stands first in its sentence, as where what follows is: `بطنجة،`, `أما بإقليم ميدلت`."""
    if is_signed(text, place):
        return False
    if place.preposition == "ب":
        return True
    for i in range(start, place.first + 1):
        cue = entry_at(text, i, "place_cues")
        if text.words[i] in _IN or (cue is not None and cue.preposition == "ب"):
            return True
    return False


_IN = frozenset(fold(w) for w in ("في", "وفي", "ففي", "على", "وعلى"))


def tells_of_cooperative(text: Text, first: int, end: int) -> bool:
    """Whether words point back to a cooperative told of before: `وتستغل التعاونية 11 هكتارا`."""
    return not _SAME.isdisjoint(text.words[first:end])


def is_signed(text: Text, place: Place) -> bool:
    """Whether it is only where something was signed or decided: `الميثاق الموقع بتطوان`, `اجتماعه المنعقد بالرباط`."""
    for i in range(place.first - 1, max(0, place.first - 10), -1):
        if text.words[i] in BREAKS:
            return False
        if text.words[i] in _SIGNED:
            return True
    return False


_SIGNED = frozenset(
    fold(w)
    for w in (
        *("الموقع", "الموقعة", "المبرم", "المبرمة", "موقعة", "المنعقد", "المنعقدة", "وقعت", "ووقعت", "ستوقع", "سيوقع"),
        *("اجتماعه", "اجتماعها", "أعلن", "أعلنت"),
    )
)


def _nameless(text: Text, body: int) -> list[int]:
    """Where `رئيسة تعاونية نسائية` ends: a cooperative told of without its name."""
    found = []
    for i, end, entry in text.between("cooperative_heads", body, len(text)):
        held = entry_at(text, i - 1, "positions") or entry_at(text, i - 2, "positions")
        if held is not None and not entry.definite and not entry.record.get("many"):
            found.append(end)
    return found


def _seat(text: Text, end: int, named: Sequence[Place]) -> Place | None:
    """The place where a cooperative is, as the words behind its name say."""
    k = bisect_left(named, end, key=_FIRST)
    if k == len(named):
        return None
    between = text.words[end : named[k].first]
    if between[:1] and between[0] in "،," and len(between) > 1 and between[1] in _LYING:
        between = between[1:]
    return None if len(between) > _SEAT or not _ENDS.isdisjoint(between) else named[k]


#: What may stand behind a comma between a cooperative and its seat: `تعاونية «النور»، الواقعة بجماعة تبانت`.
_LYING = frozenset(
    fold(w)
    for w in (
        *("الواقعة", "الكائنة", "المتواجدة", "الموجودة", "الكائن", "التي", "التابعة", "ومقرها", "مقرها"),
        *("بجماعة", "بدوار", "بقرية", "بإقليم", "بمدينة"),
    )
)


_FIRST = attrgetter("first")
_ENDS = frozenset('.؛!?؟\n،,:«»"“”')
