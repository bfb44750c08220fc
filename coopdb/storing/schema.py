"""The schema's state: laid by migrations, compared with what this program needs."""

from __future__ import annotations

import contextlib
import functools
import re
from pathlib import Path

import psycopg

import coopdb
from coopdb.storing.connecting import Connection, connect
from coopdb.storing.errors import SchemaMissing, SchemaNewer, SchemaOlder
from coopdb.storing.roles import lacks_rights

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


def check(url: str) -> None:
    """Pass where the schema is the one that this program needs; else say what to do."""
    _check(current(url))


def lay(url: str) -> None:
    """Lay the schema into an empty database; pass where it is the one needed; else say what to do."""
    with connect(url) as connection:
        found = revision_of(connection)
        # A restore by hand brings the tables, and perhaps neither the roles nor their rights.
        is_bare = found is None or lacks_rights(connection)
    if found is not None:
        _check(found)
    if is_bare:
        upgrade(url)
        check(url)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema up to a revision, with its roles, rights, comments and questions: all of it or nothing."""
    from coopdb.storing import migrating

    migrating.upgrade(url, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to a revision; `base` removes it, its roles and all that is loaded."""
    from coopdb.storing import migrating

    migrating.downgrade(url, revision)


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database that one is connected to; None where there is nothing of ours."""
    with contextlib.suppress(psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        row = connection.execute("SELECT version_num FROM coopdb.schema_revision").fetchone()
        return None if row is None else str(row[0])
    return None


def _check(found: str | None) -> None:
    if found is None:
        raise SchemaMissing()
    if found != head():
        raise (SchemaOlder if found in revisions() else SchemaNewer)(found=found, needed=head())
