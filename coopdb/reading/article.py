"""Reading an article whole: each reader once, in the order in which they build on each other."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Protocol, TypeVar

from coopdb.lexicon import Lexicon, load_lexicon
from coopdb.reading.attribution import attribute, tie_events
from coopdb.reading.clauses import clause_starts
from coopdb.reading.cooperatives import read_cooperatives
from coopdb.reading.dates import DateSpan, covered, read_dates
from coopdb.reading.event import Event as ReadEvent
from coopdb.reading.events import read_events
from coopdb.reading.extraction import (
    Article,
    CooperativeMention,
    DateMention,
    Event,
    EventItem,
    Extraction,
    InstitutionMention,
    LegalReference,
    Person,
    PlaceMention,
    ProgrammeMention,
    Unread,
)
from coopdb.reading.figures import read_figures
from coopdb.reading.home import (
    TIED,
    former_regions_of,
    home_of,
    is_dateline,
    main_programme,
    regions_of,
    venue_of,
    whole_programme,
)
from coopdb.reading.laws import Law, read_laws
from coopdb.reading.layout import read_layout
from coopdb.reading.names import read_institutions
from coopdb.reading.people import read_people
from coopdb.reading.place_topics import topics_of
from coopdb.reading.places import Place, read_places
from coopdb.reading.programmes import read_programmes
from coopdb.reading.quantities import read_quantities
from coopdb.reading.signature import signature_of
from coopdb.reading.surroundings import Surroundings
from coopdb.reading.text import Text
from coopdb.reading.words import vocabulary_of


def read(
    text: str,
    *,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published_on: dt.date | str | None = None,
    lexicon: Lexicon | None = None,
) -> Extraction:
    """Everything that an article says.

    Args:
        text: the article as it was given; offsets of the result index it.
        title, publisher, author, published_on: what is known beside the text; what the text itself says fills the rest.
        lexicon: what to know beforehand; the package's own by default.

    Example:
        >>> read("استفادت 85 تعاونية من دعم قدره 20,86 مليون درهم.").figures[1].value  # 85 cooperatives got 20.86 M
        '20860000'
    """
    lexicon = lexicon or load_lexicon()
    scanned = Text(text)
    vocabulary_of(lexicon).scan(scanned)
    layout = read_layout(scanned)
    given = dt.date.fromisoformat(published_on[:10]) if isinstance(published_on, str) else published_on
    published = given or layout.published_on
    extraction = Extraction(
        Article(
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            title=title or (_line(scanned.quote(*layout.title)) if layout.title else None),
            publisher=publisher or layout.publisher,
            author=author or layout.author,
            published_on=published.isoformat() if published else None,
            signature=signature_of(scanned),
            furniture=[scanned.raw_span(*span) for span in layout.furniture],
        )
    )
    laws = read_laws(scanned, lexicon)
    dates = _kept(scanned, read_dates(scanned, lexicon, published, laws))
    places = _kept(scanned, read_places(scanned, lexicon, published))
    taken = _taken(scanned, dates, laws, layout.furniture)
    quantities, aside = read_quantities(scanned, taken)
    bylines = bytearray(len(scanned))
    for first, end in layout.bylines:
        bylines[first:end] = b"\1" * (end - first)
    inside = [p for p in places if not bylines[p.first] and not is_dateline(scanned, p, layout.body)]
    institutions = _kept(scanned, read_institutions(scanned, places, lexicon))
    programmes = _kept(scanned, read_programmes(scanned, lexicon, institutions, places))
    cooperatives = _kept(scanned, read_cooperatives(scanned, places))
    people = _kept(
        scanned, read_people(scanned, institutions, places, cooperatives, bylines=layout.bylines, lexicon=lexicon)
    )
    named = {i for p in people for i in range(p.first + 1, p.end)}
    places = [p for p in places if p.first not in named or p.preposition]  # خدوج أيت باها is a woman
    inside = [p for p in inside if p.first not in named or p.preposition]
    regions = regions_of(lexicon)
    tied = [whole_programme(p) for p in programmes if p.kind in TIED]
    around = Surroundings(
        dates=dates,
        places=inside,
        programmes=tied,
        institutions=institutions,
        main_programme=main_programme(layout, tied),
        home=home_of(scanned, inside, institutions, layout.body, regions, former_regions_of(lexicon)),
        venue=venue_of(scanned, inside, layout.body),
        body=layout.body,
        regions=regions,
        clauses=clause_starts(scanned),
        topics=topics_of(scanned, inside, cooperatives, institutions, layout.body),
        written=str(published.year) if published else None,
    )
    extraction.figures = read_figures(scanned, quantities, around)
    events = read_events(
        scanned,
        lexicon,
        dates,
        places,
        institutions,
        people,
        title=layout.title,
        body=layout.body,
        bylines=layout.bylines,
        cooperatives=cooperatives,
    )
    extraction.events = [_event(scanned, e) for e in events]
    attribute(scanned, quantities, extraction.figures, people, institutions)
    tie_events(scanned, quantities, extraction.figures, events)
    extraction.institutions = [
        InstitutionMention(*_where(scanned, i), i.id, i.name, i.parent, i.kind, i.place, i.known) for i in institutions
    ]
    extraction.programmes = [
        ProgrammeMention(*_where(scanned, p), p.id, p.name, p.kind, p.parent, p.owner, p.purpose, p.known)
        for p in programmes
    ]
    extraction.cooperatives = [
        CooperativeMention(*_where(scanned, c), c.name, c.kind, c.trade, c.place, c.commune) for c in cooperatives
    ]
    extraction.people = [
        Person(*_where(scanned, p), p.name, p.position, p.institution, p.speaks, p.role) for p in people
    ]
    extraction.legal_references = [_law(scanned, law) for law in _kept(scanned, laws)]
    extraction.dates = [_date(scanned, d) for d in dates if not d.deictic]
    extraction.places = [_place(scanned, p) for p in places]
    for number in aside:
        start, end = scanned.raw_span(number.first, number.end)
        item = Unread(text[start:end], start, end, number.reason)
        (extraction.not_figures if number.known else extraction.unread).append(item)
    return extraction


def _line(text: str) -> str:
    return " ".join(text.split())


class _Mention(Protocol):
    first: int
    end: int
    joined: int
    rule: str


_Any = TypeVar("_Any", bound="_Spanned")


class _Spanned(Protocol):
    first: int


def _kept(text: Text, items: Sequence[_Any]) -> list[_Any]:
    """The items that stand in the article, not in its furniture."""
    return [item for item in items if not text.skipped[item.first]]


def _where(text: Text, mention: _Mention) -> tuple[str, int, int, tuple[int, int], str]:
    """What every mention begins with: its text without joined letters, its span, its sentence, its rule."""
    return *_slice(text, mention.first, mention.end, mention.joined), mention.rule


def _slice(text: Text, first: int, end: int, joined: int) -> tuple[str, int, int, tuple[int, int]]:
    """The words [first, end) without the letters joined before them: text, start, end, sentence."""
    start, stop = text.raw_span(first, end)
    if joined:
        start = text.behind(first, joined)
    return text.raw[start:stop], start, stop, text.raw_sentence(first)


def _taken(
    text: Text, dates: Sequence[DateSpan], laws: Sequence[Law], furniture: Sequence[tuple[int, int]]
) -> bytearray:
    """The words whose numbers are spoken for: dates, laws, furniture."""
    taken = covered(dates, text)
    for first, end in furniture:
        taken[first:end] = b"\1" * (end - first)
    for law in laws:
        for i in law.numbers:
            taken[i] = 1
    return taken


def _date(text: Text, d: DateSpan) -> DateMention:
    start, end = text.raw_span(d.first, d.end)
    return DateMention(
        text.raw[start:end],
        start,
        end,
        text.raw_sentence(d.first),
        "dates.span" if d.from_ != d.to else "dates.point",
        d.from_,
        d.to,
        d.basis,
        d.not_before,
        d.not_after,
        d.weekday,
    )


def _law(text: Text, law: Law) -> LegalReference:
    quote, start, end, sentence = _slice(text, law.first, law.end, law.joined)
    return LegalReference(
        quote,
        start,
        end,
        sentence,
        "laws." + ("number" if law.number else "name"),
        law.kind,
        law.number,
        law.date,
        law.subject,
        law.state,
        law.replaces,
        law.replaced_by,
        law.implements,
    )


def _event(text: Text, e: ReadEvent) -> Event:
    start, end = text.raw_span(e.first, e.end)
    items = [EventItem(i.kind, text.quote(i.first, i.end), *text.raw_span(i.first, i.end)) for i in e.items]
    return Event(
        standing=e.standing,
        type=e.type,
        title=e.title,
        first=e.from_,
        last=e.to,
        place=e.place,
        commune=e.commune,
        venue=e.venue,
        edition=e.edition,
        duration_days=e.duration_days,
        date_basis=e.date_basis,
        not_before=e.not_before,
        not_after=e.not_after,
        weekday=e.weekday,
        announced=e.announced,
        organizers=list(e.organizers),
        partners=list(e.partners),
        patronage=list(e.patronage),
        participants=list(e.participants),
        people=list(e.people),
        occasion=e.occasion,
        slogan=e.slogan,
        items=items,
        start=start,
        end=end,
        sentence=text.raw_sentence(e.first),
        rule=e.rule,
    )


def _place(text: Text, p: Place) -> PlaceMention:
    quote, start, end, sentence = _slice(text, p.first, p.end, p.joined)
    return PlaceMention(quote, start, end, sentence, f"places.{p.level}", p.code, p.commune, list(p.candidates))
