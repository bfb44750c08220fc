"""Reading batch by batch, in this process or on any `Executor`: so many ahead of what comes next, and no more."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import TypeVar

from coopdb.errors import CoopdbError
from coopdb.reading.extraction import Extraction
from coopdb.storing.items import GivenArticle

# As many articles as one worker reads at a time.
BATCH = 200
# Or as many characters or bytes: a batch of the longest articles must fit in memory too.
BATCH_SIZE = 4_000_000

Read = Callable[[GivenArticle], Extraction]
Outcome = Extraction | str
T = TypeVar("T")
C = TypeVar("C")


def batches(items: Iterable[T], size_of: Callable[[T], int], most: int = 0) -> Iterator[list[T]]:
    """Cut a stream into batches, by number and by size.

    Args:
        items: what comes.
        size_of: how large one is, in characters or bytes.
        most: how many make a batch; `BATCH` by default.
    """
    batch: list[T] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if len(batch) >= (most or BATCH) or size >= BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def read_ahead(
    jobs: Iterable[tuple[C, Sequence[GivenArticle]]],
    read: Read,
    executor: Executor | None = None,
    in_flight: int = 1,
) -> Iterator[tuple[C, list[Outcome]]]:
    """Read batch after batch; with an executor several at once, given back in their order.

    Args:
        jobs: batches, each with whatever is to come back beside its outcomes.
        read: the reading of one article; with an executor it must be importable in another process.
        executor: where to read; in this process by default.
        in_flight: how many batches are read ahead, at most: they and what was read in them are in memory.

    Yields:
        What came with a batch, and for each article of it what was read, or in words why it cannot be.
    """
    if executor is None:
        for beside, articles in jobs:
            yield beside, read_each(read, articles)
        return
    waiting: deque[tuple[C, Future[list[Outcome]] | None]] = deque()
    for beside, articles in jobs:
        waiting.append((beside, executor.submit(read_each, read, articles) if articles else None))
        while len(waiting) > in_flight:
            yield _finished(*waiting.popleft())
    while waiting:
        yield _finished(*waiting.popleft())


def _finished(beside: C, future: Future[list[Outcome]] | None) -> tuple[C, list[Outcome]]:
    return beside, future.result() if future else []


def read_each(read: Read, articles: Sequence[GivenArticle]) -> list[Outcome]:
    """Read articles one by one; where one cannot be read, its reason takes the place of the extraction."""
    results: list[Outcome] = []
    for article in articles:
        try:
            results.append(read(article))
        except CoopdbError as error:
            results.append(str(error))
        except Exception as error:  # One bad article must not stop the others, whatever it did to the reader.
            results.append(f"the reader failed: {type(error).__name__}: {error}")
    return results
