"""The registry of legal texts: which numbers and names the lexicon knows."""

from __future__ import annotations

import functools

from coopdb.lexicon import Lexicon, Record
from coopdb.reading.text import Text, fold


class Registry:
    """The legal texts that the lexicon knows, by kind and number, and by name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_number: dict[tuple[str, str], Record] = {}
        #: By first word: the words of a name and its record.
        self.by_word: dict[str, list[tuple[tuple[str, ...], Record]]] = {}
        for record in lexicon["legal_texts"]:
            if record.get("number"):
                self._by_number[str(record["kind"]), str(record["number"])] = record
            for name in record.get("aliases") or ():
                words = tuple(Text(str(name)).words)
                self.by_word.setdefault(bare(words[0]), []).append((words[1:], record))
        for names in self.by_word.values():
            names.sort(key=lambda n: -len(n[0]))

    def find(self, kind: str, number: str) -> Record | None:
        """The record of a text."""
        return self._by_number.get((kind, number))


@functools.lru_cache(maxsize=4)
def registry_of(lexicon: Lexicon) -> Registry:
    """The registry of a lexicon."""
    return Registry(lexicon)


def bare(word: str) -> str:
    """A folded word without its article."""
    return word[2:] if word.startswith(_ARTICLE) else word


_ARTICLE = fold("ال")
