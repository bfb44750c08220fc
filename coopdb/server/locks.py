"""Locks between processes, on files. They end with the process that holds them, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from coopdb.server.errors import HomeLocked

PAUSE = 0.02  # seconds between two looks at something that another process will change


def take_lock(file: int) -> bool:
    """Take the lock of an open file without waiting; say whether it was free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, 0, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextlib.contextmanager
def held_lock(file: int, path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of an open file, which is closed at the end.

    Args:
        file: the open file's descriptor.
        path: its path, for the error.
        seconds: how long to wait for whoever holds it.
    """
    deadline = time.monotonic() + seconds
    try:
        while not take_lock(file):
            if time.monotonic() > deadline:
                raise HomeLocked(path=path, seconds=round(seconds))
            time.sleep(PAUSE)
        yield
    finally:
        os.close(file)
