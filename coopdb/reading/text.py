"""The text layer: an article's text folded for matching, its words, sentences and paragraphs.

Folding keeps the way back: every word knows where it stands in the text as it was given. Spelling
variants that press Arabic does not keep apart (أ إ آ ا, ى ي, ة ه, ؤ و, ئ ي, digits of three scripts)
become one; vowel marks, tatweel and marks of direction vanish.

Example: `الإقتصادَ` (the economy, with a hamza too many and a vowel) folds to `الاقتصاد`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import Any

#: Vowel marks, tatweel, Quranic marks, marks of direction and width: no letter of any word.
_REMOVED = "\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
#: Ligatures and presentation forms, which stand for one or more plain letters.
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
_UNEVEN = re.compile(f"[{_REMOVED}]|[{_FORMS}]")

#: One letter for one letter, so that offsets stay.
_LETTERS = (
    ("أ", "ا"),
    ("إ", "ا"),
    ("آ", "ا"),
    ("ٱ", "ا"),
    ("ى", "ي"),
    ("ة", "ه"),
    ("ؤ", "و"),
    ("ئ", "ي"),
    ("ک", "ك"),
    ("گ", "ك"),
    ("ڭ", "ك"),
    ("ی", "ي"),
    ("ڤ", "ف"),
    ("پ", "ب"),
    ("ھ", "ه"),
    ("ہ", "ه"),
    ("\u0643\u0654", "ك"),
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_OTHER_DIGIT = re.compile("[٠-٩۰-۹]")

#: A run of Arabic letters, of digits, of Latin letters; a line's end; or one other sign.
_WORD = re.compile(r"[\u0621-\u064a\u066e-\u06d3]+|[0-9]+|[A-Za-z\u00c0-\u024f]+|\n|[^\s]")

#: Signs that end a sentence.
_ENDS = frozenset(".!?؟\n…")


@functools.lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text as it is matched: `السّمارة` (Es-Semara) becomes `السماره`."""
    return _fold(text)[0]


def _fold(raw: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the place in `raw` (None where they are the same)."""
    offsets: list[int] | None = None
    folded = raw
    if _UNEVEN.search(raw):
        pieces: list[str] = []
        offsets = []
        at = 0
        for match in _UNEVEN.finditer(raw):
            start = match.start()
            pieces.append(raw[at:start])
            offsets.extend(range(at, start))
            at = start + 1
            plain = unicodedata.normalize("NFKC", raw[start])
            if plain != raw[start]:
                plain = re.sub(f"[{_REMOVED} ]", "", plain)
                pieces.append(plain)
                offsets.extend([start] * len(plain))
        pieces.append(raw[at:])
        offsets.extend(range(at, len(raw)))
        folded = "".join(pieces)
    for letter, plain in _LETTERS:
        folded = folded.replace(letter, plain)
    if _OTHER_DIGIT.search(folded):
        folded = folded.translate(_DIGITS)
    return folded, offsets


class Text:
    """An article's text, ready to be read.

    Words are counted from 0; a span of words is (first, end) with `end` left out, as in a slice.

    Attributes:
        raw: the text as it was given.
        folded: the text as it is matched.
        words: the folded words, numbers and signs, in order; a line's end is the word "\\n".
        spans: (start, end) of each word in `folded`.
        lex: what the vocabulary knows of each word, or None (set by `Vocabulary.scan`).
        known: the words of which something is known, in order.
        where: by class, the words that may be of it, in order.
        phrases: by class, then by first word: (end, entry) of phrases of several words.
        skipped: for each word 1 where it is furniture and yields nothing.
    """

    __slots__ = (
        "_cues",
        "_line_starts",
        "_offsets",
        "_sentence_starts",
        "folded",
        "known",
        "lex",
        "phrases",
        "raw",
        "skipped",
        "spans",
        "where",
        "words",
    )

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.folded, self._offsets = _fold(raw)
        folded = self.folded
        self.spans: list[tuple[int, int]] = [m.span() for m in _WORD.finditer(folded)]
        self.words: list[str] = [folded[start:end] for start, end in self.spans]
        self.lex: list[Any] = []
        self.known: list[int] = []
        self.where: dict[str, list[int]] = {}
        self._cues: dict[str, tuple[list[int], list[tuple[int, int, Any]]]] = {}
        self.phrases: dict[str, dict[int, Any]] = {}
        self.skipped = bytearray(len(self.words))
        self._sentence_starts, self._line_starts = self._boundaries()

    def _boundaries(self) -> tuple[list[int], list[int]]:
        sentences, lines = [0], [0]
        for i, word in enumerate(self.words):
            if word in _ENDS and not (word == "." and self._is_inner_dot(i)):
                sentences.append(i + 1)
                if word == "\n":
                    lines.append(i + 1)
        return sentences, lines

    def _is_inner_dot(self, i: int) -> bool:
        """Whether the dot stands inside a number (112.12), an abbreviation (م.ع.ن) or an address."""
        if i == 0 or i + 1 >= len(self.words):
            return False
        (_, before), (start, end), (after, _) = self.spans[i - 1], self.spans[i], self.spans[i + 1]
        if end != after:
            return False
        left, right = self.words[i - 1], self.words[i + 1]
        if before != start:
            return False
        return (
            (left[0].isdigit() and right[0].isdigit())
            or (len(left) == 1 and len(right) == 1)
            or (left.isascii() and right.isascii() and left.isalpha())
        )

    def cut_words(self, seams: dict[int, int]) -> None:
        """Makes two words of one: by word, how many of its letters are the first one's."""
        spans: list[tuple[int, int]] = []
        for i, (start, end) in enumerate(self.spans):
            seam = start + seams.get(i, 0)
            spans += [(start, end)] if seam == start else [(start, seam), (seam, end)]
        self.spans = spans
        self.words = [self.folded[start:end] for start, end in spans]
        self.skipped = bytearray(len(spans))
        self._sentence_starts, self._line_starts = self._boundaries()

    def __len__(self) -> int:
        return len(self.words)

    def start(self, i: int) -> int:
        """Where word `i` starts in the text as given."""
        start = self.spans[i][0]
        return start if self._offsets is None else self._offsets[start]

    def end(self, i: int) -> int:
        """Where word `i` ends in the text as given."""
        end = self.spans[i][1]
        return end if self._offsets is None else self._offsets[end - 1] + 1

    def raw_span(self, first: int, end: int) -> tuple[int, int]:
        """Where the words [first, end) stand in the text as given."""
        return self.start(first), self.end(end - 1)

    def quote(self, first: int, end: int) -> str:
        """The words [first, end) as they were given."""
        start, stop = self.raw_span(first, end)
        return self.raw[start:stop]

    def raw_offset(self, folded_offset: int) -> int:
        """Where a character of `folded` stands in the text as given."""
        return folded_offset if self._offsets is None else self._offsets[folded_offset]

    def glued(self, i: int) -> bool:
        """Whether nothing stands between word `i` and the one before it."""
        return i > 0 and self.spans[i - 1][1] == self.spans[i][0]

    def sentence(self, i: int) -> tuple[int, int]:
        """The words of the sentence around word `i`, its closing sign included."""
        return self._around(self._sentence_starts, i)

    def paragraph(self, i: int) -> tuple[int, int]:
        """The words of the line around word `i`: the press gives a paragraph a line."""
        return self._around(self._line_starts, i)

    def _around(self, starts: list[int], i: int) -> tuple[int, int]:
        k = bisect_right(starts, i)
        return starts[k - 1], (starts[k] if k < len(starts) else len(self.words))

    def sentences(self) -> list[tuple[int, int]]:
        """All sentences that hold a word."""
        return _pieces(self._sentence_starts, len(self.words))

    def paragraphs(self) -> list[tuple[int, int]]:
        """All lines that hold a word."""
        return _pieces(self._line_starts, len(self.words))

    def raw_sentence(self, i: int) -> tuple[int, int]:
        """Where the sentence around word `i` stands in the text as given."""
        first, end = self.sentence(i)
        while end > first + 1 and self.words[end - 1] == "\n":
            end -= 1
        return self.raw_span(first, end)

    def between(self, cls: str, first: int, end: int) -> list[tuple[int, int, Any]]:
        """The words and phrases of a class that begin in [first, end): (first, end, entry), in order."""
        found = self._cues.get(cls)
        if found is None:
            phrases = self.phrases.get(cls, {})
            hits = [(i, i + 1, self.lex[i].entries[cls]) for i in self.where.get(cls, ()) if i not in phrases]
            hits += [(i, stop, entry) for i, (stop, entry) in phrases.items()]
            hits.sort(key=_FIRST)
            found = self._cues[cls] = ([h[0] for h in hits], hits)
        starts, hits = found
        return hits[bisect_left(starts, first) : bisect_left(starts, end)]

    def skip(self, first: int, end: int) -> None:
        """Set the words [first, end) aside as furniture."""
        self.skipped[first:end] = b"\1" * (end - first)


_FIRST = itemgetter(0)


def _pieces(starts: list[int], length: int) -> list[tuple[int, int]]:
    return [(a, b) for a, b in zip(starts, [*starts[1:], length], strict=True) if b > a]
