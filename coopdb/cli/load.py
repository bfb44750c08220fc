"""`coopdb load`: articles into the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopdb.cli import REJECTED, Settings
from coopdb.errors import CoopdbError

if TYPE_CHECKING:
    from coopdb.articles import ArticleInput, Rejected
    from coopdb.storing.load import Refusal


class CutOff(CoopdbError):
    """The load was cut off by the database: {reason}. What is in is whole; put that right and run the same
    command again: it goes on where this one ended."""


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that read.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Read on a Dask cluster: tcp://host:8786.")
@click.option(
    "--lexicon",
    "lexicon_folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Records of your own, added to the lexicon.",
)
@click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Corrections by a person (CSV); a line taken out is undone.",
)
@click.option("--reread", is_flag=True, help="Read again what an older reader or another lexicon read.")
@click.option("--quiet", "-q", is_flag=True, help="No progress, only the outcome.")
@click.pass_obj
def load(
    settings: Settings,
    paths: tuple[str, ...],
    workers: int,
    scheduler: str | None,
    lexicon_folder: Path | None,
    corrections: Path | None,
    reread: bool,
    quiet: bool,
) -> int:
    """Read every article under PATH into the database.

    Again with the same input it changes no article, claim or fact, and says so. Exit status 1 where some
    articles were rejected: each is named with the reason, the others are loaded.

    \b
    Examples:
      coopdb load articles/
      coopdb load --workers 4 articles/ feed.jsonl archive.zip
      curl -s https://example.org/feed.jsonl | coopdb load -
      coopdb load --reread articles/ && coopdb diff
      coopdb load --corrections corrections.csv articles/
    """
    from coopdb.articles import find_articles
    from coopdb.cli.progress import progress_of
    from coopdb.cli.reading import executor_for, lexicon_of, reader_version, reader_with
    from coopdb.storing.corrections import read_corrections
    from coopdb.storing.load import correct, load_articles

    lines = read_corrections(corrections) if corrections else None
    found = find_articles(paths)
    database = settings.database()
    with (
        _cut_off_explained(),
        executor_for(workers, scheduler) as executor,
        progress_of("loading", quiet=quiet) as advance,
    ):
        loaded = load_articles(
            database.url,
            map(_as_given, found),
            reader_with(lexicon_folder),
            lexicon=lexicon_of(lexicon_folder),
            reader_version=reader_version(),
            what="reread" if reread else "load",
            reread=reread,
            executor=executor,
            in_flight=2 * workers,
            on_progress=lambda state: advance(sum(state.counts.values()) + len(state.refusals)),
        )
    for refusal in loaded.refusals:
        click.echo(f"{refusal.path}: rejected: {refusal.reason}", err=True)
    counts = loaded.counts | {"rejected": len(loaded.refusals)}
    if not reread:
        del counts["reread"]
    click.echo(f"{sum(counts.values())} articles: " + ", ".join(f"{n} {outcome}" for outcome, n in counts.items()))
    if lines is not None:
        with _cut_off_explained():
            changed = correct(database.url, lines)
        click.echo(f"{len(lines)} corrections, {changed} of them new, changed or undone")
    return REJECTED if loaded.refusals else 0


@contextmanager
def _cut_off_explained() -> Iterator[None]:
    """Say of a lost connection, a stopped server or a full disk that nothing is lost, and what to do."""
    import psycopg
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError, DBAPIError) as error:
        cause = getattr(error, "orig", None) or error
        if isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError)):
            lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
            raise CutOff(reason=lines[0].rstrip(".") if lines else type(cause).__name__) from error
        raise


def _as_given(item: ArticleInput | Rejected) -> ArticleInput | Refusal:
    """Rename what the articles' room calls rejected into what storing keeps."""
    from coopdb.articles import Rejected
    from coopdb.storing.load import Refusal

    if not isinstance(item, Rejected):
        return item
    return Refusal(item.path, item.explanation, item.sha256, item.content)
