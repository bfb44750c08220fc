"""Dates as people write them anywhere: `الأسبوع القادم الأحد`, `قبل عامين`, `آخر خميس من شهر 9`.

The press reader (`dates`) leaves open what an article leaves open. Here a reference day is given and a
person would take every expression at its word; looser forms count (`22/4`, `في 15`), which would be
noise in an article.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from coopdb.lexicon import load_lexicon
from coopdb.reading.calendars import is_day
from coopdb.reading.date_words import BETWEEN
from coopdb.reading.everyday_days import DayReader
from coopdb.reading.everyday_relative import Span
from coopdb.reading.everyday_words import CLASS, FROM, YEAR_WORDS
from coopdb.reading.text import Text, fold
from coopdb.reading.words import vocabulary_of

_OF = frozenset(map(fold, ("من", "في", "ل", "لشهر", "شهر", "بشهر", "لعام", "عام", "سنة", "لسنة", "من شهر")))
_CLASSES = frozenset((CLASS, "months", "weekdays", "date_words", "number_words"))
_PLURAL_UNITS = frozenset(map(fold, ("عامي", "سنتي", "شهري", "يومي", "أيام", "أشهر")))
_SKIP = frozenset("\n.,،")
_END = frozenset(map(fold, ("نهاية", "آخر", "بنهاية")))


class FoundDate(NamedTuple):
    """A date or a span: code points [start, end), and its first and last day."""

    start: int
    end: int
    first: dt.date
    last: dt.date


def find_dates(text: str, reference: dt.date | None = None) -> list[FoundDate]:
    """Every date of a text; relative ones are told from `reference`, and left out without it.

    >>> find_dates("سأعود غدا", dt.date(2016, 11, 7))[0].first  # I come back tomorrow
    datetime.date(2016, 11, 8)
    """
    scanned = Text(text)
    vocabulary_of(load_lexicon()).scan(scanned)
    reader = _Reader(scanned, reference)
    found, at = [], 0
    while at < len(scanned):
        span = reader.span(at)
        if span is None or span.end <= at:
            at += 1
            continue
        start, end = scanned.raw_span(at, span.end)
        found.append(FoundDate(start, end, span.first, span.last))
        at = span.end
    return found


class _Reader(DayReader):
    """Reads dates and spans of them; each method gives the span that begins at a word, or None."""

    __slots__ = ()

    def span(self, i: int) -> Span | None:
        """The date or span that begins at word `i`."""
        if self.text.words[i] in _SKIP or not self._may_begin(i):
            return None
        return self._range(i) or self.moment(i)

    def _may_begin(self, i: int) -> bool:
        known = self.lex[i]
        if (
            self.words[i][0].isdecimal()
            or self.words[i] == FROM
            or self.words[i] in BETWEEN
            or i in self.everyday_phrases
        ):
            return True
        if i in self.text.phrases.get("months", ()) or i in self.text.phrases.get("date_words", ()):
            return True
        return known is not None and not _CLASSES.isdisjoint(known.entries)

    def _range(self, i: int) -> Span | None:
        """`من 4 إلى 22 هذا الشهر`, `يوليو 13-15`, `من شباط 13 الى 15 تموز`, `بين 2014-2018`."""
        opened = self.words[i] == FROM or self.words[i] in BETWEEN
        at = i + 1 if opened else i
        if at >= self.count:
            return None
        month = self.month_at(at)
        if (
            month is not None
            and not month.certain
            and (days := self._days(month.end)) is not None
            and self.month_at(days[0]) is None
        ):
            return self._between(days[0], month.year, month.month, days[1], days[2])
        days = self._days(at)
        if days is not None:
            month = self.month_at(days[0])
            if month is not None:
                return self._between(month.end, month.year, month.month, days[1], days[2])
            if opened and self.known_reference and self._named_days(at):
                return self._between(days[0], self.base.year, self.base.month, days[1], days[2])
        while at < self.count and self.words[at] in _PLURAL_UNITS:
            at += 1
        left = self.moment(at, inner=True) if at < self.count else None
        if left is None:
            return None
        link = self.connector(left.end, between=opened and self.words[i] in BETWEEN)
        right = None if link is None else self.moment(link, inner=True) or self._joined_weekday(link)
        if right is None:
            return self.moment(i) if not opened else None
        first, last = left.first, right.last
        if first.year != last.year and not self._says_year(at, left.end):
            first = _in_year(first, last.year)
        if last < first and self.day_name(at) is not None and (last - first).days > -7:
            last += dt.timedelta(days=7)
        return None if last < first else Span(right.end, first, last)

    def _says_year(self, i: int, end: int) -> bool:
        """Whether the words [i, end) hold a year of their own."""
        return (
            any(self.is_year_number(k) or self.words[k] in YEAR_WORDS for k in range(i, end))
            or self.shift(end - 1) is not None
        )

    def _joined_weekday(self, i: int) -> Span | None:
        joined = self._joined_day(i)
        if joined is None or not self.known_reference:
            return None
        day = self.base + dt.timedelta(days=(joined[1] - self.base.weekday()) % 7 or 7)
        return Span(joined[0], day, day)

    def _named_days(self, i: int) -> bool:
        return self.day_name(i) is not None

    def _between(self, end: int, year: int, month: int, first: int, last: int) -> Span | None:
        if not (is_day(year, month, first) and is_day(year, month, last)) or last < first:
            return None
        return Span(end, dt.date(year, month, first), dt.date(year, month, last))

    def _days(self, i: int) -> tuple[int, int, int] | None:
        """(end, first, last) of two days of one month: `4 إلى 22`, `الجمعة 11 حتى الثلاثاء 15`."""
        name = self.day_name(i)
        first = self.day_number(name[0] if name is not None else i)
        if first is None:
            return None
        link = self.connector(first[0], between=i > 0 and self.words[i - 1] in BETWEEN)
        if link is None:
            return None
        name = self.day_name(link)
        last = self.day_number(name[0] if name is not None else link)
        return None if last is None else (last[0], first[1], last[1])

    def moment(self, i: int, inner: bool = False) -> Span | None:
        """One point of time at word `i`; `inner` where it is an end of a range."""
        if i >= self.count:
            return None
        if self.words[i] in _END and (weekend := _in_calendar(self._unit_span, i)) is not None:
            return weekend
        part = self.date_word(i, "part")
        if part is not None and self.date_word(i, "unit") is None and self.word(i, "last") is None:
            after = part[0]
            while after < self.count and self.words[after] in _OF:
                after += 1
            found = self.moment(after) or self.moment(part[0])
            if found is not None:
                return found
        for read in (
            self._feast, self._numeric_span, self._offset, self._stretch, self._rest, self._today,
            self._of_month, self._weekday_span, self._day_month, self._month_day, self._fraction,
            self._month_span, self._unit_span, self._year_only,
        ):  # fmt: skip
            found = _in_calendar(read, i)
            if found is not None:
                return found
        return None if inner else self._bare_day(i)


def _in_calendar(read: Callable[[int], Span | None], i: int) -> Span | None:
    """What a reader finds, unless it lies before the calendar's first year or after its last."""
    try:
        return read(i)
    except (ValueError, OverflowError):
        return None


def _in_year(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year) if is_day(year, day.month, day.day) else day
