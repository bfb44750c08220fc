"""The lexicon: what coopdb knows before it reads, as plain records.

Everything that a librarian could edit lives in `data/`: CSV for tables, YAML for the rest. A folder
of a user's own, laid out in the same way, adds records or replaces those with the same id. Nothing
here knows how the records are matched in a text: that is the reading's trade.
"""

from __future__ import annotations

import csv
import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coopdb.errors import CoopdbError

Record = dict[str, Any]

DATA = Path(__file__).parent / "data"


class LexiconError(CoopdbError):
    """{place}: {problem}; {next_step}"""


@dataclass(frozen=True)
class _File:
    """A file of records, as it was when the lexicon was loaded."""

    path: Path
    content: bytes
    is_own: bool


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All records by table name, with a hash of the bytes that they came from.

    Attributes:
        files: what they are read from, when they are first asked for.
        hash: sha256 over all files, so that a reading can say which lexicon it stands on.
    """

    files: tuple[_File, ...] = field(repr=False)
    hash: str

    @functools.cached_property
    def tables(self) -> dict[str, list[Record]]:
        """Records by table (`institutions`, `communes`, `units` …), in the files' order.

        Raises:
            LexiconError: a file is not valid YAML or CSV, or a record has no id.
        """
        tables: dict[str, list[Record]] = {}
        for file in self.files:
            records = list(_records(file.path, file.content))
            if file.is_own:
                tables.setdefault(file.path.stem, []).extend(records)
            else:
                tables[file.path.stem] = _merge(tables.get(file.path.stem, []), records, file.path)
        return tables

    def __getitem__(self, table: str) -> list[Record]:
        return self.tables.get(table, [])

    def by_id(self, table: str) -> dict[str, Record]:
        """The records of a table by their key (`id`, `code` or `code_hcp`)."""
        return {_key(r): r for r in self[table]}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)


def load_lexicon(folder: str | Path | None = None) -> Lexicon:
    """The package's lexicon, with a user's own folder on top.

    Args:
        folder: files named as the package's own (`institutions.yaml`, `communes.csv` …), in any
            sub-folder. A record with a known id replaces the fields that it gives.

    The records are read when they are first asked for; only then is a file found wrong.

    Raises:
        LexiconError: there is no such folder.
    """
    return _load(None if folder is None else Path(folder))


@functools.lru_cache(maxsize=8)
def _load(folder: Path | None) -> Lexicon:
    digest = hashlib.sha256()
    files: list[_File] = []
    for root in [DATA] if folder is None else [DATA, folder]:
        if not root.is_dir():
            raise LexiconError(place=root, problem="no such folder", next_step="name one that holds lexicon files")
        for path in _files(root):
            content = path.read_bytes()
            digest.update(path.name.encode() + b"\0" + content)
            files.append(_File(path, content, root is DATA))
    return Lexicon(tuple(files), digest.hexdigest())


def _files(root: Path) -> list[Path]:
    return sorted(p for p in root.rglob("*") if p.suffix in {".csv", ".yaml"})


def _records(path: Path, content: bytes) -> Iterator[Record]:
    import yaml

    try:
        text = content.decode("utf-8-sig")
        if path.suffix == ".csv":
            for row in csv.DictReader(text.splitlines()):
                yield {k: v for k, v in row.items() if v != ""}
        else:
            loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
            yield from yaml.load(text, loader) or []
    except (UnicodeDecodeError, yaml.YAMLError, csv.Error) as error:
        raise LexiconError(
            place=path,
            problem=f"not readable as {path.suffix[1:].upper()} ({error})",
            next_step="mend the file",
        ) from error


def _merge(known: list[Record], added: list[Record], path: Path) -> list[Record]:
    merged = {_key(r): r for r in known}
    for number, record in enumerate(added, 1):
        if not isinstance(record, dict) or not _key(record):
            raise LexiconError(place=path, problem=f"record {number} has no id", next_step="give it one")
        key = _key(record)
        merged[key] = merged.get(key, {}) | record
    return list(merged.values())


def _key(record: Record) -> str:
    return str(
        record.get("id")
        or record.get("code")
        or record.get("code_hcp")
        or record.get("code_1997")
        or record.get("key_ar")
        or ""
    )
