"""`coopdb report`: a page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from coopdb.cli import Settings


@click.command()
@click.argument("out", metavar="OUT.html", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--language",
    type=click.Choice(["ar", "fr", "en"]),
    default="ar",
    show_default=True,
    help="The one that the page opens in; it holds all three.",
)
@click.pass_obj
def report(settings: Settings, out: Path, language: str) -> None:
    """Write a self-contained page to look at: answers, tables, sentences, sources.

    One file with nothing to fetch and no script, to open, print or send. Arabic stands right to left.

    \b
    Examples:
      coopdb report cooperatives.html
      coopdb report cooperatives.html --language fr
    """
    from coopdb.exporting.page import write_report

    write_report(settings.database().url, out, language=language)
    click.echo(f"{out} written", err=True)
