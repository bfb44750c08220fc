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
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(SCHEMA, table), _listed(columns))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def merge_rows(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows, or update those that are there and differ, by the table's primary key.

    Rows that no longer come are marked as unknown where the table knows such a mark: claims may still name
    them. A row that is there and the same is not written.
    """
    key = [column.name for column in table.primary_key]
    rest = [name for name in columns if name not in key]
    names = {
        "staged": sql.Identifier(f"staged_{table.name}"),
        "target": sql.Identifier(SCHEMA, table.name),
        "columns": _listed(columns),
        "key": _listed(key),
        "staged_key": _qualified("s", key),
        "target_key": _qualified("t", key),
        "rest": _listed(rest),
        "new": _qualified("excluded", rest),
        "old": _qualified("t", rest),
    }
    stage = "CREATE TEMP TABLE {staged} ON COMMIT DROP AS SELECT {columns} FROM {target} WITH NO DATA"
    forget = """
        UPDATE {target} AS t SET is_known = false
        WHERE is_known AND NOT EXISTS (SELECT FROM {staged} AS s WHERE ({staged_key}) = ({target_key}))
    """
    insert = "INSERT INTO {target} AS t ({columns}) SELECT {columns} FROM {staged} ON CONFLICT ({key}) "
    if rest:
        insert += "DO UPDATE SET ({rest}) = ROW({new}) WHERE ({old}) IS DISTINCT FROM ({new})"
    else:
        insert += "DO NOTHING"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(stage).format(**names))
        with cursor.copy(sql.SQL("COPY {staged} ({columns}) FROM STDIN").format(**names)) as copy:
            for row in rows:
                copy.write_row(row)
        if "is_known" in table.columns:
            cursor.execute(sql.SQL(forget).format(**names))
        cursor.execute(sql.SQL(insert).format(**names))
        cursor.execute(sql.SQL("DROP TABLE {staged}").format(**names))


def _listed(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _qualified(alias: str, names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(alias, name) for name in names)
