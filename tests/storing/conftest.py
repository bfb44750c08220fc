"""A database with the schema and the lexicon in it, cloned for each test; and short ways to load and ask."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from coopdb.lexicon import load_lexicon
from coopdb.storing import schema
from coopdb.storing.connecting import connect
from coopdb.storing.derive import prepare_derivation
from coopdb.storing.digest import table_digests
from coopdb.storing.load import bring_reference_up_to_date
from coopdb.storing.store import store_batch
from tests.conftest import session_database
from tests.storing.making import READER, Made

_numbers = itertools.count()


@pytest.fixture(scope="session")
def laid_template(postgres_server: Any) -> Iterator[str]:
    """The name of a database with the schema laid and the lexicon loaded."""
    name = f"laid_{os.getpid()}_{next(_numbers)}"
    with session_database(postgres_server, name) as url:
        schema.lay(url)
        with connect(url) as laid:
            prepare_derivation(laid)
            bring_reference_up_to_date(laid, load_lexicon())
        yield name


class Database:
    """A database of the test's own: load articles made for tests, ask in SQL."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._open = connect(url)
        self.connection = self._open.__enter__()
        prepare_derivation(self.connection)
        self.run = self.ask(
            "INSERT INTO coopdb.load_runs (what, reader_version, lexicon_hash) VALUES ('test', 't', 't') RETURNING run_id"
        )[0][0]

    def load(self, *articles: Made, reread: bool = False, reader: Any = READER) -> dict[tuple[str, str], str]:
        """Store articles in one batch."""
        return dict(store_batch(self.connection, self.run, articles, reader, reread=reread))

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a query and give its rows."""
        return self.connection.execute(query, values or None).fetchall()

    def digests(self) -> dict[str, str]:
        """The digest, part by part."""
        return table_digests(self.connection)

    def close(self) -> None:
        """Let go of the database."""
        self._open.__exit__(None, None, None)


@pytest.fixture
def new_database(laid_template: str, fresh_database: Callable[..., str]) -> Iterator[Callable[[], Database]]:
    """Make as many databases as a test needs."""
    made: list[Database] = []

    def make() -> Database:
        made.append(Database(fresh_database(template=laid_template)))
        return made[-1]

    yield make
    for database in made:
        database.close()


@pytest.fixture
def database(new_database: Callable[[], Database]) -> Database:
    """One database with the schema and the lexicon."""
    return new_database()
