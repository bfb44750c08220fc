#!/usr/bin/env python3
"""Write what Superset imports: the database, a dataset for each view, charts and a dashboard.

    python bi/superset.py FOLDER
    superset import-directory --overwrite FOLDER

The database is the one that coopdb itself would take: that of COOPDB_DATABASE_URL, or the embedded one with its
reader's address. FOLDER then holds that address with its password: it is nobody else's to read.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from pathlib import Path
from typing import Any

import yaml

from coopdb.exporting.views import Column, Table, open_snapshot
from coopdb.server.database import resolve_database
from coopdb.server.roles import open_roles

FOLDER = Path(__file__).parent
# Superset knows a thing again by its uuid: the same name must give the same one.
SPACE = uuid.UUID("5b1c7c4e-6f0b-5c39-9d53-0d6c3f1f7a10")
NAME = "coopdb"
TYPES = {
    "text": "TEXT",
    "short": "INTEGER",
    "integer": "BIGINT",
    "decimal": "NUMERIC",
    "date": "DATE",
    "moment": "TIMESTAMP WITH TIME ZONE",
    "flag": "BOOLEAN",
}
# The sums that count no dirham twice, so that nobody has to remember the condition.
SUMS = {
    "counted_mad": ("SUM(amount_mad) FILTER (WHERE counts_toward_total)", "Each dirham once"),
    "counted_mad_by_payer": ("SUM(amount_mad) FILTER (WHERE counts_toward_payer)", "By who pays"),
}
COLUMNS_OF_GRID = 12

Record = dict[str, Any]


def write_bundle(folder: Path, address: str, tables: list[Table]) -> None:
    """Write all that Superset imports.

    Args:
        folder: where to.
        address: the database's, as libpq reads it.
        tables: the views.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    files: dict[str, Record] = {
        "metadata.yaml": {"version": "1.0.0", "type": "assets"},
        f"databases/{NAME}.yaml": _database(address),
    }
    for table in tables:
        files[f"datasets/{NAME}/{table.name}.yaml"] = _dataset(table)
    described = yaml.safe_load((FOLDER / "dashboard.yaml").read_text("utf-8"))
    for chart in described["charts"]:
        files[f"charts/{chart['id']}.yaml"] = _chart(chart)
    files[f"dashboards/{NAME}.yaml"] = _dashboard(described)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _id(*words: str) -> str:
    return str(uuid.uuid5(SPACE, "/".join(words)))


def _database(address: str) -> Record:
    return {
        "database_name": NAME,
        "sqlalchemy_uri": address.replace("postgresql://", "postgresql+psycopg2://", 1),
        "expose_in_sqllab": True,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "extra": {},
        "uuid": _id("database"),
        "version": "1.0.0",
    }


def _dataset(table: Table) -> Record:
    has_sums = {"amount_mad", "counts_toward_total"} <= {column.name for column in table.columns}
    metrics = [_metric("count", "COUNT(*)", "Rows")]
    if has_sums:
        metrics += [_metric(name, expression, told) for name, (expression, told) in SUMS.items()]
    return {
        "table_name": table.name,
        "schema": "report",
        "description": "\n".join(table.description[language] for language in ("en", "fr", "ar")),
        "filter_select_enabled": True,
        "uuid": _id("dataset", table.name),
        "metrics": metrics,
        "columns": [_column(column) for column in table.columns],
        "version": "1.0.0",
        "database_uuid": _id("database"),
    }


def _metric(name: str, expression: str, told: str) -> Record:
    return {"metric_name": name, "expression": expression, "description": told, "d3format": ",.0f"}


def _column(column: Column) -> Record:
    texts = [column.description[language] for language in ("en", "fr", "ar")]
    return {
        "column_name": column.name,
        "is_dttm": column.kind in ("date", "moment"),
        "is_active": True,
        "type": TYPES[column.kind],
        "groupby": True,
        "filterable": True,
        "description": "\n".join([*texts, *([f"({column.unit})"] if column.unit else [])]),
    }


def _chart(chart: Record) -> Record:
    return {
        "slice_name": chart["title"],
        "viz_type": chart["params"]["viz_type"],
        "description": chart.get("note"),
        "params": chart["params"],
        "uuid": _id("chart", chart["id"]),
        "version": "1.0.0",
        "dataset_uuid": _id("dataset", chart["view"]),
    }


def _dashboard(described: Record) -> Record:
    charts = {chart["id"]: chart for chart in described["charts"]}
    position: Record = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": described["title"]}},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "parents": ["ROOT_ID"], "children": []},
    }
    for number, row in enumerate(described["rows"], 1):
        name = f"ROW-{number}"
        position["GRID_ID"]["children"].append(name)
        position[name] = {
            "type": "ROW",
            "id": name,
            "parents": ["ROOT_ID", "GRID_ID"],
            "children": [f"CHART-{each}" for each in row],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for each in row:
            meta = {
                "chartId": 0,
                "uuid": _id("chart", each),
                "width": COLUMNS_OF_GRID // len(row),
                "height": charts[each].get("height", 50),
                "sliceName": charts[each]["title"],
            }
            place = {"type": "CHART", "id": f"CHART-{each}", "children": [], "meta": meta}
            position[f"CHART-{each}"] = place | {"parents": ["ROOT_ID", "GRID_ID", name]}
    return {
        "dashboard_title": described["title"],
        "description": described["note"],
        "slug": NAME,
        "uuid": _id("dashboard"),
        "position": json.loads(json.dumps(position)),
        "metadata": {},
        "version": "1.0.0",
    }


def main(arguments: list[str]) -> int:
    """Write the bundle into the folder that is named."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    # Files with a password: nobody else's to read, from their first moment on.
    os.umask(0o077)
    database = resolve_database()
    with open_snapshot(database.url, what="coopdb for Superset") as snapshot:
        tables = list(snapshot.tables())
    if database.server is not None:
        open_roles(database.server)
    write_bundle(Path(arguments[0]), database.role_url("reader", scheme="postgresql"), tables)
    print(f"superset import-directory --overwrite {arguments[0]}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
