"""An article with all that was read of it before, as events need it."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from coopdb.reading.chains import CLOSING, OPENING
from coopdb.reading.slugs import slug
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, Span, by_first, entries_between, entry_at, hits, phrase_at, phrases_between
from coopdb.reading.words import Entry


class Dating(Span, Protocol):
    """A date that was read."""

    from_: str | None
    to: str | None
    basis: str
    not_before: str | None
    not_after: str | None
    weekday: str | None
    since: bool
    until: bool
    horizon: bool


class Listed(Span, Protocol):
    """An institution that was read."""

    id: str
    name: str
    kind: str | None
    place: str | None
    joined: int


@dataclass(slots=True)
class Host:
    """A cooperative as a body that holds an event or takes part in it."""

    first: int
    end: int
    id: str
    name: str
    kind: str | None
    place: str | None
    joined: int


class Cooperating(Span, Protocol):
    """A cooperative that was read."""

    name: str
    place: str | None
    joined: int


class Partaking(Span, Protocol):
    """A person that was read."""

    name: str
    role: str
    institution_id: str | None


COMMA = frozenset("،,")
SIGNS = frozenset('،,؛;:.()[]«»"“”-–—\n')
#: `مؤتمر المنامة لا يعني …`: a clause has begun.
_SAYS_NOT = frozenset(fold(w) for w in ("لا", "لم", "لن", "إنه", "إنها"))
_WHILE = frozenset(fold(w) for w in ("خلال", "لفائدة", "بهدف", "قصد", "عقب"))
_THAT_IS = fold("إن")
_AND_THAT = fold("وذلك")
_PERIOD = fold("الفترة")
#: A headline has fewer words.
_LONGEST_TITLE = 30


class EventText:
    """An article with all that was read of it, as events need it."""

    def __init__(
        self, text: Text, dates: Sequence[Dating], places: Sequence[Placed], institutions: Sequence[Listed],
        people: Sequence[Partaking], title: tuple[int, int] | None, body: int,
        bylines: Sequence[tuple[int, int]], cooperatives: Sequence[Cooperating] = (),
    ) -> None:  # fmt: skip
        self.text = text
        if title is not None and title[1] - title[0] > _LONGEST_TITLE:
            body, title = min(body, title[0]), None  # a first paragraph, no headline
        self.title = title
        self.body = body
        self.aside = bytearray(text.skipped)
        for first, end in bylines:
            self.aside[first:end] = b"\1" * (end - first)
        self.dates = [d for d in dates if not self.aside[d.first]]
        # the whole country is where everything is: it tells no event's place
        self.places = [p for p in places if not self.aside[p.first] and p.code != "MA"]
        self.places_at = by_first(self.places)
        self.institutions = list(institutions)
        self.body_at: dict[int, Listed] = {
            c.first: Host(c.first, c.end, slug(c.name), c.name, "cooperative", c.place, c.joined) for c in cooperatives
        }
        self.body_at |= {b.first: b for b in institutions}
        self.people = list(people)
        self.verbs: list[tuple[int, int, Entry]] = [
            (i, end, entry)
            for i, _, end, entry in hits(text, ("event_verbs",), suffixes=True)
            if not self.aside[i]
            and not entry.preposition
            and (not entry.definite or entry.record["role"] == "participle")
        ]
        self._verb_firsts = [first for first, _, _ in self.verbs]
        self._opening: list[tuple[int, int]] = []
        self._further = self._sentences()
        self._date_firsts = frozenset(d.first for d in self.dates)
        self.inside = bytearray(len(text) + 1)
        for spans in (institutions, places, dates):
            for span in spans:
                self.inside[span.first : span.end] = b"\1" * (span.end - span.first)

    def statement(self, i: int) -> tuple[int, int]:
        """The sentence around a word, with the lines that go on with it: one that ends in a comma,
        one that begins with `وذلك`."""
        start, stop = self.text.sentence(i)
        words = self.text.words
        while stop < len(words) and words[stop - 1] in "؟!?." and (words[stop] in CLOSING or words[stop] in COMMA):
            stop = self.text.sentence(stop)[1]  # a question mark within a title ends no sentence
        while stop < len(words) and words[stop - 1] == "\n":
            following = stop
            while following < len(words) and words[following] == "\n":
                following += 1
            last = stop - 1
            while last > start and words[last] == "\n":
                last -= 1
            if following >= len(words) or not (words[last] in COMMA or words[following] == _AND_THAT):
                break
            stop = self.text.sentence(following)[1]
        return start, stop

    def opening(self, count: int) -> list[tuple[int, int]]:
        """The first sentences of the text, bylines and labels left out."""
        self._opening.extend(itertools.islice(self._further, max(0, count - len(self._opening))))
        return self._opening[:count]

    def _sentences(self) -> Iterator[tuple[int, int]]:
        words = self.text.words
        for first, end in self.text.sentences:
            if (first < self.body and end <= self.body) or self.aside[first]:
                continue
            if self.title and first >= self.title[0] and end <= self.title[1] + 1:
                continue
            if end - first >= 5 and _is_arabic(words, first):
                yield first, end

    def verbs_between(self, first: int, end: int) -> list[tuple[int, int, Entry]]:
        """The verbs of events that begin in [first, end)."""
        return self.verbs[bisect_left(self._verb_firsts, first) : bisect_left(self._verb_firsts, end)]

    def title_of(self, first: int, end: int) -> str:
        """The noun with what it is about: `لقاء تواصلي حول …`, up to a sign or a verb."""
        text, words = self.text, self.text.words
        stop, limit = end, min(text.sentence(first)[1], first + 16)
        limit = self._title_limit(stop, limit)
        while stop < limit:
            word = words[stop]
            if word in SIGNS and word not in OPENING and word not in CLOSING and not self.inside[stop]:
                break
            if word in CLOSING and word not in OPENING and OPENING.isdisjoint(words[first:stop]):
                break  # « ندوة وطنية » تعمل على: the name was all that was quoted
            if (
                word in _WHILE
                or word in _SAYS_NOT
                or (word == _THAT_IS and text.quote(stop, stop + 1) == "إن")
                or (word == "في" and words[stop + 1 : stop + 2] == [_PERIOD])
            ):
                break
            if stop > end and stop in self.date_firsts() and not words[stop].isdigit():
                break
            stop += 1
        while stop > end and (
            (words[stop - 1] in SIGNS and (words[stop - 1] not in CLOSING or OPENING.isdisjoint(words[first:stop])))
            or entry_at(text, stop - 1, "function_words") is not None
        ):
            stop -= 1
        raw = " ".join(text.quote(first, stop).split())
        found = phrase_at(text, first, "event_nouns")
        if found is None:
            return raw
        entry = found[1]
        raw = raw[len(entry.conjunction) :]
        if entry.record.get("title"):
            return " ".join([str(entry.record["title"]), *raw.split()[1:]])
        if entry.preposition == "ل" and raw.startswith("لل"):
            return "ال" + raw[2:]
        return raw[len(entry.preposition) :]

    def _title_limit(self, first: int, limit: int) -> int:
        """Where the words behind a noun stop telling what it is about: a cue, a verb, a pronoun, a word of time."""
        text = self.text
        stops = [limit]
        stops += [k for k, _, _ in phrases_between(text, "event_cues", first, limit)[:1]]
        stops += [
            k
            for k, verb in entries_between(text, "event_verbs", first + 1, limit)
            if not verb.definite and not verb.preposition
        ]
        stops += [
            k
            for k, function in entries_between(text, "function_words", first, limit)
            if function.record["id"] in ("pronouns", "time")
        ]
        return min(stops)

    def date_firsts(self) -> frozenset[int]:
        """The first words of dates."""
        return self._date_firsts


def _is_arabic(words: Sequence[str], first: int) -> bool:
    """Whether five of the words from `first` on, at least, are Arabic."""
    opening = words[first : first + 5]
    if min(opening) >= "\u0621" and max(opening) < "\u064b":
        return True
    count = 0
    for word in words[first : first + 24]:
        if "\u0621" <= word < "\u064b":
            count += 1
            if count == 5:
                return True
    return False


def hits_between(around: EventText, start: int, stop: int, cls: str) -> list[tuple[int, str, int, Entry]]:
    """The cues of a class in a stretch of words, none within another."""
    found = []
    covered = start
    for first, end, entry in phrases_between(around.text, cls, start, stop):
        if first >= covered:
            found.append((first, cls, end, entry))
            covered = end
    return found
