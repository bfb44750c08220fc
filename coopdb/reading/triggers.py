"""Where the words of a class stand in a text: the one walk over the known words that readers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Protocol

from coopdb.reading.text import Text
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


def hits(text: Text, classes: Iterable[str], *, suffixes: bool = False) -> list[tuple[int, str, int, Entry]]:
    """Every word or phrase of the classes: (first word, class, end, entry), in order;
    a phrase goes before its first word.

    Words with a pronoun joined to them (`ممثلها`, its representative) only where `suffixes` asks for them.
    """
    found = []
    lex, skipped = text.lex, text.skipped
    for rank, cls in enumerate(classes):
        starts = text.phrases.get(cls, _NONE)
        for i, (end, entry) in starts.items():
            if not skipped[i]:
                found.append((i, 0, rank, cls, end, entry))
        for i in text.where.get(cls, ()):
            if skipped[i] or i in starts:
                continue
            entry = lex[i].entries[cls]
            if suffixes or not entry.suffix:
                found.append((i, 1, rank, cls, i + 1, entry))
    found.sort(key=_ORDER)
    return [(i, cls, end, entry) for i, _, _, cls, end, entry in found]


_NONE: dict[int, tuple[int, Entry]] = {}
_ORDER = itemgetter(0, 1, 2)


def entry_at(text: Text, i: int, cls: str) -> Entry | None:
    """What word `i` is in a class, if anything."""
    if i < 0 or i >= len(text.lex):
        return None
    word = text.lex[i]
    entry = word.entries.get(cls) if word is not None else None
    return None if entry is None or entry.suffix else entry


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


def verb_at(text: Text, i: int, cls: str) -> Entry | None:
    """What verb of a class word `i` is; a word with the article or a preposition is none (`التابع`,
    the one that belongs)."""
    entry = entry_at(text, i, cls)
    return None if entry is None or entry.definite or entry.preposition else entry
