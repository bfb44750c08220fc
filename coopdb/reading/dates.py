"""Dates of an article: days, months, years and spans of them, as the press of Morocco writes them.

Absolute ones in Moroccan, Levantine and Gulf month names, numeric ones, spans, Hijri ones beside a
Gregorian; relative ones (`أمس الاثنين`: yesterday, Monday) against the article's own date. The reader has
no clock: what the article leaves open has neither end, but its bounds and its weekday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from coopdb.lexicon import Lexicon
from coopdb.reading.calendars import WEEKDAYS, first_day, is_day, last_day
from coopdb.reading.date_settling import OPEN, Ground, Settled, settle
from coopdb.reading.date_spans import RawSpan, read_spans
from coopdb.reading.date_words import THIS, YEARS, Point
from coopdb.reading.text import Text


class Dated(Protocol):
    """Anything with a date of its own that the article names: a law."""

    date: str | None


@dataclass(slots=True)
class DateSpan:
    """A date or a span of dates; words [first, end).

    Attributes:
        from_, to: ISO texts as precise as the article (`2005`, `2005-12`, `2005-12-31`), or None both.
        basis: stated, or inferred from a weekday, a bound or the article's own date.
        not_before, not_after: the bounds of what stays open.
        weekday: the weekday that the text gives, in English.
        since: it begins something that runs on (`منذ سنة 2005`).
        until: it ends something (`إلى غاية 31 دجنبر`).
        horizon: it is aimed at (`في أفق 2030`).
        part: start, middle or end, where the text says so (`متم`: end).
        relative: it is told from the article's own date.
        deictic: `هذه السنة` (this year): the time of the article, no date that it gives.
    """

    first: int
    end: int
    from_: str | None
    to: str | None
    basis: str = "stated"
    not_before: str | None = None
    not_after: str | None = None
    weekday: str | None = None
    since: bool = False
    until: bool = False
    horizon: bool = False
    part: str | None = None
    relative: bool = False
    deictic: bool = False


def read_dates(
    text: Text, lexicon: Lexicon, published_on: dt.date | None = None, laws: Iterable[Dated] = ()
) -> list[DateSpan]:
    """All dates of a scanned text, in order.

    Args:
        text: the article, scanned by the vocabulary.
        lexicon: for its `as_of` date and the dates of programmes.
        published_on: the article's own date, where it is known.
        laws: what the article cites, with their dates: no younger article names an older latest thing.

    Example: `يوم أمس الاثنين 07 يوليوز الجاري` (yesterday, Monday 7 July of this year) beside law 112.12
    of 2014 is 2025-07-07: the only year since then in which that day was a Monday.
    """
    spans = read_spans(text)
    if published_on is not None and published_on.year not in YEARS:
        published_on = None  # no press had a date so far off: it is a page's placeholder
    as_of = first_day(str(next((r["value"] for r in lexicon["lexicon"] if r["id"] == "as_of"), "9999-12-31")))
    ground = Ground(published_on, _latest(text, spans, laws, as_of), as_of, _full(spans), _years(spans))
    settled = []
    for raw in spans:
        span = _settled(raw, ground, text)
        if span.to is not None and len(span.to) == 10 and span.basis == "inferred":
            # a day that its weekday settled carries those beside it
            ground.full.append((raw.first.first, *map(int, span.to.split("-"))))  # type: ignore[arg-type]
            ground.full.sort()
        settled.append(span)
    return settled


def covered(spans: Sequence[DateSpan], text: Text) -> bytearray:
    """For each word 1 where a date stands on it: its digits are no figure."""
    taken = bytearray(len(text))
    for span in spans:
        taken[span.first : span.end] = b"\1" * (span.end - span.first)
    return taken


def _latest(text: Text, spans: list[RawSpan], laws: Iterable[Dated], as_of: dt.date) -> dt.date | None:
    """The latest dated thing that the article names, aims and what lies after `as_of` left out."""
    days: list[str] = []  # as ISO texts, which sort as their first days do
    for raw in spans:
        if "horizon" in raw.before or raw.first.year is None or raw.first.calendar != "gregorian":
            continue
        for point in (raw.first, raw.last):
            if point is not None and point.year is not None and (day := settle(point, _NO_GROUND).first):
                days.append(day)
    days.extend(law.date for law in laws if law.date)
    for _, entry in text.phrases.get("programmes", {}).values():
        if entry.record.get("from"):
            days.append(str(entry.record["from"]))
    last = as_of.isoformat()
    latest = max((day for day in days if day <= last), default=None)
    return None if latest is None else first_day(latest)


_NO_GROUND = Ground(None, None, dt.date.max, [], [])


def _years(spans: list[RawSpan]) -> list[tuple[int, int]]:
    named = [
        (p.first, p.year, p.precision) for raw in spans for p in (raw.first, raw.last)
        if p is not None and p.year and p.calendar == "gregorian" and p.shift is None
    ]  # fmt: skip
    return [(first, year) for first, year, precision in named if precision == 1] or [n[:2] for n in named]


def _full(spans: list[RawSpan]) -> list[tuple[int, int, int, int]]:
    return [
        (p.first, p.year, p.month, p.day)
        for raw in spans for p in (raw.first, raw.last)
        if p is not None and p.year and p.month and p.day and p.calendar == "gregorian" and p.shift is None
        and is_day(p.year, p.month, p.day)
    ]  # fmt: skip


def _in_named_year(point: Point, ground: Ground, text: Text) -> Settled:
    """`برسم سنة 2011، وذلك يوم الأربعاء 29 يونيو`: its sentence's year, if the weekday fits."""
    start, _ = text.sentence(point.first)
    for first, year in reversed(ground.years):
        if start <= first < point.first and is_day(year, point.month or 1, point.day or 1):
            day = dt.date(year, point.month or 1, point.day or 1)
            return Settled(day.isoformat(), day.isoformat(), True) if day.weekday() == point.weekday else OPEN
    return OPEN


def _settled(raw: RawSpan, ground: Ground, text: Text) -> DateSpan:
    first = settle(raw.first, ground)
    if first.first is None and raw.first.weekday is not None and raw.first.month is not None:
        first = _in_named_year(raw.first, ground, text)
    last = first if raw.last is None else settle(raw.last, ground)
    if first.first is None or last.last is None or first.first > last.last:
        first, last = (first, first) if raw.last is not None and first.first and last.last is None else (OPEN, OPEN)
    span = DateSpan(raw.first.first, raw.end, first.first, last.last)
    if raw.last is not None and raw.last.part == "end" and raw.first.day and raw.last.precision == 2 and span.to:
        span.to = last_day(span.to).isoformat()  # بين فاتح يناير ومتم مارس
    span.basis = "inferred" if first.inferred or last.inferred else "stated"
    weekday = raw.first.weekday
    span.weekday = None if weekday is None else WEEKDAYS[weekday]
    span.part = (raw.last or raw.first).part
    span.since, span.until = "since" in raw.before, "until" in raw.before
    span.horizon = "horizon" in raw.before
    span.relative = raw.first.days is not None or raw.first.shift is not None or raw.first.year is None
    span.deictic = raw.last is None and text.words[raw.first.first] in THIS
    if span.from_ is None:
        span.not_before = None if ground.latest is None else ground.latest.isoformat()
        if ground.published_on is not None and (raw.first.shift or 0) <= 0 and (raw.first.days or 0) <= 0:
            span.not_after = ground.published_on.isoformat()
    return span


__all__ = ["DateSpan", "Settled", "covered", "read_dates"]
