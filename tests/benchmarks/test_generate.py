"""The generator of the benchmarks: articles of the promised size and kind that say what they claim to."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.articles.known import GeneratedArticle
from benchmarks.generate import LEAST, MOST, article, generate, write_folder
from coopdb import read


@pytest.fixture(scope="module")
def articles() -> list[GeneratedArticle]:
    return list(generate(300))


def test_articles_have_the_size_of_the_press(articles: list[GeneratedArticle]) -> None:
    sizes = [len(a.text.encode()) for a in articles]
    assert min(sizes) >= LEAST
    assert max(sizes) <= MOST


def test_an_article_is_made_of_its_seed_and_number_alone(articles: list[GeneratedArticle]) -> None:
    assert article(217) == articles[217]
    assert list(generate(3, start=217)) == articles[217:220]
    assert article(217, seed=1).text != articles[217].text


def test_no_two_articles_are_alike(articles: list[GeneratedArticle]) -> None:
    """A shared sentence happens, in the press too; copies of one dispatch share most of their words."""
    runs = [_runs(a.text) for a in articles[:120]]
    for i, a in enumerate(runs):
        for b in runs[:i]:
            assert len(a & b) < 0.2 * min(len(a), len(b))


def _runs(text: str, length: int = 4) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(*(words[i:] for i in range(length)), strict=False))


def test_what_an_article_states_is_in_its_text(articles: list[GeneratedArticle]) -> None:
    for a in articles:
        assert a.text.startswith(a.title)
        assert a.figures, a.number
        for figure in a.figures:
            assert a.text[figure.start : figure.end] == figure.text
        for name, position in a.people:
            assert name in a.text and position in a.text


def test_the_reader_finds_what_the_articles_state(articles: list[GeneratedArticle]) -> None:
    """Where this fails, the reader has lost something, or a template is no Arabic that it should know."""
    figures, people, laws = [], [], []
    for a in articles[:80]:
        found = read(a.text, publisher=a.publisher, published_on=a.published_on)
        values = {(f.kind, f.value, f.unit) for f in found.figures}
        figures += [(f.kind, f.value, f.unit) in values for f in a.figures]
        people += [name in {p.name for p in found.people} for name, _ in a.people]
        laws += [law in {(r.kind, r.number) for r in found.legal_references} for law in a.laws]
    assert sum(figures) > 0.97 * len(figures)
    assert sum(people) > 0.9 * len(people)
    assert sum(laws) > 0.95 * len(laws)


def test_a_folder_holds_every_article_with_its_manifest(tmp_path: Path, articles: list[GeneratedArticle]) -> None:
    written = write_folder(iter(articles[:5]), tmp_path, manifests=True)
    files = sorted(tmp_path.rglob("*.txt"))
    assert [f.read_text("utf-8") for f in files] == [a.text for a in articles[:5]]
    assert sum(f.stat().st_size for f in files) == written
    with (files[0].parent / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest))
    assert [r["published_on"] for r in rows] == [a.published_on.isoformat() for a in articles[:5]]
