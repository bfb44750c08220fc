"""What a generated article is, and what it states."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure that an article states: `text` is its slice [start, end)."""

    text: str
    start: int
    end: int
    kind: str
    value: str
    unit: str
    qualifier: str
    status: str = "reported"
    role: str | None = None
    place: str | None = None
    period: tuple[str, str] | None = None
    payer: str | None = None


@dataclass(slots=True)
class GeneratedArticle:
    """An article with what it states."""

    number: int
    title: str
    text: str
    publisher: str
    published_on: dt.date
    province: str
    event: tuple[str, str, str]
    figures: list[KnownFigure] = field(default_factory=list)
    people: list[tuple[str, str]] = field(default_factory=list)
    laws: list[tuple[str, str]] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where its file belongs: a thousand to a folder."""
        return f"{self.number // 1000:05d}/{self.number:08d}.txt"
