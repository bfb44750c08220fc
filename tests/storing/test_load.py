"""Loading: again changes nothing, revisions keep their own order, one bad article stops no other."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from coopdb.articles import ArticleInput, find_articles
from coopdb.lexicon import load_lexicon
from coopdb.reading import read
from coopdb.reading.extraction import Extraction
from coopdb.storing.connecting import libpq_url
from coopdb.storing.items import Reader
from coopdb.storing.load import Loaded, Refusal, load_articles
from tests.storing.conftest import Database
from tests.storing.making import Made, article, count, event, money

M = 1_000_000
SEEDS = Path(__file__).parents[2] / "seeds"


def read_whole(given: Any) -> Extraction:
    return read(given.text, title=given.title)


def load_made(url: str, *made: Made, **options: Any) -> Loaded:
    """Load through the front door, with extractions made beforehand."""
    extractions = {given.sha256: extraction for given, extraction in made}
    return load_articles(
        url,
        [given for given, _ in made],
        lambda given: extractions[given.sha256],
        lexicon=load_lexicon(),
        reader_version=options.pop("reader_version", "1"),
        **options,
    )


def every_row(database: Database, *without: str) -> dict[str, Any]:
    """All rows of all tables, as PostgreSQL keeps them: a row written again has another place."""
    tables = [r[0] for r in database.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'coopdb' ORDER BY 1")]
    return {t: database.ask(f"SELECT t.ctid::text, t::text FROM coopdb.{t} AS t") for t in tables if t not in without}


ARTICLES = [
    article("a", money(20.86 * M, place="MA-TNG", period="2019-2025"), count(85, place="MA-TNG")),
    article("b", money(20.8 * M, qualifier="about", place="MA-TNG", period="2019-2025")),
    article("c", event(place="MA-AGD", on="2025-07-07", organizers=["odco", "مكتب مجهول"])),
]


def test_a_second_load_writes_nothing_but_its_own_run(database: Database) -> None:
    first = load_made(database.url, *ARTICLES)
    assert (first.counts["inserted"], first.n_rejected) == (3, 0)
    before, digests = every_row(database, "load_runs"), database.digests()
    second = load_made(database.url, *ARTICLES)
    assert second.counts == {"inserted": 0, "revised": 0, "unchanged": 3, "reread": 0}
    assert every_row(database, "load_runs") == before
    assert database.digests() == digests
    runs = database.ask(
        "SELECT n_inserted, n_unchanged, ended_at IS NOT NULL FROM coopdb.load_runs WHERE what = 'load' ORDER BY run_id"
    )
    assert runs == [(3, 0, True), (0, 3, True)]


def test_one_more_article_is_another_digest(database: Database) -> None:
    load_made(database.url, *ARTICLES[:2])
    before = database.digests()
    load_made(database.url, ARTICLES[2])
    assert database.digests() != before


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_latest_revision_by_its_own_date_stands(database: Database, order: tuple[int, ...]) -> None:
    states = [
        article("a", money(value * M, place="MA-TNG", period="2019-2025"), identity="feed:1", dated=day)
        for value, day in ((5, "2025-01-01"), (6, "2025-02-01"), (7, "2025-03-01"))
    ]
    outcomes = [dict(load_made(database.url, states[i]).counts) for i in order]
    assert [o["inserted"] + o["revised"] for o in outcomes] == [1, 1, 1]
    assert outcomes[0]["inserted"] == 1
    assert database.ask("SELECT amount FROM report.funding") == [(7 * M,)]
    assert database.ask("SELECT count(*) FROM coopdb.article_revisions") == [(3,)]
    assert database.ask("SELECT count(*) FROM report.articles") == [(1,)]


def test_revisions_without_a_date_are_ordered_by_their_hash(new_database: Callable[[], Database]) -> None:
    states = [article("a", money(value * M, place="MA-TNG"), identity="feed:1") for value in (5, 6, 7)]
    amounts = []
    for order in ((0, 1, 2), (2, 0, 1)):
        database = new_database()
        for i in order:
            load_made(database.url, states[i])
        amounts.append(database.ask("SELECT amount FROM report.funding"))
    latest = max(states, key=lambda made: made[0].sha256)[1].figures[0].value
    assert amounts == [[(int(latest),)]] * 2


def test_a_revision_takes_its_claims_place_and_the_old_ones_stay_in_history(database: Database) -> None:
    load_made(database.url, article("a", money(5 * M, place="MA-TNG"), identity="feed:1", dated="2025-01-01"))
    load_made(database.url, article("a", money(7 * M, place="MA-TNG"), identity="feed:1", dated="2025-02-01"))
    assert database.ask("SELECT value FROM report.claims WHERE kind = 'figure'") == [(7 * M,)]
    assert sorted(database.ask("SELECT value FROM coopdb.claimed_figures")) == [(5 * M,), (7 * M,)]


def spoiled(name: str, **changes: Any) -> Made:
    given, extraction = article(name, money(3 * M, place="MA-TET"))
    return dataclasses.replace(given, **changes), extraction


BAD = {
    "a-nul": spoiled("bad", text="nul \0 here"),
    "half-a-pair": spoiled("bad", text="half \ud800 here"),
    "no-number": (
        lambda made: (made[1].figures.append(dataclasses.replace(made[1].figures[0], value="much")), made)[1]
    )(article("bad", money(3 * M))),
    "too-large-a-number": (
        lambda made: (
            made[1].figures.append(dataclasses.replace(made[1].figures[0], value="1e200000")),
            made,
        )[1]
    )(article("bad", money(3 * M))),
    "an-endless-identity": spoiled("bad", identity="x" * 20_000_000),
    "a-day-that-is-none": spoiled("bad", source_date="no day at all"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_article_neither_stops_nor_undoes_the_others(database: Database, name: str) -> None:
    bad = BAD[name]
    refusals: list[Refusal] = []
    made = [ARTICLES[0], bad, ARTICLES[1], ARTICLES[2]]
    loaded = load_made(database.url, *made, on_refusal=refusals.append)
    assert (loaded.counts["inserted"], loaded.n_rejected) == (3, 1)
    assert [(r.path, bool(r.reason), "\n" in r.reason) for r in refusals] == [("bad.txt", True, False)]
    assert database.ask("SELECT found_at FROM coopdb.rejections") == [("bad.txt",)]
    assert database.ask("SELECT count(*) FROM report.articles") == [(3,)]


def test_what_the_reader_fails_on_is_rejected_with_its_reason(database: Database) -> None:
    def fail(given: Any) -> Extraction:
        raise RuntimeError("no reading")

    given = [article("a")[0], Refusal("b.txt", "binary", "hash", b"\0\1")]
    for _ in range(2):
        refusals: list[Refusal] = []
        load_articles(database.url, given, fail, lexicon=load_lexicon(), reader_version="1", on_refusal=refusals.append)
        assert [r.reason for r in refusals] == [
            "binary",
            "the reader failed: RuntimeError: no reading",
        ]
    # Kept once, with the content, so that it can be loaded again.
    assert sorted(database.ask("SELECT found_at, content IS NOT NULL FROM coopdb.rejections")) == [
        ("a.txt", True),
        ("b.txt", True),
    ]


def test_an_article_twice_in_one_load_is_one(database: Database) -> None:
    loaded = load_made(database.url, ARTICLES[0], ARTICLES[0])
    assert (loaded.counts["inserted"], loaded.counts["unchanged"]) == (1, 1)


def test_reading_in_other_processes_gives_the_same(new_database: Callable[[], Database]) -> None:
    here, there = new_database(), new_database()
    found = list(find_articles([SEEDS]))
    options: dict[str, Any] = {"lexicon": load_lexicon(), "reader_version": "1"}
    load_articles(here.url, found, read_whole, **options)
    with ProcessPoolExecutor(2) as pool:
        load_articles(there.url, found, read_whole, executor=pool, **options)
    assert here.digests() == there.digests()


def test_four_loaders_at_once_on_overlapping_folders(new_database: Callable[[], Database]) -> None:
    made = [
        article(f"n{i}", money((i % 7 + 1.5) * M, place=("MA-TNG", "MA-01", "MA")[i % 3], period="2019-2025", programme="indh"),
            count(80 + i % 5, place="MA-TNG"), event(place="MA-AGD", on=f"2025-07-0{i % 8 + 1}", organizers=["odco", f"unknown {i % 3}"]),
            copy_of=f"n{i - i % 4}")
        for i in range(40)
    ]  # fmt: skip
    alone, shared = new_database(), new_database()
    load_made(alone.url, *made)
    orders = [made[:30], made[10:], made[::-1], made[::2] + made[1::2]]

    def load(order: list[Made]) -> int:
        return sum(load_made(shared.url, *order[i : i + 7]).counts["inserted"] for i in range(0, len(order), 7))

    with ThreadPoolExecutor(4) as pool:
        inserted = sum(pool.map(load, orders))
    assert inserted == 40
    assert shared.digests() == alone.digests()


KILLED = """
import sys
from coopdb.articles import find_articles
from coopdb.lexicon import load_lexicon
from coopdb.storing import load, reading_ahead
from tests.storing.test_load import read_whole
load.TOGETHER = reading_ahead.BATCH = 1
print("ready", flush=True)
load.load_articles(sys.argv[1], find_articles([sys.argv[2]]), read_whole, lexicon=load_lexicon(), reader_version="1")
"""


@pytest.mark.parametrize("moment", [0.05, 0.15, 0.3, 0.45, 0.6])
def test_a_killed_loader_leaves_whole_articles_and_the_next_load_the_rest(
    new_database: Callable[[], Database], moment: float
) -> None:
    clean, killed = new_database(), new_database()
    options: dict[str, Any] = {"lexicon": load_lexicon(), "reader_version": "1"}
    load_articles(clean.url, find_articles([SEEDS]), read_whole, **options)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, killed.url, str(SEEDS)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(moment)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    half_in = killed.ask(
        "SELECT count(*) FROM coopdb.articles AS a WHERE NOT EXISTS"
        " (SELECT FROM coopdb.readings AS r JOIN coopdb.claims USING (reading_id) WHERE r.article_id = a.article_id AND is_current)"
    )
    assert half_in == [(0,)]
    load_articles(killed.url, find_articles([SEEDS]), read_whole, **options)
    assert killed.digests() == clean.digests()


def test_a_lost_connection_is_one_clear_error_and_the_next_load_resumes(database: Database) -> None:
    def cut_off(given: ArticleInput) -> Extraction:
        with psycopg.connect(libpq_url(database.url), autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'coopdb load' AND datname = current_database()"
            )
        return read_whole(given)

    options: dict[str, Any] = {"lexicon": load_lexicon(), "reader_version": "1"}
    with pytest.raises(psycopg.OperationalError):
        load_articles(database.url, find_articles([SEEDS]), cut_off, **options)
    loaded = load_articles(database.url, find_articles([SEEDS]), read_whole, **options)
    assert loaded.counts["inserted"] == 5
    assert database.ask("SELECT count(*) FROM coopdb.load_runs WHERE ended_at IS NULL AND what = 'load'") == [(1,)]


def test_reread_reads_again_what_another_reader_read(database: Database) -> None:
    old = article("a", money(5 * M, place="MA-TNG"), count(85, place="MA-TNG"))
    new = (
        old[0],
        dataclasses.replace(old[1], figures=[dataclasses.replace(old[1].figures[0], role="contribution")]),
    )
    load_made(database.url, old, reader_version="1")
    assert load_made(database.url, new, reader_version="2").counts["unchanged"] == 1
    assert load_made(database.url, new, reader_version="2", reread=True).counts["reread"] == 1
    assert load_made(database.url, new, reader_version="2", reread=True).counts["unchanged"] == 1
    assert database.ask("SELECT role, amount FROM report.funding") == [("contribution", 5 * M)]
    assert database.ask("SELECT count(*) FROM report.figures") == [(0,)]
    assert Reader("2", load_lexicon().hash).version in {
        r[0] for r in database.ask("SELECT reader_version FROM report.articles")
    }
