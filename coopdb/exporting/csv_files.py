"""A view as a CSV file that spreadsheets open as it is: marked as UTF-8, and no text taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from coopdb.exporting.views import Batch, Table

# What a spreadsheet takes for a formula, however many apostrophes stand before it already: so taking one away
# always gives the text back. The wide forms are signs to East Asian spreadsheets.
FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")

# Excel reads a file without the mark as if it were of Windows' own alphabet, and Arabic is lost.
ENCODING = "utf-8-sig"


def write_csv(path: Path, table: Table, batches: Iterable[Batch]) -> int:
    """Write a view and say how many rows it has."""
    n_rows = 0
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in table.columns)
        for batch in batches:
            writer.writerows([[cell(value) for value in row] for row in batch])
            n_rows += len(batch)
    return n_rows


def cell(value: Any) -> str:
    """Write a value: ISO 8601 for days and moments, a point and no grouping for numbers."""
    if value is None:
        return ""
    if isinstance(value, str):
        return shield(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def shield(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    `- 12 تعاونية` (a list's '12 cooperatives') → `'- 12 تعاونية`.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unshield(text: str) -> str:
    """Give back the text that `shield` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
