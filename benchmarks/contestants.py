"""Starting contestants and letting them work: see `contestant.py`, which runs on the other side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = ROOT / ".bench-venv"


class PeersMissing(Exception):
    """The peers are not installed: run `python -m benchmarks --install` once."""

    def __str__(self) -> str:
        return self.__doc__ or ""


def peers_python() -> Path:
    """The Python that has the peers."""
    python = PEERS / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        raise PeersMissing
    return python


def install_peers() -> None:
    """Make the peers' environment, by the ordinary means of Python."""
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    (PEERS / ".gitignore").write_text("*\n", "utf-8")
    requirements = str(HERE / "requirements-peers.txt")
    subprocess.run([str(peers_python()), "-m", "pip", "install", "--quiet", "-r", requirements], check=True)


class Contestant:
    """A contestant at work in its own process.

    Attributes:
        cpu: seconds of processor time of each piece of work so far.
    """

    def __init__(self, name: str) -> None:
        python = sys.executable if name.startswith("coopdb") else str(peers_python())
        self.name = name
        self.cpu: list[float] = []
        self._process = subprocess.Popen(
            [python, "-P", str(HERE / "contestant.py"), name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
            env=_environment(),
        )  # fmt: skip
        self._answer()

    def __enter__(self) -> Contestant:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def work(self, texts: Sequence[str]) -> float:
        """Let it work through texts and return the seconds that it took."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(texts) + "\n")
        self._process.stdin.flush()
        times = self._answer()
        self.cpu.append(times["cpu"])
        return times["seconds"]

    def _answer(self) -> dict[str, float]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended with status {self._process.wait()}: see its message above")
        answer: dict[str, float] = json.loads(line)
        return answer


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
