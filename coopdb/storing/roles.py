"""The three roles: the owner has the schema, the loader writes rows, the reader sees `report` alone."""

from __future__ import annotations

import logging

import psycopg
from psycopg import sql

from coopdb.storing.connecting import Connection

OWNER, LOADER, READER = "coopdb_owner", "coopdb_loader", "coopdb_reader"
ROLES = (OWNER, LOADER, READER)
READER_SETTINGS = {"default_transaction_read_only": "on", "statement_timeout": "60s", "lock_timeout": "10s"}

# How often a statement is tried that meets another session at the same row of the catalogue: each time one of
# the two gets on, so that as many at once can all end.
TRIES = 20

log = logging.getLogger(__name__)

# Functions that PostgreSQL lets everybody call and that would let a reader leave something behind, hold up a
# loader, or put off its role. Those that it opens to nobody (`lo_export` …) are not touched.
CLOSED_FUNCTIONS = """
    SELECT f.oid::regprocedure::text, f.proname ~ '^(lo_|lo(read|write)$)'
    FROM pg_proc AS f
    WHERE f.pronamespace = 'pg_catalog'::regnamespace
      AND (f.proname ~ '^(lo_|pg_(try_)?advisory_)'
        OR f.proname IN ('loread', 'lowrite', 'pg_logical_emit_message', 'pg_notify', 'set_config'))
      AND NOT EXISTS (SELECT FROM pg_init_privs AS i WHERE (i.objoid, i.classoid) = (f.oid, 'pg_proc'::regclass))
    ORDER BY 1
"""

# Of a restored schema, the first statement opens the way for the others.
OWNED_BY_OTHERS = """
    SELECT format('ALTER %%s %%s OWNER TO %%I', kind, name, %(owner)s::text)
    FROM (
        SELECT 0 AS turn, 'SCHEMA' AS kind, quote_ident(nspname) AS name, nspowner AS owner_id
        FROM pg_namespace WHERE nspname IN ('coopdb', 'report')
        UNION ALL
        -- A sequence goes with its column.
        SELECT 1, CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, oid::regclass::text, relowner
        FROM pg_class WHERE relnamespace::regnamespace::text IN ('coopdb', 'report') AND relkind IN ('r', 'p', 'v')
        UNION ALL
        SELECT 1, 'FUNCTION', oid::regprocedure::text, proowner
        FROM pg_proc WHERE pronamespace::regnamespace::text IN ('coopdb', 'report')
    ) AS ours
    WHERE owner_id <> (SELECT oid FROM pg_roles WHERE rolname = %(owner)s)
    ORDER BY turn, kind, name
"""


def ensure_roles(connection: Connection) -> bool:
    """Create the roles that are not there and say whether all are now.

    Roles belong to the whole server, and its administrator may not let us make any: then the schema belongs
    to the one who connects, and the read-only session of `coopdb sql` is all the protection there is.
    """
    for role in ROLES:
        try:
            if not _exists(connection, role):
                connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
        except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
            pass  # Another coopdb made it at the same moment.
        except psycopg.errors.InsufficientPrivilege:
            log.warning("the server does not let us create roles: the schema will belong to you alone")
            return False
    for role in ROLES:
        _attempt(connection, sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))
    # A role may change its own settings, which no right forbids: here they are what they were.
    if _settings(connection, READER) != READER_SETTINGS:
        _attempt(connection, sql.SQL(f"ALTER ROLE {READER} RESET ALL"))
        for name, value in READER_SETTINGS.items():
            _attempt(connection, sql.SQL(f"ALTER ROLE {READER} SET {name} = '{value}'"))
    return True


def lacks_rights(connection: Connection) -> bool:
    """Whether the roles are there, and the schema is not open to them."""
    row = connection.execute(
        """
        SELECT count(*) = 3 AND bool_and(CASE rolname
            WHEN %s THEN has_schema_privilege(oid, 'report', 'USAGE')
            ELSE has_schema_privilege(oid, 'coopdb', 'USAGE')
        END) IS FALSE AND bool_and(pg_has_role(current_user, oid, 'MEMBER'))
        FROM pg_roles WHERE rolname = ANY (%s)
        """,
        [READER, list(ROLES)],
    ).fetchone()
    return bool(row and row[0])


def adopt(connection: Connection) -> None:
    """Give the owner what a restore by hand left to whoever restored it."""
    for statement in connection.execute(OWNED_BY_OTHERS, {"owner": OWNER}).fetchall():
        _attempt(connection, sql.SQL(statement[0]))


def grant_rights(connection: Connection) -> None:
    """Give each role what it needs in this database and take from everybody what nobody needs."""
    database = sql.Identifier(connection.info.dbname)
    for statement in (
        "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {db} TO coopdb_owner",
        "GRANT CONNECT, TEMPORARY ON DATABASE {db} TO coopdb_loader",
        "GRANT CONNECT ON DATABASE {db} TO coopdb_reader",
        "REVOKE TEMPORARY ON DATABASE {db} FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA coopdb TO coopdb_loader",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA coopdb TO coopdb_loader",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA coopdb TO coopdb_loader",
        "REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA coopdb FROM PUBLIC",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA coopdb TO coopdb_loader",
        "GRANT USAGE ON SCHEMA report TO coopdb_loader, coopdb_reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA report TO coopdb_loader, coopdb_reader",
    ):
        _attempt(connection, sql.SQL(statement).format(db=database))
    _close_functions(connection)


def give_back_rights(connection: Connection) -> None:
    """Undo what `grant_rights` did outside our own schemas, then drop the roles if no database needs them."""
    database = sql.Identifier(connection.info.dbname)
    for statement in (
        "GRANT TEMPORARY ON DATABASE {db} TO PUBLIC",
        "GRANT USAGE ON SCHEMA public TO PUBLIC",
    ):
        _attempt(connection, sql.SQL(statement).format(db=database))
    if _is_superuser(connection):
        for function, _ in connection.execute(CLOSED_FUNCTIONS).fetchall():
            connection.execute(sql.SQL(f"GRANT EXECUTE ON FUNCTION {function} TO PUBLIC"))
    for role in ROLES:
        if _exists(connection, role):
            _attempt(connection, sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
            _attempt(connection, sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def _close_functions(connection: Connection) -> None:
    if not _is_superuser(connection):
        return
    for function, is_of_large_objects in connection.execute(CLOSED_FUNCTIONS).fetchall():
        connection.execute(sql.SQL(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC"))
        if not is_of_large_objects:
            connection.execute(sql.SQL(f"GRANT EXECUTE ON FUNCTION {function} TO {OWNER}, {LOADER}"))


def _exists(connection: Connection, role: str) -> bool:
    return connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).fetchone() is not None


def _settings(connection: Connection, role: str) -> dict[str, str]:
    row = connection.execute("SELECT rolconfig FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    return dict(setting.split("=", 1) for setting in row[0] or ()) if row else {}


def _is_superuser(connection: Connection) -> bool:
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def _attempt(connection: Connection, statement: sql.SQL | sql.Composed) -> None:
    """Run a statement that a server may refuse us, and say so where it does."""
    refusal: psycopg.Error
    for _ in range(TRIES):
        try:
            with connection.transaction():
                connection.execute(statement)
            return
        except (psycopg.errors.InternalError_, psycopg.errors.UniqueViolation) as error:
            refusal = error  # Another session changed the same row of the catalogue just now.
        except (
            psycopg.errors.InsufficientPrivilege,
            psycopg.errors.UndefinedObject,
            psycopg.errors.DependentObjectsStillExist,
            psycopg.errors.InvalidGrantOperation,
            psycopg.errors.FeatureNotSupported,
        ) as error:
            refusal = error
            break
    log.info("%s: %s", statement.as_string(connection), str(refusal).splitlines()[0])
