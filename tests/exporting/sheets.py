"""What is in a workbook, by the standard library alone."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any, Literal, overload
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheets_of(path: Path) -> list[str]:
    """Name the sheets in their order."""
    return list(_parts(path))


@overload
def read_sheet(path: Path, name: str) -> list[dict[int, Any]]: ...
@overload
def read_sheet(path: Path, name: str, *, raw: Literal[True]) -> str: ...
def read_sheet(path: Path, name: str, *, raw: bool = False) -> list[dict[int, Any]] | str:
    """Read a sheet's rows, each by place of the column; or its XML as it is."""
    with zipfile.ZipFile(path) as book:
        content = book.read(_parts(path)[name]).decode("utf-8")
    if raw:
        return content
    root = ElementTree.fromstring(content)
    return [{_place(cell): _value(cell) for cell in row} for row in root.iter(f"{MAIN}row")]


def _parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as book:
        related = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): f"xl/{each.get('Target')}" for each in related}
        sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        return {str(sheet.get("name")): targets[sheet.get(RELATED)] for sheet in sheets}


def _place(cell: ElementTree.Element) -> int:
    letters = re.sub(r"\d", "", cell.get("r", ""))
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _value(cell: ElementTree.Element) -> Any:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    text = cell.findtext(f"{MAIN}v")
    if text is None:
        return None
    return text == "1" if kind == "b" else float(text)
