"""`coopdb extract`: what articles say, as JSON Lines, with no database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

import click

from coopdb.cli import REJECTED

BATCH = 50
T = TypeVar("T")


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
def extract(paths: tuple[str, ...], workers: int, scheduler: str | None, lexicon_folder: Path | None) -> int:
    """Read articles into JSON Lines: one object an article, on standard output.

    \b
    Examples:
      coopdb extract articles/ > read.jsonl
      coopdb extract article.txt | python -m json.tool --no-ensure-ascii
    """
    from coopdb.articles import ArticleInput, Rejected, find_articles
    from coopdb.cli.reading import executor_for, reader_with
    from coopdb.storing.load import read_each

    read = reader_with(lexicon_folder)
    rejected = 0
    with executor_for(workers, scheduler) as executor:
        batches = _batches(find_articles(paths))

        def results() -> Iterator[tuple[list[ArticleInput | Rejected], list[object]]]:
            if executor is None:
                for batch in batches:
                    yield batch, list(read_each(read, [a for a in batch if isinstance(a, ArticleInput)]))
                return
            waiting: list[tuple[list[ArticleInput | Rejected], object]] = []
            for batch in batches:
                articles = [a for a in batch if isinstance(a, ArticleInput)]
                waiting.append((batch, executor.submit(read_each, read, articles)))
                if len(waiting) > 2 * workers:
                    first, future = waiting.pop(0)
                    yield first, list(future.result())  # type: ignore[attr-defined]
            for first, future in waiting:
                yield first, list(future.result())  # type: ignore[attr-defined]

        for batch, read_ones in results():
            outcomes = iter(read_ones)
            for item in batch:
                outcome = item.explanation if isinstance(item, Rejected) else next(outcomes)
                if isinstance(outcome, str):
                    rejected += 1
                    click.echo(f"{item.path}: rejected: {outcome}", err=True)
                else:
                    click.echo(json.dumps(outcome.to_dict(), ensure_ascii=False))  # type: ignore[attr-defined]
    return REJECTED if rejected else 0


def _batches(items: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(items, BATCH)):
        yield batch
