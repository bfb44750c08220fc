"""The grammar of dates: which words make one point of time, and which two points make a span.

A point is what the article writes, unsettled: a day without its year keeps `year` None, `السنة
الماضية` (last year) keeps the shift. What it comes to is settled in `date_settling`.
"""

from __future__ import annotations

from coopdb.reading.numbers import _number as number_at
from coopdb.reading.text import Text, fold

#: Years that a bare number of four digits can mean.
_YEARS = range(1700, 2101)
_SEPARATORS = frozenset("/-.–")
DASHES = frozenset("-–—/")
#: Words before the first of two points that 'and' ties into a span.
BETWEEN = frozenset(map(fold, ("بين", "مابين", "وبين")))
#: `إلى 22 منه`: of the same month.
SAME_MONTH = frozenset(map(fold, ("منه", "منها")))
AND = "و"
TO = frozenset(map(fold, ("إلى", "الى", "حتى", "لغاية", "وإلى", "والى", "وحتى", "الي")))
AFTER_TO = frozenset(map(fold, ("غاية", "حدود", "يوم")))
_LINKERS = frozenset(map(fold, ("من", "شهر", "لشهر", "سنة", "لسنة", "عام", "لعام", "من", "بشهر")))
#: Words between a bare number and a year's use: after these a number of four digits is a year …
_STRONG = frozenset(map(fold, (
    "سنة", "لسنة", "عام", "لعام", "منذ", "برسم", "موسم", "أفق", "بحلول", "دورة", "نسخة", "حصيلة", "صيف", "شتاء", "ربيع", "خريف",
    "وسنة", "وعام", "بسنة", "السنة", "العام", "الموسم", "سنتي", "عامي", "سنوات", "ميزانية", "لميزانية", "الميلادية",
)))  # fmt: skip
#: … after these too, unless it counts what follows it.
_WEAK = frozenset(map(fold, (
    "في", "من", "خلال", "بين", "إلى", "حتى", "قبل", "بعد", "متم", "نهاية", "بداية", "مطلع", "منتصف", "أواخر", "أوائل",
    "غاية", "حدود", "مع", "على", "لـ", "ل", "الفترة", "وفي", "أو", "كانت", "مقابل", "غضون", "ختام", "دجنبر", "للفترة",
    "استراتيجية", "برنامج", "مخطط", "رؤية", "خطة", "إستراتيجية", "البرنامج", "المخطط", "الرؤية", "الاستراتيجية",
)))  # fmt: skip


class Point:
    """One point of time as it is written; words [first, end)."""

    __slots__ = ("calendar", "days", "day", "end", "first", "half", "many", "month", "nth", "part", "quarter", "season", "shift",
                 "unit", "weekday", "year")  # fmt: skip

    def __init__(self, first: int, end: int) -> None:
        self.first, self.end = first, end
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.weekday: int | None = None
        self.calendar = "gregorian"
        self.shift: int | None = None  # -1 last, 0 running, 1 next …
        self.unit: str | None = None  # … what is shifted: day, week, month, year, weekend, weekday
        self.days: int | None = None  # أمس is -1
        self.part: str | None = None
        self.nth: int | None = None  # the first, second … such weekday of its month
        self.half: int | None = None
        self.quarter: int | None = None
        self.many = False
        self.season = False

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day, 0 for a relative one."""
        return 3 if self.day else 2 if self.month else 1 if self.year else 0


class PointReader:
    """Reads the points of one text from left to right."""

    __slots__ = ("count", "lex", "phrases", "text", "words")

    def __init__(self, text: Text) -> None:
        self.text, self.words, self.lex, self.count = text, text.words, text.lex, len(text.words)
        self.phrases = {
            cls: text.phrases.get(cls, {}) for cls in ("months", "weekdays", "date_words", "date_relations")
        }

    # --- what a word may be -------------------------------------------------------------------------

    def _record(self, cls: str, i: int) -> tuple[int, dict] | None:  # type: ignore[type-arg]
        """(end, record) of the longest entry of a class that begins at word `i`."""
        phrase = self.phrases[cls].get(i)
        if phrase is not None:
            return phrase[0], phrase[1].record
        known = self.lex[i]
        if known is None:
            return None
        entry = known.entries.get(cls)
        return None if entry is None else (i + 1, entry.record)

    def month(self, i: int) -> tuple[int, dict] | None:  # type: ignore[type-arg]
        """(end, record) of a month's name at word `i`."""
        return self._record("months", i) if i < self.count else None

    def weekday(self, i: int) -> int | None:
        """The weekday that word `i` names, Monday 0."""
        if i >= self.count or self.lex[i] is None:
            return None
        entry = self.lex[i].entries.get("weekdays")
        return None if entry is None else int(entry.record["number"])

    def date_word(self, i: int, role: str) -> tuple[int, dict] | None:  # type: ignore[type-arg]
        """(end, record) of a date word with that role at word `i`."""
        if i >= self.count:
            return None
        found = self._record("date_words", i)
        if found is not None and found[1]["role"] == role:
            return found
        if found is not None and found[0] > i + 1 and self.lex[i] is not None:
            entry = self.lex[i].entries.get("date_words")
            if entry is not None and entry.record["role"] == role:
                return i + 1, entry.record
        return None

    def number(self, i: int) -> int | None:
        """The value of the digits at word `i`."""
        if i < self.count and self.words[i].isdigit() and len(self.words[i]) <= 4:
            return int(self.words[i])
        return None

    def is_year_number(self, i: int) -> bool:
        """Whether word `i` is four digits in the range of years, no part of a longer number."""
        if i >= self.count or len(self.words[i]) != 4 or not self.words[i].isdigit() or int(self.words[i]) not in _YEARS:
            return False
        return not self._in_number(i)

    def _in_number(self, i: int) -> bool:
        """Whether digits, with `.` or `,` between, stand against word `i` (a thousand, a decimal, a telephone)."""
        words, text = self.words, self.text
        if i >= 2 and text.glued(i) and words[i - 1] in ".,٫٬" and text.glued(i - 1) and words[i - 2].isdigit():
            return True
        return i + 2 < self.count and words[i + 1] in ".,٫٬" and text.glued(i + 1) and text.glued(i + 2) and words[i + 2].isdigit()

    # --- points -------------------------------------------------------------------------------------

    def point(self, i: int) -> Point | None:
        """The point of time that begins at word `i`, with a part of the day, a weekday or سنة before it."""
        words, first, at = self.words, i, i
        part = self.date_word(at, "part")
        if part is not None and self.date_word(at, "unit") is None:
            inner = self.point(self._over(part[0], _LINK_OF_PART))
            if inner is not None and inner.precision < 3 and inner.weekday is None:
                inner.first, inner.part = first, inner.part or part[1]["part"]
                return inner
            return None
        number = self.number(at)
        if number is not None:
            return self._from_digits(at, number)
        month = self.month(at)
        if month is not None:
            return self._from_month(at, month)
        if self.weekday(at) is not None:
            return self._from_weekday(at)
        found = self._record("date_words", at) if self.lex[at] is not None else None
        if found is None:
            return None
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
            return self._from_unit(at, found[0], found[1])
        del words
        return None

    def _over(self, i: int, words: frozenset[str]) -> int:
        while i < self.count and self.words[i] in words:
            i += 1
        return i

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
        if a is None or b is None or c is None or (i > 1 and text.glued(i) and words[i - 1] in _SEPARATORS and words[i - 2].isdigit()):
            return None
        if i + 6 < self.count and words[i + 5] == words[i + 1] and text.glued(i + 5) and text.glued(i + 6) and words[i + 6].isdigit():
            return None
        glued = all(text.glued(k) for k in range(i + 1, i + 5))
        if len(words[i]) == 4 and a in _YEARS:
            year, month, day = a, b, c
        elif len(words[i + 4]) == 4 and c in _YEARS:
            year, month, day = c, b, a
        elif len(words[i + 4]) == 2 == len(words[i]) and words[i + 1] in "/-" and glued and 1 <= a <= 31 and 1 <= b <= 12:
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
        at = self._over(i, _LINKERS)
        month = self.month(at)
        if month is not None and not self._hyphen_gap(at):
            end, record = self._other_name(month)
            point = Point(first, end)
            point.day, point.month, point.calendar = day, int(record["number"]), record["calendar"]
            return self._year_after(point)
        if at < self.count and i < at + 1:
            running = self._shifted_unit(at, "month") or self._shifted_word(at)
            if running is not None and (at > i or self.words[at].startswith(fold("ال"))):
                point = Point(first, running[0])
                point.day, point.shift, point.unit = day, running[1], "month"
                return point
        return None

    def _other_name(self, month: tuple[int, dict]) -> tuple[int, dict]:  # type: ignore[type-arg]
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

    def _from_month(self, i: int, month: tuple[int, dict]) -> Point | None:  # type: ignore[type-arg]
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
        before = self.lex[i - 1] if i else None
        if before is not None:
            entry = before.entries.get("date_words")
            if "months" in before.entries or entry is not None and entry.record.get("unit", entry.record["id"]) == "month":
                return True
        at = end
        while at < self.count and (self.words[at] in TO or self.words[at] in DASHES or self.words[at] == AND or self.words[at] in AFTER_TO):
            at += 1
        month = self.month(at)
        if month is None:
            return False
        if at > end:
            return not month[1].get("weak") or self.is_year_number(month[0])
        known = self.lex[at]
        return known is not None and "months" in known.entries and bool(known.entries["months"].conjunction)

    def _year_after(self, point: Point) -> Point:
        """Takes the year, or الجاري and its like, that follows a month."""
        at = point.end
        words = self.words
        if at < self.count and words[at] in ",،" and at + 1 < self.count and self.is_year_number(at + 1):
            at += 1
        after = self._over(at, _LINKERS)
        if after < self.count and words[after] == "-" and self.is_year_number(after + 1):
            after += 1
        if after < self.count and self._is_year_after_month(after, point.calendar):
            point.year, point.end = int(words[after]), after + 1
            if point.end < self.count and words[point.end] in _ERA:
                point.end += 1
            return point
        if after < self.count and after > at:
            inner = self._shifted_unit(after - 1, "year") or self._shifted_unit(after, "year")
            if inner is not None:
                point.end, point.shift, point.unit = inner[0], inner[1], "year"
                return point
        inner = self._shifted_unit(at, "year") or (self._shifted_unit(at + 1, "year") if at < self.count and words[at] == _FROM else None)
        if inner is not None:
            point.end, point.shift, point.unit = inner[0], inner[1], "year"
            return point
        shifted = self._shifted_word(at)
        if shifted is not None:
            point.end, point.shift, point.unit = shifted[0], shifted[1], "named"
        return point

    def _is_year_after_month(self, i: int, calendar: str) -> bool:
        if calendar == "gregorian":
            return self.is_year_number(i)
        number = self.number(i)
        return number is not None and 1250 <= number <= 1500 and not self._in_number(i)

    def _shifted_word(self, i: int) -> tuple[int, int] | None:
        """(end, shift) of الجاري, الماضي … at word `i`, with its article."""
        if i >= self.count or self.lex[i] is None:
            return None
        entry = self.lex[i].entries.get("date_words")
        if entry is None or entry.record["role"] != "shift":
            return None
        if not entry.definite and entry.form not in _OWN:
            return None
        return i + 1, int(entry.record["shift"])

    def _shifted_unit(self, i: int, unit: str) -> tuple[int, int] | None:
        """(end, shift) of `السنة الماضية`, `هذه السنة`, `الشهر الجاري` at word `i`."""
        if i >= self.count:
            return None
        found = self.date_word(i, "unit")
        if found is None or found[1].get("unit", found[1]["id"]) != unit or found[1].get("many"):
            return None
        return self._shifted_word(found[0])

    def _from_weekday(self, i: int) -> Point | None:
        weekday = self.weekday(i)
        point = Point(i, i + 1)
        point.weekday = weekday
        at = i + 1
        shifted = self._shifted_word(at)
        if shifted is not None and shifted[1] is not None:
            at, point.end = shifted[0], shifted[0]
            point.shift, point.unit = shifted[1], "weekday"
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
        at = self._over(ordinal[0], _LINKERS)
        month = self.month(at)
        if month is None or at == ordinal[0]:
            return None
        inner = self._from_month(at, month)
        if inner is None or inner.day is not None:
            return None
        inner.first, inner.weekday, inner.nth = point.first, point.weekday, int(ordinal[1]["value"])
        return inner

    def _from_today(self, i: int, found: tuple[int, dict]) -> Point | None:  # type: ignore[type-arg]
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
        point = Point(i, end)
        point.days = int(record["days"])
        return point

    def _tells_news(self, i: int) -> bool:
        """Whether a verb of news stands before اليوم: `أعلن اليوم` is a day, `تضم اليوم` nowadays."""
        known = self.lex[i - 1] if i else None
        entry = None if known is None else known.entries.get("date_words")
        return entry is not None and entry.record["role"] == "news"

    def _from_ordinal(self, i: int, found: tuple[int, dict]) -> Point | None:  # type: ignore[type-arg]
        """`فاتح ماي 2019`, `الخامس عشر من غشت`; an ordinal with no month after it is no date."""
        end, record = found
        return self.day_and_month(i, end, int(record["value"]))

    def _from_unit(self, i: int, end: int, record: dict) -> Point | None:  # type: ignore[type-arg]
        """`سنة 2005`, `شهر ماي 2013`, `السنة الماضية`, `يوم الأربعاء`, `النصف الأول من سنة 2023`."""
        unit = record.get("unit", record["id"])
        many = bool(record.get("many"))
        if unit in ("half", "quarter"):
            return self._from_fraction(i, end, unit)
        shifted = self._shifted_word(end)
        if shifted is not None and not many and unit in _SHIFTABLE:
            if self.lex[i] is None:
                return None
            point = Point(i, shifted[0])
            point.shift, point.unit = shifted[1], unit
            if unit == "weekend":
                point.unit = "weekend"
            return point
        if unit == "weekend" or unit == "week":
            return None
        inner: Point | None = None
        at = end
        if unit == "day":
            if at < self.count:
                today = self.date_word(at, "today")
                if self.weekday(at) is not None:
                    inner = self._from_weekday(at)
                elif today is not None and today[1]["id"] != "today":
                    inner = self._from_today(at, today)
                elif self.number(at) is not None:
                    inner = self._from_digits(at, self.number(at) or 0)
                    inner = inner if inner is not None and inner.day else None
                else:
                    ordinal = self.date_word(at, "ordinal")
                    inner = self._from_ordinal(at, ordinal) if ordinal is not None else None
        elif unit == "month":
            month = self.month(at) if at < self.count else None
            inner = self._from_month(at, month) if month is not None else None
        else:
            while at < self.count and self.words[at] in "(«\"":
                at += 1
            if at < self.count and self.is_year_number(at):
                inner = Point(at, at + 1)
                inner.year = int(self.words[at])
                if inner.end < self.count and self.words[inner.end] in _ERA:
                    inner.end += 1
            elif at < self.count and unit == "year":
                inner = self._year_in_words(at)
        if inner is None:
            return None
        inner.first, inner.many, inner.season = i, many, unit == "season"
        return inner

    def _year_in_words(self, i: int) -> Point | None:
        """`سنة ألفين وخمسة`: the year in words."""
        known = self.lex[i]
        if known is None or "number_words" not in known.entries:
            return None
        number = number_at(self.text, i, None)
        if number is None or number.kind != "number" or number.digits or int(number.value) not in _YEARS:
            return None
        point = Point(i, number.end)
        point.year = int(number.value)
        return point

    def _from_fraction(self, i: int, end: int, unit: str) -> Point | None:
        """`النصف الأول من سنة 2023`, `الربع الثالث من 2022`."""
        entry = self.lex[i]
        ordinal = self.date_word(end, "ordinal")
        if entry is None or ordinal is None or not entry.entries["date_words"].definite:
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

    def _bare_year(self, i: int, number: int) -> Point | None:
        """Four digits alone: a year where the words around them say so."""
        before = self.words[i - 1] if i else "\n"
        if self._is_span_of_years(i):
            pass
        elif before in _STRONG or before in _WEAK and not self._counts(i):
            pass
        elif before in "(«\"[:،,-–/" or before == AND or before in DASHES or before == "\n":
            if self._counts(i) or not self._year_beside(i):
                return None
        else:
            return None
        point = Point(i, i + 1)
        point.year = number
        if point.end < self.count and self.words[point.end] in _ERA:
            point.end += 1
        return point

    def _is_span_of_years(self, i: int) -> bool:
        """`2025-2030`, `2022/2023`: two years that a dash ties."""
        if self.stretched(i):
            return True
        if i + 2 >= self.count or self.words[i + 1] not in DASHES or not self.is_year_number(i + 2):
            return False
        ahead = int(self.words[i + 2]) - int(self.words[i])
        return 0 < ahead <= 60 and not (i + 3 < self.count and self.words[i + 3] in DASHES and self.text.glued(i + 3))

    def stretched(self, i: int) -> bool:
        """`2019 ـ 2023`: a letter's stretch, which folding takes away, stands for the dash."""
        if i + 1 >= self.count or not self.is_year_number(i + 1) or int(self.words[i]) >= int(self.words[i + 1]):
            return False
        return "ـ" in self.text.raw[self.text.end(i) : self.text.start(i + 1)]

    def _year_beside(self, i: int) -> bool:
        """Whether another year stands beside a bare one (`2011-2015`), or a bracket closes it."""
        after = self.words[i + 1] if i + 1 < self.count else "\n"
        before = self.words[i - 1] if i else "\n"
        if after in DASHES and i + 2 < self.count and self.words[i + 2].isdigit():
            return self.is_year_number(i + 2) or len(self.words[i + 2]) == 2
        if before == "(" and after in ")،,":
            return True
        if before == AND or before in DASHES or before in "،,":
            return i >= 2 and (self.is_year_number(i - 2) or i >= 3 and self.is_year_number(i - 3))
        if after == AND and i + 2 < self.count:
            return self.is_year_number(i + 2) and before in "(:"
        return False

    def _counts(self, i: int) -> bool:
        """Whether the number at `i` counts the noun after it (`2015 تعاونية`) and is no year."""
        if i >= 2 and self.words[i - 1] == _FROM and self.words[i - 2] in _MORE:
            return True
        if i + 1 >= self.count:
            return False
        after = self.words[i + 1]
        if not "\u0621" <= after[0] <= "\u064a":
            return after in "%٪"
        known = self.lex[i + 1]
        if known is None or known.entries.keys().isdisjoint(_COUNTED):
            return False
        return not any(e.conjunction or e.preposition or e.definite for c, e in known.entries.items() if c in _COUNTED)


_COUNTED = frozenset(("counted_nouns", "currencies", "dual_nouns", "measure_units"))
_MORE = frozenset(map(fold, ("أزيد", "أكثر", "أقل", "بأزيد", "بأكثر", "لأزيد", "لأكثر", "وأزيد", "يقرب", "يزيد", "أكبر")))
_LINK_OF_PART = frozenset(map(fold, ("من", "شهر", "يوم", "أيام", "هذا")))
_FROM = fold("من")
_FROM_SET = frozenset(map(fold, ("من", "لسنة", "في")))
_ERA = frozenset(("م", "ميلاديه", "ه", "هجريه", "الميلاديه"))
_OWN = frozenset(map(fold, ("نفسه", "نفسها", "ذاته", "ذاتها")))
_SAME_LINKS = frozenset(map(fold, ("ل", "لـ", "ليوم", "يوم")))
_SHIFTABLE = frozenset(("day", "week", "month", "year", "weekend", "season"))
