"""What a database holds: how much is loaded, by which runs, what was rejected and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg.rows import dict_row

from coopdb.storing import revisions, schema
from coopdb.storing.connecting import connect
from coopdb.storing.digest import digest
from coopdb.storing.roles import LOADER

Record = dict[str, Any]


@dataclass(frozen=True)
class Status:
    """The state of a database.

    Attributes:
        schema_revision: where its schema is.
        schema_needed: where this program needs it.
        server_version: of PostgreSQL.
        counts: rows by what they are.
        runs: the last runs, newest first.
        unfinished_runs: how many runs were cut off.
        rejections: input that is not loaded, with reasons, newest first.
        coverage: shares of figures with a place, a period, a measure.
        numbers: of the articles: how many are read, set aside as no figure, and unread.
        digest: over all reference rows, current claims and facts, where it was asked for.
    """

    schema_revision: str | None
    schema_needed: str
    server_version: str
    counts: Record
    runs: list[Record]
    unfinished_runs: int
    rejections: list[Record]
    coverage: Record
    numbers: Record
    digest: str | None


# What was rejected stays; where something was loaded from the same place since, or the same content got in, it is
# settled.
UNSETTLED = """
    coopdb.rejections AS r
    WHERE NOT EXISTS (
        SELECT FROM coopdb.article_revisions AS v WHERE v.found_at = r.found_at AND v.loaded_at > r.rejected_at
    )
    AND NOT EXISTS (SELECT FROM coopdb.article_revisions AS v WHERE v.sha256 = r.sha256)
"""
COUNTS = f"""
    SELECT
        (SELECT count(*) FROM coopdb.articles) AS articles,
        (SELECT count(*) FROM coopdb.article_revisions) AS revisions,
        (SELECT count(DISTINCT source_key) FROM coopdb.article_sources) AS sources,
        (SELECT count(*) FROM coopdb.claims JOIN coopdb.readings USING (reading_id) WHERE is_current)
            AS claims,
        (SELECT count(*) FROM coopdb.funding_figures) AS funding_facts,
        (SELECT count(*) FROM coopdb.figures) AS figure_facts,
        (SELECT count(*) FROM coopdb.events) AS events,
        (SELECT count(*) FROM coopdb.conflicts) AS conflicts,
        (SELECT count(*) FROM coopdb.corrections) AS corrections,
        (SELECT count(*) FROM coopdb.unread_numbers JOIN coopdb.readings USING (reading_id) WHERE is_current)
            AS unread_numbers,
        (SELECT count(*) FROM {UNSETTLED}) AS rejections
"""
COVERAGE = """
    SELECT
        count(*) AS figures,
        round(avg((place_key NOT LIKE '@%')::int), 3) AS with_place,
        round(avg((period_from IS NOT NULL OR period_to IS NOT NULL)::int), 3) AS with_period,
        round(avg((measure IS NOT NULL)::int), 3) AS with_measure,
        round(avg((programme_id IS NOT NULL)::int), 3) AS with_programme
    FROM coopdb.figure_statements
"""
# Every number of an article is in a claim, set aside as no figure (an ordinal, a telephone number), or unread.
NUMBERS = """
    SELECT
        (SELECT count(*) FROM coopdb.claims JOIN coopdb.readings USING (reading_id)
            WHERE is_current AND kind IN ('figure', 'date', 'legal_reference')) AS read,
        (SELECT coalesce(sum(n_set_aside), 0) FROM coopdb.readings WHERE is_current) AS set_aside,
        (SELECT count(*) FROM coopdb.unread_numbers JOIN coopdb.readings USING (reading_id) WHERE is_current) AS unread
"""
RUNS = """
    SELECT run_id, what, started_at, ended_at, reader_version, left(lexicon_hash, 12) AS lexicon,
        n_inserted, n_revised, n_unchanged, n_reread, n_rejected
    FROM coopdb.load_runs ORDER BY run_id DESC LIMIT 5
"""
REJECTIONS = f"""
    SELECT r.found_at, r.reason, r.rejected_at FROM {UNSETTLED}
    ORDER BY r.rejected_at DESC, r.rejection_id DESC LIMIT 50
"""


def read_status(url: str, *, with_digest: bool = False) -> Status:
    """Say what a database holds; refuses one whose schema is not the program's."""
    revision = revisions.current(url)
    schema.check(url)
    with (
        connect(url, role=LOADER, application_name="coopdb status") as connection,
        connection.cursor(row_factory=dict_row) as cursor,
    ):
        counts = cursor.execute(COUNTS).fetchone() or {}
        coverage = cursor.execute(COVERAGE).fetchone() or {}
        numbers = cursor.execute(NUMBERS).fetchone() or {}
        runs = cursor.execute(RUNS).fetchall()
        rejections = cursor.execute(REJECTIONS).fetchall()
        unfinished = cursor.execute("SELECT count(*) AS n FROM coopdb.load_runs WHERE ended_at IS NULL").fetchone()
        version = cursor.execute("SHOW server_version").fetchone() or {}
        return Status(
            revision,
            revisions.head(),
            str(version.get("server_version", "")),
            counts,
            runs,
            int(unfinished["n"]) if unfinished else 0,
            rejections,
            coverage,
            numbers,
            digest(connection) if with_digest else None,
        )
