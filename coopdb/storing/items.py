"""What loading and storing hand to each other: articles as given, by whom they were read, what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from coopdb.reading.extraction import Extraction

Outcome = Literal["inserted", "revised", "unchanged", "reread"]


class GivenArticle(Protocol):
    """What storing needs of an article as it was given."""

    @property
    def identity(self) -> str:
        """Its feed's id or url, else the hash of its content."""

    @property
    def path(self) -> str:
        """Where it was found."""

    @property
    def text(self) -> str:
        """As decoded; offsets index it."""

    @property
    def sha256(self) -> str:
        """Of the content."""

    @property
    def title(self) -> str | None:
        """As given beside the text."""

    @property
    def publisher(self) -> str | None:
        """As given beside the text."""

    @property
    def author(self) -> str | None:
        """As given beside the text."""

    @property
    def published_on(self) -> Any:
        """As given beside the text."""

    @property
    def source_date(self) -> Any:
        """By which revisions are ordered."""


@dataclass(frozen=True)
class Reader:
    """Which reader with which lexicon made an extraction."""

    version: str
    lexicon_hash: str


Item = tuple[GivenArticle, Extraction]
