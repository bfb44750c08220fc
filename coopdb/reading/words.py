"""The vocabulary: what each word of a text may be, joined letters taken off once, here.

The lexicon lists lemmas; the press writes `وبالتعاونيات` (and in the cooperatives). The vocabulary
takes `و ف ب ل ك ال` off, looks up what remains, and remembers the answer for the word as it was
written: a word costs one look into a dictionary from its second appearance on, which is what makes
reading fast. Phrases of several words are found by walking a tree of words from each word that can
begin one.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Iterator
from itertools import compress
from typing import Any, NamedTuple

from coopdb.lexicon import Lexicon, Record
from coopdb.reading.memo import Memo
from coopdb.reading.text import Text, fold

#: The tables whose records are found by their names; in all others a record lists its `forms`.
ENTITIES = frozenset(
    (
        "regions",
        "provinces",
        "communes",
        "arrondissements",
        "regions_1997",
        "countries",
        "cities",
        "institutions",
        "programmes",
        "occasions",
        "sectors",
    )
)


#: Classes that readers ask of a word at hand (`entries`) and never look for: where their words stand is not noted.
ASKED_ONLY = frozenset(
    (
        "place_cues",
        "annexed_nouns",
        "portfolio_words",
        "group_words",
        "trade_words",
        "institution_adjectives",
        "territory_words",
        "naming_nouns",
        "name_adjectives",
        "name_particles",
        "everyday_date_words",
        "common_names",
    )
)


class Entry(NamedTuple):
    """One meaning of a word or phrase: which record, and which joined letters stood before it.

    `وبالتعاونيات` is the record of تعاونية with conjunction و, preposition ب and the article;
    `كلفتها` (its cost) the record of كلفة with the suffix ها.
    """

    record: Record
    conjunction: str
    preposition: str
    definite: bool
    form: str
    suffix: str = ""


class Word:
    """What is known of one written word: its meanings by class, and the phrases it can begin."""

    __slots__ = ("entries", "follows", "noted", "starts")

    def __init__(self, entries: dict[str, Entry], starts: list[tuple[str, str, bool, dict[str, Any]]]) -> None:
        self.entries = entries
        self.noted = tuple(entries.keys() - ASKED_ONLY)
        self.starts = starts
        #: What may follow where a phrase begins, so that most words are passed over at a glance.
        self.follows: Container[str] = frozenset()
        if len(starts) == 1:
            self.follows = starts[0][3]
        elif starts:
            self.follows = frozenset[str]().union(*(node for _, _, _, node in starts))


class Vocabulary:
    """All words and phrases of a lexicon, by class (`months`, `units`, `institutions` …)."""

    def __init__(self) -> None:
        self._words: dict[str, dict[str, Record]] = {}
        self._tree: dict[str, Any] = {}
        self._memo = Memo(self._analyse)

    def add(self, cls: str, form: str, record: Record) -> None:
        """Adds a way to write a record; the first record that claims a form keeps it."""
        words = [w for w in Text(form).words if w not in _LINKS]
        if not words:
            return
        if len(words) == 1:
            self._words.setdefault(words[0], {}).setdefault(cls, record)
            return
        node = self._tree
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", {}).setdefault(cls, record)

    def look(self, word: str) -> Word | None:
        """What a folded word may be; None where nothing is known of it."""
        return self._memo[word]

    def _analyse(self, word: str) -> Word | None:
        entries: dict[str, Entry] = {}
        starts = []
        for conjunction, preposition, definite, stem in _splits(word):
            if stem in self._words:
                for cls, record in self._words[stem].items():
                    if cls not in entries:
                        entries[cls] = Entry(record, conjunction, preposition, definite, stem)
            if stem in self._tree:
                starts.append((conjunction, preposition, definite, self._tree[stem]))
        if has_future_form(word) and _NO_VERBS.isdisjoint(entries):
            entries["future_verbs"] = Entry(_FUTURE_VERB, "", "", False, word)
        if not entries:
            for stem, suffix in _without_suffix(word):
                for conjunction, preposition, definite, rest in _splits(stem):
                    if definite or rest not in self._words:
                        continue
                    for cls, record in self._words[rest].items():
                        if cls not in entries and cls not in ENTITIES:
                            entries[cls] = Entry(record, conjunction, preposition, False, rest, suffix)
        if entries or starts:
            return Word(entries, starts)
        seam = self._seam(word)
        return None if seam is None else Word({GLUED: Entry({"id": GLUED, "at": seam}, "", "", False, word)}, [])

    def _seam(self, word: str) -> int | None:
        """Where two words were run together, as archives do at a line's end and before a name of a place.

        `الأممالمتحدة` (United Nations), `إقليمسيدي بنور` (the province of Sidi Bennour), `فيالرباط` (in Rabat); or
        behind ة, which only ends a word: `تعاونيةتضم` (a cooperative that has).
        """
        for at in range(2, len(word) - 2):
            first, second = word[:at], word[at:]
            if first in _BEFORE_PLACES and len(second) > 4 and not _PLACES.isdisjoint(self._words.get(second, ())):
                return at
            is_known = second in self._words or second in self._tree
            has_article = at > 2 and len(second) > 4 and second.startswith("ال")
            if not (is_known or has_article or (at > 3 and first[-1] == "ه")):
                continue
            before = self._memo[first]
            if before is None:
                continue
            cue = before.entries.get("place_cues")
            if at > 2 and is_known and cue is not None and not cue.definite:
                return at
            if has_article and (second in before.follows or (before.entries and self._memo[second] is not None)):
                return at
            if first[-1] == "ه" and not _NOUNS.isdisjoint(before.entries):
                return at
        return None

    def scan(self, text: Text) -> None:
        """Notes on the text what its words and phrases may be: `lex`, `known`, `where`, `phrases`."""
        words = text.words
        lex: list[Any] = list(map(self._memo.__getitem__, words))
        text.lex = lex
        text.known = list(compress(range(len(lex)), lex))
        where: dict[str, list[int]] = {}
        phrases: dict[str, dict[int, tuple[int, Entry]]] = {}
        following = [*words[1:], ""]
        for i in text.known:
            word = lex[i]
            for cls in word.noted:
                if cls in where:
                    where[cls].append(i)
                else:
                    where[cls] = [i]
            if word.starts and ((after := following[i]) in word.follows or after in _WITHIN_NAMES):
                for conjunction, preposition, definite, node in word.starts:
                    if after not in node and after not in _WITHIN_NAMES:
                        continue
                    for cls, (end, record) in _walk(words, i + 1, node).items():
                        of_class = phrases.setdefault(cls, {})
                        if i not in of_class or of_class[i][0] < end:
                            of_class[i] = (end, Entry(record, conjunction, preposition, definite, ""))
        text.where, text.phrases = where, phrases
        if GLUED in where:
            text.cut_words({i: lex[i].entries[GLUED].record["at"] for i in where[GLUED]})
            self.scan(text)


#: The class of what is two words run together.
GLUED = "glued"
#: Words that names of places follow, and their classes.
_BEFORE_PLACES = frozenset(map(fold, ("في", "من", "إلى", "على")))
_PLACES = frozenset(("regions", "provinces", "communes", "cities", "countries"))
#: Classes of nouns that may end in ة.
_NOUNS = frozenset(("counted_nouns", "number_words", "currencies"))

#: Classes whose words are no verbs, whatever they begin with.
_NO_VERBS = frozenset(
    (
        "status_cues",
        "date_words",
        "counted_nouns",
        "dual_nouns",
        "number_words",
        "currencies",
        "sectors",
        "given_names",
        "communes",
        "provinces",
    )
)
_FUTURE_VERB: Record = {"id": "future"}
_FUTURE = ("سي", "ست", "سن")


def has_future_form(word: str) -> bool:
    """Whether a folded word has the form of a verb in the future: سيستفيد، وستبلغ (will benefit, and will reach)."""
    if word[0] in "وف" and len(word) > 4:
        word = word[1:]
    return len(word) > 3 and word.startswith(_FUTURE)


#: Signs that may stand between the words of a name: `طنجة - تطوان – الحسيمة`.
_LINKS = frozenset("-–—ـ‑/\"“”«»'’")
#: Of these, the ones that a name may hold in a text.
_INNER = frozenset("-–—‑")


#: What may stand where a name goes on, besides its next word.
_WITHIN_NAMES = _INNER | {"و"}


def _walk(words: list[str], i: int, node: dict[str, Any]) -> dict[str, tuple[int, Record]]:
    """The longest phrase of each class that goes on from word `i` in the tree: (end, record)."""
    found: dict[str, tuple[int, Record]] = {}
    count = len(words)
    while i < count:
        word = words[i]
        following = node.get(word)
        if following is None:
            if word in _INNER:
                i += 1
                continue
            if word != "و" or i + 1 >= count:
                break
            # `و` set apart from its word, as many sites print it
            i += 1
            following = node.get("و" + words[i])
            if following is None:
                break
        node = following
        i += 1
        if "" in node:
            for cls, record in node[""].items():
                found[cls] = i, record
    return found


def _splits(word: str) -> Iterator[tuple[str, str, bool, str]]:
    """Every way to take joined letters off: (conjunction, preposition, has the article, what remains)."""
    bare = [("", word)]
    if len(word) > 2 and word[0] in "وف":
        bare.append((word[0], word[1:]))
    for conjunction, rest in bare:
        yield conjunction, "", False, rest
        if len(rest) > 3 and rest.startswith("ال"):
            yield conjunction, "", True, rest[2:]
        if len(rest) > 3 and rest.startswith("لل"):
            yield conjunction, "ل", False, "ا" + rest[1:]
            yield conjunction, "ل", True, rest[2:]
        if len(rest) > 2 and rest[0] in "بلك":
            yield conjunction, rest[0], False, rest[1:]
            if len(rest) > 4 and rest.startswith("ال", 1):
                yield conjunction, rest[0], True, rest[3:]


def _without_suffix(word: str) -> Iterator[tuple[str, str]]:
    """A word without the pronoun joined to its end: `كلفتها` (its cost) is كلفة and ها."""
    for suffix in ("هما", "ها", "هم", "هن", "ه"):
        if len(word) > len(suffix) + 2 and word.endswith(suffix):
            stem = word[: -len(suffix)]
            if stem[-1] == "ت":
                yield stem[:-1] + "ه", suffix
            if suffix == "ه" and stem.endswith("ات"):
                yield stem, suffix  # مساهماته (its contributions)
            if stem[-1] == "ي":
                yield stem + "ن", suffix  # منخرطيها (its members), of منخرطين
            if suffix != "ه":  # folded, ه may as well be the ة of another word: عامة (public), عامه (his year)
                yield stem, suffix
            return


@functools.lru_cache(maxsize=4)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of a lexicon, compiled once: cue words with their forms, entities with their names."""
    vocabulary = Vocabulary()
    for table, records in lexicon.tables.items():
        for record in records:
            for form in record.get("forms", ()) if table not in ENTITIES else _names(record):
                vocabulary.add(table, str(form), record)
            for form in record.get("weak_names", ()):
                # a name that is an ordinary phrase too: the reader of the class decides by the words around it
                vocabulary.add(f"weak_{table}", str(form), record)
            for form in record.get("anniversary_of", ()):
                vocabulary.add("anniversaries", str(form), record)
    return vocabulary


def _names(record: Record) -> Iterator[str]:
    for key in ("name_ar", "aliases", "aliases_ar", "acronym", "name_fr"):
        value = record.get(key)
        if isinstance(value, list):
            yield from map(str, value)
        elif value:
            yield from str(value).split("|")


__all__ = ["Entry", "Vocabulary", "Word", "fold", "vocabulary_of"]
