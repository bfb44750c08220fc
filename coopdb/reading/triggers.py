"""Where the words of a class stand in a text: the one walk over the known words that readers share."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar

from coopdb.lexicon import Record
from coopdb.reading.text import Text, fold
from coopdb.reading.words import Entry


class Placed(Protocol):
    """A place that was read: the words [first, end) and its code."""

    first: int
    end: int
    code: str | None


class Span(Protocol):
    """Anything that was read in the words [first, end)."""

    first: int
    end: int


class Begun(Protocol):
    """Anything that was read from a word on."""

    first: int


_Item = TypeVar("_Item", bound=Begun)


def hits(text: Text, classes: Sequence[str], *, suffixes: bool = False) -> list[tuple[int, str, int, Entry]]:
    """Every word or phrase of the classes: (first word, class, end, entry), in order;
    a phrase goes before its first word.

    Words with a pronoun joined to them (`ممثلها`, its representative) only where `suffixes` asks for them.
    """
    skipped = text.skipped
    found = [
        (i, cls, end, entry)
        for cls in classes
        for i, end, entry in text.between(cls, 0, len(skipped))
        if not skipped[i] and (suffixes or not entry.suffix)
    ]
    if len(classes) > 1:
        found.sort(key=_rank)  # of those that agree, the classes stay as they were given
    return found


def _rank(hit: tuple[int, str, int, Entry]) -> tuple[int, bool]:
    first, _, end, _ = hit
    return first, end == first + 1


_FIRST = attrgetter("first")


def entry_at(text: Text, i: int, cls: str) -> Entry | None:
    """What word `i` is in a class, if anything."""
    if i < 0:
        return None
    try:
        word = text.lex[i]
    except IndexError:
        return None
    if word is None or cls not in word.entries:
        return None
    entry: Entry = word.entries[cls]
    return None if entry.suffix else entry


def entries_between(text: Text, cls: str, first: int, end: int) -> list[tuple[int, Entry]]:
    """What `entry_at` says of each word in [first, end), the words of the class alone: (word, entry), in order."""
    where, lex = text.where.get(cls), text.lex
    if where is None:
        return []
    of_class = where[bisect_left(where, first) : bisect_left(where, end)]
    return [(i, entry) for i in of_class if not (entry := lex[i].entries[cls]).suffix]


def phrases_between(text: Text, cls: str, first: int, end: int) -> list[tuple[int, int, Entry]]:
    """What `phrase_at` says of each word in [first, end), those of the class alone: (word, end, entry), in order."""
    return [hit for hit in text.between(cls, first, end) if not hit[2].suffix]


def phrase_at(text: Text, i: int, cls: str) -> tuple[int, Entry] | None:
    """The longest phrase or word of a class that starts at word `i`: its end and what it is."""
    starts = text.phrases.get(cls)
    if starts is not None and i in starts:
        end, entry = starts[i]
        return end, entry
    entry_here = entry_at(text, i, cls)
    return None if entry_here is None else (i + 1, entry_here)


def by_first(spans: Sequence[Placed]) -> dict[int, Placed]:
    """Places by their first word; of two that start together the longer."""
    found: dict[int, Placed] = {}
    for place in spans:
        if place.first not in found or found[place.first].end < place.end:
            found[place.first] = place
    return found


def within(items: Sequence[_Item], first: int, end: int) -> Sequence[_Item]:
    """Those that begin in the words [first, end), of what was read in the text's order."""
    low = high = bisect_left(items, first, key=_FIRST)
    while high < len(items) and items[high].first < end:
        high += 1
    return items[low:high]


def verb_at(text: Text, i: int, cls: str) -> Entry | None:
    """What verb of a class word `i` is; a word with the article or a preposition is none (`التابع`,
    the one that belongs)."""
    entry = entry_at(text, i, cls)
    return None if entry is None or entry.definite or entry.preposition else entry


def folded_words(record: Record, key: str) -> frozenset[str]:
    """The words that a record lists under a key, as they are matched."""
    listed = record.get(key)
    return _folded(tuple(listed)) if listed else _NO_WORDS


_NO_WORDS: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=1000)
def _folded(words: tuple[object, ...]) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in words)
