"""Reading: a pure function from an article's text to what it says.

No database, no clock, no file but the lexicon: the same text gives the same extraction, in any
process, in any order.
"""

from __future__ import annotations

from coopdb.reading.article import read

__all__ = ["read"]
