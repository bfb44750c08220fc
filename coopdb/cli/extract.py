"""`coopdb extract`: what articles say, as JSON Lines, with no database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from coopdb.cli import REJECTED

# Few: who pipes the lines on wants to see them.
BATCH = 50


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
def extract(paths: tuple[str, ...], workers: int, scheduler: str | None, lexicon_folder: Path | None) -> int:
    """Read articles into JSON Lines: one object an article, on standard output.

    \b
    Examples:
      coopdb extract articles/ > read.jsonl
      coopdb extract article.txt | python -m json.tool --no-ensure-ascii
    """
    from coopdb.articles import ArticleInput, Rejected, find_articles
    from coopdb.cli.reading import reader_with, readers_for
    from coopdb.reading.extraction import Extraction
    from coopdb.storing.reading_ahead import batches, read_ahead

    def size_of(item: ArticleInput | Rejected) -> int:
        return len(item.content if isinstance(item, Rejected) else item.text)

    found = batches(find_articles(paths), size_of, BATCH)
    jobs = ((batch, [item for item in batch if isinstance(item, ArticleInput)]) for batch in found)
    n_rejected = 0
    with readers_for(workers, scheduler, lexicon_folder) as readers:
        for batch, read in read_ahead(jobs, reader_with(lexicon_folder), readers.executor, readers.in_flight):
            outcomes = iter(read)
            for item in batch:
                outcome = item.explanation if isinstance(item, Rejected) else next(outcomes)
                if isinstance(outcome, Extraction):
                    click.echo(json.dumps(outcome.to_dict(), ensure_ascii=False))
                else:
                    n_rejected += 1
                    click.echo(f"{item.path}: rejected: {outcome}", err=True)
    return REJECTED if n_rejected else 0
