"""Servers and databases for the tests: started by coopdb's own manager, stopped when the session ends.

Every test that asks for a server runs on each PostgreSQL found: the embedded one, and one of the system's
(`--postgres-bin DIR`, or COOPDB_TEST_POSTGRES_BIN, or Debian's 15 where it is installed). `--one-server`
keeps to the embedded one.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from pytest_postgresql.janitor import DatabaseJanitor

from coopdb.server.embedded import ensure_running, stop

SYSTEM_BINARIES = Path("/usr/lib/postgresql/15/bin")
MEMORY = Path("/dev/shm")
ROOM_NEEDED = 2**30
HOME_PREFIX = "coopdb-test-"
_numbers = itertools.count()


@dataclass(frozen=True)
class PostgresServer:
    """What tests need to know of a server."""

    host: str
    port: int
    user: str
    password: str
    major: int

    def url(self, dbname: str, scheme: str = "postgresql+psycopg") -> str:
        return f"{scheme}://{self.user}:{self.password}@{self.host}:{self.port}/{dbname}"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("coopdb")
    group.addoption("--postgres-bin", type=Path, help="programs of a second PostgreSQL to test on")
    group.addoption("--one-server", action="store_true", help="test on the embedded PostgreSQL only")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "postgres_server" in metafunc.fixturenames:
        is_one_enough = metafunc.definition.get_closest_marker("one_server") is not None
        folders = [None] if is_one_enough else _binaries_to_test(metafunc.config)
        names = [str(folder or "embedded").strip("/").replace("/", "-") for folder in folders]
        metafunc.parametrize("postgres_server", folders, ids=names, scope="session", indirect=True)


def _binaries_to_test(config: pytest.Config) -> list[Path | None]:
    if config.getoption("--one-server"):
        return [None]
    named = config.getoption("--postgres-bin") or os.environ.get("COOPDB_TEST_POSTGRES_BIN")
    second = Path(named) if named else SYSTEM_BINARIES
    return [None, second] if named or (second / "postgres").exists() else [None]


@pytest.fixture(scope="session")
def server_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for servers' homes, in memory where that is large enough: clones there are much faster."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_NEEDED
    base = MEMORY if roomy and os.access(MEMORY, os.W_OK) else tmp_path_factory.mktemp("servers")
    _sweep(base)
    folder = Path(tempfile.mkdtemp(prefix=f"{HOME_PREFIX}{os.getpid()}-", dir=base))
    yield folder
    for home in folder.iterdir():
        stop(home)
    shutil.rmtree(folder)


def _sweep(base: Path) -> None:
    """Stop and remove what sessions left that were killed."""
    for folder in base.glob(f"{HOME_PREFIX}*"):
        pid = folder.name.removeprefix(HOME_PREFIX).split("-")[0]
        if folder.owner() == Path.home().owner() and pid.isdigit() and not Path(f"/proc/{pid}").exists():
            for home in folder.iterdir():
                stop(home)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest, server_homes: Path) -> Iterator[PostgresServer]:
    """A server of this session's own, without safety against crashes of the machine."""
    folder: Path | None = getattr(request, "param", None)
    home = server_homes / ("embedded" if folder is None else str(folder).strip("/").replace("/", "-"))
    server = ensure_running(home, binaries=folder, durable=False)
    yield PostgresServer(server.host, server.port, server.user, server.password, server.major)
    stop(home)


@contextmanager
def session_database(server: PostgresServer, name: str) -> Iterator[str]:
    """A database for a whole session, by pytest-postgresql; its URL for SQLAlchemy."""
    with DatabaseJanitor(
        user=server.user,
        password=server.password,
        host=server.host,
        port=server.port,
        dbname=name,
        template_dbname="template0",
    ):
        yield server.url(name)


@pytest.fixture
def fresh_database(postgres_server: PostgresServer) -> Iterator[Callable[..., str]]:
    """Make databases: `fresh_database()` or `fresh_database(template="…")` returns the URL of a new one."""
    made: list[sql.Identifier] = []
    with psycopg.connect(postgres_server.url("postgres", "postgresql"), autocommit=True) as connection:

        def make(template: str = "template0") -> str:
            name = f"test_{os.getpid()}_{next(_numbers)}"
            made.append(sql.Identifier(name))
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(made[-1], sql.Identifier(template))
            )
            return postgres_server.url(name)

        yield make
        for name in made:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


@pytest.fixture
def database_url(fresh_database: Callable[..., str]) -> str:
    """The URL of an empty database of the test's own, dropped afterwards."""
    return fresh_database()
