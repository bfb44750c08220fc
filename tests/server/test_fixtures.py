"""The fixtures that other tests build on."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import sqlalchemy


def test_a_fresh_database_is_empty_and_sees_arabic(database_url: str) -> None:
    engine = sqlalchemy.create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE EXTENSION pg_trgm")
        assert connection.scalar(sqlalchemy.text("SELECT cardinality(show_trgm('جهة'))")) == 4
        assert connection.scalar(sqlalchemy.text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 0
    engine.dispose()


def test_a_database_is_cloned_from_a_template(fresh_database: Callable[..., str]) -> None:
    template = fresh_database().replace("+psycopg", "")
    with psycopg.connect(template, autocommit=True) as connection:
        connection.execute("CREATE TABLE regions (code text)")
    clone = fresh_database(template=template.rsplit("/", 1)[1]).replace("+psycopg", "")
    with psycopg.connect(clone) as connection:
        assert connection.execute("SELECT count(*) FROM regions").fetchone() == (0,)
