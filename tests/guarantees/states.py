"""What a database holds, read beside coopdb, so that two states can be compared."""

from __future__ import annotations

import time

import psycopg
from psycopg import sql

Claims = dict[str, tuple[int, int]]

# An article's claims in one line: how many, and a sum over what they say that no order changes.
CLAIMS = """
    SELECT a.article_key, count(c.*), coalesce(sum(hashtextextended(concat_ws('|', c.kind, c.start_offset, c.end_offset,
        c.text, c.rule, f.value, f.unit, f.place_code, f.period_from, f.role), 0)::numeric), 0)
    FROM coopdb.articles AS a
    LEFT JOIN coopdb.readings AS r ON r.article_id = a.article_id AND r.is_current
    LEFT JOIN coopdb.claims AS c USING (reading_id)
    LEFT JOIN coopdb.claimed_figures AS f USING (reading_id, claim_no)
    GROUP BY a.article_key
"""
# What may never be seen, not even after a kill: an article, a revision or a reading without what belongs to it.
HALVES = """
    SELECT 'article without a current reading', count(*) FROM coopdb.articles AS a
    WHERE NOT EXISTS (SELECT FROM coopdb.readings AS r WHERE r.article_id = a.article_id AND r.is_current)
    UNION ALL
    SELECT 'revision without a reading', count(*) FROM coopdb.article_revisions AS v
    WHERE NOT EXISTS (SELECT FROM coopdb.readings AS r WHERE r.revision_id = v.revision_id)
    UNION ALL
    SELECT 'figure claimed but in no statement', count(*)
    FROM coopdb.claimed_figures AS f
    JOIN coopdb.readings AS r USING (reading_id)
    WHERE r.is_current
        AND NOT EXISTS (
            SELECT FROM coopdb.figure_statements AS s WHERE (s.reading_id, s.claim_no) = (f.reading_id, f.claim_no)
        )
    UNION ALL
    SELECT 'statement of a reading that is not current', count(*)
    FROM coopdb.figure_statements AS s
    JOIN coopdb.readings AS r USING (reading_id)
    WHERE NOT r.is_current
"""
# Who else is connected to this database.
OTHERS = """
    SELECT application_name, state, wait_event, now() - query_start, left(query, 500) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def connect(url: str, **options: str) -> psycopg.Connection:
    """Connect beside coopdb."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True, **options)  # type: ignore[arg-type]


def is_laid(connection: psycopg.Connection) -> bool:
    """Whether the schema is there."""
    row = connection.execute("SELECT to_regclass('coopdb.articles') IS NOT NULL").fetchone()
    return bool(row and row[0])


def claims(connection: psycopg.Connection) -> Claims:
    """What each article claims, summed up."""
    if not is_laid(connection):
        return {}
    return {key: (number, int(summed)) for key, number, summed in connection.execute(CLAIMS).fetchall()}


def assert_nothing_half_in(connection: psycopg.Connection) -> None:
    """No article, revision or reading is there without all that belongs to it."""
    if is_laid(connection):
        assert {name: number for name, number in connection.execute(HALVES).fetchall() if number} == {}


def every_row(connection: psycopg.Connection, *without: str) -> dict[str, list[tuple[str, str]]]:
    """All rows of coopdb's tables with their place on disk: a row that was written again has another."""
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'coopdb'").fetchall()
    return {
        name: connection.execute(
            sql.SQL("SELECT t.ctid::text || t.xmin::text, t::text FROM {} AS t").format(sql.Identifier("coopdb", name))
        ).fetchall()
        for (name,) in tables
        if name not in without
    }


def wait_until_alone(connection: psycopg.Connection) -> None:
    """Wait until no command of coopdb is connected any more: the server takes a moment to see a client's death."""
    deadline = time.monotonic() + 60
    while others := connection.execute(OTHERS).fetchall():
        assert time.monotonic() < deadline, others
        time.sleep(0.01)
