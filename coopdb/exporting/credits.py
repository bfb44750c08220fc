"""Whose the data are, and what to mind: titles, sources, licences, caveats, in three languages."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("credits.yaml")
Texts = dict[str, str]


@dataclass(frozen=True)
class Credits:
    """What every file that leaves says of itself.

    Attributes:
        title: of the whole.
        description: what it is.
        sources: where it comes from, each with a title and, where there is one, a path.
        licenses: each with a name, a title that says what it covers, and a path.
        rights: what to keep when passing it on.
        caveats: what to mind in reading it.
    """

    title: Texts
    description: Texts
    sources: list[Texts]
    licenses: list[Texts]
    rights: Texts
    caveats: list[Texts]


@functools.cache
def load_credits() -> Credits:
    """Return the credits."""
    document: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return Credits(**document)
