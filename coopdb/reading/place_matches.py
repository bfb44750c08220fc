"""Names of places in a text, and what the words around them say: a place, an ordinary word, or doubtful."""

from __future__ import annotations

import functools

from coopdb.lexicon import Record
from coopdb.reading.place_names import PROVINCE, TABLES, PlaceName, PlaceNames, key_in
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import entry_at
from coopdb.reading.words import Entry

_SKIPPED_BEFORE = frozenset("«\"“”'(:")
_BULLETS = frozenset("-–—*•·")
_LIST_SIGNS = frozenset("،,٬/+-–")
#: Adjectives that may stand between a cue and the name: الجماعة الترابية تبانت, مدينة
_CUE_ADJECTIVES = frozenset(map(fold, (
    "القروية", "الترابية", "الحضرية", "قروية", "ترابية", "حضرية", "المحلية", "السياحية", "الصغيرة", "مثل",
    "كل", "من", "هي", "التالية",
    "أولا", "كالتالي", "الجنوبية", "الشمالية", "العتيقة",
)))  # fmt: skip
_ARTICLE = fold("ال")
_JOINED_AND = "و"
#: After a cue, ب begins something else: `مقر الجهة بمراكش` is in the town.
_IN_OR_LIKE = frozenset(("ب", "ك"))
#: Letters that no adjective has before it behind its noun: معرض الفرس للجديدة.
_JOINED_BEFORE = frozenset(("ب", "ك", "ل"))
_AND_OR = frozenset(map(fold, ("و", "أو", "ثم", "كذا", "وكذا")))


class PlaceMatch:
    """A name of a place in a text, with what stands around it; words [first, end)."""

    __slots__ = (
        "common",
        "cue",
        "cue_word",
        "end",
        "first",
        "headline",
        "joined",
        "joined_list",
        "leads",
        "listed",
        "not_place",
        "places",
        "preposition",
        "weak",
    )

    def __init__(self, first: int, end: int, joined: int, places: list[PlaceName], preposition: str) -> None:
        self.first, self.end, self.joined, self.places, self.preposition = (
            first,
            end,
            joined,
            places,
            preposition,
        )
        self.common: Record | None = None
        self.cue: str | None = None
        self.cue_word: str | None = None
        self.weak = False
        self.leads = False  # a list of places begins with it: الجديدة وتطوان
        self.headline = False  # `بركان: …`, at the head of a line
        self.not_place = False
        self.listed = False
        self.joined_list = False  # by و, not by a comma alone


# --- finding ------------------------------------------------------------------------------------------


def find_matches(text: Text, names: PlaceNames) -> list[PlaceMatch]:
    """Every name of a place that stands in the text, the longest at each word."""
    best: dict[int, tuple[int, int, str, str]] = {}
    words, lex, skipped = text.words, text.lex, text.skipped
    for table in TABLES:
        for first, (end, entry) in text.phrases.get(table, {}).items():
            if not skipped[first] and (first not in best or best[first][0] < end):
                best[first] = (
                    end,
                    *_joined(words[first], entry.conjunction, entry.preposition, entry.definite),
                )
    single: dict[int, Entry] = {}
    for table in TABLES:
        for i in text.where.get(table, ()):
            entry = lex[i].entries[table]
            if not entry.definite and (i not in single or len(entry.form) > len(single[i].form)):
                single[i] = entry
    for i, entry in single.items():
        if i not in best and not skipped[i]:
            best[i] = (i + 1, *_joined(words[i], entry.conjunction, entry.preposition, entry.definite))
    unknown = [i for i in names.run_together(words) if lex[i] is None]
    best.update(_glued(text, names, unknown))
    glued = {}
    for i in unknown:
        if not skipped[i] and (pair := names.pair(words[i])) is not None:
            best[i], glued[i] = (i + 1, pair[0], "", ""), pair[2]
    matches: list[PlaceMatch] = []
    at = 0
    for first in sorted(best):
        end, joined, preposition, conjunction = best[first]
        if first < at:
            continue
        key = key_in(text, first, end, joined)
        if first in glued:
            key = (text.words[first][joined : glued[first] - 1],)
        places = names.places(key)
        if not places and preposition == "ل":
            # للجهة: the article lost its first letter
            places = names.places((fold("ال") + text.words[first][joined + 1 :], *key[1:]))
        if not places:
            continue
        match = PlaceMatch(first, end, joined, places, preposition)
        match.listed = conjunction == _JOINED_AND
        common = text.phrases.get("common_names", {}).get(first) if end > first + 1 else None
        if common is not None:
            match.common = common[1].record if common[0] == end else None
        elif end == first + 1 and lex[first] is not None:
            entry = lex[first].entries.get("common_names")
            match.common = None if entry is None else entry.record
        certain = match.common is None or match.common["sense"] in ("place", "name")
        if matches and match.listed and certain and _follows(words, matches[-1].end, first):
            matches[-1].leads = True
        matches.append(match)
        at = end
        second = glued.get(first)
        if second is not None:
            other = PlaceMatch(first, end, second, names.places((text.words[first][second:],)), "")
            other.listed = True
            matches.append(other)
    return matches


def _follows(words: list[str], end: int, first: int) -> bool:
    """Whether a name stands right behind another, or behind it and a comma."""
    return first == end or (first == end + 1 and words[end] in "،,")


def _glued(text: Text, names: PlaceNames, unknown: list[int]) -> dict[int, tuple[int, int, str, str]]:
    """Names that a site glued to the word before: `إقليمسيدي بنور`."""
    found: dict[int, tuple[int, int, str, str]] = {}
    for i in unknown:
        word = text.words[i]
        if PROVINCE not in word:
            continue
        at = word.find(PROVINCE)
        joined = at + len(PROVINCE)
        if at <= 3 and len(word) >= joined + 2 and not text.skipped[i]:
            for end in (i + 3, i + 2, i + 1):
                if end <= len(text) and names.places(key_in(text, i, end, joined)):
                    found[i] = (end, joined, "", "")
                    break
    return found


def _joined(word: str, conjunction: str, preposition: str, definite: bool) -> tuple[int, str, str]:
    """How many letters stand before the name, the preposition and the conjunction among them."""
    count = len(conjunction) + len(preposition)
    if definite:
        count += 1 if preposition == "ل" and word[count : count + 1] == "ل" else 2
    return count, preposition, conjunction


# --- judging ------------------------------------------------------------------------------------------


def look_around(text: Text, match: PlaceMatch, before: PlaceMatch | None) -> None:
    """Notes the cue before a name, or that it goes on a list of places."""
    words = text.words
    own = _own_cue(text, match)
    if own is not None:
        match.cue, match.cue_word, match.listed = str(own["level"]), words[match.first], False
        return
    i = match.first - 1
    while i >= 0 and words[i] in _SKIPPED_BEFORE:
        i -= 1
    while i >= 0 and words[i] in _BULLETS:
        i -= 1
    if i < 0 or words[i] == "\n":
        match.listed = before is not None and before.headline and before.places[0].level == match.places[0].level
        if match.listed:
            match.headline = True
            return
        match.headline = match.end < len(words) and words[match.end] in ".:…-–/("
        match.listed = False
        return
    if "(" in words[i + 1 : match.first] and match.end < len(words):
        after = words[match.end]
        # (قطر 2025), (الجديدة وسيدي بنور), (بركان)
        match.headline = after.isdecimal() or after == ")" or after[:1] == _JOINED_AND
    gap = text.words[before.end : match.first] if before is not None and match.first - before.end <= 4 else None
    if before is not None and gap is not None and all(_is_list_link(w) for w in gap) and (gap or match.listed):
        match.joined_list = match.listed or not _AND_OR.isdisjoint(gap)
        match.listed = True
        if before.cue in ("region", "province", "commune", "city", "any"):
            match.cue = before.cue
        match.not_place = before.not_place
        return
    match.listed = False
    for back in range(3):
        at = i - back
        if at < (before.end if before is not None else 0) or words[at] == "\n":
            return
        found = _cue_ending(text, at)
        if found is not None:
            cue, definite = found
            if (back and cue["role"] != "cue") or (definite and not back and _is_adjective(match, cue)):
                return
            if cue["role"] == "cue" and match.preposition not in _IN_OR_LIKE:
                match.cue, match.cue_word = str(cue["level"]), words[at]
            elif cue["role"] == "weak":
                match.weak = True
            elif cue["role"] == "preposition":
                match.preposition = match.preposition or words[at]
            elif cue["role"] == "not":
                match.not_place = not match.preposition
            return
        if words[at] not in _CUE_ADJECTIVES:
            return


def _is_adjective(match: PlaceMatch, cue: Record) -> bool:
    """Whether a word behind a cue with the article describes it: الحكومة الجديدة, المدينة الجديدة."""
    return cue["role"] == "weak" or (match.common is not None and match.common["sense"] == "adjective")


def _own_cue(text: Text, match: PlaceMatch) -> Record | None:
    """The cue with which the name itself begins: the table holds إقليم الجديدة beside الجديدة."""
    if PROVINCE in text.words[match.first][: match.joined]:
        return _GLUED
    if match.end == match.first + 1:
        return None
    entry = entry_at(text, match.first, "place_cues")
    return entry.record if entry is not None and entry.record["role"] == "cue" else None


_GLUED: Record = {"id": "province", "role": "cue", "level": "province"}


def _is_list_link(word: str) -> bool:
    return word in _LIST_SIGNS or word in _AND_OR or word.isdecimal() or word in "()%"


def _cue_ending(text: Text, i: int) -> tuple[Record, bool] | None:
    """The cue that ends with word `i`, a word or a phrase of up to three, and whether it has the article."""
    phrases = text.phrases.get("place_cues")
    if phrases:
        for first in (i - 1, i - 2, i - 3):
            phrase = phrases.get(first)
            if phrase is not None and phrase[0] == i + 1:
                return phrase[1].record, phrase[1].definite
    entry = entry_at(text, i, "place_cues")
    return None if entry is None else (entry.record, entry.definite)


def verdict(text: Text, match: PlaceMatch) -> bool | None:
    """Whether a name is a place here: True, False, or None where the rest of the article decides."""
    words = text.words
    after = words[match.end] if match.end < len(words) else "\n"
    if _is_inside_name(text, match):
        return False
    if match.listed and match.common is not None and _has(match.common, "not_before", after):
        return False  # بإقليم تازة، صباح اليوم: no second place
    if match.cue is not None and match.cue != "any":
        word = match.common or getattr(entry_at(text, match.end - 1, "common_names"), "record", None)
        if match.cue == "region" and word is not None and _is_near(text, match, word):
            return False  # حدد جهة الشرق: مكان شروق الشمس
        return not (match.cue == "region" and after in _EAST_OF)
    if match.not_place:
        return False
    if match.common is not None:
        return _common_verdict(text, match, after)
    best = max(match.places, key=lambda p: (p.bare, p.urban))
    if best.bare and best.level != "district":
        return True
    if all(p.level == "region" and not p.bare for p in match.places):
        return False
    if match.places[0].level == "province":
        # a province whose name is an ordinary word: beside a preposition, a list, or a thing of towns
        return bool(match.preposition or match.listed or match.weak or match.cue) or None
    if match.cue or match.joined_list:
        return True
    # what lies in it, or stands in it, makes a rural commune or a district that has a name of its own a place
    longer = best.level == "district" and after.startswith(_ARTICLE)  # شاطئ السواني الصغير is another name
    own = len({p.code for p in match.places}) == 1 and (match.preposition in _INSIDE or (match.weak and not longer))
    return True if own else None


#: Classes of what is called by a name in quotes: a cooperative, a programme, a prize.
_CALLED = frozenset(("group_words", "institution_words", "programme_words", "counted_nouns"))
_OPENING, _CLOSING = frozenset('«“"'), frozenset('»”"\n')


def _is_inside_name(text: Text, match: PlaceMatch) -> bool:
    """Whether a name that is no town's stands in another's quoted name: تعاونية "أغبالو ن كردوس"."""
    if (
        match.preposition
        or match.cue
        or (match.common is None and any(p.urban or p.level == "region" for p in match.places))
    ):
        return False
    for i in range(match.first - 1, max(match.first - 6, 0), -1):
        if text.words[i] in _OPENING:
            known = text.lex[i - 1]
            return known is not None and not _CALLED.isdisjoint(known.entries)
        if text.words[i] in _CLOSING or text.words[i] in ".،,":
            return False
    return False


#: Prepositions that only places have behind them: تعاونية بتافوغالت.
_INSIDE = frozenset(map(fold, ("ب", "نحو", "صوب", "قرب", "باتجاه", "بكل من")))
_EAST_OF = frozenset(map(fold, ("الأوسط", "الأقصى", "الأدنى", "الأوسطية")))
_FROM = fold("من")
_EACH = frozenset(map(fold, ("كل", "بكل", "لكل", "وبكل")))
_NOT = frozenset(map(fold, ("ليست", "ليس", "وليست", "غير", "ليسوا")))


def _common_verdict(text: Text, match: PlaceMatch, after: str) -> bool | None:
    """Whether an ordinary word is a place's name here; None where the company that it keeps decides."""
    record = match.common or {}
    sense, ahead = record["sense"], text.words[max(match.first - 3, 0) : match.first]
    before = ahead[-1] if ahead else "\n"
    # ليست الفكرة بالجديدة: 'not new', with ب before the predicate
    if before in _NOT or (match.preposition == "ب" and not _NOT.isdisjoint(ahead)):
        return False
    if _has(record, "not_after", before) or _has(record, "not_before", after):
        return False
    if not (match.cue or match.weak) and _is_object(text, match, before):
        return False
    if match.cue or (match.listed and sense != "strict"):
        return None if sense == "strict" else True
    if match.leads and before == _FROM and text.words[match.first - 2] in _EACH:
        return True  # بكل من واد الذهب واليوسفية
    if sense == "strict":
        if match.places[0].level == "region" and match.headline and match.listed:
            return True  # a list with a region a line: `- الشرق: 52 تعاونية`
        return None if match.preposition == "ب" or match.listed else False
    if sense in ("place", "noun") and not match.listed and _is_joined_to_noun(text, match, before):
        return False
    if match.preposition not in _JOINED_BEFORE and (
        _is_behind_definite(record, before) or _is_near(text, match, record)
    ):
        return False
    silent = match.joined and match.preposition in (record.get("not_with") or ())
    told = bool(match.weak or match.leads or (match.preposition and not silent) or match.headline)
    if sense == "local":
        return None if told else False
    return told or sense in ("name", "place") or (False if sense == "adjective" else None)


def _is_joined_to_noun(text: Text, match: PlaceMatch, before: str) -> bool:
    """Whether `و` joins it to a noun that is no place: `الآبار والعيون` (wells and springs)."""
    return match.joined > 0 and text.words[match.first][0] == _JOINED_AND and before.startswith(_ARTICLE)


def _is_object(text: Text, match: PlaceMatch, before: str) -> bool:
    """Whether the word before makes it a plain noun: `العناية بالعيون` (of the eyes), `أكبر بركان` (the biggest)."""
    if match.preposition == "ب" and text.words[match.first][: match.joined].strip("وال") == "ب":
        return entry_at(text, match.first - 1, "takes_with") is not None
    return not match.joined and before in _ELATIVES and not text.words[match.first].startswith(_ARTICLE)


_ELATIVES = frozenset(
    map(
        fold, ("أكبر", "أعلى", "أقدم", "أخطر", "أشهر", "أضخم", "أعظم", "أول", "آخر", "أصغر", "أجمل", "أي", "كل", "أنشط")
    )
)


def _is_behind_definite(record: Record, before: str) -> bool:
    """Whether an adjective's noun stands before it: الحكومة الجديدة."""
    is_adjective = record["sense"] == "adjective" or bool(record.get("adjective"))
    # إلى (to) only looks like a word with the article when it is folded
    return (
        is_adjective
        and len(before) > 3
        and _ARTICLE in (before[:2], before[1:3], before[2:4] if before[:1] == "و" else "")
    )


def _is_near(text: Text, match: PlaceMatch, record: Record) -> bool:
    """Whether the paragraph speaks of the ordinary thing: lava, surgery, ships."""
    listed = record.get("not_near")
    if not listed or match.weak:
        return False
    near = _folded(tuple(map(str, listed)))
    first, end = text.paragraph(match.first)
    words = text.words
    return any(_is_on(near, words[i]) for i in range(first, end) if not match.first <= i < match.end)


def _has(record: Record, field_name: str, word: str) -> bool:
    """Whether a word, its joined letters and article aside, is on a record's list."""
    listed = record.get(field_name)
    return bool(listed) and _is_on(_folded(tuple(map(str, listed or ()))), word)


def _is_on(words: frozenset[str], word: str) -> bool:
    return any(word[k:] in words for k in (0, 1, 2, 3) if len(word) - k > 1)


@functools.lru_cache(maxsize=256)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, words))
