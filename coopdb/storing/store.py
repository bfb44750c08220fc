"""Storing one batch of extractions: all of it in one transaction, each article all or nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from coopdb.storing.claim_rows import COLUMNS, Rows, claim_rows
from coopdb.storing.connecting import Connection, wait_for_other_writers
from coopdb.storing.copying import copy_rows
from coopdb.storing.derive import derive_facts
from coopdb.storing.items import GivenArticle, Item, Outcome, Reader

INSERT_ARTICLES = """
    INSERT INTO coopdb.articles (identity, article_key, found_at)
    SELECT * FROM unnest(%s::text[], %s::text[], %s::text[]) ON CONFLICT DO NOTHING
    RETURNING article_id
"""
INSERT_REVISIONS = """
    INSERT INTO coopdb.article_revisions
        (article_id, sha256, source_date, content, given_title, given_publisher, given_author,
         given_published_on, found_at)
    SELECT
        a.article_id, g.sha256, g.source_date, g.content, g.title, g.publisher, g.author, g.published_on,
        g.found_at
    FROM unnest(
        %s::text[], %s::text[], %s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::date[],
        %s::text[]
    ) AS g (identity, sha256, source_date, content, title, publisher, author, published_on, found_at)
    JOIN coopdb.articles AS a USING (identity)
    ON CONFLICT DO NOTHING
    RETURNING revision_id
"""
FIND_REVISIONS = """
    SELECT
        a.identity, v.sha256, a.article_id, v.revision_id,
        (
            SELECT (array_agg((r.reader_version, r.lexicon_hash) = (%s, %s) ORDER BY r.reading_id DESC))[1]
            FROM coopdb.readings AS r WHERE r.revision_id = v.revision_id
        )
    FROM unnest(%s::text[], %s::text[]) AS g (identity, sha256)
    JOIN coopdb.articles AS a USING (identity)
    JOIN coopdb.article_revisions AS v ON v.article_id = a.article_id AND v.sha256 = g.sha256
    ORDER BY a.identity, v.sha256
"""
INSERT_READINGS = """
    INSERT INTO coopdb.readings
        (article_id, revision_id, reader_version, lexicon_hash, title, publisher, author, published_on,
         published_day, language, signature, n_set_aside)
    SELECT
        g.article_id, g.revision_id, %s, %s, g.title, g.publisher, g.author, g.published_on,
        CASE WHEN length(g.published_on) = 10 THEN coopdb.first_day(g.published_on) END, g.language,
        s.signature, g.n_set_aside
    FROM unnest(
        %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
        %s::int[]
    ) AS g (article_id, revision_id, title, publisher, author, published_on, language, signature, n_set_aside)
    CROSS JOIN LATERAL (SELECT g.signature::bigint[] AS signature) AS s
    RETURNING revision_id, reading_id
"""
# The latest state by the source's own date, then by hash; of its readings, the last.
CHOOSE_CURRENT = """
    CREATE TEMP TABLE chosen ON COMMIT DROP AS
    SELECT DISTINCT ON (r.article_id) r.article_id, g.reading_id
    FROM unnest(%s::bigint[]) AS t (article_id)
    JOIN coopdb.article_revisions AS r USING (article_id)
    JOIN coopdb.readings AS g USING (revision_id)
    ORDER BY r.article_id, r.source_date DESC NULLS LAST, r.sha256 DESC, g.reading_id DESC
"""
MARK_CURRENT = """
    UPDATE coopdb.readings AS g SET is_current = false
    FROM chosen AS c WHERE g.article_id = c.article_id AND g.is_current AND g.reading_id <> c.reading_id;
    UPDATE coopdb.readings AS g SET is_current = true
    FROM chosen AS c WHERE g.reading_id = c.reading_id AND NOT g.is_current;
    DROP TABLE chosen
"""
RECORD = """
    INSERT INTO coopdb.load_run_articles (run_id, article_id, outcome)
    SELECT %s, * FROM unnest(%s::bigint[], %s::text[])
    ON CONFLICT (run_id, article_id) DO UPDATE SET outcome = excluded.outcome
"""


def article_key(identity: str) -> str:
    """Return the short name of an article: the same in every database."""
    is_hash = len(identity) == 64 and not set(identity) - set("0123456789abcdef")
    return (identity if is_hash else hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest())[:16]


def store_batch(
    connection: Connection, run_id: int, items: Sequence[Item], reader: Reader, *, reread: bool = False
) -> dict[tuple[str, str], Outcome]:
    """Store articles with what was read in them, then derive the facts that they touch.

    Args:
        connection: a connection that `prepare_derivation` was called on.
        run_id: the run that this belongs to.
        items: articles with their extractions.
        reader: which reader and lexicon made the extractions.
        reread: take a new reading of content that is already there.

    Returns:
        What became of each article, by identity and hash of the content.
    """
    # In one order for all loaders, and each state of an article once.
    batch = {(a.identity, a.sha256): (a, e) for a, e in sorted(items, key=lambda i: (i[0].identity, i[0].sha256))}
    given = [article for article, _ in batch.values()]
    with connection.transaction():
        wait_for_other_writers(connection)
        identities = [a.identity for a in given]
        keys = [article_key(identity) for identity in identities]
        made = connection.execute(INSERT_ARTICLES, [identities, keys, [a.path for a in given]])
        new = {row[0] for row in made.fetchall()}
        fresh = {row[0] for row in connection.execute(INSERT_REVISIONS, _revisions(given)).fetchall()}
        known = connection.execute(
            FIND_REVISIONS,
            [reader.version, reader.lexicon_hash, identities, [a.sha256 for a in given]],
        ).fetchall()
        if len(known) < len(batch):
            # Not to be lost in silence: an id made to look like the hash of another article's content.
            raise ValueError("its id is too like that of another article: give it another one")
        outcomes: dict[tuple[str, str], Outcome] = {}
        to_read: list[tuple[int, int, Item]] = []
        by_id: dict[int, Outcome] = {}
        for identity, sha256, article_id, revision_id, is_read in known:
            key = (identity, sha256)
            if revision_id in fresh:
                # Of several states of a new article that come together one is the article, the others revise it.
                outcomes[key] = "inserted" if article_id in new else "revised"
                new.discard(article_id)
            elif reread and not is_read:
                outcomes[key] = "reread"
            else:
                outcomes[key] = "unchanged"
                continue
            by_id.setdefault(article_id, outcomes[key])
            to_read.append((article_id, revision_id, batch[key]))
        if to_read:
            _store_readings(connection, to_read, reader)
            article_ids = sorted({article_id for article_id, _, _ in to_read})
            connection.execute(CHOOSE_CURRENT, [article_ids])
            connection.execute(MARK_CURRENT)
            derive_facts(connection, article_ids)
            connection.execute(RECORD, [run_id, list(by_id), list(by_id.values())])
        _count(connection, run_id, list(outcomes.values()))
    return outcomes


def _revisions(given: Sequence[GivenArticle]) -> list[list[Any]]:
    fields = (
        "identity",
        "sha256",
        "source_date",
        "text",
        "title",
        "publisher",
        "author",
        "published_on",
        "path",
    )
    return [[getattr(a, field) for a in given] for field in fields]


def _store_readings(connection: Connection, to_read: Sequence[tuple[int, int, Item]], reader: Reader) -> None:
    """Add the readings and, by COPY, all of their claims."""
    heads = [(article_id, revision_id, given, e.article) for article_id, revision_id, (given, e) in to_read]
    readings: Mapping[int, int] = dict(
        connection.execute(
            INSERT_READINGS,
            [
                reader.version,
                reader.lexicon_hash,
                [h[0] for h in heads],
                [h[1] for h in heads],
                [found.title or given.title for _, _, given, found in heads],
                [found.publisher or given.publisher for _, _, given, found in heads],
                [found.author or given.author for _, _, given, found in heads],
                [found.published_on or _iso(given.published_on) for _, _, given, found in heads],
                [found.language for _, _, _, found in heads],
                ["{" + ",".join(map(str, found.signature)) + "}" for _, _, _, found in heads],
                [len(e.not_figures) for _, _, (_, e) in to_read],
            ],
        ).fetchall()
    )
    laws = {
        (kind, number or ""): law_id
        for kind, number, law_id in connection.execute(
            "SELECT kind, number, id FROM coopdb.legal_references WHERE is_known"
        ).fetchall()
    }
    rows: Rows = defaultdict(list)
    for _, revision_id, (given, extraction) in to_read:
        for table, more in claim_rows(extraction, readings[revision_id], given.text, laws).items():
            rows[table].extend(more)
    for table, columns in COLUMNS.items():
        if rows[table]:
            copy_rows(connection, table, columns, rows[table])


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _count(connection: Connection, run_id: int, outcomes: Sequence[str]) -> None:
    counts = [outcomes.count(o) for o in ("inserted", "revised", "unchanged", "reread")]
    connection.execute(
        "UPDATE coopdb.load_runs SET n_inserted = n_inserted + %s, n_revised = n_revised + %s,"
        " n_unchanged = n_unchanged + %s, n_reread = n_reread + %s WHERE run_id = %s",
        [*counts, run_id],
    )
