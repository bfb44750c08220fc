"""A text scanned by the package's vocabulary, for tests of one reader alone."""

from __future__ import annotations

from coopdb.lexicon import Lexicon, load_lexicon
from coopdb.reading.text import Text
from coopdb.reading.words import vocabulary_of


def lexicon() -> Lexicon:
    return load_lexicon()


def scan(raw: str) -> Text:
    text = Text(raw)
    vocabulary_of(lexicon()).scan(text)
    return text
