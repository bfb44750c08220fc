"""People: who is named, as what, for whom, and who of them speaks.

A script without capitals hides names, so a name needs a cue: a position beside it (`رئيس قسم العمل الاجتماعي،
إسماعيل المتوكل،`), a title of courtesy (`السيدة نجاة المرزوقي`), a verb of saying (`قال سانتوش كومار`). Later
mentions by surname or by position are the same person and make no new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coopdb.lexicon import Lexicon
from coopdb.reading.chains import CLOSING, OPENING, quoted
from coopdb.reading.institution_index import institution_index_of
from coopdb.reading.person_names import NameReader
from coopdb.reading.speakers import mark_speakers
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, Span, entry_at, hits, phrase_at, phrases_between, verb_at
from coopdb.reading.words import Entry


class Body(Span, Protocol):
    """An institution that was read."""

    id: str
    name: str


class Named(Span, Protocol):
    """A cooperative that was read."""

    name: str


@dataclass(slots=True)
class Person:
    """A person named in the words [first, end).

    Attributes:
        name: the name without titles, as the article first writes it.
        position: what the person is, in the article's words.
        institution: name of the body that the person stands for.
        institution_id: its id, where it is a body that was read.
        speaks: is quoted, or presents something.
        role: speaker, present, author or mentioned.
    """

    first: int
    end: int
    name: str
    position: str | None = None
    institution: str | None = None
    institution_id: str | None = None
    speaks: bool = False
    role: str = "mentioned"
    rule: str = "person"
    joined: int = 0


def read_people(
    text: Text,
    institutions: Sequence[Body] = (),
    places: Sequence[Placed] = (),
    cooperatives: Sequence[Named] = (),
    *,
    bylines: Sequence[tuple[int, int]] = (),
    lexicon: Lexicon | None = None,
) -> list[Person]:
    """The people of an article, each once, in the order of their first full mention.

    Args:
        text: scanned, furniture set aside.
        institutions, places, cooperatives: what was read before.
        bylines: lines that name the author (from the layout).
        lexicon: tells which body a minister heads, where the article names the minister alone.
    """
    return _Reader(text, institutions, places, cooperatives, bylines, lexicon).read()


_CLASSES = ("positions", "honorifics", "saying_verbs", "author_cues", "given_names")
_COMMA = frozenset("،,؛;")
_DASHES = frozenset("-–—:/")
_BY = frozenset(fold(w) for w in ("بقلم",))
_WHO = frozenset(fold(w) for w in ("الذي", "التي"))
_AS = frozenset(fold(w) for w in ("بصفته", "بصفتها", "وهو", "وهي"))
_FROM = fold("من")
#: المكلف بالعلاقات مع البرلمان stands for no parliament.
_WITH = fold("مع")
#: `في تصريح …`, `اليوم`: what comes with the saying, no part of a position.
_SAID_IN = frozenset(
    fold(w) for w in ("اليوم", "أمس", "تصريح", "كلمة", "حديث", "مداخلة", "حوار", "اتصال", "لقاء", "مساء", "صباح")
)
_BREAKING = frozenset(
    fold(w) for w in ("على", "إلى", "أن", "إن", "خلال", "حول", "بعد", "قبل", "مع", "ضد", "منذ", "عبر", "نحو", "ضمن")
)
#: Positions that stand right before a name on their own: الرئيس، الوزير.
_STATE = frozenset(("president", "minister"))
_THIS = frozenset(fold(w) for w in ("بهذا", "بهذه", "هذا", "هذه", "بذات", "بنفس"))
#: How far behind a position its holder's name may stand, in words.
_REACH = 24


class _Reader:
    def __init__(
        self,
        text: Text,
        institutions: Sequence[Body],
        places: Sequence[Placed],
        cooperatives: Sequence[Named],
        bylines: Sequence[tuple[int, int]],
        lexicon: Lexicon | None,
    ) -> None:
        self.text = text
        self.bylines = bylines
        self.index = institution_index_of(lexicon) if lexicon is not None else None
        self.words = text.words
        self.bodies = list(institutions)
        self.cooperatives = list(cooperatives)
        self.inside = bytearray(len(text.words) + 1)
        for body in [*institutions, *cooperatives]:
            self.inside[body.first : body.end] = b"\1" * (body.end - body.first)
        self.placed = {p.first: p for p in places}
        self.solid = bytearray(self.inside)
        for place in places:
            self.solid[place.first : place.end] = b"\1" * (place.end - place.first)
        self.dated = frozenset(text.where.get("weekdays", ()))
        self.names = NameReader(text, self.inside, self.placed)
        self.people: list[Person] = []
        self.taken = bytearray(len(text.words) + 1)

    def read(self) -> list[Person]:
        for i, cls, end, entry in hits(self.text, _CLASSES, suffixes=True):
            if self.taken[i] or (entry.suffix and cls != "positions"):
                continue
            if cls == "positions":
                self._by_position(i, end, entry)
            elif cls == "honorifics":
                self._by_title(i, end, entry)
            elif cls == "saying_verbs":
                if not entry.definite and not entry.preposition:
                    self._by_verb(i, end)
            elif cls == "author_cues":
                self._by_line(i, end, entry)
            elif not self.inside[i] and not entry.preposition and self.names.given(i):
                self._by_given_name(i)
        self._complete()
        self._king()
        for person in self.people:
            if any(first <= person.first < end for first, end in self.bylines):
                person.role = "author"
        mark_speakers(self.text, self.people, self.names, self.inside, self.bodies)
        return self.people

    def _king(self) -> None:
        """The King where he does something himself: `أشرف صاحب الجلالة الملك محمد السادس على تدشين …`.

        Under whose patronage an event stands, or whose guidelines somebody follows, is no taking part.
        """
        for i, _, end, entry in hits(self.text, ("royal_words",)):
            if not entry.record.get("king") or entry.preposition or self.taken[i]:
                continue
            verb = i - 1
            while verb > 0 and (
                self.text.words[verb] in _COMMA or phrase_at(self.text, verb, "royal_words") is not None
            ):
                verb -= 1
            acts = (
                self._verb_at(verb)
                or verb_at(self.text, verb, "event_verbs") is not None
                or (end < len(self.words) and self._verb_at(end))
            )
            if acts:
                person = Person(
                    i,
                    end,
                    str(entry.record["name_ar"]),
                    rule="person-king",
                    position=str(entry.record["position_ar"]),
                    role="present",
                )
                self.taken[i:end] = b"\1" * (end - i)
                self.people.append(person)
                return

    # -- رئيس قسم العمل الاجتماعي بعمالة طنجة-أصيلة، إسماعيل المتوكل،

    def _by_position(self, i: int, end: int, entry: Entry) -> None:
        if self.inside[i] or self._is_adjective(i, entry) or phrase_at(self.text, i, "royal_words") is not None:
            return
        stop, found = self._after_position(i, end)
        if found is None:
            return
        first, last = found
        self._add(first, last, (self._own_position(i, stop), stop), "person-position")

    def _own_position(self, i: int, stop: int) -> int:
        """Where the holder's own position begins: `طلب رئيس الأركان إعلان عجز الرئيس` is followed by
        the name of a president."""
        for k in range(stop - 1, max(i + 2, stop - 3), -1):
            own = phrase_at(self.text, k, "positions")
            if own is None or self.inside[k] or not own[1].definite or own[1].preposition:
                continue
            rest = range(own[0], stop)
            if own[1].record["id"] in _STATE and all(entry_at(self.text, r, "nationalities") is not None for r in rest):
                return k
        return i

    def _is_adjective(self, i: int, entry: Entry) -> bool:
        """Whether a word like صحافي tells what sort the noun before it is: `لقاء صحافي` (a press meeting)."""
        if not self.words[i].endswith(("ي", "يه")) or entry.conjunction or entry.preposition or entry.form == "":
            return False
        before = self.words[i - 1] if i else ""
        if not before or not ("\u0621" <= before[0] <= "\u064a"):
            return False
        if entry.definite and not before.startswith(("ال", "وال", "بال", "لل")):
            return False
        known = self.text.lex[i - 1]
        return known is None or not (
            {"saying_verbs", "function_words", "positions", "honorifics", "event_verbs", "presence_cues"}
            & known.entries.keys()
        )

    def _after_position(self, i: int, end: int) -> tuple[int, tuple[int, int] | None]:
        """Where the position that starts at `i` ends, and the name behind it."""
        words, text = self.words, self.text
        at = end
        limit = min(len(words), end + _REACH, text.sentence(i)[1])
        while at < limit:
            if self.solid[at]:
                at += 1
                continue
            word = words[at]
            closed = (quoted(text, at) or _bracketed(words, at)) if word == "(" or word in OPENING else None
            if closed is not None:
                name = self.names.quoted(at + 1, closed - 1) if word in OPENING else None
                if name is not None:
                    return at, name
                at = closed
                continue
            title = entry_at(text, at, "honorifics")
            if title is not None and title.conjunction:
                return at, None
            if word in _COMMA or word in _DASHES:
                return at, self.names.after_sign(at + 1)
            name = self.names.bare(at)
            if name is not None:
                given = phrase_at(text, at, "given_names")
                if given is not None and given[1].conjunction:
                    return at, None  # محمد معالي مهندس وفتحي السكري: the position is that of the one before
                return at, name
            if self.names.breaks_position(at):
                return at, None
            at += 1
        return at, None

    # -- السيد محمد أوشريف

    def _by_title(self, i: int, end: int, entry: Entry) -> None:
        at = end
        before = self.words[i - 1] if i else ""
        if (
            self.words[i].endswith(("ي", "يه"))
            and before.startswith("ال")
            and entry_at(self.text, i - 1, "positions") is None
            and entry_at(self.text, i - 1, "honorifics") is None
        ):
            return  # المكتب الإعلامي: an adjective
        if entry.record.get("dotted"):
            if at >= len(self.words) or self.words[at] not in ".:/":
                return
            at += 1
        while at < len(self.words) and (entry_at(self.text, at, "honorifics") is not None or self.words[at] in OPENING):
            at += 1
        name = self.names.certain(at)
        if name is None:
            return
        position = self._position_after(name[1]) or (None if entry.conjunction else self._position_before(i))
        self._add(name[0], name[1], position, "person-title")

    def _position_before(self, i: int) -> tuple[int, int] | None:
        """The position that ends right before word `i`, a comma between them or not."""
        last = i - 1 if i and self.words[i - 1] in _COMMA else i
        start, _ = self.text.sentence(i)
        reach = max(start, last - _REACH)
        positions = {k for k, _, _ in phrases_between(self.text, "positions", reach, last) if not self.inside[k]}
        if not positions:
            return None
        for first in range(last - 1, reach - 1, -1):
            word = self.words[first]
            if (word in _COMMA or word in OPENING or word in CLOSING) and not self.inside[first]:
                return None
            if first in positions:
                while (
                    first > start
                    and phrase_at(self.text, first - 1, "positions") is not None
                    and not self.inside[first - 1]
                ):
                    first -= 1
                return first, last
        return None

    # -- قال سانتوش كومار

    def _by_verb(self, i: int, end: int) -> None:
        if end < len(self.words):
            name = self.names.after_verb(end)
            if name is not None:
                self._add(name[0], name[1], self._position_after(name[1]), "person-verb")

    # -- عائشة الرفاعي، مديرة مكتب تنمية التعاون، أكدت

    def _by_given_name(self, i: int) -> None:
        office = self.text.phrases.get("positions", {}).get(i)
        if office is not None and office[0] > i + 1:
            return  # أمين مال التعاونية: a treasurer, no Amine
        name = self.names.full(i)
        if name is None:
            return
        first, last = name
        position = self._position_after(last)
        who = last + 1 < len(self.words) and self.words[last] in _COMMA and self.words[last + 1] in _WHO
        who = who and any(
            entry is not None and "saying_verbs" in entry.entries for entry in self.text.lex[max(0, first - 5) : first]
        )
        if (
            position is None
            and not who
            and not self._verb_at(last)
            and not self._verb_at(last + 1)
            and not self._verb_before(first)
            and not self._listed(first)
        ):
            return
        self._add(first, last, position, "person-apposition" if position else "person-verb")

    def _position_after(self, at: int) -> tuple[int, int] | None:
        """The position behind a name, a comma, a bracket or nothing between them."""
        words = self.words
        if at < len(words) and words[at] in CLOSING:
            at += 1
        if at >= len(words):
            return None
        if words[at] in _COMMA or words[at] in "(-–":
            return self._apposition(at + 1)
        here = phrase_at(self.text, at, "positions")
        if here is not None and not here[1].conjunction and not here[1].preposition:
            return self._apposition(at)
        return None

    def _apposition(self, at: int) -> tuple[int, int] | None:
        """`مديرة مكتب تنمية التعاون،` or `من المندوبية الجهوية …،` behind a name and its comma."""
        words, text = self.words, self.text
        if at < len(words) and words[at] in _AS:
            at += 1
        here = phrase_at(text, at, "positions") or phrase_at(text, at, "honorifics")
        if here is not None and (here[1].record.get("dotted") or (here[1].conjunction and words[at - 1] not in _AS)):
            here = None
        outsider = at < len(words) and words[at] == _FROM and at + 1 < len(words) and bool(self.inside[at + 1])
        if (here is None or here[1].preposition) and not outsider:
            return None
        limit = min(len(words), at + _REACH, text.sentence(at)[1])
        stop = here[0] if here is not None else at + 1
        bare = words[at - 1] not in _COMMA and words[at - 1] not in "(-–"
        while stop < limit:
            if self.inside[stop]:
                stop += 1
                continue
            if bare and self._begins_anew(stop):
                break
            if bare and self.names.given(stop):
                if words[stop].startswith("و"):
                    break
                return None  # the position is that of the next person
            title = entry_at(text, stop, "honorifics")
            if (words[stop] in _BREAKING and bare) or (
                title is not None and title.conjunction and not title.record.get("dotted")
            ):
                break
            if (
                words[stop] in _COMMA
                or words[stop] in ")؛.:\n"
                or words[stop] in OPENING
                or (words[stop] in CLOSING and bare)
                or (words[stop] in _DASHES and not text.glued(stop))
            ):
                break
            joins = words[stop] == "و" and not self.names.given(stop + 1)
            if verb_at(text, stop, "saying_verbs") is not None or (self.names.breaks_clause(stop) and not joins):
                break
            stop += 1
        stop = next((k for k in range(at + 2, stop) if words[k] in _SAID_IN or k in self.dated), stop)
        if not bare and (stop >= len(words) or (words[stop] not in _COMMA and words[stop] not in ")-–:")):
            # no comma closes it: what the holder does has begun somewhere
            cut = next((k for k in range(at + 1, stop) if words[k] in _BREAKING and not self.inside[k]), stop)
            stop = cut
        return at, stop

    def _begins_anew(self, at: int) -> bool:
        """Whether something else begins behind the place that a position closes with: `محافظ القاهرة مركز الرعاية`."""
        word = self.words[at]
        place = next((p for p in self.placed.values() if p.end == at), None) if self.solid[at - 1] else None
        return (
            place is not None
            and not self.solid[at]
            and word[0].isalpha()
            and not word.startswith(("ال", "و", "ب", "ل", "ك"))
            and entry_at(self.text, at, "function_words") is None
        )

    def _verb_at(self, at: int) -> bool:
        entry = verb_at(self.text, at, "saying_verbs")
        return entry is not None and not entry.definite and not entry.preposition

    def _verb_before(self, first: int) -> bool:
        k = first - 1
        return k >= 0 and self._verb_at(k)

    def _listed(self, first: int) -> bool:
        """Whether the name stands in a list of those present: `بحضور` before it, or another name and `و`."""
        return bool(self.people) and self.people[-1].end == first and self.words[first].startswith("و")

    # -- بقلم: د. رشيد الصنهاجي

    def _by_line(self, i: int, end: int, entry: Entry) -> None:
        if entry.record.get("photo") or entry.preposition or entry.conjunction:
            return
        at = end
        if at < len(self.words) and self.words[at] in ":-/":
            at += 1
        elif self.words[i] not in _BY:
            return
        while at < len(self.words) and (entry_at(self.text, at, "honorifics") is not None or self.words[at] in ".:/"):
            at += 1
        name = self.names.line(at)
        if name is not None:
            person = self._add(name[0], name[1], None, "person-byline")
            if person is not None:
                person.role = "author"

    # -- putting together

    def _add(self, first: int, end: int, position: tuple[int, int] | None, rule: str) -> Person | None:
        name, joined = self.names.written(first, end)
        self.taken[first:end] = b"\1" * (end - first)
        for person in self.people:
            if _same_name(person.name, name):
                self._fill(person, position)
                return person
        person = Person(first, end, name, rule=rule, joined=joined)
        self._fill(person, position)
        self.people.append(person)
        return person

    def _fill(self, person: Person, position: tuple[int, int] | None) -> None:
        if position is None or person.position is not None:
            return
        first, end = position
        whole = phrase_at(self.text, first, "positions")
        while end > first and (
            self.words[end - 1] in _COMMA
            or self.words[end - 1] == "في"
            or (len(self.words[end - 1]) == 1 and not self._closes_quotation(first, end))
            or (
                entry_at(self.text, end - 1, "honorifics") is not None
                and end - 1 > first
                and (whole is None or whole[0] != end)
            )
        ):
            end -= 1
        if end <= first:
            return
        person.position = _clean(self.text, first, end)
        self.taken[first:end] = b"\1" * (end - first)
        body = next(
            (
                b
                for b in [*self.bodies, *self.cooperatives]
                if first <= b.first < end and self.words[b.first - 1] != _WITH
            ),
            None,
        )
        word = self.text.lex[first]
        own = word.entries.get("positions") if word is not None else None
        if body is None and own is not None and own.suffix:
            # من خلال ممثلها: the representative of the body named just before
            body = next(
                (b for b in reversed(self.bodies) if b.end <= first and b.first >= self.text.sentence(first)[0]),
                None,
            )
            if body is not None and end == first + 1:
                person.position = f"{_without_suffix(person.position, own.suffix)} {body.name}"
        if body is not None:
            person.institution, person.institution_id = body.name, getattr(body, "id", None)
        else:
            self._head_of(person)

    def _closes_quotation(self, first: int, end: int) -> bool:
        """Whether the last word closes a quotation within: `رئيسة تعاونية "البركة"`."""
        words = self.words
        return words[end - 1] in CLOSING and any(w in OPENING for w in words[first : end - 1])

    def _head_of(self, person: Person) -> None:
        """Sets the body that a minister heads, where only the minister is named."""
        headed = self.index.headed_by(person.position) if self.index is not None and person.position else None
        if headed is not None:
            person.institution, person.institution_id = str(headed["name_ar"]), str(headed["id"])

    def _complete(self) -> None:
        """`كاتب الدولة المكلف بهذا القطاع` is told in full where the article names the office again."""
        for person in self.people:
            told = fold(person.position or "").split()
            if person.institution is not None or _THIS.isdisjoint(told):
                continue
            for i, _, _, _ in hits(self.text, ("positions",)):
                if self.words[i : i + 3] != told[:3]:
                    continue
                stop = i + 3
                while stop < len(self.words) and not self.names.breaks_position(stop):
                    stop += 1
                full = _clean(self.text, i, stop)
                if stop - i > len(told) and _THIS.isdisjoint(self.words[i:stop]):
                    person.position = full
                    self._head_of(person)
                    break


def _without_suffix(position: str, suffix: str) -> str:
    """`ممثلها` (its representative) without its pronoun; `رئيستها` is of رئيسة."""
    stem = position[: -len(suffix)]
    return stem[:-1] + "ة" if stem.endswith("ت") else stem


def _bracketed(words: list[str], at: int) -> int | None:
    """The end of a short bracket that opens at word `at`."""
    if words[at] != "(":
        return None
    return next((k + 1 for k in range(at + 1, min(at + 6, len(words))) if words[k] == ")"), None)


def _same_name(a: str, b: str) -> bool:
    x, y = fold(a).split(), fold(b).split()
    return (
        x == y
        or (len(y) >= 2 and x[: len(y)] == y)
        or (len(x) >= 2 and y[: len(x)] == x)
        or (x[0] == y[0] and x[-1] == y[-1])
        or (len(y) >= 2 and x[-len(y) :] == y)
    )


def _clean(text: Text, first: int, end: int) -> str:
    """A position as the article writes it, the conjunction or preposition before it taken off."""
    raw = " ".join(text.quote(first, end).split())
    here = phrase_at(text, first, "positions")
    if here is None:
        return raw
    entry = here[1]
    cut = len(entry.conjunction)
    raw = raw[cut:].lstrip()
    if entry.preposition == "ل" and raw.startswith("لل"):
        return "ال" + raw[2:]
    return raw[1:] if entry.preposition else raw
