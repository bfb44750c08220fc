"""The place of a figure: beside it, in its clause, pointed back to, of its paragraph, of its article.

`45 تعاونية بإقليم تاونات و30 بإقليم تازة` (45 cooperatives in Taounate and 30 in Taza) gives each number its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.clauses import is_parted
from coopdb.reading.dates import DateSpan
from coopdb.reading.home import is_province
from coopdb.reading.place_topics import Topic, is_signed, tells_of_cooperative
from coopdb.reading.places import Place
from coopdb.reading.surroundings import ATTENDANCE, PAUSES, STOPS, THAT, Named, Stretch, Surroundings, distance
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import entry_at, within
from coopdb.reading.units import Quantity

#: Code and commune of a place.
Where = tuple[str | None, str | None]
NOWHERE: Where = (None, None)
#: What the text itself leaves open, so that the article's own place does not fill it: several places, the world.
OPEN: Where = ("", None)


def place_of(text: Text, q: Quantity, span: Stretch, around: Surroundings, before: Where | None) -> tuple[Where, bool]:
    """Code and commune of the place that the figure is of, and whether it goes on to the next in the sentence.

    `before` is the place that the figure before it in the sentence passes on.
    """
    if q.kind == "duration":
        return NOWHERE, False
    beside = _beside(text, q, around.places)
    if beside is not None and q.kind == "money" and _inside(beside, around.institutions):
        beside = None  # ساهم مجلس جهة الشرق ب4 ملايين: who gives it says nothing of where it goes
    if beside is not None:
        return (beside.code, beside.commune), False
    attends = _attends(text, q, span)
    if attends:
        venue = _venue(text, q, span, around)
        if venue is not None:
            return (venue.code, venue.commune), True
    scope = _scope(text, q, span, around)
    if scope is not None:
        return scope, True
    if not attends and _is_worldwide(text, q, span, around):
        return OPEN, True
    best, cost = _nearest(text, q, span, around, attends)
    anaphor = _anaphor(text, q, span, around)
    if anaphor is not None and (best is None or cost > 8):
        return anaphor, True
    if best is not None and best.code == "MA" and best.end <= q.first:
        subject = _subject(text, best, q, span, around)
        if subject is not None:
            return (subject.code, subject.commune), True
    if best is not None:
        where = _of_list(text, best, q, around) or (best.code, best.commune or _commune_in(best, around.places))
        return where, best.first < q.first or (best.code == "MA" and q.kind != "percent")
    if _is_rest(text, q, span):
        return NOWHERE, False
    governing = [
        p
        for p in within(around.places, span.first, q.first)
        if p.end <= q.first and _governs(text, p, q, around) and not (attends and p.level == "country")
    ]
    own = [p for p in governing if p.first >= span.own_first and not _is_left(text, p, q, span, around)]
    if own and own[-1].code == "MA" and (subject := _subject(text, own[-1], q, span, around)) is not None:
        return (subject.code, subject.commune), True
    if own and not _joins_list(text, own[-1]):
        last = _within_it(own[-1], around)
        return (last.code, last.commune), True
    if before is not None:
        return before, True
    earlier = [p for p in governing if p.end <= span.opening]
    if len(earlier) > 1 and _joins_list(text, earlier[-1]):
        listed = _of_list(text, earlier[-1], q, around)
        return (NOWHERE, False) if listed is None else (listed, True)
    if earlier:
        return (earlier[-1].code, earlier[-1].commune), True
    return NOWHERE, False


def _nearest(text: Text, q: Quantity, span: Stretch, around: Surroundings, attends: bool) -> tuple[Place | None, float]:
    """The place that stands nearest in the figure's own stretch, and how far."""
    best: Place | None = None
    best_cost = _FAR
    for place in within(around.places, span.own_first - _LONGEST_NAME, span.own_end):
        if place.end <= span.own_first or place.code is None:
            continue
        if place.first >= span.own_end:
            break
        if place.first >= q.end:
            if is_parted(around.clauses, q.end, place.first):
                break  # it is of another clause
            cost = distance(text, q.end, place.first) - _dated(around.dates, q.end, place.first)
            if _joins_list(text, place):
                cost += 6
            if (
                attends
                and (place.cue in _SEVERAL or place.level == "country")
                and _FROM in text.words[q.end : place.first]
            ):
                cost += 12  # where they came from
        else:
            cost = distance(text, place.end, q.first) + 1.5
            if _speech(text, place.end, q.first):
                cost += 10  # where it was said, not where it is so
            if _is_left(text, place, q, span, around) or (attends and place.level == "country"):
                cost += 10
        if _inside(place, around.institutions) or text.words[place.first - 1] in _TOWARDS or is_signed(text, place):
            cost += 10
        if not place.code.startswith(_HERE) and not _is_there(text, place, q, span):
            cost += 12  # where it was sold or came from
        if cost < best_cost or (
            best is not None
            and cost - best_cost < 4
            and place.commune
            and not best.commune
            and place.first > best.first
        ):
            best, best_cost = place, min(cost, best_cost)
    return None if best is None else _within_it(best, around), best_cost


def _within_it(wider: Place, around: Surroundings) -> Place:
    """The province that a region only says the whereabouts of: `بعمالة إنزكان أيت ملول بجهة سوس ماسة`."""
    if not wider.level.endswith("region") or wider.preposition != "ب":
        return wider
    named = next((p for p in around.places if p.end in (wider.first, wider.first - 1)), None)
    return named if named is not None and is_province(named.code) else wider


def _is_there(text: Text, place: Place, q: Quantity, span: Stretch) -> bool:
    """Whether a figure is of a foreign country beside it: `بالهند 250 مليون متعاون`, not what is sold there."""
    if place.preposition != "ب" and text.words[place.first - 1] not in _IN:
        return text.words[place.first - 1] in THAT and place.end <= q.first  # أن النرويج تتوفر على مليوني متعاون
    if place.first >= q.end:
        return place.first - q.end <= 2
    return q.first - place.end <= 3 or place.first - span.first <= 3


_IN = frozenset(fold(w) for w in ("في", "وفي", "ففي"))


def _attends(text: Text, q: Quantity, span: Stretch) -> bool:
    """Whether the figure counts those who take part in something."""
    return q.unit in ATTENDANCE or takes_part(text, q, span.own_first)


def takes_part(text: Text, q: Quantity, first: int) -> bool:
    """Whether words right before the figure say that it took part: `بمشاركة 32 تعاونية`."""
    return not _TAKING_PART.isdisjoint(text.words[max(first, q.first - 4) : q.first])


_TAKING_PART = frozenset(
    fold(w)
    for w in (
        "بمشاركة",
        "مشاركة",
        "شارك",
        "شاركت",
        "تشارك",
        "يشارك",
        "ستشارك",
        "سيشارك",
        "بحضور",
        "حضور",
        "حضره",
        "حضرها",
    )
)


def _venue(text: Text, q: Quantity, span: Stretch, around: Surroundings) -> Place | None:
    """Where the sentence says that what people took part in was held, before it counts them."""
    held = [
        p
        for p in within(around.places, span.first, q.first)
        if p.code is not None and p.code.startswith("MA-") and p.preposition == "ب"
    ]
    free = [p for p in held if not _inside(p, around.institutions)]
    return free[-1] if free else held[0] if held else None


def _scope(text: Text, q: Quantity, span: Stretch, around: Surroundings) -> Where | None:
    """The whole country or the whole world, where the figure's own clause says so without naming a place."""
    for i, end, entry in text.between("scope_words", span.own_first, span.own_end):
        if end < len(text) and text.words[end].startswith("ال"):
            continue  # العالم القروي is the countryside
        a, b = (q.end, i) if i >= q.end else (i, q.first)
        if is_parted(around.clauses, a, b) or not STOPS.isdisjoint(text.words[a:b]):
            continue
        if within(around.places, a, b):
            continue
        if i < q.first and any(_governs(text, p, q, around) for p in within(around.places, span.own_first, i)):
            continue  # يساهم القطاع بجهة الشرق في الناتج الداخلي الخام ب5 في المائة: the region's share
        if distance(text, a, b) <= (_FAR if i >= q.end else 2 * _FAR):
            return OPEN if entry.record["scope"] == "world" else ("MA", None)
    return None


def _is_worldwide(text: Text, q: Quantity, span: Stretch, around: Surroundings) -> bool:
    """Whether the figure is of the world's cooperative alliance: `تضم 760 مليون متعاون … ينتمون إلى 101 بلدا`."""
    return any(n.id == _ALLIANCE for n in within(around.institutions, span.first, q.first))


_ALLIANCE = "ica"


def _subject(text: Text, nation: Place, q: Quantity, span: Stretch, around: Surroundings) -> Place | None:
    """The place that the sentence is about, where it only holds it against the country before it counts.

    `جهة فاس-مكناس رائدة على مستوى المغرب، حيث تضم 6200 تعاونية` (the region leads in Morocco, as it has 6,200).
    """
    if not any(w in PAUSES for w in text.words[nation.end : q.first]):
        return None
    before = [p for p in within(around.places, span.own_first, nation.first) if _governs(text, p, q, around)]
    return before[-1] if before and before[-1].code != "MA" and before[-1].preposition != "ب" else None


def _of_list(text: Text, place: Place, q: Quantity, around: Surroundings) -> Where | None:
    """Open, where the place is one of several that the figure is of: `17 تعاونية بأقاليم سطات وبرشيد وبنسليمان`."""
    places = around.places
    k = next((i for i, p in enumerate(places) if p is place), -1)
    low = high = k
    while low > 0 and _is_next(text, places[low - 1], places[low], around):
        low -= 1
    while high + 1 < len(places) and _is_next(text, places[high], places[high + 1], around):
        high += 1
    if low <= k and len({p.code for p in places[low : high + 1]}) > 1:
        return OPEN
    return None


def _is_next(text: Text, place: Place, following: Place, around: Surroundings) -> bool:
    """Whether a place goes on a list with the one before it and nothing else between them."""
    between = text.words[place.end : following.first]
    if len(between) > 3 or any(w.isdigit() for w in between):
        return False
    if around.regions.get(place.code or "") == following.code:
        return False  # بتارودانت، بجهة سوس ماسة
    if not between:
        return following.joined > 0 and text.words[following.first][0] == "و"
    return all(w in "،,و" or entry_at(text, place.end + n, "place_cues") for n, w in enumerate(between)) and (
        following.level == place.level or _joins_list(text, following) or between[0] in "،,"
    )


def _commune_in(place: Place, places: Sequence[Place]) -> str | None:
    """The commune named right before its province: `جماعة سيدي بيبي بإقليم اشتوكة آيت باها`."""
    before = next((p for p in reversed(places) if p.end <= place.first), None)
    if before is None or before.code != place.code or place.first - before.end > 1:
        return None
    return before.commune


def _governs(text: Text, place: Place, q: Quantity, around: Surroundings) -> bool:
    """Whether what follows a place in the sentence is there: not where it was said, signed, sold or run from."""
    if place.code is None or _inside(place, around.institutions):
        return False
    if not place.code.startswith(_HERE) and not (
        place.first - text.sentence(place.first)[0] <= 3
        and (place.preposition == "ب" or text.words[place.first - 1] in _IN)
    ):
        return False
    if text.words[place.first - 1] in _TOWARDS or is_signed(text, place):
        return False
    return not _speech(text, place.end, q.first)


def _speech(text: Text, a: int, b: int) -> bool:
    """Whether something said begins in the words [a, b): `قال في لقاء بالرباط إن …`, but not `قبل أن`, `يرتقب أن`."""
    between = text.words[a:b]
    return not THAT.isdisjoint(between) and any(
        w in THAT and text.words[i - 1] not in _TIMES and entry_at(text, i - 1, "status_cues") is None
        for i, w in enumerate(between, a)
    )


_TIMES = frozenset(fold(w) for w in ("قبل", "بعد", "دون", "منذ", "وبعد", "وقبل", "على"))


def _is_left(text: Text, place: Place, q: Quantity, span: Stretch, around: Surroundings) -> bool:
    """Whether the place is of the figure before, and another clause has begun since."""
    return span.first < span.own_first <= place.first < q.first and is_parted(around.clauses, place.end, q.first)


_HERE = ("MA", "old:")
#: A place farther than this, in words and pauses, is not what a number stands beside.
_FAR = 8.0
#: More words than the longest name of a place has.
_LONGEST_NAME = 8
_FROM = fold("من")
#: Words before several places at once.
_SEVERAL = frozenset(fold(w) for w in ("أقاليم", "جهات", "مدن", "عمالات", "جماعات", "جهتي", "إقليمي", "مدينتي"))


_BEFORE_LISTED = frozenset(("(", fold("ب")))


def _beside(text: Text, q: Quantity, places: Sequence[Place]) -> Place | None:
    """The place right before a number of a list: `زاكورة (1.007)`, `جهة مكناس-تافيلالت ب71`."""
    at = q.first
    if text.words[at - 1] in _BEFORE_LISTED:
        at -= 1
    elif "ب" not in text.words[at][: q.joined]:
        return None
    return next((p for p in places if p.end == at and p.code is not None), None)


def is_in_brackets_behind(text: Text, q: Quantity, before: Quantity) -> bool:
    """Whether a share stands in brackets behind the number that it is of: `2067 صانعا (78%)`."""
    between = text.words[before.end : q.first]
    return q.kind == "percent" and "(" in between and len(between) <= 3 and ")" not in between


_TOWARDS = frozenset(fold(w) for w in ("نحو", "إلى"))


def _inside(place: Place, names: Sequence[Named]) -> bool:
    """Whether the place is a part of an institution's name."""
    at = place.first
    for name in names:
        if name.first > at:
            return False
        if at <= name.end:
            return True
    return False


def _joins_list(text: Text, place: Place) -> bool:
    """Whether `و` joins the place to what comes before: the next of a list, that has its own number."""
    return (text.words[place.first][0] == "و" and place.joined > 0) or text.words[place.first - 1] in _AND


_AND = frozenset(fold(w) for w in ("و", "ولا", "ثم"))


def _dated(dates: Sequence[DateSpan], a: int, b: int) -> int:
    """How many of the words [a, b) are a date's, which parts nothing from its place."""
    return sum([d.end - d.first + 2 for d in dates if a <= d.first and d.end <= b])


def _is_rest(text: Text, q: Quantity, span: Stretch) -> bool:
    """Whether the figure is of all places that are left: `اقتسمت باقي الجهات 11 تعاونية`."""
    first = max(span.own_first, q.first - 6)
    return not _REST.isdisjoint(text.words[first : q.first]) and any(
        text.words[i] in _REST and text.words[i + 1] in _PLACES for i in range(first, q.first)
    )


_REST = frozenset(fold(w) for w in ("باقي", "بقية", "وباقي", "وبقية"))
_PLACES = frozenset(
    fold(w) for w in ("الجهات", "الأقاليم", "المدن", "الجماعات", "جهات", "أقاليم", "جماعات", "مدن", "المناطق")
)


def _anaphor(text: Text, q: Quantity, span: Stretch, around: Surroundings) -> Where | None:
    """The place that `بالإقليم` (in the province) in the figure's own stretch points back to."""
    for i, _, entry in text.between("place_anaphora", span.own_first, span.own_end):
        level = entry.record["level"]
        if entry.conjunction or any(p.first - 2 <= i < p.end for p in around.places):
            continue
        if any(n.first <= i < n.end for n in around.institutions) or entry_at(text, i - 1, "institution_heads"):
            continue  # مجلس الجهة
        if i >= q.end and is_parted(around.clauses, q.end, i):
            break  # of another clause
        if q.kind == "money" and not entry.preposition and _is_giver(text, i):
            continue
        named = [p for p in around.places if p.first < i and p.code is not None and p.level.endswith(level)]
        if level == "province":
            said = [p for p in around.places if span.first <= p.first < i and _is_of_province(p)]
            if said:
                return said[-1].code, None
        if any(p.code == around.home[0] for p in named):
            return around.home
        if level == "province" and around.venue is not None:
            return around.venue
        if level == "region" and any(p.code == around.regions.get(around.home[0] or "") for p in named):
            return around.regions[around.home[0] or ""], None
        if named:
            return named[-1].code, named[-1].commune
        if level == "province" and is_province(around.home[0]):
            return around.home
        if level == "region" and around.home[0] is not None and around.home[0] in around.regions:
            return around.regions[around.home[0]], None
    return None


def _is_of_province(place: Place) -> bool:
    """Whether `الإقليم` may mean the province of a place: its own name, or its town's where it is no venue."""
    return place.code is not None and (
        place.level == "province" or (place.level == "city" and place.preposition != "ب")
    )


def _is_giver(text: Text, i: int) -> bool:
    """Whether a territory gives the money: `تساهم فيها الجهة ب6 ملايين`, `من الجماعة`."""
    word = text.words[i - 1]
    known = text.lex[i - 1]
    if word in _GIVEN_BY or word in PAUSES:
        return True
    return known is not None and not _GIVING.isdisjoint(known.entries)


_GIVEN_BY = frozenset(fold(w) for w in ("فيها", "فيه", "منها", "منه", "به", "بها", "أما", "من", "طرف"))
_GIVING = frozenset(("status_cues", "future_verbs", "money_cues"))


def place_of_paragraph(text: Text, q: Quantity, opening: int, around: Surroundings) -> Where | None:
    """The place that the paragraph has turned to: the country, or a place in an article about the whole country.

    `opening` is where the first figure of the sentence begins.
    """
    home = around.home[0]
    line, sentence = text.paragraph(q.first)[0], text.sentence(q.first)[0]
    before = within(around.places, line, sentence)
    if before and before[-1].code == "MA" and not _inside(before[-1], around.institutions):
        begun = text.sentence(before[-1].first)[0]
        against = text.between("place_anaphora", begun, before[-1].first)
        if home == "MA" or not (against or any(p.code == home for p in within(before, begun, before[-1].first))):
            return "MA", None  # the paragraph has turned to the whole country, not only held the home against it
    if home not in (None, "MA"):
        return None
    named = [
        p
        for p in before
        if p.code is not None
        and p.code.startswith("MA-")
        and not _inside(p, around.institutions)
        and not _joins_list(text, p)
        and THAT.isdisjoint(text.words[p.end : p.end + 4])
        and not is_signed(text, p)
    ]
    if named:
        return _of_list(text, named[-1], q, around) or (named[-1].code, named[-1].commune)
    bodies = [n for n in within(around.institutions, sentence, q.first) if getattr(n, "kind", None) in _TERRITORIAL]
    acting = {p.code for n in bodies for p in within(around.places, n.first, n.end)}
    return (
        (acting.pop(), None) if len(acting) == 1 and "MA" not in acting else None
    )  # عملت اللجنة الإقليمية لإقليم فجيج


#: Kinds of bodies that act for a territory.
_TERRITORIAL = frozenset(("council", "administration"))


def is_elsewhere(text: Text, q: Quantity, programme: str | None, around: Surroundings) -> bool:
    """Whether a programme that only this paragraph names, and no place with it, is not of the article's own place."""
    first, end = text.paragraph(q.first)
    named = [p.first for p in around.programmes if p.id == programme]
    return bool(named) and named[0] >= first and not any(first <= p.first < end for p in around.places)


def is_national(text: Text, q: Quantity, status: str, around: Surroundings) -> bool:
    """Whether a sentence without a place tells of something of the whole country, though the article is of a place.

    `يذكر أن برنامج "أوراش" يستهدف 250 ألف شخص` (it is recalled that the programme aims at 250,000 people) closes an
    article about one province; so do the aims of a national strategy, and what a law asks for.
    """
    first, end = text.sentence(q.first)
    named = within(around.places, first, q.first)
    if any(p.code not in (None, "MA") and not is_signed(text, p) for p in named):
        return False
    if text.between("place_anaphora", first, end):
        return False
    recalled = text.between("recalling_words", first, min(first + 3, end))
    if recalled:
        after = recalled[0][1]
        return any(
            after <= n.first <= after + 5 and is_of_the_nation(n) for n in (*around.programmes, *around.institutions)
        )
    if not _NATIONAL_VOICES.isdisjoint(text.words[first : q.first]) and any(
        text.words[i] in _SECTOR or (text.words[i] in _NUMBER and text.words[i + 1] in _COOPERATIVES)
        for i in range(first, q.first)
    ):
        return not _speaks_of_home(text, first, around)
    return status == "target" and any(
        first <= n.first < q.first and getattr(n, "kind", None) in _NATIONAL_PLANS for n in around.programmes
    )


def _speaks_of_home(text: Text, first: int, around: Surroundings) -> bool:
    """Whether a minister's words before the sentence at `first` were of the article's own place."""
    last = next((p for p in reversed(around.places) if p.end <= first), None)
    if last is None or last.code != around.home[0] or _inside(last, around.institutions):
        return False
    return not _NATIONAL_VOICES.isdisjoint(text.words[text.sentence(last.first)[0] : last.first])


#: Who speaks for the whole country, and what he then speaks of.
_NATIONAL_VOICES = frozenset(
    fold(w) for w in ("الوزير", "الوزيرة", "وزير", "وزيرة", "كاتب", "كاتبة", "الحكومي", "الحكومية", "الحكومة")
)
_SECTOR = frozenset(fold(w) for w in ("القطاع", "قطاع"))
_NUMBER, _COOPERATIVES = frozenset(fold(w) for w in ("عدد", "وعدد")), frozenset((fold("التعاونيات"),))
_NATIONAL_PLANS = frozenset(("strategy", "plan"))


def is_of_the_nation(named: Named) -> bool:
    """Whether a programme or institution that the lexicon knows is the country's own, not one of its branches."""
    return bool(getattr(named, "known", False)) and getattr(named, "place", None) is None


def is_venue_of(around: Surroundings) -> bool:
    """Whether the venue that the opening names lies in the article's own place, and says more than it."""
    home = around.home[0]
    return around.venue is not None and (home in (None, "MA") or around.regions.get(around.venue[0] or "") == home)


def goes_on_speaking(text: Text, line: int) -> bool:
    """Whether a paragraph opens with the words of him who spoke before: `وأضافت أن …`."""
    return any(e.record["id"] == "add" for _, _, e in text.between("saying_verbs", line, min(line + 3, len(text))))


def is_wider(code: str | None, around: Surroundings) -> bool:
    """Whether a place is the country, or the region around the article's own province."""
    return code is not None and (code == "MA" or code == around.regions.get(around.home[0] or ""))


def is_at_event(text: Text, q: Quantity, first: int) -> bool:
    """Whether the figure is of what was held: who came, who showed, how large the ground was."""
    if q.unit in ATTENDANCE:
        return q.unit != "session"
    return q.kind == "area" and bool(text.between("event_nouns", first, q.first))


def topic_of(text: Text, q: Quantity, first: int, around: Surroundings) -> Topic | None:
    """What the text has turned to before a figure; `التعاونية` in its sentence turns back to the last one's seat."""
    if around.topics is None:
        return None
    topic = around.topics.at(q.first)
    if topic is None and tells_of_cooperative(text, first, q.first):
        return around.topics.seat_before(q.first)
    return topic
