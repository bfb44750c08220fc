"""Why a fact has its value and whether it counts: all that a sceptic needs to check it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg.rows import dict_row

from coopdb.storing import schema
from coopdb.storing.connecting import Connection, connect
from coopdb.storing.errors import NoSuchFact
from coopdb.storing.roles import LOADER
from coopdb.storing.sql import queries

Record = dict[str, Any]


@dataclass(frozen=True)
class Explanation:
    """A fact with all that stands behind it.

    Attributes:
        fact: its id, kind, counts, and why it has its value.
        value: its dimensions, by name; for money also whether it counts and why not.
        claims: each claim with its sentence in three parts (before, text, after), its rule and its article.
        corrections: what a person changed.
        conflicts: what disagrees with it.
    """

    fact: Record
    value: Record
    claims: list[Record]
    corrections: list[Record]
    conflicts: list[Record]


def explain_fact(url: str, identifier: str) -> Explanation:
    """Explain a fact by its id, or the fact of a claim by the claim's id."""
    schema.check(url)
    with connect(url, role=LOADER, application_name="coopdb explain") as connection:
        if ":" in identifier:
            row = connection.execute(queries("explain")["fact_of_claim"], {"claim_id": identifier}).fetchone()
            if row is None or row[0] is None:
                raise NoSuchFact(fact_id=identifier)
            identifier = str(row[0])
        found = _rows(connection, "fact", fact_id=identifier)
        if not found:
            raise NoSuchFact(fact_id=identifier)
        value = [row for name in ("value", "figure", "event") for row in _rows(connection, name, fact_id=identifier)]
        claims = _rows(connection, "claims", fact_id=identifier)
        return Explanation(
            found[0],
            value[0] if value else {},
            claims,
            _rows(connection, "corrections", claim_ids=[claim["claim_id"] for claim in claims]),
            _rows(connection, "conflicts", fact_id=identifier),
        )


def _rows(connection: Connection, query: str, **values: Any) -> list[Record]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(queries("explain")[query], values).fetchall()
