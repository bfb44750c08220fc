"""Four loaders at once on folders that overlap, each in an order of its own: the digest of one clean load."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from coopdb.storing.digest import digest
from tests.guarantees.commands import Coopdb, rejections
from tests.guarantees.conftest import Clean, Tell
from tests.guarantees.states import assert_nothing_half_in, claims, connect

LOADERS = 4
ROUNDS = [pytest.param(1, id="1"), pytest.param(10, id="10", marks=pytest.mark.long)]


@pytest.mark.parametrize("rounds", ROUNDS)
def test_four_loaders_at_once(
    rounds: int, clean_load: Callable[..., Clean], fresh_database: Callable[..., str], tell: Tell
) -> None:
    clean = clean_load(fresh_database(), "large" if rounds > 1 else "small")
    order = random.Random(rounds)
    for number in range(rounds):
        # Every other time the schema is still to be laid, by all four at once.
        url = fresh_database()
        if number % 2:
            Coopdb(url).done("db", "upgrade")
        with ThreadPoolExecutor(LOADERS) as pool:
            folders = [clean.corpus.in_another_order(order)[at % 2 :] for at in range(LOADERS)]
            for loader in [pool.submit(Coopdb(url), "load", *words) for words in folders]:
                answer = loader.result()
                # Bad articles are rejected; nothing else went wrong, least of all a deadlock.
                assert answer.status in (0, 1), answer
                assert len(rejections(answer)) == len(answer.err.splitlines()), answer
        with connect(url) as connection:
            assert_nothing_half_in(connection)
            runs = connection.execute(
                "SELECT count(*), sum(n_inserted), count(ended_at) FROM coopdb.load_runs WHERE what = 'load'"
            ).fetchone()
            assert runs == (LOADERS, clean.corpus.n_articles, LOADERS)
            Coopdb(url).inside("load", *clean.corpus.whole, status=1)
            assert claims(connection) == clean.claims
            assert digest(connection) == clean.digest, f"round {number}"
    tell(
        f"{rounds} times {LOADERS} loaders at once on 3 or 4 folders that overlap, in orders of their own:"
        f" no deadlock, no article twice, {rounds} times the digest of one clean load of {clean.corpus.n_articles} articles"
    )
