"""Dates as people write them anywhere: `الأسبوع القادم الأحد`, `قبل عامين`, `آخر خميس من شهر 9`.

The press reader (`dates`) leaves open what an article leaves open. Here a reference day is given and a
person would take every expression at its word; looser forms count (`22/4`, `في 15`), which would be
noise in an article.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopdb.lexicon import load_lexicon
from coopdb.reading.calendars import hijri_to_gregorian, is_day
from coopdb.reading.date_words import AFTER_TO, AND, BETWEEN, DASHES, TO
from coopdb.reading.everyday_calendar import (
    add_units,
    feast_day,
    last_of_month,
    month_span,
    nth_week,
    nth_weekday,
    week_of,
    year_span,
)  # fmt: skip
from coopdb.reading.everyday_words import (
    CLASS,
    DAY_WORDS,
    FROM,
    MONTH_WORDS,
    YEAR_LINKS,
    YEAR_WORDS,
    EverydayWords,
    Month,
    months_from,
)
from coopdb.reading.text import Text, fold
from coopdb.reading.words import vocabulary_of

_OF = frozenset(map(fold, ("من", "في", "ل", "لشهر", "شهر", "بشهر", "لعام", "عام", "سنة", "لسنة", "من شهر")))
_IN = frozenset(map(fold, ("في", "يوم", "بتاريخ", "ليوم", "نهار")))
_STOP = frozenset(".،,!؟?\n)")
_CLASSES = frozenset((CLASS, "months", "weekdays", "date_words", "number_words"))
_CENTURY = frozenset(map(fold, ("القرن", "قرن")))
_PLURAL_UNITS = frozenset(map(fold, ("عامي", "سنتي", "شهري", "يومي", "أيام", "أشهر")))
_SKIP = frozenset("\n.,،")
_DAY_FILLERS = frozenset(map(fold, ("يوم", "اليوم", "الذي", "هو")))
_BEFORE = frozenset(map(fold, ("قبل", "القبل", "ماقبل")))
_AFTER = frozenset(map(fold, ("بعد", "البعد", "مابعد")))
_ONE_OF = fold("أحد")
_IN_MONTH = frozenset(map(fold, ("من", "في", "ب")))
_OF_MONTH = frozenset(map(fold, ("من", "في", "شهر", "بشهر", "لشهر")))
_SAME = frozenset(map(fold, ("الموافق", "المصادف", "ل", "موافق")))
_END = frozenset(map(fold, ("نهاية", "آخر", "بنهاية")))


class FoundDate(NamedTuple):
    """A date or a span: code points [start, end), and its first and last day."""

    start: int
    end: int
    first: dt.date
    last: dt.date


class _Span(NamedTuple):
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


class _Reader(EverydayWords):
    """Reads everyday dates at a word; each method gives the span that begins there, or None."""

    __slots__ = ()

    # --- spans ----------------------------------------------------------------------------------

    def span(self, i: int) -> _Span | None:
        """The date or span that begins at word `i`."""
        if self.text.words[i] in _SKIP or not self._may_begin(i):
            return None
        return self._range(i) or self.moment(i)

    def _may_begin(self, i: int) -> bool:
        known = self.lex[i]
        if self.words[i][0].isdecimal() or self.words[i] == FROM or self.words[i] in BETWEEN or i in self.phrases[CLASS]:
            return True
        if i in self.phrases["months"] or i in self.phrases["date_words"]:
            return True
        return known is not None and not _CLASSES.isdisjoint(known.entries)

    def _range(self, i: int) -> _Span | None:
        """`من 4 إلى 22 هذا الشهر`, `يوليو 13-15`, `من شباط 13 الى 15 تموز`, `بين 2014-2018`."""
        opened = self.words[i] == FROM or self.words[i] in BETWEEN
        at = i + 1 if opened else i
        if at >= self.count:
            return None
        month = self.month_at(at)
        if month is not None and not month.certain and (days := self._days(month.end)) is not None and self.month_at(days[0]) is None:
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
        link = self._connector(left.end, between=opened and self.words[i] in BETWEEN)
        right = None if link is None else self.moment(link, inner=True) or self._joined_weekday(link)
        if right is None:
            return self.moment(i) if not opened else None
        first, last = left.first, right.last
        if first.year != last.year and not self._says_year(at, left.end):
            first = _in_year(first, last.year)
        if last < first and self.day_name(at) is not None and (last - first).days > -7:
            last += dt.timedelta(days=7)
        return None if last < first else _Span(right.end, first, last)

    def _says_year(self, i: int, end: int) -> bool:
        """Whether the words [i, end) hold a year of their own."""
        return any(self.is_year_number(k) or self.words[k] in YEAR_WORDS for k in range(i, end)) or self.shift(end - 1) is not None

    def _joined_weekday(self, i: int) -> _Span | None:
        joined = self._joined_day(i)
        if joined is None or not self.known_reference:
            return None
        day = self.base + dt.timedelta(days=(joined[1] - self.base.weekday()) % 7 or 7)
        return _Span(joined[0], day, day)

    def _named_days(self, i: int) -> bool:
        return self.day_name(i) is not None

    def _between(self, end: int, year: int, month: int, first: int, last: int) -> _Span | None:
        if not (is_day(year, month, first) and is_day(year, month, last)) or last < first:
            return None
        return _Span(end, dt.date(year, month, first), dt.date(year, month, last))

    def _days(self, i: int) -> tuple[int, int, int] | None:
        """(end, first, last) of two days of one month: `4 إلى 22`, `الجمعة 11 حتى الثلاثاء 15`."""
        name = self.day_name(i)
        first = self.day_number(name[0] if name is not None else i)
        if first is None:
            return None
        link = self._connector(first[0], between=i > 0 and self.words[i - 1] in BETWEEN)
        if link is None:
            return None
        name = self.day_name(link)
        last = self.day_number(name[0] if name is not None else link)
        return None if last is None else (last[0], first[1], last[1])

    def _connector(self, i: int, between: bool) -> int | None:
        if i >= self.count:
            return None
        word = self.words[i]
        if word in TO or (word in DASHES and (word != "/" or self.is_year_number(i - 1))):
            i += 1
            while i < self.count and self.words[i] in AFTER_TO:
                i += 1
            return i
        if between and word == AND:
            return i + 1
        if between and word[0] == AND and len(word) > 2:
            return i
        if word == AND and i + 1 < self.count and self.words[i + 1] in TO:
            return i + 2
        return None

    def moment(self, i: int, inner: bool = False) -> _Span | None:
        """One point of time at word `i`; `inner` where it is an end of a range."""
        if self.words[i] in _END and (weekend := self._unit_span(i)) is not None:
            return weekend
        part = self.date_word(i, "part")
        if part is not None and self.date_word(i, "unit") is None and self.word(i, "last") is None:
            after = part[0]
            while after < self.count and self.words[after] in _OF:
                after += 1
            found = self.moment(after) or self.moment(part[0])
            if found is not None:
                return found
        for read in (self._feast, self._numeric_span, self._offset, self._stretch, self._rest, self._today, self._of_month,
                     self._weekday_span, self._day_month, self._month_day, self._fraction, self._month_span, self._unit_span, self._year_only):  # fmt: skip
            found = read(i)
            if found is not None:
                return found
        return None if inner else self._bare_day(i)

    def _feast(self, i: int) -> _Span | None:
        found = self.word(i, "feast")
        if found is None:
            return None
        year = self.year(found[0])
        if year is None and not self.known_reference:
            return None
        end, value = year or (found[0], self.base.year)
        day = feast_day(found[1], value)
        return None if day is None else _Span(end, day, day)

    def _numeric_span(self, i: int) -> _Span | None:
        """`14/2/2010`, `3/2015`, `2015.3`, `22-4`, `4/22`."""
        if not self.words[i].isdecimal() or (i > 0 and self.text.glued(i) and self.words[i - 1] in ".-/,"):
            return None
        point = self._numeric(i)
        if point is not None and point.year and point.month and point.day and is_day(point.year, point.month, point.day):
            day = dt.date(point.year, point.month, point.day)
            return _Span(point.end, day, day)
        if i + 2 >= self.count or self.words[i + 1] not in "-/." or not self.words[i + 2].isdecimal() or not self.text.glued(i + 2):
            return None
        if i + 4 < self.count and self.words[i + 3] in "-/." and self.words[i + 4].isdecimal() and self.text.glued(i + 3):
            return None
        a, b = int(self.words[i]), int(self.words[i + 2])
        if len(self.words[i + 2]) == 4 and 1 <= a <= 12 and self.words[i + 1] in "-/":
            return _Span(i + 3, *month_span(b, a))
        if len(self.words[i]) == 4 and 1 <= b <= 12:
            return _Span(i + 3, *month_span(a, b))
        if len(self.words[i]) > 2 or len(self.words[i + 2]) > 2 or not self.known_reference:
            return None
        if i + 3 < self.count and self.words[i + 3] not in _STOP:
            return None
        day, month = (a, b) if b <= 12 else (b, a)
        if not (1 <= month <= 12 and is_day(self.base.year, month, day)):
            return None
        found = dt.date(self.base.year, month, day)
        return _Span(i + 3, found, found)

    def _offset(self, i: int) -> _Span | None:
        """`قبل عامين`, `بعد 3 أيام`, `في خلال 5 أشهر`, `بعد شهرين يوم الخميس`."""
        found = self.word(i, "offset")
        if found is None or not self.known_reference:
            return None
        amount = self.amount(found[0])
        if amount is None:
            return None
        end, count, unit = amount
        if self.shift(end) is not None:
            return None
        day = add_units(self.base, int(found[1]["sign"]) * count, unit)
        name = self.day_name(end)
        if name is not None:
            end, day = name[0], week_of(day)[0] + dt.timedelta(days=name[1])
        return _Span(end, day, day)

    def _stretch(self, i: int) -> _Span | None:
        """`3 أيام القادمة`, `العقود الثلاثة الماضية`: so many units from the reference on, or back."""
        if not self.known_reference:
            return None
        value = self.cardinal(i)
        amount = None
        if value is not None and value[0] < self.count and (unit := self.unit(value[0])) is not None:
            amount = unit[0], value[1], unit[1]
        elif (unit := self.unit(i)) is not None and unit[0] < self.count and not self.words[unit[0]].isdecimal() and (counted := self.cardinal(unit[0])) is not None:
            amount = counted[0], counted[1], unit[1]
        else:
            two = self.word(i, "two")
            amount = None if two is None else (two[0], 2, str(two[1]["unit"]))
        shift = None if amount is None else self.shift(amount[0])
        if amount is None or shift is None or shift[1] == 0 or amount[1] < 2:
            return None
        _, count, unit_name = amount
        if unit_name == "decade":
            decade = self.base.year // 10 * 10
            first, last = (decade - 10 * count, decade - 1) if shift[1] < 0 else (decade + 10, decade + 10 * count + 9)
            return _Span(shift[0], dt.date(first, 1, 1), dt.date(last, 12, 31))
        one = dt.timedelta(days=1)
        if shift[1] > 0:
            return _Span(shift[0], self.base + one, add_units(self.base, count, unit_name))
        return _Span(shift[0], add_units(self.base, -count, unit_name), self.base - one)

    def _rest(self, i: int) -> _Span | None:
        found = self.word(i, "rest")
        unit = None if found is None else self.unit(self._past_this(found[0]))
        if unit is None or not self.known_reference:
            return None
        ends = {"week": week_of(self.base)[1], "month": last_of_month(self.base.year, self.base.month), "year": dt.date(self.base.year, 12, 31)}
        return _Span(unit[0], self.base, ends[unit[1]]) if unit[1] in ends else None

    def _past_this(self, i: int) -> int:
        this = self.word(i, "this")
        return i if this is None else this[0]

    def _today(self, i: int) -> _Span | None:
        """`غدا`, `بعد غد`, `قبل أمس`, `اليوم التالي`, `هذا اليوم`."""
        if not self.known_reference:
            return None
        shifted = self.shifted(i, "day")
        if shifted is not None:
            day = self.base + dt.timedelta(days=shifted[1])
            return _Span(shifted[0], day, day)
        at, sign = i, 0
        while at < self.count and self.words[at] in _DAY_FILLERS:
            at += 1
        if self.date_word(at, "today") is None and not (at < self.count and (self.words[at] in _BEFORE or self.words[at] in _AFTER)):
            at = i
        if at < self.count and self.words[at] in _BEFORE:
            at, sign = at + 1, -1
        elif at < self.count and self.words[at] in _AFTER:
            at, sign = at + 1, 1
        found = self.date_word(at, "today")
        if found is None or (sign and found[1]["days"] == 0):
            return None
        days = int(found[1]["days"])
        if sign and days and (days > 0) == (sign > 0):
            days += sign
        elif sign:
            days = int(found[1]["days"])
        end = found[0]
        if days == 0 and at == i and end < self.count and self.date_word(end, "ordinal") is not None:
            return None
        day = self.base + dt.timedelta(days=days)
        name = self.day_name(end) if end < self.count else None
        return _Span(end if name is None else name[0], day, day)

    def _of_month(self, i: int) -> _Span | None:
        """`أول يوم جمعة من يوليو`, `الاثنين الأخير من شهر ثلاثة`, `آخر أسبوع في سبتمبر`, `ثالث يوم من شهر عشرة`."""
        rank = self._rank(i)
        at = i if rank is None else rank[0]
        name, unit = self.day_name(at), self.unit(at)
        if name is None and (unit is None or unit[1] not in ("day", "week")):
            return None
        end = name[0] if name is not None else unit[0]  # type: ignore[index]
        if rank is None:
            rank = self._rank(end)
            if rank is None:
                return None
            end = rank[0]
        place = rank[1]
        after = end
        while after < self.count and self.words[after] in _IN_MONTH:
            after += 1
        month = self.month_at(after) if after > end or self.month_at(end) is not None else None
        if month is None and unit is not None and unit[1] == "week" and (year := self.year(after)) is not None and name is None:
            week = nth_week(year[1], 12, place) if place < 0 else nth_week(year[1], 1, place)
            return None if week is None else _Span(year[0], *week)
        if month is None:
            if name is None or not self.known_reference or after != end or place < 0:
                return None
            month = Month(end, self.base.year, self.base.month, False)
        if name is not None:
            day = nth_weekday(month.year, month.month, name[1], place)
            return None if day is None else _Span(month.end, day, day)
        if unit is not None and unit[1] == "week":
            week = nth_week(month.year, month.month, place)
            return None if week is None else _Span(month.end, *week)
        number = last_of_month(month.year, month.month).day if place < 0 else place
        day = dt.date(month.year, month.month, number)
        return _Span(month.end, day, day)

    def _rank(self, i: int) -> tuple[int, int] | None:
        """(end, which): آخر is -1, أول 1, الثالث 3."""
        last = self.word(i, "last")
        if last is not None:
            return last[0], -1
        nth = self.word(i, "nth")
        return None if nth is None else (nth[0], int(nth[1]["value"]))

    def _weekday_span(self, i: int) -> _Span | None:
        """`الأحد الماضي`, `الجمعة 22`, `الجمعة من الأسبوع المقبل`, `الأسبوع القادم الأحد`, `هذا الاثنين`."""
        week = self.shifted(i, "week")
        if week is not None:
            at = week[0] + (week[0] < self.count and self.words[week[0]] in BETWEEN)
            name = self.day_name(at)
            if name is None or not self.known_reference:
                return None
            link = self._connector(name[0], between=at > week[0])
            until = None if link is None else self.day_name(link) or self._joined_day(link)
            if until is not None and until[1] > name[1]:
                monday = week_of(self.base)[0] + dt.timedelta(days=7 * week[1])
                return _Span(until[0], monday + dt.timedelta(days=name[1]), monday + dt.timedelta(days=until[1]))
            day = week_of(self.base)[0] + dt.timedelta(days=7 * week[1] + name[1])
            return _Span(name[0], day, day)
        name = self.day_name(self._past_this(i))
        if name is None:
            return None
        end, weekday = name
        at = end
        while at < self.count and (self.words[at] in "،,:" or self.words[at] in _SAME or self.words[at] in _IN):
            at += 1
        if at < self.count:
            dated = self._day_month(at) or self._month_day(at) or (self._numeric_span(at) if self.words[at].isdecimal() else None)
            if dated is not None:
                return dated
            number = self.day_number(at)
            if number is not None and self.known_reference and self._ends(number[0]):
                return self._named_day(number, weekday)
        if not self.known_reference or (self.lex[i] is None and self.weekday(end - 1) is None):
            return None
        after = end + 1 if end < self.count and self.words[end] == FROM else end
        week = self.shifted(after, "week")
        monday = week_of(self.base)[0]
        if week is not None:
            day = monday + dt.timedelta(days=7 * week[1] + weekday)
            return _Span(week[0], day, day)
        shift = self.shift(end)
        ahead = (weekday - self.base.weekday()) % 7 or 7
        if shift is None:
            if self.weekday(end - 1) is None and (not self._ends(end) or self.words[end - 1] == _ONE_OF):
                return None
            day = self.base + dt.timedelta(days=ahead)
            return _Span(end, day, day)
        if shift[1] >= 0:
            day = self.base + dt.timedelta(days=ahead + 7 * max(shift[1] - 1, 0))
        else:
            day = self.base - dt.timedelta(days=7 - ahead % 7 if ahead != 7 else 7) + dt.timedelta(days=7 * (shift[1] + 1))
        return _Span(shift[0], day, day)

    def _joined_day(self, i: int) -> tuple[int, int] | None:
        """(end, weekday) of a day's name that و is joined to."""
        known = self.lex[i] if i < self.count else None
        entry = None if known is None else known.entries.get("weekdays")
        return None if entry is None else (i + 1, int(entry.record["number"]))

    def _named_day(self, number: tuple[int, int], weekday: int) -> _Span | None:
        """`الجمعة 22`: the nearest such day whose weekday fits, else of the reference's month."""
        days = []
        for step in (0, -1, 1, -2, 2):
            year, month = months_from(self.base, step)
            if is_day(year, month, number[1]):
                days.append(dt.date(year, month, number[1]))
        fitting = [d for d in days if d.weekday() == weekday] or days[:1]
        return _Span(number[0], fitting[0], fitting[0]) if fitting else None

    def _ends(self, i: int) -> bool:
        return i >= self.count or self.words[i] in _STOP or self.words[i] in TO

    def _day_month(self, i: int) -> _Span | None:
        """`الحادي والعشرين من مايو`, `16 من هذا الشهر`, `10 شهر جمادى الأول من عام 1400`."""
        at = i
        while at < self.count and self.words[at] in DAY_WORDS:
            at += 1
        day = self.day_number(at)
        if day is None:
            return None
        after = day[0]
        if after + 1 < self.count and self.words[after] in ".-" and self.month(after + 1) is not None:
            after += 1
        while after < self.count and self.words[after] in _OF_MONTH:
            after += 1
        month = self.month_at(after)
        if month is None and after > day[0]:
            month = self.month_at(after - 1)
        if month is not None:
            if not is_day(month.year, month.month, day[1]):
                return None
            found = dt.date(month.year, month.month, day[1])
            return _Span(month.end, found, found)
        hijri = self.month(after) if after < self.count else None
        if hijri is not None and hijri[1]["calendar"] == "hijri":
            year = hijri[0]
            while year < self.count and self.words[year] in YEAR_LINKS:
                year += 1
            number = self.number(year)
            if number is not None:
                converted = hijri_to_gregorian(number, int(hijri[1]["number"]), day[1])
                return None if converted is None else _Span(year + 1, converted, converted)
        return None

    def _month_day(self, i: int) -> _Span | None:
        """`فبراير 11, 1987`, `شباط الرابع عشر`."""
        named = self.month(i)
        if named is None or named[1]["calendar"] != "gregorian":
            return None
        day = self.day_number(named[0])
        if day is None or (day[0] < self.count and self.words[day[0]] in DASHES):
            return None
        year = self.year(day[0])
        if year is None and not self.known_reference:
            return None
        end, value = year or (day[0], self.base.year)
        month = int(named[1]["number"])
        if not is_day(value, month, day[1]):
            return None
        found = dt.date(value, month, day[1])
        return _Span(end, found, found)

    def _fraction(self, i: int) -> _Span | None:
        """`الربع الثالث من عام 2016`, `النصف الأول من 2020`."""
        unit = self.date_word(i, "unit")
        if unit is None or unit[1]["id"] not in ("half", "quarter"):
            return None
        rank = self._rank(unit[0])
        at = unit[0] if rank is None else rank[0]
        while at < self.count and self.words[at] == FROM:
            at += 1
        year = None if rank is None else self.year(at)
        if rank is None or year is None:
            return None
        months = 6 if unit[1]["id"] == "half" else 3
        if rank[1] < 0:
            rank = rank[0], 12 // months
        if rank[1] * months > 12:
            return None
        first = dt.date(year[1], months * rank[1] - months + 1, 1)
        return _Span(year[0], first, last_of_month(year[1], months * rank[1]))

    def _month_span(self, i: int) -> _Span | None:
        month = self.month_at(i)
        if month is None or (self.words[i] in _OF_MONTH and self.words[i] not in MONTH_WORDS):
            return None
        return _Span(month.end, *month_span(month.year, month.month))

    def _unit_span(self, i: int) -> _Span | None:
        """`الأسبوع الماضي`, `السنة قبل المنصرمة`, `نهاية الأسبوع`, `أسبوع 30 نوفمبر`, `الأسبوع`."""
        weekend = self.date_word(i, "unit")
        if (weekend is not None and weekend[1]["id"] == "weekend") or (
            weekend is None and self.words[i] in _END and self.shifted(i + 1, "week") is not None and self.word(i + 1, "this") is not None
        ):  # fmt: skip
            if not self.known_reference:
                return None
            end = weekend[0] if weekend is not None else self.shifted(i + 1, "week")[0]  # type: ignore[index]
            shift = self.shift(end)
            saturday = week_of(self.base)[0] + dt.timedelta(days=5 + 7 * (0 if shift is None else shift[1]))
            return _Span(end if shift is None else shift[0], saturday, saturday + dt.timedelta(days=1))
        for unit in ("week", "year", "decade"):
            found = self.shifted(i, unit)
            if found is None or not self.known_reference:
                continue
            if unit == "week":
                monday = week_of(self.base)[0] + dt.timedelta(days=7 * found[1])
                return _Span(found[0], monday, monday + dt.timedelta(days=6))
            if unit == "year":
                return _Span(found[0], *year_span(self.base.year + found[1]))
            decade = self.base.year // 10 * 10 + 10 * found[1]
            return _Span(found[0], dt.date(decade, 1, 1), dt.date(decade + 9, 12, 31))
        week = self.unit(i)
        if week is not None and week[1] == "week":
            day = self._day_month(week[0]) if week[0] < self.count else None
            if day is not None:
                return _Span(day.end, *week_of(day.first))
            known = self.lex[i]
            if known is not None and known.entries[CLASS].definite and self.known_reference and self._ends(week[0]):
                return _Span(week[0], *week_of(self.base))
        return None

    def _year_only(self, i: int) -> _Span | None:
        """`عام 2021`, `في العام ألف وأربعين`, `سبعينيات`; a number alone is no year."""
        decade = self.word(i, "decade")
        if decade is not None:
            first = 1900 + int(decade[1]["value"])
            return _Span(decade[0], dt.date(first, 1, 1), dt.date(first + 9, 12, 31))
        century = self._century(i)
        if century is not None:
            return century
        if self.words[i] not in YEAR_WORDS:
            if not self.is_year_number(i):
                return None
            point = self.point(i)
            if point is None or point.year is None or point.precision != 1:
                return None
            return _Span(point.end, *year_span(point.year))
        year = self.year(i)
        return None if year is None or not 1 <= year[1] <= 9999 else _Span(year[0], *year_span(year[1]))

    def _century(self, i: int) -> _Span | None:
        """`القرن الماضي`, `القرن العشرين`."""
        if self.words[i] not in _CENTURY or i + 1 >= self.count:
            return None
        shift, counted = self.shift(i + 1), self.cardinal(i + 1, ordinals=True)
        if shift is not None and self.known_reference:
            first, end = self.base.year // 100 * 100 + 100 * shift[1] + 1, shift[0]
        elif counted is not None and 1 <= counted[1] <= 30:
            first, end = counted[1] * 100 - 99, counted[0]
        else:
            return None
        return _Span(end, dt.date(first, 1, 1), dt.date(first + 99, 12, 31))

    def _bare_day(self, i: int) -> _Span | None:
        """`سأعود في 15`: a day of the reference's month."""
        if not self.known_reference or i == 0 or self.words[i - 1] not in _IN or not self.words[i].isdecimal():
            return None
        day = self.day_number(i)
        if day is None or not self._ends(day[0]) or not is_day(self.base.year, self.base.month, day[1]):
            return None
        found = dt.date(self.base.year, self.base.month, day[1])
        return _Span(day[0], found, found)


def _in_year(day: dt.date, year: int) -> dt.date:
    return day.replace(year=year) if is_day(year, day.month, day.day) else day
