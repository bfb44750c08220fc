"""What is in an export, as a Frictionless data package: `datapackage.json` beside the files.

The layout is that of https://specs.frictionlessdata.io/tabular-data-package/; French and Arabic texts stand
beside the English ones under names of their own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import coopdb
from coopdb.exporting.credits import load_credits
from coopdb.exporting.views import Column, Table

NAME = "datapackage.json"
MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TYPES = {
    "text": "string",
    "short": "integer",
    "integer": "integer",
    "decimal": "number",
    "date": "date",
    "moment": "datetime",
    "flag": "boolean",
}
# What the CSV writer puts before a text that a spreadsheet would take for a formula.
SHIELD = "'"


@dataclass(frozen=True)
class Written:
    """A view that was written: where, and how many rows."""

    table: Table
    path: Path
    n_rows: int


def write_package(folder: Path, form: str, written: Sequence[Written]) -> Path:
    """Describe the files of an export and say where; the same files give the same description."""
    path = folder / NAME
    described = describe_package(form, written)
    path.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def describe_package(form: str, written: Sequence[Written]) -> dict[str, Any]:
    """Return the description of an export."""
    whole = load_credits()
    hashes = {each.path: _hash(each.path) for each in written}
    return {
        "profile": "tabular-data-package",
        "name": "coopdb",
        "title": whole.title["en"],
        **_translated("title", whole.title),
        "description": whole.description["en"],
        **_translated("description", whole.description),
        "version": coopdb.__version__,
        "rights": whole.rights["en"],
        **_translated("rights", whole.rights),
        "caveats": [text["en"] for text in whole.caveats],
        "caveats_fr": [text["fr"] for text in whole.caveats],
        "caveats_ar": [text["ar"] for text in whole.caveats],
        "sources": whole.sources,
        "licenses": whole.licenses,
        "resources": [_resource(form, each, hashes[each.path]) for each in written],
    }


def _resource(form: str, written: Written, digest: str) -> dict[str, Any]:
    table = written.table
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": written.path.name,
        "title": _question(table.description["en"]),
        "description": table.description["en"],
        **_translated("description", table.description),
        "format": form,
        "mediatype": MEDIA_TYPES[form],
    }
    if form == "csv":
        # With the mark that Excel needs to see that it is UTF-8.
        resource["encoding"] = "utf-8-sig"
        resource["dialect"] = {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
        }
        resource["formula_shield"] = SHIELD
    elif form == "xlsx":
        resource["dialect"] = {"excel": {"sheet": table.name}}
    if form == "parquet":
        # Under a name of its own: validators cannot count the bytes of a Parquet file, and call it wrong.
        resource["sha256"] = digest
    else:
        resource |= {"bytes": written.path.stat().st_size, "hash": f"sha256:{digest}"}
    return resource | {"rows": written.n_rows, "schema": _schema(table, form)}


def _schema(table: Table, form: str) -> dict[str, Any]:
    foreign = [
        {"fields": column, "reference": {"resource": "" if view == table.name else view, "fields": target}}
        for column, (view, target) in table.keys.foreign.items()
    ]
    return {
        "fields": [_field(column, column.name in table.keys.primary) for column in table.columns],
        # Validators read Parquet through pandas, for which an empty whole number is "not a number".
        "missingValues": ["", "nan"] if form == "parquet" else [""],
        "primaryKey": list(table.keys.primary),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": TYPES[column.kind],
        "description": column.description.get("en", ""),
        **_translated("description", column.description),
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": {"required": True}} if is_key else {}),
    }


def _translated(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": texts[language] for language in ("fr", "ar") if language in texts}


def _question(description: str) -> str:
    """Return the question that a view answers: the first sentence of what it is."""
    head, mark, _ = description.partition("?")
    return head + mark


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
