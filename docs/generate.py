#!/usr/bin/env python3
"""Write the pages that say what is in the code: views.md, commands.md and schema.md.

    python docs/generate.py

Each stands on the source that the program itself goes by: the dictionary of the views, the help of the
commands, the tables. `tests/docs` fails where a page is not what this writes.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import click
from sqlalchemy import Column, Table
from sqlalchemy.dialects import postgresql

from coopdb.cli import COMMANDS, main
from coopdb.exporting.keys import load_keys
from coopdb.storing.tables import articles, claims, facts, reference
from coopdb.views import load_dictionary

DOCS = Path(__file__).parent
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
BY = "<!-- Written by docs/generate.py: change the source that it names, not this page. -->"
LANGUAGES = {"en": "English", "fr": "français", "ar": "العربية"}
GROUPS: dict[str, tuple[str, ModuleType]] = {
    "Articles": ("What was given: articles, their states, their readings, what was rejected.", articles),
    "Claims": ("What articles say: never edited, each with its span and its rule.", claims),
    "Facts": ("What claims amount to: derived from them, set by set, and made again at any time.", facts),
    "Reference": (
        "What is known before anything is read: the lexicon's records, codes with their labels.",
        reference,
    ),
}


def views_page() -> str:
    """Describe every view: its question, its key, where its columns lead, what each means."""
    dictionary, keys = load_dictionary(), load_keys()
    lines = [
        "# Views",
        BY,
        "<!-- Source: coopdb/views/dictionary.yaml, coopdb/exporting/keys.yaml -->",
        "",
        "The schema `report`: one row means one thing, every column is a scalar, names stay. Labels",
        "come in Arabic (`_ar`), French (`_fr`) and English (`_en`). `coopdb views NAME` shows the same,",
        "and `report.dictionary` in the database. How to connect, what to mind: [analyst.md](analyst.md).",
        "",
        "| view | the question that it answers |",
        "| --- | --- |",
        *(f"| [{name}](#report{name}) | {_cell(view.description['en'])} |" for name, view in dictionary.items()),
        "",
        "## How they hang together",
        "",
        "An arrow leads from a column to the view in which it is the key.",
        "",
        "```mermaid",
        "erDiagram",
        *_leads(),
        "```",
    ]
    for view in dictionary.values():
        own = keys[view.name]
        lines += ["", f"## report.{view.name}", ""]
        lines += [f"- {view.description[code]}" for code in LANGUAGES]
        lines += [f"- Key: {', '.join(f'`{name}`' for name in own.primary)}"]
        lines += [f"- `{name}` leads to `{to}.{there}`" for name, (to, there) in own.foreign.items()]
        lines += [
            "",
            f"| column | unit | {' | '.join(LANGUAGES.values())} |",
            "| --- | --- | --- | --- | --- |",
        ]
        for column in view.columns.values():
            texts = " | ".join(_cell(column.description[code]) for code in LANGUAGES)
            lines.append(f"| `{column.name}` | {column.unit or ''} | {texts} |")
    return "\n".join(lines) + "\n"


def _leads() -> list[str]:
    drawn: dict[tuple[str, str], list[str]] = {}
    for name, own in load_keys().items():
        for column, (target, _) in own.foreign.items():
            # Every view with a place has its province and region too: drawing each would hide the rest.
            if target != "places" or column == "place_code" or own.primary == (column,):
                drawn.setdefault((target, name), []).append(column)
    return [f'  {target} ||--o{{ {name} : "{", ".join(columns)}"' for (target, name), columns in drawn.items()]


def commands_page() -> str:
    """Describe every command by its own help."""
    lines = [
        "# Commands",
        BY,
        "<!-- Source: the help of each command in coopdb/cli/ -->",
        "",
        "Data go to standard output, talk to standard error. Exit status: 0 done; 1 some articles were",
        "rejected (each named, the rest loaded); 2 the call or its environment is wrong. `--help` shows the",
        "same as this page.",
        "",
        "## coopdb",
        *_options(main, "coopdb", "COMMAND"),
    ]
    for name in COMMANDS:
        command = getattr(importlib.import_module(f"coopdb.cli.{name}"), name)
        lines += _command(command, f"coopdb {name}", "##")
        if isinstance(command, click.Group):
            for part in command.commands.values():
                lines += _command(part, f"coopdb {name} {part.name}", "###")
    return "\n".join(lines) + "\n"


def _command(command: click.Command, name: str, level: str) -> list[str]:
    context = click.Context(command)
    arguments = [part.make_metavar(context) for part in command.params if isinstance(part, click.Argument)]
    # In the sources' help, a line with \b alone keeps the lines after it as they are.
    help_text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    told, *examples = re.split(r"\nExamples?:\n", help_text, maxsplit=1)
    lines = ["", f"{level} {name}", "", *told.strip().splitlines()]
    if examples:
        lines += ["", "```", *(line.strip() for line in examples[0].strip().splitlines()), "```"]
    if isinstance(command, click.Group):
        arguments = ["COMMAND"]
    return [*lines, *_options(command, name, *arguments)]


def _options(command: click.Command, *words: str) -> list[str]:
    options = [part for part in command.params if isinstance(part, click.Option)]
    if not options:
        return ["", f"Usage: {' '.join(words)}"]
    lines = [
        "",
        f"Usage: {' '.join([words[0], '[OPTIONS]', *words[1:]])}",
        "",
        "| option | |",
        "| --- | --- |",
    ]
    for option in options:
        names = ", ".join(f"`{name}`" for name in sorted([*option.opts, *option.secondary_opts], key=len))
        value = ""
        if isinstance(option.type, click.Choice):
            value = " " + " or ".join(f"`{choice}`" for choice in option.type.choices)
        elif not option.is_flag:
            value = f" {option.metavar or option.type.name.upper()}"
        default = option.default if option.show_default and option.default is not None else None
        told = " ".join(filter(None, [option.help, f"By default {default}." if default is not None else ""]))
        lines.append(f"| {names}{value} | {_cell(told)} |")
    return lines


def schema_page() -> str:
    """Draw the tables behind the views, with what names what."""
    lines = [
        "# Tables",
        BY,
        "<!-- Source: coopdb/storing/tables/ -->",
        "",
        "The schema `coopdb`, behind the views: what loading writes. It may change with any version; the",
        "views of `report` stay: query those ([views.md](views.md)). Why there are claims and facts:",
        "[architecture.md](architecture.md). Lists of codes with their labels are not drawn.",
    ]
    for name, (told, module) in GROUPS.items():
        tables = tables_of(module)
        drawn = [table for table in tables if not _is_list_of_codes(table)]
        lines += ["", f"## {name}", "", told, "", "```mermaid", "erDiagram"]
        for table in drawn:
            lines += [f"  {table.name} {{", *(f"    {_drawn(column)}" for column in table.columns), "  }"]
        lines += [line for table in drawn for line in _relations(table)]
        lines += ["```", "", "| table | what it holds |", "| --- | --- |"]
        lines += [f"| `{table.name}` | {_cell(table.comment or '')} |" for table in tables]
    return "\n".join(lines) + "\n"


def tables_of(module: ModuleType) -> list[Table]:
    """Return the tables of one of the storing's modules, in their order."""
    return [value for value in vars(module).values() if isinstance(value, Table)]


def _is_list_of_codes(table: Table) -> bool:
    return {"id", "position", "name_ar", "description_en"} <= set(table.columns.keys())


def _drawn(column: Column[object]) -> str:
    kind = re.sub(r"\W+", "_", column.type.compile(dialect=DIALECT).lower()).strip("_")
    marks = [mark for mark, holds in (("PK", column.primary_key), ("FK", column.foreign_keys)) if holds]
    return f"{kind} {column.name} {', '.join(marks)}".rstrip()


def _relations(table: Table) -> Iterable[str]:
    for key in sorted(table.foreign_key_constraints, key=lambda key: [column.name for column in key.columns]):
        if _is_list_of_codes(key.referred_table):
            continue
        one = "|o" if any(column.nullable for column in key.columns) else "||"
        names = ", ".join(column.name for column in key.columns)
        yield f'  {key.referred_table.name} {one}--o{{ {table.name} : "{names}"'


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {
    "views.md": views_page,
    "commands.md": commands_page,
    "schema.md": schema_page,
}


def write_pages() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages()
