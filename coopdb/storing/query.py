"""One query as the read-only role: bounded in time and in rows, unable to change anything."""

from __future__ import annotations

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
        seconds: the longest that it may take.
    """
    text = query.strip().rstrip(";").strip()
    if not text:
        raise QueryRefused(reason="it is empty")
    with connect(url, application_name="coopdb sql") as connection, _reading(connection, seconds):
        try:
            _declare(connection, text)
            with connection.cursor() as cursor:
                rows: list[tuple[Any, ...]] = []
                while len(rows) <= max_rows:
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
def _reading(connection: Connection, seconds: float) -> Iterator[None]:
    take_role(connection, READER)
    connection.execute(sql.SQL("SET statement_timeout = {}").format(sql.Literal(int(seconds * 1000))))
    connection.execute("BEGIN TRANSACTION READ ONLY")
    try:
        yield
    finally:
        if not connection.broken:
            connection.execute("ROLLBACK")


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
