"""The schema's state: laid by migrations, compared with what this program needs."""

from __future__ import annotations

from coopdb.storing.connecting import connect
from coopdb.storing.errors import SchemaMissing, SchemaNewer, SchemaOlder
from coopdb.storing.revisions import current, head, revision_of, revisions
from coopdb.storing.roles import lacks_rights


def check(url: str) -> None:
    """Pass where the schema is the one that this program needs; else say what to do."""
    _check(current(url))


def lay(url: str) -> None:
    """Lay the schema into an empty database; pass where it is the one needed; else say what to do."""
    with connect(url) as connection:
        found = revision_of(connection)
        # A restore by hand brings the tables, and perhaps neither the roles nor their rights.
        is_bare = found is None or lacks_rights(connection)
    if found is not None:
        _check(found)
    if is_bare:
        upgrade(url)
        check(url)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the schema up to a revision, with its roles, rights, comments and questions: all of it or nothing."""
    from coopdb.storing import migrating

    migrating.upgrade(url, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to a revision; `base` removes it, its roles and all that is loaded."""
    from coopdb.storing import migrating

    migrating.downgrade(url, revision)


def _check(found: str | None) -> None:
    if found is None:
        raise SchemaMissing()
    if found != head():
        raise (SchemaOlder if found in revisions() else SchemaNewer)(found=found, needed=head())
