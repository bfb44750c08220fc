"""Letting the schema's roles in: the schema makes them, the embedded server knows their passwords."""

from __future__ import annotations

from coopdb.server.embedded import Server
from coopdb.server.home import ROLES, role_name


def open_roles(server: Server) -> set[str]:
    """Give each of the schema's roles its password and return those that exist (`owner`, `loader`, `reader`).

    Done whenever an address is asked for, so that roles that a migration or a restore made without a password
    can log in, and so that passwords made anew reach them.
    """
    import psycopg
    from psycopg import sql

    found: set[str] = set()
    with psycopg.connect(server.libpq_url, autocommit=True, connect_timeout=10) as connection:
        for role in ROLES:
            name = role_name(role)
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).fetchone() is not None:
                found.add(role)
                # Not logged with its password: a statement that succeeds is not logged at all.
                connection.execute(
                    sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(name), sql.Literal(server.passwords[name])
                    )
                )
    return found
