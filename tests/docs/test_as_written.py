"""What the documents tell people to run runs as written, and gives what they say."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coopdb.cli import main
from coopdb.server.embedded import stop
from coopdb.storing.query import run_query
from tests.docs.blocks import DOCUMENTS, PROJECT, Block, blocks_of

WORKED = [
    pytest.param(block, id=f"{path.stem}-{number}")
    for path in DOCUMENTS
    for number, block in enumerate([block for block in blocks_of(path) if block.kind == "sql"], 1)
]
COMMANDS = [path for path in DOCUMENTS if any(block.kind == "sh" for block in blocks_of(path))]


@pytest.fixture
def seeds_url(database_url: str) -> str:
    url = database_url.replace("+psycopg", "", 1)
    loaded = CliRunner().invoke(main, ["--database-url", url, "load", "--quiet", str(PROJECT / "seeds")])
    assert loaded.exit_code == 0, loaded.output
    return url


def test_there_are_twenty_worked_questions() -> None:
    analyst = next(path for path in DOCUMENTS if path.stem == "analyst")
    assert len([block for block in blocks_of(analyst) if block.kind == "sql"]) == 20
    assert len(re.findall(r"^### \d+\. .*\?$", analyst.read_text("utf-8"), re.MULTILINE)) == 20


def test_worked_questions_have_the_answers_shown(seeds_url: str) -> None:
    for parameters in WORKED:
        block: Block = parameters.values[0]
        given = run_query(seeds_url, block.text)
        head, *rows = block.answer
        assert head == given.columns, f"{parameters.id}\n{block.text}"
        assert len(rows) == len(given.rows), f"{parameters.id}\n{block.text}\n{given.rows}"
        for row, values in zip(rows, given.rows, strict=True):
            for name, cell, value in zip(head, row, values, strict=True):
                assert says(cell, value), f"{parameters.id}: {name} is {value}, not {cell}\n{block.text}"


def says(cell: str, value: Any) -> bool:
    """Say whether a cell of a table shows a value; numbers are grouped by commas."""
    if value is None or isinstance(value, str):
        return cell == (value or "")
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, (int, Decimal)):
        return bool(re.fullmatch(r"-?[\d,]+(\.\d+)?", cell)) and Decimal(cell.replace(",", "")) == value
    return cell == str(value)


@pytest.fixture
def workplace(server_homes: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder as a reader of the documents has it, with servers of its own that are stopped afterwards."""
    folder = server_homes / re.sub(r"\W+", "-", request.node.name)
    folder.mkdir()
    for name in ("bi", "docs", "seeds"):
        shutil.copytree(PROJECT / name, folder / name)
    yield folder
    for home in folder.iterdir():
        if home.is_dir():
            stop(home)
    shutil.rmtree(folder)


@pytest.mark.parametrize("document", COMMANDS, ids=[path.stem for path in COMMANDS])
def test_commands_run_as_written(document: Path, workplace: Path) -> None:
    """All blocks of a document in one shell, as a reader would follow it."""
    commands = [block.text for block in blocks_of(document) if block.kind == "sh" and block.not_run is None]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COOPDB_")}
    done = subprocess.run(
        ["bash", "-x", "-euo", "pipefail", "-c", "\n".join(commands)],
        cwd=workplace,
        env=kept
        | {
            "COOPDB_HOME": str(workplace / "home"),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PYTHONUTF8": "1",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout[-3000:]
    # What a document writes anew from the code is what it was.
    for page in ("views.md", "commands.md", "schema.md"):
        assert (workplace / "docs" / page).read_bytes() == (PROJECT / "docs" / page).read_bytes()


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_every_block_is_of_a_kind_that_is_checked(document: Path) -> None:
    """sh runs here, sql is answered here, `$ coopdb` in a plain one by the README's test; the rest is shown."""
    for block in blocks_of(document):
        assert block.kind in ("sh", "sql", "python", "r", "text", "mermaid", ""), block.kind
        if block.kind == "sql":
            assert block.answer, f"{document.name}: no answer is shown\n{block.text}"
        if block.kind == "python":
            compile(block.text, document.name, "exec")


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("pandas", "duckdb")),
    reason="pandas and DuckDB are the analyst's, not the project's",
)
def test_python_of_the_documents_runs(workplace: Path) -> None:
    (document,) = [path for path in DOCUMENTS if path.stem == "analyst"]
    environment = os.environ | {"COOPDB_HOME": str(workplace / "home")}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment.pop("COOPDB_DATABASE_URL", None)
    for words in (["load", "seeds"], ["export", "tables", "--format", "parquet"]):
        subprocess.run(["coopdb", *words], cwd=workplace, env=environment, check=True)
    for block in blocks_of(document):
        if block.kind == "python":
            done = subprocess.run(
                [sys.executable, "-c", block.text], cwd=workplace, env=environment, capture_output=True, text=True
            )
            assert done.returncode == 0 and "Tanger-Assilah" in done.stdout, done.stdout + done.stderr
