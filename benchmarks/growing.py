"""What growth costs: memory, the marginal article, a reload and the queries, in a large database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from benchmarks.contestants import ROOT
from benchmarks.databases import Databases
from benchmarks.loading import FIRST, empty_database, hash_files, load, written
from benchmarks.measuring import Result, Spread, in_turn, ratios

SMALL = 1_000
STEP = 200
LIMIT_MS = 100.0
ROWS = 1_000
AGGREGATES = (
    "support_by_province",
    "support_by_region",
    "support_by_payer",
    "support_by_programme",
    "support_by_period",
    "cooperatives_over_time",
)


@dataclass(frozen=True)
class Loaded:
    """A database that a process of its own has loaded, with what that took."""

    url: str
    articles: int
    seconds: float
    peak_mb: float


def load_by_command(url: str, folder: Path, articles: int) -> Loaded:
    """Load a folder by `coopdb load` in a process of its own; its time and its peak memory."""
    environment = {**os.environ, "COOPDB_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    code = "import sys; from coopdb.cli import main; main(sys.argv[1:])"
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "load", "--quiet", str(folder)], env=environment, stdout=sys.stderr
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"coopdb load ended with status {process.returncode}: see its message above")
    # Linux counts in kilobytes, macOS in bytes.
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return Loaded(url, articles, time.perf_counter() - start, peak)


def growth(databases: Databases, folder: Path, *, articles: int, turns: int) -> list[Result]:
    """Memory, the marginal article and every query, at `articles` loaded against a thousand."""
    empty = empty_database(databases)
    small = load_by_command(databases.create(empty), written(folder, SMALL, FIRST), SMALL)
    large = load_by_command(databases.create(empty), written(folder, articles, FIRST), articles)
    results = [
        Result(
            "memory", f"peak memory of `load` at {articles:,} articles", f"at {SMALL:,}",
            Spread.of([large.peak_mb / small.peak_mb]), 1.2, False,
            {
                "small_mb": round(small.peak_mb, 1),
                "large_mb": round(large.peak_mb, 1),
                "large_load_seconds": round(large.seconds, 1),
                "large_articles_per_second": round(articles / large.seconds, 1),
                "database_kb_per_article": round(_size(large.url) / 1e3 / articles, 1),
            },
        ),
        *queries(large.url, articles),
        *reload(large, written(folder, articles, FIRST), turns),
        marginal(databases, folder, small.url, large.url, articles, turns),
    ]  # fmt: skip
    databases.drop(large.url)
    return results


def reload(loaded: Loaded, corpus: Path, turns: int) -> list[Result]:
    """The same files again, against the hashes of their content and against their first load."""
    again, hashes = in_turn([lambda _: load(loaded.url, corpus), lambda _: hash_files(corpus)], turns)
    what = f"a reload of {loaded.articles:,} articles with nothing changed"
    return [
        Result(
            "reload", what, "sha256 of the same files", ratios(again, hashes), 3, False,
            {
                "reload_articles_per_second": round(loaded.articles * turns / sum(again)),
                "sha256_articles_per_second": round(loaded.articles * turns / sum(hashes)),
            },
        ),
        Result(
            "reload_first", what, "their first load",
            Spread.of([loaded.seconds / seconds for seconds in again]), 20, True,
        ),
    ]  # fmt: skip


def marginal(databases: Databases, folder: Path, small: str, large: str, articles: int, turns: int) -> Result:
    """The same new articles into a copy of the small database and into the large one, in turn."""
    steps = [written(folder, STEP, FIRST + 5_000_000 + turn * STEP) for turn in range(turns)]

    def into_small(turn: int) -> float:
        url = databases.create(small)
        seconds = load(url, steps[turn])
        databases.drop(url)
        return seconds

    # Both as autovacuum leaves a database after a while: a copy has no statistics of its own otherwise.
    warm_up = written(folder, STEP, FIRST + 4_000_000)
    for url in (small, large):
        load(url, warm_up)
        _analyze(url)
    low, high = in_turn([into_small, lambda turn: load(large, steps[turn])], turns)
    return Result(
        "marginal", f"the marginal article at {articles:,} loaded", f"at {SMALL:,} loaded",
        ratios(high, low), 1.2, False,
        {
            "articles_a_turn": STEP,
            "small_ms_per_article": round(1000 * sum(low) / turns / STEP, 2),
            "large_ms_per_article": round(1000 * sum(high) / turns / STEP, 2),
        },
    )  # fmt: skip


def queries(url: str, articles: int) -> list[Result]:
    """The stored questions (their first thousand rows) and the aggregate views, each in milliseconds."""
    with psycopg.connect(url) as connection:
        questions = connection.execute("SELECT number::text, sql FROM report.questions ORDER BY number").fetchall()
        connection.commit()
        asked = {f"question {number}": str(query) for number, query in questions}
        viewed = {f"report.{view}": f"SELECT * FROM report.{view}" for view in AGGREGATES}
        return [
            _timed(connection, "questions", f"the SQL of each stored question at {articles:,} articles", asked),
            _timed(connection, "views", f"each aggregate view at {articles:,} articles", viewed),
        ]


def _timed(connection: psycopg.Connection[tuple[object, ...]], name: str, what: str, asked: dict[str, str]) -> Result:
    times = {key: Spread.of([_milliseconds(connection, query) for _ in range(5)]) for key, query in asked.items()}
    medians = {key: round(spread.median, 1) for key, spread in times.items()}
    return Result(
        name, what, "milliseconds", Spread.of([s.median for s in times.values()]), LIMIT_MS, False, medians,
        judged_by_worst=True,
    )  # fmt: skip


def _milliseconds(connection: psycopg.Connection[tuple[object, ...]], query: str) -> float:
    """The time of a query's first thousand rows, through a cursor as `coopdb sql` opens it."""
    text = sql.SQL("DECLARE answer NO SCROLL CURSOR FOR {}").format(sql.SQL(query.strip().rstrip(";")))
    with connection.transaction(force_rollback=True), connection.cursor() as cursor:
        start = time.perf_counter()
        cursor.execute(text)
        cursor.execute(f"FETCH {ROWS} FROM answer")
        cursor.fetchall()
        return 1000 * (time.perf_counter() - start)


def _analyze(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _size(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return int(str(row[0])) if row else 0
