"""The names of people: where one begins, where it ends.

A name is two to five words: given names, particles (`بن`, `أيت`, `عبد`) with the word they call for,
surnames. It
ends before a sign, a verb, a preposition, a word with the conjunction `و`.
"""

from __future__ import annotations

from collections.abc import Mapping

from coopdb.reading.chains import CLOSING, OPENING
from coopdb.reading.text import Text
from coopdb.reading.triggers import Placed, entry_at, phrase_at, phrases_between, verb_at
from coopdb.reading.words import Entry

#: Classes of words that no person's name is made of (given names and particles aside).
_NEVER = frozenset((
    "function_words", "positions", "honorifics", "institution_heads", "saying_verbs", "group_words",
    "event_verbs", "event_nouns", "weekdays", "months", "territory_words", "programme_heads",
    "units", "counted_nouns", "number_words", "presence_cues", "currencies", "date_words",
    "occasion_cues", "author_cues", "annexed_nouns", "naming_nouns", "qualifier_cues",
))  # fmt: skip
_COMMA = frozenset("،,؛;")
_ENDS = frozenset('،,؛;.:()[]«»"“”!?؟\n-–—/')
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
        self.given_names = {
            i: (end, entry)
            for i, end, entry in phrases_between(text, "given_names", 0, len(text))
            if self._is_given_name(i, end, entry)
        }

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
            while at < len(self.words) and (
                entry_at(self.text, at, "honorifics") is not None or self.words[at] in OPENING
            ):
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
        while at < len(self.words) and entry_at(self.text, at, "honorifics") is not None:
            at += 1
        titled = at > i
        if at < len(self.words) and self.words[at] in OPENING:
            close = next((k for k in range(at + 1, min(at + 7, len(self.words))) if self.words[k] in CLOSING), at)
            return self.quoted(at + 1, close)
        if titled:
            return self.certain(at)
        if at >= len(self.words):
            return None
        if self.given(at):
            return self.full(at) or self._pair(at)
        end = self._closed(at)
        if end is None:
            return None
        closed = end < len(self.words) and (
            self.words[end] in _COMMA or self.words[end] in "(:-–" or self.words[end] in "\n."
        )
        verb = end < len(self.words) and verb_at(self.text, end, "saying_verbs") is not None
        return (at, end) if closed or verb else None

    def _pair(self, at: int) -> tuple[int, int] | None:
        """A given name and one more word between two commas, though that word means something too:
        ياسين جاري."""
        first = self.given_names.get(at)
        if first is None or first[0] + 1 >= len(self.words) or self.words[first[0] + 1] not in _COMMA:
            return None
        known = self.text.lex[first[0]]
        if (
            self.inside[first[0]]
            or not ("\u0621" <= self.words[first[0]][0] <= "\u064a")
            or (known is not None and {"function_words", "saying_verbs", "positions"} & known.entries.keys())
        ):
            return None
        return at, first[0] + 1

    def _closed(self, at: int) -> int | None:
        """The end of two to four words up to the next sign, none of which is ruled out: foreign names too."""
        stop = at
        if self.words[at].startswith("و") and self.words[at] not in _NAMES_IN_WAW:
            return None
        while stop < len(self.words) and stop < at + 5:
            word = self.words[stop]
            if word in _ENDS or verb_at(self.text, stop, "saying_verbs") is not None:
                break
            if (
                not ("\u0621" <= word[0] <= "\u064a")
                or self.inside[stop]
                or self._never(stop)
                or (stop in self.placed and not (self.placed[stop].code or _HOME).startswith(_HOME))
                or (len(word) > 4 and word.endswith(_JOINED_ENDS))
                or word.startswith(("بال", "لل", "وال"))
            ):
                return None
            if (
                word.startswith(("ب", "ل"))
                and len(word) > 3
                and not word.startswith(_JOINED_NAMES)
                and not self.given(stop)
            ):
                return None
            stop += 1
        if all(w.startswith("ال") for w in self.words[at:stop]) and any(w.endswith("يه") for w in self.words[at:stop]):
            return None  # (نقلت) … الكورية الرسمية: adjectives
        return stop if 2 <= stop - at <= 4 else None

    def quoted(self, first: int, last: int) -> tuple[int, int] | None:
        """A name within quotation marks, as some sites print them: `السيد "امحمد العطفاوي"`."""
        if not self.given(first):
            return None
        found = self.full(first)
        return found if found is not None and found[1] == last else None

    def certain(self, i: int) -> tuple[int, int] | None:
        """The name behind a title of courtesy: no given name is asked for,
        two words at least or a surname."""
        if i >= len(self.words):
            return None
        if (
            self.words[i].startswith(("و", "ل", "ب"))
            and not self.given(i)
            and not self.words[i].startswith(_JOINED_NAMES)
        ):
            return None
        end = self._run(i, strict=False)
        if end is None or self._count(i, end) < 2:
            return None
        first = self.words[i]
        adverbs = first.endswith("ا") and self.words[i + 1].endswith("ا")
        if (first.startswith("ال") or adverbs) and not self.given(i):
            return None  # السيد الوزير المنتدب: a position, no name
        return i, end

    def after_verb(self, i: int) -> tuple[int, int] | None:
        """The name that a verb of saying has for its subject: `حكت حليمة الدرقاوي`."""
        position = self.text.phrases.get("positions", {}).get(i)
        if position is not None and position[0] > i + 1:
            return None  # قال أمين مال التعاونية: a treasurer, no Amine
        if self.given(i):
            return self.full(i)
        end = self._closed(i)
        if (
            end is not None
            and end + 1 < len(self.words)
            and self.words[end] in _COMMA
            and not self.words[i].startswith("ال")
        ):
            after = phrase_at(self.text, end + 1, "positions")
            if after is not None and not after[1].preposition and not after[1].conjunction:
                return i, end  # يروي عدي أوحرو، رئيس تعاونية …: cues on both sides
        return None

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
        return (
            (self.words[at] in _ENDS and not self.inside[at])
            or self.breaks_clause(at)
            or entry_at(self.text, at, "future_verbs") is not None
            or self.words[at] in _BESIDE
            or entry_at(self.text, at, "weekdays") is not None
            or (verb_at(self.text, at, "saying_verbs") is not None and not self.given(at))
        )

    def breaks_clause(self, at: int) -> bool:
        """Whether a new clause begins here: `أن`, `الذي`, `بحضور`, `خلال`."""
        word = entry_at(self.text, at, "function_words")
        if word is None or word.record["id"] not in ("conjunctions", "pronouns", "time"):
            return False
        if word.preposition:
            return False  # المكلف بهذا القطاع
        return word.record["id"] == "pronouns" or not self.words[at].startswith("ال")

    def opens_clause(self, at: int) -> bool:
        """Whether `أن` or a relative pronoun stands here."""
        word = entry_at(self.text, at, "function_words")
        return word is not None and word.record["id"] in ("conjunctions", "pronouns") and not word.preposition

    # -- the words of a name

    def _is_given_name(self, i: int, end: int, entry: Entry) -> bool:
        """Whether the words [i, end) are a given name here; `على` (on) is not علي, though they fold alike."""
        if entry.preposition or entry.definite:
            return False  # names with the article are listed with it: اليمني is no يمنى
        return end > i + 1 or entry_at(self.text, i, "function_words") is None or self.text.quote(i, end).endswith("ي")

    def given(self, i: int) -> bool:
        """Whether a given name or a particle begins here that is not part of a body's name."""
        if i >= len(self.words) or self.inside[i] or i in self.placed:
            return False
        found = self.given_names.get(i)
        if found is not None:
            return verb_at(self.text, i, "saying_verbs") is None or found[0] > i + 1
        if (
            i + 2 < len(self.words)
            and self.words[i + 1] in _SON
            and not self._never(i)
            and "\u0621" <= self.words[i][0] <= "\u064a"
            and self.words[i] not in _SON
            and not (self.words[i].startswith("ال") and self.words[i + 1] == "ابن")  # الشاب الموقوف ابن رجل
            and not _is_verbal_noun(self.words[i])
            and not self.words[i].endswith("يه")  # معتمدية بن قردان: a district
        ):
            return True  # طلال بن عبد العزيز: whatever stands before `بن` is a name
        if self.words[i] not in _OPENERS:
            return False
        particle = entry_at(self.text, i, "name_particles")
        return particle is not None and not particle.preposition and not particle.conjunction and not particle.definite

    def _run(self, i: int, *, strict: bool) -> int | None:
        """The end of the words that a name can be made of, from word `i`.

        Given names and particles first, then one surname; a second one only where both are of the form
        `العلوي الزهاري`. `strict` asks for a given name or a particle at the beginning.
        """
        at, count, surnames = i, 0, 0
        while at < len(self.words) and count < _LONGEST:
            word = self.words[at]
            if not ("\u0621" <= word[0] <= "\u064a") or self.inside[at]:
                break
            stop = self._particle_end(at, i)
            if stop is not None:
                if surnames and not self.words[at].startswith(("ب", "ا")):
                    break
                surnames += at > i and phrase_at(self.text, at, "given_names") is None
                at, count = stop, count + 1
                continue
            given = self.given_names.get(at)
            if (
                given is not None
                and (at == i or not given[1].conjunction)
                and not (surnames and self._never_after(given[0]))
            ):
                at, count = given[0], count + 1
                if at < len(self.words) and self.words[at] == _FAITH:
                    at += 1  # عز الدين
                continue
            if at == i and (
                (strict and not (at + 1 < len(self.words) and self.words[at + 1] in _SON))
                or (word.startswith("و") and word not in _NAMES_IN_WAW)
            ):
                break
            if (
                count >= 2
                and not surnames
                and not word.startswith("ال")
                and at + 1 < len(self.words)
                and self.words[at + 1].startswith("ال")
                and entry_at(self.text, at + 1, "weekdays") is None
                and entry_at(self.text, at + 1, "positions") is None
                and at + 1 not in self.placed
            ):
                break  # جمال عبد الناصر بطل القومية: a noun and what it rests on
            foreign = at + 1 < len(self.words) and word in _OF_ABROAD and self.text.lex[at + 1] is None
            if at > i and foreign and self.words[at + 1][0].isalpha():
                at, count, surnames = at + 2, count + 1, surnames + 1  # جان إيف لو دريان
                continue
            if at > i and word == _FAITH:
                at += 1  # رضا شرف الدين
                continue
            if at > i and self._ends_before(at, surnames):
                break
            if self._never(at):
                break
            surnames += at > i
            at, count = at + 1, count + 1
        return at if at > i else None

    def _particle_end(self, at: int, i: int) -> int | None:
        """The end of a particle with the word it calls for: `بن شيخ`, `أيت الحاج`."""
        particle = entry_at(self.text, at, "name_particles")
        if particle is None or particle.preposition or particle.definite or (particle.conjunction and at != i):
            return None
        if self.words[at] in _TITLES and at in self.given_names:
            return None
        after = at + 1
        if after >= len(self.words) or not ("\u0621" <= self.words[after][0] <= "\u064a"):
            return None
        whole = phrase_at(self.text, at, "given_names")
        if whole is not None and whole[0] > at + 1:
            return whole[0]
        if (entry_at(self.text, after, "honorifics") is not None and self.words[after] not in _TITLES) or (
            entry_at(self.text, after, "positions") is not None and self.words[after].startswith("ال")
        ):
            return None  # ابن السيدة: a son
        inner = self._particle_end(after, i)
        if inner is not None:
            return inner
        house = self.words[at] == _HOUSE  # آل ثاني
        return at + 2 if house or not self._never(after) or self.words[after].startswith("ال") else None

    def _ends_before(self, at: int, surnames: int) -> bool:
        """Whether a name that has begun ends before a word that is neither a given name nor a particle."""
        word, before = self.words[at], self.words[at - 1]
        if at in self.placed and not (self.placed[at].code or _HOME).startswith(_HOME):
            return True  # ملكة جمال تركيا: a country is no surname
        if word.startswith(("بال", "لل", "وال", "فال", "كال")) or word == "و":
            return True
        if len(word) > 4 and (
            word.endswith(_JOINED_ENDS) or (word.startswith(("ب", "ل")) and word.endswith("ات") and len(word) > 5)
        ):
            return True  # رفضها، بعلاقات: a pronoun or a preposition joined
        if (
            word.startswith("و")
            and len(word) > 3
            and word not in _NAMES_IN_WAW
            and (word.startswith("وابن") or not word.startswith(("ولد", "وع", "وا")))
        ):
            return True
        if (
            surnames == 1
            and self.text.lex[at] is None
            and not word.endswith("ه")
            and not before.startswith("ال")
            and not word.startswith(("ال", "ل", "ب", "ك", "ي", "ت", "ن", "س", "م"))
            and at + 1 < len(self.words)
        ):
            # a third word, where the name then closes: رجب طيب أردوغان أن
            after = self.words[at + 1]
            if (
                after in _ENDS
                or after in _THAT
                or verb_at(self.text, at + 1, "saying_verbs") is not None
                or entry_at(self.text, at + 1, "positions") is not None
                or entry_at(self.text, at + 1, "weekdays") is not None
                or at + 1 in self.placed
                or after in _TODAY
            ):
                return False
        if surnames:
            second = word.startswith("ال") and word.endswith("ي") and len(word) > 4
            return not (second and (before.startswith("ال") or self.text.lex[at] is None))
        if word.startswith("ل") and len(word) > 4 and not word.startswith(_JOINED_NAMES):
            return True  # صديق لصحيفة: a preposition
        if word.endswith("ا") and len(word) > 5 and ((word[0] == "ا" and word[2] == "ت") or word.startswith("است")):
            return True  # بنصالح احتجاجا على: an adverb
        return _is_participle(word) or (at in self.placed and word.startswith("ب"))

    def _never_after(self, stop: int) -> bool:
        """Whether the given name behind a surname begins another person: a name and `و`,
        a comma or its own surname follow."""
        return stop < len(self.words) and self.words[stop] not in _ENDS and not self.words[stop].startswith("و")

    def _never(self, at: int) -> bool:
        word = self.text.lex[at]
        if word is None:
            return False
        entries = word.entries
        if "given_names" in entries and at in self.given_names:
            return False
        if "saying_verbs" in entries:
            return True  # قالها: with its pronoun too
        if not _NEVER.isdisjoint(entries) and any(c in _NEVER and not e.suffix for c, e in entries.items()):
            return True
        return at in self.placed and self.words[at].startswith("ب")

    def _count(self, i: int, end: int) -> int:
        """How many words of a name: a particle counts with the one it calls for,
        a compound given name as one."""
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
    return len(word) > 4 and ((word[0] == "م" and word.endswith("ه")) or (word.startswith("مت") and word.endswith("ا")))


def _is_verbal_noun(word: str) -> bool:
    """Whether the word before `بن` says what is done to somebody: `إزاحة بن صالح`, `اعتقال بن علي`."""
    return len(word) > 4 and (
        (word[0] == "ا" and word[-1] == "ه" and word[-3] == "ا")
        or (word[0] == "ا" and word[2] == "ت" and word[-2] == "ا")
        or word.startswith("است")
        or (word[0] == "ت" and word[-2] == "ي")
    )


#: How verbs and nouns end that a pronoun is joined to, and verbs of many.
_JOINED_ENDS = ("ها", "هم", "وا")
#: The country whose places may be surnames.
_HOME = "MA"
#: Titles of descent and piety, which stand before a given name: مولاي أحمد is أحمد.
_TITLES = frozenset(("مولاي", "سيدي", "لاله", "للا", "الحاج", "سي"))
_HOUSE = "ال"
_FAITH = "الدين"
_SON = frozenset(("بن", "ابن", "بنت"))
#: Particles of European names.
_OF_ABROAD = frozenset(("لو", "دي", "دا", "دو", "فان", "فون", "ديل"))
#: What stands beside a deed, never in a position.
_BESIDE = frozenset(("بصدد", "هامش", "بمناسبه", "عقب", "اثناء", "اليوم", "امس"))
_TODAY = frozenset(("اليوم", "امس", "مساء", "صباح", "غدا"))
_THAT = frozenset(("ان", "انه", "انها"))
#: How names in `ب` and `ل` begin that are written as one word: بنعلي، بلمختار، بوعزة، لحسن، لمسافر.
_JOINED_NAMES = ("بن", "بل", "بو", "لح", "لم", "لع", "لب", "لك", "لط", "لو", "ليل", "لبن", "بر", "بد", "بش")
_NAMES_IN_WAW = frozenset(("والي", "وهبي", "وزاني", "وراق", "ولعلو"))
_OPENERS = frozenset(("عبد", "مولاي", "سيدي", "لاله", "للا", "الحاج", "ايت", "بن", "سي", "ابو", "ام"))
__all__ = ["CLOSING", "NameReader"]
