"""Forgetting an article, and all that rests on it alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coopdb.storing import schema
from coopdb.storing.connecting import Connection, connect, wait_for_other_writers
from coopdb.storing.derive import derive_facts, prepare_derivation
from coopdb.storing.errors import NoSuchArticle, SeveralArticles
from coopdb.storing.roles import LOADER

# What a count before and after shows: a row that rested on the article alone is gone.
COUNTED = {
    "facts": "coopdb.facts",
    "people": "coopdb.people",
    "cooperatives": "coopdb.cooperatives",
    "institutions": "coopdb.institutions",
    "programmes": "coopdb.programmes",
    "legal_references": "coopdb.legal_references",
}

# A file holds one article. In a line of a feed, or on standard input, another may have stood before.
IS_OWN_PLACE = re.compile(r"(?!-)(?!.*:\d+$).+", re.DOTALL).fullmatch


@dataclass(frozen=True)
class Forgotten:
    """What went: the article, its revisions and claims, and what rested on it alone."""

    article_id: str
    title: str | None
    counts: dict[str, int]


def forget_article(url: str, article: str) -> Forgotten:
    """Remove an article by its id (or its beginning), its identity, or the path where it was found.

    What was rejected at that path, or with that hash, goes with it; also where no article is left.
    """
    schema.check(url)
    with connect(url, role=LOADER, application_name="coopdb forget") as connection:
        prepare_derivation(connection)
        with connection.transaction():
            wait_for_other_writers(connection)
            found = _find(connection, article)
            if found is None:
                n_rejected = _forget_rejections(connection, [article], [article])
                if not n_rejected:
                    raise NoSuchArticle(article=article)
                return Forgotten(article, None, {"rejections": n_rejected})
            key, article_id = found
            title = connection.execute(
                "SELECT title FROM coopdb.readings WHERE article_id = %s AND is_current", [article_id]
            ).fetchone()
            before = _count(connection)
            counts = {
                "revisions": _number(connection, "article_revisions", article_id),
                "claims": _number(connection, "readings JOIN coopdb.claims USING (reading_id)", article_id),
            }
            states = connection.execute(
                "SELECT sha256, found_at FROM coopdb.article_revisions WHERE article_id = %s", [article_id]
            ).fetchall()
            # First as if it had never been read, so that the facts forget it by themselves.
            connection.execute("UPDATE coopdb.readings SET is_current = false WHERE article_id = %s", [article_id])
            derive_facts(connection, [article_id])
            counts["rejections"] = _forget_rejections(
                connection, [sha256 for sha256, _ in states], [path for _, path in states if IS_OWN_PLACE(path or "")]
            )
            connection.execute("DELETE FROM coopdb.corrections WHERE starts_with(claim_id, %s)", [f"{key}:"])
            connection.execute("DELETE FROM coopdb.articles WHERE article_id = %s", [article_id])
            after = _count(connection)
        counts |= {name: before[name] - after[name] for name in before}
    return Forgotten(key, title[0] if title else None, counts)


def _forget_rejections(connection: Connection, hashes: list[str], paths: list[str]) -> int:
    return connection.execute(
        "DELETE FROM coopdb.rejections WHERE sha256 = ANY (%s) OR found_at = ANY (%s)", [hashes, paths]
    ).rowcount


def _find(connection: Connection, article: str) -> tuple[str, int] | None:
    rows = connection.execute(
        """
        SELECT DISTINCT a.article_key, a.article_id
        FROM coopdb.articles AS a
        LEFT JOIN coopdb.article_revisions AS v USING (article_id)
        WHERE a.identity = %(said)s OR a.found_at = %(said)s OR v.found_at = %(said)s
            OR (length(%(said)s) >= 4 AND starts_with(a.article_key, %(said)s))
        """,
        {"said": article},
    ).fetchall()
    if not rows:
        return None
    if len(rows) > 1:
        raise SeveralArticles(article=article, count=len(rows))
    return str(rows[0][0]), int(rows[0][1])


def _count(connection: Connection) -> dict[str, int]:
    return {name: _one(connection, f"SELECT count(*) FROM {table}") for name, table in COUNTED.items()}


def _number(connection: Connection, table: str, article_id: int) -> int:
    return _one(connection, f"SELECT count(*) FROM coopdb.{table} WHERE article_id = {int(article_id)}")


def _one(connection: Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])
