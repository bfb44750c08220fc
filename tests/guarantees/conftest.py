"""Databases, corpora and clean loads for the guarantees; and what was provoked, at the end of the tests' output."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from coopdb.server.embedded import stop
from coopdb.server.processes import kill_processes
from coopdb.storing.digest import digest
from tests.guarantees.commands import Coopdb
from tests.guarantees.corpus import SEEDS, Corpus, make_corpus
from tests.guarantees.states import Claims, claims, connect
from tests.server.starting import is_root

COUNTS = "guarantee"
_numbers = itertools.count()

Tell = Callable[[str], None]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Say in one line how often what was provoked; the lines stand together at the end of the output."""
    return lambda line: record_property(COUNTS, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = [
        f"{value}  [{report.nodeid.rpartition('/')[2]}]"
        for report in terminalreporter.stats.get("passed", [])
        if report.when == "call"
        for name, value in report.user_properties
        if name == COUNTS
    ]
    if lines:
        terminalreporter.section("guarantees, as they were provoked")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    """Folders that overlap, with articles revised, copied and bad, in three sizes; all but the small take two batches."""
    folder = tmp_path_factory.mktemp("corpora")
    seeds = list(SEEDS.glob("*.txt"))
    return {
        "small": make_corpus(folder / "small", 8, seeds),
        "middle": make_corpus(folder / "middle", 170, seeds),
        "large": make_corpus(folder / "large"),
    }


@dataclass(frozen=True)
class Clean:
    """What one clean load of a corpus leaves, and how long it takes."""

    corpus: Corpus
    digest: str
    seconds: float
    claims: Claims


@pytest.fixture(scope="session")
def clean_load(corpora: dict[str, Corpus]) -> Callable[..., Clean]:
    """Load a corpus into an empty database, and say what came of it: `clean_load(url, "large")`.

    Once for all servers: the digest is free of whatever they differ in.
    """
    loaded: dict[str, Clean] = {}

    def load(url: str, size: str = "small") -> Clean:
        if size in loaded:
            return loaded[size]
        corpus = corpora[size]
        began = time.monotonic()
        answer = Coopdb(url)("load", *corpus.whole)
        seconds = time.monotonic() - began
        assert answer.status == 1, answer
        with connect(url) as connection:
            found = Clean(corpus, digest(connection), seconds, claims(connection))
        assert len(found.claims) == corpus.n_articles
        loaded[size] = found
        return found

    return load


@pytest.fixture
def coopdb(database_url: str) -> Coopdb:
    """coopdb on an empty database of the test's own."""
    return Coopdb(database_url)


@pytest.fixture
def admin(database_url: str) -> Iterator[psycopg.Connection]:
    """The administrator's connection to the test's database."""
    with connect(database_url) as connection:
        yield connection


@pytest.fixture
def new_home(server_homes: Path) -> Iterator[Callable[[], Path]]:
    """Name folders for embedded servers of the test's own; all are gone at the end."""
    made: list[Path] = []

    def name() -> Path:
        made.append(server_homes / f"guarantee-{next(_numbers)}")
        return made[-1]

    yield name
    for home in made:
        if home.is_dir():
            stop(home)
            kill_processes(home / "pgdata")
            shutil.rmtree(home)


@pytest.fixture
def home(new_home: Callable[[], Path]) -> Path:
    """A folder for an embedded server of the test's own, as people have it."""
    return new_home()


@pytest.fixture(scope="session")
def embedded(server_homes: Path) -> Iterator[Coopdb]:
    """An embedded server with the seeds loaded, as people have it. Tests leave it as it was."""
    home = server_homes / "guarantee-embedded"
    coopdb = Coopdb(home=home)
    coopdb.done("load", SEEDS)
    yield coopdb
    stop(home)
    shutil.rmtree(home)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    mounted = is_root and sys.platform == "linux" and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160m,mode=700", "tmpfs", str(tmp_path)], capture_output=True
    ).returncode == 0  # fmt: skip
    if not mounted:
        pytest.skip("full disk: no small disk can be mounted here (it takes root and mount)")
    yield tmp_path
    stop(tmp_path / "home")
    subprocess.run(["umount", str(tmp_path)], check=True)
