"""Changing the schema: migrations run by alembic, each time in one transaction.

Apart from `schema`, since importing alembic takes longer than most commands do.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection as EngineConnection
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from coopdb.storing.connecting import Connection, connect, take_role, wait_for_other_writers
from coopdb.storing.errors import NotAllowed, SchemaForeign, SchemaNewer
from coopdb.storing.revisions import current, head, migrations_folder, revision_of, revisions
from coopdb.storing.roles import OWNER, adopt, ensure_roles, give_back_rights, grant_rights
from coopdb.storing.view_texts import describe_views

# What a session of loading makes for itself of our tables' rows. It ends with the session, but where the server was
# killed stays until another session takes the same place; and a table that something depends on cannot be dropped.
LEFT_BEHIND = """
    SELECT p.oid::regprocedure::text
    FROM pg_proc AS p
    JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname LIKE 'pg\\_temp\\_%' AND EXISTS (
        SELECT FROM unnest(p.proargtypes) AS argument (oid)
        JOIN pg_type AS t USING (oid)
        WHERE t.typnamespace = to_regnamespace('coopdb')
    )
    ORDER BY 1
"""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema up to a revision, with its roles, rights, comments and questions: all of it or nothing."""
    found = current(url)
    if found is not None and found not in revisions():
        raise SchemaNewer(found=found, needed=head())
    with connect(url) as admin:
        has_roles = ensure_roles(admin)
        if has_roles:
            grant_database = psycopg.sql.SQL("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {} TO {}")
            with contextlib.suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.InternalError_):
                admin.execute(
                    grant_database.format(psycopg.sql.Identifier(admin.info.dbname), psycopg.sql.Identifier(OWNER))
                )
    with _one_transaction(url) as (connection, driver):
        if has_roles:
            adopt(driver)
            take_role(driver, OWNER)
        command.upgrade(_config(connection), revision)
        if revision_of(driver) == head():
            driver.execute("RESET ROLE")
            if has_roles:
                grant_rights(driver)
            take_role(driver, OWNER)
            describe_views(driver)


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to a revision; `base` removes it, its roles and all that is loaded."""
    if current(url) is None:
        return
    with _one_transaction(url) as (connection, driver):
        _clear_away(driver)
        command.downgrade(_config(connection), revision)
        if revision_of(driver) is None:
            driver.execute("DROP SCHEMA IF EXISTS coopdb CASCADE")
            give_back_rights(driver)


@contextlib.contextmanager
def _one_transaction(url: str) -> Iterator[tuple[EngineConnection, Connection]]:
    """Open the one transaction of a change of the schema: killed in the middle, it leaves what was there.

    Yields:
        The connection as alembic takes it, and the same as psycopg knows it.
    """
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            driver: Connection = connection.connection.driver_connection  # type: ignore[assignment]
            # Two first loads at once: the second waits here, then finds the schema laid.
            wait_for_other_writers(driver)
            yield connection, driver
    except CommandError as error:
        raise SchemaForeign(schema=str(error)) from error
    except Exception as error:
        cause = getattr(error, "orig", None) or error
        if isinstance(cause, psycopg.errors.DuplicateSchema):
            raise SchemaForeign(schema="report") from error
        if isinstance(cause, psycopg.errors.InsufficientPrivilege):
            raise NotAllowed(user="us", reason=str(cause).splitlines()[0]) from error
        raise
    finally:
        engine.dispose()


def _clear_away(connection: Connection) -> None:
    for (function,) in connection.execute(LEFT_BEHIND).fetchall():
        # Another's that we may not touch is said where it is in the way.
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(psycopg.sql.SQL(f"DROP FUNCTION IF EXISTS {function} CASCADE"))


def _config(connection: EngineConnection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["connection"] = connection
    return config
