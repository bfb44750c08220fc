"""Every view into a folder, in one form: all of it or nothing, and all of one moment."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopdb.exporting.package import Written, write_package
from coopdb.exporting.views import Snapshot, open_snapshot

if TYPE_CHECKING:
    from coopdb.exporting.views import Table

FORMATS = ("parquet", "csv", "xlsx")
UNFINISHED = ".unfinished-"

OnView = Callable[[str, int], None]


@dataclass(frozen=True)
class Exported:
    """What an export left: the files, and the rows by view."""

    files: list[Path]
    n_rows: dict[str, int]


def export_views(url: str, folder: Path, form: str, *, on_view: OnView | None = None) -> Exported:
    """Write every view into a folder, with `datapackage.json` that says what is in them.

    Files of an earlier export in the same form are replaced once all new ones are whole.

    Args:
        url: the database's address; the reader's own will do.
        folder: where to; it is made where it is not there.
        form: `parquet`, `csv` or `xlsx`.
        on_view: called after each view with its name and number of rows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        with open_snapshot(url) as snapshot:
            written = _write(snapshot, unfinished, form, on_view or (lambda name, n_rows: None))
        package = write_package(unfinished, form, written)
        made = list(dict.fromkeys([*(each.path for each in written), package]))
        files = [path.replace(folder / path.name) for path in made]
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Exported(files, {each.table.name: each.n_rows for each in written})


def _write(snapshot: Snapshot, folder: Path, form: str, on_view: OnView) -> list[Written]:
    if form == "xlsx":
        return _write_workbook(snapshot, folder, on_view)
    written = []
    for table in snapshot.tables():
        path = folder / f"{table.name}.{form}"
        written.append(Written(table, path, _write_one(snapshot, table, path, form)))
        on_view(table.name, written[-1].n_rows)
    return written


def _write_one(snapshot: Snapshot, table: Table, path: Path, form: str) -> int:
    # Imported here: who wants one form does not wait for the parts of another.
    if form == "parquet":
        from coopdb.exporting.parquet_files import write_parquet

        return write_parquet(path, table, snapshot.batches(table))
    from coopdb.exporting.csv_files import write_csv

    return write_csv(path, table, snapshot.batches(table))


def _write_workbook(snapshot: Snapshot, folder: Path, on_view: OnView) -> list[Written]:
    from coopdb.exporting.workbook import NAME, Workbook

    path, rows = folder / NAME, []
    with Workbook(path) as book:
        for table in snapshot.tables():
            rows.append((table, book.add(table, snapshot.batches(table))))
            on_view(table.name, rows[-1][1])
    return [Written(table, path, n_rows) for table, n_rows in rows]
