"""Reading in several processes: one that is killed is said so, and never waited for."""

from __future__ import annotations

import subprocess
import sys

import pytest

KILLED = """
import os, signal
from coopdb.cli.reading import WorkerDied, readers_for

if __name__ == "__main__":
    try:
        with readers_for(2) as readers:
            # Far more than a pipe holds: whenever it is killed, some of it is on its way.
            lengths = [readers.executor.submit(len, "x" * 2_000_000) for _ in range(50)]
            lengths[0].result()
            os.kill(next(iter(readers.executor._processes)), signal.SIGKILL)
            for length in lengths:
                length.result()
    except WorkerDied as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are otherwise")
def test_a_reader_that_is_killed_is_not_waited_for() -> None:
    # In a process of its own: a pool that waits for ever would keep the tests from ending.
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("One of 2 reading processes was killed"), done.stderr
