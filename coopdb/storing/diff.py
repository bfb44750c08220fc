"""Claims gained and lost by the last re-reading."""

from __future__ import annotations

from dataclasses import dataclass

from coopdb.storing import schema
from coopdb.storing.connecting import connect
from coopdb.storing.errors import NothingReread
from coopdb.storing.roles import LOADER

# A claim is the same where kind, span and all that it says are the same; its number is not a part of it.
CLAIMS = """
    WITH reread AS (
        SELECT r.article_id, r.reading_id AS now_id, (
            SELECT max(o.reading_id) FROM coopdb.readings AS o
            WHERE o.revision_id = r.revision_id AND o.reading_id < r.reading_id
        ) AS before_id
        FROM coopdb.load_run_articles AS l
        JOIN coopdb.readings AS r ON r.article_id = l.article_id AND r.is_current
        WHERE l.outcome = 'reread'
            AND l.run_id = (SELECT max(run_id) FROM coopdb.load_run_articles WHERE outcome = 'reread')
    ),
    said AS (
        SELECT d.article_id, d.change, c.kind, c.start_offset, c.end_offset, c.text, (
            coalesce(to_jsonb(f) - 'part_of_no' - 'event_no', to_jsonb(t), to_jsonb(p), to_jsonb(i),
                to_jsonb(g), to_jsonb(k), to_jsonb(l), to_jsonb(h), to_jsonb(e), '{}')
            - 'reading_id' - 'claim_no'
        ) AS says
        FROM (
            SELECT article_id, now_id AS reading_id, '+' AS change FROM reread
            UNION ALL SELECT article_id, before_id, '-' FROM reread
        ) AS d
        JOIN coopdb.claims AS c USING (reading_id)
        LEFT JOIN coopdb.claimed_figures AS f USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_dates AS t USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_places AS p USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_institutions AS i USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_programmes AS g USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_cooperatives AS k USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_legal_references AS l USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_people AS h USING (reading_id, claim_no)
        LEFT JOIN coopdb.claimed_events AS e USING (reading_id, claim_no)
    )
    SELECT
        a.article_key, s.change, s.kind, s.text, s.start_offset, s.end_offset, jsonb_strip_nulls(s.says)::text
    FROM said AS s
    JOIN coopdb.articles AS a USING (article_id)
    WHERE NOT EXISTS (
        SELECT FROM said AS o
        WHERE (o.article_id, o.kind, o.start_offset, o.end_offset, o.says)
            = (s.article_id, s.kind, s.start_offset, s.end_offset, s.says) AND o.change <> s.change
    )
    ORDER BY a.article_key, s.start_offset, s.kind, s.change DESC
"""


@dataclass(frozen=True)
class Change:
    """A claim that a re-reading gained (`+`) or lost (`-`); one that changed is both."""

    article_id: str
    change: str
    kind: str
    text: str
    start: int
    end: int
    says: str


def find_changes(url: str) -> list[Change]:
    """Return the claims gained and lost by the last re-reading, article by article."""
    schema.check(url)
    with connect(url, role=LOADER, application_name="coopdb diff") as connection:
        found = connection.execute(
            "SELECT EXISTS (SELECT FROM coopdb.load_run_articles WHERE outcome = 'reread')"
        ).fetchone()
        if not (found and found[0]):
            raise NothingReread()
        return [Change(*row) for row in connection.execute(CLAIMS).fetchall()]
