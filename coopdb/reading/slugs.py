"""Ids for what no list knows: Arabic written in plain Latin letters, always in the same way.

Example: `جامعة ابن زهر` (Ibn Zohr University) becomes `jamah-abn-zhr`: not beautiful, but stable, so
that the same name is the same id in every article.
"""

from __future__ import annotations

import functools
import re

from coopdb.reading.text import fold

_LETTERS = str.maketrans(
    {
        "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
        "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
        "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "i", "ء": "",
    }
)  # fmt: skip
_WORD = re.compile(r"[\u0621-\u064a]+|[0-9a-z]+")


@functools.lru_cache(maxsize=20_000)
def slug(name: str) -> str:
    """A name as an id: articles and signs left out, letters one by one, hyphens between words.

    >>> slug("وكالة الجنوب")
    'wkalh-jnwb'
    """
    words = [_bare(w).translate(_LETTERS) for w in _WORD.findall(fold(name).lower())]
    return "-".join(w for w in words if w)[:80].strip("-")


def _bare(word: str) -> str:
    if word.startswith("وال") and len(word) > 5:
        return word[3:]
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    return word
