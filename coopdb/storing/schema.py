"""The schema's state: laid by migrations, compared with what this program needs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection as EngineConnection
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

import coopdb
from coopdb.storing.connecting import Connection, connect, take_role, wait_for_other_writers
from coopdb.storing.errors import NotAllowed, SchemaForeign, SchemaMissing, SchemaNewer, SchemaOlder
from coopdb.storing.roles import OWNER, adopt, ensure_roles, give_back_rights, grant_rights, lacks_rights
from coopdb.storing.view_texts import describe_views

PACKAGE = Path(coopdb.__file__).parent


def migrations_folder() -> Path:
    """Return where the migrations are: in the package as installed, beside it in a clone."""
    installed = PACKAGE / "migrations"
    return installed if installed.is_dir() else PACKAGE.parent / "migrations"


def head() -> str:
    """Return the revision that this program needs."""
    return str(ScriptDirectory(str(migrations_folder())).get_current_head())


def current(url: str) -> str | None:
    """Return the revision that a database is at; None where there is nothing of ours."""
    with connect(url) as connection:
        return _revision(connection)


def check(url: str) -> None:
    """Pass where the schema is the one that this program needs; else say what to do."""
    found = current(url)
    if found is None:
        raise SchemaMissing()
    if found == head():
        return
    known = {script.revision for script in ScriptDirectory(str(migrations_folder())).walk_revisions()}
    raise (SchemaOlder if found in known else SchemaNewer)(found=found, needed=head())


def lay(url: str) -> None:
    """Lay the schema into an empty database; pass where it is the one needed; else say what to do."""
    if current(url) is None:
        upgrade(url)
    check(url)
    # A restore by hand brings the tables, and perhaps neither the roles nor their rights.
    with connect(url) as connection:
        is_bare = lacks_rights(connection)
    if is_bare:
        upgrade(url)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema up to a revision, with its roles, rights, comments and questions: all of it or nothing."""
    found = current(url)
    known = {script.revision for script in ScriptDirectory(str(migrations_folder())).walk_revisions()}
    if found is not None and found not in known:
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
        if _revision(driver) == head():
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
        command.downgrade(_config(connection), revision)
        if _revision(driver) is None:
            driver.execute("DROP SCHEMA IF EXISTS coopdb CASCADE")
            give_back_rights(driver)


def _revision(connection: Connection) -> str | None:
    with contextlib.suppress(psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        row = connection.execute("SELECT version_num FROM coopdb.schema_revision").fetchone()
        return None if row is None else str(row[0])
    return None


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


def _config(connection: EngineConnection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["connection"] = connection
    return config
