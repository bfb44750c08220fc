"""Articles, their revisions and readings, and the runs that loaded them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from coopdb.storing.tables.base import SCHEMA, flag, table, words


def key(name: str, target: str, *, gone: str | None = "CASCADE", **options: object) -> Column[int]:
    """A number that names a row of another table."""
    return Column(name, BigInteger, ForeignKey(f"{SCHEMA}.{target}", ondelete=gone), **options)  # type: ignore[arg-type]


def instant(name: str, **options: object) -> Column[object]:
    """A moment, now unless said otherwise."""
    return Column(name, DateTime(timezone=True), nullable=False, server_default=func.now(), **options)  # type: ignore[arg-type]


LOAD_RUNS = table(
    "load_runs",
    "Every run of a load: when, with which reader and lexicon, and what came of it",
    Column("run_id", BigInteger, Identity(always=True), primary_key=True),
    instant("started_at"),
    Column("ended_at", DateTime(timezone=True)),
    words("what", nullable=False),
    words("reader_version", nullable=False),
    words("lexicon_hash", nullable=False),
    *[
        Column(f"n_{outcome}", Integer, nullable=False, server_default="0")
        for outcome in ("inserted", "revised", "unchanged", "reread", "rejected")
    ],
)
ARTICLES = table(
    "articles",
    "An article, known by its feed's id or url, else by the hash of its content",
    Column("article_id", BigInteger, Identity(always=True), primary_key=True),
    words("identity", nullable=False, unique=True),
    # Short, stable, the same in every database: claims are named after it.
    words("article_key", nullable=False, unique=True),
    words("found_at"),
    instant("first_loaded_at"),
)
REVISIONS = table(
    "article_revisions",
    "A state of an article's content; the latest by the source's own date, then by hash, is current",
    Column("revision_id", BigInteger, Identity(always=True), primary_key=True),
    key("article_id", "articles.article_id", nullable=False),
    words("sha256", nullable=False),
    Column("source_date", Date),
    words("content", nullable=False),
    words("given_title"),
    words("given_publisher"),
    words("given_author"),
    Column("given_published_on", Date),
    words("found_at"),
    instant("loaded_at"),
    UniqueConstraint("article_id", "sha256"),
)
READINGS = table(
    "readings",
    "One reading of a revision by one version of the reader with one lexicon",
    Column("reading_id", BigInteger, Identity(always=True), primary_key=True),
    key("article_id", "articles.article_id", nullable=False),
    key("revision_id", "article_revisions.revision_id", nullable=False, index=True),
    words("reader_version", nullable=False),
    words("lexicon_hash", nullable=False),
    words("title"),
    words("publisher"),
    words("author"),
    words("published_on"),
    Column("published_day", Date),
    words("language"),
    Column("signature", ARRAY(BigInteger), nullable=False, server_default=text("'{}'")),
    # Numbers that the reader told to be no figures, so that a person can see that none went missing.
    Column("n_set_aside", Integer, nullable=False, server_default=text("0")),
    flag("is_current", False),
    instant("read_at"),
    Index("readings_article_id_idx", "article_id"),
    Index("readings_current_idx", "article_id", unique=True, postgresql_where=text("is_current")),
)
KNOWN_INPUTS = table(
    "known_inputs",
    "The hash of a file that a state of an article was taken out of: the same file need not be taken apart again",
    words("input_hash", primary_key=True),
    key("revision_id", "article_revisions.revision_id", nullable=False, index=True),
)
RUN_ARTICLES = table(
    "load_run_articles",
    "What a run did to an article, where it did something",
    key("run_id", "load_runs.run_id"),
    key("article_id", "articles.article_id", index=True),
    words("outcome", nullable=False),
    PrimaryKeyConstraint("run_id", "article_id"),
)
REJECTIONS = table(
    "rejections",
    "Input that could not be loaded, kept with the reason",
    Column("rejection_id", BigInteger, Identity(always=True), primary_key=True),
    key("run_id", "load_runs.run_id", gone="SET NULL", index=True),
    words("found_at", nullable=False),
    words("sha256", nullable=False),
    words("reason", nullable=False),
    Column("content", LargeBinary),
    instant("rejected_at"),
    UniqueConstraint("found_at", "sha256", "reason"),
)
CORRECTIONS = table(
    "corrections",
    "What a person corrected: which claim, what, who, why, when; the file is the truth, this its copy",
    words("claim_id"),
    words("field"),
    words("value"),
    words("corrected_by", nullable=False),
    words("reason", nullable=False),
    Column("corrected_on", Date, nullable=False),
    PrimaryKeyConstraint("claim_id", "field"),
)
