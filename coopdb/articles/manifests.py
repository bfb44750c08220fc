"""`manifest.csv`: what is known of the plain text files beside it, a row a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import IO

from coopdb.articles.errors import Unreadable
from coopdb.articles.feeds import CsvRows, record_of
from coopdb.articles.fields import columns, read_fields
from coopdb.articles.inputs import NOTHING, Fields, Rejected, reject
from coopdb.articles.limits import MAX_MANIFEST_ROWS
from coopdb.articles.lines import read_lines
from coopdb.articles.sources import DAMAGE, unopened


class Manifest:
    """The fields of each file that a manifest names, and the rows that could not be read.

    Example:
        A row `a.txt,تعاونيات الأركان,2025-07-07` under `file,title,published_on` gives the text of `a.txt`
        its title (the argan cooperatives) and its day.
    """

    def __init__(self) -> None:
        self._fields: dict[str, Fields] = {}
        self._rows: dict[str, tuple[str, bytes]] = {}
        self.rejected: list[Rejected] = []

    def fields_of(self, file: str) -> Fields:
        """Give the fields of a file; none where the manifest does not name it."""
        return self._fields.get(_key(file), NOTHING)

    def missing(self, files: set[str]) -> list[Rejected]:
        """Name the rows of files that are not there."""
        here = {_key(file) for file in files}
        why = Unreadable("no such file", "Put the file beside the manifest, or remove the row.")
        return [reject(where, why, raw) for file, (where, raw) in self._rows.items() if file not in here]

    def add(self, file: str, fields: Fields, where: str, raw: bytes) -> None:
        """Add a row."""
        key = _key(file)
        if len(self._fields) >= MAX_MANIFEST_ROWS:
            raise Unreadable("too many rows", f"A manifest has at most {MAX_MANIFEST_ROWS:,}: make several folders.")
        if key in self._fields:
            raise Unreadable("file named twice", "Keep one of the rows.")
        self._fields[key] = fields
        self._rows[key] = (where, raw)


def _key(file: str) -> str:
    """Write a file's name as names are compared: a Mac writes its letters in parts."""
    return unicodedata.normalize("NFC", file.strip().removeprefix("./"))


def read_manifest(path: str, open_: Callable[[], IO[bytes]]) -> Manifest:
    """Read a manifest; what cannot be read of it is among its `rejected`."""
    manifest = Manifest()
    header: dict[str, list[int]] | None = None
    try:
        with open_() as stream:
            for lines, cells in CsvRows(read_lines(stream)):
                raw = b"".join(line.data for line in lines)
                try:
                    if isinstance(cells, Unreadable):
                        raise cells
                    if header is None:
                        header = columns(cells)
                        if "file" not in header:
                            raise Unreadable("no file column", "Call the column with the files' names file.")
                        continue
                    record = record_of(cells, header)
                    if "file" not in record:
                        raise Unreadable("no file named", "Give the file's name, or remove the row.")
                    where = f"{path}:{lines[0].number}"
                    manifest.add(record["file"], read_fields(record), where, raw)
                except Unreadable as why:
                    manifest.rejected.append(reject(f"{path}:{lines[0].number}", why, raw))
                    if header is None or "file" not in header:
                        break
    except Unreadable as why:
        manifest.rejected.append(reject(path, why))
    except DAMAGE as error:
        manifest.rejected.append(reject(path, unopened(error)))
    return manifest
