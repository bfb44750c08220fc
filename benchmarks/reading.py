"""Reading against public peers, and one process against two."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

from benchmarks.contestants import Contestant
from benchmarks.generate import generate
from benchmarks.measuring import Result, in_turn, ratios

# Numbers of articles that no other measurement uses, so that nothing is warm by accident.
FIRST = 40_000_000


def _texts(count: int, turn: int, start: int = FIRST) -> list[str]:
    return [a.text for a in generate(count, start=start + turn * count)]


def against(peer: str, name: str, to_reach: float, *, per_turn: int, turns: int) -> Result:
    """`coopdb.read` and a peer on the same texts, in turn; new texts each turn, after a warm-up."""
    batches = [_texts(per_turn, turn) for turn in range(turns)]
    warm_up = _texts(min(per_turn, 100), 0, FIRST - 1000)
    with ExitStack() as stack:
        ours, theirs = (stack.enter_context(Contestant(n)) for n in ("coopdb_reading", peer))
        for contestant in (ours, theirs):
            contestant.work(warm_up)
        a, b = in_turn([lambda t: ours.work(batches[t]), lambda t: theirs.work(batches[t])], turns)
    size = sum(len(text.encode()) for batch in batches for text in batch)
    count = per_turn * turns
    return Result(
        name, "reading an article whole, one process", peer.replace("_", " "), ratios(b, a), to_reach, True,
        {
            "articles": count,
            "bytes_per_article": round(size / count),
            "coopdb_articles_per_second": round(count / sum(a), 1),
            "peer_articles_per_second": round(count / sum(b), 1),
            "ratio_of_processor_time": round(sum(theirs.cpu[1:]) / sum(ours.cpu[1:]), 3),
        },
    )  # fmt: skip


def _read_all(texts: list[str]) -> int:
    from coopdb import read

    return sum(len(read(text).figures) for text in texts)


def two_workers(*, per_turn: int, turns: int) -> Result:
    """The same texts read in this process and by a pool of two, results brought back."""
    batches = [_texts(per_turn, turn, FIRST + 1_000_000) for turn in range(turns)]
    chunk = 50

    with ProcessPoolExecutor(2) as pool:

        def one(turn: int) -> float:
            start = time.perf_counter()
            _extractions(batches[turn])
            return time.perf_counter() - start

        def two(turn: int) -> float:
            start = time.perf_counter()
            texts = batches[turn]
            for _ in pool.map(_extractions, [texts[i : i + chunk] for i in range(0, len(texts), chunk)]):
                pass
            return time.perf_counter() - start

        list(pool.map(_read_all, [_texts(50, 0, FIRST - 2000)] * 4))
        _read_all(_texts(50, 0, FIRST - 2000))
        a, b = in_turn([one, two], turns)
    count = per_turn * turns
    return Result(
        "workers", "reading with two workers", "with one", ratios(a, b), 1.7, True,
        {
            "articles": count,
            "one_articles_per_second": round(count / sum(a), 1),
            "two_articles_per_second": round(count / sum(b), 1),
        },
    )  # fmt: skip


def _extractions(texts: list[str]) -> list[object]:
    """Extractions as they travel back from a worker."""
    from coopdb import read

    return [read(text) for text in texts]
