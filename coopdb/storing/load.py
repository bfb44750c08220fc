"""Loading: find what is new, read it, store it batch by batch, and say what became of each article."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

import psycopg

from coopdb.errors import CoopdbError
from coopdb.lexicon import Lexicon
from coopdb.reading.extraction import Extraction
from coopdb.storing import schema
from coopdb.storing.connecting import Connection, connect, wait_for_other_writers
from coopdb.storing.corrections import Correction, apply_corrections
from coopdb.storing.derive import derive_all, is_outdated, prepare_derivation
from coopdb.storing.reference import load_reference
from coopdb.storing.roles import LOADER
from coopdb.storing.store import GivenArticle, Item, Reader, store_batch

# As many articles as share one transaction: enough for COPY to pay, few enough to show progress.
BATCH = 200

# What an article's content can bring about; anything else is the database's own trouble.
FAULTS_OF_ARTICLES = (
    psycopg.DataError,
    psycopg.IntegrityError,
    psycopg.errors.ProgramLimitExceeded,
    UnicodeError,
    ValueError,
    OverflowError,
)

Read = Callable[[GivenArticle], Extraction]
T = TypeVar("T")


@dataclass(frozen=True)
class Refusal:
    """An article that was not loaded, and why."""

    path: str
    reason: str
    sha256: str = ""
    content: bytes = b""


@dataclass
class Loaded:
    """What a run did.

    Attributes:
        counts: articles by outcome: inserted, revised, unchanged, reread.
        refusals: those rejected, with their reasons.
        articles: path and outcome of every article, where a caller asked to keep them.
    """

    run_id: int
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("inserted", "revised", "unchanged", "reread"), 0)
    )
    refusals: list[Refusal] = field(default_factory=list)


class ReadingFailed(ValueError):
    """The reader could not read an article; the others go on."""


def load_articles(
    url: str,
    given: Iterable[GivenArticle | Refusal],
    read: Read,
    *,
    lexicon: Lexicon,
    reader_version: str,
    what: str = "load",
    reread: bool = False,
    executor: Executor | None = None,
    in_flight: int = 4,
    on_progress: Callable[[Loaded], None] | None = None,
) -> Loaded:
    """Load articles into a database, laying its schema where it is empty.

    Args:
        url: the database's address.
        given: articles as they were found, and what was found to be none.
        read: the reading; with an executor it must be importable in another process.
        lexicon: what the reading knows; it also fills the reference tables.
        reader_version: the version of the reading, kept with every claim.
        what: what the run is called in the database.
        reread: read again what another reader or lexicon has read.
        executor: where to read in parallel; in this process by default.
        in_flight: how many batches are read ahead of the one being stored.
        on_progress: called after each batch.
    """
    schema.lay(url)
    reader = Reader(reader_version, lexicon.hash)
    with connect(url, role=LOADER, application_name="coopdb load") as connection:
        prepare_derivation(connection)
        bring_reference_up_to_date(connection, lexicon)
        loaded = Loaded(_start_run(connection, what, reader))
        batches = _batches(given, BATCH)
        for items, refusals, n_unchanged in _read_ahead(connection, batches, read, reader, reread, executor, in_flight):
            _count_unchanged(connection, loaded, n_unchanged)
            refusals.extend(_store(connection, loaded, items, reader, reread))
            _keep_refusals(connection, loaded, refusals)
            if on_progress is not None:
                on_progress(loaded)
        connection.execute("UPDATE coopdb.load_runs SET ended_at = now() WHERE run_id = %s", [loaded.run_id])
    return loaded


def bring_reference_up_to_date(connection: Connection, lexicon: Lexicon) -> None:
    """Load the lexicon into the reference tables; where it or the derivation is new, derive facts anew."""
    with connection.transaction():
        wait_for_other_writers(connection)
        if load_reference(connection, lexicon) or is_outdated(connection):
            derive_all(connection)


def correct(url: str, corrections: list[Correction]) -> int:
    """Make the database's corrections those of a file, and say how many lines changed."""
    with connect(url, role=LOADER, application_name="coopdb load") as connection:
        prepare_derivation(connection)
        return apply_corrections(connection, corrections)


def _start_run(connection: Connection, what: str, reader: Reader) -> int:
    row = connection.execute(
        "INSERT INTO coopdb.load_runs (what, reader_version, lexicon_hash) VALUES (%s, %s, %s) RETURNING run_id",
        [what, reader.version, reader.lexicon_hash],
    ).fetchone()
    assert row is not None
    return int(row[0])


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


Read_ = tuple[list[Item], list[Refusal], int]


def _read_ahead(
    connection: Connection,
    batches: Iterator[list[GivenArticle | Refusal]],
    read: Read,
    reader: Reader,
    reread: bool,
    executor: Executor | None,
    in_flight: int,
) -> Iterator[Read_]:
    """Read batch after batch; with an executor several at once, given back in their order."""
    waiting: deque[tuple[Future[list[Extraction | str]] | None, list[GivenArticle], list[Refusal], int]] = deque()
    for batch in batches:
        refusals = [item for item in batch if isinstance(item, Refusal)]
        articles = [item for item in batch if not isinstance(item, Refusal)]
        wanted = _unread(connection, articles, reader, reread)
        n_unchanged = len(articles) - len(wanted)
        if executor is None:
            yield _joined(wanted, read_each(read, wanted), refusals, n_unchanged)
            continue
        future = executor.submit(read_each, read, wanted) if wanted else None
        waiting.append((future, wanted, refusals, n_unchanged))
        while len(waiting) > in_flight:
            yield _finished(waiting.popleft())
    while waiting:
        yield _finished(waiting.popleft())


def _finished(
    item: tuple[Future[list[Extraction | str]] | None, list[GivenArticle], list[Refusal], int],
) -> Read_:
    future, wanted, refusals, n_unchanged = item
    return _joined(wanted, future.result() if future else [], refusals, n_unchanged)


def read_each(read: Read, articles: Sequence[GivenArticle]) -> list[Extraction | str]:
    """Read articles one by one; where one cannot be read, its reason takes the place of the extraction."""
    results: list[Extraction | str] = []
    for article in articles:
        try:
            results.append(read(article))
        except CoopdbError as error:
            results.append(str(error))
        except Exception as error:  # One bad article must not stop the others, whatever it did to the reader.
            results.append(f"the reader failed: {type(error).__name__}: {error}")
    return results


def _joined(
    wanted: Sequence[GivenArticle],
    read: Sequence[Extraction | str],
    refusals: list[Refusal],
    n_unchanged: int,
) -> Read_:
    items: list[Item] = []
    for article, result in zip(wanted, read, strict=True):
        if isinstance(result, str):
            refusals.append(_refused(article, result))
        else:
            items.append((article, result))
    return items, refusals, n_unchanged


def _unread(
    connection: Connection, articles: Sequence[GivenArticle], reader: Reader, reread: bool
) -> list[GivenArticle]:
    """Leave out what is there already: an unchanged article costs its hash and a look-up."""
    if not articles:
        return []
    known = connection.execute(
        """
        SELECT g.identity, g.sha256
        FROM unnest(%s::text[], %s::text[]) AS g (identity, sha256)
        JOIN coopdb.articles AS a USING (identity)
        JOIN coopdb.article_revisions AS v ON v.article_id = a.article_id AND v.sha256 = g.sha256
        -- The last reading is the one that stands: a lexicon that was tried in between is read over.
        WHERE NOT %s OR (
            SELECT (r.reader_version, r.lexicon_hash) = (%s, %s) FROM coopdb.readings AS r
            WHERE r.revision_id = v.revision_id ORDER BY r.reading_id DESC LIMIT 1
        )
        """,
        [
            [_storable(a.identity) for a in articles],
            [a.sha256 for a in articles],
            reread,
            reader.version,
            reader.lexicon_hash,
        ],
    ).fetchall()
    there = set(known)
    return [a for a in articles if (a.identity, a.sha256) not in there]


def _store(
    connection: Connection, loaded: Loaded, items: Sequence[Item], reader: Reader, reread: bool
) -> list[Refusal]:
    """Store items together; where one cannot be stored, halve until it stands alone and refuse it."""
    if not items:
        return []
    try:
        outcomes = store_batch(connection, loaded.run_id, items, reader, reread=reread)
    except FAULTS_OF_ARTICLES as error:
        if connection.broken:
            raise
        if len(items) == 1:
            return [_refused(items[0][0], f"cannot be stored: {str(error).splitlines()[0]}")]
        half = len(items) // 2
        first = _store(connection, loaded, items[:half], reader, reread)
        return first + _store(connection, loaded, items[half:], reader, reread)
    for outcome in outcomes.values():
        loaded.counts[outcome] += 1
    # One content under one identity, twice in a batch, is one article.
    _count_unchanged(connection, loaded, len(items) - len(outcomes))
    return []


def _count_unchanged(connection: Connection, loaded: Loaded, number: int) -> None:
    if number:
        loaded.counts["unchanged"] += number
        connection.execute(
            "UPDATE coopdb.load_runs SET n_unchanged = n_unchanged + %s WHERE run_id = %s",
            [number, loaded.run_id],
        )


def _refused(article: GivenArticle, reason: str) -> Refusal:
    return Refusal(article.path, reason, article.sha256, article.text.encode("utf-8", "surrogatepass"))


def _keep_refusals(connection: Connection, loaded: Loaded, refusals: Sequence[Refusal]) -> None:
    """Keep what was rejected with its reason; the same again is kept once, with the last time it came."""
    if not refusals:
        return
    loaded.refusals.extend(refusals)
    with connection.transaction():
        wait_for_other_writers(connection)
        for refusal in refusals:
            connection.execute(
                """
                INSERT INTO coopdb.rejections (run_id, found_at, sha256, reason, content) VALUES (%s, %s, %s, %s, %s)
                ON CONFLICT (found_at, sha256, reason) DO UPDATE SET run_id = excluded.run_id, rejected_at = now()
                """,
                [
                    loaded.run_id,
                    _storable(refusal.path),
                    refusal.sha256,
                    _storable(refusal.reason),
                    refusal.content,
                ],
            )
        connection.execute(
            "UPDATE coopdb.load_runs SET n_rejected = n_rejected + %s WHERE run_id = %s",
            [len(refusals), loaded.run_id],
        )


def _storable(text: str) -> str:
    """Text as PostgreSQL can hold it: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode("utf-8")
