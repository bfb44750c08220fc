"""Each record's examples are read as the record, its counter-examples are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coopdb import read
from coopdb.lexicon import load_lexicon
from tests.lexicon.folding import fold

Record = dict[str, Any]


def institutions(sentence: str) -> set[Any]:
    return {m.id for m in read(sentence).institutions}


def programmes(sentence: str) -> set[Any]:
    return {m.id for m in read(sentence).programmes}


def legal_texts(sentence: str) -> set[Any]:
    return {(m.kind, m.number) for m in read(sentence).legal_references}


def identity(table: str, record: Record) -> Any:
    return (record["kind"], record.get("number")) if table == "legal_texts" else record["id"]


FOUND: dict[str, Callable[[str], set[Any]]] = {
    "institutions": institutions,
    "programmes": programmes,
    "legal_texts": legal_texts,
}


@pytest.mark.parametrize("table", FOUND)
def test_examples_are_found(table: str) -> None:
    missed = [
        (record["id"], sentence)
        for record in load_lexicon()[table]
        for sentence in record.get("examples", [])
        if identity(table, record) not in FOUND[table](sentence)
    ]
    assert not missed


@pytest.mark.parametrize("table", FOUND)
def test_counter_examples_are_not_found(table: str) -> None:
    found = [
        (record["id"], sentence)
        for record in load_lexicon()[table]
        for sentence in record.get("counterexamples", [])
        if identity(table, record) in FOUND[table](sentence)
    ]
    assert not found


def test_an_occasion_s_examples_hold_a_name_of_it_and_its_counter_examples_none() -> None:
    for record in load_lexicon()["occasions"]:
        # the joined ل swallows the article's alef: لليوم is ل and اليوم
        names = [fold(n).removeprefix("ال") for n in [record["name_ar"], *record.get("aliases", [])]]
        for sentence in record.get("examples", []):
            assert any(n in fold(sentence) for n in names), (record["id"], sentence)
        for sentence in record.get("counterexamples", []):
            assert not any(n in fold(sentence) for n in names), (record["id"], sentence)


@pytest.mark.parametrize(("table", "least"), [("institutions", 200), ("programmes", 60), ("legal_texts", 100)])
def test_at_least_a_third_of_the_records_have_examples(table: str, least: int) -> None:
    records = load_lexicon()[table]
    having = sum("examples" in r for r in records)
    assert having >= max(least, len(records) / 3)
