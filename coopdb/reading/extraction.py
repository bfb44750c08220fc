"""What a reading gives: the objects of one article, as `coopdb extract` prints them.

This is the seam between reading and storing: the reader fills these, the loader stores them, and
neither knows how the other works. Field names, values and order are the public contract; fields may
be added, never renamed. `start` and `end` are code points into the article's text as it was given,
and `text` is exactly that slice.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

SCHEMA = 1


@dataclass(slots=True)
class Period:
    """A span of time: `from` and `to` as 2019, 2025-02 or 2025-07-07; `last` None while it runs."""

    first: str | None
    last: str | None


@dataclass(slots=True)
class Article:
    """What an article says of itself."""

    path: str | None = None
    sha256: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: str | None = None
    language: str = "ar"
    #: Sampled hashes of its word sequences: two copies of one dispatch share most of them.
    signature: list[int] = field(default_factory=list)
    #: Spans [start, end] that are no part of the article: counters, share buttons, related headlines.
    furniture: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Mention:
    """What every item has: where it stands, in which sentence, and which rule read it."""

    text: str
    start: int
    end: int
    sentence: tuple[int, int]
    rule: str


@dataclass(slots=True)
class Figure(Mention):
    """A number with what it counts, and every dimension that the article ties to it.

    Example: `بغلاف مالي يفوق 13 مليون درهم` (an envelope of over 13 million dirhams) is money,
    value 13000000, unit MAD, qualifier over, role total.
    """

    kind: str
    value: str
    unit: str
    unit_text: str | None = None
    qualifier: str = "exact"
    status: str = "reported"
    role: str | None = None
    measure: str | None = None
    period: Period | None = None
    place: str | None = None
    commune: str | None = None
    programme: str | None = None
    payer: str | None = None
    setting: str | None = None
    #: Index in `figures` of the whole that this is a part of.
    part_of: int | None = None
    #: Index in `figures` of the whole that the article says it comes on top of.
    apart_from: int | None = None
    #: Index in `events` of the event that it belongs to.
    event: int | None = None
    attributed_to: str | None = None
    #: Who gets the money, and how many of them: `105 تعاونيات` are cooperative, 105.
    beneficiary_unit: str | None = None
    beneficiary_count: str | None = None
    #: The sector or trade that the figure is about, where the phrase says one.
    sector: str | None = None


@dataclass(slots=True)
class DateMention(Mention):
    """A date or a span of dates."""

    first: str | None
    last: str | None
    basis: str = "stated"
    not_before: str | None = None
    not_after: str | None = None
    weekday: str | None = None


@dataclass(slots=True)
class PlaceMention(Mention):
    """A place of the gazetteer, or a name that several share, left open with its candidates."""

    code: str | None
    commune: str | None = None
    candidates: list[str] = field(default_factory=list)


@dataclass(slots=True)
class InstitutionMention(Mention):
    """An institution that the lexicon knows, or one found by its shape (`known` false)."""

    id: str
    name: str
    parent: str | None = None
    kind: str | None = None
    place: str | None = None
    known: bool = True


@dataclass(slots=True)
class ProgrammeMention(Mention):
    """A programme, strategy, competition or digital platform."""

    id: str
    name: str
    kind: str = "programme"
    parent: str | None = None
    owner: str | None = None
    purpose: str | None = None
    known: bool = True


@dataclass(slots=True)
class CooperativeMention(Mention):
    """A cooperative, union or economic interest group called by its name."""

    name: str
    kind: str = "cooperative"
    trade: str | None = None
    place: str | None = None
    commune: str | None = None


@dataclass(slots=True)
class LegalReference(Mention):
    """A legal text cited: `القانون رقم 112.12` is law 112.12."""

    kind: str
    number: str | None
    date: str | None = None
    subject: str | None = None
    state: str | None = None
    #: Number of the text that it replaces, or that replaces it, where the article says so.
    replaces: str | None = None
    replaced_by: str | None = None
    implements: str | None = None


@dataclass(slots=True)
class Person(Mention):
    """A person named with a position, or by a verb of saying."""

    name: str
    position: str | None = None
    institution: str | None = None
    speaks: bool = False
    role: str = "mentioned"  # speaker, present, author or mentioned


@dataclass(slots=True)
class EventItem:
    """Something that happened in an event: a session, a topic, a recommendation, a result."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Event:
    """What took place or is announced: standing `reported` is what the article is about."""

    standing: str
    type: str
    title: str | None
    first: str | None
    last: str | None
    place: str | None
    commune: str | None = None
    venue: str | None = None
    edition: int | None = None
    duration_days: int | None = None
    date_basis: str | None = None
    not_before: str | None = None
    not_after: str | None = None
    weekday: str | None = None
    announced: bool = False
    organizers: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    patronage: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    people: list[int] = field(default_factory=list)  # indexes in `people`
    occasion: str | None = None
    slogan: str | None = None
    items: list[EventItem] = field(default_factory=list)
    start: int = 0
    end: int = 0
    sentence: tuple[int, int] = (0, 0)
    rule: str = ""


@dataclass(slots=True)
class Unread:
    """A number that was not understood, with the reason; or set aside as no figure (`read` in ledger)."""

    text: str
    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Extraction:
    """Everything that one article says: the object of the contract's section 2."""

    article: Article
    figures: list[Figure] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    institutions: list[InstitutionMention] = field(default_factory=list)
    programmes: list[ProgrammeMention] = field(default_factory=list)
    cooperatives: list[CooperativeMention] = field(default_factory=list)
    legal_references: list[LegalReference] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    #: Numbers recognized as no figure, each with its reason (ordinal, year, law number, counter …).
    not_figures: list[Unread] = field(default_factory=list)
    schema: int = SCHEMA

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the contract, keys in its order."""
        head: dict[str, Any] = {"schema": self.schema}
        return head | {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "schema"}


#: `from` is a keyword of Python, so spans are called first and last here, from and to in JSON.
_JSON_NAME = {"first": "from", "last": "to"}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {_JSON_NAME.get(f.name, f.name): _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
