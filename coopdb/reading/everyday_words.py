"""The words of everyday dates: amounts, shifts, days, months and years in every form, digits or words."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopdb.reading.calendars import months_on
from coopdb.reading.date_points import PointReader
from coopdb.reading.date_words import AFTER_TO, AND, DASHES, TO
from coopdb.reading.numbers import number_at
from coopdb.reading.text import Text, fold

CLASS = "everyday_date_words"
FROM = fold("من")
MONTH_WORDS = frozenset(map(fold, ("شهر", "بشهر", "لشهر", "الشهر", "للشهر", "بالشهر")))
_THE_MONTH = frozenset(map(fold, ("الشهر", "بالشهر", "للشهر")))
YEAR_WORDS = frozenset(map(fold, ("سنة", "عام", "لسنة", "لعام", "العام", "السنة", "بسنة", "بعام")))
_MONTH = fold("الشهر")
DAY_WORDS = frozenset(map(fold, ("يوم", "ليوم", "نهار", "بيوم", "اليوم")))
_FURTHER = frozenset(map(fold, ("قبل", "بعد")))
_ONE = frozenset(map(fold, ("واحد", "واحدة")))
_TEEN = frozenset(map(fold, ("عشر", "عشرة")))
YEAR_LINKS = YEAR_WORDS | {FROM, fold("في")}
_MONTH_LINKS = frozenset(map(fold, ("من", "شهر", "لشهر", "بشهر", "في")))


_STOP = frozenset(".،,!؟?\n)")


class Month(NamedTuple):
    """A month, with the year that the text gives it or the reference's; `certain` where the text does."""

    end: int
    year: int
    month: int
    certain: bool


class EverydayWords(PointReader):
    """What a word or two may be in an everyday date."""

    __slots__ = ("base", "everyday_phrases", "known_reference")

    def __init__(self, text: Text, reference: dt.date | None) -> None:
        super().__init__(text)
        self.everyday_phrases = text.phrases.get(CLASS, {})
        self.known_reference = reference is not None
        self.base = reference or dt.date(1970, 1, 1)

    # --- words ----------------------------------------------------------------------------------

    def word(self, i: int, role: str) -> tuple[int, dict] | None:  # type: ignore[type-arg]
        """(end, record) of an everyday word with that role at word `i`, the longest first."""
        if i >= self.count:
            return None
        phrase = self.everyday_phrases.get(i)
        if phrase is not None and phrase[1].record["role"] == role:
            return phrase[0], phrase[1].record
        known = self.lex[i]
        entry = None if known is None else known.entries.get(CLASS)
        return (i + 1, entry.record) if entry is not None and entry.record["role"] == role else None

    def day_name(self, i: int) -> tuple[int, int] | None:
        """(end, weekday) of a day's name, with or without يوم and the article."""
        at = i
        while at < self.count and self.words[at] in DAY_WORDS:
            at += 1
        weekday = self.weekday(at)
        if weekday is None:
            bare = self.word(at, "weekday")
            if bare is None or self.lex[at].entries[CLASS].conjunction:  # واحد: one, no و of أحد
                return None
            weekday = int(bare[1]["number"])
        return at + 1, weekday

    def everyday_unit(self, i: int) -> tuple[int, str] | None:
        """(end, unit) of يوم, أسبوع, شهر, سنة, in any number."""
        found = self.word(i, "unit")
        return None if found is None else (found[0], str(found[1]["unit"]))

    def shift(self, i: int) -> tuple[int, int] | None:
        """(end, steps) of الماضي, القادم, قبل الماضي, بعد القادم."""
        step = 1
        at = i
        if at < self.count and self.words[at] in _FURTHER:
            step, at = 2, at + 1
        if at >= self.count:
            return None
        found = self._shifted_word(at)
        if found is None:
            word = self.word(at, "shift")
            known = self.lex[at]
            if word is None or known is None or not known.entries[CLASS].definite:
                return None
            return at + 1, int(word[1]["shift"]) * step
        return found[0], int(found[1]["shift"]) * step

    def rank(self, i: int) -> tuple[int, int] | None:
        """(end, which): آخر is -1, أول 1, الثالث 3."""
        last = self.word(i, "last")
        if last is not None:
            return last[0], -1
        nth = self.word(i, "nth")
        return None if nth is None else (nth[0], int(nth[1]["value"]))

    def connector(self, i: int, between: bool) -> int | None:
        """The word behind what ties the two ends of a span: `إلى غاية`, a dash, `و` after `بين`."""
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

    def amount(self, i: int) -> tuple[int, int, str] | None:
        """(end, how many, unit): `3 أيام`, `سنتين`, `واحد وعشرين يوم`, `شهر`, `يوم واحد`."""
        two = self.word(i, "two")
        if two is not None:
            return two[0], 2, str(two[1]["unit"])
        single = self.everyday_unit(i)
        if single is not None:
            known = self.lex[i]
            if known is not None and known.entries[CLASS].definite:
                return None
            end = single[0]
            if end < self.count and self.words[end] in _ONE:
                end += 1
            return end, 1, single[1]
        value = self.cardinal(i)
        if value is None or value[0] >= self.count:
            return None
        unit = self.everyday_unit(value[0])
        two = self.word(value[0], "two")
        if unit is None and two is not None:
            unit = two[0], str(two[1]["unit"])
        return None if unit is None else (unit[0], value[1], unit[1])

    def cardinal(self, i: int, ordinals: bool = False) -> tuple[int, int] | None:
        """(end, value) of a whole number in digits or words."""
        if i >= self.count:
            return None
        known = self.lex[i]
        if not self.words[i].isdecimal() and (known is None or "number_words" not in known.entries):
            return None
        number = number_at(self.text, i, None)
        if (
            number is None
            or (number.kind != "number" and not (ordinals and number.kind == "ordinal"))
            or number.value != int(number.value)
        ):
            return None
        return number.end, int(number.value)

    def day_number(self, i: int) -> tuple[int, int] | None:
        """(end, day of the month): `22`, `الثاني والعشرين`, `خمسة عشر`, `أول`."""
        if i >= self.count:
            return None
        digits = self.number(i)
        if digits is not None:
            return (i + 1, digits) if 1 <= digits <= 31 and len(self.words[i]) <= 2 and not self._in_number(i) else None
        ordinal = self.date_word(i, "ordinal")
        if ordinal is not None and ordinal[0] > i + 1:
            return ordinal[0], int(ordinal[1]["value"])
        value = self.cardinal(i, ordinals=True)
        if value is not None and 1 <= value[1] <= 31:
            end = value[0]
            if end < self.count and self.words[end] in _TEEN and value[1] < 10:
                return end + 1, value[1] + 10  # السابع عشرة
            return value
        return None if ordinal is None else (ordinal[0], int(ordinal[1]["value"]))

    # --- months and years -----------------------------------------------------------------------

    def year(self, i: int) -> tuple[int, int] | None:
        """(end, year): `2016`, `عام 2016`, `ألفين وثمانية عشر`, `السنة القادمة`."""
        at = i
        while at < self.count and (self.words[at] in YEAR_LINKS or self.words[at] in ",،"):
            at += 1
        said = not YEAR_WORDS.isdisjoint(self.words[i:at])
        if at < self.count and self.is_year_number(at):
            return at + 1, int(self.words[at])
        value = self.cardinal(at) if at < self.count and not self.words[at].isdecimal() else None
        if value is not None and (value[1] >= 1000 or (said and value[1] >= 100)):
            return value[0], value[1]
        unit_at = at - 1 if at > i and self.words[at - 1] in YEAR_WORDS else at
        shifted = self.shifted(unit_at, "year")
        if shifted is not None and self.known_reference:
            return shifted[0], self.base.year + shifted[1]
        return None

    def shifted(self, i: int, unit: str) -> tuple[int, int] | None:
        """(end, steps) of `هذا الشهر`, `السنة القادمة`, `الشهر قبل الماضي`."""
        this = self.word(i, "this")
        at = i if this is None else this[0]
        found = self.everyday_unit(at)
        if found is None or found[1] != unit:
            return None
        shift = self.shift(found[0])
        if shift is not None:
            return shift
        return (found[0], 0) if this is not None else None

    def month_at(self, i: int) -> Month | None:
        """A month in any form: `شهر عشرة 2014`, `مارس السنة القادمة`, `هذا سبتمبر`, `الشهر المقبل`."""
        at = i
        while at < self.count and self.words[at] in _MONTH_LINKS:
            at += 1
        this = self.word(at, "this")
        after_this = at if this is None else this[0]
        shifted = self.shifted(at, "month") or (self.shifted(at - 1, "month") if at > i else None)
        if shifted is not None:
            if not self.known_reference:
                return None
            year, month = months_from(self.base, shifted[1])
            return Month(shifted[0], year, month, True)
        bare = self._bare_month(i)
        if bare is not None:
            return bare
        named = self.month(after_this) if after_this < self.count else None
        number, end = 0, after_this
        if named is not None:
            if named[1]["calendar"] != "gregorian":
                return None
            number, end = int(named[1]["number"]), named[0]
        elif after_this < self.count and self.words[after_this] in MONTH_WORDS:
            at = after_this + 1
            while at < self.count and self.words[at] == FROM:
                at += 1
            value = self.day_number(at)
            if value is None or value[1] > 12 or (self.words[after_this] in _THE_MONTH and self.words[at].isdecimal()):
                return None
            number, end = value[1], value[0]
        elif after_this > i and self.words[after_this - 1] in MONTH_WORDS:
            value = self.day_number(after_this)
            if value is None or value[1] > 12:
                return None
            number, end = value[1], value[0]
        if not number:
            return None
        return self._month_year(number, end, this is not None)

    def _bare_month(self, i: int) -> Month | None:
        """`من الشهر`, at the end of what is said: the running month."""
        at = i + (i < self.count and self.words[i] == FROM)
        if i == 0 or at >= self.count or self.words[at] != _MONTH or not self._ends(at + 1) or not self.known_reference:
            return None
        return Month(at + 1, self.base.year, self.base.month, True)

    def _month_year(self, month: int, end: int, this: bool) -> Month | None:
        """Finds a month's year behind it; without one, the reference's."""
        year = self.year(end)
        if year is not None:
            return Month(year[0], year[1], month, True)
        if not self.known_reference:
            return None
        shift = self.shift(end)
        if shift is None:
            return Month(end, self.base.year, month, this)
        at, step = shift
        later = month > self.base.month
        years = (step - 1 if later else step) if step > 0 else (step if later or month == self.base.month else step + 1)
        return Month(at, self.base.year + years, month, True)

    def _ends(self, i: int) -> bool:
        return i >= self.count or self.words[i] in _STOP or self.words[i] in TO


def months_from(day: dt.date, count: int) -> tuple[int, int]:
    """(year, month) so many months after a day's."""
    return months_on(day.year, day.month, count)
