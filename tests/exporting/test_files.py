"""Every view in a file, typed, whole, and the same bytes for the same data."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from coopdb.cli import main
from coopdb.exporting import csv_files, workbook
from coopdb.exporting.csv_files import shield, unshield
from coopdb.exporting.errors import NumberTooLong
from coopdb.exporting.keys import Keys, load_keys
from coopdb.exporting.parquet_files import arrow_schema, write_parquet
from coopdb.exporting.views import Column, Table, open_snapshot
from coopdb.views import load_dictionary
from tests.exporting.conftest import TRAPS, export
from tests.exporting.sheets import read_sheet, sheets_of


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def rows_of(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


@pytest.fixture(scope="module")
def parquet(loaded: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(loaded, tmp_path_factory.mktemp("parquet"), "parquet")


@pytest.fixture(scope="module")
def csv_folder(loaded: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(loaded, tmp_path_factory.mktemp("csv"), "csv")


@pytest.fixture(scope="module")
def book(loaded: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(loaded, tmp_path_factory.mktemp("xlsx"), "xlsx") / "coopdb.xlsx"


def test_every_view_has_its_keys_and_no_other_has() -> None:
    assert set(load_keys()) == set(load_dictionary())


@pytest.mark.parametrize("view", list(load_dictionary()))
def test_a_key_is_unique_and_what_it_leads_to_is_there(view: str, loaded: str) -> None:
    keys = load_keys()[view]
    primary = ", ".join(keys.primary)
    ((n_rows, n_keys, n_without),) = rows_of(
        loaded,
        f"SELECT count(*), count(DISTINCT ({primary})), count(*) FILTER (WHERE ({primary}) IS NULL) FROM report.{view}",
    )
    assert (n_rows, n_without) == (n_keys, 0), f"report.{view} has not the key {primary}"
    for column, (target, there) in keys.foreign.items():
        assert load_keys()[target].primary == (there,), f"{view}.{column} leads to no key"
        lost = rows_of(
            loaded,
            f"SELECT DISTINCT a.{column} FROM report.{view} AS a WHERE a.{column} IS NOT NULL"
            f" AND NOT EXISTS (SELECT FROM report.{target} AS b WHERE b.{there} = a.{column})",
        )
        assert not lost, f"report.{view}.{column} names what report.{target} has not"


def test_a_column_that_looks_like_a_name_of_another_view_is_in_the_keys() -> None:
    """A new `place_code` or `article_id` is not forgotten."""
    always = {
        "article_id": "articles",
        "event_id": "events",
        "place_code": "places",
        "programme_id": "programmes",
    }
    always |= {"institution_id": "institutions", "region_code": "places", "province_code": "places"}
    for name, view in load_dictionary().items():
        keys = load_keys()[name]
        for column, target in always.items():
            if column in view.columns and keys.primary != (column,):
                assert keys.foreign[column][0] == target, f"{name}.{column}"


def test_every_view_has_a_file_of_its_name(exported: Path) -> None:
    form = exported.name
    names = {path.name for path in exported.iterdir()}
    expected = {"coopdb.xlsx"} if form == "xlsx" else {f"{view}.{form}" for view in load_dictionary()}
    assert names == expected | {"datapackage.json"}


def test_the_same_data_give_the_same_bytes(exported: Path, loaded: str, tmp_path: Path) -> None:
    assert digests(export(loaded, tmp_path, exported.name)) == digests(exported)


def test_an_export_replaces_an_earlier_one_and_touches_nothing_else(loaded: str, tmp_path: Path) -> None:
    (tmp_path / "funding.parquet").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    export(loaded, tmp_path, "parquet")
    assert pq.read_table(tmp_path / "funding.parquet").num_rows
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_an_export_that_fails_leaves_what_was_there(
    loaded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles.parquet").write_text("old")

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device", "funding.parquet")

    monkeypatch.setattr("coopdb.exporting.files.write_package", fail)
    done = CliRunner().invoke(main, ["--database-url", loaded, "export", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == "coopdb: funding.parquet: No space left on device"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"articles.parquet": "old"}


def test_parquet_holds_what_the_views_hold(parquet: Path, loaded: str) -> None:
    for view, described in load_dictionary().items():
        table = pq.read_table(parquet / f"{view}.parquet")
        assert table.column_names == list(described.columns)
        theirs = rows_of(loaded, f"SELECT {', '.join(described.columns)} FROM report.{view}")
        assert table.num_rows == len(theirs)
        for column in described.columns:
            ours_in_it = {normal(value) for value in table.column(column).to_pylist()}
            place = table.column_names.index(column)
            assert ours_in_it == {normal(row[place]) for row in theirs}, f"{view}.{column}"


def normal(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value.normalize()
    return value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def test_parquet_is_typed_and_says_what_its_columns_mean(parquet: Path) -> None:
    layout = pq.read_schema(parquet / "funding.parquet")
    types = {field.name: str(field.type) for field in layout}
    assert types["amount_mad"] == "decimal128(38, 2)"
    assert types["period_from"] == "date32[day]"
    assert types["counts_toward_total"] == "bool"
    assert types["n_articles"] == "int32"
    assert types["quote"] == "string"
    assert str(pq.read_schema(parquet / "articles.parquet").field("loaded_at").type) == "timestamp[us, tz=UTC]"
    meant = layout.field("amount_mad").metadata
    assert meant[b"unit"] == b"MAD" and meant[b"description_ar"].decode() and meant[b"description_fr"]
    assert not layout.field("fact_id").nullable
    assert layout.metadata[b"primary_key"] == b'["fact_id"]'


def test_rows_are_in_the_order_of_their_key(parquet: Path) -> None:
    codes = pq.read_table(parquet / "places.parquet").column("place_code").to_pylist()
    assert codes == sorted(codes) and len(codes) > 1500
    parts = pq.read_table(parquet / "dictionary.parquet").select(["view_name", "column_name"]).to_pylist()
    pairs = [tuple(part.values()) for part in parts]
    assert pairs == sorted(pairs)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_begins_with_the_mark_that_excel_needs(csv_folder: Path) -> None:
    for path in csv_folder.glob("*.csv"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\xef\xbb\xbf") == 1
        assert content.endswith(b"\r\n")


def test_csv_writes_numbers_days_and_flags_plainly(csv_folder: Path) -> None:
    (row,) = [row for row in read_csv(csv_folder / "funding.csv") if Decimal(row["amount"]) == 20_860_000]
    assert row["amount_mad"] in ("20860000", "20860000.00")
    assert (row["period_from"], row["period_to"]) == ("2019-01-01", "2025-12-31")
    assert (row["counts_toward_total"], row["setting"], row["place_code"]) == ("true", "", "MA-TNG")


def test_no_text_of_a_csv_begins_a_formula(csv_folder: Path) -> None:
    """Every field of the trap is there, behind an apostrophe, and comes back whole."""
    (row,) = [row for row in read_csv(csv_folder / "articles.csv") if row["identity"] == TRAPS["id"]]
    assert row["title"] == "'" + TRAPS["title"] and unshield(row["title"]) == TRAPS["title"]
    assert row["publisher"] == "'" + TRAPS["publisher"] and row["author"] == "'" + TRAPS["author"]
    for path in csv_folder.glob("*.csv"):
        for row in read_csv(path):
            for name, value in row.items():
                assert not value.startswith(("=", "+", "@", "\t")), f"{path.name}: {name}"
                assert not value.startswith("-") or Decimal(value) < 0, f"{path.name}: {name}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+212 600", "'+212 600"),
        ("- 12 تعاونية", "'- 12 تعاونية"),
        ("@coop", "'@coop"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("'قال", "'قال"),
        ("12 تعاونية", "12 تعاونية"),
        ("– 12", "– 12"),
        ("", ""),
    ],
)
def test_a_shield_before_a_formula_comes_off_again(text: str, written: str) -> None:
    assert shield(text) == written
    assert unshield(written) == text


def test_the_workbook_has_a_sheet_a_view_after_one_that_explains(book: Path) -> None:
    assert sheets_of(book) == ["README", *load_dictionary()]
    first = read_sheet(book, "README")
    text = "\n".join(str(value) for row in first for value in row.values())
    for words in ("creativecommons.org/licenses/by/4.0", "Haut-Commissariat au Plan", "counts_toward_total"):
        assert words in text
    for view, described in load_dictionary().items():
        assert described.description["fr"] in text
        for column in described.columns:
            assert f"{view}.{column}" in text


def test_the_workbook_holds_numbers_days_flags_and_arabic_as_such(book: Path) -> None:
    rows = read_sheet(book, "funding")
    head = {name: place for place, name in rows[0].items()}
    (row,) = [row for row in rows[1:] if row[head["amount"]] == 20_860_000]
    assert row[head["amount_mad"]] == 20_860_000
    assert row[head["counts_toward_total"]] is True
    assert row[head["province_ar"]] == "طنجة-أصيلة"
    # Days are numbers of days for Excel, with a format that shows them as days.
    assert row[head["period_from"]] == (dt.date(2019, 1, 1) - dt.date(1899, 12, 30)).days
    assert head["setting"] not in row


def test_no_cell_of_the_workbook_is_a_formula_or_a_link_of_a_text(book: Path) -> None:
    for name in sheets_of(book):
        content = read_sheet(book, name, raw=True)
        assert "<f>" not in content and "<f " not in content
        if name != "README":
            assert "<hyperlink" not in content
    rows = read_sheet(book, "articles")
    head = {name: place for place, name in rows[0].items()}
    (row,) = [row for row in rows[1:] if row[head["identity"]] == TRAPS["id"]]
    assert [row[head[name]] for name in ("title", "publisher", "author")] == [
        TRAPS["title"],
        TRAPS["publisher"],
        TRAPS["author"],
    ]


def made_table(*columns: Column) -> Table:
    return Table("made", {"en": "Made.", "fr": "Fait.", "ar": "مصنوع."}, columns, Keys((columns[0].name,)))


def column(name: str, kind: Any, **more: Any) -> Column:
    return Column(name, kind, more.pop("unit", None), {"en": "E", "fr": "F", "ar": "ع"}, **more)


def test_what_excel_cannot_hold_stays_text(tmp_path: Path) -> None:
    table = made_table(column("number", "decimal"), column("day", "date"), column("text", "text"))
    rows: list[tuple[Any, ...]] = [
        (Decimal("12345678901234567890"), dt.date(1890, 1, 1), "a\x0bb_x000D_"),
        (Decimal("0.10"), dt.date(2025, 7, 7), "<r><t>x</t></r>"),
        (Decimal("-5"), None, "ق" * 40_000),
    ]
    with workbook.Workbook(tmp_path / "made.xlsx") as made:
        assert made.add(table, [rows]) == 3
    written = read_sheet(tmp_path / "made.xlsx", "made")
    assert written[1] == {0: "12345678901234567890", 1: "1890-01-01", 2: "a_x000B_b_x005F_x000D_"}
    assert (written[2][0], written[2][2]) == (0.1, " <r><t>x</t></r>")
    assert written[3][0] == -5 and 10_000 < len(written[3][2]) <= workbook.CHARACTERS


def test_a_view_longer_than_a_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS", 4)  # the head and three rows
    table = made_table(column("number", "short"))
    with workbook.Workbook(tmp_path / "made.xlsx") as made:
        made.add(table, [[(n,) for n in range(5)], [(5,), (6,)]])
    assert sheets_of(tmp_path / "made.xlsx") == ["README", "made", "made (2)", "made (3)"]
    assert [row[0] for row in read_sheet(tmp_path / "made.xlsx", "made (2)")] == ["number", 3, 4, 5]
    assert [row[0] for row in read_sheet(tmp_path / "made.xlsx", "made (3)")] == ["number", 6]


def test_decimals_lose_no_digit(tmp_path: Path) -> None:
    number = Decimal("123456789012345678901234567890123456789.125")
    table = made_table(column("number", "decimal", scale=3, digits=39))
    write_parquet(tmp_path / "made.parquet", table, [[(number,)]])
    assert pq.read_table(tmp_path / "made.parquet").column("number").to_pylist() == [number]
    with pytest.raises(NumberTooLong, match=r"report\.made: a number in number has 101 digits"):
        arrow_schema(made_table(column("number", "decimal", scale=1, digits=100)))


def test_a_batch_after_another_is_one_table(tmp_path: Path) -> None:
    table = made_table(column("number", "integer"), column("text", "text"))
    batches = [[(1, "ا"), (2, None)], [(3, "ب")]]
    assert write_parquet(tmp_path / "made.parquet", table, batches) == 3
    assert pq.read_table(tmp_path / "made.parquet").column("text").to_pylist() == ["ا", None, "ب"]
    assert csv_files.write_csv(tmp_path / "made.csv", table, batches) == 3
    assert pa.types.is_int64(pq.read_schema(tmp_path / "made.parquet").field("number").type)


def test_a_large_view_is_never_in_memory_as_a_whole(loaded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopdb.exporting.views.BATCH", 100)
    with open_snapshot(loaded) as snapshot:
        (places,) = [table for table in snapshot.tables() if table.name == "places"]
        batches: Iterator[list[Any]] = snapshot.batches(places)
        sizes = [len(batch) for batch in batches]
    assert set(sizes[:-1]) == {100} and sum(sizes) > 1500


def test_an_export_sees_one_moment(loaded: str) -> None:
    """What is loaded meanwhile is in none of the files."""
    with open_snapshot(loaded) as snapshot, psycopg.connect(loaded, autocommit=True) as other:
        before = snapshot.select("SELECT count(*) FROM report.questions")[1]
        other.execute(
            "INSERT INTO coopdb.questions SELECT 99, question_ar, question_fr, question_en, sql"
            " FROM coopdb.questions WHERE number = 1"
        )
        try:
            assert snapshot.select("SELECT count(*) FROM report.questions")[1] == before
        finally:
            other.execute("DELETE FROM coopdb.questions WHERE number = 99")


def test_the_package_describes_every_file_in_three_languages(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(load_dictionary())
    assert {"CC-BY-4.0", "GPL-3.0-or-later"} <= {licence["name"] for licence in package["licenses"]}
    assert package["title_ar"] and package["rights_fr"] and len(package["caveats"]) == len(package["caveats_ar"])
    for resource in package["resources"]:
        path = exported / resource["path"]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if exported.name == "parquet":
            assert resource["sha256"] == digest
        else:
            assert (resource["bytes"], resource["hash"]) == (path.stat().st_size, f"sha256:{digest}")
        described = load_dictionary()[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == list(described.columns)
        assert all(field["description_ar"] and field["description_fr"] for field in resource["schema"]["fields"])
        assert resource["schema"]["primaryKey"] == list(load_keys()[resource["name"]].primary)
    funding = next(each for each in package["resources"] if each["name"] == "funding")
    types = {field["name"]: (field["type"], field.get("unit")) for field in funding["schema"]["fields"]}
    assert types["amount_mad"] == ("number", "MAD") and types["period_from"] == ("date", "date")
    assert types["counts_toward_total"] == ("boolean", None) and types["n_claims"][0] == "integer"
    leads = {key["fields"]: key["reference"] for key in funding["schema"]["foreignKeys"]}
    assert leads["place_code"] == {"resource": "places", "fields": "place_code"}
    # The empty name is the package's word for the resource itself.
    assert leads["counted_in_id"] == {"resource": "", "fields": "fact_id"}


def test_an_empty_database_is_one_line(postgres_server: Any, fresh_database: Any, tmp_path: Path) -> None:
    url = fresh_database().replace("+psycopg", "")
    done = CliRunner().invoke(main, ["--database-url", url, "export", str(tmp_path / "out")])
    assert done.exit_code == 2 and done.stderr.count("\n") == 1 and "coopdb load" in done.stderr
    assert not list((tmp_path / "out").iterdir())


def test_the_reader_may_export(loaded: str, tmp_path: Path) -> None:
    """An analyst with the reader's address alone, who cannot see where the schema stands."""
    name = "an_analyst_who_exports"
    with psycopg.connect(loaded, autocommit=True) as admin:
        admin.execute(f"DROP ROLE IF EXISTS {name}".encode())
        admin.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'p' IN ROLE coopdb_reader".encode())
        try:
            scheme, _, rest = loaded.partition("://")
            export(f"{scheme}://{name}:p@{rest.rpartition('@')[2]}", tmp_path, "csv")
        finally:
            admin.execute(f"DROP ROLE {name}".encode())
    assert read_csv(tmp_path / "funding.csv")
