"""`coopdb views`: what there is to ask, and what each column means."""

from __future__ import annotations

import click

from coopdb.errors import CoopdbError


class NoSuchView(CoopdbError):
    """{name}: no such view. `coopdb views` lists them."""


@click.command()
@click.argument("name", required=False)
@click.option("--language", type=click.Choice(["en", "fr", "ar"]), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def views(name: str | None, language: str, form: str) -> None:
    """List the saved views with the question that each answers; of one view, its columns with their meanings.

    \b
    Examples:
      coopdb views
      coopdb views funding
      coopdb views funding --language fr
    """
    from coopdb.cli.tables import print_rows
    from coopdb.views import load_dictionary

    dictionary = load_dictionary()
    if name is None:
        rows = [(f"report.{view.name}", view.description[language]) for view in dictionary.values()]
        print_rows(("view", "question"), rows, form)
        return
    view = dictionary.get(name.removeprefix("report."))
    if view is None:
        raise NoSuchView(name=name)
    if form == "table":
        click.echo(f"report.{view.name}: {view.description[language]}\n")
    columns = [(c.name, c.unit or "", c.description[language]) for c in view.columns.values()]
    print_rows(("column", "unit", "meaning"), columns, form)
