"""Bodies of a territory, built and not listed: administrations, elected councils,
branches of national bodies.

`عمالة إقليم أزيلال` (the province's administration), `المجلس الإقليمي لتاونات` (its elected council),
`المكتب الجهوي
لتنمية التعاون` (the regional office of the cooperation office, the adjective in the middle of its name).
"""

from __future__ import annotations

from collections.abc import Mapping

from coopdb.lexicon import Record
from coopdb.reading.chains import Chains
from coopdb.reading.institution_index import Institution, InstitutionIndex, clean_name
from coopdb.reading.slugs import slug
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, entry_at, phrase_at
from coopdb.reading.words import Entry

_COUNCILS = {"regional": "regional-council", "provincial": "provincial-council", "local": "communal-council"}
_TERRITORIAL = {"commune": "communal-council", "region": "regional-council", "province": "prefecture"}
#: Words after which a body stands that works with another or does something itself.
PARTNERS = frozenset(fold(w) for w in ("مع", "طرف", "قبل", "لدن"))
#: Words after which a body is meant and not its land.
ACTORS = PARTNERS | frozenset(
    fold(w) for w in ("بين", "ممثل", "ممثلة", "ممثلو", "ممثلي", "عن", "مقر", "بمقر", "بتنسيق", "مصالح", "أطر")
)
#: Words after which a commune or a region acts and is no land.
ACTING = PARTNERS | frozenset(fold(w) for w in ("دأبت", "تعتزم", "قامت", "أعلنت", "ساهمت", "وبين", "بين"))
_OF_TERRITORY = frozenset(fold(w) for w in ("الترابية", "القروية", "الحضرية"))
#: Heads whose branches need no level in their names: مندوبية الصيد البحري.
_BARE_BRANCHES = frozenset(("delegation", "directorate", "coordination", "inspectorate"))
_NATIONAL = (fold("الوطني"), fold("الوطنية"))
#: How far the name of a branch's body may reach, in words.
_BODY_REACH = 6


class TerritorialBodies:
    """Builds the territorial bodies of one text.

    Attributes:
        found: the institutions read so far, which tell what stands beside.
    """

    def __init__(
        self,
        text: Text,
        places: Mapping[int, Placed],
        chains: Chains,
        index: InstitutionIndex,
        found: list[Institution],
    ) -> None:
        self.text = text
        self.places = places
        self.chains = chains
        self.index = index
        self.found = found

    def administration(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`عمالة إقليم السمارة`, `ولاية جهة الشرق`, `ولاية الجهة`: the state in a territory."""
        record = entry.record
        if record.get("acting"):
            return self._acting(i, end, entry)
        at = end
        territory = entry_at(self.text, at, "territory_words")
        if territory is not None and not territory.preposition and not territory.conjunction:
            at += 1
        place = self.places.get(at) or (self.places.get(end) if at != end else None) or self.places.get(i)
        level = "regional" if record["id"] == "wilaya" else "provincial"
        if place is None or place.end <= end:
            if territory is None or not territory.definite:
                return None
            if record["id"] == "prefecture" and territory.record["level"] != "provincial":
                return None
            return self._territorial(i, at, str(record["id"]), "administration", None, level)
        if entry.definite:
            return None
        land = at == end if record["id"] == "prefecture" else territory is None
        if land and not self._governs(i, entry):
            return None  # `على مستوى عمالة طنجة-أصيلة`: the land
        mention = self._territorial(i, place.end, str(record["id"]), "administration", place.code, level)
        mention.parent = "ministry-interior"
        if not place.code:
            mention.id = slug(mention.name)
        return mention

    def council(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`مجلس جهة الشرق`, `المجلس الإقليمي لتاونات`, `المجلس الجماعي`, `مجلس الجهة`: elected councils."""
        text = self.text
        at = end + 1
        territory = entry_at(text, end, "territory_words")
        if not entry.definite:
            if territory is None or territory.conjunction or territory.preposition:
                return None
            level = str(territory.record["level"])
            if territory.definite:
                return (
                    self._territorial(i, at, _COUNCILS[level], "council", None, level) if level == "regional" else None
                )
        else:
            adjective = entry_at(text, end, "institution_adjectives")
            if adjective is None or not adjective.definite or "level" not in adjective.record:
                return None
            level = str(adjective.record["level"])
            inner = entry_at(text, at, "territory_words")
            if inner is not None and inner.preposition == "ل" and not inner.definite:
                at += 1
        place = self.places.get(at) or self.places.get(at - 1) or self.places.get(end)
        if place is not None and place.end <= at:
            place = None
        if place is None and not entry.definite:
            return None
        apart = at < len(text.words) and not text.words[at].startswith(("ل", "ب"))
        if place is not None and entry.definite and apart and at == end + 1:
            place = None
        stop = place.end if place is not None else end + 1
        return self._territorial(i, stop, _COUNCILS[level], "council", place.code if place is not None else None, level)

    def branch(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`المديرية الجهوية للفلاحة`, `المكتب الجهوي لتنمية التعاون`, `مندوبية قطاع الصيد البحري`:
        an arm of a body."""
        adjective = entry_at(self.text, end, "institution_adjectives")
        level: str | None = None
        at = end
        if entry.definite:
            if adjective is None or not adjective.definite or "level" not in adjective.record:
                return None
            level = str(adjective.record["level"])
            at += 1
        elif entry.record["id"] not in _BARE_BRANCHES:
            return None
        parent, stop = self._body(at, entry, level is not None)
        if parent is None:
            return None
        seat = self.chains.seat(stop)
        place: str | None = None
        if seat is not None:
            stop, place = seat
        kind = "directorate" if entry.record["kind"] == "directorate" else "administration"
        return Institution(
            i, stop, f"{parent['id']}/{place.lower() if place else level or 'branch'}",
            clean_name(self.text, i, stop), str(parent["id"]), kind, place, level=level,
            rule="institution-branch",
        )  # fmt: skip

    def _territorial(self, i: int, stop: int, base: str, kind: str, place: str | None, level: str) -> Institution:
        return Institution(
            i, stop, f"{base}/{place.lower()}" if place else base, clean_name(self.text, i, stop), None, kind,
            place, level=level, rule="institution-territory",
        )  # fmt: skip

    def _acting(self, i: int, end: int, entry: Entry) -> Institution | None:
        """`نظمته جماعة القباب`, `بشراكة مع جهة الشرق`: a territory's own body where it organizes or is a
        partner."""
        place = self.places.get(end) or self.places.get(i)
        before = i - 1
        verb = entry_at(self.text, before, "event_verbs")
        organizes = verb is not None and verb.record["role"] == "organize" and not verb.definite
        listed = bool(self.found) and bool(entry.conjunction) and self.found[-1].end == i
        if entry.definite and entry.record["id"] == "commune":
            acts = organizes or listed or (before >= 0 and self.text.words[before] in ACTING)
            return self._commune_itself(i, end) if acts else None
        if not organizes and not listed and (before < 0 or self.text.words[before] not in PARTNERS):
            return None
        if entry.definite or entry.preposition or place is None or place.end <= end or place.code is None:
            return None
        code = getattr(place, "commune", None) or place.code
        mention = self._territorial(
            i,
            place.end,
            _TERRITORIAL[str(entry.record["id"])],
            str(entry.record["kind"]),
            place.code,
            "local",
        )
        mention.id = f"{_TERRITORIAL[str(entry.record['id'])]}/{code.lower()}"
        mention.level = None
        return mention

    def _commune_itself(self, i: int, end: int) -> Institution | None:
        """`نظمت الجماعة الترابية لتنانت`, `بشراكة مع الجماعة القروية`: the commune's council by its adjective."""
        if end >= len(self.text.words) or self.text.words[end] not in _OF_TERRITORY:
            return None
        place = self.places.get(end + 1)
        if place is None or not self.text.words[end + 1].startswith(("ل", "ب")):
            return self._territorial(i, end + 1, "communal-council", "council", None, "local")
        return self._territorial(i, place.end, "communal-council", "council", place.code, "local")

    def _governs(self, i: int, entry: Entry) -> bool:
        """Whether the administration is meant and not its land: it organizes, is a partner, has divisions."""
        before = i - 1
        if before < 0:
            return False
        text = self.text
        if text.words[before] in ACTORS:
            return True
        if entry_at(text, before, "institution_heads") or entry_at(text, before, "positions"):
            return True
        if entry_at(text, before, "event_verbs") is not None and not entry.preposition:
            return True
        if self.found:
            last = self.found[-1]
            if last.first < i <= last.end and (entry.preposition == "ب" or entry.conjunction):
                return True
            if last.end >= before and entry.conjunction:
                return True
        titles = text.phrases.get("positions", {})
        return any(first in titles and titles[first][0] == i for first in range(max(0, i - 5), i))

    def _body(self, at: int, entry: Entry, levelled: bool) -> tuple[Record | None, int]:
        """The body that a branch belongs to, and where its name ends."""
        text, words = self.text, self.text.words
        if at >= len(words):
            return None, at
        known = phrase_at(text, at, "institutions") or phrase_at(text, at, "weak_institutions")
        if known is not None and (known[1].preposition == "ل" or not levelled) and not known[1].conjunction:
            return known[1].record, known[0]
        if levelled and not words[at].startswith("ل"):
            return None, at
        plain = [_without_preposition(words[at]) if levelled else words[at]]
        best: tuple[Record | None, int] = (None, at)
        for k in range(at, min(at + _BODY_REACH, len(words))):
            if k > at:
                plain.append(words[k])
            # المكتب الجهوي لتنمية التعاون: the adjective stands in the middle of مكتب تنمية التعاون
            names = [
                (entry.form, *plain),
                *(("ال" + entry.form, n, words[at], *plain[1:]) for n in _NATIONAL),
            ]
            body = self.index.subjects.get(tuple(plain))
            body = next((b for name in names if (b := self.index.by_words.get(name)) is not None), body)
            if body is not None:
                best = body, k + 1
        return best


def _without_preposition(word: str) -> str:
    return "ال" + word[2:] if word.startswith("لل") else word[1:]


def settle(found: list[Institution]) -> None:
    """Lets what is named shortly be what is named in full elsewhere:
    `مجلس الجهة` is that of the region named."""
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
