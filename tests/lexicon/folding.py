"""Names as a librarian compares them: the data's own folding, apart from the reader's."""

from __future__ import annotations

import re
import unicodedata

MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e]")
LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
SIGNS = re.compile(r"[-–—«»“”\"'’،,.:()؛/]")


def fold(name: str) -> str:
    """A name without marks, signs and the spellings that the press mixes: `الأركان` and `الاركان` are one."""
    bare = MARKS.sub("", unicodedata.normalize("NFKC", name)).translate(LETTERS).replace("ء", "")
    return " ".join(SIGNS.sub(" ", bare).lower().split())
