"""Everyday days and months: `آخر خميس من شهر 9`, `الجمعة 22`, `22/4`, feasts."""

from __future__ import annotations

import datetime as dt

from coopdb.reading.calendars import hijri_to_gregorian, is_day
from coopdb.reading.date_words import BETWEEN, DASHES
from coopdb.reading.everyday_calendar import (
    feast_day,
    last_of_month,
    month_span,
    nth_week,
    nth_weekday,
    week_of,
    year_span,
)
from coopdb.reading.everyday_relative import RelativeReader, Span
from coopdb.reading.everyday_words import CLASS, DAY_WORDS, FROM, MONTH_WORDS, YEAR_LINKS, Month, months_from
from coopdb.reading.text import fold

_IN = frozenset(map(fold, ("في", "يوم", "بتاريخ", "ليوم", "نهار")))
_STOP = frozenset(".،,!؟?\n)")
_ONE_OF = fold("أحد")
_IN_MONTH = frozenset(map(fold, ("من", "في", "ب")))
_OF_MONTH = frozenset(map(fold, ("من", "في", "شهر", "بشهر", "لشهر")))
_END = frozenset(map(fold, ("نهاية", "آخر", "بنهاية")))
_SAME = frozenset(map(fold, ("الموافق", "المصادف", "ل", "موافق")))


class DayReader(RelativeReader):
    """Reads days and months; each method gives the span that begins at a word, or None."""

    __slots__ = ()

    def _feast(self, i: int) -> Span | None:
        found = self.word(i, "feast")
        if found is None:
            return None
        year = self.year(found[0])
        if year is None and not self.known_reference:
            return None
        end, value = year or (found[0], self.base.year)
        day = feast_day(found[1], value)
        return None if day is None else Span(end, day, day)

    def _numeric_span(self, i: int) -> Span | None:
        """`14/2/2010`, `3/2015`, `2015.3`, `22-4`, `4/22`."""
        if not self.words[i].isdecimal() or (i > 0 and self.text.glued(i) and self.words[i - 1] in ".-/,"):
            return None
        point = self._numeric(i)
        if (
            point is not None
            and point.year
            and point.month
            and point.day
            and is_day(point.year, point.month, point.day)
        ):
            day = dt.date(point.year, point.month, point.day)
            return Span(point.end, day, day)
        if (
            i + 2 >= self.count
            or self.words[i + 1] not in "-/."
            or not self.words[i + 2].isdecimal()
            or not self.text.glued(i + 2)
        ):
            return None
        if (
            i + 4 < self.count
            and self.words[i + 3] in "-/."
            and self.words[i + 4].isdecimal()
            and self.text.glued(i + 3)
        ):
            return None
        a, b = int(self.words[i]), int(self.words[i + 2])
        if len(self.words[i + 2]) == 4 and 1 <= a <= 12 and self.words[i + 1] in "-/":
            return Span(i + 3, *month_span(b, a))
        if len(self.words[i]) == 4 and 1 <= b <= 12:
            return Span(i + 3, *month_span(a, b))
        if len(self.words[i]) > 2 or len(self.words[i + 2]) > 2 or not self.known_reference:
            return None
        if i + 3 < self.count and self.words[i + 3] not in _STOP:
            return None
        number, month = (a, b) if b <= 12 else (b, a)
        if not (1 <= month <= 12 and is_day(self.base.year, month, number)):
            return None
        found = dt.date(self.base.year, month, number)
        return Span(i + 3, found, found)

    def _of_month(self, i: int) -> Span | None:
        """`أول جمعة من يوليو`, `الاثنين الأخير من شهر ثلاثة`, `آخر أسبوع في سبتمبر`."""
        rank = self.rank(i)
        at = i if rank is None else rank[0]
        name, unit = self.day_name(at), self.everyday_unit(at)
        if name is None and (unit is None or unit[1] not in ("day", "week")):
            return None
        end = name[0] if name is not None else unit[0]  # type: ignore[index]
        if rank is None:
            rank = self.rank(end)
            if rank is None:
                return None
            end = rank[0]
        place = rank[1]
        after = end
        while after < self.count and self.words[after] in _IN_MONTH:
            after += 1
        month = self.month_at(after) if after > end or self.month_at(end) is not None else None
        if (
            month is None
            and unit is not None
            and unit[1] == "week"
            and (year := self.year(after)) is not None
            and name is None
        ):
            week = nth_week(year[1], 12, place) if place < 0 else nth_week(year[1], 1, place)
            return None if week is None else Span(year[0], *week)
        if month is None:
            if name is None or not self.known_reference or after != end or place < 0:
                return None
            month = Month(end, self.base.year, self.base.month, False)
        if name is not None:
            day = nth_weekday(month.year, month.month, name[1], place)
            return None if day is None else Span(month.end, day, day)
        if unit is not None and unit[1] == "week":
            week = nth_week(month.year, month.month, place)
            return None if week is None else Span(month.end, *week)
        number = last_of_month(month.year, month.month).day if place < 0 else place
        day = dt.date(month.year, month.month, number)
        return Span(month.end, day, day)

    def _weekday_span(self, i: int) -> Span | None:
        """`الأحد الماضي`, `الجمعة 22`, `الجمعة من الأسبوع المقبل`, `الأسبوع القادم الأحد`, `هذا الاثنين`."""
        week = self.shifted(i, "week")
        if week is not None:
            at = week[0] + (week[0] < self.count and self.words[week[0]] in BETWEEN)
            name = self.day_name(at)
            if name is None or not self.known_reference:
                return None
            link = self.connector(name[0], between=at > week[0])
            until = None if link is None else self.day_name(link) or self._joined_day(link)
            if until is not None and until[1] > name[1]:
                monday = week_of(self.base)[0] + dt.timedelta(days=7 * week[1])
                return Span(until[0], monday + dt.timedelta(days=name[1]), monday + dt.timedelta(days=until[1]))
            day = week_of(self.base)[0] + dt.timedelta(days=7 * week[1] + name[1])
            return Span(name[0], day, day)
        name = self.day_name(self._past_this(i))
        if name is None:
            return None
        end, weekday = name
        at = end
        while at < self.count and (self.words[at] in "،,:" or self.words[at] in _SAME or self.words[at] in _IN):
            at += 1
        if at < self.count:
            dated = (
                self._day_month(at)
                or self._month_day(at)
                or (self._numeric_span(at) if self.words[at].isdecimal() else None)
            )
            if dated is not None:
                return dated
            number = self.day_number(at)
            if number is not None and self.known_reference and self._ends(number[0]):
                return self._nearest_such_day(number, weekday)
        if not self.known_reference or (self.lex[i] is None and self.weekday(end - 1) is None):
            return None
        after = end + 1 if end < self.count and self.words[end] == FROM else end
        week = self.shifted(after, "week")
        monday = week_of(self.base)[0]
        if week is not None:
            day = monday + dt.timedelta(days=7 * week[1] + weekday)
            return Span(week[0], day, day)
        shift = self.shift(end)
        ahead = (weekday - self.base.weekday()) % 7 or 7
        if shift is None:
            if self.weekday(end - 1) is None and (not self._ends(end) or self.words[end - 1] == _ONE_OF):
                return None
            day = self.base + dt.timedelta(days=ahead)
            return Span(end, day, day)
        if shift[1] >= 0:
            day = self.base + dt.timedelta(days=ahead + 7 * max(shift[1] - 1, 0))
        else:
            day = (
                self.base
                - dt.timedelta(days=7 - ahead % 7 if ahead != 7 else 7)
                + dt.timedelta(days=7 * (shift[1] + 1))
            )
        return Span(shift[0], day, day)

    def _joined_day(self, i: int) -> tuple[int, int] | None:
        """(end, weekday) of a day's name that و is joined to."""
        known = self.lex[i] if i < self.count else None
        entry = None if known is None else known.entries.get("weekdays")
        return None if entry is None else (i + 1, int(entry.record["number"]))

    def _nearest_such_day(self, number: tuple[int, int], weekday: int) -> Span | None:
        """`الجمعة 22`: the nearest such day whose weekday fits, else of the reference's month."""
        days = []
        for step in (0, -1, 1, -2, 2):
            year, month = months_from(self.base, step)
            if is_day(year, month, number[1]):
                days.append(dt.date(year, month, number[1]))
        fitting = [d for d in days if d.weekday() == weekday] or days[:1]
        return Span(number[0], fitting[0], fitting[0]) if fitting else None

    def _day_month(self, i: int) -> Span | None:
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
            return Span(month.end, found, found)
        hijri = self.month(after) if after < self.count else None
        if hijri is not None and hijri[1]["calendar"] == "hijri":
            year = hijri[0]
            while year < self.count and self.words[year] in YEAR_LINKS:
                year += 1
            number = self.number(year)
            if number is not None:
                converted = hijri_to_gregorian(number, int(hijri[1]["number"]), day[1])
                return None if converted is None else Span(year + 1, converted, converted)
        return None

    def _unit_span(self, i: int) -> Span | None:
        """`الأسبوع الماضي`, `السنة قبل المنصرمة`, `نهاية الأسبوع`, `أسبوع 30 نوفمبر`, `الأسبوع`."""
        weekend = self.date_word(i, "unit")
        if (weekend is not None and weekend[1]["id"] == "weekend") or (
            weekend is None and self.words[i] in _END and self.shifted(i + 1, "week") is not None
            and self.word(i + 1, "this") is not None
        ):  # fmt: skip
            if not self.known_reference:
                return None
            end = weekend[0] if weekend is not None else self.shifted(i + 1, "week")[0]  # type: ignore[index]
            shift = self.shift(end)
            saturday = week_of(self.base)[0] + dt.timedelta(days=5 + 7 * (0 if shift is None else shift[1]))
            return Span(end if shift is None else shift[0], saturday, saturday + dt.timedelta(days=1))
        for unit in ("week", "year", "decade"):
            found = self.shifted(i, unit)
            if found is None or not self.known_reference:
                continue
            if unit == "week":
                monday = week_of(self.base)[0] + dt.timedelta(days=7 * found[1])
                return Span(found[0], monday, monday + dt.timedelta(days=6))
            if unit == "year":
                return Span(found[0], *year_span(self.base.year + found[1]))
            decade = self.base.year // 10 * 10 + 10 * found[1]
            return Span(found[0], dt.date(decade, 1, 1), dt.date(decade + 9, 12, 31))
        week = self.everyday_unit(i)
        if week is not None and week[1] == "week":
            day = self._day_month(week[0]) if week[0] < self.count else None
            if day is not None:
                return Span(day.end, *week_of(day.first))
            known = self.lex[i]
            if known is not None and known.entries[CLASS].definite and self.known_reference and self._ends(week[0]):
                return Span(week[0], *week_of(self.base))
        return None

    def _month_day(self, i: int) -> Span | None:
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
        return Span(end, found, found)

    def _month_span(self, i: int) -> Span | None:
        month = self.month_at(i)
        if month is None or (self.words[i] in _OF_MONTH and self.words[i] not in MONTH_WORDS):
            return None
        return Span(month.end, *month_span(month.year, month.month))

    def _bare_day(self, i: int) -> Span | None:
        """`سأعود في 15`: a day of the reference's month."""
        if not self.known_reference or i == 0 or self.words[i - 1] not in _IN or not self.words[i].isdecimal():
            return None
        day = self.day_number(i)
        if day is None or not self._ends(day[0]) or not is_day(self.base.year, self.base.month, day[1]):
            return None
        found = dt.date(self.base.year, self.base.month, day[1])
        return Span(day[0], found, found)
