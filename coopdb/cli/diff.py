"""`coopdb diff`: what the last re-reading changed."""

from __future__ import annotations

import click

from coopdb.cli import Settings


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.pass_obj
def diff(settings: Settings, form: str) -> None:
    """Show the claims gained (+) and lost (-) by the last re-reading; one that changed is both.

    \b
    Example:
      coopdb load --reread articles/ && coopdb diff
    """
    from dataclasses import astuple

    from coopdb.cli.tables import print_rows
    from coopdb.storing.diff import find_changes

    changes = find_changes(settings.database().url)
    if form != "text":
        columns = ("article_id", "change", "kind", "text", "start", "end", "says")
        print_rows(columns, [astuple(change) for change in changes], form)
        return
    for change in changes:
        text = " ".join(change.text.split())
        span = f"{change.kind} {change.start}-{change.end}"
        line = f"{change.change} {change.article_id} {span} {text} {change.says}"
        click.secho(line, fg="green" if change.change == "+" else "red")
    gained = sum(change.change == "+" for change in changes)
    click.echo(f"{gained} gained, {len(changes) - gained} lost", err=True)
