"""The grammar of dates: which words make one point of time.

A point is what the article writes, unsettled: a day without its year keeps `year` None, `السنة
الماضية` (last year) keeps the shift. What it comes to is settled in `date_settling`.
"""

from __future__ import annotations

from coopdb.reading.date_words import AFTER_TO, AND, DASHES, ERA, LINKERS, THIS, TO, YEARS, Found, Point
from coopdb.reading.date_years import YearReader
from coopdb.reading.numbers import number_at
from coopdb.reading.text import fold
from coopdb.reading.triggers import entry_at

_SEPARATORS = frozenset("/-.–")
_LINK_OF_PART = frozenset(map(fold, ("من", "شهر", "يوم", "أيام", "هذا", "هذه")))
_FROM_SET = frozenset(map(fold, ("من", "لسنة", "في")))
_SAME_LINKS = frozenset(map(fold, ("ل", "لـ", "ليوم", "يوم")))
_FIRST = frozenset(map(fold, ("الأولى", "الأوائل")))
_TOMORROW = fold("الغد")
_SHIFTABLE = frozenset(("day", "week", "month", "year", "weekend", "season"))


class PointReader(YearReader):
    """Reads the points of one text from left to right."""

    __slots__ = ()

    def point(self, i: int) -> Point | None:
        """The point of time that begins at word `i`, with a part of the day, a weekday or سنة before it."""
        words, first, at = self.words, i, i
        if at >= self.count:
            return None
        number = self.number(at)
        if number is not None:
            return self._from_digits(at, number)
        part = self.date_word(at, "part")
        if part is not None and self.date_word(at, "unit") is None:
            inner = self.point(self._over(part[0], _LINK_OF_PART))
            if inner is not None and inner.precision < 3 and inner.weekday is None:
                inner.first, inner.part = first, inner.part or part[1]["part"]
                return inner
            return None
        month = self.month(at)
        if month is not None:
            return self._from_month(at, month)
        if self.weekday(at) is not None:
            return self._from_weekday(at)
        if words[at] in THIS:
            return self._from_this(at)
        known = self.date_words.get(at)
        if known is None:
            return None
        found = known[0], known[1].record
        role = found[1]["role"]
        if role == "today":
            return self._from_today(at, found)
        if role == "ordinal":
            return self._from_ordinal(at, found)
        if role == "hour":
            after = self._over(found[0], _LINK_OF_PART)
            inner = self.point(after) if after < self.count and self.number(after) is None else None
            if inner is not None and (inner.weekday is not None or inner.days is not None or inner.day):
                inner.first = first
                return inner
            return None
        if role == "unit":
            return self._from_unit(at)
        return None

    def _from_this(self, i: int) -> Point | None:
        """`هذه السنة`, `هذا الشهر`, `هذا الأسبوع`."""
        unit = self.unit(i + 1)
        shifted = None if unit is None else self._shifted_unit(i, unit[1])
        if unit is None or shifted is None or unit[1] not in _SHIFTABLE or unit[1] == "day":
            return None
        point = Point(i, shifted[0])
        point.shifted(shifted[1], unit[1])
        return point

    def _from_digits(self, i: int, number: int) -> Point | None:
        point = self._numeric(i)
        if point is not None:
            return point
        if 1 <= number <= 31 and len(self.words[i]) <= 2 and not self._in_number(i):
            return self.day_and_month(i, i + 1, number)
        if self.is_year_number(i):
            return self._bare_year(i, number)
        return None

    def _numeric(self, i: int) -> Point | None:
        """`23/05/2014`, `2014-05-23`, `15 - 4 - 2009`."""
        words, text = self.words, self.text
        if i + 4 >= self.count or words[i + 1] not in _SEPARATORS or words[i + 3] != words[i + 1]:
            return None
        a, b, c = self.number(i), self.number(i + 2), self.number(i + 4)
        if (
            a is None
            or b is None
            or c is None
            or (i > 1 and text.glued(i) and words[i - 1] in _SEPARATORS and words[i - 2].isdecimal())
        ):
            return None
        if (
            i + 6 < self.count
            and words[i + 5] == words[i + 1]
            and text.glued(i + 5)
            and text.glued(i + 6)
            and words[i + 6].isdecimal()
        ):
            return None
        glued = all(text.glued(k) for k in range(i + 1, i + 5))
        if len(words[i]) == 4 and a in YEARS:
            year, month, day = a, b, c
        elif len(words[i + 4]) == 4 and c in YEARS:
            year, month, day = c, b, a
        elif (
            len(words[i + 4]) == 2 == len(words[i]) and words[i + 1] in "/-" and glued and 1 <= a <= 31 and 1 <= b <= 12
        ):
            year, month, day = 2000 + c if c < 50 else 1900 + c, b, a
        else:
            return None
        if month > 12 >= day:
            month, day = day, month
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        point = Point(i, i + 5)
        point.year, point.month, point.day = year, month, day
        return point

    def day_and_month(self, first: int, i: int, day: int) -> Point | None:
        """What follows a day's number: `[من] [شهر] MONTH [سنة] [YEAR]` or `[من] الشهر الجاري`."""
        if i < self.count and self.words[i] in ".-" and i + 1 < self.count and self.month(i + 1) is not None:
            i += 1
        at = self._over(i, LINKERS)
        month = self.month(at)
        if month is not None and not self._hyphen_gap(at):
            end, record = self._other_name(month)
            point = Point(first, end)
            point.day, point.month, point.calendar = day, int(record["number"]), record["calendar"]
            return self._year_after(point)
        if at < self.count:
            running = self._shifted_unit(at, "month") or self._shifted_word(at)
            if running is not None and (at > i or self.words[at].startswith(fold("ال"))):
                point = Point(first, running[0])
                point.day = day
                point.shifted(running[1], "month")
                return point
        return None

    def _other_name(self, month: Found) -> Found:
        """Takes in a second name of the same month: `أيار/مايو`, `يوليوز (تموز)`."""
        end, record = month
        if end + 1 < self.count and self.words[end] in "/(-":
            other = self.month(end + 1)
            if other is not None and other[1]["id"] == record["id"]:
                closed = self.words[end] == "(" and other[0] < self.count and self.words[other[0]] == ")"
                return other[0] + closed, record
        return month

    def _hyphen_gap(self, i: int) -> bool:
        return self.words[i - 1] == "\n"

    def _from_month(self, i: int, month: Found) -> Point | None:
        end, record = self._other_name(month)
        point = Point(i, end)
        point.month, point.calendar = int(record["number"]), record["calendar"]
        day = self.number(end)
        if (
            day is not None and 1 <= day <= 31 and len(self.words[end]) <= 2
            and end + 2 < self.count and self.words[end + 1] in ",،" and self.is_year_number(end + 2)
        ):  # fmt: skip
            point.day, point.year, point.end = day, self.number(end + 2), end + 3
            return point
        point = self._year_after(point)
        if point.year is None and record.get("weak") and point.shift is None and not self._month_beside(i, point.end):
            return None
        return point

    def _month_beside(self, i: int, end: int) -> bool:
        """Whether شهر before, or another month on either side, says that a word is a month's name."""
        if i and entry_at(self.text, i - 1, "months") is not None:
            return True
        unit = self.unit(i - 1) if i else None
        if unit is not None and unit[1] == "month":
            return True
        at = end
        while at < self.count and (
            self.words[at] in TO or self.words[at] in DASHES or self.words[at] == AND or self.words[at] in AFTER_TO
        ):
            at += 1
        month = self.month(at)
        if month is None:
            return False
        if at > end:
            return not month[1].get("weak") or self.is_year_number(month[0])
        joined = entry_at(self.text, at, "months")
        return joined is not None and bool(joined.conjunction)

    def _from_weekday(self, i: int) -> Point | None:
        weekday = self.weekday(i)
        point = Point(i, i + 1)
        point.weekday = weekday
        at = i + 1
        shifted = self._shifted_word(at)
        if shifted is not None:
            at, point.end = shifted[0], shifted[0]
            point.shifted(shifted[1], "weekday")
        nth = self._nth_weekday(point, at)
        if nth is not None:
            return nth
        after = at
        if after < self.count and self.words[after] in "،,:":
            after += 1
        same = self.date_word(after, "same")
        if same is not None:
            after = same[0]
            while after < self.count and self.words[after] in _SAME_LINKS:
                after += 1
        inner = None
        if after < self.count:
            number, ordinal = self.number(after), self.date_word(after, "ordinal")
            if number is not None:
                inner = self._from_digits(after, number)
            elif ordinal is not None:
                inner = self._from_ordinal(after, ordinal)
            elif self.month(after) is not None:
                inner = self._from_month(after, self.month(after))  # type: ignore[arg-type]
                if inner is not None and inner.day is None:
                    inner = None
        if inner is not None and inner.day and inner.weekday is None:
            inner.first, inner.weekday = i, weekday
            return inner
        return point

    def _nth_weekday(self, point: Point, i: int) -> Point | None:
        """`السبت الأول من شهر يوليوز`: the first Saturday of a month; every year's, where none is given."""
        ordinal = self.date_word(i, "ordinal")
        if ordinal is None or int(ordinal[1]["value"]) > 5:
            return None
        at = self._over(ordinal[0], LINKERS)
        month = self.month(at)
        if month is None or at == ordinal[0]:
            return None
        inner = self._from_month(at, month)
        if inner is None or inner.day is not None:
            return None
        inner.first, inner.weekday, inner.nth = point.first, point.weekday, int(ordinal[1]["value"])
        return inner

    def _from_today(self, i: int, found: Found) -> Point | None:
        """`أمس الاثنين 07 يوليوز الجاري`, `اليوم الثلاثاء`; اليوم alone may be any 'day' or 'nowadays'."""
        end, record = found
        after = end
        if after < self.count and self.words[after] in "،,(":
            after += 1
        inner = None
        if after < self.count:
            if self.weekday(after) is not None:
                inner = self._from_weekday(after)
            elif self.number(after) is not None:
                inner = self._from_digits(after, self.number(after) or 0)
                if inner is not None and not inner.day:
                    inner = None
        if inner is not None:
            inner.first, inner.days = i, int(record["days"])
            return inner
        if record["id"] == "today" and not self._tells_news(i):
            return None
        if record["id"] == "tomorrow" and self.words[i].endswith(_TOMORROW) and end == i + 1:
            return None  # تعاونيات الغد: of tomorrow
        point = Point(i, end)
        point.days = int(record["days"])
        return point

    def _tells_news(self, i: int) -> bool:
        """Whether a verb of news stands before اليوم: `أعلن اليوم` is a day, `تضم اليوم` nowadays."""
        entry = entry_at(self.text, i - 1, "date_words")
        return entry is not None and entry.record["role"] == "news"

    def _from_ordinal(self, i: int, found: Found) -> Point | None:
        """`فاتح ماي 2019`, `الخامس عشر من غشت`; an ordinal with no month after it is no date."""
        end, record = found
        return self.day_and_month(i, end, int(record["value"]))

    def _from_unit(self, i: int) -> Point | None:
        """`سنة 2005`, `شهر ماي 2013`, `السنة الماضية`, `يوم الأربعاء`, `النصف الأول من سنة 2023`."""
        found = self.unit(i)
        if found is None:
            return None
        end, unit, many = found
        if unit in ("half", "quarter"):
            return self._from_fraction(i, end, unit)
        if unit == "month" and many and (months := self._first_months(i, end)) is not None:
            return months
        shifted = None if many or unit not in _SHIFTABLE else self._shifted_unit(i, unit)
        if shifted is not None:
            point = Point(i, shifted[0])
            point.shifted(shifted[1], unit)
            return point
        inner: Point | None = None
        if unit == "day":
            inner = self._named_day(end)
        elif unit == "month":
            month = self.month(end)
            inner = None if month is None else self._from_month(end, month)
        elif unit in ("year", "season"):
            inner = self._named_year(end, unit)
        if inner is None:
            return None
        inner.first, inner.many = i, many
        return inner

    def _named_day(self, i: int) -> Point | None:
        """What follows يوم: a weekday, أمس, a day's number or its name in words."""
        if i >= self.count:
            return None
        today, number, ordinal = self.date_word(i, "today"), self.number(i), self.date_word(i, "ordinal")
        if self.weekday(i) is not None:
            return self._from_weekday(i)
        if today is not None and today[1]["id"] != "today":
            return self._from_today(i, today)
        if number is not None:
            inner = self._from_digits(i, number)
            return inner if inner is not None and inner.day else None
        return None if ordinal is None else self._from_ordinal(i, ordinal)

    def _named_year(self, i: int, unit: str) -> Point | None:
        """What follows سنة: four digits, or the year in words."""
        while i < self.count and self.words[i] in '(«"':
            i += 1
        if i >= self.count:
            return None
        if self.is_year_number(i):
            point = Point(i, i + 1)
            point.year = int(self.words[i])
            if point.end < self.count and self.words[point.end] in ERA:
                point.end += 1
            return point
        return self._year_in_words(i) if unit == "year" else None

    def _first_months(self, i: int, end: int) -> Point | None:
        """`الأشهر التسعة الأولى من سنة 2022`: the first nine months of a year."""
        number = number_at(self.text, end, None) if end < self.count else None
        if number is None or number.kind != "number" or not 1 < number.value < 12:
            return None
        if number.end >= self.count or self.words[number.end] not in _FIRST:
            return None
        at = self._over(number.end + 1, _FROM_SET)
        if at >= self.count:
            return None
        inner = self.point(at)
        if inner is None or inner.precision > 1 or inner.part or (inner.year is None and inner.unit != "year"):
            return None
        inner.first, inner.months = i, int(number.value)
        return inner

    def _from_fraction(self, i: int, end: int, unit: str) -> Point | None:
        """`النصف الأول من سنة 2023`, `الربع الثالث من 2022`."""
        entry = entry_at(self.text, i, "date_words")
        ordinal = self.date_word(end, "ordinal")
        if entry is None or ordinal is None or not entry.definite:
            return None
        number = int(ordinal[1]["value"])
        at = self._over(ordinal[0], _FROM_SET)
        inner = self.point(at) if at < self.count else None
        if inner is None or inner.precision > 1 or inner.part or number > (2 if unit == "half" else 4):
            return None
        if inner.year is None and inner.unit != "year":
            return None
        inner.first = i
        if unit == "half":
            inner.half = number
        else:
            inner.quarter = number
        return inner
