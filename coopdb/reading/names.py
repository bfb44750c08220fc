"""Institutions: known by the lexicon, built as a branch of one, or found by the shape of their names.

`المندوبية الجهوية لمكتب تنمية التعاون بطنجة` (the regional delegation of the cooperation office in Tangier)
is a branch of the office; `جمعية "مهاجرون وتنمية"` (an association by its quoted name) is kept as new, for a
person to confirm with a line of data. What stands for an institution named before (`المكتب`) is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.lexicon import Lexicon
from coopdb.reading.chains import CLOSING, OPENING, Chains, strip_article
from coopdb.reading.institution_index import (
    Institution,
    branch_of,
    clean_name,
    institution_index_of,
    joined_letters,
    of_record,
)
from coopdb.reading.slugs import slug
from coopdb.reading.territorial_bodies import ACTORS, PARTNERS, TerritorialBodies, settle
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, by_first, entries_between, entry_at, hits, verb_at
from coopdb.reading.words import Entry

__all__ = ["Institution", "read_institutions"]


def read_institutions(text: Text, places: Sequence[Placed], lexicon: Lexicon) -> list[Institution]:
    """Every mention of an institution, in order.

    Args:
        text: scanned, furniture set aside.
        places: the places read before, for the seats of branches.
        lexicon: what institutions are known.
    """
    return _Reader(text, places, lexicon).read()


_CLASSES = ("institutions", "weak_institutions", "institution_heads")
#: Kinds of bodies whose names every country uses.
_ANYWHERE = frozenset(
    [
        "ministry",
        "state_secretariat",
        "parliament",
        "court",
        "council",
        "office",
        "fund",
        "chamber",
        "party",
        "union",
    ]
)
_AND_THE = fold("وال")
_IN = fold("في")
_RULING = frozenset(fold(w) for w in ("الحاكم", "الحاكمة"))
#: What is named after a body: حديقة جامعة الدول العربية.
_NAMED_AFTER = frozenset(fold(w) for w in ("حديقة", "شارع", "ساحة", "زنقة", "ملعب", "محطة"))
_SECTOR = fold("قطاع")
_AT_EVENT = frozenset(
    fold(w) for w in ("في", "خلال", "ضمن", "هامش", "أشغال", "أعمال", "فعاليات", "قبيل", "بعد", "إطار", "بمناسبة")
)


class _Reader:
    def __init__(self, text: Text, places: Sequence[Placed], lexicon: Lexicon) -> None:
        self.text = text
        self.places = by_first(places)
        self.index = institution_index_of(lexicon)
        self.chains = Chains(text, self.places)
        self.found: list[Institution] = []
        self.bodies = TerritorialBodies(text, self.places, self.chains, self.index, self.found)
        self.abroad = self._is_abroad(places)

    def read(self) -> list[Institution]:
        covered = 0
        for i, cls, end, entry in hits(self.text, _CLASSES):
            if i < covered:
                continue
            mention = None
            if cls == "institution_heads":
                mention = self._shaped(i, end, entry)
                if mention is not None and self.abroad and mention.rule == "institution-territory":
                    continue  # a council or a governorate of another country
            elif cls == "institutions" or self._is_meant(i, end, entry):
                mention = self._foreign(self._known(i, end, entry))
            if mention is None:
                continue
            mention.joined = joined_letters(entry)
            self.found.append(mention)
            covered = mention.end
            self._acronym(mention)
            covered = self._within(mention, covered)
        settle(self.found)
        return self.found

    # -- known by name

    def _known(self, i: int, end: int, entry: Entry) -> Institution | None:
        record, words = entry.record, self.text.words
        if entry_at(self.text, i, "positions") is not None or (words[i].isascii() and words[i].islower()):
            return None
        if i and words[i - 1].removeprefix("و") in _NAMED_AFTER:
            return None
        if record.get("kind") == "media" and not self._reports(i):
            return None  # where something was printed takes no part in it
        if self.index.is_family(record):
            seat = self.chains.seat(end)
            if seat is not None and seat[1]:
                return branch_of(record, i, seat[0], clean_name(self.text, i, seat[0]), seat[1])
            return of_record(record, i, end, "institution-territory")
        head = entry_at(self.text, i, "institution_heads")
        shaped = self._shaped(i, i + 1, head) if head is not None else None
        if shaped is None or shaped.end <= end:
            return of_record(record, i, end)
        if shaped.rule == "institution-branch":
            return shaped
        if shaped.parent == record["id"] or record["kind"] in ("ministry", "state_secretariat"):
            # a ministry of that portfolio, in a cut that the lexicon does not have
            shaped.id, shaped.known, shaped.name = (
                str(record["id"]),
                True,
                clean_name(self.text, i, shaped.end),
            )
            return shaped
        return of_record(record, i, end)

    def _is_meant(self, i: int, end: int, entry: Entry) -> bool:
        """Whether an ordinary phrase is a name here: quoted, behind one of its cues,
        where only a body can stand."""
        words = self.text.words
        if i and words[i - 1] in OPENING and end < len(words) and words[end] in CLOSING:
            return True
        if end < len(words) and words[end].startswith(_AND_THE) and words[end].endswith("ي"):
            return False  # التعاون الوطني والدولي: cooperation at home and abroad
        for cue in entry.record.get("cues", ()):
            cued = fold(str(cue)).split()
            before = words[max(0, i - len(cued)) : i]
            if len(before) == len(cued) and before[1:] == cued[1:] and before[0].endswith(cued[0]):
                return True
        if entry.record.get("kind") == "media" or end - i < 2:
            return False
        if any(m.id == entry.record["id"] for m in self.found):
            return True
        if self.found and entry.conjunction and self.found[-1].end == i:
            return True
        if end in self.places and words[end].startswith("ب") and strip_article(words[i]) != _SECTOR:
            return True
        verb = self.text.lex[i - 1] if i else None
        if verb is not None and not entry.preposition and {"saying_verbs", "event_verbs"} & verb.entries.keys():
            return True
        return self._acts(i)

    def _acts(self, i: int) -> bool:
        """Whether the word before says that a body is meant: a position's holder, a delegation, `مع`."""
        before = i - 1
        if entry_at(self.text, before, "institution_adjectives") is not None:
            before -= 1
        return before >= 0 and (
            entry_at(self.text, before, "positions") is not None
            or entry_at(self.text, before, "institution_heads") is not None
            or self.text.words[before] in ACTORS
        )

    def _reports(self, i: int) -> bool:
        """Whether a newspaper or agency acts here: it says something, it is a partner."""
        return i > 0 and (self.text.words[i - 1] in PARTNERS or verb_at(self.text, i - 1, "saying_verbs") is not None)

    # -- by shape

    def _shaped(self, i: int, end: int, entry: Entry) -> Institution | None:
        record = entry.record
        if record.get("adjective") and i and entry.definite and self.text.words[i - 1].startswith("ال"):
            return None  # إدارة الطيران الفيدرالية
        if record.get("territory"):
            return self.bodies.administration(i, end, entry)
        built = self.bodies.branch(i, end, entry) if record.get("branch") else None
        if record["id"] == "council":
            built = self.bodies.council(i, end, entry)
        if built is not None:
            return built
        if record["id"] == "forum" and i and (entry.preposition == "ب" or self.text.words[i - 1] in _AT_EVENT):
            return None  # في منتدى البحرين الاقتصادي: an event
        stop = self.chains.name_end(i, end, entry)
        if stop is None:
            return None
        if record.get("fields") and stop + 1 < len(self.text.words) and self.text.words[stop] == _IN:
            stop = max(stop, self.chains.definites(stop + 1))
        name = clean_name(self.text, i, stop)
        known = self.index.by_words.get(tuple(fold(name).split()))
        if known is not None:
            return of_record(known, i, stop) if known.get("kind") != "media" or self._reports(i) else None
        last = (self.places.get(k) for k in range(i + 1, stop))
        place = next((p.code for p in last if p is not None and p.end == stop), None)
        seat = self.chains.seat(stop) if place is None and record.get("seated") else None
        if seat is not None:
            # the seat belongs to the fullest form, never to the identity: جامعة ابن زهر بأكادير
            stop, place = seat
        return self._new(i, stop, name, str(record["kind"]), place)

    def _new(self, i: int, stop: int, name: str, kind: str | None, place: str | None = None) -> Institution:
        return Institution(i, stop, slug(name), name, None, kind, place, known=False, rule="institution-shape")

    # -- other countries

    def _is_abroad(self, places: Sequence[Placed]) -> bool:
        """Whether the article tells of other countries alone: their names or adjectives,
        and nothing of Morocco."""
        if any(p.code and p.code.startswith(("MA", "old:")) for p in places):
            return False
        foreign = any(p.code for p in places)
        for i in self.text.known:
            entries = self.text.lex[i].entries
            foreign = foreign or "nationalities" in entries
            own = entries.get("institution_adjectives")
            if own is not None and own.record["id"] == "moroccan":
                return False
        return foreign

    def _foreign(self, mention: Institution | None) -> Institution | None:
        """`البرلمان التركي` is none of this country's: a body of the same name that another country has."""
        if mention is None:
            return None
        nation = entry_at(self.text, mention.end, "nationalities")
        stop = mention.end
        if nation is not None and nation.definite and not nation.conjunction and not nation.preposition:
            stop += 1
        elif mention.kind in _ANYWHERE and self._seated_abroad(mention.end):
            pass
        elif not self.abroad or mention.kind not in _ANYWHERE or mention.rule == "institution-shape":
            return mention  # abroad, any country has a parliament and a ministry of the interior
        return self._new(mention.first, stop, clean_name(self.text, mention.first, stop), mention.kind)

    def _seated_abroad(self, at: int) -> bool:
        """Whether a place of another country follows: `وزارة المالية بجمهورية الكونغو`,
        `الحزب الحاكم في أنقرة`."""
        words = self.text.words
        if at < len(words) and words[at] in _RULING:
            at += 1
        if at < len(words) and words[at] == _IN:
            at += 1
        elif at >= len(words) or not words[at].startswith("ب"):
            return False
        place = self.places.get(at) or self.places.get(at + 1)
        return place is not None and bool(place.code) and not str(place.code).startswith(("MA", "old:"))

    # -- afterwards

    def _within(self, mention: Institution, covered: int) -> int:
        """How far a mention hides what it holds: `قسم العمل الاجتماعي بعمالة أزيلال` names the
        administration too."""
        for k, head in entries_between(self.text, "institution_heads", mention.first + 2, mention.end):
            if head.record.get("territory") and head.preposition in ("ب", "ل"):
                return k
        return covered

    def _acronym(self, mention: Institution) -> None:
        """`(جيكا)` behind a name belongs to its fullest form."""
        words, at = self.text.words, mention.end
        if at + 2 >= len(words) or words[at] != "(" or words[at + 2] != ")" or words[at + 1][0].isdigit():
            return
        inner = words[at + 1]
        alias = self.index.by_words.get((inner,))
        own = alias is not None and alias["id"] == mention.id
        new = (
            alias is None and self.text.lex[at + 1] is None and not inner.startswith("ال") and not inner.endswith("يه")
        )
        if own or new or (inner.isascii() and inner.isupper()):
            mention.end = at + 3
