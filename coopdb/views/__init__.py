"""What the saved views mean: their dictionary and the questions that they answer, in three languages.

The views themselves are SQL files beside the migrations, `migrations/views/`, since what is released there
never changes.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
LANGUAGES = ("ar", "fr", "en")


@dataclass(frozen=True)
class Column:
    """A column of a view: what it means, and in what it is measured."""

    name: str
    unit: str | None
    description: dict[str, str]


@dataclass(frozen=True)
class View:
    """A saved view: what one row is, the question that it answers, and its columns in their order."""

    name: str
    description: dict[str, str]
    columns: dict[str, Column]


@dataclass(frozen=True)
class Question:
    """A question that analysts ask, with the one SELECT that answers it."""

    number: int
    text: dict[str, str]
    sql: str


@functools.cache
def load_dictionary() -> dict[str, View]:
    """Return every view by name, each column with its meaning in three languages.

    A column that means the same in every view is described once, under `columns`; a view names its columns,
    and gives a text of its own where there is one to give.
    """
    document: dict[str, Any] = yaml.safe_load((FOLDER / "dictionary.yaml").read_text("utf-8"))
    views: dict[str, View] = {}
    for name, view in document["views"].items():
        own = view.get("own", {})
        columns = {column: _column(column, own.get(column), document) for column in view["columns"]}
        views[name] = View(name, _texts(view), columns)
    return views


@functools.cache
def load_questions() -> list[Question]:
    """Return the questions in their order."""
    document: list[dict[str, Any]] = yaml.safe_load((FOLDER / "questions.yaml").read_text("utf-8"))
    return [Question(q["number"], _texts(q), q["sql"].strip()) for q in document]


def _column(name: str, own: dict[str, Any] | None, document: dict[str, Any]) -> Column:
    record = own or document["columns"].get(name)
    if record is not None:
        shared = document["columns"].get(name, {})
        return Column(name, record.get("unit", shared.get("unit")), _texts(record))
    # payer_fr: the label `payer` and the suffix `fr`.
    thing, _, language = name.rpartition("_")
    label, suffix = document["labels"].get(thing), document["suffixes"].get(language)
    if label is None or suffix is None:
        return Column(name, None, {})
    return Column(name, None, {spoken: f"{label[spoken]}, {suffix[spoken]}" for spoken in LANGUAGES})


def _texts(record: dict[str, Any]) -> dict[str, str]:
    return {language: record[language] for language in LANGUAGES if language in record}
