"""Reading an article whole: each reader once, in the order in which they build on each other."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from coopdb.lexicon import Lexicon, load_lexicon
from coopdb.reading.dates import DateSpan, covered, read_dates
from coopdb.reading.extraction import (
    Article,
    DateMention,
    Extraction,
    PlaceMention,
    Unread,
)
from coopdb.reading.figures import Surroundings, read_figures
from coopdb.reading.places import Place, read_places
from coopdb.reading.quantities import read_quantities
from coopdb.reading.text import Text
from coopdb.reading.words import vocabulary_of


def read(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    published_on: dt.date | str | None = None,
    lexicon: Lexicon | None = None,
) -> Extraction:
    """Everything that an article says.

    Args:
        text: the article as it was given; offsets of the result index it.
        title, publisher, published_on: what is known beside the text; what the text itself says fills the rest.
        lexicon: what to know beforehand; the package's own by default.

    Example:
        >>> read("استفادت 85 تعاونية من دعم قدره 20,86 مليون درهم.").figures[1].value  # 85 cooperatives got 20.86 M
        '20860000'
    """
    lexicon = lexicon or load_lexicon()
    scanned = Text(text)
    vocabulary_of(lexicon).scan(scanned)
    if isinstance(published_on, str):
        published_on = dt.date.fromisoformat(published_on[:10])
    extraction = Extraction(
        Article(
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            title=title,
            publisher=publisher,
            published_on=published_on.isoformat() if published_on else None,
        )
    )
    dates = read_dates(scanned, lexicon, published_on)
    places = read_places(scanned, lexicon, published_on)
    quantities, aside = read_quantities(scanned, _taken(scanned, dates))
    around = Surroundings(dates=dates, places=places, home=_home(scanned, places))
    extraction.figures = read_figures(scanned, quantities, around)
    extraction.dates = [_date(scanned, d) for d in dates]
    extraction.places = [_place(scanned, p) for p in places]
    for number in aside:
        start, end = scanned.raw_span(number.first, number.end)
        item = Unread(text[start:end], start, end, number.reason)
        (extraction.not_figures if number.known else extraction.unread).append(item)
    return extraction


def _taken(text: Text, dates: Sequence[DateSpan]) -> bytearray:
    """The words whose numbers are spoken for: dates, furniture."""
    taken = covered(dates, text)
    for i, skipped in enumerate(text.skipped):
        if skipped:
            taken[i] = 1
    return taken


def _home(text: Text, places: Sequence[Place]) -> tuple[str | None, str | None]:
    """The place that the article is about: the one all others lie in, else the one it names most, else the country."""
    codes = [p for p in places if p.code is not None and p.code.startswith("MA-") and not text.skipped[p.first]]
    if not codes:
        return ("MA", None)
    counts: dict[str, float] = {}
    for k, p in enumerate(codes):
        counts[p.code or ""] = counts.get(p.code or "", 0) + 1 + (1.0 if k == 0 else 0)
    best = max(counts, key=lambda c: counts[c])
    if counts[best] * 2 >= sum(counts.values()):
        return (best, None)
    return ("MA", None)


def _date(text: Text, d: DateSpan) -> DateMention:
    start, end = text.raw_span(d.first, d.end)
    return DateMention(
        text.raw[start:end], start, end, text.raw_sentence(d.first), "dates.span" if d.from_ != d.to else "dates.point",
        d.from_, d.to, d.basis, d.not_before, d.not_after, d.weekday,
    )  # fmt: skip


def _place(text: Text, p: Place) -> PlaceMention:
    start, end = text.raw_span(p.first, p.end)
    if p.joined:
        start = text.raw_offset(text.spans[p.first][0] + p.joined)
    return PlaceMention(
        text.raw[start:end], start, end, text.raw_sentence(p.first), f"places.{p.level}", p.code, p.commune, list(p.candidates)
    )
