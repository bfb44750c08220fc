"""The blocks of the documents: what readers copy, with what is said about running it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
DOCUMENTS = sorted([*PROJECT.glob("docs/*.md"), PROJECT / "bi" / "README.md"])
BLOCK = re.compile(r"^(?:<!-- not run by the tests: ([^>]*) -->\n)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"\A\s*((?:\|.*\|\n)+)")


@dataclass(frozen=True)
class Block:
    """A block of a document.

    Attributes:
        kind: the word behind its fence: sh, sql, python …
        text: what is in it.
        not_run: why the tests do not run it; None where they do.
        answer: the rows of the table that follows it at once, each cell as written; the first is the head.
    """

    kind: str
    text: str
    not_run: str | None
    answer: list[list[str]]


def blocks_of(document: Path) -> list[Block]:
    """Return a document's blocks in their order."""
    content = document.read_text("utf-8")
    found = []
    for match in BLOCK.finditer(content):
        reason, kind, text = match.groups()
        table = TABLE.match(content[match.end() :])
        found.append(Block(kind, text, reason, rows_of(table[1]) if table else []))
    return found


def rows_of(table: str) -> list[list[str]]:
    """Return a table's rows without the rule under its head."""
    rows = [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in table.splitlines()]
    return [row for row in rows if not all(re.fullmatch(":?-+:?", cell) for cell in row)]
