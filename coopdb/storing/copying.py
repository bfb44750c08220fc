"""Rows into tables: by COPY, and merged with what is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from psycopg import sql
from sqlalchemy import Table

from coopdb.storing.connecting import Connection
from coopdb.storing.tables.base import SCHEMA

Row = Sequence[Any]


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows to a table of the schema."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(SCHEMA, table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def merge_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows, or update those that are there and differ, by the table's primary key.

    Rows that no longer come are marked as unknown where the table knows such a mark: claims may still name
    them. A row that is there and the same is not written.
    """
    staged = sql.Identifier(f"staged_{table.name}")
    target = sql.Identifier(SCHEMA, table.name)
    key = [column.name for column in table.primary_key]
    rest = [name for name in columns if name not in key]
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                staged, listed, target
            )
        )
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(staged, listed)) as copy:
            for row in rows:
                copy.write_row(row)
        if "is_known" in table.columns:
            cursor.execute(
                sql.SQL(
                    "UPDATE {target} AS t SET is_known = false WHERE is_known"
                    " AND NOT EXISTS (SELECT FROM {staged} AS s WHERE ({theirs}) = ({ours}))"
                ).format(
                    target=target, staged=staged, theirs=_qualified("s", key), ours=_qualified("t", key)
                )
            )
        action = sql.SQL("DO NOTHING")
        if rest:
            action = sql.SQL("DO UPDATE SET ({names}) = ROW({new}) WHERE ({old}) IS DISTINCT FROM ({new})").format(
                names=sql.SQL(", ").join(map(sql.Identifier, rest)),
                new=_qualified("excluded", rest),
                old=_qualified("t", rest),
            )
        cursor.execute(
            sql.SQL("INSERT INTO {} AS t ({}) SELECT {} FROM {} ON CONFLICT ({}) {}").format(
                target, listed, listed, staged, sql.SQL(", ").join(map(sql.Identifier, key)), action
            )
        )
        cursor.execute(sql.SQL("DROP TABLE {}").format(staged))


def _qualified(alias: str, names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(alias, name) for name in names)
