"""Reading against public peers, and one process against two."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

from benchmarks.contestants import ROOT, Contestant
from benchmarks.generate import generate
from benchmarks.measuring import Result, in_turn, ratios

# Numbers of articles that no other measurement uses, so that nothing is warm by accident.
FIRST = 40_000_000
#: Where articles of the press stand, the ones that are kept unseen left out.
PRESS = (ROOT / "seeds", ROOT / "tests" / "articles" / "develop")
#: How many articles a worker takes at a time.
CHUNK = 50


def _texts(count: int, turn: int, start: int = FIRST) -> list[str]:
    return [a.text for a in generate(count, start=start + turn * count)]


def against(peer: str, name: str, to_reach: float, *, per_turn: int, turns: int) -> Result:
    """`coopdb.read` and a peer on the same generated texts, in turn; new texts each turn, after a warm-up."""
    batches = [_texts(per_turn, turn) for turn in range(turns)]
    warm_up = _texts(min(per_turn, 100), 0, FIRST - 1000)
    return _compare(peer, name, "reading an article whole, one process", to_reach, batches, warm_up)


def press_against(peer: str, name: str, to_reach: float, *, warm_up: int, turns: int) -> Result:
    """The same on the press itself: the articles that stand in this repository, each read once."""
    files = sorted(file for folder in PRESS for file in folder.glob("*.txt"))
    texts = [file.read_text("utf-8") for file in files]
    batches = [texts[turn::turns] for turn in range(turns)]
    return _compare(
        peer, name, "reading articles of the press, one process", to_reach, batches, _texts(warm_up, 0, FIRST - 1000)
    )


def _compare(
    peer: str, name: str, what: str, to_reach: float, batches: Sequence[list[str]], warm_up: list[str]
) -> Result:
    turns = len(batches)
    with ExitStack() as stack:
        ours, theirs = (stack.enter_context(Contestant(n)) for n in ("coopdb_reading", peer))
        for contestant in (ours, theirs):
            contestant.work(warm_up)
        a, b = in_turn([lambda t: ours.work(batches[t]), lambda t: theirs.work(batches[t])], turns)
    size = sum(len(text.encode()) for batch in batches for text in batch)
    count = sum(map(len, batches))
    return Result(
        name, what, peer.replace("_", " "), ratios(b, a), to_reach, True,
        {
            "articles": count,
            "bytes_per_article": round(size / count),
            "coopdb_articles_per_second": round(count / sum(a), 1),
            "peer_articles_per_second": round(count / sum(b), 1),
            "ratio_of_processor_time": round(sum(theirs.cpu[1:]) / sum(ours.cpu[1:]), 3),
        },
    )  # fmt: skip


def two_workers(*, per_turn: int, turns: int) -> Result:
    """The same texts read in this process and by a pool of two, results brought back."""
    batches = [_texts(per_turn, turn, FIRST + 1_000_000) for turn in range(turns)]
    alone: list[float] = []
    shared: list[float] = []

    with ProcessPoolExecutor(2) as pool:

        def one(turn: int) -> float:
            start = time.perf_counter()
            _, cpu = _read_all(batches[turn])
            alone.append(cpu)
            return time.perf_counter() - start

        def two(turn: int) -> float:
            start, here = time.perf_counter(), time.process_time()
            texts = batches[turn]
            chunks = [texts[i : i + CHUNK] for i in range(0, len(texts), CHUNK)]
            there = sum(cpu for _, cpu in pool.map(_read_all, chunks))
            shared.append(there + time.process_time() - here)
            return time.perf_counter() - start

        warm_up = _texts(50, 0, FIRST - 2000)
        list(pool.map(_read_all, [warm_up] * 4))
        _read_all(warm_up)
        a, b = in_turn([one, two], turns)
    count = per_turn * turns
    return Result(
        "workers", "reading with two workers", "with one", ratios(a, b), 1.7, True,
        {
            "articles": count,
            "one_articles_per_second": round(count / sum(a), 1),
            "two_articles_per_second": round(count / sum(b), 1),
            "processor_time_of_two_against_one": round(sum(shared) / sum(alone), 3),
        },
    )  # fmt: skip


def _read_all(texts: list[str]) -> tuple[list[object], float]:
    """Extractions as they travel back from a worker, and the processor time that they took."""
    from coopdb import read

    start = time.process_time()
    return [read(text) for text in texts], time.process_time() - start
