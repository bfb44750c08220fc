"""The ledger: every number of an article is in a claim, or set aside with a reason, or listed as unread."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdb import read
from tests.reading.test_numbers import ALPHABET

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted((ROOT / "seeds").glob("*.txt")) + sorted((ROOT / "tests" / "articles").glob("*/*.txt"))
DIGITS = re.compile("[0-9٠-٩]+")


def unaccounted(text: str) -> list[str]:
    """The digit strings of a text that no claim holds and no list names."""
    found = read(text)
    covered = bytearray(len(text))
    items = [
        *found.figures,
        *found.dates,
        *found.legal_references,
        *found.programmes,
        *found.institutions,
        *found.not_figures,
        *found.unread,
    ]
    for start, end in [(i.start, i.end) for i in items] + found.article.furniture:
        covered[start:end] = b"\1" * (end - start)
    return [m.group() for m in DIGITS.finditer(text) if not all(covered[m.start() : m.end()])]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_every_number_of_an_article_is_accounted_for(path: Path) -> None:
    assert unaccounted(path.read_text(encoding="utf8")) == []


@given(st.text(alphabet=ALPHABET, max_size=200))
def test_every_number_of_any_text_is_accounted_for(text: str) -> None:
    assert unaccounted(text) == []


def test_nothing_of_the_seeds_is_unread() -> None:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        assert read(path.read_text(encoding="utf8")).unread == [], path.name
