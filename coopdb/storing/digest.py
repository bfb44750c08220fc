"""One digest over all reference rows, current claims and facts: free of ids, paths, times and order."""

from __future__ import annotations

import hashlib

from coopdb.storing.connecting import Connection
from coopdb.storing.sql import queries


def table_digests(connection: Connection) -> dict[str, str]:
    """Return a digest by what it is over, so that two databases can be compared part by part.

    Each row's hash is added up, not chained: the sum needs no order and no memory.
    """
    digests: dict[str, str] = {}
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # How dates and numbers are written must not depend on the session.
        connection.execute("SET LOCAL DateStyle = 'ISO, YMD'")
        connection.execute("SET LOCAL extra_float_digits = 1")
        for name, rows in queries("digest").items():
            row = connection.execute(f"""
                SELECT
                    count(*),
                    coalesce(sum(('x' || substr(h, 1, 16))::bit(64)::bigint::numeric), 0),
                    coalesce(sum(('x' || substr(h, 17, 16))::bit(64)::bigint::numeric), 0)
                FROM (SELECT md5(row_text) AS h FROM ({rows.rstrip(";")}) AS r (row_text)) AS hashed
            """).fetchone()
            assert row is not None
            digests[name] = hashlib.sha256("|".join(str(part) for part in row).encode()).hexdigest()
    return digests


def digest(connection: Connection) -> str:
    """Return the one digest of the whole."""
    parts = sorted(table_digests(connection).items())
    return hashlib.sha256("\n".join(f"{name} {value}" for name, value in parts).encode()).hexdigest()
