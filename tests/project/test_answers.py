"""The answers that the documents show are those that the commands give, on the seeds."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from coopdb.cli import main

PROJECT = Path(__file__).parents[2]
DOCUMENTS = sorted([PROJECT / "README.md", *PROJECT.glob("docs/**/*.md")])
SHOWN = re.compile(r"^```\w*\n\$ (coopdb sql .+)\n((?:.+\n)*)```", re.MULTILINE)


@pytest.fixture
def seeds_url(database_url: str) -> str:
    url = database_url.replace("+psycopg", "", 1)
    loaded = CliRunner().invoke(main, ["--database-url", url, "load", "--quiet", str(PROJECT / "seeds")])
    assert loaded.exit_code == 0, loaded.output
    return url


def test_every_answer_shown_is_the_one_given(seeds_url: str) -> None:
    shown = [(path, *match) for path in DOCUMENTS for match in SHOWN.findall(path.read_text("utf-8"))]
    assert shown, "the README has lost its answers"
    for path, command, answer in shown:
        given = CliRunner().invoke(main, ["--database-url", seeds_url, *shlex.split(command)[1:]])
        assert given.exit_code == 0, given.output
        lines = [line.rstrip() for line in given.stdout.strip("\n").splitlines()]
        assert lines == [line.rstrip() for line in answer.splitlines()], f"{path.name}: {command}\n{given.stdout}"
