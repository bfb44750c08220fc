"""Institutions as other readers see them, and the lexicon's institutions as names ask for them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from coopdb.lexicon import Lexicon, Record
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import phrase_at
from coopdb.reading.words import Entry


@dataclass(slots=True)
class Institution:
    """An institution named in the words [first, end).

    Attributes:
        id: the lexicon's id, that of a branch (`odco/ma-01`), or one made from the name.
        name: the lexicon's name, or the article's own words without joined letters.
        parent: id of the body that it is a branch of.
        place: code of the place that a branch covers or sits in.
        known: whether the lexicon has it, or has the body that it is a branch of.
        level: regional, provincial or local, of a branch.
        joined: letters of the first word that stand before the name: 1 in `ووزارة`.
    """

    first: int
    end: int
    id: str
    name: str
    parent: str | None = None
    kind: str | None = None
    place: str | None = None
    known: bool = True
    level: str | None = None
    rule: str = "institution-known"
    joined: int = 0


class InstitutionIndex:
    """The lexicon's institutions by their ids, by the words of their names,
    by the subjects of their branches."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.by_id: dict[str, Record] = {str(r["id"]): r for r in lexicon["institutions"]}
        self.by_words: dict[tuple[str, ...], Record] = {}
        self.subjects: dict[tuple[str, ...], Record] = {}
        self._heads: dict[tuple[str, ...], Record] = {}
        self._territorial = frozenset(str(i) for r in lexicon["territorial_bodies"] for i in r["ids"])
        self._families = frozenset(str(r["id"]) for r in lexicon["institutions"] if self._has_level(r))
        for record in lexicon["institutions"]:
            for name in [record["name_ar"], *(record.get("aliases") or [])]:
                self.by_words.setdefault(tuple(fold(str(name)).split()), record)
            for head in record.get("heads") or []:
                self._heads.setdefault(tuple(fold(str(head)).split()), record)
            for subject in record.get("subjects") or []:
                self.subjects.setdefault(tuple(fold(str(subject)).split()), record)

    def headed_by(self, position: str) -> Record | None:
        """The body that a minister or secretary of state heads: `وزيرة السياحة …` heads `وزارة السياحة …`."""
        words = fold(position).split()
        body = words
        if words[0] in _MINISTERS:
            body = [_MINISTRY, *words[1:]]
        elif words[0] in _SECRETARIES and words[1:2] == [_OF_STATE]:
            body = [_SECRETARIAT, _OF_STATE, *(_CHARGED if w == _CHARGED_MAN else w for w in words[2:])]
        for stop in range(len(words), 1, -1):
            record = self._heads.get(tuple(words[:stop])) or (
                self.by_words.get(tuple(body[:stop])) if body is not words else None
            )
            if record is not None:
                return record
        return None

    def is_family(self, record: Record) -> bool:
        """Whether there is one such body in each territory: chambers, and what has a level in its name."""
        return record["id"] in self._families

    def _has_level(self, record: Record) -> bool:
        if record.get("kind") == "chamber" or record["id"] in self._territorial:
            return True
        return not _LEVEL_WORDS.isdisjoint(fold(str(record["name_ar"])).split()[1:3])


@functools.lru_cache(maxsize=4)
def institution_index_of(lexicon: Lexicon) -> InstitutionIndex:
    """The index of a lexicon, built once."""
    return InstitutionIndex(lexicon)


def of_record(record: Record, first: int, end: int, rule: str = "institution-known") -> Institution:
    """A mention of an institution that the lexicon has."""
    return Institution(
        first, end, str(record["id"]), str(record["name_ar"]), record.get("parent"), record.get("kind"),
        rule=rule,
    )  # fmt: skip


def branch_of(record: Record, first: int, end: int, name: str, place: str) -> Institution:
    """A mention of the body that a territory has of a family: غرفة الصناعة التقليدية لجهة الشرق."""
    return Institution(
        first, end, f"{record['id']}/{place.lower()}", name, str(record["id"]), record.get("kind"), place,
        rule="institution-branch",
    )  # fmt: skip


_LEVEL_WORDS = frozenset(fold(w) for w in ("الجهوي", "الجهوية", "الإقليمي", "الإقليمية"))
_MINISTERS = frozenset(fold(w) for w in ("وزير", "وزيرة"))
_SECRETARIES = frozenset(fold(w) for w in ("كاتب", "كاتبة"))
_MINISTRY, _SECRETARIAT, _OF_STATE = fold("وزارة"), fold("كتابة"), fold("الدولة")
_CHARGED_MAN, _CHARGED = fold("المكلف"), fold("المكلفة")
_NAMING = ("institutions", "institution_heads", "programmes", "programme_heads")


def clean_name(text: Text, first: int, end: int) -> str:
    """The words [first, end) as a name: `للوكالة الوطنية` gives `الوكالة الوطنية`.

    Letters joined to the first word go, where the vocabulary told which they are.
    """
    raw = " ".join(text.quote(first, end).split())
    entry = next((found[1] for cls in _NAMING if (found := phrase_at(text, first, cls)) is not None), None)
    if entry is None:
        return raw
    if entry.conjunction:
        raw = raw[1:].lstrip()
    if entry.preposition == "ل" and raw.startswith("لل"):
        return "ال" + raw[2:] if entry.definite or not raw.startswith("للا") else raw[1:]
    return raw[1:] if entry.preposition else raw


def joined_letters(entry: Entry) -> int:
    """How many letters stand before a name in its first word; `لل` keeps its second ل, the article's."""
    return len(entry.conjunction) + len(entry.preposition)
