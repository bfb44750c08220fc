"""An extraction as rows: which claim goes into which table, numbered in the order of the reading."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from coopdb.reading.extraction import Event, Extraction, Figure, LegalReference, Mention, Person

Rows = dict[str, list[tuple[Any, ...]]]

# Longer than any id that a person would write; what is longer would not fit an index.
LONGEST_ID = 200

COLUMNS: dict[str, tuple[str, ...]] = {
    table: ("reading_id", *columns.split())
    for table, columns in {
        "claims": "claim_no kind start_offset end_offset repetition text quote_start quote_end rule",
        "claimed_figures": """
            claim_no kind value unit unit_text qualifier status role measure period_from
            period_to place_code commune_code programme_id payer_id setting sector part_of_no apart_from_no
            event_no attributed_to beneficiary_unit beneficiary_count
        """,
        "claimed_dates": "claim_no date_from date_to basis not_before not_after weekday",
        "claimed_places": "claim_no place_code commune_code candidates",
        "claimed_institutions": "claim_no institution_id name parent_id kind place_code known",
        "claimed_programmes": "claim_no programme_id name kind parent_id owner_id purpose known",
        "claimed_cooperatives": "claim_no cooperative_id name kind trade place_code commune_code",
        "claimed_legal_references": """
            claim_no legal_reference_id kind number issued_on subject state replaces replaced_by
            implements
        """,
        "claimed_people": """
            claim_no person_id name position institution_id institution_name speaks role
        """,
        "claimed_events": """
            claim_no standing type title date_from date_to date_basis not_before not_after
            weekday duration_days place_code commune_code venue edition announced occasion
            slogan
        """,
        "claimed_event_institutions": "claim_no item_no role institution_id name",
        "claimed_event_people": "claim_no person_no",
        "claimed_event_items": "claim_no item_no kind text start_offset end_offset",
        "unread_numbers": "item_no start_offset end_offset text reason",
    }.items()
}
"""Every table that claims go into, claims first since the others name them."""

PARTICIPANTS = {
    "organizers": "organizer",
    "partners": "partner",
    "patronage": "patron",
    "participants": "participant",
}


def claim_rows(extraction: Extraction, reading_id: int, text: str, laws: Mapping[tuple[str, str], str]) -> Rows:
    """Return the rows of one reading by table.

    Args:
        extraction: what the reader found.
        reading_id: the reading that the claims belong to.
        text: the article as given, for the slices of what has only a span.
        laws: ids of the legal texts that the reference tables hold, by kind and number.
    """
    return _ClaimRows(extraction, reading_id, text, laws).rows()


class _ClaimRows:
    def __init__(self, extraction: Extraction, reading_id: int, text: str, laws: Mapping[tuple[str, str], str]) -> None:
        self.extraction = extraction
        self.reading_id = reading_id
        self.text = text
        self.laws = laws
        self.out: Rows = defaultdict(list)
        self.numbers: dict[tuple[str, int], int] = {}
        self.seen: dict[tuple[str, int, int], int] = {}
        # What else an article calls an institution: people and events name theirs in words.
        self.institutions = {name: i.id for i in extraction.institutions for name in (i.id, i.text, i.name)}
        self.programmes = {name: p.id for p in extraction.programmes for name in (p.id, p.text, p.name)}

    def rows(self) -> Rows:
        e = self.extraction
        kinds: tuple[tuple[str, list[Any]], ...] = (
            ("figure", e.figures),
            ("date", e.dates),
            ("place", e.places),
            ("institution", e.institutions),
            ("programme", e.programmes),
            ("cooperative", e.cooperatives),
            ("legal_reference", e.legal_references),
            ("person", e.people),
            ("event", e.events),
        )
        number = 0
        for kind, items in kinds:
            for index, item in enumerate(items):
                number += 1
                self.numbers[kind, index] = number
                self._add_claim(number, kind, item)
        for index, figure in enumerate(e.figures):
            self._add("claimed_figures", ("figure", index), *self._figure(figure))
        for index, d in enumerate(e.dates):
            self._add(
                "claimed_dates",
                ("date", index),
                d.first,
                d.last,
                d.basis,
                d.not_before,
                d.not_after,
                d.weekday,
            )
        for index, p in enumerate(e.places):
            self._add("claimed_places", ("place", index), p.code, p.commune, p.candidates or None)
        for index, i in enumerate(e.institutions):
            self._add(
                "claimed_institutions",
                ("institution", index),
                fitting(i.id),
                i.name,
                i.parent,
                i.kind,
                i.place,
                i.known,
            )
        for index, g in enumerate(e.programmes):
            self._add(
                "claimed_programmes",
                ("programme", index),
                *(fitting(g.id), g.name, g.kind, g.parent, g.owner, g.purpose, g.known),
            )
        for index, c in enumerate(e.cooperatives):
            self._add(
                "claimed_cooperatives",
                ("cooperative", index),
                *(_named("K", c.kind, c.name), c.name, c.kind, c.trade, c.place, c.commune),
            )
        for index, law in enumerate(e.legal_references):
            self._add("claimed_legal_references", ("legal_reference", index), *self._law(law))
        for index, person in enumerate(e.people):
            self._add("claimed_people", ("person", index), *self._person(person))
        for index, event in enumerate(e.events):
            self._add_event(index, event)
        for index, unread in enumerate(e.unread):
            row = (self.reading_id, index, unread.start, unread.end, unread.text, unread.reason)
            self.out["unread_numbers"].append(row)
        return self.out

    def _add_claim(self, number: int, kind: str, item: Mention | Event) -> None:
        span = (kind, item.start, item.end)
        repetition = self.seen[span] = self.seen.get(span, -1) + 1
        text = item.text if isinstance(item, Mention) else self.text[item.start : item.end]
        quote = item.sentence if item.sentence[1] > item.sentence[0] else (item.start, item.end)
        self.out["claims"].append(
            (self.reading_id, number, kind, item.start, item.end, repetition, text, *quote, item.rule)
        )

    def _add(self, table: str, claim: tuple[str, int], *values: Any) -> None:
        self.out[table].append((self.reading_id, self.numbers[claim], *values))

    def _figure(self, f: Figure) -> Iterator[Any]:
        yield from (f.kind, f.value, f.unit, f.unit_text, f.qualifier, f.status, f.role, f.measure)
        yield from (f.period.first, f.period.last) if f.period else (None, None)
        yield from (f.place, f.commune, f.programme, self._payer(f.payer), f.setting, f.sector)
        yield None if f.part_of is None else self.numbers.get(("figure", f.part_of))
        yield None if f.apart_from is None else self.numbers.get(("figure", f.apart_from))
        yield None if f.event is None else self.numbers.get(("event", f.event))
        yield from (f.attributed_to, f.beneficiary_unit, f.beneficiary_count)

    def _payer(self, payer: str | None) -> str | None:
        if payer is None:
            return None
        return fitting(self.institutions.get(payer) or self.programmes.get(payer) or payer)

    def _law(self, law: LegalReference) -> Iterator[Any]:
        known = self.laws.get((law.kind, law.number or ""))
        yield known or fitting(f"{law.kind}-{law.number.replace('.', '-')}" if law.number else law.kind)
        yield from (
            law.kind,
            law.number,
            law.date,
            law.subject,
            law.state,
            law.replaces,
            law.replaced_by,
            law.implements,
        )

    def _person(self, person: Person) -> Iterator[Any]:
        yield _named("P", person.name)
        yield from (person.name, person.position)
        yield self.institutions.get(person.institution or "")
        yield from (person.institution, person.speaks, person.role)

    def _add_event(self, index: int, event: Event) -> None:
        key = ("event", index)
        self._add(
            "claimed_events",
            key,
            *(event.standing, event.type, event.title, event.first, event.last, event.date_basis),
            *(
                event.not_before,
                event.not_after,
                event.weekday,
                event.duration_days,
                event.place,
                event.commune,
            ),
            *(event.venue, event.edition, event.announced, event.occasion, event.slogan),
        )
        position = 0
        for field, role in PARTICIPANTS.items():
            for name in getattr(event, field):
                position += 1
                known = self.institutions.get(name) or _named("i-", name)
                self._add("claimed_event_institutions", key, position, role, fitting(known), name)
        for person in sorted(set(event.people)):
            if ("person", person) in self.numbers:
                self._add("claimed_event_people", key, self.numbers["person", person])
        for position, item in enumerate(event.items, 1):
            self._add("claimed_event_items", key, position, item.kind, item.text, item.start, item.end)


def fitting(identifier: str) -> str:
    """Return an id that fits an index: itself, or its beginning and a hash of the whole."""
    if len(identifier) <= LONGEST_ID:
        return identifier
    digest = hashlib.md5(identifier.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{identifier[: LONGEST_ID - 34]}-{digest}"


def _named(prefix: str, *names: str | None) -> str:
    """Return the id of what is known by its name alone, the same in every database."""
    said = "\x1f".join(name or "" for name in names)
    return prefix + hashlib.md5(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
