"""Articles made for tests: what one says is given as figures and events, its text is made to fit."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coopdb.articles import ArticleInput
from coopdb.reading.extraction import Article, Event, Extraction, Figure, InstitutionMention, Period, Person
from coopdb.storing.items import Reader

READER = Reader("test", "lexicon")


def money(value: float | str, role: str = "total", **said: Any) -> Figure:
    """A sum in dirhams; `period` is '2019-2025', '2019' or '2005-' while it runs."""
    return figure(value, "MAD", kind="money", role=role, **{"measure": "support_to_cooperatives"} | said)


def count(value: float | str, unit: str = "cooperative", **said: Any) -> Figure:
    """A number of something, cooperatives unless said otherwise."""
    return figure(value, unit, kind="count", **said)


def figure(value: float | str, unit: str, *, period: str | None = None, **said: Any) -> Figure:
    """A figure; its span is set when an article is made of it."""
    number = value if isinstance(value, str) else f"{value:f}".rstrip("0").rstrip(".")
    return Figure("", 0, 0, (0, 0), "test", value=number, unit=unit, period=_period(period), **said)


def event(type: str = "meeting", standing: str = "reported", **said: Any) -> Event:
    """An event; `on` is its day or days."""
    first, _, last = str(said.pop("on", "") or "").partition("/")
    fields: dict[str, Any] = {"title": None, "place": None} | said
    return Event(standing, type, first=first or None, last=last or first or None, rule="test", **fields)


def _period(text: str | None) -> Period | None:
    if text is None:
        return None
    if "/" in text:
        first, last = text.split("/")
    elif text.count("-") == 1 and len(text.partition("-")[2]) in (0, 4):
        first, last = text.split("-")
    else:
        first = last = text
    return Period(first or None, last or None)


def article(
    name: str,
    *said: Figure | Event | Person | InstitutionMention,
    copy_of: str | None = None,
    identity: str | None = None,
    dated: str | None = None,
    reader: str = "",
) -> tuple[ArticleInput, Extraction]:
    """Make an article and what a reading of it would give.

    Args:
        name: tells articles apart; the content follows from it and from what is said.
        said: its figures, events, people and institutions, in the order of the text.
        copy_of: the name of the article that it copies, word for word nearly.
        identity: the feed's id; else the hash of the content.
        dated: the source's own date.
        reader: changes the reading and not the article.
    """
    text = f"{name}. "
    extraction = Extraction(Article(title=name, signature=_signature(copy_of or name)))
    for item in said:
        words = _words(item)
        start = len(text)
        text += f"{words} | "
        _keep(extraction, item, words, start)
    extraction.article.author = reader or None
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    day = dt.date.fromisoformat(dated) if dated else None
    given = ArticleInput(identity or sha256, identity, None, f"{name}.txt", text, sha256, name, None, None, None, day)
    return given, extraction


def _words(item: Figure | Event | Person | InstitutionMention) -> str:
    if isinstance(item, Figure):
        return f"{item.value} {item.unit} {item.role} {item.place} {item.qualifier} {item.period}"
    return item.name if isinstance(item, (Person, InstitutionMention)) else f"{item.type} {item.title} {item.first}"


def _keep(extraction: Extraction, item: Any, words: str, start: int) -> None:
    span: dict[str, Any] = {
        "start": start,
        "end": start + len(words),
        "sentence": (start, start + len(words)),
    }
    if isinstance(item, Event):
        extraction.events.append(replace(item, **span))
        return
    kept = replace(item, text=words, **span)
    lists = {
        Figure: extraction.figures,
        Person: extraction.people,
        InstitutionMention: extraction.institutions,
    }
    lists[type(item)].append(kept)


def _signature(name: str) -> list[int]:
    seed = hashlib.sha256(name.encode()).digest()
    return [int.from_bytes(hashlib.sha256(seed + bytes([i])).digest()[:7], "big") for i in range(40)]


Made = tuple[ArticleInput, Extraction]
Batches = Sequence[Sequence[Made]]
