"""Everyday dates told from a reference: `قبل عامين`, `الأسبوع القادم`, `بقية العام`, and years."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopdb.reading.everyday_calendar import add_units, last_of_month, week_of, year_span
from coopdb.reading.everyday_words import FROM, YEAR_WORDS, EverydayWords
from coopdb.reading.text import fold

_STOP = frozenset(".،,!؟?\n)")
_CENTURY = frozenset(map(fold, ("القرن", "قرن")))
_DAY_FILLERS = frozenset(map(fold, ("يوم", "اليوم", "الذي", "هو")))
_BEFORE = frozenset(map(fold, ("قبل", "القبل", "ماقبل")))
_AFTER = frozenset(map(fold, ("بعد", "البعد", "مابعد")))


class Span(NamedTuple):
    """What was read: where it ends, its first and its last day."""

    end: int
    first: dt.date
    last: dt.date


class RelativeReader(EverydayWords):
    """Reads what is told from the reference day; each method gives the span at a word, or None."""

    __slots__ = ()

    def _offset(self, i: int) -> Span | None:
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
        return Span(end, day, day)

    def _stretch(self, i: int) -> Span | None:
        """`3 أيام القادمة`, `العقود الثلاثة الماضية`: so many units from the reference on, or back."""
        if not self.known_reference:
            return None
        value = self.cardinal(i)
        amount = None
        if value is not None and value[0] < self.count and (unit := self.everyday_unit(value[0])) is not None:
            amount = unit[0], value[1], unit[1]
        elif (
            (unit := self.everyday_unit(i)) is not None
            and unit[0] < self.count
            and not self.words[unit[0]].isdecimal()
            and (counted := self.cardinal(unit[0])) is not None
        ):
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
            return Span(shift[0], dt.date(first, 1, 1), dt.date(last, 12, 31))
        one = dt.timedelta(days=1)
        if shift[1] > 0:
            return Span(shift[0], self.base + one, add_units(self.base, count, unit_name))
        return Span(shift[0], add_units(self.base, -count, unit_name), self.base - one)

    def _rest(self, i: int) -> Span | None:
        found = self.word(i, "rest")
        unit = None if found is None else self.everyday_unit(self._past_this(found[0]))
        if unit is None or not self.known_reference:
            return None
        ends = {
            "week": week_of(self.base)[1],
            "month": last_of_month(self.base.year, self.base.month),
            "year": dt.date(self.base.year, 12, 31),
        }
        return Span(unit[0], self.base, ends[unit[1]]) if unit[1] in ends else None

    def _past_this(self, i: int) -> int:
        this = self.word(i, "this")
        return i if this is None else this[0]

    def _today(self, i: int) -> Span | None:
        """`غدا`, `بعد غد`, `قبل أمس`, `اليوم التالي`, `هذا اليوم`."""
        if not self.known_reference:
            return None
        shifted = self.shifted(i, "day")
        if shifted is not None:
            day = self.base + dt.timedelta(days=shifted[1])
            return Span(shifted[0], day, day)
        at, sign = i, 0
        while at < self.count and self.words[at] in _DAY_FILLERS:
            at += 1
        if self.date_word(at, "today") is None and not (
            at < self.count and (self.words[at] in _BEFORE or self.words[at] in _AFTER)
        ):
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
        return Span(end if name is None else name[0], day, day)

    def _year_only(self, i: int) -> Span | None:
        """`عام 2021`, `في العام ألف وأربعين`, `سبعينيات`; a number alone is no year."""
        decade = self.word(i, "decade")
        if decade is not None:
            first = 1900 + int(decade[1]["value"])
            return Span(decade[0], dt.date(first, 1, 1), dt.date(first + 9, 12, 31))
        century = self._century(i)
        if century is not None:
            return century
        if self.words[i] not in YEAR_WORDS:
            if not self.is_year_number(i):
                return None
            point = self.point(i)
            if point is None or point.year is None or point.precision != 1:
                return None
            return Span(point.end, *year_span(point.year))
        year = self.year(i)
        return None if year is None or not 1 <= year[1] <= 9999 else Span(year[0], *year_span(year[1]))

    def _century(self, i: int) -> Span | None:
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
        return Span(end, dt.date(first, 1, 1), dt.date(first + 99, 12, 31))

    def _fraction(self, i: int) -> Span | None:
        """`الربع الثالث من عام 2016`, `النصف الأول من 2020`."""
        unit = self.date_word(i, "unit")
        if unit is None or unit[1]["id"] not in ("half", "quarter"):
            return None
        rank = self.rank(unit[0])
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
        return Span(year[0], first, last_of_month(year[1], months * rank[1]))
