"""Numbers that are no figures, and why: ordinals, labels, telephone numbers, times of day, years, counters."""

from __future__ import annotations

from typing import Any

from coopdb.reading.numbers import Number
from coopdb.reading.text import Text, fold
from coopdb.reading.units import OF, entry_of
from coopdb.reading.words import Entry

_EACH, _METRE = fold("كل"), fold("م")
_OPENING, _CLOSING = frozenset('«“"'), frozenset('»”"')


def why_no_figure(text: Text, number: Number) -> str | None:
    """Why a number is no figure, whatever stands behind it; None where it may be one."""
    if number.kind == "ordinal":
        return "ordinal"
    first, words = number.first, text.words
    if number.digits:
        if text.glued(first):
            before = words[first - 1]
            if before == _METRE and number.value in (2, 3):
                return "part of a unit"
            if before[0].isascii() and before.isalpha():
                return "part of a name"
            if first > 1 and before in "-–" and text.glued(first - 1) and words[first - 2].isalpha():
                return "part of a name"  # كوفيد-19
        if _is_phone(text, number):
            return "telephone number"
        if _is_clock(text, number):
            return "time of day"
        if _is_day(text, number):
            return "day of a month"
        if _is_old_year(text, number):
            return "year"
        if number.end < len(words) and words[number.end] in _RANKED and number.value < 300:
            return "ordinal"  # المصنف 47 عالميا: his rank
        if (
            words[first].startswith("0")
            and len(words[first]) > 2
            and words[first].isdecimal()
            and number.end == first + 1
        ):
            return "code"
    elif number.definite and number.kind == "number" and number.scale == 1:
        return "refers back"  # بلهجاتها الثلاث: its three dialects
    if number.value == 1 and not number.digits and number.kind == "number":
        return "one as a word"
    if first > 1 and text.words[first - 1] == _EACH and text.words[first - 2] == OF:
        return "ratio"  # 8 من كل 10
    label = _label_before(text, first)
    if label is not None and label["always"] and number.kind == "number" and number.scale == 1:
        return str(label["reason"])
    if _in_name(text, first):
        return "number of a name"
    return None


def _is_old_year(text: Text, number: Number) -> bool:
    """Whether it is a year of centuries past, which no date is read of: `سنة 1524`, `بين سنتي 1511 و 1549`."""
    words, i = text.words, number.first
    if number.end != i + 1 or len(words[i]) not in (3, 4) or not words[i].isdecimal():
        return False
    if i > 2 and words[i - 1] == "و" and words[i - 3] in _TWO_YEARS:
        return True
    return i > 0 and words[i - 1] in _YEARS and (len(words[i]) == 4 or words[i - 1] in _TWO_YEARS)


_RANKED = frozenset(map(fold, ("عالميا", "عربيا", "إفريقيا", "أفريقيا", "قاريا", "أوروبيا")))
_TWO_YEARS = frozenset(map(fold, ("سنتي", "عامي")))
_YEARS = _TWO_YEARS | frozenset(map(fold, ("سنة", "عام", "لسنة", "لعام", "بسنة", "منذ")))


def _in_name(text: Text, i: int) -> bool:
    """Whether word `i` stands in quotation marks behind a word that gives a name: شعار «مليون محفظة»."""
    words = text.words
    if _OPENING.isdisjoint(words[max(0, i - 8) : i]):
        return False
    for start in range(i - 1, max(-1, i - 9), -1):
        if words[start] in "»”\n.":
            return False
        if words[start] in _OPENING:
            for back in range(max(0, start - 2), start):
                if words[back].isalpha() and text.lex[back] is not None and "naming_nouns" in text.lex[back].entries:
                    return not _CLOSING.isdisjoint(words[i + 1 : i + 9])
            return False
    return False


def why_no_figure_alone(text: Text, number: Number) -> str | None:
    """Why a number with no unit behind it is no figure."""
    label = _label_before(text, number.first)
    if label is not None and number.scale == 1:
        return str(label["reason"])
    if number.digits and number.scale == 1 and number.end == number.first + 1:
        word = text.words[number.first]
        if len(word) == 4 and word[:2] in ("19", "20"):
            return "year"
        if (
            len(word) == 4
            and word[:2] in ("13", "14")
            and number.end < len(text.words)
            and text.words[number.end] in _HIJRI
        ):
            return "year"
        if len(word) > 9:
            return "code"
    line = text.paragraph(number.first)
    if line[1] - line[0] <= 6 and number.digits and all(not w.isalpha() for w in text.words[line[0] : line[1]]):
        return "counter"
    if number.digits and number.first == line[0] and number.end < len(text.words) and text.words[number.end] in "-.)–":
        return "number of a list"
    return None


_HIJRI = frozenset((fold("هـ"), fold("ه"), fold("هجرية"), fold("هجري")))


def _label_before(text: Text, first: int) -> dict[str, Any] | None:
    """The label right before the number (`رقم`, `المادة`, `الدورة`), where one stands there."""
    at = first - 1
    while at >= 0 and text.words[at] in _BEHIND_LABEL:
        at -= 1
    if at < 0:
        return None
    known = text.lex[at]
    entry: Entry | None = None if known is None else known.entries.get("number_labels")
    if entry is None and (phrases := text.phrases.get("number_labels")):
        for back in range(max(0, at - 2), at):
            phrase = phrases.get(back)
            if phrase is not None and phrase[0] == at + 1:
                entry = phrase[1]
    return None if entry is None else {"always": False} | entry.record


#: What may stand between a label and its number.
_BEHIND_LABEL = frozenset((":", fold("ال"), "-", '"', "“", "«"))


def _is_phone(text: Text, number: Number) -> bool:
    """Ten digits that begin with 0, in one piece or in pairs: `05 28 23 14 90`."""
    i, words = number.first, text.words
    beside = (words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else "")
    if len(words[i]) < 10 and not (
        beside[0] in _IN_PHONES or beside[1] in _IN_PHONES or any(map(str.isdecimal, beside))
    ):
        return False
    while i > 0 and (
        (len(words[i - 1]) == 2 and words[i - 1].isdecimal())
        or (words[i - 1] in "-./" and i > 1 and words[i - 2].isdecimal())
    ):
        i -= 1
    start, digits = i, ""
    while i < len(words) and (words[i].isdecimal() or (words[i] in "-./" and digits)) and len(digits) < 12:
        digits += words[i] if words[i].isdecimal() else ""
        i += 1
    return start <= number.first and len(digits) in (10, 12) and digits.startswith(("05", "06", "07", "08", "212"))


_IN_PHONES = frozenset("-./")


def _is_clock(text: Text, number: Number) -> bool:
    words, i, end = text.words, number.first, number.end
    if (
        end + 1 < len(words) and words[end] in _CLOCK and words[end + 1].isdecimal()
        and text.glued(end) and text.glued(end + 1)
    ):  # fmt: skip
        return True
    return i > 1 and words[i - 1] in _CLOCK and text.glued(i) and words[i - 2].isdecimal() and text.glued(i - 1)


_CLOCK = frozenset(":hH")


def _is_day(text: Text, number: Number) -> bool:
    """Whether a month stands behind: `6 يوليوز من كل سنة` (6 July of every year), which is no date."""
    month = number.end + (text.words[number.end : number.end + 1] == [OF])
    return number.value <= 31 and (
        month in text.phrases.get("months", {}) or (month < len(text) and entry_of(text, "months", month) is not None)
    )


def is_market_day(text: Text, number: Number) -> bool:
    """Whether `اثنين` stands before a noun: two of it would be its dual, so this is a market day's name."""
    return number.value == 2 and not number.digits and number.end < len(text.words) and text.words[number.end] != OF
