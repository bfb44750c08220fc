"""Reading on a real Dask cluster, of which parts die in the middle: nothing lost, nothing twice, the same digest."""

from __future__ import annotations

import random
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopdb.cli import cluster as of_coopdb
from coopdb.storing import reading_ahead
from coopdb.storing.digest import digest
from tests.guarantees.clusters import PATIENCE, DaskCluster
from tests.guarantees.commands import Coopdb, assert_one_clear_line
from tests.guarantees.conftest import Clean, Tell
from tests.guarantees.corpus import SEEDS
from tests.guarantees.doomed_worker import ARTICLES, VERSION, VICTIM
from tests.guarantees.states import assert_nothing_half_in, claims, connect

pytest.importorskip("distributed", reason="Dask is not installed: coopdb[dask]")
ROUNDS = [pytest.param(1, id="1"), pytest.param(10, id="10", marks=pytest.mark.long)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that each of two workers has several."""
    monkeypatch.setattr(reading_ahead, "BATCH", 3)


@pytest.mark.one_server
@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_worker_killed_in_the_middle(
    rounds: int, clean_load: Callable[..., Clean], fresh_database: Callable[..., str], tmp_path: Path, tell: Tell
) -> None:
    clean = clean_load(fresh_database(), "large" if rounds > 1 else "small")
    order = random.Random(rounds)
    for number in range(rounds):
        coopdb = Coopdb(fresh_database())
        with DaskCluster(tmp_path / str(number)) as cluster:
            doomed = cluster.add_worker(**{ARTICLES: 1 if rounds == 1 else order.randrange(1, 40), VICTIM: 0})
            other = cluster.add_worker()
            cluster.wait_for_workers()
            coopdb.inside("load", "--scheduler", cluster.address, *clean.corpus.whole, status=1)
            assert doomed.wait(PATIENCE) == -signal.SIGKILL
            assert other.poll() is None
            # And what it prints is no other than without a cluster.
            there = coopdb.inside("extract", "--scheduler", cluster.address, SEEDS)
            assert there == coopdb.inside("extract", SEEDS)
        assert coopdb.url is not None
        with connect(coopdb.url) as connection:
            assert_nothing_half_in(connection)
            assert connection.execute("SELECT sum(n_inserted), count(*) FROM coopdb.load_runs").fetchone() == (
                clean.corpus.n_articles,
                1,
            )
            assert claims(connection) == clean.claims
            assert digest(connection) == clean.digest, f"round {number}"
    tell(
        f"{rounds} loads of {clean.corpus.n_articles} articles on a Dask scheduler and 2 workers, 1 of them killed by"
        f" SIGKILL in the middle of a batch: nothing lost, nothing twice, {rounds} times the digest of a load without"
    )


@pytest.mark.one_server
@pytest.mark.long
def test_a_scheduler_killed_in_the_middle(
    clean_load: Callable[..., Clean], fresh_database: Callable[..., str], tmp_path: Path, tell: Tell
) -> None:
    clean = clean_load(fresh_database())
    coopdb = Coopdb(fresh_database())
    with DaskCluster(tmp_path) as cluster:
        cluster.add_worker(**{ARTICLES: 4, VICTIM: cluster.scheduler.pid})
        cluster.wait_for_workers()
        answer = coopdb("load", "--scheduler", cluster.address, *clean.corpus.whole)
        assert_one_clear_line(answer, cluster.address, "the scheduler is gone", "again")
    coopdb.inside("load", *clean.corpus.whole, status=1)
    assert coopdb.digest() == clean.digest
    tell("1 scheduler killed during a load, 1 load after, the digest of a clean load")


@pytest.mark.one_server
@pytest.mark.long
def test_a_cluster_without_workers_is_not_waited_for_without_end(
    coopdb: Coopdb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_coopdb, "WITHOUT_WORKERS", 0.2)
    with DaskCluster(tmp_path) as cluster:
        doomed = cluster.add_worker(**{ARTICLES: 1, VICTIM: 0})
        cluster.wait_for_workers()
        for _ in range(2):
            said = refused(coopdb, "load", "--scheduler", cluster.address, SEEDS)
            assert "no worker" in said and "again" in said
        assert doomed.wait(PATIENCE) == -signal.SIGKILL


def test_a_worker_of_another_version_reads_nothing(tmp_path: Path) -> None:
    with DaskCluster(tmp_path) as cluster:
        cluster.add_worker(**{VERSION: "0.0.9"})
        assert "coopdb 0.0.9 there" in refused(Coopdb(), "extract", "--scheduler", cluster.address, SEEDS)


def test_a_worker_without_coopdb_says_so(tmp_path: Path) -> None:
    """The scheduler knows nothing of coopdb either, and need not."""
    (tmp_path / "coopdb").mkdir()
    (tmp_path / "coopdb" / "__init__.py").touch()
    with DaskCluster(tmp_path / "cluster", PYTHONPATH=tmp_path) as cluster:
        cluster.add_worker(PYTHONPATH=tmp_path)
        said = refused(Coopdb(), "extract", "--scheduler", cluster.address, SEEDS)
        assert "No module named 'coopdb.cli'" in said and "Install the same coopdb[dask]" in said


@pytest.mark.long
def test_a_worker_with_another_lexicon_reads_nothing(tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon"
    lexicon.mkdir()
    (lexicon / "institutions.yaml").write_text("- id: made-up\n  kind: office\n  name_ar: مكتب العجائب\n", "utf-8")
    with DaskCluster(tmp_path / "cluster") as cluster:
        cluster.add_worker()
        words = ["extract", "--scheduler", cluster.address, "--lexicon", lexicon, SEEDS]
        assert len(Coopdb().done(*words).out.splitlines()) == 5
        # The worker has read the folder as it was.
        (lexicon / "institutions.yaml").write_text("", "utf-8")
        assert_one_clear_line(Coopdb()(*words), "lexicon", f"with {lexicon} at the same place")


def test_a_scheduler_that_is_not_there_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_coopdb, "TO_ANSWER", 0.2)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        assert f"{address}: nothing answers there" in refused(Coopdb(), "extract", "--scheduler", address, SEEDS)
    assert "nothing answers there" in refused(Coopdb(), "extract", "--scheduler", "no such thing", SEEDS)


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = refused(Coopdb(), "extract", "--scheduler", "tcp://127.0.0.1:1", SEEDS)
    assert "Install `coopdb[dask]`" in said


def refused(coopdb: Coopdb, *words: object) -> str:
    """Run a command that must fail in one line, in this process, and give the line."""
    answer = coopdb.said_inside(*words)
    assert_one_clear_line(answer)
    return answer.err
