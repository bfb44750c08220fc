"""Every table of the schema `coopdb`, as SQLAlchemy metadata.

Migrations lay the schema; this says what it is. A test proves that the two are the same.
"""

from __future__ import annotations

from coopdb.storing.tables.base import METADATA, SCHEMA

from coopdb.storing.tables import articles, claims, facts, reference  # isort: skip

__all__ = ["METADATA", "SCHEMA", "articles", "claims", "facts", "reference"]
