"""What happened in an event: sessions and their topics, presentations, recommendations, commitments, results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdb.reading.chains import CLOSING, OPENING
from coopdb.reading.event_parts import EventText, hits_between
from coopdb.reading.text import fold
from coopdb.reading.triggers import entry_at

if TYPE_CHECKING:
    from coopdb.reading.event_finding import Candidate


@dataclass(slots=True)
class Item:
    """One thing that happened, in the words [first, end)."""

    kind: str
    text: str
    first: int
    end: int


_COMMA = frozenset("،,؛;")
_STOP = frozenset(".\n")
_TO = frozenset(fold(w) for w in ("إلى", "على", "بضرورة", "ضرورة", "حول", "بـ"))
_LONGEST = 30
_OPENS = ("recommendation", "topic", "commitment")


def read_items(around: EventText, candidate: Candidate) -> list[Item]:
    """The items of the reported event, in order."""
    text = around.text
    found: list[Item] = []
    for first, end in text.sentences():
        if first < around.body or around.aside[first]:
            continue
        cues = hits_between(around, first, end, "item_cues")
        for i, _, stop, entry in cues:
            if any(m.first <= i < m.end for m in found) or entry.preposition == "ل":
                continue
            kind = str(entry.record["kind"])
            found.extend(_items(around, kind, i, stop, end))
    return found


def _items(around: EventText, kind: str, i: int, at: int, limit: int) -> list[Item]:
    text, words = around.text, around.text.words
    if kind in _OPENS:
        while at < limit and (words[at] in _TO or words[at] in ":،" or entry_at(text, at, "function_words") is not None and at < i + 4):
            at += 1
        return [_item(around, kind, a, b) for a, b in _parts(around, at, limit)]
    if kind == "topic":
        return []
    stop = at
    while stop < limit and words[stop] not in _STOP and words[stop] not in _COMMA and stop < at + _LONGEST:
        if words[stop] in OPENING:
            close = next((k for k in range(stop + 1, min(limit, stop + _LONGEST)) if words[k] in CLOSING), None)
            if close is not None:
                stop = close
        stop += 1
    return [_item(around, kind, i, stop)] if stop > at + 1 else []


def _parts(around: EventText, at: int, limit: int) -> list[tuple[int, int]]:
    """A list cut at its commas: `تعزيز التنسيق بين المتدخلين، وتبسيط المساطر وتطوير آليات التمويل` is three."""
    text, words = around.text, around.text.words
    parts: list[tuple[int, int]] = []
    first = at
    k = at
    while k < limit and words[k] not in _STOP and k < at + 70:
        new = words[k].startswith("و") and (noun := entry_at(text, k, "annexed_nouns")) is not None and noun.conjunction and not noun.definite and k > first + 1
        if words[k] in _COMMA or new:
            if k - first >= 2:
                parts.append((first, k))
            first = k if new else k + 1
        k += 1
    if k - first >= 2:
        parts.append((first, k))
    return parts[:12]


def _item(around: EventText, kind: str, first: int, end: int) -> Item:
    text, words = around.text, around.text.words
    if words[first].startswith("و") and len(words[first]) > 3:
        start = text.raw_offset(text.spans[first][0] + 1)
    else:
        start = text.start(first)
    return Item(kind, " ".join(text.raw[start : text.end(end - 1)].split()), first, end)
