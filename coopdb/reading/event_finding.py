"""Which words are events, and which of them the article is about."""

from __future__ import annotations

from dataclasses import dataclass

from coopdb.reading.chains import OPENING
from coopdb.reading.event_text import SIGNS, EventText
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import entries_between, entry_at, folded_words, hits, phrase_at, verb_at
from coopdb.reading.words import Entry

#: How many sentences of the text tell what it is about.
_OPENING = 3
#: How far a verb may stand before the noun that it governs, in words.
_GOVERNS = 45
_ORDINAL = frozenset(
    fold(w)
    for w in (
        "الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة",
        "الثامنة", "التاسعة", "العاشرة", "الحادية",
        "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع",
        "الثامن", "التاسع", "العاشر", "الحادي",
    )
)  # fmt: skip
_DURING = frozenset(fold(w) for w in ("خلال", "في", "ضمن", "هامش", "إطار", "أثناء", "بمناسبة", "عقب", "ختام", "افتتاح"))
#: What is still to come is no more than mentioned: `قبيل قمة يعقدها الاتحاد`.
_BEFORE = frozenset(fold(w) for w in ("قبيل", "قبل", "حين", "انتظار"))
_SINCE = frozenset(fold(w) for w in ("منذ", "بعد", "قبل"))
_AND = "و"


@dataclass(slots=True)
class Candidate:
    """A noun that may be an event.

    Attributes:
        verb: the word of the verb that governs it, None where none does.
        role: what that verb is: organize, host, hold, open, act, participle, during.
        future: whether the verb announces.
        verb_id: the record of that verb.
        definite: whether the noun is definite: named before, or one of its kind.
    """

    first: int
    end: int
    id: str
    type: str
    weak: bool
    definite: bool
    verb: int | None = None
    role: str = ""
    future: bool = False
    inner: bool = False
    suffixed: bool = False
    verb_id: str = ""

    def same_as(self, main: Candidate, text: Text) -> bool:
        """Whether this is the main event come back to: its noun with the article,
        or a general noun for it."""
        if self.first == main.first or self.id == main.id:
            return True
        if text.sentence(self.first) == text.sentence(main.first) and self.type == main.type:
            return True
        if not self.definite or self.end - self.first > 1 or self.id not in ("meeting", "ceremony", "conference"):
            return False
        adjective = entry_at(text, self.end, "institution_adjectives")
        return adjective is None or not adjective.definite

    def own(self, around: EventText) -> bool:
        """Whether a mentioned event has something of its own: a verb of holding, a place, a date."""
        if self.weak or self.inner:
            return False
        stop = around.text.sentence(self.first)[1]
        after = min(stop, self.end + 12)
        if self.role == "organize":
            return True
        adjective = entry_at(around.text, self.end, "institution_adjectives")
        if self.role == "" and (not self.definite or (self.end - self.first == 1 and adjective is None)):
            return False
        if (
            self.role
            and self.definite
            and adjective is not None
            and adjective.definite
            and adjective.record["id"] in ("national", "international", "regional")
        ):
            return True  # المناظرة الوطنية للاقتصاد الاجتماعي: one of its kind
        return any(k in around.places_at for k in range(self.end, after)) and (
            self.end - self.first > 1
            or entry_at(around.text, self.end, "institution_adjectives") is not None
            or self.role != ""
        )


def candidates_of(around: EventText) -> list[Candidate]:
    """Every event noun of the text, with the verb that governs it."""
    text, words = around.text, around.text.words
    found: list[Candidate] = []
    for i, _, end, entry in hits(text, ("event_nouns",), suffixes=True):
        if around.aside[i] or not (_fits(text, i, end, entry) or _sits(around, end, entry)):
            continue
        if found and i < found[-1].end:
            continue
        record = entry.record
        definite = (
            entry.definite
            or words[i].startswith(("ال", "بال", "لل", "وال"))
            or words[end - 1].startswith("ال")
            or bool(entry.suffix)
        )
        candidate = Candidate(
            i,
            end,
            str(record["id"]),
            str(record["type"]),
            bool(record.get("weak")),
            definite,
            inner=bool(record.get("inner")),
            suffixed=bool(entry.suffix),
        )
        named = text.phrases.get("programmes", {}).get(i)
        if named is not None and named[1].record.get("kind") == "fair":
            candidate.type = "fair"  # الملتقى الدولي للفلاحة: a fair by its name
        if record.get("title"):
            if not _has_subject(around, i, end, entry):
                continue
            candidate.verb, candidate.role, candidate.definite = i, "act", False
            found.append(candidate)
            continue
        _govern(around, candidate)
        if record.get("verbs") and (
            candidate.verb is None
            or candidate.verb > i
            or candidate.verb_id not in record["verbs"]
            or words[i - 1] in _ASIDE
            or entry.preposition
        ):
            continue  # `في إطار الاتفاقية`: an agreement is an event where it is signed
        found.append(candidate)
    return found


_ASIDE = frozenset(fold(w) for w in ("إطار", "بموجب", "ضمن", "حسب", "وفق", "مشروع", "بنود", "مقتضيات", "هامش", "بعد"))


def _has_subject(around: EventText, i: int, end: int, entry: Entry) -> bool:
    """Whether a verb that is an event by itself has a person or a body for its subject: `زارت وزيرة …`."""
    text = around.text
    if entry.definite or entry.preposition or entry.suffix or (i and entry_at(text, i - 1, "function_words")):
        return False
    known = text.lex[end] if end < len(text.words) else None
    wanted = entry.record.get("object")
    if wanted is not None and not any(
        (wanted == "celebrated") or (not e.preposition and not e.definite)
        for _, e in entries_between(text, str(wanted), end, min(end + 16, text.sentence(i)[1]))
    ):
        return False
    if end in around.body_at:
        return not text.words[end].startswith(("ب", "ل"))
    if known is None or end >= len(text.words):
        return False
    return bool({"positions", "honorifics", "royal_words", "cooperative_heads"} & known.entries.keys()) and not any(
        e.preposition for c, e in known.entries.items() if c in ("positions", "honorifics")
    )


def _fits(text: Text, i: int, end: int, entry: Entry) -> bool:
    """Whether the words behind the noun leave it an event."""
    words = text.words
    after = words[end] if end < len(words) else ""
    if after.isdigit() and end + 1 < len(words):
        after = words[end + 1]  # إطلاق 4 رصاصات
    bare = after[2:] if after.startswith("ال") else after
    record = entry.record
    unwanted = folded_words(record, "not_with")
    if bare in unwanted or after in unwanted:
        return False
    before = folded_words(record, "after")
    if before and before.isdisjoint(words[max(0, i - 3) : i]):
        return False
    wanted = folded_words(record, "with")
    return bare in wanted if wanted else not entry.suffix


def _sits(around: EventText, end: int, entry: Entry) -> bool:
    """`دورة مجلس الجهة العادية`: the body stands between a session and its adjective."""
    body = around.body_at.get(end)
    if body is None or entry.record["id"] != "council-session":
        return False
    after = around.text.words[body.end] if body.end < len(around.text.words) else ""
    return after.startswith("ال") and after[2:] in folded_words(entry.record, "with")


def _govern(around: EventText, candidate: Candidate) -> None:
    """Finds the verb that governs a noun: the nearest before it in its sentence,
    or a relative verb or participle behind it."""
    text, words = around.text, around.text.words
    start, stop = around.statement(candidate.first)
    i = candidate.first
    if i and words[i - 1] in _BEFORE:
        return
    for first, _, entry in around.verbs_between(candidate.end, min(stop, candidate.end + 14)):
        record = entry.record
        relative = (
            bool(entry.suffix)
            or record["role"] == "participle"
            or words[first - 1] in _RELATIVES
            or (first == candidate.end + _adjectives(text, candidate.end))
        )
        suffixed = words[first].endswith(("ه", "ها")) and record["role"] in ("organize", "host")
        if record["role"] == "participle" and not _agrees(words[candidate.first], words[first]):
            continue
        if (relative or suffixed) and not _crosses(text, candidate.end, first):
            candidate.verb, candidate.role = first, str(record["role"])
            candidate.future = bool(record.get("future"))
            return
    quoted = i > 1 and words[i - 1] in OPENING
    if i and words[i - 1 - quoted] in _SINCE:
        return
    for first, end, entry in reversed(around.verbs_between(max(start, i - _GOVERNS), i)):
        record = entry.record
        if record["role"] == "participle":
            continue
        if _clause_between(text, end, i) or (record.get("direct") and not _is_object(around, end, i)):
            break
        if record["role"] == "act" and _beside(text, candidate, end):
            candidate.role = "during"  # فاز بها سنة 2013 في مهرجان كان: where it happened, not what
            break
        candidate.verb, candidate.role = first, str(record["role"])
        candidate.future, candidate.verb_id = bool(record.get("future")), str(record["id"])
        break
    held = candidate.weak and i > 0 and words[i - 1] == _HOLDING and candidate.role in ("hold", "host")
    if held or (not candidate.role and _announced(around, start, i)):
        candidate.role = "organize"  # جرى تنظيم مسابقة
    if (
        not candidate.role
        and i
        and (words[i - 1] in _DURING or (text.words[i].startswith("ب") and not candidate.definite))
    ):
        candidate.role = "during"


def _announced(around: EventText, start: int, i: int) -> bool:
    """Whether the noun is what somebody announces or undertakes to hold: `أعلنت العمالة عن تنظيم معرض`."""
    words = around.text.words
    for k in range(i - 1, max(start, i - 6), -1):
        if words[k] in SIGNS:
            return False
        if words[k] == _HOLDING:
            return words[k - 1] in _TOWARDS
    return False


_HOLDING = fold("تنظيم")
_TOWARDS = frozenset(fold(w) for w in ("عن", "على", "إلى"))


def _beside(text: Text, candidate: Candidate, end: int) -> bool:
    """Whether the noun tells where or when somebody acted: behind `في`, or joined to `ب` far behind the verb."""
    i = candidate.first
    if candidate.weak:
        return False
    return text.words[i - 1] == _IN or (candidate.definite and text.words[i].startswith("بال") and i > end + 1)


_IN = fold("في")


def _is_object(around: EventText, first: int, i: int) -> bool:
    """Whether the noun at `i` is the plain object of a verb that ends at `first`: a subject, a date, a sign before it,
    no preposition, no other noun that it rests on."""
    text = around.text
    noun = phrase_at(text, i, "event_nouns")
    if noun is None or noun[1].preposition or noun[1].definite or noun[1].conjunction:
        return False
    before = text.words[i - 1]
    return i == first or bool(around.inside[i - 1]) or before in SIGNS or before.startswith("ال") or before[0].isdigit()


def _agrees(noun: str, participle: str) -> bool:
    """Whether noun and participle are both feminine or neither: `القافلة المنظمة`."""
    return noun.endswith("ه") == participle.endswith("ه")


_RELATIVES = frozenset(fold(w) for w in ("الذي", "التي", "اللذين", "اللتين"))


def _adjectives(text: Text, at: int) -> int:
    """How many adjectives stand at a word: `لقاء تواصلي نظم أمس`."""
    count = 0
    while (
        at + count < len(text.words)
        and count < 3
        and text.words[at + count].endswith(("ي", "يه", "يا"))
        and verb_at(text, at + count, "event_verbs") is None
    ):
        count += 1
    return count


def _crosses(text: Text, first: int, end: int) -> bool:
    return not _BREAKS.isdisjoint(text.words[first:end]) or bool(entries_between(text, "event_nouns", first + 1, end))


_BREAKS = frozenset(".؛")


def _clause_between(text: Text, first: int, end: int) -> bool:
    """Whether another clause stands between verb and noun, so that the verb governs something else."""
    if not _CLAUSES.isdisjoint(text.words[first:end]) and any(
        word.record["id"] == "conjunctions" and text.words[k] in _CLAUSES
        for k, word in entries_between(text, "function_words", first, end)
    ):
        return True
    return any(
        not verb.definite
        and not verb.preposition
        and entry_at(text, k, "given_names") is None
        and entry_at(text, k, "function_words") is None  # بين: between, seldom "he made clear"
        for k, verb in entries_between(text, "saying_verbs", first, end)
    )


_CLAUSES = frozenset(
    fold(w)
    for w in (
        "أن",
        "إن",
        "بأن",
        "وأن",
        "وإن",
        "حيث",
        "بعدما",
        "قبل",
        "لأن",
        "أنه",
        "أنها",
        "وهو",
        "وهي",
        "كما",
    )
)


def choose(around: EventText, candidates: list[Candidate]) -> Candidate | None:
    """The event that the article is about, or None."""
    text = around.text
    opening = around.opening(_OPENING)
    if not opening:
        return None
    limit = opening[-1][1]
    titled = {c.id for c in candidates if around.title and around.title[0] <= c.first < around.title[1]}
    in_opening = [c for c in candidates if around.body <= c.first < limit]
    in_opening = [c for c in in_opening if c.first == 0 or text.words[c.first - 1] != _MARGIN or c.id in titled]
    governed = [c for c in in_opening if c.role and (c.role != "during" or _dated(around, c))]
    types = {c.type for c in candidates if around.title and around.title[0] <= c.first < around.title[1]}
    ranked = sorted(governed, key=lambda c: (_rank(around, c, titled, types, opening), c.first))
    for candidate in ranked:
        if _rank(around, candidate, titled, types, opening) < _NONE:
            return _outer(candidate, candidates, text)
    # the title names it, the text speaks of it as known
    for candidate in in_opening:
        if candidate.id in titled and candidate.definite and not candidate.weak:
            return candidate
    return None


_NONE = 90
#: `على هامش المعرض` is said of what happens beside the fair.
_MARGIN = fold("هامش")


def _rank(around: EventText, c: Candidate, titled: set[str], types: set[str], opening: list[tuple[int, int]]) -> int:
    """How well a governed noun of the opening fits as the article's event; lower is better."""
    sentence = next((k for k, (a, b) in enumerate(opening) if a <= c.first < b), len(opening))
    strong = not c.weak
    if c.weak and (
        (c.role == "during" and c.id == "sitting")
        or (c.role == "participle" and c.id in ("sitting", "council-session"))
    ):
        return 40 + sentence * 10
    if c.weak and c.role not in ("act", "open", "hold", "host", "organize"):
        return _NONE
    if c.type == "campaign" and c.role not in ("open", "organize", "act"):
        return _NONE
    if c.weak and c.role == "host":
        return _NONE if c.type != "signing" else 8
    if c.role == "hold" and not strong and c.type not in ("signing", "launch", "ceremony"):
        return _NONE
    if c.role == "during":
        return 30 + sentence * 10 if strong and (not c.definite or sentence == 0) else _NONE
    if c.weak and sentence > 1:
        return _NONE
    value = sentence * 10
    value += 0 if c.id in titled or c.type in types else 3
    value += 0 if strong else 2
    if c.role == "act" and strong and c.definite:
        value += 4
    if c.role == "hold" and around.text.words[c.verb or 0] in _TAKING_PART:
        value += 20
    return value


_TAKING_PART = frozenset(fold(w) for w in ("استفاد", "استفادت", "شارك", "شاركت"))


def _dated(around: EventText, c: Candidate) -> bool:
    """Whether the text has given a day by then: a year, last month, next week tell of no event."""
    stop = around.statement(c.first)[1]
    return any(
        around.body <= d.first < stop and ((d.from_ is not None and len(d.from_) == 10) or d.weekday is not None)
        for d in around.dates
    )


def _outer(candidate: Candidate, candidates: list[Candidate], text: Text) -> Candidate:
    """`افتتاح الدورة الرابعة للمعرض`: the fair is the event, its opening what is told of it."""
    if not candidate.inner:
        return candidate
    stop = text.sentence(candidate.first)[1]
    for other in candidates:
        if candidate.end <= other.first < min(stop, candidate.end + 6) and not other.weak:
            other.verb, other.role, other.future = candidate.verb, candidate.role, candidate.future
            return other
    return candidate


__all__ = ["Candidate", "candidates_of", "choose", "phrase_at"]


def others(around: EventText, main: Candidate, candidates: list[Candidate]) -> list[Candidate]:
    """Events that the article reports beside the main one: on its margin, the same evening,
    or joined to it in the title.

    `على هامش التوقيع، استفاد 59 رئيسا … من دورة تكوينية` (on the margin of the signing,
    59 heads had a training).
    """
    text, words = around.text, around.text.words
    found: list[Candidate] = []
    for c in candidates:
        if c is main or c.type == main.type or c.future or any(c.type == f.type for f in found):
            continue
        start, _ = text.sentence(c.first)
        if around.title and around.title[0] <= c.first < around.title[1]:
            if (
                words[c.first].startswith("و")
                and c.weak
                and c.type in ("launch", "signing")
                and any(around.title[0] <= k.first < c.first and k.type == main.type for k in candidates)
            ):
                found.append(c)
            continue
        if (
            c.first < around.body
            or not c.role
            or c.role in ("during", "participle")
            or c.type in ("visit", "competition")
        ):
            continue
        beside = any(words[k] in _BESIDE for k in range(start, min(start + 4, c.first)))
        if beside and (not c.definite or c.type in ("launch", "signing")):
            inner = (
                next((o for o in candidates if c.end <= o.first <= c.end + 2 and not o.weak), None)
                if c.type == "launch"
                else None
            )
            if inner is not None:
                inner.verb, inner.role = c.verb, c.role  # إعطاء انطلاقة القافلة: the caravan
            found.append(inner or c)
    return found


_BESIDE = frozenset(fold(w) for w in ("هامش", "هامشها", "هامشه", "المساء", "إثر", "بالموازاة", "الموازاة"))
