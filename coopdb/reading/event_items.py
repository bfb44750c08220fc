"""What happened in an event: sessions and their topics, presentations, recommendations, commitments, results.

`وفي ختام اللقاء تم إصدار توصيات تدعو إلى تعزيز التنسيق، وتبسيط المساطر` (recommendations that call for better
coordination and simpler procedures) is two items: a list is cut at its commas and where `و` joins another
noun of action; what stands in quotation marks is never cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopdb.reading.chains import CLOSING, OPENING
from coopdb.reading.event_text import EventText, hits_between
from coopdb.reading.text import fold
from coopdb.reading.triggers import entries_between, entry_at, phrase_at, verb_at

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
_TO = frozenset(
    fold(w)
    for w in (
        "إلى",
        "على",
        "بضرورة",
        "ضرورة",
        "بأهمية",
        "أهمية",
        "حول",
        "بـ",
        "موضوع",
        "موضوعي",
        "عنوان",
        "مواضيع",
        "الخصوص",
        "الأقل",
    )
)
_ORDINAL = frozenset(
    fold(w) for w in ("والثانية", "والثالثة", "والرابعة", "الأولى", "الثانية", "الثالثة", "والثاني", "والثالث")
)
_CALLS = frozenset(
    fold(w) for w in ("تدعو", "تهم", "تروم", "تتعلق", "تنص", "تتمثل", "تهدف", "عملية", "أبرزها", "أهمها", "منها")
)
#: The longest item, in words.
_LONGEST = 30
#: The most items that one list gives.
_MOST = 12
_LISTED = ("recommendation", "topic")


def read_items(around: EventText, candidate: Candidate) -> list[Item]:
    """The items of the reported event, in order."""
    text = around.text
    found: list[Item] = []
    for i, _, stop, entry in hits_between(around, 0, len(text), "item_cues"):
        if (found and i < found[-1].end) or entry.preposition == "ل" or entry.definite:
            continue
        first, end = text.sentence(i)
        if first >= around.body and not around.aside[first]:
            found.extend(_items(around, str(entry.record["kind"]), i, stop, end))
    return found


def _items(around: EventText, kind: str, i: int, at: int, limit: int) -> list[Item]:
    text, words = around.text, around.text.words
    start = text.sentence(i)[0]
    if kind == "topic":
        near = max(start, i - 16)
        if not entries_between(text, "event_nouns", near, i) and not entries_between(text, "item_cues", near, i):
            return []
        session = any(cue.record["kind"] == "session" for _, cue in entries_between(text, "item_cues", start, i))
        if session and _quote_near(words, at, limit):
            kind = "session"
    if kind in _LISTED or (kind == "session" and _quote_near(words, at, limit)):
        at = _past_lead(around, at, limit)
        if any(words[k] in OPENING for k in range(at, min(limit, at + 2))):
            limit = text.paragraph(at)[1]  # two dots in a title end no sentence
        return [_item(around, kind, a, b, n > 0) for n, (a, b) in enumerate(_parts(around, at, limit))]
    if kind == "commitment":
        at = next(
            (k for k in range(at, min(limit, at + 7)) if words[k].startswith("ب") and len(words[k]) > 3),
            limit,
        )
        i = at
    stop = at
    while stop < limit and words[stop] not in _STOP and words[stop] not in _COMMA and stop < at + _LONGEST:
        stop = _past_quote(words, stop, limit) if words[stop] in OPENING else stop + 1
    return [_item(around, kind, i, stop, False)] if stop > at + 1 else []


def _quote_near(words: list[str], at: int, limit: int) -> bool:
    """Whether a title in quotation marks follows within a few words."""
    return any(words[k] in OPENING for k in range(at, min(limit, at + 4)))


def _past_lead(around: EventText, at: int, limit: int) -> int:
    """The first word of what is listed, behind `تدعو إلى`, `على الخصوص،`, `:`."""
    text, words = around.text, around.text.words
    bound = min(limit, at + 8)
    while at < bound and (
        words[at] in _TO
        or words[at] in _CALLS
        or words[at] in ":،"
        or ((word := entry_at(text, at, "function_words")) is not None and word.record["id"] == "particles")
    ):
        at += 1
    return at


def _past_quote(words: list[str], at: int, limit: int) -> int:
    """The word behind a quotation that opens at `at`."""
    close = next((k for k in range(at + 1, min(limit, at + _LONGEST)) if words[k] in CLOSING), None)
    return close + 1 if close is not None else at + 1


def _parts(around: EventText, at: int, limit: int) -> list[tuple[int, int]]:
    """A list cut at its commas: `تعزيز التنسيق بين المتدخلين، وتبسيط المساطر وتطوير آليات التمويل` is
    three."""
    text, words = around.text, around.text.words
    parts: list[tuple[int, int]] = []
    first = k = at
    while k < limit and len(parts) < _MOST:
        word = words[k]
        if word in OPENING:
            k = _past_quote(words, k, limit)
            continue
        if word in _STOP:
            break
        noun = entry_at(text, k, "annexed_nouns")
        new = (
            noun is not None and noun.conjunction != "" and not noun.definite and k > first + 1 and word.startswith("و")
        )
        if word in _COMMA or new:
            if k - first >= 2:
                parts.append((first, k))
            first = k if new else k + 1
            if first < limit and words[first] == "و":
                first += 1
            if first < limit and words[first] in _ORDINAL:
                # والثانية حول موضوع "…": the next session's title
                first = k = _past_lead(around, first + 1, limit)
                continue
            if _ends_list(around, first, limit):
                return parts
        k += 1
    if k - first >= 2 and len(parts) < _MOST:
        parts.append((first, k))
    return [p for p in parts if p[1] - p[0] <= _LONGEST]


def _ends_list(around: EventText, k: int, limit: int) -> bool:
    """Whether a list is over: a clause, an occasion, a verb or another event begins."""
    if k >= limit:
        return True
    text = around.text
    function = entry_at(text, k, "function_words")
    return (
        (function is not None and function.record["id"] != "participles" and not function.definite)
        or (
            text.lex[k] is None
            and len(text.words[k]) > 4
            and text.words[k].endswith("ا")
            and not text.words[k].startswith("ال")
        )
        or phrase_at(text, k, "event_cues") is not None
        or phrase_at(text, k, "item_cues") is not None
        or verb_at(text, k, "saying_verbs") is not None
        or verb_at(text, k, "event_verbs") is not None
    )


def _item(around: EventText, kind: str, first: int, end: int, listed: bool) -> Item:
    text, words = around.text, around.text.words
    joined = (
        words[first].startswith("و")
        and len(words[first]) > 3
        and (listed or ((entry := text.lex[first]) is not None and any(e.conjunction for e in entry.entries.values())))
    )
    start = text.behind(first, 1) if joined else text.start(first)
    return Item(kind, " ".join(text.raw[start : text.end(end - 1)].split()), first, end)
