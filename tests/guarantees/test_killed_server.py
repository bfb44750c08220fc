"""SIGKILL of the server at random moments of a load: one clear error, and the next load heals and completes."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psycopg
import pytest

from coopdb.server.embedded import status
from coopdb.storing.digest import digest
from tests.guarantees.commands import RUN_IN_STEPS, Answer, Coopdb, Moments, assert_one_clear_line
from tests.guarantees.conftest import Clean, Tell
from tests.guarantees.states import assert_nothing_half_in, claims, connect

ROUNDS = [pytest.param(2, id="2"), pytest.param(20, id="20", marks=pytest.mark.long)]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_killed_server_and_then_a_load(rounds: int, clean_load: Callable[..., Clean], home: Path, tell: Tell) -> None:
    coopdb = Coopdb(home=home)
    clean = clean_load(_url(coopdb), "middle" if rounds > 10 else "small")
    moments = Moments(rounds, clean.seconds)
    seen: Counter[str] = Counter()
    for number in range(rounds):
        what = ("the server", "a process of the server")[number % 2]
        with tempfile.TemporaryFile() as err:

            def begin(err: IO[bytes] = err) -> subprocess.Popen[bytes]:
                coopdb.done("db", "downgrade", "base")
                err.truncate(0)
                return coopdb.start("load", *clean.corpus.in_another_order(moments.order), run=RUN_IN_STEPS, stderr=err)

            loader = moments.interrupted(begin)
            _kill(home, what)
            ended = loader.wait()
            err.seek(0)
            said = err.read().decode().strip("\0")
        # Status 1 where the load was over a moment before the kill: some articles are rejected.
        seen[what if ended != 1 else f"{what} as the load ended"] += 1
        if ended != 1:
            assert_one_clear_line(Answer(ended, "", said, 0, 0), "again")
        coopdb.inside("load", *clean.corpus.whole, status=1)
        with connect(_url(coopdb)) as connection:
            assert_nothing_half_in(connection)
            assert claims(connection) == clean.claims
            assert digest(connection) == clean.digest, f"round {number}"
    tell(
        f"{rounds} kills of the server by SIGKILL during a load ({', '.join(f'{n} of {state}' for state, n in sorted(seen.items()))}),"
        f" {rounds} loads after, {rounds} times the digest of one clean load of {clean.corpus.n_articles} articles"
    )


def _url(coopdb: Coopdb) -> str:
    return coopdb.done("db", "url", "--role", "superuser").last_line


def _kill(home: Path, what: str) -> None:
    """Kill the postmaster, or the process that serves the loader: the postmaster then restarts all the others."""
    postmaster = status(home)
    assert postmaster.pid is not None
    victim = postmaster.pid
    if what != "the server":
        with psycopg.connect(_url(Coopdb(home=home)), autocommit=True) as connection:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'coopdb load'"
            ).fetchone()
        victim = row[0] if row else victim
    os.kill(victim, signal.SIGKILL)
