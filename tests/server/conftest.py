"""A home folder for each test of the embedded server, with its server gone at the end."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdb.server.embedded import stop
from coopdb.server.processes import kill_processes

_numbers = itertools.count()


@pytest.fixture
def home(server_homes: Path) -> Iterator[Path]:
    path = server_homes / f"home-{next(_numbers)}"
    yield path
    if path.is_dir():
        stop(path)
        kill_processes(path / "pgdata")
        shutil.rmtree(path)
