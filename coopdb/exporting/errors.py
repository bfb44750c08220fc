"""What can go wrong with an export, one line each."""

from __future__ import annotations

from coopdb.errors import CoopdbError


class NumberTooLong(CoopdbError):
    """report.{view}: a number in {column} has {digits} digits, more than a Parquet file holds. Export as csv,
    or see `SELECT max({column}) FROM report.{view}`."""


class ColumnUnknown(CoopdbError):
    """report.{view}: {column} is of a type that files do not know ({type}). That is a mistake in coopdb:
    report it."""
