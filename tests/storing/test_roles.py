"""The reader's role: it sees the views of `report`, and can do nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from coopdb.storing import schema
from coopdb.storing.connecting import connect, libpq_url
from coopdb.storing.errors import QueryRefused
from coopdb.storing.query import run_query
from tests.storing.conftest import Database
from tests.storing.making import article, money

FORBIDDEN = [
    "SELECT * FROM coopdb.articles",
    "INSERT INTO coopdb.kinds VALUES ('x')",
    "UPDATE report.funding SET amount = 0",
    "DELETE FROM report.articles",
    "CREATE TABLE report.mine (x int)",
    "CREATE TABLE public.mine (x int)",
    "CREATE TEMP TABLE mine (x int)",
    "CREATE SCHEMA mine",
    "CREATE VIEW report.mine AS SELECT 1",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT * FROM pg_largeobject",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('.')",
    "COPY (SELECT 1) TO '/tmp/x'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SET ROLE coopdb_owner",
    "SET ROLE coopdb_loader",
    "SET SESSION AUTHORIZATION postgres",
    "SELECT set_config('role', 'postgres', false)",
    "SELECT pg_advisory_lock(1)",
    "NOTIFY loaders, 'x'; SELECT pg_notify('loaders', 'x')",
    "SELECT rolpassword FROM pg_authid",
    "ALTER SYSTEM SET work_mem = '1GB'",
    "CREATE ROLE mine",
    "DROP SCHEMA report CASCADE",
    "COMMENT ON VIEW report.funding IS 'mine'",
    "SELECT query_to_xml('DELETE FROM coopdb.facts', true, true, '')",
]


@pytest.fixture
def reader_url(database: Database, postgres_server: Any) -> Iterator[str]:
    """The address of a login that is the reader and nothing more."""
    schema.upgrade(database.url)
    database.load(article("a", money(20_860_000, place="MA-TNG", period="2019-2025")))
    with connect(database.url) as admin:
        admin.execute("DROP ROLE IF EXISTS reading_in_a_test")
        admin.execute("CREATE ROLE reading_in_a_test LOGIN PASSWORD 'x' IN ROLE coopdb_reader")
        conninfo = psycopg.conninfo.make_conninfo(libpq_url(database.url), user="reading_in_a_test", password="x")
        yield conninfo
        admin.execute("DROP OWNED BY reading_in_a_test")
        admin.execute("DROP ROLE reading_in_a_test")


def test_the_reader_reads_every_view(reader_url: str) -> None:
    with psycopg.connect(reader_url) as connection:
        views = connection.execute("SELECT viewname FROM pg_views WHERE schemaname = 'report'").fetchall()
        assert len(views) >= 26
        for (view,) in views:
            connection.execute(f"SELECT * FROM report.{view} LIMIT 5")
        assert connection.execute("SELECT sum(amount_mad) FROM report.funding").fetchone() == (20_860_000,)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_reader_can_do_nothing_else(reader_url: str, statement: str) -> None:
    with psycopg.connect(reader_url, autocommit=True) as connection:
        # Its session is read-only to begin with; that is a courtesy, the rights are what holds.
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.Error):
            connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        *FORBIDDEN,
        "SELECT 1; DROP SCHEMA report CASCADE",
        "SELECT 1; COMMIT; DELETE FROM coopdb.facts",
        "DO $$BEGIN EXECUTE 'RESET ROLE'; END$$",
        "WITH gone AS (DELETE FROM coopdb.facts RETURNING 1) SELECT * FROM gone",
        "SELECT * INTO mine FROM report.funding",
        "",
        "   ;  ",
        "nonsense",
        "SELECT 1 FROM report.no_such_view",
    ],
)
def test_coopdb_sql_refuses_it_in_one_line(database: Database, statement: str) -> None:
    schema.upgrade(database.url)
    before = database.ask("SELECT count(*) FROM coopdb.kinds")
    with pytest.raises(QueryRefused) as refusal:
        run_query(database.url, statement, seconds=20)
    assert "\n" not in str(refusal.value)
    assert database.ask("SELECT count(*) FROM coopdb.kinds") == before


def test_coopdb_sql_answers_and_announces_a_cut(database: Database) -> None:
    schema.upgrade(database.url)
    answer = run_query(
        database.url, "SELECT n, 'x%s' AS word FROM generate_series(1, 5000) AS n -- all of them;", max_rows=3
    )
    assert (answer.columns, answer.rows, answer.is_cut) == (
        ["n", "word"],
        [(1, "x%s"), (2, "x%s"), (3, "x%s")],
        True,
    )
    assert not run_query(database.url, "SELECT 1 WHERE false").is_cut
    assert run_query(database.url, "SELECT 1 AS a WHERE false").columns == ["a"]


def test_coopdb_sql_stops_what_takes_too_long(database: Database) -> None:
    schema.upgrade(database.url)
    with pytest.raises(QueryRefused, match="longer than"):
        run_query(database.url, "SELECT pg_sleep(30)", seconds=0.1)


def test_everybody_else_sees_nothing(fresh_database: Callable[..., str], database: Database) -> None:
    schema.upgrade(database.url)
    with connect(database.url) as admin:
        admin.execute("DROP ROLE IF EXISTS nobody_in_a_test")
        admin.execute("CREATE ROLE nobody_in_a_test LOGIN PASSWORD 'x'")
        conninfo = psycopg.conninfo.make_conninfo(libpq_url(database.url), user="nobody_in_a_test", password="x")
        with psycopg.connect(conninfo) as connection:
            for statement in (
                "SELECT * FROM report.funding",
                "SELECT * FROM coopdb.facts",
                "CREATE TEMP TABLE x (y int)",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                    connection.execute(statement)
        admin.execute("DROP ROLE nobody_in_a_test")
