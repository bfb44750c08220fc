"""Keys of the views: what identifies a row, and what its columns name in other views."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("keys.yaml")


@dataclass(frozen=True)
class Keys:
    """The keys of one view.

    Attributes:
        primary: the columns that identify a row.
        foreign: by column, the view and the column that it names.
    """

    primary: tuple[str, ...]
    foreign: dict[str, tuple[str, str]] = field(default_factory=dict)


@functools.cache
def load_keys() -> dict[str, Keys]:
    """Return the keys of every view by its name."""
    document: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        view: Keys(
            tuple(keys["primary"]),
            {column: _split(target) for column, target in keys.get("foreign", {}).items()},
        )
        for view, keys in document.items()
    }


def _split(target: str) -> tuple[str, str]:
    view, _, column = target.partition(".")
    return view, column
