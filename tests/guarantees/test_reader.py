"""The reader's login of the embedded server reads `report`, and nothing else; `coopdb sql` has limits besides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.guarantees.commands import Coopdb, assert_one_clear_line
from tests.guarantees.conftest import Tell
from tests.guarantees.corpus import SEEDS

FORBIDDEN = {
    "write": [
        "INSERT INTO report.articles (title) VALUES ('x')",
        "UPDATE report.funding SET amount = 0",
        "DELETE FROM report.funding",
        "DELETE FROM coopdb.articles",
        "TRUNCATE coopdb.articles",
        "MERGE INTO report.funding AS f USING (SELECT 1) AS s ON true WHEN MATCHED THEN DELETE",
        "COPY coopdb.articles FROM STDIN",
        "WITH gone AS (DELETE FROM coopdb.facts RETURNING 1) SELECT * FROM gone",
        "SELECT * FROM report.funding FOR UPDATE",
        "SELECT nextval('coopdb.articles_article_id_seq')",
        "SELECT setval('coopdb.articles_article_id_seq', 1)",
        "UPDATE pg_class SET relname = 'x'",
        "LOCK TABLE report.funding IN EXCLUSIVE MODE",
        "SELECT query_to_xml('DELETE FROM coopdb.facts', true, true, '')",
        "DO $$BEGIN DELETE FROM coopdb.facts; END$$",
    ],
    "something made": [
        "CREATE TABLE public.x (y int)",
        "CREATE TABLE report.x (y int)",
        "CREATE TEMP TABLE x (y int)",
        "CREATE TEMP VIEW x AS SELECT 1",
        "CREATE TEMP SEQUENCE x",
        "SELECT * INTO TEMP x FROM report.funding",
        "CREATE FUNCTION pg_temp.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION report.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA x",
        "CREATE EXTENSION pg_trgm",
        "CREATE DATABASE x",
        "CREATE ROLE x",
        "CREATE PUBLICATION x",
        "COMMENT ON VIEW report.funding IS 'x'",
        "DROP VIEW report.funding",
        "ANALYZE coopdb.articles",
        "SELECT pg_create_logical_replication_slot('x', 'pgoutput')",
    ],
    "large object": [
        "SELECT lo_create(0)",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT lo_export(1, '/tmp/x')",
        "SELECT lo_open(1, 131072)",
        "SELECT lo_get(1)",
        "SELECT lo_unlink(1)",
        "SELECT * FROM pg_largeobject",
    ],
    "other schema": [
        "SELECT * FROM coopdb.articles",
        "SELECT content FROM coopdb.rejections",
        "TABLE coopdb.schema_revision",
        "SELECT coopdb.step_of(1)",
        "SELECT query_to_xml('SELECT * FROM coopdb.articles', true, true, '')",
        "SELECT table_to_xml('coopdb.articles', true, true, '')",
        "SELECT database_to_xml(true, true, '')::text LIKE '%%coopdb%%articles%%' OR 1 / 0 = 1",
        "SELECT rolpassword FROM pg_authid",
        "SELECT passwd FROM pg_shadow",
        "SELECT * FROM pg_user_mapping",
        "SELECT * FROM pg_statistic",
        "SELECT * FROM pg_hba_file_rules",
        "SELECT * FROM pg_file_settings",
        "SELECT * FROM pg_backend_memory_contexts",
    ],
    "file": [
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_read_binary_file('PG_VERSION')",
        "SELECT pg_stat_file('PG_VERSION')",
        "SELECT pg_ls_dir('.')",
        "SELECT pg_ls_logdir()",
        "SELECT pg_ls_waldir()",
        "SELECT pg_ls_tmpdir()",
        "SELECT pg_current_logfile()",
        "COPY (SELECT 1) TO '/tmp/x'",
        "COPY (SELECT 1) TO STDOUT WITH (FORMAT x)",
        "CREATE FOREIGN DATA WRAPPER x",
        "SELECT pg_logical_emit_message(false, 'x', 'y')",
        "LOAD 'plpgsql'",
        "LOAD '/tmp/x.so'",
    ],
    "program": [
        "COPY (SELECT 1) TO PROGRAM 'touch /tmp/x'",
        "COPY report.articles FROM PROGRAM 'id'",
        "CREATE LANGUAGE plpython3u",
        "CREATE FUNCTION x() RETURNS int LANGUAGE c AS 'libc.so.6', 'getpid'",
        "SELECT pg_reload_conf()",
        "SELECT pg_rotate_logfile()",
        "SELECT pg_switch_wal()",
        "CHECKPOINT",
        "ALTER SYSTEM SET archive_command = 'id'",
    ],
    "change of role": [
        "SET ROLE postgres",
        "SET ROLE coopdb_owner",
        "SET ROLE coopdb_loader",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT set_config('role', 'postgres', false)",
        "SELECT set_config('session_authorization', 'postgres', false)",
        "ALTER ROLE coopdb_reader SUPERUSER",
        "ALTER ROLE coopdb_loader LOGIN PASSWORD 'x'",
        "ALTER ROLE coopdb_loader SET statement_timeout = 1",
        "GRANT coopdb_owner TO coopdb_reader",
        "SET session_replication_role = replica",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres' OR 1 / 0 = 1",
    ],
    "hold on others": [
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_xact_lock(1)",
        "SELECT pg_notify('x', 'y')",
        "SELECT pg_export_snapshot() WHERE 1 / 0 = 1",
    ],
}
CASES = [
    pytest.param(statement, id=f"{kind}-{n}") for kind, all_ in FORBIDDEN.items() for n, statement in enumerate(all_)
]


@pytest.fixture(scope="module")
def reader_url(embedded: Coopdb) -> str:
    return embedded.done("db", "url").last_line


def attempt(url: str, statement: str) -> None:
    """Try a statement in a session whose courtesies, which anybody may put off, are put off."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.Error):
            connection.execute(statement)
            connection.execute("SELECT 1")


@pytest.mark.parametrize("statement", CASES)
def test_the_reader_cannot(statement: str, reader_url: str) -> None:
    attempt(reader_url, statement)


def test_the_reader_reads_every_view(reader_url: str, tell: Tell) -> None:
    with psycopg.connect(reader_url) as connection:
        views = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for (view,) in views:
            connection.execute(f"SELECT * FROM report.{view}")
        schemas = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(oid, 'USAGE') AND nspname !~ '^pg_(toast|temp)'"
        ).fetchall()
    assert len(views) >= 26
    assert {name for (name,) in schemas} == {"report", "pg_catalog", "information_schema"}
    kinds = ", ".join(f"{len(statements)} of {kind}" for kind, statements in FORBIDDEN.items())
    tell(f"the reader reads {len(views)} views, and is refused {len(CASES)} statements: {kinds}")


def test_what_the_reader_may_write_anywhere_by_the_catalogue(reader_url: str) -> None:
    """Beside what was thought of: no right but to read, on no relation of any schema."""
    with psycopg.connect(reader_url) as connection:
        found = connection.execute("""
            SELECT c.oid::regclass::text, p.name
            FROM pg_class AS c
            CROSS JOIN unnest('{INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) AS p (name)
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_table_privilege(c.oid, p.name)
                AND c.oid <> 'pg_settings'::regclass
            UNION ALL
            SELECT nspname, 'CREATE' FROM pg_namespace WHERE has_schema_privilege(oid, 'CREATE')
            UNION ALL
            SELECT datname, p.name FROM pg_database
            CROSS JOIN unnest('{CREATE,TEMPORARY}'::text[]) AS p (name)
            WHERE datname = current_database() AND has_database_privilege(oid, p.name)
            UNION ALL
            SELECT rolname, 'MEMBER' FROM pg_roles WHERE rolname <> current_user AND pg_has_role(oid, 'MEMBER')
            UNION ALL
            SELECT p.oid::regprocedure::text, 'EXECUTE' FROM pg_proc AS p
            WHERE p.prosecdef AND has_function_privilege(p.oid, 'EXECUTE')
        """).fetchall()
    assert found == []


@pytest.mark.parametrize("database", ["postgres", "template1", "template0"])
def test_the_reader_is_in_no_other_database(database: str, reader_url: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"permission denied|not currently accepting"):
        psycopg.connect(reader_url.rpartition("/")[0] + f"/{database}")


@pytest.mark.parametrize(
    "query",
    [
        "SET statement_timeout = 0",
        "SELECT set_config('statement_timeout', '0', false)",
        "RESET ROLE",
        "SELECT 1; SELECT 2",
        "BEGIN",
        "COMMIT",
        "DECLARE x CURSOR FOR SELECT 1",
        "FETCH ALL FROM answer",
        "EXPLAIN ANALYZE SELECT 1; COMMIT",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT * FROM coopdb.articles",
        "INSERT INTO report.articles (title) VALUES ('x')",
        "COPY (SELECT 1) TO PROGRAM 'id'",
        "",
    ],
)
def test_coopdb_sql_refuses(query: str, embedded: Coopdb) -> None:
    assert_one_clear_line(embedded("sql", query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT pg_sleep(1000)",
        # Slow as a whole though each batch of rows is quick.
        "SELECT n, pg_sleep(0.0005) FROM generate_series(1, 1000000) AS n",
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
        "SELECT count(*) FROM generate_series(1, 100000000000) AS n",
        "SELECT n FROM generate_series(1, 1000000000) AS n ORDER BY md5(n::text)",
    ],
)
def test_coopdb_sql_stops_what_takes_too_long(query: str, embedded: Coopdb) -> None:
    answer = embedded("sql", query, "--timeout", "1", "--limit", "100000000")
    assert_one_clear_line(answer, "longer than 1 second")


def test_coopdb_sql_cuts_and_says_so(embedded: Coopdb) -> None:
    query = "SELECT generate_series(1, 100000) AS n"
    answer = embedded.done("sql", query, "--limit", "2500", "--format", "csv")
    assert answer.out.splitlines() == ["n", *map(str, range(1, 2501))]
    assert "cut off after 2500 rows" in answer.err
    assert embedded.done("sql", "SELECT generate_series(1, 2500) AS n", "--limit", "2500").err == ""


def test_many_queries_at_once(embedded: Coopdb) -> None:
    query = ("sql", "SELECT count(*) AS n FROM report.articles", "--format", "csv")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: embedded(*query), range(8)))
    assert {(answer.status, answer.out, answer.err) for answer in answers} == {(0, "n\n5\n", "")}


def test_what_the_reader_does_to_itself_is_undone(embedded: Coopdb, reader_url: str) -> None:
    """PostgreSQL lets every role change its own password and settings; the next address asked for undoes it."""
    with psycopg.connect(reader_url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("ALTER ROLE coopdb_reader PASSWORD 'mine alone now'")
        connection.execute("ALTER ROLE coopdb_reader SET statement_timeout = 0")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(reader_url)
    assert embedded.done("db", "url").last_line == reader_url
    embedded.done("db", "upgrade")
    with psycopg.connect(reader_url) as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("1min",)
        assert connection.execute("SHOW default_transaction_read_only").fetchone() == ("on",)


def test_a_right_that_is_missing_is_not_replaced_by_the_administrators(
    coopdb: Coopdb, admin: psycopg.Connection
) -> None:
    """After a restore by hand the rights may be missing; `sql` then refuses, rather than read with another's."""
    coopdb.done("load", SEEDS)
    admin.execute("REVOKE ALL ON ALL TABLES IN SCHEMA report FROM coopdb_reader")
    assert_one_clear_line(coopdb("sql", "SELECT count(*) FROM report.funding"), "permission denied")
    coopdb.done("db", "upgrade")
    assert coopdb.done("sql", "SELECT count(*) FROM report.funding", "--format", "csv").out != "count\n0\n"
