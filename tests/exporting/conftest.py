"""A database with the seeds in it and an article whose every field is a trap for spreadsheets."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from coopdb.cli import main
from tests.conftest import PostgresServer, session_database

SEEDS = Path(__file__).parents[2] / "seeds"
_numbers = itertools.count()

# Twelve cooperatives of Tiznit got 3.4 million dirhams in 2023. Lines like formulas, marks of HTML.
TRAPS = {
    "id": "traps",
    "title": '=HYPERLINK("http://example.org","تعاونيات")',
    "publisher": "@صحيفة <script>alert(1)</script>",
    "author": "+212 الكاتب",
    "text": "\n".join(
        [
            "- استفادت 12 تعاونية بإقليم تزنيت من دعم قدره 3,4 ملايين درهم سنة 2023.",
            '=قالت <b>فاطمة & "خديجة"</b> إن 7 تعاونيات بإقليم تزنيت استفادت من دعم قدره 1,25 مليون درهم سنة 2021.',
        ]
    ),
}


@pytest.fixture(scope="session")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "traps.jsonl"
    path.write_text(json.dumps(TRAPS, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def loaded(postgres_server: PostgresServer, traps: Path) -> Iterator[str]:
    """The URL of a database with the seeds and the traps; no test changes it."""
    name = f"exported_{os.getpid()}_{next(_numbers)}"
    with session_database(postgres_server, name):
        url = postgres_server.url(name, "postgresql")
        done = CliRunner().invoke(main, ["--database-url", url, "load", str(SEEDS), str(traps)])
        assert done.exit_code == 0, done.output
        yield url


def export(url: str, folder: Path, form: str) -> Path:
    """Export as the command does."""
    done = CliRunner().invoke(main, ["--database-url", url, "export", str(folder), "--format", form])
    assert done.exit_code == 0 and done.stdout == "", done.output
    return folder


@pytest.fixture(scope="session", params=["parquet", "csv", "xlsx"])
def exported(request: pytest.FixtureRequest, loaded: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(loaded, tmp_path_factory.mktemp("exported") / request.param, request.param)
