"""Institutions: known by the lexicon, built as a branch of one, or found by the shape of their names.

`المندوبية الجهوية لمكتب تنمية التعاون بطنجة` (the regional delegation of the cooperation office in Tangier)
is a branch of the office; `جمعية "مهاجرون وتنمية"` (an association by its quoted name) is kept as new, for a
person to confirm with a line of data. What stands for an institution named before (`المكتب`) is none.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coopdb.lexicon import Lexicon, Record
from coopdb.reading.chains import CLOSING, OPENING, Chains, strip_article
from coopdb.reading.slugs import slug
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, by_first, entry_at, hits, phrase_at, verb_at
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


def read_institutions(text: Text, places: Sequence[Placed], lexicon: Lexicon) -> list[Institution]:
    """Every mention of an institution, in order.

    Args:
        text: scanned, furniture set aside.
        places: the places read before, for the seats of branches.
        lexicon: what institutions are known.
    """
    return _Reader(text, places, lexicon).read()


class _Index:
    """The lexicon's institutions as branches ask for them: by the words of their names, by their subjects."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.by_id: dict[str, Record] = {str(r["id"]): r for r in lexicon["institutions"]}
        self.by_words: dict[tuple[str, ...], Record] = {}
        self.subjects: dict[tuple[str, ...], Record] = {}
        for record in lexicon["institutions"]:
            for name in [record["name_ar"], *(record.get("aliases") or [])]:
                self.by_words.setdefault(tuple(fold(str(name)).split()), record)
            for subject in record.get("subjects") or []:
                self.subjects.setdefault(tuple(fold(str(subject)).split()), record)
        self.territorial = frozenset(str(i) for r in lexicon["territorial_bodies"] for i in r["ids"])
        self.longest_subject = max((len(s) for s in self.subjects), default=0)


@functools.lru_cache(maxsize=4)
def _index_of(lexicon: Lexicon) -> _Index:
    return _Index(lexicon)


_CLASSES = ("institutions", "weak_institutions", "institution_heads")
_COUNCILS = {"regional": "regional-council", "provincial": "provincial-council", "local": "communal-council"}
#: Kinds of bodies whose names every country uses.
_ANYWHERE = frozenset(("ministry", "state_secretariat", "parliament", "court", "council", "office", "fund", "chamber", "party", "union"))
_TERRITORIAL = {"commune": "communal-council", "region": "regional-council", "province": "prefecture"}
_PARTNERS = frozenset(fold(w) for w in ("مع", "طرف", "قبل", "لدن"))
_AND_THE = fold("وال")
_IN = fold("في")
_SECTOR = fold("قطاع")


class _Reader:
    def __init__(self, text: Text, places: Sequence[Placed], lexicon: Lexicon) -> None:
        self.text = text
        self.places = by_first(places)
        self.index = _index_of(lexicon)
        self.chains = Chains(text, self.places)
        self.found: list[Institution] = []
        self.abroad = self._is_abroad(places)

    def _is_abroad(self, places: Sequence[Placed]) -> bool:
        """Whether the article tells of other countries alone: their names or adjectives, and nothing of this one."""
        text = self.text
        if any(p.code and (p.code.startswith("MA") or p.code.startswith("old:")) for p in places):
            return False
        foreign = any(p.code for p in places)
        for i in text.known:
            entries = text.lex[i].entries
            if "nationalities" in entries:
                foreign = True
            own = entries.get("institution_adjectives")
            if own is not None and own.record["id"] == "moroccan":
                return False
        return foreign

    def read(self) -> list[Institution]:
        covered = 0
        for i, cls, end, entry in hits(self.text, _CLASSES):
            if i < covered:
                continue
            if cls == "institution_heads":
                mention = self._shaped(i, end, entry)
            elif cls == "institutions" or self._is_meant(i, end, entry):
                mention = self._foreign(self._known(i, end, entry))
            else:
                mention = None
            if mention is None:
                continue
            mention.joined = joined_letters(entry)
            self.found.append(mention)
            covered = mention.end
            self._acronym(mention)
            covered = self._within(mention, covered)
        _settle(self.found)
        return self.found

    def _foreign(self, mention: Institution | None) -> Institution | None:
        """`البرلمان التركي` is none of this country's: a body of the same name that another country has."""
        if mention is None or mention.end >= len(self.text.words):
            return mention
        nation = entry_at(self.text, mention.end, "nationalities")
        stop = mention.end + 1
        if nation is None or not nation.definite or nation.conjunction or nation.preposition:
            if not self.abroad or mention.kind not in _ANYWHERE or mention.rule == "institution-shape":
                return mention
            stop = mention.end  # any country has a parliament and a ministry of the interior
        name = self._words(mention.first, stop)
        return Institution(mention.first, stop, slug(name), name, None, mention.kind, known=False, rule="institution-shape")

    # -- known by name

    def _known(self, i: int, end: int, entry: Entry) -> Institution | None:
        record = entry.record
        if entry_at(self.text, i, "positions") or not self._is_name(i, end, entry):
            return None
        if record.get("kind") == "media" and not self._reports(i):
            return None  # where something was printed takes no part in it
        if _is_family(record, self.index.territorial):
            seat = self.chains.seat(end)
            if seat is not None and seat[1]:
                return Institution(
                    i, seat[0], f"{record['id']}/{seat[1].lower()}", self._words(i, seat[0]), str(record["id"]), record.get("kind"),
                    seat[1], rule="institution-branch",
                )  # fmt: skip
            return Institution(i, end, str(record["id"]), str(record["name_ar"]), record.get("parent"), record.get("kind"), rule="institution-territory")
        head = entry_at(self.text, i, "institution_heads")
        if head is not None:
            shaped = self._shaped(i, i + 1, head)
            if shaped is not None and shaped.end > end:
                if shaped.parent == record["id"] or record["kind"] in ("ministry", "state_secretariat"):
                    if shaped.rule != "institution-branch":
                        shaped.id, shaped.known, shaped.name = str(record["id"]), True, self._words(i, shaped.end)
                    return shaped
                if shaped.rule == "institution-branch":
                    return shaped
        return Institution(i, end, str(record["id"]), str(record["name_ar"]), record.get("parent"), record.get("kind"))

    def _is_name(self, i: int, end: int, entry: Entry) -> bool:
        """Whether a known form names the body here: `التعاون الوطني والدولي` (cooperation at home and abroad) does not."""
        words = self.text.words
        if words[i].isascii():
            return not words[i].islower()
        if entry_at(self.text, i, "institution_heads"):
            return True
        return True

    def _is_meant(self, i: int, end: int, entry: Entry) -> bool:
        """Whether an ordinary phrase is a name here: quoted, behind one of its cues, or where only a body can stand."""
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
        if self.found and (entry.conjunction and self.found[-1].end == i or any(m.id == entry.record["id"] for m in self.found)):
            return True
        seat = self.places.get(end)
        if seat is not None and words[end].startswith("ب") and strip_article(words[i]) != _SECTOR:
            return True
        verb = self.text.lex[i - 1] if i else None
        if verb is not None and not entry.preposition and {"saying_verbs", "event_verbs"} & verb.entries.keys():
            return True
        return self._acts(i)

    def _acts(self, i: int) -> bool:
        """Whether the word before says that a body is meant: a position's holder, a delegation, `مع`."""
        before = i - 1
        if before >= 0 and entry_at(self.text, before, "institution_adjectives"):
            before -= 1
        return before >= 0 and (
            entry_at(self.text, before, "positions") is not None
            or entry_at(self.text, before, "institution_heads") is not None
            or self.text.words[before] in _ACTORS
        )

    def _reports(self, i: int) -> bool:
        """Whether a newspaper or agency acts here: it says something, it is a partner."""
        return i > 0 and (self.text.words[i - 1] in _PARTNERS or verb_at(self.text, i - 1, "saying_verbs") is not None)

    # -- by shape

    def _shaped(self, i: int, end: int, entry: Entry) -> Institution | None:
        record = entry.record
        if record.get("territory"):
            return self._administration(i, end, entry)
        branch = self._branch(i, end, entry) if record.get("branch") else None
        if branch is not None:
            return branch
        if record["id"] == "council":
            council = self._council(i, end, entry)
            if council is not None:
                return council
        stop = self.chains.name_end(i, end, entry)
        if stop is None:
            return None
        if record.get("fields") and stop + 1 < len(self.text.words) and self.text.words[stop] == _IN:
            stop = max(stop, self.chains.definites(stop + 1))
        name = self._words(i, stop)
        known = self.index.by_words.get(tuple(fold(name).split()))
        if known is not None and known.get("kind") == "media" and not self._reports(i):
            return None
        if known is not None:
            return Institution(i, stop, str(known["id"]), str(known["name_ar"]), known.get("parent"), known.get("kind"))
        kind = str(record["kind"])
        place = next((p.code for p in self.places.values() if p.end == stop and p.first > i), None)
        if place is None and record.get("seated"):
            seat = self.chains.seat(stop)
            if seat is not None:
                # the seat belongs to the fullest form, never to the identity: جامعة ابن زهر بأكادير
                stop, place = seat
        return Institution(
            i, stop, slug(name), name, None, kind, place, known=False, rule="institution-shape"
        )  # fmt: skip

    def _administration(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`عمالة إقليم السمارة`, `ولاية جهة الشرق`, `ولاية الجهة`: the state in a territory."""
        text, words = self.text, self.text.words
        record = entry.record
        if record.get("acting"):
            return self._acting(i, end, entry)
        at = end
        territory = entry_at(text, at, "territory_words")
        if territory is not None and not territory.preposition and not territory.conjunction:
            at += 1
        place = self.places.get(at) or (self.places.get(end) if at != end else None) or self.places.get(i)
        if place is None or place.end <= end:
            if territory is not None and territory.definite and record["id"] == "wilaya":
                return Institution(i, at, "wilaya", fold("ولاية الجهة"), None, "administration", None, level="regional", rule="institution-territory")
            if territory is not None and territory.definite and record["id"] == "prefecture" and territory.record["level"] == "provincial":
                return Institution(i, at, "prefecture", self._words(i, at), None, "administration", None, level="provincial", rule="institution-territory")
            return None
        if entry.definite:
            return None
        if record["id"] == "prefecture" and at == end and not self._governs(i, entry):
            return None
        if record["id"] == "wilaya" and territory is None and not self._governs(i, entry):
            return None
        code = (place.code or "").lower()
        name = self._words(i, place.end)
        return Institution(
            i, place.end, f"{record['id']}/{code}" if code else slug(name), name, "ministry-interior", "administration",
            place.code, level="regional" if record["id"] == "wilaya" else "provincial", rule="institution-territory",
        )  # fmt: skip

    def _acting(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`نظمته جماعة القباب`, `بشراكة مع جهة الشرق`: a territory's own body where it organizes or is a partner."""
        place = self.places.get(end) or self.places.get(i)
        if entry.definite or entry.preposition or place is None or place.end <= end or place.code is None:
            return None
        before = i - 1
        verb = entry_at(self.text, before, "event_verbs")
        organizes = verb is not None and verb.record["role"] == "organize" and not verb.definite
        listed = bool(self.found) and bool(entry.conjunction) and self.found[-1].end == i
        if not organizes and not listed and (before < 0 or self.text.words[before] not in _PARTNERS):
            return None
        kind = _TERRITORIAL[str(entry.record["id"])]
        code = getattr(place, "commune", None) or place.code
        return Institution(
            i, place.end, f"{kind}/{code.lower()}", self._words(i, place.end), None, str(entry.record["kind"]), place.code,
            rule="institution-territory",
        )  # fmt: skip

    def _governs(self, i: int, entry: Entry) -> bool:
        """Whether the administration is meant and not its land: it organizes, it is a partner, it has divisions."""
        before = i - 1
        if before < 0:
            return False
        text = self.text
        word = text.words[before]
        if word in _ACTORS or entry_at(text, before, "institution_heads") or entry_at(text, before, "positions"):
            return True
        if entry_at(text, before, "event_verbs") is not None and not entry.preposition:
            return True
        if self.found and self.found[-1].first < i <= self.found[-1].end and (entry.preposition == "ب" or entry.conjunction):
            return True
        if self.found and self.found[-1].end >= i - 1 and entry.conjunction:
            return True
        titles = text.phrases.get("positions", {})
        return any(first in titles and titles[first][0] == i for first in range(max(0, i - 5), i))

    def _council(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`مجلس جهة الشرق`, `المجلس الإقليمي لتاونات`, `المجلس الجماعي`, `مجلس الجهة`: elected councils."""
        text = self.text
        at = end
        territory = entry_at(text, at, "territory_words")
        level = None
        if not entry.definite:
            if territory is None or territory.conjunction or territory.preposition:
                return None
            level = str(territory.record["level"])
            at += 1
            if territory.definite:
                if level == "regional" and at == end + 1:
                    return Institution(i, at, _COUNCILS[level], self._words(i, at), None, "council", None, level=level, rule="institution-territory")
                return None
        else:
            adjective = entry_at(text, at, "institution_adjectives")
            if adjective is None or not adjective.definite or "level" not in adjective.record:
                return None
            level = str(adjective.record["level"])
            at += 1
            inner = entry_at(text, at, "territory_words")
            if inner is not None and inner.preposition == "ل" and not inner.definite:
                at += 1
        place = self.places.get(at) or self.places.get(at - 1) or self.places.get(end)
        if place is not None and place.end <= at:
            place = None
        if place is None and not entry.definite:
            return None
        if place is not None and entry.definite and at < len(text.words) and not text.words[at].startswith(("ل", "ب")) and at == end + 1:
            place = None
        stop = place.end if place is not None else end + 1
        name = self._words(i, stop)
        return Institution(
            i, stop, _COUNCILS[level] + (f"/{(place.code or '').lower()}" if place is not None else ""), name, None,
            "council", place.code if place is not None else None, level=level, rule="institution-territory",
        )  # fmt: skip

    def _branch(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`المديرية الجهوية للفلاحة`, `المكتب الجهوي لتنمية التعاون`, `مندوبية قطاع الصيد البحري`: an arm of a body."""
        text, words = self.text, self.text.words
        at = end
        level: str | None = None
        adjective = entry_at(text, at, "institution_adjectives")
        if entry.definite:
            if adjective is None or not adjective.definite or "level" not in adjective.record:
                return None
            level = str(adjective.record["level"])
            at += 1
        elif entry.record["id"] not in ("delegation", "directorate", "coordination", "inspectorate"):
            return None
        parent, stop = self._body(at, entry, adjective is not None and entry.definite)
        if parent is None:
            return None
        place, stop = self._territory(stop)
        code = place.lower() if place else ""
        return Institution(
            i, stop, f"{parent['id']}/{code or level or 'branch'}", self._words(i, stop), str(parent["id"]),
            "directorate" if entry.record["kind"] == "directorate" else "administration", place, level=level,
            rule="institution-branch",
        )  # fmt: skip

    def _body(self, at: int, entry: Entry, adjective: bool) -> tuple[Record | None, int]:
        """The body that a branch belongs to, and where its name ends."""
        text, words = self.text, self.text.words
        if at >= len(words):
            return None, at
        known = phrase_at(text, at, "institutions") or phrase_at(text, at, "weak_institutions")
        joined = words[at].startswith("ل")
        if known is not None and (known[1].preposition == "ل" or not adjective) and not known[1].conjunction:
            return known[1].record, known[0]
        if adjective and not joined:
            return None, at
        plain = ["ال" + words[at][2:] if words[at].startswith("لل") else words[at][1:] if adjective else words[at]]
        best: tuple[Record | None, int] = (None, at)
        for k in range(at, min(at + 6, len(words))):
            if k > at:
                plain.append(words[k])
            subject = self.index.subjects.get(tuple(plain))
            if subject is not None:
                best = subject, k + 1
            # المكتب الجهوي لتنمية التعاون: the adjective stands in the middle of مكتب تنمية التعاون
            body = self.index.by_words.get((entry.form, *plain)) or self.index.by_words.get(("ال" + entry.form, fold("الوطني"), words[at], *plain[1:]))
            if body is None and entry.form.endswith("ه"):
                body = self.index.by_words.get(("ال" + entry.form, fold("الوطنية"), words[at], *plain[1:]))
            if body is not None:
                best = body, k + 1
        return best

    def _territory(self, stop: int) -> tuple[str | None, int]:
        seat = self.chains.seat(stop)
        return (seat[1], seat[0]) if seat is not None else (None, stop)

    # -- afterwards

    def _within(self, mention: Institution, covered: int) -> int:
        """How far a mention hides what stands in it: `قسم العمل الاجتماعي بعمالة أزيلال` names the administration too."""
        text = self.text
        for k in range(mention.first + 2, mention.end):
            head = entry_at(text, k, "institution_heads")
            if head is not None and head.record.get("territory") and head.preposition in ("ب", "ل"):
                return k
        return covered

    def _acronym(self, mention: Institution) -> None:
        """`(جيكا)` behind a name belongs to its fullest form."""
        words, at = self.text.words, mention.end
        if at + 2 < len(words) and words[at] == "(" and words[at + 2] == ")" and not words[at + 1][0].isdigit():
            inner = words[at + 1]
            alias = self.index.by_words.get((inner,))
            if inner.isascii() and inner.isupper() or alias is not None and alias["id"] == mention.id or not mention.known and alias is None and not inner.endswith(("يه", "ي")):
                mention.end = at + 3

    def _words(self, first: int, end: int) -> str:
        """The article's words as a name: joined letters off, blanks and signs evened."""
        return clean_name(self.text, first, end)


#: Words after which a body is meant: `من طرف عمالة …`, `بشراكة مع`, `بين`.
_ACTORS = frozenset(fold(w) for w in ("طرف", "قبل", "لدن", "مع", "بين", "ممثل", "ممثلة", "ممثلو", "ممثلي", "عن", "مقر", "بمقر", "بتنسيق", "مصالح", "أطر"))


def clean_name(text: Text, first: int, end: int) -> str:
    """The words [first, end) as a name: `للوكالة الوطنية` gives `الوكالة الوطنية`.

    Letters joined to the first word go, where the vocabulary told which they are.
    """
    raw = " ".join(text.quote(first, end).split())
    entry: Entry | None = None
    word = text.lex[first]
    if word is not None:
        for cls in ("institutions", "institution_heads", "programmes", "programme_heads"):
            known: Any = word.entries.get(cls) or (text.phrases[cls][first][1] if cls in text.phrases and first in text.phrases[cls] else None)
            if known is not None:
                entry = known
                break
    if entry is None:
        return raw
    if entry.conjunction:
        raw = raw[1:].lstrip()
    if entry.preposition == "ل" and raw.startswith("لل"):
        return "ال" + raw[2:] if entry.definite or not raw.startswith("للا") else raw[1:]
    return raw[1:] if entry.preposition else raw


def joined_letters(entry: Entry) -> int:
    """How many letters stand before a name in its first word; `لل` keeps its second ل, which is the article's."""
    return len(entry.conjunction) + len(entry.preposition)


def _is_family(record: Record, territorial: frozenset[str]) -> bool:
    """Whether there is one such body in each territory: chambers, and what has a level in its name."""
    if record.get("kind") == "chamber" or record["id"] in territorial:
        return True
    words = fold(str(record["name_ar"])).split()
    return any(w in _LEVEL_WORDS for w in words[1:3])


_LEVEL_WORDS = frozenset(fold(w) for w in ("الجهوي", "الجهوية", "الإقليمي", "الإقليمية"))


def _settle(found: list[Institution]) -> None:
    """Lets what is named shortly be what is named in full elsewhere: `مجلس الجهة` is that of the region named."""
    full: dict[str, list[Institution]] = {}
    for mention in found:
        if "/" in mention.id and mention.place:
            full.setdefault(mention.id.split("/")[0], []).append(mention)
    for mention in found:
        if mention.place is not None or mention.rule not in ("institution-territory", "institution-branch"):
            continue
        same = [m for m in full.get(mention.id.split("/")[0], []) if m.level == mention.level or "/" not in mention.id]
        if len({m.id for m in same}) == 1:
            mention.id, mention.place = same[0].id, same[0].place
