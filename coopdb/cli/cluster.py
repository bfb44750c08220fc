"""Reading on a Dask cluster, behind the same `Executor` as a pool of processes.

A task is a batch of articles and reads them on one worker. Dask gives the tasks of a worker that dies to another;
whatever comes back is stored by this process alone and once.
"""

from __future__ import annotations

import functools
import logging
import pickle
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import coopdb
from coopdb.errors import CoopdbError

# How long a scheduler may take to answer, and a cluster may be without any worker, in seconds.
TO_ANSWER = 5.0
WITHOUT_WORKERS = 60.0

P = ParamSpec("P")
T = TypeVar("T")


class DaskMissing(CoopdbError):
    """--scheduler {address}: Dask is not installed. Install `coopdb[dask]`, here and on every machine of the
    cluster."""


class SchedulerUnreachable(CoopdbError):
    """--scheduler {address}: nothing answers there ({reason}). Start `dask scheduler`,
    or leave the option out."""


class ClusterWithoutWorkers(CoopdbError):
    """--scheduler {address}: it has had no worker for {seconds:g} seconds. Start `dask worker {address}`, and run the
    same command again: what was stored is whole."""


class ClusterLost(CoopdbError):
    """--scheduler {address}: the scheduler is gone. What was stored is whole: start it, and run the same command again
    to go on."""


class WorkersDied(CoopdbError):
    """--scheduler {address}: one batch of articles ended several workers in turn, perhaps for want of memory. What was
    stored is whole: run the same command again without --scheduler to see which article it is."""


class WorkerReadsOtherwise(CoopdbError):
    """--scheduler {address}: the worker {worker} reads otherwise than this process ({difference}). Install the same
    coopdb on it{hint}."""


class WorkerUnfit(CoopdbError):
    """--scheduler {address}: its workers cannot read ({reason}). Install the same coopdb[dask] on all of its
    machines."""


@dataclass(frozen=True)
class Reading:
    """What makes two processes read the same: the program and the lexicon, with the folder that adds to it."""

    version: str
    lexicon_hash: str
    lexicon_folder: Path | None


class Cluster(Executor):
    """A Dask cluster whose workers must read as this process does.

    Attributes:
        n_threads: how many articles its workers read at once, when it was reached.
    """

    def __init__(self, client: Any, address: str, reading: Reading) -> None:
        self.n_threads: int = sum(client.nthreads().values())
        self._executor: Executor = client.get_executor(pure=False)
        self._address = address
        self._reading = reading

    def submit(self, deed: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a worker do something; one that joins later is looked at as well."""
        there = functools.partial(_on_a_worker, self._address, self._reading, deed, *args, **kwargs)
        return self._executor.submit(_carrier(), pickle.dumps(there))


def _carrier() -> Callable[[bytes], Any]:
    """Give what unpacks a task on a worker.

    A function inside a function travels whole: neither the scheduler, which looks into what it passes on, nor a worker
    needs coopdb to take it. So a worker without coopdb says so, and a scheduler without it does no harm.
    """

    def carry(packed: bytes) -> Any:
        import pickle

        return pickle.loads(packed)()

    return carry


def _on_a_worker(address: str, reading: Reading, deed: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do something where this process reads as another one does.

    Raises:
        WorkerReadsOtherwise: it does not.
    """
    if difference := _difference(reading):
        import socket

        hint = f", with {reading.lexicon_folder} at the same place" if reading.lexicon_folder else ""
        raise WorkerReadsOtherwise(address=address, worker=socket.gethostname(), difference=difference, hint=hint)
    return deed(*args, **kwargs)


def _difference(reading: Reading) -> str | None:
    if coopdb.__version__ != reading.version:
        return f"coopdb {coopdb.__version__} there, {reading.version} here"
    from coopdb.cli.lexicons import lexicon_of

    try:
        lexicon_hash = lexicon_of(reading.lexicon_folder).hash
    except CoopdbError as error:
        return str(error)
    if lexicon_hash != reading.lexicon_hash:
        return f"lexicon {lexicon_hash[:12]} there, {reading.lexicon_hash[:12]} here"
    return None


@contextmanager
def cluster_at(address: str, reading: Reading) -> Iterator[Cluster]:
    """Reach a cluster, and say in one line what goes wrong with it.

    Args:
        address: of its scheduler: `tcp://host:8786`.
        reading: what its workers must read with.
    """
    try:
        import dask
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise DaskMissing(address=address) from error
    # Errors are said once and by us.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A batch of long articles is some megabytes, which Dask would warn of.
    settings = dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
    try:
        client = Client(address, timeout=TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SchedulerUnreachable(address=address, reason=" ".join(str(error).split()).rstrip(".")) from error
    with settings, client, _watched(client) as is_deserted:
        try:
            yield Cluster(client, address, reading)
        except CancelledError as error:
            # What was asked for is cancelled where the client is closed, and where the scheduler is gone.
            if is_deserted():
                raise ClusterWithoutWorkers(address=address, seconds=WITHOUT_WORKERS) from error
            raise ClusterLost(address=address) from error
        except KilledWorker as error:
            raise WorkersDied(address=address) from error
        except (ImportError, AttributeError) as error:
            raise WorkerUnfit(address=address, reason=f"{type(error).__name__}: {error}") from error


@contextmanager
def _watched(client: Any) -> Iterator[Callable[[], bool]]:
    """Close a client whose cluster has no worker for so long: Dask itself would wait for one for ever.

    Yields:
        Whether that was done.
    """
    done, deserted = threading.Event(), threading.Event()

    def watch() -> None:
        had_none = False
        while not done.wait(WITHOUT_WORKERS):
            try:
                has_none = not client.nthreads()
            except (OSError, CancelledError):
                return  # The scheduler is gone, which is said elsewhere.
            if has_none and had_none:
                deserted.set()
                client.close()
                return
            had_none = has_none

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield deserted.is_set
    finally:
        done.set()
        watcher.join()
