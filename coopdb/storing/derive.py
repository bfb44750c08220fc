"""Facts out of claims: the same statements for a first load, a reload, a correction and an upgrade."""

from __future__ import annotations

from collections.abc import Iterable

from coopdb.storing.connecting import Connection
from coopdb.storing.sql import script

# Part of every fact's meaning: a database whose facts were derived by another version derives them again.
DERIVATION = "1"

STEPS = (
    "derive_sources",
    "derive_entities",
    "derive_statements",
    "derive_codes",
    "derive_events",
    "derive_participants",
    "derive_groups",
    "derive_facts",
    "derive_counting",
    "derive_conflicts",
    "derive_leftovers",
)


def prepare_derivation(connection: Connection) -> None:
    """Make the session's own tables; once a session is enough."""
    connection.execute(script("temporary"))
    connection.execute(script("counting_functions"))
    # Hundreds of small statements: compiling them costs more than running them.
    connection.execute("SET jit = off")
    # What a batch touches is little and mostly in memory: it is looked up, where a planner that thinks of disks reads
    # whole tables, and so would make each batch slower than the last.
    connection.execute("SET seq_page_cost = 0.1; SET random_page_cost = 0.1")


def derive_facts(connection: Connection, article_ids: Iterable[int]) -> None:
    """Derive what rests on some articles, inside the caller's transaction and under the writers' lock.

    Only groups that these articles' claims touch, before or now, are derived again; the outcome is the one
    that deriving everything would give.
    """
    with connection.cursor() as cursor:
        with cursor.copy("COPY touched_articles FROM STDIN") as copy:
            for article_id in sorted(set(article_ids)):
                copy.write_row((article_id,))
        cursor.execute("ANALYZE touched_articles")
        for step in STEPS:
            cursor.execute(script(step))


def derive_all(connection: Connection) -> None:
    """Derive everything again: after another lexicon, or by another version of the derivation."""
    rows = connection.execute("SELECT article_id FROM coopdb.articles").fetchall()
    derive_facts(connection, [row[0] for row in rows])
    connection.execute(
        "INSERT INTO coopdb.database_settings (name, value) VALUES ('derivation', %s)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [DERIVATION],
    )


def is_outdated(connection: Connection) -> bool:
    """Whether the facts were derived by another version than this."""
    row = connection.execute("SELECT value FROM coopdb.database_settings WHERE name = 'derivation'").fetchone()
    return row is None or row[0] != DERIVATION
