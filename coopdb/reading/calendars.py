"""Calendar arithmetic: days, months and years as ISO text, and the Hijri calendar.

A date is written as precisely as the article writes it: `2025`, `2025-02` or `2025-07-07`.
"""

from __future__ import annotations

import calendar
import datetime as dt

#: Weekdays as the contract writes them, Monday first.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """A year, month or day as ISO text: (2005, 12, None) is `2005-12`."""
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day: the 31st of June is none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and day >= 1):
        return False
    return day <= 28 or day <= calendar.monthrange(year, month)[1]  # every month has 28 days


def first_day(date: str) -> dt.date:
    """The first day of what an ISO text names: `2005-12` starts on 2005-12-01."""
    parts = [int(p) for p in date.split("-")]
    return dt.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(date: str) -> dt.date:
    """The last day of what an ISO text names: `2005-12` ends on 2005-12-31."""
    parts = [int(p) for p in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def months_on(year: int, month: int, count: int) -> tuple[int, int]:
    """The month that lies `count` months after (before, where negative) another."""
    at = year * 12 + month - 1 + count
    return at // 12, at % 12 + 1


def hijri_to_gregorian(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a Hijri date, by the tabular calendar (the sighted one may differ by a day).

    `27 محرم 1436` (27 Muharram 1436) is 2014-11-20 here, and 21 or 20 November by sight.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 9000):
        return None
    days = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948440 - 385
    return dt.date.fromordinal(days - 1721425)
