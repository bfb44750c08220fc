"""Reading articles for the commands: in this process, in several, or on a Dask cluster."""

from __future__ import annotations

import functools
import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coopdb
from coopdb.errors import CoopdbError
from coopdb.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from coopdb.reading.extraction import Extraction


class DaskMissing(CoopdbError):
    """--scheduler {address}: Dask is not installed. Install `coopdb[dask]`."""


class SchedulerUnreachable(CoopdbError):
    """--scheduler {address}: nothing answers there ({reason}). Start `dask scheduler`,
    or leave the option out."""


class LexiconUnfit(CoopdbError):
    """{folder}: no article can be read with these records ({reason}). They take the fields that the package's own
    files have: mend them."""


class WorkerDied(CoopdbError):
    """One of {workers} reading processes was killed, perhaps for want of memory. What was stored is whole:
    run the same command again to go on, with fewer --workers."""


@functools.cache
def lexicon_of(folder: Path | None) -> Lexicon:
    """Return the package's lexicon, or the one that a folder adds to; once a process."""
    return load_lexicon(folder)


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
def executor_for(workers: int, scheduler: str | None) -> Iterator[Executor | None]:
    """Give what to read on: nothing for this process alone, a pool of processes, or a Dask cluster."""
    if scheduler is not None:
        with _dask(scheduler) as executor:
            yield executor
    elif workers > 1:
        # Not by fork: a copy of this process would keep its database connection open after its death.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, context, initializer=_die_with_parent) as pool:
            try:
                yield pool
            except BrokenExecutor as error:
                raise WorkerDied(workers=workers) from error
    else:
        yield None


def _die_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it cannot say so itself."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise DaskMissing(address=address) from error
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise SchedulerUnreachable(address=address, reason=error) from error
    with client:
        yield client.get_executor(pure=False)


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
