"""The span of time that a figure covers, from its sentence or from the years that the article sums up.

`خلال الفترة ما بين 2022 و2024` (between 2022 and 2024) governs the figures after it; the day of an event covers none.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.clauses import is_parted
from coopdb.reading.dates import DateSpan
from coopdb.reading.extraction import Figure, Period
from coopdb.reading.figure_places import takes_part
from coopdb.reading.surroundings import ATTENDANCE, BREAKS, PAUSES, STOPS, THAT, Stretch, Surroundings, distance
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity


def period_of(
    text: Text, q: Quantity, span: Stretch, around: Surroundings, previous: Quantity | None, status: str
) -> Period | None:
    """The span of time that the figure's sentence gives it.

    `previous` is the quantity before it in the sentence, `status` the figure's own.
    """
    if q.kind == "duration":
        return None
    changes = q.kind == "percent" and says(text, "change", max(span.first, q.first - 6), q.first)
    if changes and (latest := _latest(text, q, span, around.dates)) is not None:
        return _as_period(latest, text)  # a change is of the later time
    low, high, compared = _other_time(text, q, span, previous)
    attends = status == "reported" and (
        q.unit in _AT_EVENT or takes_part(text, q, span.own_first) or _is_trained(text, q, span)
    )
    best: DateSpan | None = None
    best_cost = 999.0
    for d in around.dates:
        if d.from_ is None or d.end <= span.first or d.first >= span.end:
            continue
        if len(d.from_) > 7 and not (d.since or d.until or d.part) and d.from_ == d.to and not attends:
            continue  # the day of an event is not the time that a figure covers
        own = span.own_first <= d.first < span.own_end
        after = d.first >= q.end
        if attends and d.from_ != d.to and len(d.from_) == 4:
            continue  # nobody comes to an event for years
        if after and (is_parted(around.clauses, q.end, d.first) or (own and _is_resumed(text, q, d, span))):
            break  # it is of another clause
        frame = _frame(text, d)
        if (frame == "comparison" and after) or (frame == "founding" and not d.since and not _near(text, q, d)):
            continue
        if low <= d.first < high or (
            not after and says(text, "now", d.end, q.first) and not (d.since or _is_since(text, d))
        ):
            continue
        cost = distance(text, q.end, d.first) if after else distance(text, d.end, q.first) + 0.5
        if not own:
            if (status == "target" and (d.until or d.part == "end")) or (status != "target" and d.horizon):
                continue  # what was done up to then is no plan's time, nor a plan's time that of what was done
            if not after and _is_superseded(d, q, around.dates):
                continue
            if not after and len(d.from_) > 7 and any(w in THAT for w in text.words[d.end : q.first]):
                continue
            if (
                d.end > span.opening
                and not (after and compared)
                and not _is_set_off(text, d)
                and not (span.own_end - q.end <= 3 and _closes(text, d, span, around.dates))
            ):
                continue  # it stands among other figures, and is theirs
            cost += 30 if after else 15
        if cost < best_cost:
            best, best_cost = d, cost
    if best is None:
        best = _pointed_back(text, q, span, around.dates)
    return None if best is None else _as_period(best, text)


def _pointed_back(text: Text, q: Quantity, span: Stretch, dates: Sequence[DateSpan]) -> DateSpan | None:
    """The span of time that `خلال الفترة ذاتها` (in the same period) in the figure's sentence points back to."""
    for i, end, _ in text.between("period_anaphora", span.first, span.own_end):
        if text.words[i - 1] == _FROM or (end < len(text) and text.words[end] == _FROM):
            continue  # الفترة نفسها من السنة الماضية
        if i < span.opening or span.own_first <= i:
            before = [d for d in dates if d.first < i and d.from_ is not None and _is_time(d)]
            return before[-1] if before else None
    return None


def _is_time(d: DateSpan) -> bool:
    """Whether a date is a time that figures cover, and no day on which something happened."""
    return d.from_ is not None and (len(d.from_) < 10 or d.from_ != d.to or d.since)


def _is_superseded(d: DateSpan, q: Quantity, dates: Sequence[DateSpan]) -> bool:
    """Whether a later time has been named since in the words before the figure."""
    return any(
        d.end <= o.first < q.first and _is_time(o) and o.to is not None and o.to > str(d.to or d.from_) for o in dates
    )


def _is_trained(text: Text, q: Quantity, span: Stretch) -> bool:
    """Whether the figure counts who was at a training: `دورة تكوينية استفادت منها 52 تعاونية`."""
    gained = any(w.startswith(_GAINED) for w in text.words[max(span.own_first, q.first - 4) : q.first])
    return gained and any(
        e.record["type"] == "training" for _, _, e in text.between("event_nouns", span.first, span.end)
    )


_GAINED = tuple(fold(w) for w in ("استفاد", "واستفاد", "استفدن"))


def _latest(text: Text, q: Quantity, span: Stretch, dates: Sequence[DateSpan]) -> DateSpan | None:
    """The later of the two times that a change lies between, where the sentence names both before it."""
    before = [
        d
        for d in dates
        if span.first <= d.first < q.first and d.from_ is not None and d.to is not None and len(d.from_) < 10
    ]
    return max(before, key=lambda d: str(d.to)) if len(before) > 1 else None


def _other_time(text: Text, q: Quantity, span: Stretch, previous: Quantity | None) -> tuple[int, int, bool]:
    """The words [low, high) whose dates are not the figure's, and whether it is what another is held against.

    `مقابل 341` (against 341), `من 15 ألفا سنة 2015 إلى 61 ألفا` (from 15,000 in 2015 to 61,000).
    """
    words = text.words
    for i in range(q.first - 1, max(span.own_first, q.first - 4) - 1, -1):
        if words[i] in PAUSES:
            break
        if words[i] in _AGAINST:
            return 0, i, True
        if words[i] == _TO and previous is not None and words[previous.first - 1] == _FROM:
            return 0, i, False
    if previous is not None and not _AGAINST.isdisjoint(words[max(span.first, previous.first - 3) : previous.first]):
        return previous.first, q.first, False
    return 0, 0, False


#: Who and what is counted at an event, on its day.
_AT_EVENT = frozenset(("participant", "exhibitor", "stand", "visitor"))
_AGAINST = frozenset(fold(w) for w in ("مقابل", "عوض", "بدل", "بعدما", "وعوض", "وبدل"))
_FROM, _TO = fold("من"), fold("إلى")


def _is_resumed(text: Text, q: Quantity, d: DateSpan, span: Stretch) -> bool:
    """Whether a comma ends the words about the figure, and the date is of what goes on behind it.

    `… 36 فلاحا، نالت سنة 2016 الجائزة` (… 36 farmers, won in 2016 the prize).
    """
    commas = [i for i in range(q.end, d.first) if text.words[i] in "،,"]
    if commas and commas[-1] == d.first - 1 and text.words[d.first][0] == "و":
        return True  # … 75 ألفا، والعام الماضي …
    if not commas or _closes_sentence(text, d, span):
        return False
    return any(not _is_light(text.words[i]) for i in range(commas[-1] + 1, d.first))


def _is_light(word: str) -> bool:
    return len(word) <= 3 or word in _LEADS


#: What may lead to a date behind a comma.
_LEADS = frozenset(
    fold(w)
    for w in (
        "خلال",
        "برسم",
        "وذلك",
        "ابتداء",
        "طيلة",
        "نهاية",
        "متم",
        "الفترة",
        "للفترة",
        "بين",
        "يمتد",
        "تمتد",
        "الممتد",
        "الممتدة",
    )
)


def says(text: Text, time: str, first: int, end: int) -> bool:
    """Whether a word of the time (`حاليا`, now; `زيادة`, a rise) stands in a stretch."""
    return any(
        entry.record["time"] == time and (not entry.preposition or time == "change") and not _is_described(text, i + 1)
        for i, _, entry in text.between("time_words", first, end)
    )


def _is_described(text: Text, i: int) -> bool:
    """Whether a word with the article follows: `اليوم الثلاثاء` (today, Tuesday), `اليوم العالمي` (the World Day)."""
    return i < len(text) and text.words[i].startswith("ال") and text.words[i] != _TO


def _frame(text: Text, d: DateSpan) -> str | None:
    """What the words before a date make of it: the founding of something, or a comparison."""
    cues = text.between("date_frames", max(0, d.first - 4), d.first)
    if not cues:
        return None
    i, _, entry = cues[-1]
    between = text.words[i : d.first]
    parted = not (BREAKS.isdisjoint(between) and _FOR_YEAR.isdisjoint(between))
    held = entry.form in _HELD and not _EDITION.isdisjoint(text.words[max(0, i - 8) : i])
    return None if parted or held or text.words[i - 1] in _AT else str(entry.record["frame"])


#: Words between the founding of something and its founders.
_BY = frozenset(
    fold(w) for w in ("من", "طرف", "قبل", "لدن", "بمبادرة", "مبادرة", "مع", "على", "يد", "بعضوية", "ب", "بـ", "ل")
)
_FOR_YEAR = frozenset(fold(w) for w in ("برسم", "وبرسم"))
#: Verbs of holding: an edition that was held in a year has its numbers of that year.
_HELD = frozenset(fold(w) for w in ("نظمت", "نظم", "انعقدت", "انعقد", "عقدت", "أقيمت"))
_EDITION = frozenset(fold(w) for w in ("الدورة", "النسخة", "الطبعة"))
_AT = frozenset(fold(w) for w in ("عند", "لدى", "ساعة"))


def _near(text: Text, q: Quantity, d: DateSpan) -> bool:
    """Whether nothing but a few plain words stands between figure and date."""
    if d.first >= q.end:
        return distance(text, q.end, d.first) <= 3
    return distance(text, d.end, q.first) <= 1 or all(w in _BY for w in text.words[d.end : q.first])


def _is_set_off(text: Text, d: DateSpan) -> bool:
    """Whether a comma sets the date off from the figures before it: `… مليون درهم، خلال الفترة بين 2019 و2025`."""
    return any(text.words[i] in "،," for i in range(max(0, d.first - 4), d.first))


def _closes(text: Text, d: DateSpan, span: Stretch, dates: Sequence[DateSpan]) -> bool:
    """Whether the only date of a sentence stands at its end: `… ب2,1 مليون درهم في دعم 9 تعاونيات سنة 2024.`"""
    return _closes_sentence(text, d, span) and not any(o is not d and span.first <= o.first < span.end for o in dates)


def _closes_sentence(text: Text, d: DateSpan, span: Stretch) -> bool:
    return all(w in STOPS for w in text.words[d.end : span.end])


def _as_period(d: DateSpan, text: Text) -> Period | None:
    if d.since or _is_since(text, d):
        return Period(d.from_, None if d.from_ == d.to else d.to)
    return Period(d.from_, d.to)


def _is_since(text: Text, d: DateSpan) -> bool:
    """Whether what began then is named between `منذ` and the date: `منذ انطلاقها في ماي 2005`."""
    if d.from_ != d.to:
        return False
    for i in range(d.first - 2, max(0, d.first - 10), -1):
        if text.words[i] in PAUSES or text.words[i] in STOPS:
            return False
        if text.words[i] in _SINCE:
            return True
    return False


_SINCE = frozenset(fold(w) for w in ("منذ", "ومنذ"))


def turns_to_other_time(text: Text, line: int, end: int, around: Surroundings) -> bool:
    """Whether the paragraph has turned to another time than the years that the article sums up.

    A day on which something was said is none, nor a year that is only compared with.
    """
    same = around.period
    return any(
        line <= d.first < end
        and d.from_ is not None
        and same is not None
        and (d.from_, d.to) != (same.first, same.last)
        and (len(d.from_) < 10 or d.from_ != d.to or d.since or d.until)
        and not _is_compared(text, d)
        for d in around.dates
    )


def _is_compared(text: Text, d: DateSpan) -> bool:
    """Whether the date is only of what the number is held against: `مقابل 571 تعاونية سنة 2008`."""
    for i in range(d.first - 1, max(0, d.first - 10), -1):
        if text.words[i] in "،؛\n":
            break
        if text.words[i] in _AGAINST:
            return True
    return _frame(text, d) == "comparison"


def reported_period(
    text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], around: Surroundings
) -> Period | None:
    """The years that a balance sheet covers: the year of its title, the span of years of title or first sentence."""
    lede = text.sentence(min(around.body, len(text) - 1))[1] if len(text) else 0
    for q, figure in zip(quantities, figures, strict=True):
        if q.first >= lede:
            return None
        if (
            figure.period is not None
            and figure.status == "reported"
            and q.unit not in ATTENDANCE
            and figure.period.first
            and len(figure.period.first) == 4
            and figure.period.last is not None
            and (q.first < around.body or figure.period.first != figure.period.last)
        ):
            return figure.period if around.written is None or figure.period.last <= around.written else None
    return None
