"""A connection lost in the middle, a server that restarts, a disk that is full: a clear error, a clean resume."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psycopg
import pytest

from coopdb.storing.digest import digest
from tests.guarantees.commands import RUN_IN_STEPS, Answer, Coopdb, Moments, assert_one_clear_line
from tests.guarantees.conftest import Clean, Tell
from tests.guarantees.states import assert_nothing_half_in, connect

ROUNDS = [pytest.param(2, id="2"), pytest.param(20, id="20", marks=pytest.mark.long)]
CUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_connection_lost_in_the_middle(
    rounds: int, clean_load: Callable[..., Clean], fresh_database: Callable[..., str], tell: Tell
) -> None:
    clean = clean_load(fresh_database(), "large" if rounds > 10 else "small")
    moments = Moments(rounds, clean.seconds)
    n_cut = 0
    while n_cut < rounds:
        with tempfile.TemporaryFile() as err:

            def begin(err: IO[bytes] = err) -> subprocess.Popen[bytes]:
                nonlocal url
                url = fresh_database()
                err.truncate(0)
                words = clean.corpus.in_another_order(moments.order)
                return Coopdb(url).start("load", *words, run=RUN_IN_STEPS, stderr=err)

            url = ""
            loader = moments.interrupted(begin)
            coopdb = Coopdb(url)
            with connect(url) as connection:
                # Between two of its connections there is none to cut.
                while loader.poll() is None and not connection.execute(CUT).fetchall():
                    time.sleep(0.01)
            status = loader.wait()
            err.seek(0)
            if status != 1:
                assert_one_clear_line(Answer(status, "", err.read().decode().strip("\0"), 0, 0), "again")
                n_cut += 1
        with connect(url) as connection:
            assert_nothing_half_in(connection)
            coopdb.inside("load", *clean.corpus.whole, status=1)
            assert digest(connection) == clean.digest, f"round {n_cut}"
    tell(
        f"{n_cut} loads cut off by pg_terminate_backend, {n_cut} loads after, {n_cut} times the digest of a clean load"
    )


def test_a_server_that_is_restarted_in_the_middle(clean_load: Callable[..., Clean], home: Path, tell: Tell) -> None:
    coopdb = Coopdb(home=home)
    clean = clean_load(coopdb.done("db", "url", "--role", "superuser").last_line)
    coopdb.done("db", "downgrade", "base")
    with tempfile.TemporaryFile() as err:
        loader = coopdb.start("load", *clean.corpus.whole, stderr=err)
        url = coopdb.done("db", "url", "--role", "superuser").last_line
        with psycopg.connect(url, autocommit=True) as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'coopdb load'"
            while loader.poll() is None and connection.execute(query).fetchone() == (0,):
                time.sleep(0.005)
        coopdb.done("db", "stop")
        coopdb.done("db", "start")
        status = loader.wait()
        err.seek(0)
        assert_one_clear_line(Answer(status, "", err.read().decode(), 0, 0), "again")
    coopdb.inside("load", *clean.corpus.whole, status=1)
    assert coopdb.digest() == clean.digest
    tell("1 server restarted during a load, 1 load after, the digest of a clean load")


@pytest.mark.parametrize("room", [1, pytest.param(4, marks=pytest.mark.long), pytest.param(9, marks=pytest.mark.long)])
def test_a_disk_that_is_full(
    room: int, small_disk: Path, clean_load: Callable[..., Clean], home: Path, tell: Tell
) -> None:
    elsewhere = Coopdb(home=home)
    clean = clean_load(elsewhere.done("db", "url", "--role", "superuser").last_line, "large" if room > 1 else "small")
    coopdb = Coopdb(home=small_disk / "home")
    coopdb.done("db", "upgrade")
    ballast = small_disk / "ballast"
    free = int(subprocess.run(
        ["df", "--output=avail", "-B1", str(small_disk)], capture_output=True, text=True, check=True
    ).stdout.split()[-1])  # fmt: skip
    ballast.write_bytes(bytes(free - room * 2**20))
    for _ in range(2):
        answer = coopdb("load", *clean.corpus.whole)
        assert_one_clear_line(answer, "space left on device")
    ballast.unlink()
    coopdb.inside("load", *clean.corpus.whole, status=1)
    assert coopdb.digest() == clean.digest
    tell(
        f"a disk with {room} MB left: 2 loads stopped by it, then the digest of a clean load of {clean.corpus.n_articles} articles"
    )


@pytest.mark.one_server
@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells which processes read")
def test_a_reading_process_that_is_killed(
    clean_load: Callable[..., Clean], fresh_database: Callable[..., str], tell: Tell
) -> None:
    """As the system does when memory runs out; which of two processes it is makes no difference."""
    clean = clean_load(fresh_database())
    coopdb = Coopdb(fresh_database())
    with tempfile.TemporaryFile() as err:
        loader = coopdb.start("load", "--workers", 2, *clean.corpus.whole, stderr=err)
        while not (readers := _readers(loader.pid)) and loader.poll() is None:
            time.sleep(0.005)
        os.kill(readers[0], signal.SIGKILL)
        status = loader.wait()
        err.seek(0)
        assert_one_clear_line(Answer(status, "", err.read().decode(), 0, 0), "killed", "again")
    coopdb.inside("load", *clean.corpus.whole, status=1)
    assert coopdb.digest() == clean.digest
    tell("1 of 2 reading processes killed, 1 load after, the digest of a clean load")


def _readers(loader: int) -> list[int]:
    """The processes that a loader has started to read, where /proc tells them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = stat.read_text(errors="replace").rpartition(")")[2].split()[1]
            if int(parent) == loader and b"spawn_main" in (stat.parent / "cmdline").read_bytes():
                found.append(int(stat.parent.name))
    return found
