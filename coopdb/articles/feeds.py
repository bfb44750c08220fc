"""Feeds: an article a line (JSON Lines) or a row (CSV), streamed, each bad one rejected alone."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator
from typing import IO, Any

from coopdb.articles.decoding import decode
from coopdb.articles.errors import Unreadable
from coopdb.articles.fields import KNOWN_NAMES, columns, pick, plain, read_fields
from coopdb.articles.inputs import ArticleInput, Rejected, article, reject
from coopdb.articles.limits import MAX_BYTES
from coopdb.articles.lines import Line, read_lines
from coopdb.articles.pages import read_page

#: Brackets in one line of JSON. Each may become an object of a hundred bytes and more.
_MAX_BRACKETS = 500_000
_EMPTY = ("empty", "There is no article in it: give the feed's articles, or remove it.")
_NO_COLUMN = ("no text column", "Name the columns in the first row, the one with the text: text.")
_TOO_MANY_CELLS = ("more cells than columns", 'Put cells with commas between quotation marks: "…".')
_SPLIT = f"An article has at most {MAX_BYTES // 2**20} MB: split it."


def read_jsonl(path: str, stream: IO[bytes]) -> Iterator[ArticleInput | Rejected]:
    """Read a feed of one JSON object a line."""
    found = False
    for line in read_lines(stream):
        if not line.data.strip():
            continue
        found = True
        where = f"{path}:{line.number}"
        try:
            if not line.is_whole:
                raise Unreadable("too long", _SPLIT)
            yield _article_of(where, _parse(line))
        except Unreadable as why:
            yield reject(where, why, line.data, line.size)
    if not found:
        yield reject(path, Unreadable(*_EMPTY))


def _parse(line: Line) -> dict[str, Any]:
    if line.data.count(b"[") + line.data.count(b"{") > _MAX_BRACKETS:
        raise Unreadable("too many values", "A line is one article: split it.")
    try:
        record = json.loads(decode(line.data))
    except json.JSONDecodeError as error:
        raise Unreadable(
            "not JSON", f"A line is one JSON object: mend it ({error.msg}).", f"character {error.colno}"
        ) from None
    except (ValueError, RecursionError):
        raise Unreadable("not JSON", "A line is one JSON object with plain fields: mend it.") from None
    if not isinstance(record, dict):
        raise Unreadable("not a JSON object", 'A line is one object: {"id": …, "text": …}.')
    return pick(record)


def _article_of(path: str, record: dict[str, Any]) -> ArticleInput:
    fields = read_fields(record)
    if "text" in record:
        text = record["text"]
        if not isinstance(text, str):
            raise Unreadable("text is not a string", "Give the article's text as one string.", "field text")
        return article(path, text, fields)
    if isinstance(record.get("html"), str):
        page = read_page(record["html"])
        return article(path, page.text, fields.over(page.fields))
    raise Unreadable("no text", "Give the article's text in a field called text.")


def read_csv(path: str, stream: IO[bytes]) -> Iterator[ArticleInput | Rejected]:
    """Read a feed of one row an article under a header that names the columns."""
    rows = CsvRows(read_lines(stream))
    header: dict[str, list[int]] | None = None
    width = 0
    found = False
    for lines, cells in rows:
        raw = b"".join(line.data for line in lines)
        where = f"{path}:{lines[0].number}"
        try:
            if isinstance(cells, Unreadable):
                raise cells
            if header is None:
                header, width = columns(cells), len(cells)
                if not header.keys() & {"text", "html"}:
                    raise Unreadable(*_NO_COLUMN)
                continue
            found = True
            if len(cells) > width:
                raise Unreadable(*_TOO_MANY_CELLS)
            yield _article_of(where, record_of(cells, header))
        except Unreadable as why:
            found = True
            yield reject(where, why, raw, sum(line.size for line in lines))
            if not header or not header.keys() & {"text", "html"}:
                return
    if not found:
        yield reject(path, Unreadable(*_EMPTY))


def record_of(cells: list[str], header: dict[str, list[int]]) -> dict[str, str]:
    """Take from a row what is in each known field's first filled column."""
    found = {}
    for field, indexes in header.items():
        value = next((cells[i] for i in indexes if i < len(cells) and cells[i].strip()), None)
        if value is not None:
            found[field] = value
    return found


class CsvRows:
    """Rows of a CSV file with the lines that they came from; a row that cannot be read is its reason instead.

    A quotation mark that is never closed would swallow all rows that follow. Then only the line that opened
    it is given up, and reading goes on with the next.
    """

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._pulled: list[Line] = []
        self._damage: Unreadable | None = None
        # The library's own limit is 131,072 characters, for the whole process: never make it smaller.
        csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))

    def __iter__(self) -> Iterator[tuple[list[Line], list[str] | Unreadable]]:
        delimiter = self._find_delimiter()
        while True:
            self._pulled, self._damage = [], None
            try:
                cells = next(csv.reader(self._decoded(), delimiter=delimiter, strict=True), None)
            except csv.Error as error:
                step = f"Close each cell's quotation marks, and double those inside ({error})."
                yield self._give_up_a_line(Unreadable("not CSV", step))
            except Unreadable as why:
                yield self._give_up_a_line(why)
            else:
                if cells is None:
                    return
                if self._damage:
                    yield self._pulled, self._damage
                elif any(cell.strip() for cell in cells):
                    yield self._pulled, cells

    def _give_up_a_line(self, why: Unreadable) -> tuple[list[Line], Unreadable]:
        self._again.extendleft(reversed(self._pulled[1:]))
        return self._pulled[:1], why

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _decoded(self) -> Iterator[str]:
        size = 0
        while line := self._next():
            self._pulled.append(line)
            size += line.size
            if not line.is_whole or size > MAX_BYTES:
                raise Unreadable("too long", _SPLIT)
            yield self._text(line)

    def _text(self, line: Line) -> str:
        try:
            return decode(line.data)
        except Unreadable as why:
            # The row goes on, so that all its lines are rejected with it.
            self._damage = why
            return line.data.decode("utf-8", "replace")

    def _find_delimiter(self) -> str:
        """Tell what parts the cells: what Excel says it is, else that which shows the most known names."""
        first = self._next()
        if first is None:
            return ","
        text = self._text(first).rstrip("\r\n")
        if text.startswith("sep=") and text[4:] in _DELIMITERS:
            return text[4:]
        self._again.appendleft(first)

        def known(delimiter: str) -> int:
            return sum(plain(cell.strip('" ')) in KNOWN_NAMES for cell in text.split(delimiter))

        return max(_DELIMITERS, key=known)


#: What parts cells, the likeliest first: the comma, the semicolon of French Excel, the tab.
_DELIMITERS = (",", ";", "\t")
