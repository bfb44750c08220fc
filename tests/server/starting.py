"""Starting servers from this process or another, and killing what the tests kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from coopdb.server.embedded import Server, ensure_running

PATIENCE = 30.0
Found = TypeVar("Found")

is_root = sys.platform != "win32" and os.geteuid() == 0
needs_root = pytest.mark.skipif(not is_root, reason="only root meets folders closed to the server's account")
needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

STARTER = """
import sys
from coopdb.server.embedded import ensure_running
server = ensure_running(sys.argv[1], durable=False)
print(server.pid, server.port, flush=True)
"""


def start(home: Path) -> Server:
    return ensure_running(home, durable=False)


def start_elsewhere(home: Path) -> subprocess.Popen[str]:
    """Start the server of a home from another process, which prints the server's pid and port."""
    return subprocess.Popen(
        [sys.executable, "-c", STARTER, str(home)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def wait_for(look: Callable[[], Found]) -> Found:
    """Look again and again until there is something, and fail where nothing comes."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not happen"
    return found
