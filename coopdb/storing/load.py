"""Loading: find what is new, read it, store it batch by batch, and say what became of each article."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

import psycopg

from coopdb.lexicon import Lexicon
from coopdb.storing import schema
from coopdb.storing.connecting import Connection, connect, wait_for_other_writers
from coopdb.storing.corrections import Correction, apply_corrections
from coopdb.storing.derive import derive_all, is_outdated, prepare_derivation
from coopdb.storing.items import GivenArticle, Item, Reader
from coopdb.storing.reading_ahead import BATCH_SIZE, Outcome, Read, batches, read_ahead
from coopdb.storing.reference import load_reference
from coopdb.storing.roles import LOADER

# As many articles as share one transaction: deriving facts from a thousand costs little more than from a hundred.
TOGETHER = 1_000
# How many unchanged articles are counted before the count is written.
COUNTED = 10_000

# What an article's content can bring about; anything else is the database's own trouble.
FAULTS_OF_ARTICLES = (
    psycopg.DataError,
    psycopg.IntegrityError,
    psycopg.errors.ProgramLimitExceeded,
    UnicodeError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True)
class Refusal:
    """An article that was not loaded, and why."""

    path: str
    reason: str
    sha256: str = ""
    content: bytes = b""


#: An article's identity, and the hash of one state of it.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unopened:
    """An article of which only the bytes are known so far: if they are known already, that is enough.

    Attributes:
        size: in bytes.
        open: gives the article, or why it is none.
        key: the article's identity and hash, where the bytes tell them.
        input_hash: else the hash of all that the article depends on.
    """

    size: int
    open: Callable[[], GivenArticle | Refusal]
    key: Key | None = None
    input_hash: str | None = None


Given = GivenArticle | Refusal | Unopened


@dataclass
class Loaded:
    """What a run did.

    Attributes:
        counts: articles by outcome: inserted, revised, unchanged, reread.
        n_rejected: how many were rejected.
    """

    run_id: int
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("inserted", "revised", "unchanged", "reread"), 0)
    )
    n_rejected: int = 0


def load_articles(
    url: str,
    given: Iterable[Given],
    read: Read,
    *,
    lexicon: Lexicon,
    reader_version: str,
    what: str = "load",
    reread: bool = False,
    executor: Executor | None = None,
    in_flight: int = 4,
    on_progress: Callable[[Loaded], None] | None = None,
    on_refusal: Callable[[Refusal], None] | None = None,
) -> Loaded:
    """Load articles into a database, laying its schema where it is empty.

    Neither the articles nor their claims are ever in memory together, but the batches that are in flight.

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
        on_refusal: called with each article that was rejected, once that is recorded.
    """
    schema.lay(url)
    reader = Reader(reader_version, lexicon.hash)
    with connect(url, role=LOADER, application_name="coopdb load") as connection:
        bring_reference_up_to_date(connection, lexicon)
        run = _Run(connection, Loaded(_start_run(connection, what, reader)), reader, reread)
        for batch, outcomes in read_ahead(run.sort_out(given), read, executor, in_flight):
            for refusal in run.take(batch, outcomes):
                if on_refusal is not None:
                    on_refusal(refusal)
            if on_progress is not None:
                on_progress(run.loaded)
        for refusal in run.finish():
            if on_refusal is not None:
                on_refusal(refusal)
        if on_progress is not None:
            on_progress(run.loaded)
        connection.execute("UPDATE coopdb.load_runs SET ended_at = now() WHERE run_id = %s", [run.loaded.run_id])
    return run.loaded


def bring_reference_up_to_date(connection: Connection, lexicon: Lexicon) -> None:
    """Load the lexicon into the reference tables; where it or the derivation is new, derive facts anew."""
    with connection.transaction():
        wait_for_other_writers(connection)
        if load_reference(connection, lexicon) or is_outdated(connection):
            prepare_derivation(connection)
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


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is known of a batch before it is read."""

    wanted: list[GivenArticle]
    refusals: list[Refusal]
    n_unchanged: int
    inputs: dict[str, Key]


class _Run:
    """One load: its connection, and what it did so far."""

    def __init__(self, connection: Connection, loaded: Loaded, reader: Reader, reread: bool) -> None:
        self.loaded = loaded
        self._connection = connection
        self._reader = reader
        self._reread = reread
        self._is_prepared = False
        self._read: list[Item] = []
        self._inputs: dict[str, Key] = {}
        self._n_uncounted = 0

    def sort_out(self, given: Iterable[Given]) -> Iterator[tuple[_Batch, list[GivenArticle]]]:
        """Leave out what is there already: an unchanged article costs its hash and a look-up."""
        for items in batches(given, _size):
            asked = {item.key for item in items if isinstance(item, Unopened) and item.key}
            there = self._there(asked)
            known = self._known([i.input_hash for i in items if isinstance(i, Unopened) and i.input_hash])
            refusals: list[Refusal] = []
            articles: list[GivenArticle] = []
            inputs: dict[str, Key] = {}
            for item in items:
                if isinstance(item, Unopened) and (item.key in there or item.input_hash in known):
                    continue
                opened = item.open() if isinstance(item, Unopened) else item
                if isinstance(opened, Refusal):
                    refusals.append(opened)
                    continue
                articles.append(opened)
                if isinstance(item, Unopened) and item.input_hash:
                    inputs[item.input_hash] = (opened.identity, opened.sha256)
            # What was looked up by its bytes is not looked up again.
            there |= self._there({key_of(a) for a in articles} - asked)
            wanted = [a for a in articles if key_of(a) not in there]
            yield _Batch(wanted, refusals, len(items) - len(refusals) - len(wanted), inputs), wanted

    def take(self, batch: _Batch, outcomes: Sequence[Outcome]) -> list[Refusal]:
        """Take a batch that was read, store what has gathered, and give what was rejected."""
        self._count_unchanged(batch.n_unchanged)
        refusals = list(batch.refusals)
        for article, outcome in zip(batch.wanted, outcomes, strict=True):
            if isinstance(outcome, str):
                refusals.append(_refused(article, outcome))
            else:
                self._read.append((article, outcome))
        self._inputs |= batch.inputs
        number, size = len(self._read), sum(len(article.text) for article, _ in self._read)
        if max(number, len(self._inputs)) >= TOGETHER or size >= BATCH_SIZE:
            refusals += self._store_gathered()
        self._keep_refusals(refusals)
        return refusals

    def finish(self) -> list[Refusal]:
        """Store what has gathered last, and give what of it was rejected."""
        refusals = self._store_gathered()
        self._write_count()
        self._keep_refusals(refusals)
        return refusals

    def _store_gathered(self) -> list[Refusal]:
        items, self._read = self._read, []
        refusals = self._store(items)
        self._remember()
        return refusals

    def _known(self, input_hashes: Sequence[str]) -> set[str]:
        """Of inputs, those whose article is there; to read it again it must be taken out of them again."""
        if not input_hashes or self._reread:
            return set()
        query = "SELECT input_hash FROM coopdb.known_inputs WHERE input_hash = ANY (%s)"
        return {row[0] for row in self._connection.execute(query, [list(input_hashes)]).fetchall()}

    def _remember(self) -> None:
        """Keep which inputs the articles that are there were taken out of."""
        inputs, self._inputs = self._inputs, {}
        if not inputs:
            return
        with self._connection.transaction():
            wait_for_other_writers(self._connection)
            self._connection.execute(
                """
                INSERT INTO coopdb.known_inputs (input_hash, revision_id)
                SELECT g.input_hash, v.revision_id
                FROM unnest(%s::text[], %s::text[], %s::text[]) AS g (input_hash, identity, sha256)
                JOIN coopdb.articles AS a USING (identity)
                JOIN coopdb.article_revisions AS v ON v.article_id = a.article_id AND v.sha256 = g.sha256
                ON CONFLICT DO NOTHING
                """,
                [
                    list(inputs),
                    [_storable(identity) for identity, _ in inputs.values()],
                    [sha256 for _, sha256 in inputs.values()],
                ],
            )

    def _there(self, keys: Collection[Key]) -> set[Key]:
        """Of articles by identity and hash, those that are there, and are not to be read again."""
        if not keys:
            return set()
        rows = self._connection.execute(
            """
            SELECT g.identity, g.sha256
            FROM unnest(%s::text[], %s::text[]) AS g (identity, sha256)
            JOIN coopdb.articles AS a USING (identity)
            JOIN coopdb.article_revisions AS v ON v.article_id = a.article_id AND v.sha256 = g.sha256
            -- The last reading is the one that stands: a lexicon that was tried in between is read over.
            WHERE NOT %s OR (
                SELECT (array_agg((r.reader_version, r.lexicon_hash) = (%s, %s) ORDER BY r.reading_id DESC))[1]
                FROM coopdb.readings AS r WHERE r.revision_id = v.revision_id
            )
            """,
            [
                [_storable(identity) for identity, _ in keys],
                [sha256 for _, sha256 in keys],
                self._reread,
                self._reader.version,
                self._reader.lexicon_hash,
            ],
        ).fetchall()
        return set(rows)

    def _store(self, items: Sequence[Item]) -> list[Refusal]:
        """Store items together; where one cannot be stored, halve until it stands alone and refuse it."""
        if not items:
            return []
        # Imported where there is something to store: a load that finds nothing new takes no part in it.
        from coopdb.storing.store import store_batch

        if not self._is_prepared:
            prepare_derivation(self._connection)
            self._is_prepared = True
        try:
            outcomes = store_batch(self._connection, self.loaded.run_id, items, self._reader, reread=self._reread)
        except FAULTS_OF_ARTICLES as error:
            if self._connection.broken:
                raise
            if len(items) == 1:
                return [_refused(items[0][0], f"cannot be stored: {str(error).splitlines()[0]}")]
            half = len(items) // 2
            return self._store(items[:half]) + self._store(items[half:])
        for outcome in outcomes.values():
            self.loaded.counts[outcome] += 1
        # One content under one identity, twice in a batch, is one article.
        self._count_unchanged(len(items) - len(outcomes))
        return []

    def _count_unchanged(self, number: int) -> None:
        self.loaded.counts["unchanged"] += number
        self._n_uncounted += number
        if self._n_uncounted >= COUNTED:
            self._write_count()

    def _write_count(self) -> None:
        """Write how many were unchanged: rarely, since each time is a transaction with its wait for the disk."""
        number, self._n_uncounted = self._n_uncounted, 0
        if number:
            self._connection.execute(
                "UPDATE coopdb.load_runs SET n_unchanged = n_unchanged + %s WHERE run_id = %s",
                [number, self.loaded.run_id],
            )

    def _keep_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Keep what was rejected with its reason; the same again is kept once, with the last time it came."""
        if not refusals:
            return
        self.loaded.n_rejected += len(refusals)
        with self._connection.transaction():
            wait_for_other_writers(self._connection)
            for refusal in refusals:
                self._connection.execute(
                    """
                    INSERT INTO coopdb.rejections (run_id, found_at, sha256, reason, content)
                    VALUES (%s, %s, %s, %s, %s)
                    ON CONFLICT (found_at, sha256, reason) DO UPDATE
                    SET run_id = excluded.run_id, rejected_at = now()
                    """,
                    [
                        self.loaded.run_id,
                        _storable(refusal.path),
                        refusal.sha256,
                        _storable(refusal.reason),
                        refusal.content,
                    ],
                )
            self._connection.execute(
                "UPDATE coopdb.load_runs SET n_rejected = n_rejected + %s WHERE run_id = %s",
                [len(refusals), self.loaded.run_id],
            )


def key_of(article: GivenArticle) -> Key:
    """Return what an article's state is known by."""
    return article.identity, article.sha256


def _size(item: Given) -> int:
    if isinstance(item, Unopened):
        return item.size
    return len(item.content if isinstance(item, Refusal) else item.text)


def _refused(article: GivenArticle, reason: str) -> Refusal:
    return Refusal(article.path, reason, article.sha256, article.text.encode("utf-8", "surrogatepass"))


def _storable(text: str) -> str:
    """Text as PostgreSQL can hold it: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode("utf-8")
