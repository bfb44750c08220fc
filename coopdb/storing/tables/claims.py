"""Claims: what one reading found, as it found it. Written once, never edited, no rule but the span's.

A claim accepts whatever an article says, so its codes are plain text: what no reference table knows
is shown by `report.conflicts`, not refused here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from coopdb.storing.tables.base import SCHEMA, number, table, words


def _number_of_claim(name: str = "claim_no", **options: Any) -> Column[int]:
    return Column(name, Integer, **options)


CLAIMS = table(
    "claims",
    "Every claim: its kind, its span in the article as given, its sentence and the rule that read it",
    Column("reading_id", BigInteger, ForeignKey(f"{SCHEMA}.readings.reading_id", ondelete="CASCADE")),
    _number_of_claim(),
    words("kind", nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    # Which of several claims of one kind on one span: a claim is named by article, span and kind.
    Column("repetition", SmallInteger, nullable=False, server_default="0"),
    words("text", nullable=False),
    Column("quote_start", Integer, nullable=False),
    Column("quote_end", Integer, nullable=False),
    words("rule", nullable=False),
    PrimaryKeyConstraint("reading_id", "claim_no"),
)


def claimed(name: str, comment: str, *parts: Any, more_key: tuple[str, ...] = ()) -> Table:
    """The particulars of one kind of claim, a row (or with `more_key` several) for each claim."""
    return table(
        name,
        comment,
        Column("reading_id", BigInteger, nullable=False),
        _number_of_claim(nullable=False),
        *parts,
        PrimaryKeyConstraint("reading_id", "claim_no", *more_key),
        ForeignKeyConstraint(
            ["reading_id", "claim_no"],
            [f"{SCHEMA}.claims.reading_id", f"{SCHEMA}.claims.claim_no"],
            ondelete="CASCADE",
        ),
    )


FIGURES = claimed(
    "claimed_figures",
    "A number with what it counts and every dimension that the article ties to it",
    words("kind", nullable=False),
    number("value", nullable=False),
    words("unit"),
    words("unit_text"),
    words("qualifier"),
    words("status"),
    words("role"),
    words("measure"),
    words("period_from"),
    words("period_to"),
    words("place_code"),
    words("commune_code"),
    words("programme_id"),
    words("payer_id"),
    words("setting"),
    words("sector"),
    _number_of_claim("part_of_no"),
    _number_of_claim("apart_from_no"),
    _number_of_claim("event_no"),
    words("attributed_to"),
    words("beneficiary_unit"),
    number("beneficiary_count"),
)
DATES = claimed(
    "claimed_dates",
    "A date or a span of dates",
    words("date_from"),
    words("date_to"),
    words("basis"),
    words("not_before"),
    words("not_after"),
    words("weekday"),
)
PLACES = claimed(
    "claimed_places",
    "A place named, or a name that several places share",
    words("place_code"),
    words("commune_code"),
    Column("candidates", ARRAY(Text)),
)
INSTITUTIONS = claimed(
    "claimed_institutions",
    "An institution named",
    words("institution_id", nullable=False),
    words("name"),
    words("parent_id"),
    words("kind"),
    words("place_code"),
    Column("known", Boolean),
)
PROGRAMMES = claimed(
    "claimed_programmes",
    "A programme, strategy, competition or digital platform named",
    words("programme_id", nullable=False),
    words("name"),
    words("kind"),
    words("parent_id"),
    words("owner_id"),
    words("purpose"),
    Column("known", Boolean),
)
COOPERATIVES = claimed(
    "claimed_cooperatives",
    "A cooperative called by its name",
    words("cooperative_id", nullable=False),
    words("name"),
    words("kind"),
    words("trade"),
    words("place_code"),
    words("commune_code"),
)
LEGAL_REFERENCES = claimed(
    "claimed_legal_references",
    "A legal text cited",
    words("legal_reference_id", nullable=False),
    words("kind"),
    words("number"),
    words("issued_on"),
    words("subject"),
    words("state"),
    words("replaces"),
    words("replaced_by"),
    words("implements"),
)
PEOPLE = claimed(
    "claimed_people",
    "A person named",
    words("person_id", nullable=False),
    words("name"),
    words("position"),
    words("institution_id"),
    words("institution_name"),
    Column("speaks", Boolean),
    words("role"),
)
EVENTS = claimed(
    "claimed_events",
    "Something that took place or is announced",
    words("standing"),
    words("type"),
    words("title"),
    words("date_from"),
    words("date_to"),
    words("date_basis"),
    words("not_before"),
    words("not_after"),
    words("weekday"),
    Column("duration_days", Integer),
    words("place_code"),
    words("commune_code"),
    words("venue"),
    Column("edition", Integer),
    Column("announced", Boolean),
    words("occasion"),
    words("slogan"),
)
EVENT_INSTITUTIONS = claimed(
    "claimed_event_institutions",
    "Who organizes, partners or takes part, by the article's word",
    Column("item_no", Integer, nullable=False),
    words("role", nullable=False),
    words("institution_id", nullable=False),
    words("name"),
    more_key=("item_no",),
)
EVENT_PEOPLE = claimed(
    "claimed_event_people",
    "Who took part, by the article's word",
    _number_of_claim("person_no", nullable=False),
    more_key=("person_no",),
)
EVENT_ITEMS = claimed(
    "claimed_event_items",
    "What happened in an event, by the article's word",
    Column("item_no", Integer, nullable=False),
    words("kind", nullable=False),
    words("text", nullable=False),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    more_key=("item_no",),
)
UNREAD_NUMBERS = table(
    "unread_numbers",
    "Numbers that were not understood, with the reason",
    Column("reading_id", BigInteger, ForeignKey(f"{SCHEMA}.readings.reading_id", ondelete="CASCADE")),
    Column("item_no", Integer),
    Column("start_offset", Integer, nullable=False),
    Column("end_offset", Integer, nullable=False),
    words("text", nullable=False),
    words("reason", nullable=False),
    PrimaryKeyConstraint("reading_id", "item_no"),
)
