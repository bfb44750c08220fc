"""What is written for Superset: a dataset for every view, charts on columns that there are, a private folder."""

from __future__ import annotations

import re
import runpy
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml

from coopdb.exporting.views import Table, open_snapshot
from coopdb.views import load_dictionary

BI = Path(__file__).parents[2] / "bi"
ADDRESS = "postgresql://coopdb_reader:p%40ss@127.0.0.1:5432/coopdb"


@pytest.fixture(scope="module")
def tables(loaded: str) -> list[Table]:
    with open_snapshot(loaded) as snapshot:
        return list(snapshot.tables())


@pytest.fixture
def bundle(tables: list[Table], tmp_path: Path) -> dict[str, Any]:
    runpy.run_path(str(BI / "superset.py"))["write_bundle"](tmp_path / "out", ADDRESS, tables)
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
    return {
        str(path.relative_to(tmp_path / "out")): yaml.safe_load(path.read_text("utf-8"))
        for path in (tmp_path / "out").rglob("*.yaml")
    }


def test_every_view_is_a_dataset_of_the_database(bundle: dict[str, Any]) -> None:
    database = bundle["databases/coopdb.yaml"]
    assert database["sqlalchemy_uri"] == ADDRESS.replace("postgresql:", "postgresql+psycopg2:")
    assert not database["allow_dml"] and not database["allow_ctas"]
    for name, view in load_dictionary().items():
        dataset = bundle[f"datasets/coopdb/{name}.yaml"]
        assert (dataset["table_name"], dataset["schema"]) == (name, "report")
        assert dataset["database_uuid"] == database["uuid"]
        assert [column["column_name"] for column in dataset["columns"]] == list(view.columns)
        assert all(
            view.columns[each["column_name"]].description["ar"] in each["description"] for each in dataset["columns"]
        )
    days = {each["column_name"]: each["is_dttm"] for each in bundle["datasets/coopdb/events.yaml"]["columns"]}
    assert days["starts_on"] and not days["duration_days"]


def test_charts_stand_on_columns_that_there_are(bundle: dict[str, Any]) -> None:
    datasets = {each["uuid"]: each for name, each in bundle.items() if name.startswith("datasets/")}
    charts = [each for name, each in bundle.items() if name.startswith("charts/")]
    assert len(charts) == len(yaml.safe_load((BI / "dashboard.yaml").read_text("utf-8"))["charts"])
    for chart in charts:
        dataset, params = datasets[chart["dataset_uuid"]], chart["params"]
        columns = {each["column_name"] for each in dataset["columns"]}
        metrics = {each["metric_name"] for each in dataset["metrics"]}
        used = {*params.get("all_columns", []), *([params["x_axis"]] if "x_axis" in params else [])}
        said = [each["sqlExpression"] for each in [*params.get("metrics", []), *params.get("adhoc_filters", [])]]
        used |= {word for text in said for word in re.findall(r"\b[a-z]\w+\b(?!')", text)} - {"reported"}
        assert used <= columns, f"{chart['slice_name']}: {used - columns}"
        assert params.get("metric") in (None, *metrics)


def test_the_dashboard_shows_every_chart_once(bundle: dict[str, Any]) -> None:
    position = bundle["dashboards/coopdb.yaml"]["position"]
    shown = [each["meta"]["uuid"] for each in position.values() if isinstance(each, dict) and each["type"] == "CHART"]
    charts = [each["uuid"] for name, each in bundle.items() if name.startswith("charts/")]
    assert sorted(shown) == sorted(charts) and len(set(shown)) == len(shown)
    for row in position["GRID_ID"]["children"]:
        assert sum(position[child]["meta"]["width"] for child in position[row]["children"]) <= 12


def test_things_keep_their_ids(bundle: dict[str, Any]) -> None:
    """Or an import again would double them."""
    space = runpy.run_path(str(BI / "superset.py"))["SPACE"]
    assert bundle["datasets/coopdb/funding.yaml"]["uuid"] == str(uuid.uuid5(space, "dataset/funding"))
    assert str(space) == "5b1c7c4e-6f0b-5c39-9d53-0d6c3f1f7a10"
