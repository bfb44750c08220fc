"""Connections to the database: what psycopg needs, and the lock that writers take in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import TupleRow

Connection = psycopg.Connection[TupleRow]

# Any number will do, as long as every coopdb takes the same: writers of one database wait for each other.
WRITER = 0x636F6F706462


def libpq_url(url: str) -> str:
    """Return an address as psycopg reads it: `postgresql+psycopg://…` without the driver."""
    scheme, _, rest = url.partition("://")
    return f"{scheme.split('+')[0]}://{rest}"


@contextmanager
def connect(url: str, *, role: str | None = None, **options: Any) -> Iterator[Connection]:
    """Connect in autocommit, so that each transaction is opened where it is meant.

    Args:
        url: the database's address.
        role: the role to take on, where the database has it and lets us.
        options: further options of libpq.
    """
    options.setdefault("connect_timeout", 10)
    with psycopg.connect(libpq_url(url), autocommit=True, **options) as connection:
        if role is not None:
            take_role(connection, role)
        yield connection


def take_role(connection: Connection, role: str) -> bool:
    """Take on a role for the session and say whether that was possible."""
    found = connection.execute(
        "SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    if found is None or not found[0]:
        return False
    try:
        connection.execute(psycopg.sql.SQL("SET ROLE {}").format(psycopg.sql.Identifier(role)))
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def wait_for_other_writers(connection: Connection) -> None:
    """Hold the writers' lock until the transaction ends.

    One writer at a time is what makes derived rows right with no retry and no deadlock: each sees all that
    the one before it committed. Reading, which takes the time, goes on in parallel.
    """
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
