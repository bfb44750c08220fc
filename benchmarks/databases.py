"""Databases to measure in: on a server of the measurement's own, or on one that is named."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from coopdb.server.database import read_url, write_libpq_url
from coopdb.server.embedded import ensure_running, stop

#: Named by this process: several may measure on one server.
PREFIX = f"coopdb_bench_{os.getpid()}_"


class Databases:
    """Fresh databases on one server, dropped when the measurement ends."""

    def __init__(self, url: str) -> None:
        self._server = read_url(url)
        self._made: list[str] = []
        with self._connected() as connection:
            row = connection.execute("SELECT version()").fetchone()
        self.version = str(row[0]).split(" on ")[0] if row else "unknown"

    def create(self, template: str | None = None) -> str:
        """Make a database, a copy of `template` (an address given earlier) where one is given; its address."""
        name = f"{PREFIX}{len(self._made) + 1}"
        self._made.append(name)
        source = sql.Identifier(make_url(template).database or "" if template else "template0")
        with self._connected() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), source))
        return write_libpq_url(self._server.set(database=name))

    def drop(self, url: str) -> None:
        """Drop a database again."""
        self._drop(make_url(url).database or "")

    def drop_all(self) -> None:
        """Drop every database that was made here."""
        for name in self._made:
            self._drop(name)

    def _drop(self, name: str) -> None:
        with self._connected() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(write_libpq_url(self._server), autocommit=True)


@contextmanager
def databases(url: str | None, folder: Path) -> Iterator[Databases]:
    """The named server's, or those of an embedded server that lives in `folder` as long as it is needed."""
    home = folder / "server"
    server = Databases(url or ensure_running(home).libpq_url)
    try:
        yield server
    finally:
        server.drop_all()
        if not url:
            stop(home)


@contextmanager
def workspace(folder: Path | None) -> Iterator[Path]:
    """A folder for articles and data; one that is named stays, another is removed."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    made = Path(tempfile.mkdtemp(prefix="coopdb-bench-"))
    made.chmod(0o755)  # the embedded server may run as another user
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
