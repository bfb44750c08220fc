"""Years in dates: bare ones, spans of them, years in words, and the year that follows a month."""

from __future__ import annotations

from coopdb.reading.date_words import AND, DASHES, ERA, FROM, LINKERS, YEARS, DateWords, Point
from coopdb.reading.numbers import number_at
from coopdb.reading.text import fold

#: Words between a bare number and a year's use: after these a number of four digits is a year …
_STRONG = frozenset(map(fold, (
    "سنة", "لسنة", "عام", "لعام", "منذ", "برسم", "موسم", "أفق", "بحلول", "دورة", "نسخة", "حصيلة", "صيف",
    "شتاء", "ربيع", "خريف",
    "وسنة", "وعام", "بسنة", "السنة", "العام", "الموسم", "سنتي", "عامي", "سنوات", "ميزانية", "لميزانية",
    "الميلادية", "ومنذ", "فمنذ", "وبرسم", "وبحلول", "ولسنة", "ولعام", "فسنة", "أعوام", "سنتا",
)))  # fmt: skip
#: … after these too, unless it counts what follows it.
_WEAK = frozenset(map(fold, (
    "في", "من", "خلال", "بين", "إلى", "حتى", "قبل", "بعد", "متم", "نهاية", "بداية", "مطلع", "منتصف",
    "أواخر", "أوائل",
    "غاية", "حدود", "مع", "على", "لـ", "ل", "الفترة", "وفي", "ففي", "أو",
    "ومن", "فمن", "وبين", "فبين", "ومابين", "مابين", "وخلال", "فخلال", "وإلى", "وحتى", "وقبل", "وبعد",
    "كانت", "مقابل", "غضون", "ختام",
    "دجنبر", "للفترة",
    "استراتيجية", "برنامج", "مخطط", "رؤية", "خطة", "إستراتيجية", "البرنامج", "المخطط", "الرؤية",
    "الاستراتيجية",
)))  # fmt: skip
#: Classes of nouns that a number counts.
_COUNTED = frozenset(("counted_nouns", "currencies", "dual_nouns", "measure_units"))
_MORE = frozenset(
    map(fold, ("أزيد", "أكثر", "أقل", "بأزيد", "بأكثر", "لأزيد", "لأكثر", "وأزيد", "يقرب", "يزيد", "أكبر"))
)


class YearReader(DateWords):
    """Reads the years of a text."""

    __slots__ = ()

    def _year_after(self, point: Point) -> Point:
        """Takes the year, or الجاري and its like, that follows a month."""
        at = point.end
        words = self.words
        if at < self.count and words[at] in ",،" and at + 1 < self.count and self.is_year_number(at + 1):
            at += 1
        after = self._over(at, LINKERS)
        if after < self.count and words[after] == "-" and self.is_year_number(after + 1):
            after += 1
        if after < self.count and self._is_year_after_month(after, point.calendar):
            point.year, point.end = int(words[after]), after + 1
            if point.end < self.count and words[point.end] in ERA:
                point.end += 1
            return point
        for i in dict.fromkeys((at, after - 1, after, at + 1)):
            if i < at or (i == at + 1 != after and not (at < self.count and words[at] == FROM)):
                continue
            inner = self._shifted_unit(i, "year")
            if inner is not None:
                point.end = inner[0]
                point.shifted(inner[1], "year")
                return point
        shifted = self._shifted_word(at)
        if shifted is not None:
            point.end = shifted[0]
            point.shifted(shifted[1], "named")
        return point

    def _is_year_after_month(self, i: int, calendar: str) -> bool:
        if calendar == "gregorian":
            return self.is_year_number(i)
        number = self.number(i)
        return number is not None and 1250 <= number <= 1500 and not self._in_number(i)

    def _year_in_words(self, i: int) -> Point | None:
        """`سنة ألفين وخمسة`: the year in words."""
        known = self.lex[i]
        if known is None or "number_words" not in known.entries:
            return None
        number = number_at(self.text, i, None)
        if number is None or number.kind != "number" or number.digits or int(number.value) not in YEARS:
            return None
        point = Point(i, number.end)
        point.year = int(number.value)
        return point

    def _bare_year(self, i: int, number: int) -> Point | None:
        """Four digits alone: a year where the words around them say so."""
        before = self.words[i - 1] if i else "\n"
        if self._is_span_of_years(i) or before in _STRONG or (before in _WEAK and not self._counts(i)):
            pass
        elif before in '(«"[:،,-–/' or before == AND or before in DASHES or before == "\n":
            if self._counts(i) or not self._year_beside(i):
                return None
        else:
            return None
        point = Point(i, i + 1)
        point.year = number
        if point.end < self.count and self.words[point.end] in ERA:
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
        if after in DASHES and i + 2 < self.count and self.words[i + 2].isdecimal():
            return self.is_year_number(i + 2) or len(self.words[i + 2]) == 2
        if before == "(" and after in ")،,":
            return True
        if before == AND or before in DASHES or before in "،,":
            return i >= 2 and (self.is_year_number(i - 2) or (i >= 3 and self.is_year_number(i - 3)))
        if after == AND and i + 2 < self.count:
            return self.is_year_number(i + 2) and before in "(:"
        return False

    def _counts(self, i: int) -> bool:
        """Whether the number at `i` counts the noun after it (`2015 تعاونية`) and is no year."""
        if i >= 2 and self.words[i - 1] == FROM and self.words[i - 2] in _MORE:
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
