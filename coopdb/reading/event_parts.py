"""What belongs to an event, put together; its date, its place and its venue."""

from __future__ import annotations

import datetime as dt

from coopdb.reading.event import Event
from coopdb.reading.event_bodies import about_event, lists, organizers, put
from coopdb.reading.event_finding import Candidate
from coopdb.reading.event_text import SIGNS, Dating, EventText, Listed
from coopdb.reading.event_words import duration, edition, occasion, slogan, slogan_in
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import Placed, entries_between, entry_at, verb_at

#: `وسط مدينة خريبكة`
_AMID = frozenset(fold(w) for w in ("وسط", "بوسط", "قلب", "بقلب", "بضواحي", "ضواحي", "بمركز"))
_TO = fold("إلى")
_KINGDOM = fold("المملكة")


def parts_of(around: EventText, candidate: Candidate, event: Event, standing: str) -> None:
    """Fills what belongs to an event."""
    start, stop = around.statement(candidate.first)
    if standing == "mentioned":
        stop = min(stop, candidate.end + 20)
        start = max(start, min(candidate.first, candidate.verb if candidate.verb is not None else candidate.first) - 1)
    organizers(around, candidate, event, standing)
    lists(around, candidate, event, standing, start, stop)
    _date(around, candidate, event, start, stop, standing)
    _place(around, candidate, event, start, stop, standing)
    edition(around, candidate, event)
    if standing == "beside":
        slogan_in(around, event, start, stop)
    if standing == "reported":
        slogan(around, event, candidate)
        occasion(around, event, candidate)
        duration(around, event, candidate)
        _closing(around, candidate, event)
        if candidate.id == "council-session" and not event.organizers:
            # صادق مجلس الجهة، خلال دورته العادية: whose session it is
            councils = [b for b in around.institutions if start <= b.first < stop and b.kind == "council"]
            put(around, event.organizers, councils[:1], event)
        if not event.organizers and candidate.type == "meeting":
            put(around, event.organizers, _whose(around, candidate), event)
        event.people = [k for k, p in enumerate(around.people) if p.role in ("speaker", "present")]
        _venue(around, event, start, stop)


def _whose(around: EventText, candidate: Candidate) -> list[Listed]:
    """The body whose meeting it is: `اجتماع اللجنة الإقليمية`, `الجمع العام العادي لاتحاد التعاونيات`."""
    text = around.text
    for k in range(candidate.end, min(candidate.end + 3, len(text.words))):
        body = around.body_at.get(k)
        if body is not None:
            return [] if text.words[k].startswith(("ب", "و")) else [body]
        if not text.words[k].startswith("ال") and not text.words[k].endswith(("يا", "ي", "يه")):
            return []
    return []


# -- when


def _date(around: EventText, candidate: Candidate, event: Event, start: int, stop: int, standing: str) -> None:
    """The date of the sentence that is no bound of something else; a later `إلى غاية …` ends it."""
    pool = _dates_of(around, candidate, start, stop)
    if not pool and standing == "reported":
        for a, b in around.opening(4):
            a, b = around.statement(a)
            if not start <= a < stop and (about_event(around, candidate, a, b) or _names(around, candidate, a, b)):
                pool = [d for d in _dates_of(around, candidate, a, b) if _precise(d)]
            if pool:
                break
    days = [d for d in pool if _precise(d)] or (
        [d for d in pool if d.from_ is not None and len(d.from_) == 7] if standing == "reported" else pool
    )
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


def _dates_of(around: EventText, candidate: Candidate, start: int, stop: int) -> list[Dating]:
    """The dates in [start, stop) that may be the event's own: no bound of something else (but `ابتداء من`, from … on),
    none that another event or deed has beside it."""
    words = around.text.words
    return [
        d
        for d in around.dates
        if start <= d.first < stop
        and not d.horizon
        and (not d.since or any(w in _STARTING for w in words[max(0, d.first - 4) : d.first]))
        and not _belongs_elsewhere(around, candidate, d.first, start)
    ]


def _belongs_elsewhere(around: EventText, candidate: Candidate, date: int, start: int) -> bool:
    """Whether a date is another event's, named before it (`المهرجان الذي سيقام من 4 إلى 7 دجنبر`),
    or that of a deed in a relative clause (`التي تأسست في 12 مارس`, `بلاغ صدر يوم`)."""
    text, words = around.text, around.text.words
    relative = dated = False
    for k in range(date - 1, max(start, date - 16) - 1, -1):
        if candidate.first <= k < candidate.end:
            return False
        word = words[k]
        dated = dated or k in around.date_firsts()
        if date - k <= 4 and word in _TOLD and not dated:
            return True
        if word in _THAT and not dated:
            frame = entry_at(text, k + 1, "date_frames")
            if frame is not None and frame.record["id"] == "founding" and verb_at(text, k + 1, "event_verbs") is None:
                return True
            if start > candidate.first and not _names(around, candidate, k - 4, k):
                return True  # in a later sentence, of what is named there: السنة الدولية التي انطلقت بتاريخ …
            relative = True
        verb = entry_at(text, k, "event_verbs")
        relative = relative or (verb is not None and verb.record["role"] == "participle")
        noun = entry_at(text, k, "event_nouns")
        if noun is not None and not noun.record.get("weak"):
            return relative and k != candidate.first and str(noun.record["id"]) != candidate.id and not noun.suffix
    return False


_STARTING = frozenset(fold(w) for w in ("ابتداء", "إبتداء", "ابتداءا", "انطلاقا", "بدءا"))
_THAT = frozenset(fold(w) for w in ("الذي", "التي", "والذي", "والتي"))
#: What is dated here is what somebody wrote.
_TOLD = frozenset(
    fold(w) for w in ("بلاغ", "صدر", "صادر", "الصادر", "مراسلة", "رسالة", "تأسست", "تأسس", "المؤسسة", "المحدثة")
)


def _names(around: EventText, candidate: Candidate, a: int, b: int) -> bool:
    """Whether the words [a, b) hold the event's own noun."""
    return any(noun.record["id"] == candidate.id for _, noun in entries_between(around.text, "event_nouns", a, b))


def _precise(d: Dating) -> bool:
    """Whether a date is a day or a span of days, settled or open."""
    return (d.from_ is not None and len(d.from_) == 10) or (
        d.from_ is None and (d.weekday is not None or d.not_after is not None or d.not_before is not None)
    )


def _closing(around: EventText, candidate: Candidate, event: Event) -> None:
    """`أسدل الستار، الأحد، على المهرجان الذي امتد أربعة أيام`: the day is its last."""
    verb = around.text.words[candidate.verb] if candidate.verb is not None else ""
    days = event.duration_days
    if verb in _CLOSES and days and days > 1 and event.from_ and event.from_ == event.to and len(event.from_) == 10:
        event.from_ = (dt.date.fromisoformat(event.from_) - dt.timedelta(days=days - 1)).isoformat()
        event.date_basis = "inferred"


_CLOSES = frozenset(fold(w) for w in ("أسدل", "اختتم", "اختتمت", "تختتم", "اختتام"))


# -- where


def _place(around: EventText, candidate: Candidate, event: Event, start: int, stop: int, standing: str) -> None:
    """The town or province where it is: what hosts it, what `ب` joins, the dateline,
    its organizer's own land, the title's."""
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
        best = next(
            (p for p in free if candidate.end <= p.first <= candidate.end + 4 and words[p.first - 1] == _TO),
            None,
        )
        if (
            best is None
            and words[candidate.end : candidate.end + 1] == [_TO]
            and words[candidate.end + 1 : candidate.end + 2] == [_KINGDOM]
        ):
            event.place = "MA"
            return
    if best is None:
        near = [p for p in free if words[p.first].startswith(("ب", "في")) or _behind_in(text, p.first)]
        within = [p for p in near if not _of_target(around, p.first, candidate)]
        if any(not _wide(p) for p in within) or all(_wide(p) for p in near):
            near = within  # far behind, a town counts only where nothing but a region stands nearer
        if near:
            anchor = verb if verb is not None else candidate.first
            narrow = [p for p in near if not _wide(p)] or near
            best = min(narrow, key=lambda p: min(abs(p.first - anchor), abs(p.first - candidate.end)))
    if standing == "reported" and (best is None or _wide(best)):
        best = _hosted(around, candidate, start) or best
    if best is None and standing == "mentioned":
        best = next((p for p in free if candidate.end <= p.first <= candidate.end + 6), None)
    if best is None and standing == "reported":
        best = _dateline(around)
        if best is None:
            seat = _seat(around, event, candidate, start, stop)
            if seat is not None and seat[3:4].isalpha():  # MA-KHO, but not MA-05
                event.place = seat
                return
            if around.title is not None:
                best = next(
                    (
                        p
                        for p in around.places
                        if around.title[0] <= p.first < around.title[1] and p.code and not _wide(p)
                    ),
                    None,
                )
            if best is None:
                best = next((p for p in free if not _wide(p)), None)
            if best is None and seat is not None:
                event.place = seat
                return
        if best is None:
            home = _home(around)
            if home is not None:
                event.place = home
            return
    if best is not None:
        event.place, event.commune = best.code, getattr(best, "commune", None)


def _seat(around: EventText, event: Event, candidate: Candidate, start: int, stop: int) -> str | None:
    """Where the body sits whose house it is (`بمقر عمالة الدريوش`), or the body that organizes it."""
    text = around.text
    for k, venue in entries_between(text, "venue_nouns", start, stop):
        body = around.body_at.get(k + 1)
        if body is not None and venue.preposition == "ب":
            inside = next((p for p in around.places if body.first <= p.first < body.end + 1 and p.code), None)
            place = body.place or (inside.code if inside is not None else None)
            if place is not None:
                return place
    ids = {event.body_ids[n] for n in event.organizers}
    return next((b.place for b in around.institutions if b.id in ids and b.place), None)


def _hosted(around: EventText, candidate: Candidate, start: int) -> Placed | None:
    """The town of a later opening sentence that tells where it was held: `وقد احتضنت قاعة … بمدينة الداخلة اللقاء`."""
    for a, b in around.opening(4):
        if a <= start or not about_event(around, candidate, a, b):
            continue
        for host, _, entry in around.verbs_between(a, min(b, a + 12)):
            if entry.record["role"] == "host" and entry.record.get("venue"):
                return next((p for p in around.places if host < p.first <= host + 12 and p.code and not _wide(p)), None)
    return None


def _wide(p: Placed) -> bool:
    """Whether a place is a whole region or country."""
    return getattr(p, "level", "") in ("region", "former_region", "country")


def _behind_in(text: Text, first: int) -> bool:
    """Whether `في` or `بمدينة` stands before the place."""
    before = text.words[first - 1] if first else ""
    territory = entry_at(text, first - 1, "territory_words")
    return (
        before == "في"
        or (territory is not None and first > 1 and text.words[first - 2] in _AMID)
        or before in _AMID
        or (territory is not None and territory.preposition == "ب")
        or (first > 1 and territory is not None and text.words[first - 2] == "في")
    )


def _of_target(around: EventText, first: int, candidate: Candidate) -> bool:
    """Whether the place is that of those whom the event is for:
    `لأعضاء التعاونيات بجهة …` long behind the noun."""
    return first > candidate.end + 25


def _dateline(around: EventText) -> Placed | None:
    """The place that the text or its title opens with: `بني ملال – افتتحت`, `الرشيدية /ومع/`."""
    words = around.text.words
    for at in (around.body, around.title[0] if around.title else -1):
        place = around.places_at.get(at)
        if (
            place is not None
            and place.end < len(words)
            and (words[place.end] in "-–—:/(.،…" or words[place.end] == "ومع")
        ):
            return place
    return None


def _home(around: EventText) -> str | None:
    """The one province that the article keeps naming, where there is only one."""
    codes = {p.code for p in around.places if p.code and p.code.startswith("MA-") and not _wide(p)}
    return codes.pop() if len(codes) == 1 else None


def _venue(around: EventText, event: Event, start: int, stop: int) -> None:
    """`بمقر العمالة`, `بساحة المسيرة`, `احتضن المسرح الصغير`: where in the town."""
    text, words = around.text, around.text.words
    for k, found in entries_between(text, "venue_nouns", start, stop):
        host = verb_at(text, k - 1, "event_verbs")
        if found.preposition != "ب" and (host is None or host.record["role"] != "host"):
            continue
        end = k + 1
        while (
            end < min(stop, k + 8)
            and words[end] not in SIGNS
            and end not in around.places_at
            and not words[end].startswith(("بم", "وب"))
            and entry_at(text, end, "function_words") is None
            and entry_at(text, end, "event_nouns") is None
        ):
            end += 1
        raw = " ".join(text.quote(k, end).split())
        event.venue = raw[1:] if found.preposition else raw
        return
