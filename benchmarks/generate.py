"""Plausible articles of the Moroccan press on cooperatives, in our own words, with the facts that they state.

The sentences are templates (`articles/templates/`), the names come from the lexicon, and each article is
drawn from nothing but the seed and its number: the same everywhere, in any order, as many as are asked for.

    python -m benchmarks.generate 1000 FOLDER      # text files, with a manifest for what is not in the text
    python -m benchmarks.generate 1000 FEED.jsonl  # the same, and the facts, as JSON Lines
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from random import Random

from benchmarks.articles.figure_slots import MONTHS, FigureSlots
from benchmarks.articles.known import GeneratedArticle
from benchmarks.articles.name_slots import NameSlots

SEED = 2026
#: An article's size in UTF-8 bytes.
LEAST, MOST = 3000, 5000
#: The sorts of sentences that state facts, as often as the press has them.
_FACTS = ["totals", "counts", "members", "jobs", "targets", "production", "stock", "laws"] + ["speeches"] * 2


def generate(count: int, seed: int = SEED, start: int = 0) -> Iterator[GeneratedArticle]:
    """Articles one after the other, from number `start`."""
    for number in range(start, start + count):
        yield article(number, seed)


def article(number: int, seed: int = SEED) -> GeneratedArticle:
    """One article: what the seed and its number make of it."""
    return _Writer(Random(f"{seed}/{number}"), number).write()


class _Writer(FigureSlots, NameSlots):
    """Writes one article."""

    def write(self) -> GeneratedArticle:
        rng = self.rng
        target = rng.randrange(LEAST + 500, MOST - 600)
        self.sentence("titles")
        title = "".join(self.parts)
        self.put("\n\n")
        if rng.random() < 0.6:
            date = f"{self.published.day} {MONTHS[self.published.month - 1]} {self.published.year}"
            self.put(rng.choice(("{0} - {1}\n\n", "{1}\n\n", "{0} / {1}\n\n")).format(self.publisher, date))
        self.sentence("openings")
        self.put(" ")
        self.context()
        facts = ["totals", "counts", "speeches", *rng.choices(_FACTS, k=rng.randrange(5, 10))]
        rng.shuffle(facts)
        for at, sort in enumerate(facts):
            if self.bytes > target - 700:
                break
            self.put("\n" if at % 2 == 0 else " ")
            self.sentence(sort)
            if rng.random() < 0.35:
                self.put(" ")
                self.context()
            if sort == "totals" and rng.random() < 0.5:
                self.put(" ")
                self.sentence("contributions")
        self.put("\n")
        self.sentence("outcomes")
        while self.bytes < target - 250:
            self.put("\n" if rng.random() < 0.3 else " ")
            self.context()
        self.put("\n")
        self.sentence("closings")
        self.put("\n")
        if rng.random() < 0.4:
            for _ in range(rng.randrange(1, 4)):
                self.put("\n")
                self.sentence("furniture")
        return GeneratedArticle(
            number=self.number,
            title=title,
            text="".join(self.parts),
            publisher=self.publisher,
            published_on=self.published,
            province=self.iso,
            event=(self.held_as, self.held.isoformat(), self.iso),
            figures=self.figures,
            people=self.people,
            laws=self.laws,
            programmes=self.named,
        )


def write_folder(articles: Iterator[GeneratedArticle], folder: Path, manifests: bool = False) -> int:
    """Write articles as text files, a thousand to a folder; returns their bytes.

    With `manifests`, one in each folder tells publisher and day.
    """
    written = 0
    for item in articles:
        path = folder / item.path
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
            if manifests:
                _note(path.parent, ("file", "publisher", "published_on"))
        content = item.text.encode()
        path.write_bytes(content)
        written += len(content)
        if manifests:
            _note(path.parent, (path.name, item.publisher, item.published_on.isoformat()))
    return written


def _note(folder: Path, row: tuple[str, str, str]) -> None:
    with (folder / "manifest.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(row)


def write_feed(articles: Iterator[GeneratedArticle], path: Path) -> None:
    """Write articles with their facts as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for item in articles:
            facts = asdict(item) | {"id": f"generated-{item.number}"}
            file.write(json.dumps(facts, ensure_ascii=False, default=str) + "\n")


if __name__ == "__main__":
    target = Path(sys.argv[2])
    if target.suffix == ".jsonl":
        write_feed(generate(int(sys.argv[1])), target)
    else:
        write_folder(generate(int(sys.argv[1])), target, manifests=True)
