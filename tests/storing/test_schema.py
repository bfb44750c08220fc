"""The schema: the sum of its migrations, laid and taken away without a trace, and refused where it does not fit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, create_engine, inspect

from coopdb.storing import revisions, schema
from coopdb.storing.connecting import connect, libpq_url
from coopdb.storing.derive import prepare_derivation
from coopdb.storing.errors import SchemaForeign, SchemaMissing, SchemaNewer, SchemaOlder
from coopdb.storing.roles import READER, ensure_roles
from coopdb.storing.tables import METADATA
from coopdb.storing.tables.base import SCHEMA

# All that a schema can hold, but for the numbers that a database gives.
TRACES = """
    SELECT 'schema', nspname::text, nspacl::text FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)'
    UNION ALL SELECT 'class', oid::regclass::text, relacl::text FROM pg_class WHERE relnamespace::regnamespace::text !~ '^pg_|^information'
    UNION ALL SELECT 'function', oid::regprocedure::text, proacl::text FROM pg_proc
        WHERE pronamespace::regnamespace::text !~ '^pg_|^information'
    UNION ALL SELECT 'type', oid::regtype::text, NULL FROM pg_type WHERE typnamespace::regnamespace::text !~ '^pg_|^information'
    UNION ALL SELECT 'closed function', oid::regprocedure::text, NULL FROM pg_proc
        WHERE NOT has_function_privilege('public', oid, 'execute')
    UNION ALL SELECT 'database', current_database()::text, has_database_privilege('public', current_database(), 'temp')::text
    ORDER BY 1, 2
"""
NEVER_CHECKED = {"alembic_version", "schema_revision"}


def traces(url: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(libpq_url(url)) as connection:
        return connection.execute(TRACES).fetchall()


def test_the_tables_are_the_sum_of_the_migrations(database_url: str) -> None:
    schema.lay(database_url)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        options = {
            "include_schemas": True,
            "include_name": lambda name, kind, parent: kind != "schema" or name == SCHEMA,
            "include_object": lambda thing, name, kind, reflected, other: name not in NEVER_CHECKED,
            "compare_type": True,
            "compare_server_default": True,
        }
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
        assert differences == []
        # What alembic does not compare: checks, and what happens when a row goes that others name.
        found = inspect(connection)
        for table in METADATA.sorted_tables:
            checks = {c["name"] for c in found.get_check_constraints(table.name, schema=SCHEMA)}
            wanted = {c.name for c in table.constraints if isinstance(c, CheckConstraint)}
            assert checks == {str(name) for name in wanted}, table.name
            keys = {k["name"]: k["options"] for k in found.get_foreign_keys(table.name, schema=SCHEMA)}
            assert set(keys) == {str(k.name) for k in table.foreign_key_constraints}, table.name
            for key in table.foreign_key_constraints:
                assert keys[str(key.name)].get("ondelete") == key.ondelete, key.name
                assert bool(keys[str(key.name)].get("deferrable")) == bool(key.deferrable), key.name
    engine.dispose()


def test_up_down_up_leaves_no_trace(database_url: str) -> None:
    before = traces(database_url)
    schema.lay(database_url)
    laid = traces(database_url)
    schema.downgrade(database_url, "base")
    assert traces(database_url) == before
    schema.lay(database_url)
    assert traces(database_url) == laid
    assert revisions.current(database_url) == revisions.head()


@pytest.mark.parametrize("revision", ["0001_reference", "0002_articles_and_claims", "0003_facts"])
def test_each_step_can_be_taken_back_and_again(database_url: str, revision: str) -> None:
    schema.lay(database_url)
    laid = traces(database_url)
    schema.downgrade(database_url, revision)
    assert revisions.current(database_url) == revision
    with pytest.raises(SchemaOlder, match="coopdb db upgrade"):
        schema.lay(database_url)
    schema.upgrade(database_url)
    assert traces(database_url) == laid


def test_the_revisions_are_alembics_own() -> None:
    scripts = ScriptDirectory(str(revisions.migrations_folder()))
    assert list(revisions.revisions()) == [script.revision for script in scripts.walk_revisions()][::-1]
    assert revisions.head() == scripts.get_current_head()


def test_what_a_session_made_for_itself_is_not_in_the_way(database_url: str) -> None:
    schema.lay(database_url)
    # As a server leaves it that is killed during a load: nobody is there to take it away.
    with connect(database_url) as loading:
        prepare_derivation(loading)
        schema.downgrade(database_url, "base")
    assert revisions.current(database_url) is None


def test_an_empty_database_is_laid_and_a_laid_one_left(database_url: str) -> None:
    with pytest.raises(SchemaMissing):
        schema.check(database_url)
    schema.lay(database_url)
    schema.check(database_url)
    schema.lay(database_url)


def test_a_newer_schema_is_refused(database_url: str) -> None:
    schema.lay(database_url)
    with connect(database_url) as connection:
        connection.execute("UPDATE coopdb.schema_revision SET version_num = '9999_from_the_future'")
    for deed in (schema.check, schema.lay, schema.upgrade):
        with pytest.raises(SchemaNewer, match="9999_from_the_future"):
            deed(database_url)


def test_a_foreign_schema_of_that_name_is_left_alone(database_url: str) -> None:
    with connect(database_url) as connection:
        connection.execute("CREATE SCHEMA report; CREATE TABLE report.mine (x int)")
    with pytest.raises(SchemaForeign, match="report"):
        schema.lay(database_url)
    assert revisions.current(database_url) is None
    with connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM report.mine").fetchone() == (0,)


def test_two_at_once_lay_it_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(schema.lay, [database_url] * 4))
    schema.check(database_url)


def test_two_databases_of_one_server_set_the_same_role_at_once(database_url: str) -> None:
    # Roles are the server's, so that no lock of one database keeps a coopdb in another from them.
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER ROLE%'"
    with connect(database_url) as one, connect(database_url) as two, connect(database_url) as watch:
        ensure_roles(one)
        one.execute(f"ALTER ROLE {READER} RESET ALL")
        with ThreadPoolExecutor(1) as pool:
            with one.transaction():
                one.execute(f"ALTER ROLE {READER} SET statement_timeout = '1s'")
                other = pool.submit(ensure_roles, two)
                while not other.done() and watch.execute(waiting).fetchone() == (0,):
                    pass
            assert other.result()
        found = watch.execute("SELECT rolconfig FROM pg_roles WHERE rolname = %s", [READER]).fetchone()
    assert found == (["statement_timeout=60s", "default_transaction_read_only=on", "lock_timeout=10s"],)


def test_a_login_that_may_make_no_role_can_still_lay_it(database_url: str) -> None:
    with connect(database_url) as admin:
        admin.execute("DROP ROLE IF EXISTS plain_owner_of_a_test")
        admin.execute("CREATE ROLE plain_owner_of_a_test LOGIN PASSWORD 'x'")
        admin.execute(f'ALTER DATABASE "{admin.info.dbname}" OWNER TO plain_owner_of_a_test')
        plain = psycopg.conninfo.make_conninfo(libpq_url(database_url), user="plain_owner_of_a_test", password="x")
        parts = psycopg.conninfo.conninfo_to_dict(plain)
        url = "postgresql+psycopg://{user}:{password}@{host}:{port}/{dbname}".format(**parts)
        try:
            schema.lay(url)
            schema.check(url)
            schema.downgrade(url, "base")
        finally:
            admin.execute(f'ALTER DATABASE "{admin.info.dbname}" OWNER TO CURRENT_USER')
            admin.execute("DROP OWNED BY plain_owner_of_a_test CASCADE")
            admin.execute("DROP ROLE plain_owner_of_a_test")
