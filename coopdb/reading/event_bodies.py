"""Who an event belongs to: those who organize it, their partners, patrons and guests."""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.chains import CLOSING
from coopdb.reading.event import Event
from coopdb.reading.event_finding import Candidate
from coopdb.reading.event_text import COMMA, SIGNS, EventText, Listed, hits_between
from coopdb.reading.text import fold
from coopdb.reading.triggers import entries_between, entry_at, phrase_at

#: All sentences of an article.
_ALL = 60
#: Words of spans of time: `تنظمه، طيلة أربعة أيام، جمعية …`.
_SPANNING = frozenset(
    fold(w) for w in ("طيلة", "مدى", "مدار", "الممتدة", "الفترة", "امتداد", "غاية", "صباح", "مساء", "زوال", "ابتداء")
)
_RELATIVE = frozenset(fold(w) for w in ("الذي", "التي"))
#: `من طرف الفرع المحلي للجمعية`: a branch stands for its body.
_BRANCH_OF = frozenset(
    fold(w)
    for w in (
        "الفرع", "فرع", "مكتب", "المكتب", "مصالح", "المصالح", "طلبة", "طلاب", "أطر", "هيئة", "إدارة", "فريق", "أعضاء",
        "قطب", "خلية", "مسؤولو", "المصلحة", "شبيبة", "تلاميذ", "أساتذة", "السلطات", "ممثلو",
    )
)  # fmt: skip
_ALL_OF = frozenset(fold(w) for w in ("كل", "من", "كلا"))


def organizers(around: EventText, candidate: Candidate, event: Event, standing: str) -> None:
    """The subject of the organizing verb: right behind it, dates and places between; or before it."""
    text = around.text
    sentences = [text.sentence(candidate.first)]
    if candidate.id == "agreement" and candidate.verb is not None:
        # وقعت وزارة الفلاحة ومجلس الجهة اتفاقية: those who sign are partners of each other
        put(around, event.partners, _subjects(around, candidate.verb + 1, candidate.first, None), event)
        return
    if standing == "reported":
        sentences += [s for s in around.opening(_ALL) if s[0] > candidate.first]
        sentences[1:1] = [s for s in around.opening(2) if s[1] <= sentences[0][0] and _names_it(around, candidate, s)]
    for n, (start, stop) in enumerate(sentences):
        for first, end, entry in around.verbs_between(start, stop):
            if entry.record["role"] != "organize":
                continue
            if n > 4 and not _of_event(around, candidate, first):
                continue
            this = _this_event(around, candidate, end)
            if n and this is None and not (entry.suffix or text.words[first].endswith(("ه", "ها"))):
                continue
            if standing == "mentioned" and abs(first - candidate.first) > 12:
                continue
            noun = candidate.first if candidate.first > first and this is None else None
            bodies = _subjects(around, this or end, min(stop, end + 22), noun)
            if bodies:
                put(around, event.organizers, bodies, event)
                return
        if n > 4:
            continue
        bodies = _holders(around, candidate, start, stop, n)
        if bodies:
            put(around, event.organizers, bodies, event)
            return
        for i, _, end, entry in hits_between(around, start, stop, "event_cues"):
            if entry.record["role"] == "organizer" and (n == 0 or _about(around, i)):
                if standing == "mentioned" and abs(i - candidate.first) > 15:
                    continue
                bodies = _bodies_from(around, end, stop)
                if bodies:
                    put(around, event.organizers, bodies, event)
                    return


def _names_it(around: EventText, candidate: Candidate, span: tuple[int, int]) -> bool:
    """Whether a sentence holds the event's noun."""
    nouns = entries_between(around.text, "event_nouns", *span)
    return any(noun.record["id"] == candidate.id for _, noun in nouns)


def _this_event(around: EventText, candidate: Candidate, at: int) -> int | None:
    """Where the subject follows that stands behind the event itself: `نظم هذه الندوة المركز الجهوي`."""
    text = around.text
    if at + 1 >= len(text.words) or text.words[at] not in _THIS:
        return None
    noun = phrase_at(text, at + 1, "event_nouns")
    return noun[0] if noun is not None and noun[1].record["id"] == candidate.id else None


def _holders(around: EventText, candidate: Candidate, start: int, stop: int, n: int) -> list[Listed]:
    """The body before or behind `تنظيم` (holding): `أعلنت العمالة عن تنظيم معرض`, `التي دأبت الجماعة على تنظيمها`."""
    text, words = around.text, around.text.words
    for k in range(start + 1, min(stop, candidate.end + 30) if not n else min(stop, start + 30)):
        if words[k] in _ITS_HOLDING and words[k - 1] == _UPON:
            relative = next((r for r in range(k - 1, max(start, k - 12), -1) if words[r] in _RELATIVE), None)
            if relative is None:
                continue
            inside = [b for b in around.institutions if relative < b.first and b.end <= k]
            return inside[-1:] or _subjects(around, k + 1, min(stop, k + 16), None)
        if words[k] not in _HOLDING or n > 1:
            continue
        nouns = entries_between(text, "event_nouns", k, k + 7)
        if not any(e.record["id"] == candidate.id for _, e in nouns):
            continue
        if words[k - 1] in _TOWARDS or words[k].startswith("ب"):
            before = [b for b in around.institutions if start <= b.first and b.end < k and k - b.end < 8]
            if before and COMMA.isdisjoint(words[before[-1].end : k]):
                return before[-1:]
    return []


_THIS = frozenset(fold(w) for w in ("هذا", "هذه"))
_UPON = fold("على")
_TOWARDS = frozenset(fold(w) for w in ("على", "إلى", "عن"))
_HOLDING = frozenset(fold(w) for w in ("تنظيم", "بتنظيم"))
_ITS_HOLDING = frozenset(fold(w) for w in ("تنظيمه", "تنظيمها"))


def _of_event(around: EventText, candidate: Candidate, verb: int) -> bool:
    """Whether a relative verb speaks of the event: `الحفل، الذي نظمته …`."""
    text = around.text
    nouns = entries_between(text, "event_nouns", max(0, verb - 4), verb)
    return text.words[verb - 1] in _RELATIVE and any(noun.definite for _, noun in nouns)


def _about(around: EventText, i: int) -> bool:
    """Whether a verb or participle of organizing stands right before: `القافلة، المنظمة من قبل`,
    `نظم بتنسيق بين`."""
    verbs = entries_between(around.text, "event_verbs", max(0, i - 3), i)
    return any(verb.record["role"] in ("participle", "organize", "hold") for _, verb in verbs)


def _subjects(around: EventText, at: int, limit: int, noun: int | None) -> list[Listed]:
    """The bodies that a verb has for its subject: nothing but dates, places and signs may stand between."""
    text = around.text
    k = at
    while k < limit:
        if k in around.body_at:
            return _series(around, k)
        head = entry_at(text, k, "institution_heads")
        if head is not None and head.definite and not head.preposition:
            # نظمتها الغرفة: the chamber named before
            named = [
                b
                for b in around.institutions
                if b.first < k
                and (before := entry_at(text, b.first, "institution_heads")) is not None
                and before.form == head.form
            ]
            return (
                named[-1:]
                or [
                    b
                    for b in around.institutions
                    if (first := entry_at(text, b.first, "institution_heads")) is not None and first.form == head.form
                ][:1]
            )
        if noun is not None and k >= noun:
            return []
        word = text.words[k]
        if around.inside[k] or word in SIGNS or word.isdigit() or word in _SPANNING or (word in _BRANCH_OF and k == at):
            k += 1
            continue
        entry = text.lex[k]
        if entry is not None and (
            {"function_words", "date_words", "weekdays", "months", "territory_words", "number_words"}
            & entry.entries.keys()
        ):
            k += 1
            continue
        return []
    return []


def _series(around: EventText, k: int) -> list[Listed]:
    """The bodies named one after another, joined by commas and `و`."""
    words = around.text.words
    found: list[Listed] = []
    at = k
    while at in around.body_at:
        body = around.body_at[at]
        if found and words[at].startswith(("ب", "لل")):
            break  # بمعهد التقنيين: where, not who
        found.append(body)
        at = body.end
        while at < len(words) and (around.inside[at] and at not in around.body_at):
            at += 1
        if at < len(words) and words[at] in CLOSING:
            at += 1
        if at < len(words) and words[at] == "(":
            close = next((m for m in range(at, min(at + 6, len(words))) if words[m] == ")"), None)
            at = close + 1 if close is not None else at
        if at < len(words) and words[at] in COMMA:
            at += 1
        if at < len(words) and words[at] in ("و", "ثم"):
            at += 1
        elif at in around.body_at and not words[at].startswith("و") and words[at - 1] not in COMMA:
            break
        if at not in around.body_at and at + 1 in around.body_at and at < len(words) and words[at].startswith("و"):
            at += 1  # ومسؤولي الوكالة: what stands for the body
    return found


def _bodies_from(around: EventText, at: int, stop: int) -> list[Listed]:
    """The bodies right behind a cue (`بشراكة مع كل من …`)."""
    words = around.text.words
    limit = min(stop, at + 5)
    while at < limit:
        if at in around.body_at:
            return _series(around, at)
        entry = around.text.lex[at]
        if (
            words[at] in _ALL_OF
            or words[at] in SIGNS
            or words[at] in _BRANCH_OF
            or entry_at(around.text, at, "institution_adjectives") is not None
            or (entry is not None and ({"positions", "group_words"} & entry.entries.keys()))
        ):
            at += 1
            continue
        break
    return []


def lists(around: EventText, candidate: Candidate, event: Event, standing: str, start: int, stop: int) -> None:
    """Partners, patrons and participants, by the phrases that introduce them."""
    sentences = [(start, stop)]
    if standing == "reported":
        sentences += [s for s in around.opening(4) if s[0] > start]
    for n, (a, b) in enumerate(sentences):
        for i, _, end, entry in hits_between(around, a, b, "event_cues"):
            role = entry.record["role"]
            if role not in ("partner", "patron", "participant"):
                continue
            if n and role == "partner" and not about_event(around, candidate, a, i):
                continue
            bodies = _bodies_from(around, end, b)
            target = {
                "partner": event.partners,
                "patron": event.patronage,
                "participant": event.participants,
            }[role]
            if role == "participant" and not bodies:
                bodies = [body for body in around.institutions if end <= body.first < b][:12]
            if role == "patron" and not bodies:
                king = phrase_at(around.text, end, "royal_words")
                if king is not None:
                    event.patronage.append(around.text.quote(end, king[0]))
                continue
            put(around, target, bodies, event)
    named = set(event.organizers)
    event.partners = [p for p in event.partners if p not in named]
    named |= set(event.partners)
    event.participants = [p for p in event.participants if p not in named]


def about_event(around: EventText, candidate: Candidate, a: int, i: int) -> bool:
    """Whether a later sentence speaks of the event before its cue:
    `وتروم هذه القافلة، المنظمة من قبل …، بشراكة مع`."""
    text = around.text
    return bool(entries_between(text, "event_nouns", a, i)) or any(
        verb.record["role"] in ("participle", "organize") for _, verb in entries_between(text, "event_verbs", a, i)
    )


def put(around: EventText, names: list[str], bodies: Sequence[Listed], event: Event) -> None:
    """Adds the bodies to a list of names, as the article writes them, and notes their ids."""
    for body in bodies:
        start = around.text.behind(body.first, body.joined)
        name = " ".join(around.text.raw[start : around.text.end(body.end - 1)].split())
        if around.text.words[body.first][body.joined - 1 :].startswith("لل") and body.joined and name.startswith("ل"):
            name = "ال" + name[1:]
        if name not in names:
            names.append(name)
            event.body_ids[name] = body.id
