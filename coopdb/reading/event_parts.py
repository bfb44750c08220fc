"""What belongs to an event: date, place and venue, edition, organizers, partners, patrons, occasion, slogan."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from coopdb.reading.chains import CLOSING, OPENING
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, Span, by_first, entry_at, hits, phrase_at, verb_at
from coopdb.reading.words import Entry

if TYPE_CHECKING:
    from coopdb.reading.event_finding import Candidate
    from coopdb.reading.events import Event


class Dating(Span, Protocol):
    """A date that was read."""

    from_: str | None
    to: str | None
    basis: str
    not_before: str | None
    not_after: str | None
    weekday: str | None
    since: bool
    until: bool
    horizon: bool


class Listed(Span, Protocol):
    """An institution that was read."""

    id: str
    name: str
    place: str | None
    joined: int


class Partaking(Span, Protocol):
    """A person that was read."""

    name: str
    role: str
    institution_id: str | None


_COMMA = frozenset("،,")
_SIGNS = frozenset("،,؛;:.()[]«»\"“”-–—\n")
_WHILE = frozenset(fold(w) for w in ("خلال", "لفائدة", "بهدف", "قصد", "عقب"))
_TO = fold("إلى")
_ALL = 60
_RELATIVE = frozenset(fold(w) for w in ("الذي", "التي"))
_AND_THAT = fold("وذلك")
_KINGDOM = fold("المملكة")
_PERIOD = fold("الفترة")
#: A headline has fewer words.
_LONGEST_TITLE = 30
_ALL_OF = frozenset(fold(w) for w in ("كل", "من", "كلا"))


class EventText:
    """An article with all that was read of it, as events need it."""

    def __init__(
        self, text: Text, dates: Sequence[Dating], places: Sequence[Placed], institutions: Sequence[Listed],
        people: Sequence[Partaking], title: tuple[int, int] | None, body: int, bylines: Sequence[tuple[int, int]],
    ) -> None:  # fmt: skip
        self.text = text
        if title is not None and title[1] - title[0] > _LONGEST_TITLE:
            title, body = None, min(body, title[0])  # a first paragraph, no headline
        self.title = title
        self.body = body
        self.aside = bytearray(text.skipped)
        for first, end in bylines:
            self.aside[first:end] = b"\1" * (end - first)
        self.dates = [d for d in dates if not self.aside[d.first]]
        # the whole country is where everything is: it tells no event's place
        self.places = [p for p in places if not self.aside[p.first] and p.code != "MA"]
        self.places_at = by_first(self.places)
        self.institutions = list(institutions)
        self.body_at = {b.first: b for b in institutions}
        self.people = list(people)
        self.verbs: list[tuple[int, int, Entry]] = [
            (i, end, entry) for i, _, end, entry in hits(text, ("event_verbs",), suffixes=True) if not self.aside[i] and not entry.preposition and (not entry.definite or entry.record["role"] == "participle")
        ]
        self.verb_firsts = [v[0] for v in self.verbs]
        self.inside = bytearray(len(text) + 1)
        for spans in (institutions, places, dates):
            for span in spans:
                self.inside[span.first : span.end] = b"\1" * (span.end - span.first)

    def statement(self, i: int) -> tuple[int, int]:
        """The sentence around a word, with the lines that go on with it: one that ends in a comma, one that begins with `وذلك`."""
        start, stop = self.text.sentence(i)
        words = self.text.words
        while stop < len(words) and words[stop - 1] in "؟!?." and (words[stop] in CLOSING or words[stop] in _COMMA):
            stop = self.text.sentence(stop)[1]  # a question mark within a title ends no sentence
        while stop < len(words) and words[stop - 1] == "\n":
            following = stop
            while following < len(words) and words[following] == "\n":
                following += 1
            last = stop - 1
            while last > start and words[last] == "\n":
                last -= 1
            if following >= len(words) or not (words[last] in _COMMA or words[following] == _AND_THAT):
                break
            stop = self.text.sentence(following)[1]
        return start, stop

    def opening(self, count: int) -> list[tuple[int, int]]:
        """The first sentences of the text, bylines and labels left out."""
        found: list[tuple[int, int]] = []
        for first, end in self.text.sentences():
            if first < self.body and end <= self.body or self.aside[first]:
                continue
            if self.title and first >= self.title[0] and end <= self.title[1] + 1:
                continue
            if sum("\u0621" <= w[0] <= "\u064a" for w in self.text.words[first:end]) < 6:
                continue
            found.append((first, end))
            if len(found) == count:
                break
        return found

    def title_of(self, first: int, end: int) -> str:
        """The noun with what it is about: `لقاء تواصلي حول …`, up to a sign or a verb."""
        text, words = self.text, self.text.words
        stop, limit = end, min(text.sentence(first)[1], first + 16)
        while stop < limit:
            word = words[stop]
            if word in _SIGNS and word not in OPENING and word not in CLOSING and not self.inside[stop]:
                break
            if phrase_at(text, stop, "event_cues") is not None or stop > end and verb_at(text, stop, "event_verbs") is not None:
                break
            function = entry_at(text, stop, "function_words")
            if function is not None and function.record["id"] in ("pronouns", "time") or word in _WHILE or word == "في" and words[stop + 1 : stop + 2] == [_PERIOD]:
                break
            if stop > end and stop in self.date_firsts() and not words[stop].isdigit():
                break
            stop += 1
        while stop > end and (words[stop - 1] in _SIGNS and (words[stop - 1] not in CLOSING or not any(w in OPENING for w in words[first:stop])) or entry_at(text, stop - 1, "function_words") is not None):
            stop -= 1
        raw = " ".join(text.quote(first, stop).split())
        found = phrase_at(text, first, "event_nouns")
        if found is None:
            return raw
        entry = found[1]
        raw = raw[len(entry.conjunction) :]
        if entry.preposition == "ل" and raw.startswith("لل"):
            return "ال" + raw[2:]
        return raw[len(entry.preposition) :]

    def date_firsts(self) -> frozenset[int]:
        """The first words of dates."""
        return frozenset(d.first for d in self.dates)

    def verb_before(self, i: int) -> tuple[int, int, Entry] | None:
        """The last event verb before a word."""
        k = bisect_right(self.verb_firsts, i) - 1
        return self.verbs[k] if k >= 0 else None


def parts_of(around: EventText, candidate: Candidate, event: Event, standing: str) -> None:
    """Fills what belongs to an event."""
    text = around.text
    start, stop = around.statement(candidate.first)
    if standing == "mentioned":
        stop = min(stop, candidate.end + 20)
        start = max(start, min(candidate.first, candidate.verb if candidate.verb is not None else candidate.first) - 1)
    _organizers(around, candidate, event, standing)
    _lists(around, candidate, event, standing, start, stop)
    _date(around, candidate, event, start, stop, standing)
    _place(around, candidate, event, start, stop, standing)
    _edition(around, candidate, event)
    if standing == "beside":
        _slogan_in(around, event, start, stop)
    if standing == "reported":
        _slogan(around, event, candidate)
        _occasion(around, event, candidate)
        _duration(around, event, candidate)
        if candidate.id == "council-session" and not event.organizers:
            # صادق مجلس الجهة، خلال دورته العادية: whose session it is
            _put(around, event.organizers, [b for b in around.institutions if start <= b.first < stop and getattr(b, "kind", "") == "council"][:1], event)
        event.people = [k for k, p in enumerate(around.people) if p.role in ("speaker", "present")]
        _venue(around, event, start, stop)


# -- who


def _organizers(around: EventText, candidate: Candidate, event: Event, standing: str) -> None:
    """The subject of the organizing verb: right behind it, dates and places between; or before it."""
    text = around.text
    sentences = [text.sentence(candidate.first)]
    if standing == "reported":
        sentences += [s for s in around.opening(_ALL) if s[0] > candidate.first]
    for n, (start, stop) in enumerate(sentences):
        for first, end, entry in around.verbs:
            if not start <= first < stop or entry.record["role"] != "organize":
                continue
            if n > 4 and not _of_event(around, candidate, first):
                continue
            if n and not (entry.suffix or text.words[first].endswith(("ه", "ها"))):
                continue
            if standing == "mentioned" and abs(first - candidate.first) > 12:
                continue
            bodies = _subjects(around, end, min(stop, end + 22), candidate.first if candidate.first > first else None)
            if bodies:
                _put(around, event.organizers, bodies, event)
                return
        for i, _, end, entry in hits_between(around, start, stop, "event_cues"):
            if entry.record["role"] == "organizer" and (n == 0 or n < 5 and _about(around, i)):
                if standing == "mentioned" and abs(i - candidate.first) > 15:
                    continue
                bodies = _bodies_from(around, end, stop)
                if bodies:
                    _put(around, event.organizers, bodies, event)
                    return


def _of_event(around: EventText, candidate: Candidate, verb: int) -> bool:
    """Whether a relative verb speaks of the event: `الحفل، الذي نظمته …`."""
    text = around.text
    nouns = [k for k in range(max(0, verb - 4), verb) if (noun := entry_at(text, k, "event_nouns")) is not None and noun.definite]
    return bool(nouns) and text.words[verb - 1] in _RELATIVE


def _about(around: EventText, i: int) -> bool:
    """Whether a verb or participle of organizing stands right before: `القافلة، المنظمة من قبل`, `نظم بتنسيق بين`."""
    for k in range(max(0, i - 3), i):
        verb = entry_at(around.text, k, "event_verbs")
        if verb is not None and verb.record["role"] in ("participle", "organize", "hold"):
            return True
    return False


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
            named = [b for b in around.institutions if b.first < k and (before := entry_at(text, b.first, "institution_heads")) is not None and before.form == head.form]
            return named[-1:]
        if noun is not None and k >= noun:
            return []
        word = text.words[k]
        if around.inside[k] or word in _SIGNS or word.isdigit():
            k += 1
            continue
        entry = text.lex[k]
        if entry is not None and ({"function_words", "date_words", "weekdays", "months", "territory_words"} & entry.entries.keys()):
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
        found.append(body)
        at = body.end
        while at < len(words) and (around.inside[at] and at not in around.body_at):
            at += 1
        if at < len(words) and words[at] in CLOSING:
            at += 1
        if at < len(words) and words[at] == "(":
            close = next((m for m in range(at, min(at + 6, len(words))) if words[m] == ")"), None)
            at = close + 1 if close is not None else at
        if at < len(words) and words[at] in _COMMA:
            at += 1
        if at < len(words) and words[at] in ("و", "ثم"):
            at += 1
        elif at in around.body_at and not words[at].startswith("و") and words[at - 1] not in _COMMA:
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
        if words[at] in _ALL_OF or words[at] in _SIGNS or entry is not None and ({"positions", "group_words"} & entry.entries.keys()):
            at += 1
            continue
        break
    return []


def _lists(around: EventText, candidate: Candidate, event: Event, standing: str, start: int, stop: int) -> None:
    """Partners, patrons and participants, by the phrases that introduce them."""
    sentences = [(start, stop)]
    if standing == "reported":
        sentences += [s for s in around.opening(4) if s[0] > start]
    for n, (a, b) in enumerate(sentences):
        for i, _, end, entry in hits_between(around, a, b, "event_cues"):
            role = entry.record["role"]
            if role not in ("partner", "patron", "participant"):
                continue
            if n and role == "partner" and not _about_event(around, candidate, a, i):
                continue
            bodies = _bodies_from(around, end, b)
            target = {"partner": event.partners, "patron": event.patronage, "participant": event.participants}[role]
            if role == "participant" and not bodies:
                bodies = [body for body in around.institutions if end <= body.first < b][:12]
            if role == "patron" and not bodies:
                king = phrase_at(around.text, end, "royal_words")
                if king is not None:
                    event.patronage.append(around.text.quote(end, king[0]))
                continue
            _put(around, target, bodies, event)
    named = set(event.organizers)
    event.partners = [p for p in event.partners if p not in named]
    named |= set(event.partners)
    event.participants = [p for p in event.participants if p not in named]


def _about_event(around: EventText, candidate: Candidate, a: int, i: int) -> bool:
    """Whether a later sentence speaks of the event before its cue: `وتروم هذه القافلة، المنظمة من قبل …، بشراكة مع`."""
    text = around.text
    return any(
        (entry_at(text, k, "event_nouns") is not None) or ((verb := entry_at(text, k, "event_verbs")) is not None and verb.record["role"] in ("participle", "organize"))
        for k in range(a, i)
    )


def _put(around: EventText, names: list[str], bodies: Sequence[Listed], event: Event) -> None:
    for body in bodies:
        start = around.text.raw_offset(around.text.spans[body.first][0] + body.joined)
        name = " ".join(around.text.raw[start : around.text.end(body.end - 1)].split())
        if name.startswith("لل") and body.joined == 1:
            name = "ال" + name[2:]
        if name not in names:
            names.append(name)
            event.body_ids[name] = body.id


def hits_between(around: EventText, start: int, stop: int, cls: str) -> list[tuple[int, str, int, Entry]]:
    """The cues of a class in a stretch of words."""
    found = []
    text = around.text
    starts = text.phrases.get(cls, {})
    k = start
    while k < stop:
        if k in starts:
            end, entry = starts[k]
            found.append((k, cls, end, entry))
            k = end
            continue
        entry_here = entry_at(text, k, cls)
        if entry_here is not None:
            found.append((k, cls, k + 1, entry_here))
        k += 1
    return found


# -- when


def _date(around: EventText, candidate: Candidate, event: Event, start: int, stop: int, standing: str) -> None:
    """The date of the sentence that is no bound of something else; a later `إلى غاية …` ends it."""
    pool = [d for d in around.dates if start <= d.first < stop and not d.since and not d.horizon]
    if not pool and standing == "reported":
        for a, b in around.opening(4):
            a, b = around.statement(a)
            if not start <= a < stop and (_about_event(around, candidate, a, b) or _names(around, candidate, a, b)):
                pool = [d for d in around.dates if a <= d.first < b and not d.since and not d.horizon and _precise(d)]
            if pool:
                break
    days = [d for d in pool if _precise(d)] or ([d for d in pool if d.from_ is not None and len(d.from_) == 7] if standing == "reported" else pool)
    if not days:
        return
    if standing != "mentioned":
        # `لشهر أكتوبر` says less than a settled day; `اليوم الجمعة` is the day, settled or not
        days = [d for d in days if d.from_ is not None or d.weekday is not None] or days
    anchor = candidate.verb if candidate.verb is not None else candidate.first
    if candidate.type == "fair":
        # a fair lasts: the span is its own, a single day that of its opening or closing
        days = [d for d in days if d.from_ is not None and d.from_ != d.to] or days
    ends = [d for d in days if d.until]
    firsts = [d for d in days if not d.until] or days
    best = min(firsts, key=lambda d: (abs(d.first - anchor) if standing == "mentioned" else d.first, d.first))
    event.from_, event.to, event.date_basis = best.from_, best.to, best.basis
    event.not_before, event.not_after, event.weekday = best.not_before, best.not_after, best.weekday
    if best.until:
        event.from_ = None if best.from_ == best.to else best.from_
        event.to = best.to
    for other in ends:
        if other is not best and other.to is not None and event.from_ is not None and other.to > event.from_:
            event.to = other.to


def _names(around: EventText, candidate: Candidate, a: int, b: int) -> bool:
    """Whether the words [a, b) hold the event's own noun."""
    return any((noun := entry_at(around.text, k, "event_nouns")) is not None and noun.record["id"] == candidate.id for k in range(a, b))


def _precise(d: Dating) -> bool:
    """Whether a date is a day or a span of days, settled or open."""
    return (d.from_ is not None and len(d.from_) == 10) or (d.from_ is None and (d.weekday is not None or d.not_after is not None or d.not_before is not None))


# -- where


def _place(around: EventText, candidate: Candidate, event: Event, start: int, stop: int, standing: str) -> None:
    """The town or province where it is: what hosts it, what `ب` joins, the dateline, its organizer's own land, the title's."""
    text, words = around.text, around.text.words
    inside = [p for p in around.places if start <= p.first < stop and p.code]
    bodies = around.institutions
    free = [p for p in inside if not any(b.first <= p.first and p.end <= b.end for b in bodies)]
    best = None
    verb = candidate.verb
    for host, _, entry in around.verbs:
        if start <= host < stop and entry.record["role"] == "host" and best is None:
            if not entry.record.get("venue") and host > candidate.first:
                continue  # عرفت الندوة مشاركة 46 متدخلا من تونس: what it saw, no place
            best = next((p for p in free if host < p.first <= host + 8), None)
            if best is None:
                body = next((b for b in bodies if host < b.first <= host + 3), None)
                if body is not None:
                    best = next((p for p in inside if body.first <= p.first < body.end + 2), None)
    if best is None and candidate.type == "visit":
        best = next((p for p in free if candidate.end <= p.first <= candidate.end + 4 and words[p.first - 1] == _TO), None)
        if best is None and words[candidate.end : candidate.end + 1] == [_TO] and words[candidate.end + 1 : candidate.end + 2] == [_KINGDOM]:
            event.place = "MA"
            return
    if best is None:
        near = [p for p in free if words[p.first].startswith(("ب", "في")) or _behind_in(text, p.first)]
        near = [p for p in near if not _of_target(around, p.first, candidate)]
        if near:
            anchor = verb if verb is not None else candidate.first
            narrow = [p for p in near if not _wide(p)] or near
            best = min(narrow, key=lambda p: min(abs(p.first - anchor), abs(p.first - candidate.end)))
    if best is None and standing == "mentioned":
        best = next((p for p in free if candidate.end <= p.first <= candidate.end + 6), None)
    if best is None and standing == "reported":
        best = _dateline(around)
        if best is None:
            ids = set(event.body_ids[n] for n in event.organizers)
            seat = next((b.place for b in bodies if b.id in ids and b.place), None)
            if seat is not None:
                event.place = seat
                return
            if around.title is not None:
                best = next((p for p in around.places if around.title[0] <= p.first < around.title[1] and p.code and not _wide(p)), None)
        if best is None:
            best = next((p for p in free if not _wide(p)), None)
        if best is None:
            home = _home(around)
            if home is not None:
                event.place = home
            return
    if best is not None:
        event.place, event.commune = best.code, getattr(best, "commune", None)


def _wide(p: Placed) -> bool:
    """Whether a place is a whole region or country."""
    return getattr(p, "level", "") in ("region", "former_region", "country")


def _behind_in(text: Text, first: int) -> bool:
    """Whether `في` or `بمدينة` stands before the place."""
    before = text.words[first - 1] if first else ""
    territory = entry_at(text, first - 1, "territory_words")
    return before == "في" or (territory is not None and territory.preposition == "ب") or (first > 1 and territory is not None and text.words[first - 2] == "في")


def _of_target(around: EventText, first: int, candidate: Candidate) -> bool:
    """Whether the place is that of those whom the event is for: `لأعضاء التعاونيات بجهة …` long behind the noun."""
    return first > candidate.end + 25


def _dateline(around: EventText) -> Placed | None:
    """The place that the text or its title opens with: `بني ملال – افتتحت`, `الرشيدية /ومع/`."""
    words = around.text.words
    for at in (around.body, around.title[0] if around.title else -1):
        place = around.places_at.get(at)
        if place is not None and place.end < len(words) and (words[place.end] in "-–—:/(.،…" or words[place.end] == "ومع"):
            return place
    return None


def _home(around: EventText) -> str | None:
    """The one province that the article keeps naming, where there is only one."""
    codes = {p.code for p in around.places if p.code and p.code.startswith("MA-") and not _wide(p)}
    return codes.pop() if len(codes) == 1 else None


def _venue(around: EventText, event: Event, start: int, stop: int) -> None:
    """`بمقر العمالة`, `بساحة المسيرة`, `احتضن المسرح الصغير`: where in the town."""
    text, words = around.text, around.text.words
    for k in range(start, stop):
        found = entry_at(text, k, "venue_nouns")
        host = verb_at(text, k - 1, "event_verbs")
        if found is None or found.preposition != "ب" and (host is None or host.record["role"] != "host"):
            continue
        end = k + 1
        while end < min(stop, k + 8) and words[end] not in _SIGNS and end not in around.places_at and not words[end].startswith(("بم", "وب")) and entry_at(text, end, "function_words") is None and entry_at(text, end, "event_nouns") is None:
            end += 1
        raw = " ".join(text.quote(k, end).split())
        event.venue = raw[1:] if found.preposition else raw
        return


# -- which, for what, under what words

_ORDINALS = {
    fold(word): n
    for n, forms in enumerate(
        (
            ("الأولى", "الأول"), ("الثانية", "الثاني"), ("الثالثة", "الثالث"), ("الرابعة", "الرابع"), ("الخامسة", "الخامس"), ("السادسة", "السادس"),
            ("السابعة", "السابع"), ("الثامنة", "الثامن"), ("التاسعة", "التاسع"), ("العاشرة", "العاشر"),
        ),
        1,
    )
    for word in forms
}  # fmt: skip
_TENS = {fold("عشرة"): 10, fold("عشر"): 10, fold("العشرون"): 20, fold("العشرين"): 20, fold("والعشرين"): 20, fold("والعشرون"): 20, fold("والثلاثين"): 30, fold("والثلاثون"): 30}
_ELEVENTH = frozenset((fold("الحادية"), fold("الحادي")))
_EDITIONS = frozenset(fold(w) for w in ("الدورة", "النسخة", "دورته", "دورتها", "نسخته", "نسختها", "للدورة", "بالدورة", "للنسخة", "والدورة"))


def _edition(around: EventText, candidate: Candidate, event: Event) -> None:
    words = around.text.words
    start, stop = around.text.sentence(candidate.first)
    spans = [range(max(start, candidate.first - 6), min(stop, candidate.end + 14))]
    if event.standing == "reported" and around.title is not None:
        spans.append(range(*around.title))
    for span in spans:
        for k in span:
            if words[k] in _EDITIONS and k + 1 < len(words):
                number = _ordinal(words, k + 1)
                if number is not None:
                    event.edition = number
                    return


def _ordinal(words: list[str], k: int) -> int | None:
    if words[k].isdigit() and len(words[k]) < 4:
        return int(words[k])
    unit = 1 if words[k] in _ELEVENTH else _ORDINALS.get(words[k])
    after = _TENS.get(words[k + 1]) if k + 1 < len(words) else None
    if unit is None:
        return _TENS.get(words[k]) if words[k].startswith("ال") else None
    if after is not None and (words[k + 1].startswith("وال") or words[k + 1] in (fold("عشرة"), fold("عشر"))):
        return unit + after
    return unit


def _slogan(around: EventText, event: Event, candidate: Candidate) -> None:
    """The first slogan that is the event's own: in its statement, or in a sentence that tells of no other event."""
    text = around.text
    start, stop = around.statement(candidate.first)
    for i, _, end, entry in hits(text, ("event_cues",)):
        if entry.record["role"] != "slogan" or around.aside[i] or not (start <= i < stop or not _own_event(around, candidate, i)):
            continue
        event.slogan = _slogan_at(around, i, end)
        if event.slogan is not None:
            return


def _slogan_in(around: EventText, event: Event, start: int, stop: int) -> None:
    for i, _, end, entry in hits_between(around, start, stop, "event_cues"):
        if entry.record["role"] == "slogan":
            event.slogan = _slogan_at(around, i, end)
            return


def _slogan_at(around: EventText, i: int, end: int) -> str | None:
    """What stands behind `تحت شعار`, in quotation marks or up to the next sign."""
    text, words = around.text, around.text.words
    at = end
    while at < len(words) and words[at] in ":-–،\n" and at < end + 3:
        at += 1
    if at >= len(words):
        return None
    if words[at] in OPENING:
        stop = _quotation_end(words, at)
        first = at + 1
        while first < stop and words[first] in OPENING:
            first += 1
    elif end - i > 1:
        stop = first = at
        limit = text.sentence(at)[1]
        while stop < limit and words[stop] not in "،,.؛\n" and verb_at(text, stop, "event_verbs") is None:
            stop += 1
    else:
        return None
    return " ".join(text.quote(first, stop).split()).strip(" .،") if stop - first >= 2 else None


def _own_event(around: EventText, candidate: Candidate, i: int) -> bool:
    """Whether the words at `i` tell of another event: an indefinite noun of another sort in their sentence."""
    text = around.text
    start = text.sentence(i)[0]
    for k in range(start, i):
        noun = phrase_at(text, k, "event_nouns")
        if noun is not None and str(noun[1].record["id"]) != candidate.id and not noun[1].definite and not text.words[noun[0] - 1].startswith("ال") and not noun[1].record.get("weak"):
            return k > candidate.end
    return False


def _quotation_end(words: list[str], at: int) -> int:
    """Where a quotation that opens at word `at` closes; at a line's end where it never does."""
    opening = words[at]
    pairs = {"«": "»", "“": "”", "‘": "’", "„": "“"}
    closing = pairs.get(opening)
    for k in range(at + 1, min(at + 45, len(words))):
        if words[k] == closing or (closing is None or words[k] in "\"”") and words[k] in CLOSING:
            return k
        if words[k] == "\n":
            return k
    return min(at + 45, len(words))


def _occasion(around: EventText, event: Event, candidate: Candidate) -> None:
    """The day or year that the event is held for, where a cue ties the two."""
    text = around.text
    occasions = sorted(text.phrases.get("occasions", {}).items())
    for first, (end, entry) in occasions:
        if around.aside[first]:
            continue
        cued = entry.preposition == "ل" and _cue_before(text, first, 4) or _cue_before(text, first, 4)
        in_title = around.title is not None and around.title[0] <= first < around.title[1]
        if cued or in_title and _cue_before(text, first, 6):
            event.occasion = str(entry.record["id"])
            return


def _cue_before(text: Text, first: int, reach: int) -> bool:
    for k in range(first - 1, max(text.sentence(first)[0], first - reach) - 1, -1):
        if text.words[k] in _COMMA:
            return False
        found = phrase_at(text, k, "event_cues")
        if found is not None and found[1].record["role"] == "occasion" and text.words[k] != fold("في"):
            return True
        if k + 1 < first and text.words[k] == fold("في") and text.words[k + 1] == fold("إطار"):
            return True
    return False


_DAYS = frozenset(fold(w) for w in ("يوم", "أيام", "يومين", "يوما"))
_FOR = frozenset(fold(w) for w in ("مدى", "مدار", "لمدة", "طيلة", "امتداد", "تستغرق", "تستمر", "يستمر", "تدوم", "يدوم", "خلال"))


def _duration(around: EventText, event: Event, candidate: Candidate) -> None:
    """`على مدى ثلاثة أيام`, or the days between its first and its last."""
    text, words = around.text, around.text.words
    for k, word in enumerate(words):
        if word in _FOR and k + 2 < len(words):
            if words[k + 1] == fold("يومين"):
                event.duration_days = 2
                return
            if words[k + 2] in _DAYS:
                number = entry_at(text, k + 1, "number_words")
                value = words[k + 1] if words[k + 1].isdigit() else str(number.record.get("value", "")) if number is not None else ""
                if value.isdigit() and 0 < int(value) < 100:
                    event.duration_days = int(value)
                    return
    if event.from_ and event.to and len(event.from_) == 10 and len(event.to) == 10 and event.to != event.from_:
        event.duration_days = (dt.date.fromisoformat(event.to) - dt.date.fromisoformat(event.from_)).days + 1
