"""The documents: every link leads somewhere, every command and option in them exists."""

from __future__ import annotations

import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from coopdb.cli import COMMANDS, main

PROJECT = Path(__file__).parents[2]
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("*/README.md")])
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)(?:#([^)\s]+))?\)")
# What readers copy: a line of a block that is a command, or a command between backquotes.
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?(coopdb .+)$", re.MULTILINE)
QUOTED = re.compile(r"`(coopdb [^`]+)`")


def ids(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def anchors(text: str) -> set[str]:
    """Name the headings of a document as links name them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target, anchor in LINK.findall(document.read_text("utf-8")):
        path = document.parent / target
        assert path.exists(), f"{ids(document)} links to {target}, which is not there"
        if anchor:
            assert anchor in anchors(path.read_text("utf-8")), f"{ids(document)}: {target} has no #{anchor}"


def commands(document: Path) -> Iterator[list[str]]:
    text = document.read_text("utf-8")
    lines = [line for block in BLOCK.findall(text) for line in LINE.findall(block)]
    for line in [*lines, *QUOTED.findall(BLOCK.sub("", text))]:
        command = line.replace("\\|", ":")  # a choice of words, as a table writes it
        yield shlex.split(re.sub(r"\s+(#|\||>|&&).*$", "", command))[1:]


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_command_exists_with_its_options(document: Path) -> None:
    for words in commands(document):
        if words[0].startswith("-") or words[0] == "COMMAND":
            continue
        command: click.Command | None = main.get_command(click.Context(main), words[0])
        assert command is not None, f"{ids(document)}: there is no 'coopdb {words[0]}'"
        if isinstance(command, click.Group) and len(words) > 1:
            for name in words[1].split(":"):
                assert command.get_command(click.Context(command), name), f"{ids(document)}: {words}"
            command = command.get_command(click.Context(command), words[1].split(":")[0])
            assert command is not None
        options = {option for parameter in command.params for option in parameter.opts}
        for word in words[1:]:
            if word.startswith("--") and word != "--":
                assert word.split("=")[0] in options | {"--help"}, f"{ids(document)}: 'coopdb {words[0]}' has no {word}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_row_in_the_readme_and_teaches(name: str) -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    assert re.search(rf"^\| `coopdb {name}\b", readme, re.MULTILINE), f"README's table lacks 'coopdb {name}'"
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert "Example" in shown.output, f"'coopdb {name} --help' shows no example"


def test_the_ways_to_start_are_those_that_the_readme_shows() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    deeds = runpy.run_path(str(PROJECT / "start.py"))["DEEDS"]
    shown = set(re.findall(r"python3 start\.py(?: (\w+))?", readme))
    assert {word or "answers" for word in shown} == set(deeds)
