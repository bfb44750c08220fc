"""A signature by which copies of one dispatch are known, without the text.

Of all runs of four words, those whose hash falls under a bound are kept: a sample that depends on
nothing but the words, so that two texts which share most of their runs share most of their sample.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from operator import not_
from zlib import crc32

from coopdb.reading.memo import Memo
from coopdb.reading.text import Text

#: One run of words in this many is kept: about 60 of an article of 500 words.
_ONE_IN = 8
#: A run's hash has 28 bits: each word moves those before it up by seven, and so the fourth before it out.
_BITS, _SHIFT = 2**28 - 1, 7
_LIMIT = 2**28 // _ONE_IN
#: No article needs more: a very long text is known by as many.
_MOST = 200


def signature_of(text: Text) -> list[int]:
    """The sampled hashes of a text's runs of four words, without its furniture, in rising order."""
    of_words: Iterable[int] = map(_HASHES.__getitem__, text.words)
    if any(text.skipped):
        of_words = compress(of_words, map(not_, text.skipped))
    hashes = list(filter(None, of_words))
    run = 0
    for value in hashes[:3]:
        run = (run << _SHIFT) + value
    kept = set()
    for value in hashes[3:]:
        run = (run << _SHIFT) + value & _BITS
        if run < _LIMIT:
            kept.add(run)
    return sorted(kept)[:_MOST]


def _hash(word: str) -> int:
    """The hash of a word; 0 for a sign or a single letter, which are no part of a run."""
    return crc32(word.encode("utf-8", "surrogatepass")) & _BITS if len(word) > 1 else 0


_HASHES = Memo(_hash)
