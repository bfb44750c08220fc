"""One query as the read-only role: bounded in time and in rows, unable to change anything."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from coopdb.storing.connecting import Connection, connect, take_role
from coopdb.storing.errors import QueryRefused
from coopdb.storing.roles import READER

BATCH = 1000


@dataclass(frozen=True)
class Answer:
    """What a query gave: the columns' names, the rows, and whether there would have been more."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def run_query(url: str, query: str, *, max_rows: int = 1000, seconds: float = 60) -> Answer:
    """Run one SELECT as the reader.

    Four things stand between a query and a write: the reader's rights, a read-only transaction, the extended
    protocol (one statement, not several) and the cursor, which takes nothing but a query.

    Args:
        url: the database's address; the reader's own where it has one.
        query: the query.
        max_rows: more rows than these are cut off.
        seconds: the longest that it may take, all batches of rows together.
    """
    text = query.strip().rstrip(";").strip()
    if not text:
        raise QueryRefused(reason="it is empty")
    deadline = time.monotonic() + seconds
    with connect(url, application_name="coopdb sql") as connection, _reading(connection):
        try:
            _allow(connection, deadline)
            _declare(connection, text)
            with connection.cursor() as cursor:
                rows: list[tuple[Any, ...]] = []
                while len(rows) <= max_rows:
                    _allow(connection, deadline)
                    cursor.execute(f"FETCH {min(BATCH, max_rows + 1 - len(rows))} FROM answer")
                    columns = [column.name for column in cursor.description or []]
                    fetched = cursor.fetchall()
                    rows.extend(fetched)
                    if len(fetched) < BATCH:
                        break
        except psycopg.errors.QueryCanceled as error:
            raise QueryRefused(reason=f"it took longer than {seconds:g} seconds; ask for less") from error
        except psycopg.Error as error:
            raise QueryRefused(reason=_reason(error)) from error
    return Answer(columns, rows[:max_rows], len(rows) > max_rows)


@contextmanager
def _reading(connection: Connection) -> Iterator[None]:
    if not take_role(connection, READER) and _is_superuser(connection):
        raise QueryRefused(reason="the reader's role is missing here. Run `coopdb db upgrade` first")
    connection.execute("BEGIN TRANSACTION READ ONLY")
    try:
        yield
    finally:
        if not connection.broken:
            connection.execute("ROLLBACK")


def _allow(connection: Connection, deadline: float) -> None:
    """Let the next statement take what is left of the time; after the last of it, no more than a moment."""
    left = max(int((deadline - time.monotonic()) * 1000), 1)
    connection.execute(sql.SQL("SET LOCAL statement_timeout = {}").format(sql.Literal(left)))


def _is_superuser(connection: Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _declare(connection: Connection, text: str) -> None:
    """Open a cursor for the text, by the protocol that takes one statement alone."""
    statement = f"DECLARE answer NO SCROLL CURSOR FOR {text}".encode()
    result = connection.pgconn.exec_params(statement, None)
    if result.status != psycopg.pq.ExecStatus.COMMAND_OK:
        raise psycopg.errors.error_from_result(result, encoding="utf-8")


def _reason(error: psycopg.Error) -> str:
    said = error.diag.message_primary or str(error)
    if isinstance(error, psycopg.errors.SyntaxError) and "cursor" not in said:
        said += " (only one SELECT is taken here)"
    hint = error.diag.message_hint
    return f"{said}. {hint}" if hint else said
