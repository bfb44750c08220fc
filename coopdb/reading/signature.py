"""A signature by which copies of one dispatch are known, without the text.

Of all runs of four words, those whose hash falls under a bound are kept: a sample that depends on
nothing but the words, so that two texts which share most of their runs share most of their sample.
"""

from __future__ import annotations

from zlib import crc32

from coopdb.reading.text import Text

#: One run of words in this many is kept: about 60 of an article of 500 words.
_ONE_IN = 8
_LIMIT = 2**32 // _ONE_IN
#: No article needs more: a very long text is known by as many.
_MOST = 200


def signature_of(text: Text) -> list[int]:
    """The sampled hashes of a text's runs of four words, without its furniture, in rising order."""
    skipped = text.skipped
    words = [w for i, w in enumerate(text.words) if not skipped[i] and len(w) > 1]
    hashes = list(map(_HASHES.__getitem__, words))
    kept = set()
    for a, b, c, d in zip(hashes, hashes[1:], hashes[2:], hashes[3:], strict=False):
        mixed = (a * 31 + b * 1_000_003 + c * 7_919 + d * 104_729) * 2_654_435_761 & 0xFFFFFFFF
        if mixed < _LIMIT:
            kept.add(mixed)
    return sorted(kept)[:_MOST]


class _Hashes(dict[str, int]):
    """The hash of each word, worked out at its first appearance."""

    def __missing__(self, word: str) -> int:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        self[word] = found = crc32(word.encode("utf-8", "surrogatepass"))
        return found


#: Words that the memo holds before it is emptied: a bound for memory.
_MEMO_LIMIT = 400_000
_HASHES = _Hashes()
