"""The names of people: where one begins, where it ends.

A name is two to five words: given names, particles (`بن`, `أيت`, `عبد`) with the word they call for, surnames. It
ends before a sign, a verb, a preposition, a word with the conjunction `و`.
"""

from __future__ import annotations

from collections.abc import Mapping

from coopdb.reading.chains import CLOSING, OPENING
from coopdb.reading.text import Text
from coopdb.reading.triggers import Placed, entry_at, phrase_at
from coopdb.reading.words import Entry

#: Classes of words that no person's name is made of (given names and particles aside).
_NEVER = (
    "function_words", "positions", "honorifics", "institution_heads", "saying_verbs", "group_words", "event_verbs",
    "event_nouns", "weekdays", "months", "territory_words", "programme_heads", "units", "counted_nouns", "number_words",
    "presence_cues", "currencies", "date_words", "occasion_cues", "author_cues", "annexed_nouns", "naming_nouns",
)  # fmt: skip
_PLURAL_ENDS = ("ات", "ون", "ين")
_COMMA = frozenset("،,؛;")
_ENDS = frozenset("،,؛;.:()[]«»\"“”!?؟\n-–—/")
_LONGEST = 5


class NameReader:
    """Reads the names of one text.

    Attributes:
        inside: for each word 1 where it is part of an institution's or a cooperative's name.
    """

    def __init__(self, text: Text, inside: bytearray, placed: Mapping[int, Placed]) -> None:
        self.text = text
        self.words = text.words
        self.inside = inside
        self.placed = placed

    def full(self, i: int) -> tuple[int, int] | None:
        """The name that begins with the given name at `i`; at least two words."""
        end = self._run(i, strict=True)
        return (i, end) if end is not None and self._count(i, end) >= 2 else None

    def bare(self, i: int) -> tuple[int, int] | None:
        """A name right behind a position, no sign between: it begins with a given name or a title.

        `محاسب التعاونية رشيد أخراز` (the cooperative's accountant Rachid Akhraz).
        """
        if entry_at(self.text, i, "honorifics") is not None and not self.words[i].startswith(("و", "ب", "ل")):
            at = i + 1
            while at < len(self.words) and (entry_at(self.text, at, "honorifics") is not None or self.words[at] in OPENING):
                at += 1
            return self.certain(at)
        if not self.given(i):
            return None
        return self.full(i)

    def after_sign(self, i: int) -> tuple[int, int] | None:
        """A name between a position's comma and the next sign; where it closes, no given name is asked for.

        `ممثل الوكالة، كينجي موراتا،` (the agency's representative, Kenji Murata,).
        """
        at = i
        titled = False
        while at < len(self.words) and (entry_at(self.text, at, "honorifics") is not None or self.words[at] in OPENING):
            titled = True
            at += 1
        if titled:
            return self.certain(at)
        if at >= len(self.words):
            return None
        if self.given(at):
            return self.full(at)
        end = self._run(at, strict=False)
        if end is None or not 2 <= self._count(at, end) <= 4:
            return None
        closed = end < len(self.words) and (self.words[end] in _COMMA or self.words[end] in "(:-–" or self.words[end] in "\n." )
        verb = end < len(self.words) and entry_at(self.text, end, "saying_verbs") is not None
        return (at, end) if closed or verb else None

    def certain(self, i: int) -> tuple[int, int] | None:
        """The name behind a title of courtesy: no given name is asked for, two words at least or a surname."""
        if i >= len(self.words):
            return None
        end = self._run(i, strict=False)
        if end is None or self._count(i, end) < 2:
            return None
        first = self.words[i]
        if first.startswith("ال") and not self.given(i):
            return None  # السيد الوزير المنتدب: a position, no name
        return i, end

    def after_verb(self, i: int) -> tuple[int, int] | None:
        """The name that a verb of saying has for its subject: `حكت حليمة الدرقاوي`."""
        return self.full(i) if self.given(i) else None

    def line(self, i: int) -> tuple[int, int] | None:
        """The name in a byline, up to the line's end."""
        if i >= len(self.words):
            return None
        end = self._run(i, strict=False)
        return (i, end) if end is not None and self._count(i, end) >= 2 else None

    def written(self, first: int, end: int) -> tuple[str, int]:
        """The name as it is written, and how many joined letters stand before it in its first word."""
        while end - first > 2 and self.words[first] in _TITLES and self.given(first + 1):
            first += 1
        raw = " ".join(self.text.quote(first, end).split())
        given = phrase_at(self.text, first, "given_names")
        joined = 0
        if given is not None and given[1].conjunction:
            joined = 1
        return raw[joined:].lstrip(), joined

    # -- what ends and breaks

    def breaks_position(self, at: int) -> bool:
        """Whether a position cannot go on over this word: a verb, a particle that opens a clause."""
        return self.words[at] in _ENDS and not self.inside[at] or self.breaks_clause(at) or entry_at(self.text, at, "saying_verbs") is not None and not self.given(at)

    def breaks_clause(self, at: int) -> bool:
        """Whether a new clause begins here: `أن`, `الذي`, `بحضور`, `خلال`."""
        word = entry_at(self.text, at, "function_words")
        return word is not None and (word.record["id"] in ("conjunctions", "pronouns", "time")) and not self.words[at].startswith("ال")

    def opens_clause(self, at: int) -> bool:
        """Whether `أن` or a relative pronoun stands here."""
        word = entry_at(self.text, at, "function_words")
        return word is not None and word.record["id"] in ("conjunctions", "pronouns")

    # -- the words of a name

    def _given_name(self, i: int) -> tuple[int, Entry] | None:
        """The given name at a word; `على` (on) is not علي, though they fold alike."""
        found = phrase_at(self.text, i, "given_names")
        if found is None or found[1].preposition or found[1].suffix:
            return None
        if found[0] == i + 1 and entry_at(self.text, i, "function_words") is not None and not self.text.quote(i, i + 1).endswith("ي"):
            return None
        return found

    def given(self, i: int) -> bool:
        """Whether a given name or a particle begins here that is not part of a body's name."""
        if i >= len(self.words) or self.inside[i]:
            return False
        found = self._given_name(i)
        if found is not None:
            return entry_at(self.text, i, "saying_verbs") is None or found[0] > i + 1
        particle = entry_at(self.text, i, "name_particles")
        return particle is not None and not particle.preposition and not particle.conjunction and not particle.definite and self.words[i] in _OPENERS

    def _run(self, i: int, *, strict: bool) -> int | None:
        """The end of the words that a name can be made of, from word `i`."""
        text, words = self.text, self.words
        at = i
        count = 0
        while at < len(words) and count < _LONGEST:
            word = words[at]
            if not ("\u0621" <= word[0] <= "\u064a") or self.inside[at]:
                break
            if at > i and words[at - 1] == "\n":
                break
            particle = entry_at(text, at, "name_particles")
            if particle is not None and not particle.preposition and not particle.definite and (not particle.conjunction or at == i) and at + 1 < len(words) and "\u0621" <= words[at + 1][0] <= "\u064a":
                if not self._never(at + 1) or words[at + 1].startswith("ال"):
                    at += 2
                    count += 1
                    continue
            if at > i and word in ("و",):
                break
            given = self._given_name(at)
            if given is not None and (at == i or not given[1].conjunction):
                at = given[0]
                count += 1
                continue
            if at > i and word.startswith("و") and len(word) > 3 and not word.startswith(("ولد", "وا", "وع")):
                break
            if at > i and (word.startswith(("بال", "لل", "وال", "فال", "كال"))):
                break
            if self._never(at):
                break
            if at > i and (count >= 2 and self._is_word(at) or _is_participle(word)):
                break
            if at == i and given is None and word.startswith("و") and word not in _NAMES_IN_WAW:
                break
            if at == i and strict and given is None and particle is None:
                break
            at += 1
            count += 1
        return at if at > i else None

    def _never(self, at: int) -> bool:
        word = self.text.lex[at]
        if word is None:
            return False
        entries = word.entries
        if "given_names" in entries and self._given_name(at) is not None:
            return False
        return any(c in entries and not entries[c].suffix for c in _NEVER) or (at in self.placed and self.words[at].startswith("ب"))

    def _is_word(self, at: int) -> bool:
        """Whether a word after a whole name (given name and surname) is rather an ordinary one."""
        word = self.words[at]
        return word.endswith(_PLURAL_ENDS) or word[0] in "يتن" and not word.startswith("ال") and len(word) <= 5 or at in self.placed or word.startswith(("ب", "ل")) and len(word) > 4

    def _count(self, i: int, end: int) -> int:
        """How many words of a name: a particle counts with the one it calls for, a compound given name as one."""
        count, at = 0, i
        while at < end:
            particle = entry_at(self.text, at, "name_particles")
            given = phrase_at(self.text, at, "given_names")
            if given is not None and given[0] <= end:
                at = given[0]
            elif particle is not None and at + 1 < end:
                at += 2
            else:
                at += 1
            count += 1
        return count


def _is_participle(word: str) -> bool:
    """Whether the word says what somebody does meanwhile: `مبتسمة` (smiling)."""
    return len(word) > 4 and word[0] == "م" and word.endswith("ه")


#: Titles of descent and piety, which stand before a given name: مولاي أحمد is أحمد.
_TITLES = frozenset(("مولاي", "سيدي", "لاله", "للا", "الحاج", "سي"))
_NAMES_IN_WAW = frozenset(("والي", "وهبي", "وزاني", "وراق", "ولعلو"))
_OPENERS = frozenset(("عبد", "مولاي", "سيدي", "لاله", "للا", "الحاج", "ايت", "بن", "سي", "ابو", "ام"))
__all__ = ["NameReader", "CLOSING"]
