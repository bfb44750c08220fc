"""The architecture that docs/architecture.md draws is the one that the code has.

Who may import whom stands in `[tool.importlinter]` of pyproject.toml as well; the rest of what the document
promises is here.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "coopdb"
DOCUMENT = PROJECT / "docs" / "architecture.md"
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
NO_ROOMS = {"__pycache__", "migrations"}


def rooms() -> set[str]:
    return {path.name for path in PACKAGE.iterdir() if path.is_dir()} - NO_ROOMS


def imports(path: Path) -> Iterator[str]:
    """Name every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_table() -> dict[str, set[str]]:
    """Read the document's table of rooms: each room with the rooms that it may import."""
    rows = re.findall(r"^\| `coopdb/(\w+)/` \|.*\| ([^|]*) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    return {room: set(re.findall(r"`(\w+)(?:\.\w+)?`", allowed)) for room, allowed in rows}


def test_the_table_names_every_room_and_no_other() -> None:
    assert set(rooms_table()) == rooms()


def test_the_picture_names_every_room() -> None:
    text = DOCUMENT.read_text("utf-8")
    picture = re.search(r"```mermaid\n(.*?)```", text, re.DOTALL)
    assert picture, "the document has lost its picture"
    drawn = set(re.findall(r"\bcoopdb/(\w+)\b", picture[1]))
    assert drawn == rooms()


@pytest.mark.parametrize("room", sorted(rooms()))
def test_a_room_imports_what_the_table_allows(room: str) -> None:
    allowed = rooms_table()[room] | {room, "errors", "__version__"}
    if room == "cli":
        allowed |= rooms()
    for path in (PACKAGE / room).rglob("*.py"):
        used = {name.split(".")[1] for name in imports(path) if name.startswith("coopdb.")}
        assert used <= allowed, f"{path.relative_to(PROJECT)} imports {sorted(used - allowed)}"


def test_storing_knows_only_the_extraction_of_reading() -> None:
    for path in (PACKAGE / "storing").rglob("*.py"):
        for name in imports(path):
            assert not re.match(r"coopdb\.reading(?!\.extraction)", name), f"{path.relative_to(PROJECT)}: {name}"


def test_every_room_is_under_the_linters_contracts() -> None:
    description = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    contracts = description["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    assert set(re.findall(r"coopdb\.(\w+)", " ".join(layers))) == rooms() | {"errors"}


def test_reading_has_no_clock_no_files_and_no_network() -> None:
    """Reading is a function of the text: the same twice, anywhere, in any order."""
    forbidden_modules = {
        "time",
        "random",
        "os",
        "pathlib",
        "io",
        "socket",
        "subprocess",
        "urllib",
        "tempfile",
    }
    forbidden_calls = {"now", "today", "utcnow", "open", "read_text", "read_bytes"}
    for path in (PACKAGE / "reading").rglob("*.py"):
        place = path.relative_to(PROJECT)
        roots = {name.split(".")[0] for name in imports(path)}
        assert not roots & forbidden_modules, f"{place} imports {roots & forbidden_modules}"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                assert name not in forbidden_calls, f"{place}:{node.lineno} calls {name}()"


def test_storing_knows_no_arabic() -> None:
    for path in [*(PACKAGE / "storing").rglob("*"), *(PROJECT / "migrations").rglob("*")]:
        if path.suffix in (".py", ".sql"):
            found = ARABIC_LETTER.search(path.read_text("utf-8"))
            assert not found, f"{path.relative_to(PROJECT)} holds Arabic: it belongs to reading or the lexicon"


def test_reading_knows_no_sql() -> None:
    statement = re.compile(r"\b(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b")
    for path in (PACKAGE / "reading").rglob("*.py"):
        assert not statement.search(path.read_text("utf-8")), f"{path.relative_to(PROJECT)} holds SQL"


def test_history_does_not_move_with_the_program() -> None:
    """A revision that imports the package would change its meaning when the package changes."""
    for path in (PROJECT / "migrations").rglob("*.py"):
        found = [name for name in imports(path) if name.split(".")[0] == "coopdb"]
        assert not found, f"{path.relative_to(PROJECT)} imports {found}"


def test_importing_the_package_does_no_work() -> None:
    """`import coopdb` reads no lexicon and loads no database driver."""
    code = "import sys, coopdb, coopdb.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT
    ).stdout.split()
    assert not {"yaml", "sqlalchemy", "psycopg", "pyarrow", "coopdb.lexicon"} & set(loaded)
