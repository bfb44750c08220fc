"""A memo of words: press Arabic repeats its words, so what was worked out for one is kept for the next article."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Found = TypeVar("_Found")

#: Letters from which on a word is not kept: no word of a language is as long, and memory is bounded.
_TOO_LONG = 60


class Memo(dict[str, _Found]):
    """What a function makes of each word, worked out at its first appearance.

    A bounded number is kept. When it is reached, what has been looked up since the last time stays and what
    has not goes with the next round, so that the words of every article are always at hand.

    Example:
        >>> lengths = Memo(len)
        >>> lengths["تعاونية"]  # a cooperative
        7
    """

    def __init__(self, work_out: Callable[[str], _Found], limit: int = 200_000) -> None:
        super().__init__()
        self._work_out = work_out
        self._limit = limit
        self._before: dict[str, _Found] = {}

    def __missing__(self, word: str) -> _Found:
        if len(self) >= self._limit:
            self._before = dict(self)
            self.clear()
        before = self._before
        found = before[word] if before and word in before else self._work_out(word)
        if len(word) < _TOO_LONG:
            self[word] = found
        return found
