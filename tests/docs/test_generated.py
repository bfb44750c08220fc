"""The pages that are written from the code are those that the code gives."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import click
import pytest

from coopdb.cli import COMMANDS, main
from coopdb.storing.tables import METADATA
from coopdb.views import load_dictionary

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generator() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "generate.py"))


@pytest.mark.parametrize("name", ["views.md", "commands.md", "schema.md"])
def test_a_page_is_what_its_source_gives(name: str, generator: dict[str, Any]) -> None:
    written = (DOCS / name).read_text("utf-8")
    assert written == generator["PAGES"][name](), f"docs/{name} is behind its source: python docs/generate.py"


def test_every_view_and_column_is_documented_in_three_languages() -> None:
    page = (DOCS / "views.md").read_text("utf-8")
    for view in load_dictionary().values():
        section = page.split(f"\n## report.{view.name}\n")[1].split("\n## ")[0]
        for column in view.columns.values():
            (row,) = re.findall(rf"^\| `{column.name}` \|(.*)\|$", section, re.MULTILINE)
            assert all(cell.strip() for cell in row.split("|")[1:]), f"{view.name}.{column.name}"


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        parts = list(command.commands.values()) if isinstance(command, click.Group) else []
        for each, title in [(command, f"coopdb {name}"), *((part, f"coopdb {name} {part.name}") for part in parts)]:
            section = re.split(r"\n#+ ", page.split(f"# {title}\n")[1])[0]
            for parameter in each.params:
                if isinstance(parameter, click.Option):
                    row = next((line for line in section.splitlines() if f"`{parameter.opts[0]}`" in line), "")
                    assert row.split("|")[2].strip() if row else row, f"{title} {parameter.opts}"


def test_every_table_is_drawn_or_listed() -> None:
    page = (DOCS / "schema.md").read_text("utf-8")
    for table in METADATA.tables.values():
        assert len(re.findall(rf"^\| `{table.name}` \| \S", page, re.MULTILINE)) == 1, table.name
        for key in table.foreign_key_constraints:
            if "position" not in key.referred_table.columns or "name_ar" not in key.referred_table.columns:
                names = ", ".join(column.name for column in key.columns)
                line = rf'  {key.referred_table.name} \S+ {table.name} : "{names}"'
                assert re.search(line, page), f"{table.name}.{names}"
