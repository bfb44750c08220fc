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
    LegalReference,
    PlaceMention,
    Unread,
)
from coopdb.reading.figures import Surroundings, read_figures
from coopdb.reading.laws import Law, read_laws
from coopdb.reading.layout import read_layout
from coopdb.reading.names import Institution, read_institutions
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
    layout = read_layout(scanned)
    published_on = published_on or layout.published_on
    laws = read_laws(scanned, lexicon)
    dates = [d for d in read_dates(scanned, lexicon, published_on, laws) if not scanned.skipped[d.first]]
    places = [p for p in read_places(scanned, lexicon, published_on) if not scanned.skipped[p.first]]
    taken = _taken(scanned, dates, laws)
    quantities, aside = read_quantities(scanned, taken)
    bylines = bytearray(len(scanned))
    for first, end in layout.bylines:
        bylines[first:end] = b"\1" * (end - first)
    inside = [p for p in places if not bylines[p.first]]
    institutions = read_institutions(scanned, places, lexicon)
    around = Surroundings(institutions=institutions, dates=dates, places=inside, home=_home(scanned, inside, layout.body), body=layout.body)
    extraction.figures = read_figures(scanned, quantities, around)
    extraction.legal_references = [_law(scanned, law) for law in laws if not scanned.skipped[law.first]]
    extraction.dates = [_date(scanned, d) for d in dates]
    extraction.places = [_place(scanned, p) for p in places]
    for number in aside:
        start, end = scanned.raw_span(number.first, number.end)
        item = Unread(text[start:end], start, end, number.reason)
        (extraction.not_figures if number.known else extraction.unread).append(item)
    return extraction


def _taken(text: Text, dates: Sequence[DateSpan], laws: Sequence[Law]) -> bytearray:
    """The words whose numbers are spoken for: dates, laws, furniture."""
    taken = covered(dates, text)
    for law in laws:
        for i in law.numbers:
            taken[i] = 1
    for i, skipped in enumerate(text.skipped):
        if skipped:
            taken[i] = 1
    return taken


def _home(text: Text, places: Sequence[Place], body: int) -> tuple[str | None, str | None]:
    """The place that the article is about: the one that title and lede name and the rest returns to, else the country."""
    counts: dict[str, float] = {}
    opening: set[str] = set()
    lede = body + 80
    for p in places:
        if p.code is None or not p.code.startswith("MA-"):
            continue
        counts[p.code] = counts.get(p.code, 0.0) + (3.0 if p.first < body else 2.0 if p.first < lede else 1.0)
        if p.first < lede:
            opening.add(p.code)
    if not opening:
        return ("MA", None)
    best = max(sorted(opening), key=lambda c: counts[c])
    return (best, None) if counts[best] >= _HOME_SHARE * sum(counts.values()) else ("MA", None)


#: What share of an article's mentions of places its home has.
_HOME_SHARE = 0.35


def _date(text: Text, d: DateSpan) -> DateMention:
    start, end = text.raw_span(d.first, d.end)
    return DateMention(
        text.raw[start:end], start, end, text.raw_sentence(d.first), "dates.span" if d.from_ != d.to else "dates.point",
        d.from_, d.to, d.basis, d.not_before, d.not_after, d.weekday,
    )  # fmt: skip


def _law(text: Text, law: Law) -> LegalReference:
    start, end = text.raw_span(law.first, law.end)
    if law.joined:
        start = text.raw_offset(text.spans[law.first][0] + law.joined)
    return LegalReference(
        text.raw[start:end], start, end, text.raw_sentence(law.first), "laws." + ("number" if law.number else "name"),
        law.kind, law.number, law.date, law.subject, law.state, law.replaces, law.replaced_by, law.implements,
    )  # fmt: skip


def _place(text: Text, p: Place) -> PlaceMention:
    start, end = text.raw_span(p.first, p.end)
    if p.joined:
        start = text.raw_offset(text.spans[p.first][0] + p.joined)
    return PlaceMention(
        text.raw[start:end], start, end, text.raw_sentence(p.first), f"places.{p.level}", p.code, p.commune, list(p.candidates)
    )
