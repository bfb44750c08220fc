"""How far a name goes: nouns, adjectives and complements after the word that a name begins with.

Arabic has no capitals; what ends a name is grammar. `الصندوق الوطني للضمان الاجتماعي` goes on as long as
its words are definite, through `ل` once and through `و` where what follows is of the same sort; a verb,
a preposition, a relative pronoun, a sign or a word for many people ends it.
"""

from __future__ import annotations

from collections.abc import Mapping

from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, entry_at, folded_words, phrase_at
from coopdb.reading.words import Entry

OPENING = frozenset("\"“«„'‘”")
CLOSING = frozenset("\"”»“'’")
_ARTICLE = "ال"
_AND_THE = fold("وال")
_FOR_THE = "لل"
_FOR = fold("من"), fold("أجل")
#: The longest name within quotes, in words.
_QUOTED = 9


def strip_article(word: str) -> str:
    """The word without its article: `المجلس` gives `مجلس`."""
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


def quoted(text: Text, i: int, longest: int = _QUOTED) -> int | None:
    """The end of the quotation that opens at word `i`, its closing sign included."""
    words = text.words
    if i >= len(words) or words[i] not in OPENING:
        return None
    for k in range(i + 1, min(i + longest + 2, len(words))):
        if words[k] == "\n":
            return None
        if words[k] in CLOSING:
            return k + 1 if k > i + 1 else None
    return None


class Chains:
    """The names of one text, as far as they go."""

    def __init__(self, text: Text, places: Mapping[int, Placed]) -> None:
        self.text = text
        self.places = places

    def name_end(self, i: int, end: int, entry: Entry) -> int | None:
        """Where the name that begins with the head [i, end) ends;
        None where the head is a common noun here."""
        return self._after_definite(end, entry) if entry.definite else self._after_bare(end, entry)

    # -- المكتب الوطني للصيد

    def _after_definite(self, at: int, entry: Entry) -> int | None:
        text = self.text
        first = entry_at(text, at, "institution_adjectives")
        if entry.record.get("subjects") is not None and not self._is_subject(at, entry):
            return None
        if first is not None and first.form in folded_words(entry.record, "generic"):
            bound = self.complement(at + 1, groups=True) if entry.record["id"] in _BOUND else None
            return bound  # المنظمة الإقليمية للمرأة, but not المنظمة الإقليمية
        if first is None or not first.definite or first.preposition or first.conjunction:
            stop = quoted(text, at)
            return stop if stop is not None and entry.record.get("named") else None
        alone = first.form in folded_words(entry.record, "alone") or (
            bool(first.record.get("nation")) and entry.record["id"] not in _COMMON
        )
        weak = first.record["id"] == "matter"
        count = 0
        while at < len(text.words):
            adjective = entry_at(text, at, "institution_adjectives")
            if (
                adjective is None
                or not adjective.definite
                or adjective.preposition
                or (adjective.conjunction and not count)
            ):
                break
            at += 1
            count += 1
        stop = self.complement(at, groups=True)
        if stop is not None:
            return None if weak and entry.record.get("annexed") is False and count < 2 else stop
        if alone or (weak and count > 1):
            return self.definites(at) if alone and at < len(text.words) and text.words[at].endswith("ه") else at
        if not weak and count == 1:
            if self._is_holder(at, count):
                return at
            nouns = self.definites(at)
            return self.complement(nouns) or nouns if nouns > at else None
        return at if count > 1 else None

    def _is_holder(self, at: int, count: int) -> bool:
        """Whether the word behind `المحافظ البنك المركزي` is who holds the position: `محافظ البنك المركزي الشاذلي`."""
        words = self.text.words
        return (
            at + 1 < len(words)
            and entry_at(self.text, at - count - 2, "positions") is not None
            and words[at].endswith("ي")
            and entry_at(self.text, at, "institution_adjectives") is None
            and words[at + 1].startswith(_ARTICLE)
            and words[at + 1].endswith("ي")
        )

    def _definite(self, at: int) -> bool:
        """Whether a word has the article: `ألمانية` (German) only looks so when it is folded."""
        word = self.text.words[at]
        if not word.startswith(_ARTICLE) or len(word) <= 3:
            return False
        nation = entry_at(self.text, at, "nationalities")
        return nation is None or nation.definite

    def _is_subject(self, at: int, entry: Entry) -> int | None:
        """The end of one of the subjects that make a division: قسم العمل الاجتماعي."""
        words = self.text.words
        for phrase in entry.record["subjects"]:
            wanted = fold(str(phrase)).split()
            if [strip_article(w) for w in words[at : at + len(wanted)]] == [strip_article(w) for w in wanted] and words[
                at
            ].startswith(_ARTICLE):
                return at + len(wanted)
        return None

    # -- مديرية الشؤون القروية، جمعية "…"، جامعة ابن زهر

    def _after_bare(self, at: int, entry: Entry) -> int | None:
        text, words = self.text, self.text.words
        record = entry.record
        if at >= len(words):
            return None
        stop = quoted(text, at)
        if stop is not None:
            return (
                None
                if record.get("subjects") is not None
                or (record.get("narrow") and record["id"] != "network")
                or record.get("annexed") is False
                else self.complement(stop) or stop
            )
        if (
            entry_at(text, at, "positions") is not None
            and entry_at(text, at, "annexed_nouns") is None
            and not record.get("named")
        ):
            return None
        generic = folded_words(record, "generic")
        here = words[at]
        if record.get("subjects") is not None:
            return self._is_subject(at, entry)
        if record.get("products"):
            sector = phrase_at(text, at, "sectors")
            return sector[0] if sector is not None and here.startswith(_ARTICLE) and not sector[1].preposition else None
        placed = self.places.get(at)
        if placed is None and entry_at(text, at, "territory_words") is not None:
            placed = self.places.get(at + 1)  # جمعية واحة فجيج للتنمية
        if record.get("placed") and placed is not None and not here.startswith("ب"):
            stop5 = placed.end
            more5 = self.complement(stop5) or (
                stop5 + 1 if stop5 < len(words) and words[stop5].startswith(_FOR_THE) else None
            )
            if more5 is not None:
                return more5
            named5 = self.definites(stop5)
            if named5 > stop5:
                return self.complement(named5) or named5
            return stop5 if record.get("alone_named") and self._closes(stop5) else None
        if record.get("annexed") is False:
            matter = strip_article(here) in folded_words(record, "matters") and self._definite(at)
            stop6 = self.definites(at) if matter else at
            if matter and stop6 == at + 1 and record.get("fields") and words[stop6 : stop6 + 1] == [_IN]:
                return stop6  # مركز البحث في الثقافة
            return (self.complement(stop6) or stop6) if stop6 > at + 1 else None
        if record["kind"] in ("ministry", "state_secretariat"):
            return self._portfolio(at)
        adjective = entry_at(text, at, "institution_adjectives")
        if (
            strip_article(here) in generic
            or self._ends_name(at)
            or (adjective is not None and adjective.definite and adjective.record.get("nation"))
        ):
            return None
        if record.get("named"):
            named = self._proper(at)
            if named is not None:
                named += self._is_surname(named)
                return self.complement(named) or named
        if record.get("narrow") and not self._is_matter(at):
            return None
        if self._definite(at):
            stop = self.definites(at)
            if (
                record.get("named")
                and stop == at + 1
                and stop < len(words)
                and entry_at(text, stop, "given_names") is not None
                and entry_at(text, stop, "function_words") is None
            ):
                stop += 1  # جامعة القاضي عياض
            more = self.complement(stop)
            return more if more is not None else stop
        if (
            record.get("named")
            and self._is_plain(at)
            and at + 1 < len(words)
            and words[at + 1].startswith(_ARTICLE)
            and not self._ends_name(at + 1)
            and (not here.endswith(("يه", "ي", "ا")) or self.complement(self.definites(at + 1)) is not None)
            and entry_at(text, at, "annexed_nouns") is None
            and entry_at(text, at, "name_adjectives") is None
        ):
            stop4 = self.definites(at + 1)  # جمعية أصوات الثقافات
            return self.complement(stop4) or stop4
        annexed = entry_at(text, at, "annexed_nouns")
        if annexed is not None and not annexed.definite and not annexed.preposition and not annexed.conjunction:
            stop2 = self.noun_phrase(at)
            return stop2 if stop2 is not None and stop2 > at + 1 else None
        adjectival = here.endswith("يه" if entry.form.endswith("ه") else ("يه", "ي"))
        if record.get("named") and not adjectival and self._is_plain(at):
            # جمعية تويزي للتنمية: a bare word is a name where a complement follows
            stop3 = at + 1
            if (
                stop3 < len(words)
                and self._is_plain(stop3)
                and text.lex[stop3] is None
                and not words[stop3].startswith((_ARTICLE, "ل", "ب", "و"))
            ):
                stop3 += 1
            more3 = self.complement(stop3)
            if more3 is None and record.get("alone_named") and text.lex[at] is None and not here.endswith("ه"):
                return stop3 if self._closes(stop3) else None
            return more3
        return None

    def _closes(self, at: int) -> bool:
        """Whether a sign, a particle or a verb stands here, so that what is before is a name by itself."""
        words = self.text.words
        if at >= len(words) or not words[at][0].isalpha():
            return True
        entry = self.text.lex[at]
        return entry is not None and bool({"function_words", "event_verbs"} & entry.entries.keys())

    def _is_matter(self, at: int) -> bool:
        """Whether a word says what a body deals with: a noun of action or of a ministry's portfolio."""
        return (
            entry_at(self.text, at, "annexed_nouns") is not None
            or entry_at(self.text, at, "portfolio_words") is not None
        )

    def _portfolio(self, at: int) -> int | None:
        """The end of a ministry's name: words of portfolios, joined by `و`."""
        text = self.text
        if at < len(text.words) and strip_article(text.words[at]) in _CHARGED:
            at += 1
            if at < len(text.words) and not text.words[at].startswith("ب"):
                return None
        start = at
        while at < len(text.words):
            word = entry_at(text, at, "portfolio_words")
            if (
                word is None
                and at > start
                and self._definite(at)
                and not self._ends_name(at)
                and text.words[at].endswith(("ي", "يه"))
                and entry_at(text, at, "nationalities") is None
            ):
                at += 1  # الشؤون الدينية
                continue
            if word is None or (at == start and word.conjunction):
                break
            if word.conjunction and not word.definite and entry_at(text, at + 1, "portfolio_words") is None:
                break
            if (
                not word.definite
                and not word.conjunction
                and at == start
                and entry_at(text, at + 1, "portfolio_words") is None
            ):
                break
            if word.preposition and at > start and strip_article(text.words[at - 1]) not in _CHARGED:
                break
            at += 1
        return at if at > start else None

    def person(self, at: int) -> int | None:
        """The end of a person's name that a prize or a body bears."""
        return self._proper(at)

    def _proper(self, at: int) -> int | None:
        """The end of a person's name that a body bears: مؤسسة محمد الخامس، جامعة ابن زهر، جامعة سيدي محمد
        بن عبد الله."""
        text, words = self.text, self.text.words
        start = at
        while at < len(words) and at < start + 6:
            word = words[at]
            particle = entry_at(text, at, "name_particles")
            if particle is not None and not particle.preposition and not particle.conjunction:
                at += 1
                continue
            if not ("\u0621" <= word[0] <= "\u064a"):
                break
            after_particle = at > start and entry_at(text, at - 1, "name_particles") is not None
            given = entry_at(text, at, "given_names")
            if after_particle or (given is not None and not given.preposition and not given.conjunction):
                at += 1
                if at < len(words) and words[at] == _FAITH:
                    at += 1  # جمال الدين
                    return (
                        at + 1 if at < len(words) and words[at].startswith(_ARTICLE) and words[at].endswith("ي") else at
                    )
                continue
            if at > start and word in _ORDINALS:
                at += 1
            break
        if at == start or (at == start + 1 and entry_at(text, start, "name_particles") is not None):
            return None
        return at

    def _is_surname(self, at: int) -> bool:
        """Whether a word of the form `السعدي` goes on with a person's name: إعدادية عبد المالك السعدي."""
        words = self.text.words
        return (
            at < len(words)
            and words[at].startswith(_ARTICLE)
            and words[at].endswith("ي")
            and len(words[at]) > 4
            and at not in self.places
            and entry_at(self.text, at - 1, "name_particles") is None
            and words[at - 1] not in _ORDINALS
            and not self._ends_name(at)
            and entry_at(self.text, at, "institution_adjectives") is None
            and entry_at(self.text, at, "nationalities") is None
        )

    def _is_title(self, at: int) -> bool:
        """Whether a title of courtesy stands here, which opens a person's name: للجيش الجنرال."""
        title = entry_at(self.text, at, "honorifics")
        return (
            title is not None
            and self.text.words[at].startswith(_ARTICLE)
            and not self.text.words[at].endswith(("ي", "يه"))
        )

    def definites(self, at: int) -> int:
        """The end of a run of definite words, through `وال` where it joins like with like."""
        words = self.text.words
        start = at
        while at < len(words):
            word = words[at]
            if self._definite(at):
                if self._ends_name(at) or (at > start and (self._is_title(at) or self._is_full(at))):
                    break
                at += 1
            elif word.startswith(_AND_THE) and len(word) > 4 and at > start:
                if self._begins_anew(at):
                    break
                at += 1
            else:
                more = self._qualified(at) if at > start else None
                if more is None:
                    break
                at = more
        return at

    def _is_full(self, at: int) -> bool:
        """Whether a name closed with the adjective of a nation, and a noun follows: `التلفزة التونسية الاعتداء`."""
        nation = entry_at(self.text, at - 1, "nationalities")
        return nation is not None and nation.definite and not self.text.words[at].endswith(("ي", "يه"))

    def _qualified(self, at: int) -> int | None:
        """The end of what tells more of the people or the deed before: `الأشخاص في وضعية إعاقة`,
        `ذوي الاحتياجات`, `العنف ضد النساء`."""
        words = self.text.words
        if words[at] in _HAVING or (words[at] == _AGAINST and words[at - 1] in _AGAINST_OF):
            return at + 2 if at + 1 < len(words) and self._definite(at + 1) else None
        return at + len(_DISABLED) if words[at : at + len(_DISABLED)] == _DISABLED else None

    def noun_phrase(self, at: int) -> int | None:
        """The end of annexed nouns and what they rest on:
        دعم التنمية القروية، تنمية مناطق الواحات وشجر الأركان."""
        text, words = self.text, self.text.words
        start = at
        while at < len(words):
            word = entry_at(text, at, "annexed_nouns")
            if word is not None and not word.definite and (at == start or not word.preposition):
                if word.conjunction and (
                    at == start or (self._begins_anew(at) and entry_at(text, at - 1, "group_words") is None)
                ):
                    break
                at += 1
                continue
            if words[at].startswith(_ARTICLE) or (words[at].startswith(_AND_THE) and at > start):
                stop = self.definites(at)
                if stop == at:
                    break
                at = stop
                continue
            place = self.places.get(at)
            if place is not None and at > start and not words[at].startswith("ب"):
                at = place.end
                continue
            if (
                at > start
                and text.lex[at] is None
                and self._is_plain(at)
                and not words[at].startswith(("ب", "ل", "ال"))
                and not words[at - 1].startswith(_ARTICLE)
                and (at + 1 >= len(words) or not words[at + 1][0].isalpha())
            ):
                return at + 1  # لتعاونيات وادنون: a name that no list knows, where it closes
            break
        if at == start or (
            entry_at(text, at - 1, "annexed_nouns") is not None and not words[at - 1].startswith(("ال", "وال", "لل"))
        ):
            return None
        return at

    def rests_on(self, at: int) -> int | None:
        """The end of what a noun of action acts on: up to two bare nouns and the definite ones behind:
        `(تقوية) قدرات التعاونيات النسائية`, `(دعم) صغار الفلاحين`."""
        words, start = self.text.words, at
        while at < len(words) and at < start + 2 and self._is_plain(at) and not self._definite(at):
            noun = entry_at(self.text, at, "annexed_nouns")
            if noun is not None and not (noun.definite or noun.preposition or noun.conjunction):
                return self.noun_phrase(at)
            if words[at].startswith(("و", "ب", "ل")) and self.text.lex[at] is None:
                return None
            at += 1
        stop = self.definites(at) if at < len(words) and self._definite(at) and not self._ends_name(at) else at
        return stop if stop > at else None

    def complement(self, at: int, *, groups: bool = False) -> int | None:
        """The end of `ل…` or `من أجل …` behind a name; None where there is none.

        A word for many people (`للتعاونيات`) is part of a name only where `groups` says that one has begun.
        """
        text, words = self.text, self.text.words
        if at >= len(words):
            return None
        word = words[at]
        place = self.places.get(at)
        if place is not None and word.startswith("ل") and place.end > at:
            return place.end
        programme = text.phrases.get("programmes", {}).get(at)
        if programme is not None and programme[1].preposition == "ل":
            return int(programme[0])
        other = text.phrases.get("institutions", {}).get(at)
        if other is not None and other[1].preposition and other[1].record.get("kind") == "international":
            return None  # سمح مجلس الاتحاد الأوروبي للمفوضية الأوروبية: another body
        if word.startswith(_FOR_THE) and len(word) > 4:
            if (
                not groups
                and entry_at(text, at, "group_words")
                and not entry_at(text, at, "annexed_nouns")
                and not entry_at(text, at, "portfolio_words")
            ):
                return None
            return self._on(self._definites_after(at + 1))
        if (word, words[at + 1] if at + 1 < len(words) else "") == _FOR:
            return self.noun_phrase(at + 2) or None
        if word.startswith("ل") and len(word) > 3:
            noun = entry_at(text, at, "annexed_nouns")
            if noun is not None and noun.preposition == "ل" and not noun.definite:
                return self.noun_phrase(at)
            territory = entry_at(text, at, "territory_words")
            if territory is not None and territory.preposition == "ل" and at + 1 in self.places:
                return self.places[at + 1].end
            if noun is None and territory is None and not self._ends_name(at):
                return self._annexed_to(at)
        return None

    def _annexed_to(self, at: int) -> int | None:
        """`لقيادات التعاون`, `لجمعيات وتعاونيات خنيفرة`: a noun behind `ل` and what it rests on."""
        words = self.text.words
        known = self.text.lex[at]
        if known is not None and {"event_nouns", "positions", "saying_verbs"} & known.entries.keys():
            return None
        at += 1
        if (
            at < len(words)
            and words[at].startswith("و")
            and not words[at].startswith(_AND_THE)
            and len(words[at]) > 4
            and (at + 1 in self.places or (at + 1 < len(words) and words[at + 1].startswith(_ARTICLE)))
        ):
            at += 1
        if at in self.places and not words[at].startswith(("ب", "ل")):
            return self.places[at].end
        if at < len(words) and self._definite(at) and not self._ends_name(at):
            return self.definites(at)
        return None

    def _on(self, at: int) -> int:
        """`للدفاع عن حقوق الإنسان`, `المكلفة بمحاربة الفقر`:
        what the last noun calls for with its preposition."""
        words = self.text.words
        if at + 1 < len(words) and words[at] in _CALLED_FOR:
            stop = (
                self.noun_phrase(at + 1)
                if entry_at(self.text, at + 1, "annexed_nouns") is not None
                else self.definites(at + 1)
            )
            return stop if stop is not None and stop > at + 1 else at
        return at

    def _definites_after(self, at: int) -> int:
        words = self.text.words
        if at < len(words) and self._qualified(at) is not None:
            return self._definites_from(at)
        if at < len(words) and (words[at].startswith(_ARTICLE) or words[at].startswith(_AND_THE)):
            if words[at].startswith(_AND_THE) and self._begins_anew(at):
                return at
            return max(at, self._definites_from(at))
        # للصناعة والتجارة: annexed nouns behind `و`
        return at

    def _definites_from(self, at: int) -> int:
        words = self.text.words
        while at < len(words):
            word = words[at]
            if (self._definite(at) and not self._ends_name(at) and not self._is_title(at)) or (
                word.startswith(_AND_THE) and len(word) > 4 and not self._begins_anew(at)
            ):
                at += 1
            else:
                more = self._qualified(at)
                if more is None:
                    break
                at = more
        return at

    def seat(self, at: int) -> tuple[int, str | None] | None:
        """The place behind a name that belongs to it: `بطنجة`, `بجهة الشرق`, `لسوس ماسة`: (end, code)."""
        text, words = self.text, self.text.words
        if at >= len(words):
            return None
        place = self.places.get(at)
        if place is None:
            territory = entry_at(text, at, "territory_words")
            if territory is None or territory.conjunction or territory.definite:
                return None
            place = self.places.get(at + 1)
            if place is None:
                return None
        if words[at][0] == "و" and entry_at(text, at, "territory_words") is None and words[at].startswith(_AND_THE):
            return None
        return place.end, place.code

    def _ends_name(self, at: int) -> bool:
        """Whether the word cannot stand in a name: a particle, a day, a pronoun."""
        word = self.text.lex[at]
        if word is None:
            return not self.text.words[at][0].isalpha()
        entries = word.entries
        if at and self.text.words[at] == _SPECIAL and self.text.words[at - 1].endswith(_NEEDS):
            return False  # ذوي الاحتياجات الخاصة
        return "function_words" in entries or "weekdays" in entries or ("months" in entries)

    def _begins_anew(self, at: int) -> bool:
        """Whether `و` here joins another body or group, and not a further part of the name."""
        word = self.text.lex[at]
        if word is None:
            return False
        entries = word.entries
        return (
            "institution_heads" in entries or "group_words" in entries
            or ("positions" in entries and not entries["positions"].record.get("weak"))
            or "function_words" in entries or "programme_heads" in entries
            or at in self.text.phrases.get("institutions", ())
            or "weekdays" in entries
        )  # fmt: skip

    def _is_plain(self, at: int) -> bool:
        word = self.text.words[at]
        return (
            "\u0621" <= word[0] <= "\u064a"
            and not self._ends_name(at)
            and entry_at(self.text, at, "group_words") is None
        )


_IN = fold("في")
_FAITH = fold("الدين")
#: Heads whose adjectives make no name without what they are for.
_BOUND = frozenset(("association", "organization"))
#: Heads that are common nouns beside a nation: الإدارة الأمريكية is a government.
_COMMON = frozenset(("administration", "inspectorate", "company", "school", "association", "group"))
_SPECIAL, _NEEDS = fold("الخاصة"), fold("احتياجات")
_AGAINST = fold("ضد")
_AGAINST_OF = frozenset(fold(w) for w in ("العنف", "التمييز", "الجرائم", "الجريمة"))
_HAVING = frozenset(fold(w) for w in ("ذوي", "ذوو", "ذوات"))
_DISABLED = fold("في وضعية إعاقة").split()
_CALLED_FOR = frozenset(fold(w) for w in ("عن", "على"))
_CHARGED = frozenset(fold(w) for w in ("مكلفة", "المكلفة", "منتدبة", "المنتدبة"))
_ORDINALS = frozenset(fold(w) for w in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس"))
