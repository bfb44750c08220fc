"""Loading: against raw COPY and the reading alone, and with two workers against one."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from benchmarks.copying import copy_rows, dump_new_rows
from benchmarks.databases import Databases
from benchmarks.generate import generate, write_folder
from benchmarks.measuring import Result, in_turn, ratios

FIRST = 10_000_000


def written(folder: Path, count: int, start: int) -> Path:
    """A folder of generated articles; written once."""
    target = folder / f"articles-{start}-{count}"
    if not target.exists():
        unfinished = target.with_suffix(".unfinished")
        write_folder(generate(count, start=start), unfinished)
        unfinished.rename(target)
    return target


def load(url: str, folder: Path, workers: int = 1) -> float:
    """Load a folder as `coopdb load --workers N` does; the seconds from the first file to the last commit."""
    from coopdb.articles import find_inputs
    from coopdb.cli.given import as_given
    from coopdb.cli.lexicons import lexicon_of
    from coopdb.cli.reading import reader_version, reader_with, readers_for
    from coopdb.storing.load import Refusal, load_articles

    lexicon, read = lexicon_of(None), reader_with(None)
    start = time.perf_counter()
    refusals: list[Refusal] = []
    with readers_for(workers) as readers:
        load_articles(
            url,
            map(as_given, find_inputs([str(folder)])),
            read,
            lexicon=lexicon,
            reader_version=reader_version(),
            executor=readers.executor,
            in_flight=readers.in_flight,
            on_refusal=refusals.append,
        )
    seconds = time.perf_counter() - start
    if refusals:
        raise RuntimeError(f"{len(refusals)} articles refused: {refusals[0].reason}")
    return seconds


def read_alone(folder: Path) -> float:
    """Read the articles of a folder, found beforehand; the seconds of the reading."""
    from coopdb.articles import ArticleInput, find_articles
    from coopdb.cli.reading import reader_with

    read = reader_with(None)
    found = [item for item in find_articles([str(folder)]) if isinstance(item, ArticleInput)]
    start = time.perf_counter()
    for item in found:
        read(item)
    return time.perf_counter() - start


def hash_files(folder: Path) -> float:
    """The seconds that sha256 over the content of every file takes, one after the other."""
    start = time.perf_counter()
    for path in sorted(folder.rglob("*.txt")):
        hashlib.sha256(path.read_bytes()).hexdigest()
    return time.perf_counter() - start


def empty_database(databases: Databases) -> str:
    """A database with the schema and the reference rows, and no article."""
    from coopdb.cli.lexicons import lexicon_of
    from coopdb.cli.reading import reader_version, reader_with
    from coopdb.storing.load import load_articles

    url = databases.create()
    load_articles(url, [], reader_with(None), lexicon=lexicon_of(None), reader_version=reader_version())
    return url


def first_load(databases: Databases, folder: Path, *, articles: int, turns: int) -> list[Result]:
    """A first load against COPY and reading; with two workers against one."""
    corpus = written(folder, articles, FIRST)
    empty = empty_database(databases)
    loaded = databases.create(empty)
    read_alone(written(folder, 50, FIRST - 100))
    load(loaded, corpus)
    dumps = dump_new_rows(empty, loaded, folder / "rows")
    rows = sum(d.rows for d in dumps)
    copies: list[float] = []
    readings: list[float] = []

    def one(_: int) -> float:
        url = databases.create(empty)
        seconds = load(url, corpus)
        databases.drop(url)
        return seconds

    def two(_: int) -> float:
        url = databases.create(empty)
        seconds = load(url, corpus, workers=2)
        databases.drop(url)
        return seconds

    def raw(_: int) -> float:
        url = databases.create(empty)
        copies.append(copy_rows(url, dumps))
        readings.append(read_alone(corpus))
        databases.drop(url)
        return copies[-1] + readings[-1]

    ones, raws, twos = in_turn([one, raw, two], turns)
    count = articles
    return [
        Result(
            "load", "first load, one process, end to end with commit", "raw COPY of the same rows + reading alone",
            ratios(ones, raws), 1.5, False,
            {
                "articles": count, "rows": rows,
                "load_articles_per_second": round(count * turns / sum(ones), 1),
                "reading_alone_seconds": round(sum(readings) / turns, 2),
                "copy_seconds": round(sum(copies) / turns, 2),
                "load_seconds": round(sum(ones) / turns, 2),
            },
        ),
        Result(
            "load_workers", "the whole load with two workers", "with one", ratios(ones, twos), 1.4, True,
            {"articles": count, "two_articles_per_second": round(count * turns / sum(twos), 1)},
        ),
    ]  # fmt: skip
