"""A view as a Parquet file: typed columns, and their meanings in the file itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coopdb.exporting.errors import NumberTooLong
from coopdb.exporting.views import Batch, Column, Table

# Rows of one group: what a reader fetches and filters at a time.
GROUP = 50_000
# The widest decimals that Parquet's readers know; those in brackets are read by fewer.
NARROW, WIDE = 38, 76

TYPES = {
    "text": pa.string(),
    "short": pa.int32(),
    "integer": pa.int64(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "flag": pa.bool_(),
}


def write_parquet(path: Path, table: Table, batches: Iterable[Batch]) -> int:
    """Write a view and say how many rows it has.

    The same rows give the same bytes with the same version of pyarrow: nothing of the moment is in the file.
    """
    layout = arrow_schema(table)
    n_rows = 0
    waiting: list[pa.RecordBatch] = []
    # Snappy is what every reader of Parquet knows.
    with pq.ParquetWriter(path, layout, compression="snappy", version="2.6") as writer:
        for batch in batches:
            waiting.append(_record_batch(batch, layout))
            n_rows += len(batch)
            if sum(part.num_rows for part in waiting) >= GROUP:
                writer.write_table(pa.Table.from_batches(waiting, layout), row_group_size=GROUP)
                waiting = []
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting, layout), row_group_size=GROUP)
    return n_rows


def arrow_schema(table: Table) -> pa.Schema:
    """Return a view's columns as Arrow types, each with its unit and meaning."""
    key = set(table.keys.primary)
    fields = [
        pa.field(column.name, _type(table, column), nullable=column.name not in key, metadata=_metadata(column))
        for column in table.columns
    ]
    return pa.schema(fields, metadata=_texts(table.description) | {"primary_key": json.dumps(table.keys.primary)})


def _type(table: Table, column: Column) -> Any:
    if column.kind != "decimal":
        return TYPES[column.kind]
    digits = column.digits + column.scale
    if digits <= NARROW:
        return pa.decimal128(NARROW, column.scale)
    if digits <= WIDE:
        return pa.decimal256(WIDE, column.scale)
    raise NumberTooLong(view=table.name, column=column.name, digits=digits)


def _metadata(column: Column) -> dict[str, str]:
    return _texts(column.description) | ({"unit": column.unit} if column.unit else {})


def _texts(description: dict[str, str]) -> dict[str, str]:
    return {f"description_{language}": text for language, text in sorted(description.items())}


def _record_batch(batch: Batch, layout: pa.Schema) -> Any:
    columns = zip(*batch, strict=True)
    return pa.record_batch(
        [pa.array(values, field.type) for values, field in zip(columns, layout, strict=True)], layout
    )
