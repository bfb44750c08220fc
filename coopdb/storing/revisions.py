"""Revisions of the schema: those that this program knows, and the one that a database is at."""

from __future__ import annotations

import contextlib
import functools
import re
from pathlib import Path

import psycopg

import coopdb
from coopdb.storing.connecting import Connection, connect

PACKAGE = Path(coopdb.__file__).parent
# What a migration calls itself, and what it comes after.
NAMED = re.compile(r"""^(down_revision|revision)\b[^=\n]*=\s*["']?([^"'\n]+)""", re.MULTILINE)


def migrations_folder() -> Path:
    """Return where the migrations are: in the package as installed, beside it in a clone."""
    installed = PACKAGE / "migrations"
    return installed if installed.is_dir() else PACKAGE.parent / "migrations"


@functools.cache
def revisions() -> tuple[str, ...]:
    """Name the revisions from the first to the last, by their files alone: alembic would take longer to import."""
    files = (migrations_folder() / "versions").glob("*.py")
    named = [dict(NAMED.findall(file.read_text("utf-8"))) for file in files]
    after = {each["down_revision"]: each["revision"] for each in named}
    found = [after["None"]]
    while found[-1] in after:
        found.append(after[found[-1]])
    return tuple(found)


def head() -> str:
    """Return the revision that this program needs."""
    return revisions()[-1]


def current(url: str) -> str | None:
    """Return the revision that a database is at; None where there is nothing of ours."""
    with connect(url) as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database that one is connected to; None where there is nothing of ours."""
    with contextlib.suppress(psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        row = connection.execute("SELECT version_num FROM coopdb.schema_revision").fetchone()
        return None if row is None else str(row[0])
    return None
