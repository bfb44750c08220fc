"""The databases of the storing tests, and one with the seeds read into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coopdb.articles import find_articles
from coopdb.lexicon import load_lexicon
from coopdb.reading import read
from coopdb.storing.load import load_articles
from tests.conftest import session_database
from tests.storing.conftest import Database, database, laid_template, new_database

__all__ = ["database", "laid_template", "new_database"]

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds(postgres_server: Any) -> Iterator[Database]:
    """The five seed articles, read and stored; tests only ask."""
    name = f"seeds_{os.getpid()}"
    with session_database(postgres_server, name) as url:
        load_articles(
            url,
            find_articles([SEEDS]),
            lambda given: read(given.text, title=given.title),
            lexicon=load_lexicon(),
            reader_version="1",
        )
        loaded = Database(url)
        yield loaded
        loaded.close()
