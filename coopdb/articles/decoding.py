"""Bytes to text: UTF-8, UTF-16 and windows-1256, told apart by what they would say, else a reasoned refusal.

The text is kept as decoded: only a byte order mark, which is no part of it, is left out.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from coopdb.articles.errors import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: How much is looked at to tell an encoding.
SAMPLE = 64 * 2**10
_SAVE_AS_UTF8 = "Save it as UTF-8."
_UNKNOWN = f"It is neither UTF-8, UTF-16 nor windows-1256. {_SAVE_AS_UTF8}"
_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]")
#: What Arabic and French text holds beyond ASCII: letters, vowel marks, digits, quotes, dashes, blanks.
_EXPECTED = re.compile(
    "[\u0600-\u06ff\u200b-\u200f\u2010-\u2027\u202f\u2039\u203a\u20ac\u2122\xa0\xa3\xa7\xa9\xab-\xb7\xbb-\xbe"
    "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ×÷]"
)
#: A Latin letter inside an Arabic word: what other encodings' letters look like when misread.
_MIXED = re.compile("[\u0621-\u064a][A-Za-zà-ÿœ]|[A-Za-zà-ÿœ][\u0621-\u064a]")
#: The six letters that make up half of any Arabic text; misread text hardly has them.
_COMMON = frozenset("اليمون")


def decode(data: bytes) -> str:
    """Decode a text of which nothing is known.

    Example:
        >>> decode("تعاونية".encode("windows-1256"))  # a cooperative
        'تعاونية'

    Raises:
        Unreadable: it is binary, or in no encoding that is known here.
    """
    encoding = encoding_of(data[:SAMPLE])
    if encoding is not None:
        return _decode_strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        halves = _decode_halves(data, "utf-8")
        if halves is not None:
            return halves
        if looks_binary(data[:SAMPLE]):
            raise Unreadable("binary", "It is no text: give the article as text.") from None
        text = windows_1256(data)
        if text is None:
            raise Unreadable("undecodable", _UNKNOWN, f"byte {error.start + 1}") from None
        return text


def _decode_strictly(data: bytes, encoding: str) -> str:
    for mark, name in _MARKS:
        if name == encoding and data.startswith(mark):
            data = data[len(mark) :]
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        halves = _decode_halves(data, encoding)
        if halves is not None:
            return halves
        damage = f"It begins as {encoding.upper()}, but is damaged. {_SAVE_AS_UTF8}"
        raise Unreadable("undecodable", damage, f"byte {error.start + 1}") from None


def _decode_halves(data: bytes, encoding: str) -> str | None:
    """Decode where halves of surrogate pairs are all that is wrong: they are then named as what they are."""
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return None


def encoding_of(sample: bytes) -> str | None:
    """Tell the encoding from the first bytes where they settle it: a mark, or UTF-16 without one."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if b"\0" not in sample and b"\x06" not in sample:
        return None
    scores = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(name, "replace")
        usual = sum(map(text.count, " \n")) + len(_LETTERS.findall(text)) + len(re.findall("[!-~]", text))
        scores[name] = usual / len(text) if text else 0.0
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.8 and min(scores.values()) < 0.5 else None


def looks_binary(sample: bytes) -> bool:
    """Whether the bytes are of no text at all: many control characters."""
    controls = sum(sample.count(code) for code in (*range(9), *range(14, 32)))
    return controls > max(1, len(sample) // 100)


def windows_1256(data: bytes) -> str | None:
    """Decode windows-1256 where the result reads as Arabic (or French), else None.

    Every byte means something in windows-1256, so it is the statistics of the letters that tell.
    """
    text = data.decode("cp1256")
    sample = text[:SAMPLE]
    beyond = [c for c in sample if c > "\x7f"]
    if not beyond:
        return text
    expected = len(_EXPECTED.findall(sample))
    if expected < 0.97 * len(beyond):
        return None
    counts = Counter(_LETTERS.findall(sample))
    letters = counts.total()
    if letters < 0.2 * len(beyond):
        # French, which shares windows-1256 with Arabic: accents stand among ASCII letters.
        return text if len(beyond) < 0.15 * len(sample) else None
    common = sum(counts[letter] for letter in _COMMON)
    if common < 0.25 * letters or len(_MIXED.findall(sample)) > 0.02 * letters:
        return None
    return text
