"""The lexicon in the reference tables: the same lexicon twice changes nothing."""

from __future__ import annotations

import psycopg

from coopdb.lexicon import Lexicon
from coopdb.storing.connecting import Connection
from coopdb.storing.errors import ReferenceRefused
from coopdb.storing.sql import script
from coopdb.storing.vocabularies import own_words_hash


def load_reference(connection: Connection, lexicon: Lexicon) -> bool:
    """Bring the reference tables to what the lexicon says, and say whether anything was to do.

    Runs inside the caller's transaction, under the writers' lock.
    """
    wanted = f"{lexicon.hash}+{own_words_hash()}"
    held = connection.execute("SELECT hash FROM coopdb.lexicon_loads").fetchone()
    if held is not None and held[0] == wanted:
        return False
    # Imported where there is something to do: it is not, but with another lexicon.
    from coopdb.storing.copying import merge_rows
    from coopdb.storing.reference_rows import reference_rows

    try:
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        for table, records in reference_rows(lexicon):
            keys = [column.name for column in table.primary_key]
            # A record of a user's folder stands after the package's own and takes its place.
            unique = {tuple(record[key] for key in keys): record for record in records}
            columns = list(next(iter(unique.values()), {}))
            if columns:
                merge_rows(connection, table, columns, [list(record.values()) for record in unique.values()])
        connection.execute(script("reference"))
        # Now, so that what does not fit is said of the lexicon and not of the transaction's end.
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except psycopg.IntegrityError as error:
        raise ReferenceRefused(reason=_one_line(error)) from error
    connection.execute(
        "INSERT INTO coopdb.lexicon_loads (id, hash) VALUES (1, %s)"
        " ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, loaded_at = now()",
        [wanted],
    )
    return True


def _one_line(error: psycopg.Error) -> str:
    said = [error.diag.message_primary, error.diag.message_detail]
    return "; ".join(part.rstrip(".") for part in said if part) or str(error)
