"""Events: what an article reports, announces or mentions: who, where, when, for what, with what result.

An event is a noun (`لقاء تواصلي`, `قافلة`) that a verb of holding governs (`نظمت … لقاء`, `احتضنت … ندوة`)
or that a participle follows (`القافلة المنظمة من قبل …`). The one that the title or the opening tells of is
what the article is about, however often it comes back to it; the others are mentioned. Statistics, opinions
and portraits report none.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.lexicon import Lexicon
from coopdb.reading.event import Event
from coopdb.reading.event_finding import Candidate, candidates_of, choose, others
from coopdb.reading.event_items import read_items
from coopdb.reading.event_parts import parts_of
from coopdb.reading.event_text import Cooperating, Dating, EventText, Listed, Partaking
from coopdb.reading.text import Text
from coopdb.reading.triggers import Placed, entries_between


def read_events(
    text: Text,
    lexicon: Lexicon,
    dates: Sequence[Dating] = (),
    places: Sequence[Placed] = (),
    institutions: Sequence[Listed] = (),
    people: Sequence[Partaking] = (),
    *,
    title: tuple[int, int] | None = None,
    body: int = 0,
    bylines: Sequence[tuple[int, int]] = (),
    cooperatives: Sequence[Cooperating] = (),
) -> list[Event]:
    """The events of an article: the reported one first.

    Args:
        text: scanned, furniture set aside.
        lexicon: for occasions.
        dates, places, institutions, people: what was read before.
        title, body, bylines: from the layout: the headline's words, the first word of the text, lines that
            say nothing of the matter.
        cooperatives: those read before, which may hold an event too.
    """
    around = EventText(text, dates, places, institutions, people, title, body, bylines, cooperatives)
    candidates = candidates_of(around)
    main = choose(around, candidates)
    events: list[Event] = []
    beside: list[Candidate] = []
    if main is not None:
        events.append(_event(around, main, "reported"))
        beside = others(around, main, candidates)
        for candidate in beside:
            events.append(_beside(_event(around, candidate, "beside"), events[0]))
            if events[0].slogan is not None and events[0].slogan == events[-1].slogan:
                events[0].slogan = None
    for candidate in candidates:
        if main is not None and (candidate is main or candidate in beside or candidate.same_as(main, text)):
            continue
        if not candidate.own(around):
            continue
        event = _event(around, candidate, "mentioned")
        if not any(_same_event(event, other) for other in events):
            events.append(event)
    events.extend(_launches(around))
    return events


def _launches(around: EventText) -> list[Event]:
    """`السنة الدولية للتعاونيات التي … أطلقها المغرب رسميا في فبراير 2025`:
    the launch of what was just named, at a date."""
    text = around.text
    found: list[Event] = []
    if "launch_verbs" not in text.where:
        return found
    named = {**text.phrases.get("occasions", {}), **text.phrases.get("programmes", {})}
    for first, (end, entry) in sorted(named.items()):
        stop = text.sentence(first)[1]
        for k, verb in entries_between(text, "launch_verbs", end, min(stop, end + 10)):
            if verb.definite or verb.preposition or not text.words[k].endswith(("ها", "ه")):
                continue
            date = next((d for d in around.dates if k < d.first < min(stop, k + 6) and d.from_ is not None), None)
            if date is not None:
                title = "إطلاق " + str(entry.record["name_ar"])
                found.append(
                    Event(
                        k,
                        date.end,
                        "mentioned",
                        "launch",
                        title,
                        date.from_,
                        date.to,
                        date_basis=date.basis,
                        noun=k,
                        rule="event-launch",
                    )
                )
                break
    return found


def _beside(event: Event, main: Event) -> Event:
    """An event on the margin of the main one: its place is the main one's,
    and its day where it gives none."""
    event.standing = "reported"
    if event.from_ is None and event.weekday is None:
        event.from_, event.to, event.date_basis = main.from_, main.to, "inferred" if main.from_ else None
        event.not_before, event.not_after, event.weekday = main.not_before, main.not_after, main.weekday
    if event.place is None:
        event.place, event.commune = main.place, main.commune
    if event.occasion is None and event.from_ == main.from_:
        event.occasion = main.occasion
    return event


def _event(around: EventText, candidate: Candidate, standing: str) -> Event:
    first, end = around.text.sentence(candidate.first)
    if standing == "mentioned":
        first, end = candidate.first, candidate.end
    event = Event(
        first,
        end,
        standing,
        candidate.type,
        around.title_of(candidate.first, candidate.end),
        announced=candidate.future,
        noun=candidate.first,
    )
    parts_of(around, candidate, event, standing)
    if standing == "reported":
        event.items = read_items(around, candidate)
    return event


def _same_event(event: Event, other: Event) -> bool:
    return event.type == other.type and (
        event.title == other.title or (event.from_ == other.from_ and event.place == other.place)
    )
