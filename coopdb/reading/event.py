"""What an article says of one event."""

from __future__ import annotations

from dataclasses import dataclass, field

from coopdb.reading.event_items import Item


@dataclass(slots=True)
class Event:
    """An event; [first, end) are the words of its sentence or, where mentioned, of its name.

    Attributes:
        standing: reported for what the article is about, mentioned for the others.
        from_, to: ISO dates, None where the article leaves them open; the bounds and the weekday it gives.
        organizers, partners, patronage, participants: names as the article writes them.
        organizer_ids and the like: ids of the bodies read, in the same order.
        people: indexes in the list of people.
    """

    first: int
    end: int
    standing: str
    type: str
    title: str
    from_: str | None = None
    to: str | None = None
    place: str | None = None
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
    body_ids: dict[str, str] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)
    occasion: str | None = None
    slogan: str | None = None
    items: list[Item] = field(default_factory=list)
    noun: int = 0
    rule: str = "event-governed"
