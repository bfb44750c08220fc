"""Spans of dates as they are written: two points that a word of 'to' ties, days that share a month."""

from __future__ import annotations

from coopdb.reading.date_points import PointReader
from coopdb.reading.date_words import AFTER_TO, AND, BETWEEN, DASHES, LINKERS, SAME_MONTH, THIS, TO, Point
from coopdb.reading.text import Text, fold

#: Roles of date words that begin no date: what stands behind, or before, one.
_WITHIN = frozenset(("shift", "news", "named", "same"))
#: What may stand behind the digits of a day, besides its month.
_AFTER_DAY = frozenset("/-–—.،,") | {AND} | LINKERS | TO
#: Tables whose names may hold a weekday or a month that is no date: سوق السبت is a town.
_NAMES = ("communes", "provinces", "arrondissements")


class RawSpan:
    """A span as it is written: one point, or two, with what stands before it."""

    __slots__ = ("before", "first", "last")

    def __init__(self, first: Point, last: Point | None) -> None:
        self.first, self.last = first, last
        self.before: set[str] = set()

    @property
    def end(self) -> int:
        """The word behind the span."""
        return (self.last or self.first).end


def read_spans(text: Text) -> list[RawSpan]:
    """All dates and spans of a scanned text as they are written, furniture and names left out."""
    reader = PointReader(text)
    words, skipped = text.words, text.skipped
    names = _names_with_dates(text)
    relations = _relations(text)
    spans: list[RawSpan] = []
    at = 0
    for i in _beginnings(reader):
        if i < at or skipped[i] or i in names:
            continue
        raw = _series(reader, i) or _span(reader, i)
        if raw is None:
            continue
        at = raw.end
        if _is_every_year(text, raw) or _is_name(reader, raw):
            continue
        raw.before = relations.get(raw.first.first, set())
        if (
            words[raw.first.first - 1 : raw.first.first]
            and relations.get(raw.first.first - 1)
            and words[raw.first.first - 1] in BETWEEN
        ):
            raw.before = raw.before | relations[raw.first.first - 1]
        if spans and _is_same_day(text, spans[-1], raw):
            # `27 من محرم 1436 (20 نونبر 2014)` is one day, told in two calendars
            kept = raw if spans[-1].first.calendar == "hijri" else spans[-1]
            kept.first.first, kept.first.end = spans[-1].first.first, raw.first.end
            spans[-1] = kept
            continue
        spans.append(raw)
    return spans


def _beginnings(reader: PointReader) -> list[int]:
    """The words at which a date may begin, in order."""
    words = reader.words
    begin = {*reader.months, *reader.weekdays, *(i for i in reader.text.digits if _may_be_date(reader, i))}
    for i, (_, entry) in reader.date_words.items():
        if entry.record["role"] not in _WITHIN:
            begin.add(i)
        if i and words[i - 1] in THIS:
            begin.add(i - 1)
    return sorted(begin)


def _may_be_date(reader: PointReader, i: int) -> bool:
    """Whether the digits at word `i` may be a year's, or a day's whose month may follow them."""
    if len(reader.words[i]) == 4:
        return True
    if len(reader.words[i]) > 4 or i + 1 >= reader.count:
        return False
    after = i + 1
    return (
        reader.words[after] in _AFTER_DAY
        or after in reader.months
        or after in reader.weekdays
        or after in reader.date_words
    )


def _is_every_year(text: Text, raw: RawSpan) -> bool:
    """`5 يوليوز من كل سنة`: a day of every year is no date."""
    words = text.words[raw.end : raw.end + 2]
    return raw.first.year is None and (words[:1] == [_EVERY] or words == [_OF, _EVERY])


def _is_name(reader: PointReader, raw: RawSpan) -> bool:
    """`ساحة 3 مارس`, `شارع 11 يناير`: a day that a square, a school, a movement is called by."""
    first = raw.first
    return (
        first.year is None
        and first.day is not None
        and first.shift is None
        and reader.date_word(first.first - 1, "named") is not None
    )


_OF, _EVERY = fold("من"), fold("كل")


def _names_with_dates(text: Text) -> set[int]:
    """Words inside names of places: the weekday of سوق السبت is none."""
    inside: set[int] = set()
    for table in _NAMES:
        for first, (end, _) in text.phrases.get(table, {}).items():
            inside.update(range(first, end))
    return inside


def _relations(text: Text) -> dict[int, set[str]]:
    """By the word after it: what stands before a date (since, until, horizon …)."""
    found: dict[int, set[str]] = {}
    for _, (end, entry) in text.phrases.get("date_relations", {}).items():
        found.setdefault(end, set()).add(str(entry.record["id"]))
    for i in text.where.get("date_relations", ()):
        found.setdefault(i + 1, set()).add(str(text.lex[i].entries["date_relations"].record["id"]))
    return found


def _is_same_day(text: Text, before: RawSpan, raw: RawSpan) -> bool:
    """Whether one date repeats the other in another calendar: `27 من محرم 1436 (20 نونبر 2014)`."""
    if before.first.calendar == raw.first.calendar or before.last or raw.last or raw.first.first - before.end > 3:
        return False
    return all(w in "(،,-/" or w in _SAME for w in text.words[before.end : raw.first.first])


_SAME = frozenset(("الموافق", "موافق", "المصادف", "ل", "لـ", "ه", "هجريه", "هج"))


def _series(reader: PointReader, i: int) -> RawSpan | None:
    """Days that share one month: `من 17 إلى 22 شتنبر`, `يومي 5 و6 يوليوز 2025`, `5، 6 و7 ماي`."""
    words, count = reader.words, reader.count
    at = i
    unit = reader.date_word(at, "unit")
    if unit is not None and unit[1].get("unit", unit[1]["id"]) == "day":
        at = unit[0]
    days: list[tuple[int, int | None]] = []
    first = i
    at = _weekdays(reader, at)
    while at < count:
        weekday = reader.weekday(at)
        if weekday is not None:
            at += 1
            if at < count and words[at] in "،,":
                at += 1
        number = reader.number(at)
        ordinal = reader.date_word(at, "ordinal") if number is None and at < count else None
        if number is not None and 1 <= number <= 31 and len(words[at]) <= 2:
            days.append((number, weekday))
            at += 1
        elif ordinal is not None:
            days.append((int(ordinal[1]["value"]), weekday))
            at = ordinal[0]
        else:
            return None
        link = _link(reader, at, days=True)
        if link is None:
            break
        at = link
    if len(days) < 2:
        return None
    last = reader.day_and_month(at, at, days[-1][0])
    if last is None or (last.shift is None and last.month is None):
        return None
    if days[0][0] > days[-1][0]:
        return None
    start = Point(first, at)
    start.day, start.weekday = days[0]
    start.month, start.year, start.shift, start.unit, start.calendar = (
        last.month,
        last.year,
        last.shift,
        last.unit,
        last.calendar,
    )
    last.weekday = days[-1][1]
    return RawSpan(start, last)


def _weekdays(reader: PointReader, i: int) -> int:
    """Past `الجمعة والسبت` before `12 و13 ماي`; not past a weekday that stands alone."""
    at, names = i, 0
    while reader.weekday(at) is not None:
        at, names = at + 1, names + 1
        while at < reader.count and reader.words[at] in "،,و" and reader.weekday(at + 1) is not None:
            at += 1
    if names < 2:
        return i
    return at + 1 if at < reader.count and reader.words[at] in "،,:" else at


def _link(reader: PointReader, at: int, days: bool = False) -> int | None:
    """Where the second point begins, when a word of 'to' or 'and' stands at `at`."""
    words, count = reader.words, reader.count
    if at >= count:
        return None
    word = words[at]
    if word in TO or word in DASHES or (days and word in "،,"):
        at += 1
        while at < count and words[at] in AFTER_TO:
            at += 1
        if days and at < count and words[at] == AND:
            at += 1
        return at
    if word == AND:
        at += 1
        return _link(reader, at, days) or at if at < count and words[at] in TO else at
    if (
        days
        and len(word) > 1
        and word[0] == AND
        and (reader.weekday(at) is not None or reader.date_word(at, "ordinal") is not None)
    ):
        return at
    return None


_FROM = frozenset(map(fold, ("منذ", "ومنذ", "من", "ومن")))


def _span(reader: PointReader, i: int) -> RawSpan | None:
    """One point, and a second one that a word of 'to', or of 'and' after 'between', ties to it."""
    first = reader.point(i)
    if first is None:
        return None
    raw = RawSpan(first, None)
    words, count, at = reader.words, reader.count, first.end
    if at >= count:
        return raw
    word = words[at]
    goes_on = word in TO and first.first > 0 and words[first.first - 1] in _FROM  # منذ عام 2019 وحتى 2024
    is_and = (word[0] == AND and not goes_on) or (first.many and word in "،,")
    if first.precision == 1 and reader.stretched(at - 1):
        raw.last = reader.point(at) or _year(at, int(word))
        return raw
    if not (word in TO or word in DASHES or is_and):
        return raw
    link = _link(reader, at)
    if link is None and word in "،,":
        link = at + 1
    if link is None and is_and and len(word) > 1:
        link = at
    if link is None or link >= count:
        return raw
    last = _same_month_day(reader, link, first) or _short_year(reader, link, first, word) or reader.point(link)
    if last is None or not _fits(first, last):
        return raw
    if is_and and not (_between(reader, first.first) or first.many or _shares_year(first, last)):
        return raw
    if word in DASHES and first.precision != last.precision:
        return raw
    _share(first, last)
    raw.last = last
    while (
        first.many and first.precision == last.precision == 1 and (another := _next_year(reader, last.end)) is not None
    ):
        raw.last = last = another
    return raw


def _next_year(reader: PointReader, i: int) -> Point | None:
    """The next of a list of years: `سنوات 2019 و2020 و2021`."""
    if i + 1 >= reader.count or reader.words[i] not in "،,و" or not reader.is_year_number(i + 1):
        return None
    return _year(i + 1, int(reader.words[i + 1]))


def _same_month_day(reader: PointReader, i: int, first: Point) -> Point | None:
    """`… إلى 22 منه`: the second day is of the first one's month."""
    number = reader.number(i)
    if (
        number is None
        or first.day is None
        or i + 1 >= reader.count
        or reader.words[i + 1] not in SAME_MONTH
        or number > 31
    ):
        return None
    last = Point(i, i + 2)
    last.day, last.month, last.year, last.shift, last.unit = (
        number,
        first.month,
        first.year,
        first.shift,
        first.unit,
    )
    return last


def _short_year(reader: PointReader, i: int, first: Point, link: str) -> Point | None:
    """`2008/09`, `2024-25`: the second year without its century."""
    if first.precision != 1 or link not in DASHES or first.year is None or len(reader.words[i]) != 2:
        return None
    number = reader.number(i)
    if number is None or (first.year + 1) % 100 != number:
        return None
    last = Point(i, i + 1)
    last.year = first.year + 1
    return last


def _year(i: int, year: int) -> Point:
    point = Point(i, i + 1)
    point.year = year
    return point


def _fits(first: Point, last: Point) -> bool:
    """Whether two points may be the ends of one span."""
    if first.calendar != last.calendar or (last.precision == 0 and last.unit is None):
        return False
    if first.year and last.year:
        return (first.year, first.month or 0, first.day or 0) <= (last.year, last.month or 12, last.day or 31)
    return first.precision == last.precision or bool(last.year) or last.shift is not None


def _between(reader: PointReader, i: int) -> bool:
    return not BETWEEN.isdisjoint(reader.words[max(0, i - 2) : i])


def _shares_year(first: Point, last: Point) -> bool:
    """`يناير وفبراير 2024`: two months, or two days, that follow each other under one year."""
    return (
        first.year is None and first.shift is None and last.year is not None
        and first.precision == last.precision == 2
        and (last.month or 0) - (first.month or 0) == 1
    )  # fmt: skip


def _share(first: Point, last: Point) -> None:
    """Gives the first point the year of the second: `من 28 يونيو إلى 6 يوليوز 2025`."""
    if first.year is None and first.shift is None and first.month is not None and last.year is not None:
        later = (first.month, first.day or 0) > (last.month or 12, last.day or 31)
        first.year = last.year - 1 if later else last.year
    elif first.year is not None and last.year is None and last.month is not None and last.shift is None:
        later = (first.month or 1, first.day or 0) > (last.month, last.day or 31)
        last.year = first.year + 1 if later else first.year
