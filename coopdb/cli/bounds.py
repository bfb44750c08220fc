"""How much time and memory the reading of one article may take: beyond, it is rejected and the others go on.

Articles of the press take milliseconds. What takes more than this is no article, or meets a mistake in a rule.
"""

from __future__ import annotations

import ctypes
import functools
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from coopdb.errors import CoopdbError

#: Of processor time: another program's load, or a laptop put to sleep, is no fault of an article.
SECONDS = 25.0
#: What reading one article may take beyond what the process holds already, in bytes.
MEMORY = 768 * 2**20


class ReadingTakesTooLong(CoopdbError):
    """reading it takes more than {seconds:g} seconds: split it"""


class ReadingTakesTooMuch(CoopdbError):
    """reading it takes more than {megabytes} MB of memory: split it"""


class _TimeIsUp(BaseException):
    """Raised in a thread from outside; no rule that catches errors of its own takes it for one."""


@contextmanager
def bounded(seconds: float = SECONDS, memory: int = MEMORY) -> Iterator[None]:
    """Bound what is done inside in time and memory, where the system can.

    Time is bounded everywhere, memory in a process's main thread on Linux. The memory of a Dask worker, which
    reads in other threads, has a bound of its own (`dask worker --memory-limit`).

    Raises:
        ReadingTakesTooLong: the time is over.
        ReadingTakesTooMuch: there is no more memory.
    """
    if threading.current_thread() is not threading.main_thread():
        with _watched(seconds):
            yield
        return
    try:
        with _clock(seconds), _room(memory):
            yield
    except MemoryError:
        raise ReadingTakesTooMuch(megabytes=memory // 2**20) from None


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """Bound a thread's time where no signal can: another thread looks at its clock, and stops it."""
    this = ctypes.c_ulong(threading.get_ident())
    clock = _clock_of_this_thread()
    end = clock() + seconds
    over, door = threading.Event(), threading.Lock()

    def watch() -> None:
        # Of processor time, which is at most the time that passes.
        while (left := end - clock()) > 0:
            if over.wait(left):
                return
        with door:
            if not over.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(this, ctypes.py_object(_TimeIsUp))

    threading.Thread(target=watch, daemon=True).start()
    try:
        try:
            yield
        finally:
            with door:
                over.set()
                # One that is on its way has nothing to stop any more.
                ctypes.pythonapi.PyThreadState_SetAsyncExc(this, None)
    except _TimeIsUp:
        raise ReadingTakesTooLong(seconds=seconds) from None


def _clock_of_this_thread() -> Callable[[], float]:
    """Give what reads this thread's processor time from any thread; the time that passes where nothing does."""
    if sys.platform == "linux":
        return functools.partial(time.clock_gettime, time.pthread_getcpuclockid(threading.get_ident()))
    return time.monotonic


@contextmanager
def _clock(seconds: float) -> Iterator[None]:
    if sys.platform == "win32":
        with _watched(seconds):
            yield
        return

    def ring(number: int, frame: FrameType | None) -> NoReturn:
        raise ReadingTakesTooLong(seconds=seconds)

    before = signal.signal(signal.SIGPROF, ring)
    try:
        # Again and again, should something swallow the first.
        signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _room(memory: int) -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + memory
    allowed = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([wanted, *allowed]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
