"""Calendar arithmetic of everyday dates: weeks of a month, n-th weekdays, feasts."""

from __future__ import annotations

import calendar
import datetime as dt

from coopdb.lexicon import Record
from coopdb.reading.calendars import hijri_to_gregorian, is_day, months_on


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of a day's week."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def last_of_month(year: int, month: int) -> dt.date:
    """A month's last day."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    """A month's first and last day."""
    return dt.date(year, month, 1), last_of_month(year, month)


def year_span(year: int) -> tuple[dt.date, dt.date]:
    """A year's first and last day."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def add_units(day: dt.date, count: int, unit: str) -> dt.date:
    """The day so many days, weeks, months or years on; the 31st becomes a shorter month's last."""
    if unit in ("day", "week"):
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = months_on(day.year, day.month, months)
    return dt.date(year, month, min(day.day, last_of_month(year, month).day))


def nth_weekday(year: int, month: int, weekday: int, place: int) -> dt.date | None:
    """The n-th such weekday of a month; -1 is the last."""
    if place < 0:
        last = last_of_month(year, month)
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    day = first.day + (weekday - first.weekday()) % 7 + 7 * (place - 1)
    return dt.date(year, month, day) if is_day(year, month, day) else None


def nth_week(year: int, month: int, place: int) -> tuple[dt.date, dt.date] | None:
    """The n-th week that begins in a month; -1 is the last one of which most lies in it."""
    if place > 0:
        monday = nth_weekday(year, month, 0, place)
        return None if monday is None else week_of(monday)
    thursday = nth_weekday(year, month, 3, -1)
    return None if thursday is None else week_of(thursday)


def feast_day(feast: Record, year: int) -> dt.date | None:
    """The day of a feast in a year, by its calendar."""
    if "easter" in feast:
        return _easter(year) + dt.timedelta(days=int(feast["easter"]))
    if feast.get("calendar") != "hijri":
        return dt.date(year, int(feast["month"]), int(feast["day"]))
    about = int((year - 622) * 33 / 32)
    for hijri in (about - 1, about, about + 1, about + 2):
        day = hijri_to_gregorian(hijri, int(feast["month"]), int(feast["day"]))
        if day is not None and day.year == year:
            return day
    return None


def _easter(year: int) -> dt.date:
    """Western Easter Sunday (the Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)
