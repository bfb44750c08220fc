"""Running coopdb as people do: in a process of its own, with what it says and what it cost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

RUN = "from coopdb.cli import main; main()"
# Forty articles in one transaction: a load of few is then of several, with moments between them.
RUN_IN_STEPS = f"from coopdb.storing import load, reading_ahead; load.TOGETHER = reading_ahead.BATCH = 40; {RUN}"
# A command that hangs fails by this, and says where it hung; nothing here takes a tenth of it.
PATIENCE = 300


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended.

    Attributes:
        memory: the most that the process, or one that it started, held at once, in bytes.
        seconds: of processor time, its workers' included.
    """

    status: int
    out: str
    err: str
    memory: int
    seconds: float

    @property
    def last_line(self) -> str:
        return (self.out.splitlines() or [""])[-1]


class Coopdb:
    """coopdb on one database: `coopdb = Coopdb(url)`, then `coopdb("load", folder)`."""

    def __init__(self, url: str | None = None, home: Path | None = None) -> None:
        self.url = url
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COOPDB_")}
        self.environment = kept | {"PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1"}
        # A home that cannot be: a command that would start a server in spite of a named one fails.
        self.environment["COOPDB_HOME"] = str(home or "/dev/null/no-server-here")
        if url is not None:
            self.environment["COOPDB_DATABASE_URL"] = url

    def start(self, *words: object, run: str = RUN, **options: object) -> subprocess.Popen[bytes]:
        """Start a command and return at once."""
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            [sys.executable, "-c", run, *map(str, words)],
            **{"env": self.environment, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL,
               "stderr": subprocess.DEVNULL} | options,
        )  # fmt: skip

    def __call__(self, *words: object, given: bytes = b"") -> Answer:
        """Run a command to its end."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as into:
            into.write(given)
            into.seek(0)
            process = self.start(*words, stdin=into, stdout=out, stderr=err)
            status, memory, seconds = _ended(process)
            out.seek(0)
            err.seek(0)
            return Answer(status, out.read().decode(), err.read().decode("utf-8", "replace"), memory, seconds)

    def inside(self, *words: object, status: int = 0) -> str:
        """Run a command that must end so in this process, which is quicker, and give what it prints."""
        answer = self.said_inside(*words)
        assert answer.status == status, answer
        return answer.out

    def said_inside(self, *words: object) -> Answer:
        """Run a command in this process, and give what it says; it costs what the process costs."""
        from click.testing import CliRunner

        from coopdb.cli import main

        names = ("COOPDB_DATABASE_URL", "COOPDB_HOME")
        result = CliRunner(env={name: self.environment.get(name) for name in names}).invoke(main, [*map(str, words)])
        return Answer(result.exit_code, result.stdout, result.stderr, 0, 0)

    def done(self, *words: object, given: bytes = b"") -> Answer:
        """Run a command that must succeed."""
        answer = self(*words, given=given)
        assert answer.status == 0, answer
        return answer

    def digest(self) -> str:
        """The database's digest, by the command that people use."""
        digest = self.inside("status", "--digest").splitlines()[-1]
        assert len(digest) == 64, digest
        return digest


def _ended(process: subprocess.Popen[bytes]) -> tuple[int, int, float]:
    """Wait for a process, and say what it cost. Of its children the costliest counts, as the kernel tells it."""
    guard = threading.Timer(PATIENCE, process.send_signal, [signal.SIGABRT])
    guard.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        guard.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return process.returncode, usage.ru_maxrss * unit, usage.ru_utime + usage.ru_stime


def assert_one_clear_line(answer: Answer, *words: str, status: int = 2) -> None:
    """An error is one line on standard error that says what and what next; never a traceback.

    Articles that were rejected before it are named before it.
    """
    assert answer.status == status, answer
    lines = [line for line in answer.err.strip().splitlines() if ": rejected: " not in line]
    assert len(lines) == 1, answer.err
    assert lines[0].startswith("coopdb: ")
    for word in words:
        assert word in lines[0], lines[0]


def rejections(answer: Answer) -> list[str]:
    """The lines that name what was rejected."""
    return [line for line in answer.err.splitlines() if ": rejected: " in line]


def joined(paths: Iterable[Path]) -> list[str]:
    """Paths as words of a command."""
    return [str(path) for path in paths]


class Moments:
    """Random moments in the middle of something that takes about as long each time."""

    def __init__(self, seed: int, seconds: float) -> None:
        self.order = random.Random(seed)
        # Of a command's work, not of Python's start.
        self._first = min(0.5, seconds / 4)
        self._last = seconds

    def interrupted(self, begin: Callable[[], subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
        """Begin something, and return in the middle of it; where it ended before, it is begun again."""
        for _ in range(30):
            process, began = begin(), time.monotonic()
            try:
                process.wait(self.order.uniform(self._first, self._last))
            except subprocess.TimeoutExpired:
                return process
            self._last = max(time.monotonic() - began, self._first)
        raise AssertionError("it always ended before it could be interrupted")
