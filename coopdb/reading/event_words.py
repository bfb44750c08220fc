"""Which event it is, for what and under what words: edition, slogan, occasion, duration."""

from __future__ import annotations

import datetime as dt

from coopdb.reading.chains import CLOSING, OPENING
from coopdb.reading.event import Event
from coopdb.reading.event_finding import Candidate
from coopdb.reading.event_text import COMMA, SIGNS, EventText, hits_between
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import entry_at, hits, phrase_at, verb_at

_ORDINALS = {
    fold(word): n
    for n, forms in enumerate(
        (
            ("الأولى", "الأول"), ("الثانية", "الثاني"), ("الثالثة", "الثالث"), ("الرابعة", "الرابع"),
            ("الخامسة", "الخامس"), ("السادسة", "السادس"),
            ("السابعة", "السابع"), ("الثامنة", "الثامن"), ("التاسعة", "التاسع"), ("العاشرة", "العاشر"),
        ),
        1,
    )
    for word in forms
}  # fmt: skip
_TENS = {
    fold("عشرة"): 10,
    fold("عشر"): 10,
    fold("العشرون"): 20,
    fold("العشرين"): 20,
    fold("والعشرين"): 20,
    fold("والعشرون"): 20,
    fold("والثلاثين"): 30,
    fold("والثلاثون"): 30,
}
_ELEVENTH = frozenset((fold("الحادية"), fold("الحادي")))
_EDITIONS = frozenset(
    fold(w)
    for w in (
        "الدورة",
        "النسخة",
        "دورته",
        "دورتها",
        "نسخته",
        "نسختها",
        "للدورة",
        "بالدورة",
        "للنسخة",
        "والدورة",
    )
)


def edition(around: EventText, candidate: Candidate, event: Event) -> None:
    """Which time it is held: `الدورة الرابعة`, `في نسختها الخامسة`."""
    words = around.text.words
    start, stop = around.text.sentence(candidate.first)
    spans = [range(max(start, candidate.first - 6), min(stop, candidate.end + 14))]
    if event.standing == "reported" and around.title is not None:
        spans.append(range(*around.title))
    for span in spans:
        for k in span:
            if words[k] in _EDITIONS and k + 1 < len(words):
                number = _ordinal(words, k + 1)
                if number is not None:
                    event.edition = number
                    return


def _ordinal(words: list[str], k: int) -> int | None:
    if words[k].isdigit() and len(words[k]) < 4:
        return int(words[k])
    unit = 1 if words[k] in _ELEVENTH else _ORDINALS.get(words[k])
    after = _TENS.get(words[k + 1]) if k + 1 < len(words) else None
    if unit is None:
        return _TENS.get(words[k]) if words[k].startswith("ال") else None
    if after is not None and (words[k + 1].startswith("وال") or words[k + 1] in (fold("عشرة"), fold("عشر"))):
        return unit + after
    return unit


def slogan(around: EventText, event: Event, candidate: Candidate) -> None:
    """The first slogan that is the event's own: in its statement,
    or in a sentence that tells of no other event."""
    text = around.text
    start, stop = around.statement(candidate.first)
    for i, _, end, entry in hits(text, ("event_cues",)):
        if (
            entry.record["role"] != "slogan"
            or around.aside[i]
            or not (start <= i < stop or not _own_event(around, candidate, i))
        ):
            continue
        event.slogan = _slogan_at(around, i, end)
        if event.slogan is not None:
            return


def slogan_in(around: EventText, event: Event, start: int, stop: int) -> None:
    """The slogan in a stretch of words."""
    for i, _, end, entry in hits_between(around, start, stop, "event_cues"):
        if entry.record["role"] == "slogan":
            event.slogan = _slogan_at(around, i, end)
            return


def _slogan_at(around: EventText, i: int, end: int) -> str | None:
    """What stands behind `تحت شعار`, in quotation marks or up to the next sign."""
    text, words = around.text, around.text.words
    at = end
    while at < len(words) and words[at] in ":-–،\n" and at < end + 3:
        at += 1
    if at >= len(words):
        return None
    if words[at] in OPENING:
        stop = _quotation_end(words, at)
        first = at + 1
        while first < stop and words[first] in OPENING:
            first += 1
    elif end - i > 1:
        stop = first = at
        limit = text.sentence(at)[1]
        while stop < limit and words[stop] not in "،,.؛\n" and verb_at(text, stop, "event_verbs") is None:
            stop += 1
    else:
        return None
    return " ".join(text.quote(first, stop).split()).strip(" .،") if stop - first >= 2 else None


def _own_event(around: EventText, candidate: Candidate, i: int) -> bool:
    """Whether the words at `i` tell of another event: an indefinite noun of another sort in their
    sentence."""
    text = around.text
    start = text.sentence(i)[0]
    for k in range(start, i):
        noun = phrase_at(text, k, "event_nouns")
        if (
            noun is not None
            and str(noun[1].record["id"]) != candidate.id
            and not noun[1].definite
            and not text.words[noun[0] - 1].startswith("ال")
            and not noun[1].record.get("weak")
        ):
            return k > candidate.end
    return False


def _quotation_end(words: list[str], at: int) -> int:
    """Where a quotation that opens at word `at` closes; at a line's end where it never does."""
    opening = words[at]
    pairs = {"«": "»", "“": "”", "‘": "’", "„": "“"}
    closing = pairs.get(opening)
    for k in range(at + 1, min(at + 45, len(words))):
        if words[k] == closing or ((closing is None or words[k] in '"”') and words[k] in CLOSING):
            return k
        if words[k] == "\n":
            return k
    return min(at + 45, len(words))


def occasion(around: EventText, event: Event, candidate: Candidate) -> None:
    """The day or year that the event is held for, where a cue ties the two."""
    text = around.text
    occasions = sorted(text.phrases.get("occasions", {}).items())
    for first, (_, entry) in occasions:
        if around.aside[first]:
            continue
        in_title = around.title is not None and around.title[0] <= first < around.title[1]
        if _cue_before(text, first, 6 if in_title else 4):
            event.occasion = str(entry.record["id"])
            return
    named = hits(text, ("anniversaries",))
    back = [(k, "", k + 1, entry) for k, _, _, entry in named and hits(text, ("programme_anaphora",))]
    for first, _, _, entry in [*named, *back]:
        remembered = _anniversary(text, first)
        if remembered is None or around.aside[first] or not _cue_before(text, remembered, 4):
            continue
        if "anniversary_of" not in entry.record:  # الذكرى العاشرة لانطلاق المبادرة: of what was named before
            before = [e for k, _, _, e in named if k < first]
            if not before:
                continue
            entry = before[-1]
        event.occasion = str(entry.record["id"])
        return


def _anniversary(text: Text, first: int) -> int | None:
    """The word `الذكرى` (the anniversary) before what it is of: `بمناسبة الذكرى الثامنة عشرة لانطلاق المبادرة`."""
    for k in range(first - 1, max(-1, first - 9), -1):
        word = text.words[k]
        if word in SIGNS:
            return None
        if word in _ANNIVERSARY:
            return k
    return None


_ANNIVERSARY = frozenset(
    fold(w) for w in ("الذكرى", "ذكرى", "للذكرى", "بالذكرى", "لذكرى", "بذكرى", "مرور", "بمرور", "والذكرى")
)
_IN, _FRAME = fold("في"), fold("إطار")


def _cue_before(text: Text, first: int, reach: int) -> bool:
    for k in range(first - 1, max(text.sentence(first)[0], first - reach) - 1, -1):
        if text.words[k] in COMMA:
            return False
        found = phrase_at(text, k, "event_cues")
        if found is not None and found[1].record["role"] == "occasion" and text.words[k] != _IN:
            return True
        if k + 1 < first and text.words[k] == _IN and text.words[k + 1] == _FRAME:
            return True
    return False


_DAYS = frozenset(fold(w) for w in ("يوم", "أيام", "يومين", "يوما"))
_TWO_DAYS = fold("يومين")
_FOR = frozenset(
    fold(w)
    for w in (
        "مدى",
        "مدار",
        "لمدة",
        "طيلة",
        "امتداد",
        "تستغرق",
        "تستمر",
        "يستمر",
        "تدوم",
        "يدوم",
        "خلال",
        "امتد",
        "امتدت",
        "دام",
        "دامت",
    )
)


def duration(around: EventText, event: Event, candidate: Candidate) -> None:
    """`على مدى ثلاثة أيام`, or the days between its first and its last."""
    text, words = around.text, around.text.words
    for day in text.where.get("date_words", ()):  # days are words of dates
        if words[day] not in _DAYS:
            continue
        if day > 1 and words[day - 2] in _FOR:
            number = entry_at(text, day - 1, "number_words")
            value = words[day - 1] if number is None else str(number.record.get("value", ""))
            if value.isdigit() and 0 < int(value) < 100:
                event.duration_days = int(value)
                return
        if words[day] == _TWO_DAYS and day and words[day - 1] in _FOR and day + 1 < len(words):
            event.duration_days = 2
            return
    if event.from_ and event.to and len(event.from_) == 10 and len(event.to) == 10 and event.to != event.from_:
        event.duration_days = (dt.date.fromisoformat(event.to) - dt.date.fromisoformat(event.from_)).days + 1
