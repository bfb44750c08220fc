"""What every table is built with: one metadata, one naming convention, short column makers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, MetaData, Numeric, Table, Text, text

SCHEMA = "coopdb"

METADATA = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)


def words(name: str, **options: Any) -> Column[str]:
    """A text column."""
    return Column(name, Text, **options)


def flag(name: str, default: bool) -> Column[bool]:
    """A boolean that is never null."""
    return Column(name, Boolean, nullable=False, server_default=text(str(default).lower()))


def number(name: str, **options: Any) -> Column[Any]:
    """A number as it was said: exact, of any size."""
    return Column(name, Numeric, **options)


def ref(name: str, target: str, *, later: bool = False, gone: str | None = None, **options: Any) -> Column[str]:
    """A text column that names a row of another table.

    Args:
        name: the column.
        target: `table.column` of the schema.
        later: check at commit, for rows that name each other.
        gone: what to do when the other row goes (`CASCADE`).
        options: further options of the column.
    """
    key = ForeignKey(
        f"{SCHEMA}.{target}", deferrable=later or None, initially="DEFERRED" if later else None, ondelete=gone
    )
    return Column(name, Text, key, **options)


def labels() -> list[Column[Any]]:
    """A name in three languages; one that only an article gave is in Arabic alone."""
    return [words("name_ar"), words("name_fr"), words("name_en")]


def is_known() -> Column[bool]:
    """Whether the lexicon holds the row; the others are there because an article names them."""
    return flag("is_known", True)


def table(name: str, comment: str, *parts: Any) -> Table:
    """A table with its comment."""
    return Table(name, METADATA, *parts, comment=comment)
