"""The text layer: an article's text folded for matching, its words, sentences and paragraphs.

Folding keeps the way back: every word knows where it stands in the text as it was given. Spelling
variants that press Arabic does not keep apart (أ إ آ ا, ى ي, ة ه, ؤ و, ئ ي, digits of three scripts)
become one; vowel marks, tatweel and marks of direction vanish.

Example: `الإقتصادَ` (the economy, with a hamza too many and a vowel) folds to `الاقتصاد`.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from coopdb.reading.memo import Memo

#: Vowel marks, tatweel, Quranic marks, marks of direction and width: no letter of any word. Ranges of code points.
_MARKS = (
    (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED), (0x00AD, 0x00AD), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF),
)  # fmt: skip
_REMOVED = "".join(f"{chr(first)}-{chr(last)}" for first, last in _MARKS)
#: Ligatures and presentation forms, which stand for one or more plain letters.
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
_FORM = re.compile(f"[{_FORMS}]")
_UNEVEN = re.compile(f"[{_REMOVED}{_FORMS}]")

#: One letter for one letter, so that offsets stay; marks for none.
_PLAIN: dict[int, int | None] = {
    **str.maketrans("أإآٱىةؤئکگڭیڤپھہ", "اااايهويكككيفبهه"),
    **str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789"),
    **{code: None for first, last in _MARKS for code in range(first, last + 1)},
}

#: A run of Arabic letters, of digits, of Latin letters; a line's end; or one other sign.
_WORD = re.compile(r"[\u0621-\u064a\u066e-\u06d3]+|[0-9]+|[A-Za-z\u00c0-\u024f]+|\n|[^\s]")

#: Signs that end what is said, and signs that pause in it.
STOPS = frozenset(".؛!?؟\n")
PAUSES = frozenset("،,(:")
BREAKS = STOPS | PAUSES
#: Signs that end a sentence.
_ENDS = frozenset(".!?؟\n…")
_SIGNS = _ENDS | STOPS
#: What verbs of the present begin with behind و: ويستفيد (and he benefits).
AND_IT = "وي"


@functools.lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text as it is matched: `السّمارة` (Es-Semara) becomes `السماره`."""
    return _fold(text)


def _without_marks(raw: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and where its places stop to be those in `raw`: (place, how much farther in `raw`)."""
    shifts: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = length = 0
    for match in _UNEVEN.finditer(raw):
        start = match.start()
        pieces.append(raw[at:start])
        length += start - at
        at = start + 1
        plain = unicodedata.normalize("NFKC", raw[start])
        if plain != raw[start]:
            plain = re.sub(f"[{_REMOVED} ]", "", plain)
            pieces.append(plain)
            # Each letter of a ligature stands where the ligature does.
            shifts += [(place, start - place) for place in range(length, length + len(plain))]
            length += len(plain)
        shifts.append((length, at - length))
    return ("".join(pieces) + raw[at:], shifts) if pieces else (raw, shifts)


def _fold(raw: str) -> str:
    return (_without_marks(raw)[0] if _FORM.search(raw) else raw).translate(_PLAIN)


def _words_of_chunk(raw: str) -> tuple[str | int, ...]:
    """What stands between two blanks: its folded words, each with how far behind it the next one begins, and what is
    noted: numbers in digits, signs that stop, verbs behind و, and in the first word whether marks were taken off.

    `(65 تعاونية).` is ( 1, 65 3 noted; تعاونيه 7, ) 1, . 2 noted: the blank counts, a line's end is a word of its own.
    What stands before the first word, as in a chunk of nothing but marks, counts as a word of no letters.
    """
    folded = _fold(raw)
    match = _WORD.match(folded)
    if match is not None and match.end() == len(folded) == len(raw) and not _FORM.search(raw):
        return folded, len(folded) + (raw != "\n"), _note(folded)  # nothing but one word
    found = list(_WORD.finditer(folded))
    starts, words = [m.start() for m in found], [m[0] for m in found]
    if not starts or starts[0]:
        starts.insert(0, 0)
        words.insert(0, "")
    starts.append(len(folded) + (not raw.endswith("\n")))
    steps = (after - before for before, after in itertools.pairwise(starts))
    notes = list(map(_note, words))
    if _UNEVEN.search(raw):
        notes[0] |= _MARKED
    return tuple(itertools.chain.from_iterable(zip(words, steps, notes, strict=True)))


_NOTED, _MARKED, _EMPTY = 1, 2, 4


def _note(word: str) -> int:
    if not word:
        return _EMPTY
    return _NOTED if word in _SIGNS or word.startswith(AND_IT) or (word.isascii() and word.isdecimal()) else 0


_CHUNKS = Memo(_words_of_chunk, 100_000)


class Text:
    """An article's text, ready to be read.

    Words are counted from 0; a span of words is (first, end) with `end` left out, as in a slice.

    Attributes:
        raw: the text as it was given.
        words: the folded words, numbers and signs, in order; a line's end is the word "\\n".
        starts: where each begins in the folded text.
        sentences, paragraphs: all that hold a word.
        lex: what the vocabulary knows of each word, or None (set by `Vocabulary.scan`).
        known: the words of which something is known, in order.
        digits, semicolons, and_it: the numbers in digits, the semicolons, the words that begin with وي, in order.
        where: by class, the words that may be of it, in order.
        phrases: by class, then by first word: (end, entry) of phrases of several words.
        skipped: for each word 1 where it is furniture and yields nothing.
    """

    __slots__ = (
        "_cues",
        "_lines",
        "_raw_sentences",
        "_sentences",
        "_shifts",
        "and_it",
        "digits",
        "known",
        "lex",
        "paragraphs",
        "phrases",
        "raw",
        "semicolons",
        "sentences",
        "skipped",
        "starts",
        "where",
        "words",
    )

    def __init__(self, raw: str) -> None:
        self.raw = raw
        # Words are cut and folded chunk by chunk, each a look into the memo; a line's end stays with what it ends.
        chunks = raw.replace("\n", "\n ").removesuffix(" ").split(" ")
        cut: list[Any] = list(itertools.chain.from_iterable(map(_CHUNKS.__getitem__, chunks)))
        words, notes = cut[::3], cut[2::3]
        noted = max(notes)
        self._shifts = _without_marks(raw)[1] if noted >= _MARKED else []
        starts = list(itertools.accumulate(cut[1:-2:3], initial=0))
        if noted >= _EMPTY:
            starts = list(itertools.compress(starts, words))
            notes = list(itertools.compress(notes, words))
            words = list(filter(None, words))
        self.words: list[str] = words
        self.starts: list[int] = starts
        self.lex: list[Any] = []
        self.known: list[int] = []
        self.where: dict[str, list[int]] = {}
        self.phrases: dict[str, dict[int, Any]] = {}
        self._cues: dict[str, tuple[list[int], list[tuple[int, int, Any]]]] = {}
        self._divide(notes)

    def _divide(self, notes: Sequence[int]) -> None:
        """Notes where sentences and lines begin and end, for each word, and where numbers in digits stand."""
        words, starts = self.words, self.starts
        sentences, lines = [0], [0]
        self.digits: list[int] = []
        self.semicolons: list[int] = []
        self.and_it: list[int] = []
        for i in itertools.compress(range(len(words)), notes):
            word = words[i]
            if word in _ENDS:
                if word != "." or starts[i + 1 : i + 2] != [starts[i] + 1] or not self._is_inner_dot(i):
                    sentences.append(i + 1)
                    if word == "\n":
                        lines.append(i + 1)
            elif word == "؛":
                self.semicolons.append(i)
            elif "0" <= word < ":":
                self.digits.append(i)
            elif word.startswith(AND_IT):
                self.and_it.append(i)
        self.sentences, self._sentences = _pieces(sentences, len(words))
        self.paragraphs, self._lines = _pieces(lines, len(words))
        self._raw_sentences: dict[int, tuple[int, int]] = {}
        self.skipped = bytearray(len(words))

    def _is_inner_dot(self, i: int) -> bool:
        """Whether a dot right before a word stands inside a number (112.12), an abbreviation (م.ع.ن) or an address."""
        if not self.glued(i):
            return False
        left, right = self.words[i - 1], self.words[i + 1]
        return (
            (left[0].isdigit() and right[0].isdigit())
            or (len(left) == 1 and len(right) == 1)
            or (left.isascii() and right.isascii() and left.isalpha())
        )

    def cut_words(self, seams: dict[int, int]) -> None:
        """Makes two words of one: by word, how many of its letters are the first one's."""
        words, starts = [], []
        for i, (word, start) in enumerate(zip(self.words, self.starts, strict=True)):
            seam = seams.get(i, 0)
            words += [word[:seam], word[seam:]] if seam else [word]
            starts += [start, start + seam] if seam else [start]
        self.words, self.starts = words, starts
        self._divide(list(map(_note, words)))

    def __len__(self) -> int:
        return len(self.words)

    def start(self, i: int) -> int:
        """Where word `i` starts in the text as given."""
        return self._raw(self.starts[i])

    def end(self, i: int) -> int:
        """Where word `i` ends in the text as given."""
        return self._raw(self.starts[i] + len(self.words[i]) - 1) + 1

    def _raw(self, folded: int) -> int:
        """Where a character of the folded text stands in the text as given."""
        k = bisect_left(self._shifts, (folded + 1,)) if self._shifts else 0
        return folded + self._shifts[k - 1][1] if k else folded

    def raw_span(self, first: int, end: int) -> tuple[int, int]:
        """Where the words [first, end) stand in the text as given."""
        starts = self.starts
        start, stop = starts[first], starts[end - 1] + len(self.words[end - 1])
        return (self._raw(start), self._raw(stop - 1) + 1) if self._shifts else (start, stop)

    def quote(self, first: int, end: int) -> str:
        """The words [first, end) as they were given."""
        start, stop = self.raw_span(first, end)
        return self.raw[start:stop]

    def behind(self, i: int, joined: int) -> int:
        """Where word `i` starts in the text as given, without the letters joined before it."""
        return self._raw(self.starts[i] + joined)

    def length(self, first: int, end: int) -> int:
        """How many letters and blanks the words [first, end) take, marks left out."""
        return self.starts[end - 1] + len(self.words[end - 1]) - self.starts[first]

    def glued(self, i: int) -> bool:
        """Whether nothing stands between word `i` and the one before it."""
        return i > 0 and self.starts[i - 1] + len(self.words[i - 1]) == self.starts[i]

    def sentence(self, i: int) -> tuple[int, int]:
        """The words of the sentence around word `i`, its closing sign included."""
        return self._sentences[i]

    def paragraph(self, i: int) -> tuple[int, int]:
        """The words of the line around word `i`: the press gives a paragraph a line."""
        return self._lines[i]

    def raw_sentence(self, i: int) -> tuple[int, int]:
        """Where the sentence around word `i` stands in the text as given."""
        first, end = self._sentences[i]
        found = self._raw_sentences.get(first)
        if found is None:
            while end > first + 1 and self.words[end - 1] == "\n":
                end -= 1
            found = self._raw_sentences[first] = self.raw_span(first, end)
        return found

    def between(self, cls: str, first: int, end: int) -> list[tuple[int, int, Any]]:
        """The words and phrases of a class that begin in [first, end): (first, end, entry), in order."""
        starts, hits = self._cues.get(cls) or self._gather(cls)
        if not hits:
            return []
        low = bisect_left(starts, first)
        return hits[low : bisect_left(starts, end)] if low < len(starts) and starts[low] < end else []

    def _gather(self, cls: str) -> tuple[list[int], list[tuple[int, int, Any]]]:
        lex, where, phrases = self.lex, self.where.get(cls), self.phrases.get(cls)
        starts, hits = where or [], [(i, i + 1, lex[i].entries[cls]) for i in where] if where else []
        if phrases:
            hits = [hit for hit in hits if hit[0] not in phrases]
            hits += [(i, stop, entry) for i, (stop, entry) in phrases.items()]
            hits.sort(key=_FIRST)
            starts = [hit[0] for hit in hits]
        self._cues[cls] = starts, hits
        return starts, hits

    def skip(self, first: int, end: int) -> None:
        """Set the words [first, end) aside as furniture."""
        self.skipped[first:end] = b"\1" * (end - first)


_FIRST = itemgetter(0)


def _pieces(starts: list[int], length: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pieces that hold a word, and for each word its piece; the last once more for what would follow all words."""
    pieces = list(itertools.pairwise([*starts, length]))
    around: list[tuple[int, int]] = []
    for piece in pieces:
        around += [piece] * (piece[1] - piece[0])
    around.append(pieces[-1])
    return (pieces if starts[-1] < length else pieces[:-1]), around
