"""The words of dates: points of time, and what a word or two may be in one.

`date_points` composes these into points; `date_settling` says what a point comes to.
"""

from __future__ import annotations

from typing import Any

from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import entry_at
from coopdb.reading.words import Entry

Found = tuple[int, dict[str, Any]]

#: Years that a bare number of four digits can mean.
YEARS = range(1700, 2101)
DASHES = frozenset("-–—/")
AND = "و"
FROM = fold("من")
#: Words before the first of two points that 'and' ties into a span.
BETWEEN = frozenset(map(fold, ("بين", "مابين", "وبين")))
TO = frozenset(map(fold, ("إلى", "الى", "حتى", "لغاية", "وإلى", "والى", "وحتى", "الي")))
AFTER_TO = frozenset(map(fold, ("غاية", "حدود", "يوم")))
#: `إلى 22 منه`: of the same month.
SAME_MONTH = frozenset(map(fold, ("منه", "منها")))
#: What may stand between a day, its month and its year.
LINKERS = frozenset(map(fold, ("من", "شهر", "لشهر", "سنة", "لسنة", "عام", "لعام", "بشهر")))
ERA = frozenset(map(fold, ("م", "ميلادية", "ه", "هجرية", "الميلادية")))
#: What هذه says of a year, a month, a week.
RUNNING: dict[str, Any] = {"id": "this", "role": "shift", "shift": 0}
ARTICLE = fold("ال")
GENERAL = fold("العام")
THIS = frozenset(map(fold, ("هذا", "هذه", "وهذه", "وهذا")))


class Point:
    """One point of time as it is written; words [first, end)."""

    __slots__ = (
        "anchor",
        "calendar",
        "day",
        "days",
        "end",
        "first",
        "half",
        "many",
        "month",
        "months",
        "nth",
        "part",
        "quarter",
        "season",
        "shift",
        "unit",
        "weekday",
        "year",
    )  # fmt: skip

    def __init__(self, first: int, end: int) -> None:
        self.first, self.end = first, end
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.weekday: int | None = None
        self.calendar = "gregorian"
        self.shift: int | None = None  # -1 last, 0 running, 1 next …
        self.unit: str | None = None  # … what is shifted: day, week, month, year, weekend, weekday
        self.anchor: str | None = None  # `mentioned` where it is counted from the date named last
        self.days: int | None = None  # أمس is -1
        self.part: str | None = None
        self.nth: int | None = None  # the first, second … such weekday of its month
        self.half: int | None = None
        self.quarter: int | None = None
        self.months: int | None = None  # the first so many months of its year
        self.many = False
        self.season = False

    def shifted(self, shift: dict[str, Any], unit: str) -> None:
        """Notes a shift: `الجاري` after a month, `الماضية` after سنة."""
        self.shift, self.unit, self.anchor = int(shift["shift"]), unit, shift.get("anchor")

    @property
    def precision(self) -> int:
        """1 for a year, 2 for a month, 3 for a day, 0 for a relative one."""
        return 3 if self.day else 2 if self.month else 1 if self.year else 0


def _words_of(text: Text, cls: str) -> dict[int, tuple[int, Entry]]:
    """(end, entry) by each word of a class that no pronoun is joined to."""
    lex = text.lex
    return {i: (i + 1, entry) for i in text.where.get(cls, ()) if not (entry := lex[i].entries[cls]).suffix}


class DateWords:
    """What the words of one text may be in a date.

    Attributes:
        weekdays, months, date_words: (end, entry) of what begins at a word, a phrase before its first word.
    """

    __slots__ = ("count", "date_words", "lex", "months", "text", "weekdays", "words")

    def __init__(self, text: Text) -> None:
        self.text, self.words, self.lex, self.count = text, text.words, text.lex, len(text.words)
        self.weekdays = _words_of(text, "weekdays")
        self.months = _words_of(text, "months") | text.phrases.get("months", {})
        self.date_words = _words_of(text, "date_words") | text.phrases.get("date_words", {})

    def month(self, i: int) -> Found | None:
        """(end, record) of a month's name at word `i`."""
        found = self.months.get(i)
        return None if found is None else (found[0], found[1].record)

    def weekday(self, i: int) -> int | None:
        """The weekday that word `i` names, Monday 0."""
        found = self.weekdays.get(i)
        return None if found is None else int(found[1].record["number"])

    def date_word(self, i: int, role: str) -> Found | None:
        """(end, record) of a date word with that role at word `i`; a phrase goes before its first word."""
        found = self.date_words.get(i)
        if found is None:
            return None
        end, record = found[0], found[1].record
        if record["role"] == role:
            return end, record
        if end > i + 1:
            entry = entry_at(self.text, i, "date_words")
            if entry is not None and entry.record["role"] == role:
                return i + 1, entry.record
        return None

    def unit(self, i: int) -> tuple[int, str, bool] | None:
        """(end, unit, whether several) of يوم, شهر, سنتي at word `i`."""
        found = self.date_word(i, "unit")
        if found is None:
            return None
        return found[0], str(found[1].get("unit", found[1]["id"])), bool(found[1].get("many"))

    def number(self, i: int) -> int | None:
        """The value of the digits at word `i`."""
        if i < self.count and self.words[i].isdecimal() and len(self.words[i]) <= 4:
            return int(self.words[i])
        return None

    def is_year_number(self, i: int) -> bool:
        """Whether word `i` is four digits in the range of years, no part of a longer number."""
        if (
            i >= self.count
            or len(self.words[i]) != 4
            or not self.words[i].isdecimal()
            or int(self.words[i]) not in YEARS
        ):
            return False
        return not self._in_number(i)

    def _in_number(self, i: int) -> bool:
        """Whether digits, with `.` or `,` between, stand against word `i` (a decimal, a telephone)."""
        words, text = self.words, self.text
        if i >= 2 and text.glued(i) and words[i - 1] in ".,٫٬" and text.glued(i - 1) and words[i - 2].isdecimal():
            return True
        return (
            i + 2 < self.count
            and words[i + 1] in ".,٫٬"
            and text.glued(i + 1)
            and text.glued(i + 2)
            and words[i + 2].isdecimal()
        )

    def _over(self, i: int, words: frozenset[str]) -> int:
        while i < self.count and self.words[i] in words:
            i += 1
        return i

    def _shifted_word(self, i: int) -> Found | None:
        """(end, record) of الجاري, الماضي … at word `i`, with its article."""
        found = self.date_words.get(i)
        if found is None or found[1].record["role"] != "shift":
            return None
        end, entry = found
        return (end, entry.record) if entry.definite or entry.record.get("bare") else None

    def _shifted_unit(self, i: int, unit: str) -> Found | None:
        """(end, record) of the shift in `السنة الماضية`, `هذه السنة`, `الشهر الجاري` at word `i`."""
        if i >= self.count:
            return None
        this = self.words[i] in THIS
        found = self.unit(i + this)
        if found is None or found[1] != unit or found[2]:
            return None
        if this:
            return found[0], RUNNING
        # after a noun with the article, العام is 'general': الكاتب العام السابق
        if self.words[i] == GENERAL and i and self.words[i - 1].startswith(ARTICLE):
            return None
        return self._shifted_word(found[0])
