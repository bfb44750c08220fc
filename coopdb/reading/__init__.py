"""Reading: a pure function from an article's text to what it says.

No database, no clock, no file but the lexicon: the same text gives the same extraction, in any
process, in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopdb.reading.article import read

__all__ = ["read"]


def __getattr__(name: str) -> Any:
    # Imported when asked for: who only needs the seam, `extraction`, does not pay for the rules.
    if name == "read":
        from coopdb.reading.article import read

        return read
    raise AttributeError(f"module 'coopdb.reading' has no attribute {name!r}")
