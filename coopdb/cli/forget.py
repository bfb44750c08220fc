"""`coopdb forget`: an article, and all that rests on it alone."""

from __future__ import annotations

import click

from coopdb.cli import Settings


@click.command()
@click.argument("article")
@click.pass_obj
def forget(settings: Settings, article: str) -> None:
    """Remove ARTICLE with its revisions and claims, and all facts, people and names that rest on it alone.

    ARTICLE is its id or the beginning of one, its feed's id or url, or the path where it was found; also of
    something that was rejected. What went is said.

    \b
    Examples:
      coopdb sql "SELECT article_id, title FROM report.articles"
      coopdb forget d921445e8884f6f8
    """
    from coopdb.storing.forget import forget_article

    gone = forget_article(settings.database().url, article)
    counts = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in gone.counts.items() if n)
    click.echo(f"forgot {gone.article_id} ({gone.title or 'without title'}): {counts or 'nothing rested on it'}")
