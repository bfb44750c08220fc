"""Programmes, plans, strategies, competitions and digital platforms.

The lexicon knows the sector's own; others are found by their shape: `منصة "كوب سوق"` (the platform Coop
Souk), `برنامج محاربة الفقر بالوسط القروي` (the programme against rural poverty). `البرنامج` alone stands for
one named before and is no mention; neither is `برنامج الدورة`, what a meeting goes through.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coopdb.lexicon import Lexicon, Record
from coopdb.reading.chains import CLOSING, OPENING, Chains, quoted, strip_article
from coopdb.reading.institution_index import clean_name, joined_letters
from coopdb.reading.slugs import slug
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, Span, by_first, entry_at, folded_words, hits, phrase_at, phrases_between
from coopdb.reading.words import Entry


@dataclass(slots=True)
class Programme:
    """A programme named in the words [first, end).

    Attributes:
        parent: the programme that it is a part of.
        owner: id of the body that the article says runs or launched it; None where it does not say.
        purpose: what it is for, in the article's words.
    """

    first: int
    end: int
    id: str
    name: str
    kind: str = "programme"
    parent: str | None = None
    owner: str | None = None
    purpose: str | None = None
    known: bool = True
    rule: str = "programme-known"
    joined: int = 0


class Body(Span, Protocol):
    """An institution that was read."""

    id: str


def read_programmes(
    text: Text, lexicon: Lexicon, institutions: Sequence[Body] = (), places: Sequence[Placed] = ()
) -> list[Programme]:
    """Every mention of a programme, strategy, competition or platform, in order."""
    return _Reader(text, lexicon, institutions, places).read()


class _Index:
    def __init__(self, lexicon: Lexicon) -> None:
        self.by_words: dict[tuple[str, ...], Record] = {}
        self.by_id: dict[str, Record] = {}
        self.numbered: dict[tuple[str, str], Record] = {}
        for record in lexicon["programmes"]:
            self.by_id[str(record["id"])] = record
            for name in [
                record["name_ar"],
                *(record.get("aliases") or []),
                *(record.get("weak_names") or []),
            ]:
                words = tuple(w for w in fold(str(name)).replace('"', " ").split() if w not in "-–")
                self.by_words.setdefault(words, record)
        heads = {fold(str(f)) for r in lexicon["programme_heads"] for f in r["forms"]}
        for words, record in list(self.by_words.items()):
            # جائزة "لالة المتعاونة": any head may stand before a name
            if len(words) > 1 and strip_article(words[0]) in heads:
                self.by_words.setdefault(words[1:], record)


@functools.lru_cache(maxsize=4)
def _index_of(lexicon: Lexicon) -> _Index:
    return _Index(lexicon)


_CLASSES = ("programmes", "weak_programmes", "programme_heads", "phase_words")
_ORDINALS = {
    fold(w): n
    for n, words in enumerate(
        (("الأول", "الأولى"), ("الثاني", "الثانية"), ("الثالث", "الثالثة"), ("الرابع", "الرابعة")), 1
    )
    for w in words
}
_DASH = frozenset("-–—/")
_PROGRAMME = fold("برنامج")
_FROM = fold("من")
_BROADCAST = frozenset(
    fold(w)
    for w in (
        "قناة", "قنوات", "إذاعة", "أمواج", "تلفزيوني", "إذاعي", "تبثه", "شاشة", "مداخلة", "مداخلته", "مداخلتها", "حلقة",
        "ضيف", "ضيفا", "ضيفة", "راديو", "استضافته", "استضافتها", "استضافه", "يقدمه", "تقدمه", "أف", "إف", "بث", "يبث",
        "ستبث", "يبثه", "يذاع", "إعلامي", "إعلامية", "إعلاميين", "منشط", "هاتفي", "حضوره", "حضورها", "مشاهدي",
    )
)  # fmt: skip
_DURING = fold("خلال")
_NATIONAL_INITIATIVE = fold("المبادرة"), fold("الوطنية")
#: Nouns of action that say nothing without what follows, and the prepositions that they call for.
_CALLING = frozenset(fold(w) for w in ("قضاء", "نهوض", "حد", "وقاية", "تعريف", "ارتقاء", "عناية", "حفاظ"))
_CALLED_FOR = frozenset(fold(w) for w in ("على", "من", "عن"))
_LATIN = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
#: Words right before a name in quotation marks.
_NAMED = frozenset(
    fold(w) for w in ("اسم", "باسم", "إسم", "المسمى", "المسماة", "يسمى", "تسمى", "سمي", "أسماه", "الموسوم", "الموسومة")
)
#: How far behind its head a name may be given, in words.
_NAMING_REACH = 7
_FOR_THE_BEST = frozenset(fold(w) for w in ("لأحسن", "لأجود", "لأفضل", "لأجمل"))
#: The longest name that stands within quotation marks with its head, in words.
_LONGEST_TITLE = 14
#: What stands before the title of a talk or a book, not of a programme.
_TOPICS = frozenset(fold(w) for w in ("موضوع", "شعار", "عنوان", "بعنوان", "حول", "كتاب", "كتابه", "محور", "عنوانه"))
#: `مشروع قانون` is a bill.
_BILLS = frozenset(fold(w) for w in ("قانون", "مرسوم", "ميزانية", "قرار", "اتفاقية"))


class _Reader:
    def __init__(self, text: Text, lexicon: Lexicon, institutions: Sequence[Body], places: Sequence[Placed]) -> None:
        self.text, self.words = text, text.words
        self.index = _index_of(lexicon)
        self.bodies = {b.first: b for b in institutions}
        self.inside = bytearray(len(text.words) + 1)
        for body in institutions:
            self.inside[body.first : body.end] = b"\1" * (body.end - body.first)
        self.chains = Chains(text, by_first(places))
        self.found: list[Programme] = []
        #: The new names that the article has given in quotation marks, by their words.
        self.named: dict[tuple[str, ...], Programme] = {}

    def read(self) -> list[Programme]:
        covered = 0
        indh = "programmes" in self.text.phrases and any(
            e.record["id"] == "indh" for _, e in self.text.phrases["programmes"].values()
        )
        for i, cls, end, entry in hits(self.text, _CLASSES, suffixes=True):
            if i < covered or (self.inside[i] and cls != "programmes"):
                continue
            mention: Programme | None = None
            if entry.suffix:
                mention = self._ones_own(i, end, entry) if cls == "programme_heads" else None
            elif entry.record.get("several"):
                covered = self._several(end, entry.record, covered)
            elif cls == "programmes":
                mention = self._known(i, end, entry)
            elif cls == "weak_programmes":
                mention = self._known(i, end, entry) if self._is_meant(i, end, entry) else None
            elif cls == "programme_heads":
                mention = (
                    self._titled(i, end, entry)
                    or (self._of_indh(i, end, entry) if indh else None)
                    or self._shaped(i, end, entry)
                )
            elif indh:
                mention = self._phase(i, end, entry)
            if mention is None:
                continue
            mention.joined = joined_letters(entry)
            self._relations(mention)
            self.found.append(mention)
            covered = mention.end
        return self.found

    # -- known

    def _known(self, i: int, end: int, entry: Entry) -> Programme | None:
        record = entry.record
        if self.words[i].isascii() and self.words[i].islower():
            return None
        head = entry_at(self.text, i, "programme_heads")
        if head is not None:
            shaped = self._shaped(i, i + 1, head)
            if shaped is not None and shaped.end > end and shaped.known:
                return shaped
        return self._of(record, i, self._years(end))

    @staticmethod
    def _of(record: Record, i: int, stop: int) -> Programme:
        return Programme(i, stop, str(record["id"]), str(record["name_ar"]), str(record["kind"]), record.get("parent"))

    def _is_meant(self, i: int, end: int, entry: Entry) -> bool:
        words = self.words
        if i and words[i - 1] in OPENING and end < len(words) and words[end] in CLOSING:
            return True
        for cue in entry.record.get("cues", ()):
            cued = fold(str(cue)).split()
            before = words[max(0, i - len(cued)) : i]
            if len(before) == len(cued) and before[1:] == cued[1:] and before[0].endswith(cued[0]):
                return True
        return False

    # -- the initiative's own parts

    def _of_indh(self, i: int, end: int, entry: Entry) -> Programme | None:
        """`البرنامج الثالث` where the article is about the INDH; `المبادرة الوطنية` for short."""
        if not entry.definite or end >= len(self.words):
            return None
        if entry.form == _PROGRAMME and self.words[end] in _ORDINALS:
            record = self.index.by_id.get(f"indh-programme-{_ORDINALS[self.words[end]]}")
            if record is not None:
                stop = end + 1
                while stop < len(self.words) and stop < end + 3:
                    longer = phrase_at(self.text, stop, "programmes")
                    if longer is not None and longer[1].record["id"] == record["id"]:
                        stop = longer[0]  # المتعلق بتحسين الدخل …: its subject
                        break
                    stop += 1
                else:
                    stop = end + 1
                return Programme(
                    i,
                    stop,
                    str(record["id"]),
                    str(record["name_ar"]),
                    str(record["kind"]),
                    record.get("parent"),
                )
        if self.words[end] == _NATIONAL_INITIATIVE[1] and entry.form == _NATIONAL_INITIATIVE[0][2:]:
            record = self.index.by_id["indh"]
            after = self.words[end + 1] if end + 1 < len(self.words) else ""
            if not after.startswith(("لل", "ل")) and any(p.id == "indh" for p in self.found):
                return Programme(
                    i, end + 1, "indh", str(record["name_ar"]), str(record["kind"]), rule="programme-short"
                )
        return None

    def _phase(self, i: int, end: int, entry: Entry) -> Programme | None:
        """`المرحلة الثالثة` beside the initiative's name in one sentence."""
        if not entry.definite or end >= len(self.words) or self.words[end] not in _ORDINALS:
            return None
        record = self.index.by_id.get(f"indh-phase-{_ORDINALS[self.words[end]]}")
        start, stop = self.text.sentence(i)
        phrases = self.text.phrases["programmes"]
        after = self.words[end + 1 : end + 3]
        if after and (after[0] == _FROM or after[0].startswith("لل")):
            beside = any(w.endswith(_NATIONAL_INITIATIVE[0]) or w.endswith(_NATIONAL_INITIATIVE[0][2:]) for w in after)
        else:
            near = range(max(start, i - 12), min(stop, end + 8))
            beside = any(k in near and e.record["id"] == "indh" for k, (_, e) in phrases.items()) or any(
                self.words[k].endswith(_NATIONAL_INITIATIVE[0]) for k in near
            )
        if record is None or not beside:
            return None
        return Programme(
            i,
            end + 1,
            str(record["id"]),
            str(record["name_ar"]),
            str(record["kind"]),
            record.get("parent"),
            rule="programme-phase",
        )

    # -- by shape

    def _ones_own(self, i: int, end: int, entry: Entry) -> Programme | None:
        """`برنامجها "تكوين للجميع"`, `منصتها الرقمية "سوق بلادي"`: a body's own, by its name."""
        at = end + 1 if end < len(self.words) and self.words[end].startswith("ال") else end
        stop = quoted(self.text, at)
        return None if stop is None else self._quoted(i, at, stop, entry.record)

    def _several(self, at: int, record: Record, covered: int) -> int:
        """`برنامجي "مرافقة" و"مؤازرة"`: each name within its own marks. Returns what is covered."""
        words = self.words
        while (stop := quoted(self.text, at)) is not None:
            mention = self._quoted(at, at, stop, record)
            if mention is not None:
                self.found.append(mention)
            covered = stop
            at = stop
            while at < len(words) and words[at] in ("،", ",", "و"):
                at += 1
        return covered

    def _titled(self, i: int, end: int, entry: Entry) -> Programme | None:
        """`"برنامج مهارات الأطلس لتأهيل النساجات"`: a head within the marks that hold the whole name."""
        if not i or self.words[i - 1] not in OPENING or entry.definite or entry.preposition or entry.conjunction:
            return None
        stop = quoted(self.text, i - 1, _LONGEST_TITLE)
        if stop is None or stop - 1 < end + 1 or not _TOPICS.isdisjoint(self.words[max(0, i - 4) : i - 1]):
            return None
        if strip_article(self.words[end]) in folded_words(entry.record, "generic") and stop - 1 < end + 3:
            return None
        if strip_article(self.words[end]) in _BILLS or self._broadcast(i, stop):
            return None
        if any(w.startswith("ي") and len(w) > 3 for w in self.words[end + 1 : stop - 1]):
            return None  # a sentence that is quoted: برنامج … يسمح باختيار
        return self._new(i, stop - 1, entry.record)

    def _shaped(self, i: int, end: int, entry: Entry) -> Programme | None:
        record = entry.record
        if i and self.words[i - 1] in folded_words(record, "not_after"):
            return None  # حيز التطبيق
        at = end
        adjectives = 0
        while at < len(self.words) and at < end + 2 and entry.definite:
            adjective = entry_at(self.text, at, "institution_adjectives")
            if adjective is None or not adjective.definite or adjective.conjunction:
                break
            at += 1
            adjectives += 1
        stop = quoted(self.text, at)
        if stop is None and _is_deed(self.text, at + 1):
            stop = quoted(self.text, at, _LONGEST_TITLE)  # مشروع "تقوية قدرات …": a long name
        if (
            stop is None
            and entry.definite
            and not adjectives
            and at < len(self.words)
            and self.words[at].startswith("ال")
        ):
            stop = quoted(self.text, at + 1)  # المنصة الرقمية "…"
            at = at + 1 if stop is not None else at
        if stop is None and not adjectives and self._kind_adjective(at):
            stop = quoted(self.text, at + 1)
            at = at + 1 if stop is not None else at
        if stop is not None:
            return self._quoted(i, at, stop, record)
        again = self._again(i, end, entry) or self._called(i, end, record)
        if again is not None:
            return again
        if entry.definite:
            if not adjectives:
                return self._meant_for(i, at, record)
            stop2 = self.chains.complement(at)
            if stop2 is None and at + 1 < len(self.words) and self.words[at] in _FOR_THE_BEST:
                stop2 = self.chains.rests_on(at + 1)  # المسابقة الوطنية لأجود زيوت الزيتون
            stop2 = None if stop2 is None else self._carried(stop2)
            return self._new(i, self._years(stop2), record) if stop2 is not None else None
        if at >= len(self.words) or strip_article(self.words[at]) in folded_words(record, "generic"):
            return None
        if record.get("years") or record.get("owned"):
            if record.get("years") and self.words[at].isdigit() and len(self.words[at]) == 4:
                return self._new(i, self._years(at), record)
            body = self.bodies.get(at)
            if record.get("owned") and body is not None and not self.words[at].startswith(("و", "ب", "ل")):
                return self._new(i, self._years(body.end), record)
        if record["id"] == "platform" and self.words[at].isascii() and self.words[at + 1 : at + 2] == ["."]:
            return self._new(i, at + 3, record) if at + 2 < len(self.words) and self.words[at + 2].isascii() else None
        if record.get("latin") and _LATIN.fullmatch(self.text.quote(at, at + 1)):
            return self._latin(i, at, record)
        if record.get("person"):
            stop = self.chains.person(at)
            if stop is not None and stop > at + 1:
                return self._new(i, self.chains.complement(stop) or stop, record)
        return self._described(i, at, record) if record.get("annexed") else self._longest_known(i, at)

    def _carried(self, stop: int) -> int | None:
        """The end of a name whose last noun calls for more: `للنهوض بالقراءة`, `للقضاء على دور الصفيح`;
        None where that is no name (`للقضاء على هذه الظاهرة`)."""
        words = self.words
        if stop >= len(words) or strip_article(words[stop - 1].removeprefix("ل").removeprefix("ل")) not in _CALLING:
            return stop
        at = stop + 1 if words[stop] in _CALLED_FOR else stop
        if at >= len(words) or entry_at(self.text, at, "function_words") is not None:
            return None
        if at == stop and not words[at].startswith("ب"):
            return stop
        if words[at].startswith("ب"):
            return max(self.chains.definites(at + 1), at + 1)
        return self.chains.rests_on(at) or self.chains.definites(at)

    def _again(self, i: int, end: int, entry: Entry) -> Programme | None:
        """A name that the article gave in quotation marks, come back to without them."""
        if not self.named or entry.definite:
            return None
        for words, first in self.named.items():
            if tuple(self.words[end : end + len(words)]) == words:
                return Programme(i, end + len(words), first.id, first.name, first.kind, known=False, rule=first.rule)
        return None

    def _called(self, i: int, end: int, record: Record) -> Programme | None:
        """`مشروعا يحمل اسم "…"`, `المنصة المسماة "…"`: named by what follows."""
        words = self.words
        for k in range(end, min(end + _NAMING_REACH, len(words) - 1)):
            if words[k] in OPENING or not words[k][0].isalpha():
                return None
            if words[k] in _NAMED and words[k + 1] in OPENING:
                stop = quoted(self.text, k + 1)
                mention = None if stop is None else self._quoted(k + 1, k + 1, stop, record)
                return mention
        return None

    def _meant_for(self, i: int, at: int, record: Record) -> Programme | None:
        """`البرنامج المندمج لتنمية الأطلس`: an adjective that no body has, and a deed."""
        words = self.words
        if (
            at + 1 >= len(words)
            or not words[at].startswith("ال")
            or not record.get("annexed")
            or words[at] in _ORDINALS
        ):
            return None
        deed = entry_at(self.text, at + 1, "programme_nouns")
        if deed is None or deed.preposition != "ل" or deed.conjunction or entry_at(self.text, at, "function_words"):
            return None
        stop = self.chains.complement(at + 1)
        stop = None if stop is None else self._carried(stop)
        return self._new(i, self._years(stop), record) if stop is not None and stop > at + 2 else None

    def _latin(self, i: int, at: int, record: Record) -> Programme:
        known = phrase_at(self.text, at, "programmes")
        if known is not None:
            return self._of(known[1].record, i, known[0])
        stop = at + 1
        while stop < len(self.words) and stop < at + 3 and _LATIN.fullmatch(self.text.quote(stop, stop + 1)):
            stop += 1
        return self._new(i, stop, record)

    def _kind_adjective(self, at: int) -> bool:
        word = self.words[at] if at < len(self.words) else ""
        if (
            entry_at(self.text, at, "cooperative_heads") is not None
            or entry_at(self.text, at, "institution_heads") is not None
        ):
            return False
        return len(word) > 4 and word.endswith(("يه", "ي")) and not word.startswith(("ال", "و"))

    def _quoted(self, i: int, at: int, stop: int, record: Record) -> Programme | None:
        inner = tuple(w for w in self.words[at + 1 : stop - 1] if w not in _DASH)
        if self._broadcast(i, stop):
            return None
        if not inner or inner[0] in _BILLS or (len(inner) > 8 and not _is_deed(self.text, at + 1)):
            return None
        known = self.index.by_words.get(inner) or self.index.by_words.get((self.words[i], *inner))
        if known is None:
            years = next((k for k, w in enumerate(inner) if w.isdigit() and len(w) == 4), None)
            known = self.index.by_words.get(inner[:years]) if years else None
        if known is not None:
            return Programme(i, stop, str(known["id"]), str(known["name_ar"]), str(known["kind"]), known.get("parent"))
        name = " ".join(self.text.quote(at + 1, stop - 1).split())
        mention = Programme(i, stop, slug(name), name, str(record["kind"]), known=False, rule="programme-quoted")
        if len(inner) > 1:
            self.named.setdefault(inner, mention)
        return mention

    def _broadcast(self, i: int, stop: int) -> bool:
        """Whether a programme of the radio or the television is meant: one that has guests, or that is spoken to."""
        head = entry_at(self.text, i, "programme_heads")
        if head is not None and head.form == _PROGRAMME and i:
            told = head.preposition == "ل" and entry_at(self.text, i - 1, "saying_verbs") is not None
            if told or self.words[i - 1] == _DURING:
                return True
        return any(
            strip_article(w) in _BROADCAST for w in [*self.words[stop : stop + 4], *self.words[max(0, i - 6) : i]]
        )

    def _described(self, i: int, at: int, record: Record) -> Programme | None:
        """`برنامج محاربة الفقر بالوسط القروي`: a noun of action and what it acts on."""
        deed = entry_at(self.text, at, "programme_nouns")
        noun = deed or entry_at(self.text, at, "annexed_nouns")
        if noun is None or noun.preposition or noun.conjunction:
            return None
        if record.get("deeds") and (deed is None or not deed.record.get("project")):
            return None
        if deed is not None and deed.record.get("field") and not (record.get("fields") and noun.definite):
            return None
        if noun.definite:
            stop: int | None = self.chains.definites(at)
        else:
            stop = self.chains.noun_phrase(at) if entry_at(self.text, at, "annexed_nouns") is not None else None
            if stop is None and deed is not None:
                stop = self.chains.rests_on(at + 1)
        named = self.text.phrases.get("programmes", {}).get(at)
        if named is not None and named[0] > (stop or at):
            return self._of(named[1].record, i, self._years(named[0]))  # برنامج تدارك الخصاص …: known without its head
        if stop is None or stop < at + 2:
            return None
        if noun.definite:
            stop = self.chains.complement(stop) or stop  # مشروع التنمية القروية لجبال الأطلس
        if record.get("deeds") and stop < at + 3:
            return None  # مشروع دعم التعاونية: any project
        return self._new(i, self._years(stop), record)

    def _longest_known(self, i: int, at: int) -> Programme | None:
        for stop in range(min(at + 4, len(self.words)), at, -1):
            known = self.index.by_words.get(tuple(self.words[at:stop]))
            if known is not None and not known.get("weak_names"):
                return Programme(
                    i, stop, str(known["id"]), str(known["name_ar"]), str(known["kind"]), known.get("parent")
                )
        return None

    def _new(self, i: int, stop: int, record: Record) -> Programme:
        name = clean_name(self.text, i, stop)
        known = self.index.by_words.get(tuple(w for w in fold(name).split() if w not in _DASH))
        if known is not None:
            return Programme(i, stop, str(known["id"]), str(known["name_ar"]), str(known["kind"]), known.get("parent"))
        return Programme(i, stop, slug(name), name, str(record["kind"]), known=False, rule="programme-shape")

    def _years(self, at: int) -> int:
        """Years behind a name belong to it: استراتيجية … 2025-2030."""
        words = self.words
        k = at + 1 if at < len(words) and words[at] == "(" else at
        if k + 2 < len(words) and _is_year(words[k]) and words[k + 1] in _DASH and _is_year(words[k + 2]):
            end = k + 3
        elif k < len(words) and _is_year(words[k]) and k == at and not (k + 1 < len(words) and words[k + 1] in ("و",)):
            end = k + 1
        else:
            return at
        if k != at:
            return end + 1 if end < len(words) and words[end] == ")" else at
        return end

    # -- what the article says of it

    def _relations(self, mention: Programme) -> None:
        """Who launched or runs it and what for, where a relative clause or an apposition says so."""
        text, words = self.text, self.words
        limit = min(text.sentence(mention.end - 1)[1], mention.end + 12, len(words))
        for _, end, verb in phrases_between(text, "launch_verbs", mention.end, limit):
            body = self.bodies.get(end)
            if body is not None and not verb.conjunction and not words[end].startswith(("ب", "ل")):
                mention.owner = body.id
                break
        for k, end, _ in phrases_between(text, "purpose_cues", mention.end, min(limit, mention.end + 4)):
            stop = self._clause_end(end, text.sentence(k)[1])
            if stop > end:
                mention.purpose = " ".join(text.quote(end, stop).split())
                break

    def _clause_end(self, at: int, limit: int) -> int:
        words = self.words
        stop = at
        while stop < min(limit, at + 14) and words[stop] not in '،,؛;.()\n"“”»«':
            function = entry_at(self.text, stop, "function_words")
            if stop > at + 1 and function is not None and function.record["id"] in ("pronouns", "conjunctions"):
                break
            stop += 1
        return stop


def _is_deed(text: Text, i: int) -> bool:
    """Whether a word is a noun of action that opens the description of a programme."""
    return entry_at(text, i, "programme_nouns") is not None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
