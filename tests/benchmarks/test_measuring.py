"""Turns, ratios and what holds; and that what is copied raw is what a load has stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.copying import copy_rows, dump_new_rows
from benchmarks.databases import Databases
from benchmarks.generate import generate, write_folder
from benchmarks.loading import empty_database, load
from benchmarks.measuring import Result, Spread, in_turn, ratios
from benchmarks.table import write_into
from coopdb.storing.connecting import connect
from coopdb.storing.digest import digest
from tests.conftest import PostgresServer


def test_contestants_take_turns_in_both_orders() -> None:
    calls: list[str] = []

    def contestant(name: str) -> Callable[[int], float]:
        def work(turn: int) -> float:
            calls.append(f"{name}{turn}")
            return float(turn)

        return work

    times = in_turn([contestant("a"), contestant("b")], 3)
    assert calls == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert times == [[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]


def test_a_ratio_is_of_each_turn() -> None:
    assert ratios([4.0, 9.0, 10.0], [2.0, 3.0, 1.0]) == Spread(3.0, 2.0, 10.0)


@pytest.mark.parametrize(
    ("reached", "at_least", "by_worst", "holds"),
    [
        (Spread(1.2, 0.9, 1.3), True, False, True),
        (Spread(0.9, 0.8, 1.3), True, False, False),
        (Spread(0.9, 0.8, 1.3), False, False, True),
        (Spread(0.9, 0.8, 1.3), False, True, False),
        (Spread(1.2, 0.9, 1.3), True, True, False),
    ],
)
def test_what_holds(reached: Spread, at_least: bool, by_worst: bool, holds: bool) -> None:
    result = Result("x", "this", "that", reached, 1.0, at_least, judged_by_worst=by_worst)
    assert result.holds is holds


def test_raw_copy_stores_what_a_load_stores(postgres_server: PostgresServer, tmp_path: Path) -> None:
    databases = Databases(postgres_server.url("postgres"))
    write_folder(generate(3), tmp_path / "articles")
    empty = empty_database(databases)
    loaded, copied = databases.create(empty), databases.create(empty)
    try:
        load(loaded, tmp_path / "articles")
        dumps = dump_new_rows(empty, loaded, tmp_path / "rows")
        assert {d.table for d in dumps} >= {"coopdb.articles", "coopdb.claims", "coopdb.facts"}
        assert copy_rows(copied, dumps) > 0
        assert _digest(copied) == _digest(loaded) != _digest(empty)
    finally:
        for url in (empty, loaded, copied):
            databases.drop(url)


def _digest(url: str) -> str:
    with connect(url) as connection:
        return digest(connection)


def test_a_document_gets_what_its_marks_ask_for(tmp_path: Path) -> None:
    whole, table = tmp_path / "scaling.md", tmp_path / "README.md"
    whole.write_text("a\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nb\n", "utf-8")
    table.write_text("<!-- measured table: begin -->\n<!-- measured table: end -->\n", "utf-8")
    texts = {"measured": r"all \1 of it", "measured table": "| 1 |"}
    for document in (whole, table):
        write_into(document, texts)
    assert whole.read_text("utf-8") == "a\n<!-- measured: begin -->\nall \\1 of it\n<!-- measured: end -->\nb\n"
    assert table.read_text("utf-8") == "<!-- measured table: begin -->\n| 1 |\n<!-- measured table: end -->\n"
    (tmp_path / "none.md").write_text("no marks", "utf-8")
    with pytest.raises(ValueError, match="measured: begin"):
        write_into(tmp_path / "none.md", texts)
