"""Rows on standard output: as a table to look at, as CSV, or as one JSON array of objects."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

Rows = Sequence[Sequence[Any]]


def print_rows(columns: Sequence[str], rows: Rows, form: str) -> None:
    """Print rows with their column names in one of the forms `table`, `csv`, `json`."""
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[form](columns, rows)


def _print_json(columns: Sequence[str], rows: Rows) -> None:
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    json.dump(objects, sys.stdout, ensure_ascii=False, default=jsonable, indent=1)
    sys.stdout.write("\n")


def jsonable(value: Any) -> Any:
    """Return what JSON can hold of a value: whole numbers whole, days and moments as ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime, dt.time)) else str(value)


def _print_csv(columns: Sequence[str], rows: Rows) -> None:
    from coopdb.exporting.csv_files import shield

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(map(shield, columns))
    writer.writerows([[shield(value) if isinstance(value, str) else _shown(value) for value in row] for row in rows])


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _print_table(columns: Sequence[str], rows: Rows) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD if sys.stdout.isatty() else box.ASCII2, show_edge=False)
    for index, column in enumerate(columns):
        is_number = any(isinstance(row[index], (int, Decimal, float)) for row in rows[:50])
        table.add_column(Text(column), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_plain(value)) for value in row))
    # Into a pipe there is no edge to fold at.
    width = None if sys.stdout.isatty() else max(200, 60 * len(columns))
    Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False).print(table)


def _plain(value: Any) -> str:
    """A value on one line, with nothing in it that steers a terminal."""
    text = f"{value:,f}" if isinstance(value, Decimal) else _shown(value)
    return "".join(c if c.isprintable() or c == " " else " " for c in text)
