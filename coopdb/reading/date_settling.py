"""What an unsettled point of time comes to: the year of `07 يوليوز الجاري`, the day of `أمس الاثنين`.

Three things settle it, in this order: the article's own date; a full date beside it; the weekday, where
exactly one year fits between the latest dated thing that the article names and the lexicon's own date.
What none of them settles stays open, with the bounds and the weekday that the text gives.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from coopdb.reading.calendars import hijri_to_gregorian, is_day, iso, months_on
from coopdb.reading.date_words import Point

_WEEK = dt.timedelta(days=7)
#: Days that a date without a year may lie away from the full date beside it, to share its year.
_BESIDE = 100


class Ground(NamedTuple):
    """What dates of one article are settled against.

    Attributes:
        published_on: the article's own date, or None.
        latest: the latest dated thing that it names: nothing in it happened before, as far as is known.
        as_of: the lexicon's own date, after which no article lies.
        full: full dates of the article by their first word: (first word, year, month, day).
        years: years that the article names, by their first word.
    """

    published_on: dt.date | None
    latest: dt.date | None
    as_of: dt.date
    full: list[tuple[int, int, int, int]]
    years: list[tuple[int, int]]


class Settled(NamedTuple):
    """First and last ISO text, and whether it was inferred; all None where it stays open."""

    first: str | None
    last: str | None
    inferred: bool


OPEN = Settled(None, None, True)


def settle(point: Point, ground: Ground) -> Settled:
    """The ISO span that a point comes to, or `OPEN`."""
    if point.calendar == "hijri":
        return _hijri(point)
    if point.anchor is not None:
        return _from_mentioned(point, ground)
    if point.year is not None and point.shift is None:
        return _stated(point, point.year, inferred=False)
    if point.month is not None and point.day is not None:
        return _day_without_year(point, ground)
    if point.nth is not None:
        return OPEN
    if point.month is not None:
        return _month_without_year(point, ground)
    if point.day is not None:
        return _day_of_running_month(point, ground)
    if point.weekday is not None or point.days is not None:
        return _near_day(point, ground)
    if point.unit is not None and point.shift is not None:
        return _shifted_unit(point, ground)
    return OPEN


def _from_mentioned(point: Point, ground: Ground) -> Settled:
    """`السنة نفسها`, `السنة التي قبلها`, `يناير من السنة ذاتها`: counted from the year named last."""
    before = [year for first, year in ground.years if first < point.first]
    if not before or point.unit not in ("year", "named") or (point.unit == "named" and point.month is None):
        return OPEN
    return _stated(point, before[-1] + (point.shift or 0), inferred=True)


def _stated(point: Point, year: int, inferred: bool) -> Settled:
    if point.months is not None:
        return Settled(iso(year, 1), iso(year, point.months), inferred)
    if point.half is not None:
        return Settled(iso(year, 6 * point.half - 5), iso(year, 6 * point.half), inferred)
    if point.quarter is not None:
        return Settled(iso(year, 3 * point.quarter - 2), iso(year, 3 * point.quarter), inferred)
    if point.nth is not None and point.month is not None:
        first = dt.date(year, point.month, 1)
        day = first + dt.timedelta(days=((point.weekday or 0) - first.weekday()) % 7 + 7 * (point.nth - 1))
        return Settled(day.isoformat(), day.isoformat(), True) if day.month == point.month else OPEN
    if point.month is not None and point.day is not None and not is_day(year, point.month, point.day):
        return OPEN
    date = iso(year, point.month, point.day)
    return Settled(date, date, inferred)


def _hijri(point: Point) -> Settled:
    if point.year is None or point.month is None:
        return OPEN
    first = hijri_to_gregorian(point.year, point.month, point.day or 1)
    if first is None:
        return OPEN
    if point.day is not None:
        return Settled(first.isoformat(), first.isoformat(), True)
    last = hijri_to_gregorian(point.year, point.month, 29)
    return OPEN if last is None else Settled(first.isoformat()[:7], last.isoformat()[:7], True)


def _day_without_year(point: Point, ground: Ground) -> Settled:
    month, day = point.month or 1, point.day or 1
    reference = ground.published_on
    if reference is not None:
        if point.unit == "year" and point.shift is not None:
            return _stated(point, reference.year + point.shift, inferred=True)
        days = [dt.date(y, month, day) for y in range(reference.year - 1, reference.year + 2) if is_day(y, month, day)]
        if point.shift == 0:
            days = [d for d in days if abs((d - reference).days) <= 62] or days
        elif point.shift is not None:
            days = [d for d in days if (d - reference).days * point.shift >= 0] or days
        fitting = [d for d in days if point.weekday is None or d.weekday() == point.weekday]
        if not fitting:
            return OPEN
        best = min(fitting, key=lambda d: abs((d - reference).days))
        return Settled(best.isoformat(), best.isoformat(), True)
    beside = _beside(point, ground, month, day)
    if beside is not None:
        return Settled(beside.isoformat(), beside.isoformat(), True)
    if point.weekday is None or ground.latest is None:
        return OPEN
    years = [
        d for y in range(ground.latest.year, ground.as_of.year + 1)
        if is_day(y, month, day) and (d := dt.date(y, month, day)).weekday() == point.weekday
        and ground.latest <= d <= ground.as_of
    ]  # fmt: skip
    return Settled(years[0].isoformat(), years[0].isoformat(), True) if len(years) == 1 else OPEN


def _beside(point: Point, ground: Ground, month: int, day: int) -> dt.date | None:
    """The day in the year of the nearest full date, where the two lie close together."""
    before = [f for f in ground.full if f[0] < point.first]
    after = [f for f in ground.full if f[0] > point.first]
    if before:
        _, year, other_month, other_day = before[-1]
    elif after and (point.weekday is not None or (point.shift == 0 and after[0][2] == month)):
        _, year, other_month, other_day = after[0]
    else:
        return None
    anchor = dt.date(year, other_month, other_day)
    days = [dt.date(y, month, day) for y in (year - 1, year, year + 1) if is_day(y, month, day)]
    days = [
        d for d in days if abs((d - anchor).days) <= _BESIDE and (point.weekday is None or d.weekday() == point.weekday)
    ]
    return days[0] if len(days) == 1 else None


def _month_without_year(point: Point, ground: Ground) -> Settled:
    """A month with الماضي, المقبل or الجاري; a month alone may be any year's."""
    month, reference = point.month or 1, ground.published_on
    if point.shift is None or reference is None:
        return OPEN
    if point.unit == "year":
        year = reference.year + point.shift
    elif point.shift < 0:
        year = reference.year if month < reference.month else reference.year - 1
    elif point.shift > 0:
        year = reference.year if month > reference.month else reference.year + 1
    else:
        year = reference.year
    return _stated(point, year, inferred=True)


def _day_of_running_month(point: Point, ground: Ground) -> Settled:
    if point.shift is None:
        return OPEN
    reference = ground.published_on
    if reference is None:
        before = [f for f in ground.full if f[0] < point.first]
        if not before or point.shift != 0:
            return OPEN
        year, month = before[-1][1], before[-1][2]
    else:
        year, month = months_on(reference.year, reference.month, point.shift)
    if not is_day(year, month, point.day or 1):
        return OPEN
    date = iso(year, month, point.day)
    return Settled(date, date, True)


def _near_day(point: Point, ground: Ground) -> Settled:
    """أمس, اليوم الثلاثاء, الأربعاء الماضي: a day counted from the article's own date."""
    reference = ground.published_on
    if reference is None:
        return OPEN
    if point.days is not None:
        day = reference + dt.timedelta(days=point.days)
        if point.weekday is not None and day.weekday() != point.weekday:
            # a dispatch is often printed a day after it was written
            day -= dt.timedelta(days=(day.weekday() - point.weekday) % 7)
    else:
        behind = (reference.weekday() - (point.weekday or 0)) % 7
        if point.shift is not None and point.shift > 0:
            day = reference + dt.timedelta(days=7 - behind)
        else:
            day = reference - dt.timedelta(days=behind or (7 if point.shift else 0))
    return Settled(day.isoformat(), day.isoformat(), True)


def _shifted_unit(point: Point, ground: Ground) -> Settled:
    reference, shift = ground.published_on, point.shift or 0
    if reference is None or point.unit == "season":
        return OPEN
    if point.unit == "year":
        return _stated(point, reference.year + shift, inferred=True)
    if point.unit == "month":
        year, month = months_on(reference.year, reference.month, shift)
        return Settled(iso(year, month), iso(year, month), True)
    if point.unit in ("week", "weekend"):
        monday = reference - dt.timedelta(days=reference.weekday()) + shift * _WEEK
        if point.unit == "weekend":
            monday += dt.timedelta(days=5)
            return Settled(monday.isoformat(), (monday + dt.timedelta(days=1)).isoformat(), True)
        return Settled(monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat(), True)
    return OPEN
