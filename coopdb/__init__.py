"""coopdb: reads Moroccan press articles on cooperatives into a knowledge base.

>>> from coopdb import find_money
>>> [(m.value, m.currency) for m in find_money("بغلاف مالي يفوق 13 مليون درهم")]  # over 13 million dirhams
[(Decimal('13000000'), 'MAD')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopdb.reading.article import read
    from coopdb.reading.finders import find_dates, find_money, find_numbers

__all__ = ["find_dates", "find_money", "find_numbers", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Imported when asked for, so that `coopdb --help` does not pay for the lexicon.
    if name == "read":
        from coopdb.reading.article import read

        return read
    if name in __all__:
        from coopdb.reading import finders

        return getattr(finders, name)
    raise AttributeError(f"module 'coopdb' has no attribute {name!r}")
