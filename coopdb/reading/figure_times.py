"""The span of time that a figure covers, from its sentence or from the years that the article sums up.

`خلال الفترة ما بين 2022 و2024` (between 2022 and 2024) governs the figures after it; the day of an event covers none.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.dates import DateSpan
from coopdb.reading.extraction import Figure, Period
from coopdb.reading.surroundings import PAUSES, STOPS, Stretch, Surroundings, distance
from coopdb.reading.text import Text
from coopdb.reading.units import Quantity

#: Units whose number is of an event, not of a programme or a year.
ATTENDANCE = frozenset(("participant", "exhibitor", "stand", "visitor", "session"))


def period_of(text: Text, q: Quantity, span: Stretch, dates: Sequence[DateSpan]) -> Period | None:
    """The span of time that the figure's sentence gives it."""
    if q.kind == "duration":
        return None
    best: DateSpan | None = None
    best_cost = 999.0
    now = says(text, "now", span.own_first, q.first)
    changes = q.kind == "percent" and says(text, "change", max(span.own_first, q.first - 6), q.first)
    for d in dates:
        if d.from_ is None or d.end <= span.first or d.first >= span.end:
            continue
        if len(d.from_) > 7 and not (d.since or d.until or d.part) and d.from_ == d.to:
            continue  # the day of an event is not the time that a figure covers
        own = span.own_first <= d.first < span.own_end
        after = d.first >= q.end
        frame = _frame(text, d)
        if (frame == "comparison" and after) or (frame == "founding" and not d.since and not _near(text, q, d)):
            continue
        cost = distance(text, q.end, d.first) if after else distance(text, d.end, q.first) + 0.5
        if changes and best is not None and own is False and (d.from_ or "") <= (best.from_ or ""):
            continue  # a change is of the later time
        if not own:
            if now:
                continue
            if (
                d.end > span.opening
                and not _is_set_off(text, d)
                and not (span.own_end - q.end <= 3 and _closes(text, d, span, dates))
            ):
                continue  # it stands among other figures, and is theirs
            cost += 30 if after else 15
        if cost < best_cost:
            best, best_cost = d, cost
    return None if best is None else _as_period(best)


def says(text: Text, time: str, first: int, end: int) -> bool:
    """Whether a word of the time (`حاليا`, now; `زيادة`, a rise) stands in a stretch."""
    return any(
        entry.record["time"] == time and not entry.preposition and not _is_described(text, i + 1)
        for i, _, entry in text.between("time_words", first, end)
    )


def _is_described(text: Text, i: int) -> bool:
    """Whether a word with the article follows: `اليوم الثلاثاء` (today, Tuesday), `اليوم العالمي` (the World Day)."""
    return i < len(text) and text.words[i].startswith("ال")


def _frame(text: Text, d: DateSpan) -> str | None:
    """What the words before a date make of it: the founding of something, or a comparison."""
    cues = text.between("date_frames", max(0, d.first - 4), d.first)
    if not cues:
        return None
    i, _, entry = cues[-1]
    parted = any(w in STOPS or w in PAUSES for w in text.words[i : d.first])
    return None if parted else str(entry.record["frame"])


def _near(text: Text, q: Quantity, d: DateSpan) -> bool:
    """Whether nothing but a few plain words stands between figure and date."""
    return distance(text, q.end, d.first) <= 3 if d.first >= q.end else distance(text, d.end, q.first) <= 1


def _is_set_off(text: Text, d: DateSpan) -> bool:
    """Whether a comma sets the date off from the figures before it: `… مليون درهم، خلال الفترة بين 2019 و2025`."""
    return any(text.words[i] in "،," for i in range(max(0, d.first - 4), d.first))


def _closes(text: Text, d: DateSpan, span: Stretch, dates: Sequence[DateSpan]) -> bool:
    """Whether the only date of a sentence stands at its end: `… ب2,1 مليون درهم في دعم 9 تعاونيات سنة 2024.`"""
    if any(w not in STOPS for w in text.words[d.end : span.end]):
        return False
    return not any(o is not d and span.first <= o.first < span.end for o in dates)


def _as_period(d: DateSpan) -> Period | None:
    if d.since:
        return Period(d.from_, None if d.from_ == d.to else d.to)
    return Period(d.from_, d.to)


def turns_to_other_time(line: int, end: int, around: Surroundings) -> bool:
    """Whether the paragraph has turned to another time than the years that the article sums up."""
    same = around.period
    return any(
        line <= d.first < end
        and d.from_ is not None
        and same is not None
        and (d.from_, d.to) != (same.first, same.last)
        for d in around.dates
    )


def reported_period(
    text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], around: Surroundings
) -> Period | None:
    """The years that a balance sheet covers: those that its title or its first sentence gives a figure."""
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
        ):
            return figure.period if around.written is None or figure.period.last <= around.written else None
    return None
