"""Who of the people in an article speaks, and who is said to be present.

A verb's subject is the name behind it, the position of one named before (`كما تطرق المندوب الجهوي لمكتب
تنمية التعاون`),
a surname, or the name before it in apposition (`عائشة الرفاعي، مديرة المكتب، أكدت`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from coopdb.reading.chains import OPENING
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Span, hits, phrase_at, verb_at


class Holder(Span, Protocol):
    """A person that was read."""

    name: str
    position: str | None
    institution_id: str | None
    speaks: bool
    role: str


class Clauses(Protocol):
    """What tells where a clause opens."""

    def opens_clause(self, at: int) -> bool:
        """Whether `أن` or a relative pronoun stands here."""


_COMMA = frozenset("،,؛;")
#: How far from its verb a subject may stand, in words.
_REACH = 24
#: How many words of a position tell whose it is: `المندوب الجهوي لمكتب تنمية`.
_TELLING = 4


class Body(Span, Protocol):
    """An institution that was read."""

    id: str


def mark_speakers(
    text: Text, people: Sequence[Holder], clauses: Clauses, inside: bytearray, bodies: Sequence[Body] = ()
) -> None:
    """Sets `speaks` and `role` of each person.

    Args:
        text: scanned.
        people: the people named, whose roles are mentioned or author so far.
        clauses: tells where clauses open.
        inside: for each word 1 where it is part of a body's name.
    """
    if not people:
        return
    surnames = {fold(p.name.split()[-1]): p for p in people if len(p.name.split()) > 1}
    body_at = {b.first: b.id for b in bodies}
    positions = {key: p for p in people if p.position and (key := _key(fold(p.position).split()))}
    for i, _, end, entry in hits(text, ("saying_verbs",)):
        if entry.preposition or entry.definite:
            continue
        start, stop = text.sentence(i)
        person = (
            _named_after(text, people, clauses, inside, end, stop)
            or _held_after(text, positions, end)
            or _headed_after(text, people, body_at, end)
            or (surnames.get(text.words[end]) if end < len(text.words) else None)
            or _named_before(text, people, i, start)
        )
        if person is not None and person.role != "author":
            person.speaks, person.role = True, "speaker"
    for i, _, _, _ in hits(text, ("presence_cues",)):
        stop = text.sentence(i)[1]
        for person in people:
            if person.role == "mentioned" and i < person.first < stop:
                person.role = "present"


#: Titles that one person at a time has in a body.
_HEADS = frozenset(
    ("director", "delegate", "president", "minister", "secretary-of-state", "governor", "representative")
)


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(words[:_TELLING])


def _named_after(
    text: Text, people: Sequence[Holder], clauses: Clauses, inside: bytearray, end: int, stop: int
) -> Holder | None:
    """The first person named behind a verb, where no clause and no quotation opens between."""
    for person in people:
        if not end <= person.first < min(stop, end + _REACH + 1):
            continue
        between = range(end, person.first)
        if not any(text.words[k] in OPENING or (not inside[k] and clauses.opens_clause(k)) for k in between):
            return person
    return None


def _held_after(text: Text, positions: dict[tuple[str, ...], Holder], end: int) -> Holder | None:
    """Whose position stands right behind a verb."""
    here = phrase_at(text, end, "positions")
    if here is None or here[1].preposition or here[1].conjunction:
        return None
    words = text.words[end : end + _TELLING]
    held = next((p for key, p in positions.items() if tuple(words[: len(key)]) == key), None)
    if held is not None:
        return held
    # كاتب الدولة المكلف بهذا القطاع is كاتب الدولة المكلف بالصناعة التقليدية: one holder of the office, if
    # only one
    same = [p for key, p in positions.items() if key[:3] == tuple(words[:3]) and len(words) > 2]
    return same[0] if len(same) == 1 else None


def _headed_after(text: Text, people: Sequence[Holder], body_at: dict[int, str], end: int) -> Holder | None:
    """Who heads or stands for the body whose head a verb has for its subject, under whatever title.

    `محمد المحفوظي، المدير الجهوي لمكتب تنمية التعاون` is meant by `المندوب الجهوي لمكتب تنمية التعاون`.
    """
    here = phrase_at(text, end, "positions")
    if here is None or here[1].preposition or here[1].record["id"] not in _HEADS:
        return None
    body = next((body_at[k] for k in range(here[0], here[0] + 2) if k in body_at), None)
    same = [p for p in people if body is not None and p.institution_id == body]
    return same[0] if len(same) == 1 else None


def _named_before(text: Text, people: Sequence[Holder], i: int, start: int) -> Holder | None:
    """The person whose name, apposition and comma stand before a verb."""
    words = text.words
    if i == start or (words[i].startswith(("و", "ف")) and verb_at(text, i, "saying_verbs") is None):
        return None
    for person in people:
        if not start <= person.first < i or i - person.end > _REACH:
            continue
        between = words[person.end : i]
        closes = not between or between[-1] in _COMMA or between[-1] in ")-–"
        if closes and not any(verb_at(text, k, "saying_verbs") for k in range(person.end, i)):
            return person
    return None
