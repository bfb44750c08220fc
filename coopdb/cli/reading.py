"""Reading articles for the commands: in this process, in several, or on a Dask cluster."""

from __future__ import annotations

import functools
import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coopdb
from coopdb.cli.lexicons import lexicon_of
from coopdb.errors import CoopdbError

if TYPE_CHECKING:
    from coopdb.reading.extraction import Extraction

# Whatever the number of readers: batches in flight are in memory, and one process stores them all.
MOST_IN_FLIGHT = 32


#: How often to look whether a reading process was killed, in seconds.
_LOOK_EVERY = 0.2


class LexiconUnfit(CoopdbError):
    """{folder}: no article can be read with these records ({reason}). They take the fields that the package's own
    files have: mend them."""


class WorkerDied(CoopdbError):
    """One of {workers} reading processes was killed, perhaps for want of memory. What was stored is whole:
    run the same command again to go on, with fewer --workers."""


@dataclass(frozen=True)
class Readers:
    """What to read on.

    Attributes:
        executor: a pool of processes or a cluster; nothing for this process alone.
        in_flight: how many batches to read ahead, so that none of them is ever idle.
    """

    executor: Executor | None = None
    in_flight: int = 1


def read_article(article: Any, lexicon_folder: Path | None = None) -> Extraction:
    """Read one article as it was given, with what is known beside its text; within bounds, whatever it is."""
    from coopdb.cli.bounds import bounded
    from coopdb.reading import read

    lexicon = lexicon_of(lexicon_folder)
    with bounded():
        extraction = read(
            article.text,
            title=article.title,
            publisher=article.publisher,
            published_on=article.published_on,
            lexicon=lexicon,
        )
    extraction.article.path = article.path
    extraction.article.sha256 = article.sha256
    extraction.article.author = extraction.article.author or article.author
    return extraction


def reader_version() -> str:
    """Return the version that every claim is marked with."""
    return coopdb.__version__


@contextmanager
def readers_for(
    workers: int = 1, scheduler: str | None = None, lexicon_folder: Path | None = None
) -> Iterator[Readers]:
    """Give what to read on: this process alone, a pool of processes, or a Dask cluster.

    Args:
        workers: how many processes.
        scheduler: the address of a cluster's scheduler.
        lexicon_folder: what is added to the lexicon; a cluster's workers must have it too.
    """
    if scheduler is not None:
        from coopdb.cli.cluster import Reading, cluster_at

        reading = Reading(reader_version(), lexicon_of(lexicon_folder).hash, lexicon_folder)
        with cluster_at(scheduler, reading) as cluster:
            yield Readers(cluster, min(2 * max(cluster.n_threads, 2), MOST_IN_FLIGHT))
    elif workers > 1:
        with _pool_of(workers) as pool:
            try:
                yield Readers(pool, min(2 * workers, MOST_IN_FLIGHT))
            except BrokenExecutor as error:
                raise WorkerDied(workers=workers) from error
    else:
        yield Readers()


@contextmanager
def _pool_of(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Start processes that read; one that is killed is no reason to wait for ever, as some versions of Python do.

    3.11.2 among them: they wait for the writing end of a pipe that nobody reads any more, and whose reading end they
    hold open themselves (python/cpython#94777).
    """
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK_EVERY):
            processes = list((pool._processes or {}).values())
            if any(process.exitcode for process in processes):
                pool._call_queue._reader.close()  # type: ignore[attr-defined]
                return

    # Not by fork: a copy of this process would keep its database connection open after its death.
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(workers, context, initializer=_die_with_parent) as pool:
            threading.Thread(target=watch, daemon=True).start()
            yield pool
    finally:
        over.set()


def _die_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it cannot say so itself."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def reader_with(lexicon_folder: Path | None) -> Any:
    """Return the reading as a function of an article, importable in other processes.

    Raises:
        LexiconUnfit: the folder's records break the reading: better said once than of every article.
    """
    if lexicon_folder is not None:
        from coopdb.reading import read

        try:
            read("تعاونية", lexicon=lexicon_of(lexicon_folder))
        except CoopdbError:
            raise
        except Exception as error:
            raise LexiconUnfit(folder=lexicon_folder, reason=f"{type(error).__name__}: {error}") from error
    return functools.partial(read_article, lexicon_folder=lexicon_folder)
