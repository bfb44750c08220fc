"""The saved views as typed tables: their columns, and their rows in batches, all of one moment."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Literal

import psycopg
from psycopg import sql

from coopdb.exporting.errors import ColumnUnknown
from coopdb.exporting.keys import Keys, load_keys
from coopdb.storing import schema
from coopdb.storing.connecting import Connection, connect
from coopdb.storing.roles import READER
from coopdb.views import load_dictionary

Kind = Literal["text", "short", "integer", "decimal", "date", "moment", "flag"]
Row = tuple[Any, ...]
Batch = list[Row]

# As many rows as are in memory at once.
BATCH = 10_000

# PostgreSQL's numbers of types, which do not change.
KINDS: dict[int, Kind] = {
    16: "flag",
    19: "text",
    20: "integer",
    21: "short",
    23: "short",
    25: "text",
    1043: "text",
    1082: "date",
    1184: "moment",
    1700: "decimal",
}

# Decimal places that a column has even where no value needs them, so that its type does not wander.
USUAL_SCALE = {"MAD": 2, "currency": 2, "unit": 4, "1": 6}


@dataclass(frozen=True)
class Column:
    """A column of a view.

    Attributes:
        name: its name.
        kind: text, a short or long integer, a decimal, a date, a moment in UTC, or a flag.
        unit: in what it is measured, where it is.
        description: what it means, by language.
        scale: decimal places, of a decimal.
        digits: the longest number's digits before the point, of a decimal.
    """

    name: str
    kind: Kind
    unit: str | None
    description: dict[str, str]
    scale: int = 0
    digits: int = 0


@dataclass(frozen=True)
class Table:
    """A view with its columns and its keys."""

    name: str
    description: dict[str, str]
    columns: tuple[Column, ...]
    keys: Keys


class Snapshot:
    """Every view as of one moment."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tables(self) -> Iterator[Table]:
        """Describe every view, in the dictionary's order."""
        for view in load_dictionary().values():
            names = list(view.columns)
            asked = sql.SQL("SELECT {} FROM {} LIMIT 0").format(_list(names), _view(view.name))
            described = self._connection.execute(asked).description or []
            columns = []
            for meant, found in zip(view.columns.values(), described, strict=True):
                kind = KINDS.get(found.type_code)
                if kind is None:
                    raise ColumnUnknown(view=view.name, column=found.name, type=found.type_display)
                columns.append(Column(meant.name, kind, meant.unit, meant.description))
            yield Table(view.name, view.description, self._measured(view.name, columns), load_keys()[view.name])

    def batches(self, table: Table) -> Iterator[Batch]:
        """Give the rows of a view, ordered by its key, as many at a time as memory bears."""
        columns = {column.name: column for column in table.columns}
        order = [
            # Without the collation, the order would be each server's own.
            sql.SQL('{} COLLATE "C"' if columns[name].kind == "text" else "{}").format(sql.Identifier(name))
            for name in table.keys.primary
        ]
        query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
            _list(list(columns)), _view(table.name), sql.SQL(", ").join(order)
        )
        with self._connection.cursor(name="exported") as cursor:
            cursor.execute(query)
            while batch := cursor.fetchmany(BATCH):
                yield batch

    def select(self, query: str) -> tuple[list[str], Batch]:
        """Run a SELECT of coopdb's own and give its columns' names and its rows."""
        cursor = self._connection.execute(query.encode())
        return [column.name for column in cursor.description or []], cursor.fetchall()

    def _measured(self, view: str, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Find how many digits each decimal needs, so that none loses any."""
        decimals = [column for column in columns if column.kind == "decimal"]
        if not decimals:
            return tuple(columns)
        asked = sql.SQL(", ").join(
            sql.SQL("max(scale(trim_scale({c}))), max(length(trunc(abs({c}))::text))").format(
                c=sql.Identifier(column.name)
            )
            for column in decimals
        )
        row = self._connection.execute(sql.SQL("SELECT {} FROM {}").format(asked, _view(view))).fetchone() or ()
        needed = {column.name: (row[2 * index] or 0, row[2 * index + 1] or 1) for index, column in enumerate(decimals)}
        return tuple(
            replace(
                column,
                scale=max(needed[column.name][0], USUAL_SCALE.get(column.unit or "", 0)),
                digits=needed[column.name][1],
            )
            if column.name in needed
            else column
            for column in columns
        )


@contextmanager
def open_snapshot(url: str, *, what: str = "coopdb export") -> Iterator[Snapshot]:
    """Open the views of a database for reading, all as of one moment and in UTC.

    Args:
        url: the database's address; the reader's own will do.
        what: what the database's administrator sees.
    """
    _check(url)
    with connect(url, role=READER, application_name=what) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.transaction():
            # A long export is no runaway query; and its cursors are read to the end, not a tenth of it.
            for setting in ("statement_timeout = 0", "cursor_tuple_fraction = 1", "timezone = 'UTC'"):
                connection.execute(f"SET LOCAL {setting}".encode())
            yield Snapshot(connection)


def _check(url: str) -> None:
    # With the reader's own address the views can be seen and not where the schema stands.
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        schema.check(url)


def _view(name: str) -> sql.Identifier:
    return sql.Identifier("report", name)


def _list(names: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
