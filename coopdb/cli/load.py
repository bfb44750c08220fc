"""`coopdb load`: articles into the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from coopdb.cli import REJECTED, Settings
from coopdb.errors import CoopdbError


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
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
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
    from coopdb.articles import find_inputs
    from coopdb.cli.given import as_given
    from coopdb.cli.lexicons import lexicon_of
    from coopdb.cli.progress import progress_of
    from coopdb.cli.reading import reader_version, reader_with, readers_for
    from coopdb.storing.corrections import read_corrections
    from coopdb.storing.load import correct, load_articles

    lines = read_corrections(corrections) if corrections else None
    found = find_inputs(paths)
    database = settings.database()
    with (
        _cut_off_explained(),
        readers_for(workers, scheduler, lexicon_folder) as readers,
        progress_of("loading", quiet=quiet) as advance,
    ):
        loaded = load_articles(
            database.url,
            map(as_given, found),
            reader_with(lexicon_folder),
            lexicon=lexicon_of(lexicon_folder),
            reader_version=reader_version(),
            what="reread" if reread else "load",
            reread=reread,
            executor=readers.executor,
            in_flight=readers.in_flight,
            on_progress=lambda state: advance(sum(state.counts.values()) + state.n_rejected),
            on_refusal=lambda refusal: click.echo(f"{refusal.path}: rejected: {refusal.reason}", err=True),
        )
    counts = loaded.counts | {"rejected": loaded.n_rejected}
    if not reread:
        del counts["reread"]
    click.echo(f"{sum(counts.values())} articles: " + ", ".join(f"{n} {outcome}" for outcome, n in counts.items()))
    if lines is not None:
        with _cut_off_explained():
            changed = correct(database.url, lines)
        click.echo(f"{len(lines)} corrections, {changed} of them new, changed or undone")
    return REJECTED if loaded.n_rejected else 0


@contextmanager
def _cut_off_explained() -> Iterator[None]:
    """Say of a lost connection, a stopped server or a full disk that nothing is lost, and what to do."""
    import psycopg

    try:
        yield
    except Exception as error:
        # SQLAlchemy, which lays the schema, wraps what the driver says.
        cause = getattr(error, "orig", None) or error
        if isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError)):
            lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
            raise CutOff(reason=lines[0].rstrip(".") if lines else type(cause).__name__) from error
        raise
