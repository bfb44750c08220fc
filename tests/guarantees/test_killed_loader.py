"""SIGKILL of the loader at random moments of its work: no article half in, and the next load completes it."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from coopdb.cli.reading import read_article, reader_version
from coopdb.lexicon import load_lexicon
from coopdb.storing.digest import digest
from coopdb.storing.load import load_articles
from tests.guarantees.commands import RUN_IN_STEPS, Coopdb, Moments
from tests.guarantees.conftest import Clean, Tell
from tests.guarantees.states import Claims, assert_nothing_half_in, claims, connect, is_laid, wait_until_alone

ROUNDS = [pytest.param(2, id="2"), pytest.param(100, id="100", marks=pytest.mark.long)]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_killed_loader_and_then_a_load(
    rounds: int, clean_load: Callable[..., Clean], fresh_database: Callable[..., str], tell: Tell
) -> None:
    clean = clean_load(fresh_database(), "middle" if rounds > 10 else "small")
    from_nothing = Moments(rounds, clean.seconds)
    # Where nothing is laid, that takes most of the time: three times of four it is there.
    laid = fresh_database()
    lay_all(laid)
    began = time.monotonic()
    Coopdb(fresh_database(template=name_of(laid))).start("load", *clean.corpus.whole, run=RUN_IN_STEPS).wait()
    from_laid = Moments(rounds, time.monotonic() - began)
    seen: Counter[str] = Counter()
    for number in range(rounds):
        is_laid_before = number % 4 > 0
        moments = from_laid if is_laid_before else from_nothing
        words = ["load", *clean.corpus.in_another_order(moments.order), *(["--workers=2"] if number % 4 == 1 else [])]

        def begin(
            words: list[str] = words, template: str = name_of(laid) if is_laid_before else "template0"
        ) -> subprocess.Popen[bytes]:
            nonlocal url
            url = fresh_database(template=template)
            return Coopdb(url).start(*words, run=RUN_IN_STEPS, start_new_session=True)

        url = ""
        loader = moments.interrupted(begin)
        coopdb = Coopdb(url)
        loader.kill()
        assert loader.wait() == -signal.SIGKILL
        with connect(url) as connection:
            wait_until_alone(connection)
            assert_nothing_half_in(connection)
            there = claims(connection)
            state = _state(is_laid(connection), there, clean.claims)
            seen[state] += 1
            coopdb.inside(*words, status=1)
            assert claims(connection) == clean.claims
            assert digest(connection) == clean.digest, f"round {number}, {state}"
        _assert_no_orphans(loader.pid)
    tell(
        f"{rounds} loaders killed by SIGKILL ({', '.join(f'{n} {state}' for state, n in sorted(seen.items()))}),"
        f" {rounds} loads after, {rounds} times the digest of one clean load of {clean.corpus.n_articles} articles"
    )


def lay_all(url: str) -> None:
    """Lay the schema into a database, with all that is known before any article is read."""
    load_articles(url, [], read_article, lexicon=load_lexicon(), reader_version=reader_version())


def name_of(url: str) -> str:
    """The name of the database at an address."""
    return url.rpartition("/")[2]


def _state(laid: bool, there: Claims, whole: Claims) -> str:
    if not laid:
        return "while the database was empty"
    if not there:
        return "while no article was in"
    return "while some articles were in" if len(there) < len(whole) else "while all articles were in"


def _assert_no_orphans(session: int) -> None:
    """Processes that the loader had started to read end with it."""
    deadline = time.monotonic() + 20
    while left := _members(session):
        assert time.monotonic() < deadline, f"processes {left} outlive the loader that started them"
        time.sleep(0.05)


def _members(session: int) -> list[int]:
    """The living processes of a session, where /proc tells them."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found
