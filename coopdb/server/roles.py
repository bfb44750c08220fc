"""Letting the schema's roles in: the schema makes them, the embedded server knows their passwords."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from coopdb.server.embedded import Server
from coopdb.server.home import ROLES, role_name


def open_roles(server: Server) -> set[str]:
    """Give each of the schema's roles its password and return those that exist (`owner`, `loader`, `reader`).

    Done whenever an address is asked for, so that roles that a migration or a restore made without a password
    can log in, and so that passwords made anew reach them. A role that has its password is not written: of two
    commands that write it at once, PostgreSQL lets one fail.
    """
    import psycopg
    from psycopg import sql

    found: set[str] = set()
    with psycopg.connect(server.libpq_url, autocommit=True, connect_timeout=10) as connection, connection.transaction():
        held: dict[str, str | None] = dict(
            connection.execute(
                "SELECT rolname, CASE WHEN rolcanlogin THEN rolpassword END FROM pg_authid WHERE rolname = ANY (%s)",
                [[role_name(role) for role in ROLES]],
            ).fetchall()
        )
        for role in ROLES:
            name = role_name(role)
            if name in held:
                found.add(role)
                if is_of(held[name], server.passwords[name]):
                    continue
                # One command at a time, until it has committed.
                connection.execute("SELECT pg_advisory_xact_lock(hashtext('coopdb roles'))")
                # Not logged with its password: a statement that succeeds is not logged at all.
                connection.execute(
                    sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(name), sql.Literal(server.passwords[name])
                    )
                )
    return found


def is_of(verifier: str | None, password: str) -> bool:
    """Say whether what PostgreSQL keeps of a password (SCRAM, RFC 5803) was made of this one."""
    parts = re.fullmatch(r"SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)", verifier or "")
    if parts is None:
        return False
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(parts[2]), int(parts[1]))
    key = hmac.digest(salted, b"Client Key", "sha256")
    return hmac.compare_digest(base64.b64decode(parts[3]), hashlib.sha256(key).digest())
