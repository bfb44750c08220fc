"""The place of a figure: beside it, in its clause, pointed back to, of its paragraph, of its article.

`45 تعاونية بإقليم تاونات و30 بإقليم تازة` (45 cooperatives in Taounate and 30 in Taza) gives each number its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from coopdb.reading.dates import DateSpan
from coopdb.reading.places import Place
from coopdb.reading.surroundings import THAT, Named, Stretch, Surroundings, distance
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity

Where = tuple[str | None, str | None]


def place_of(text: Text, q: Quantity, span: Stretch, around: Surroundings, before: Where | None) -> tuple[Where, bool]:
    """Code and commune of the place that the figure is of, and whether it goes on to the next in the sentence.

    `before` is the place that the figure before it in the sentence passes on.
    """
    if q.kind == "duration":
        return (None, None), False
    beside = _beside(text, q, around.places)
    if beside is not None:
        return (beside.code, beside.commune), False
    best: Place | None = None
    best_cost = _FAR
    for place in around.places:
        if place.end <= span.own_first or place.code is None:
            continue
        if place.first >= span.own_end:
            break
        if place.first >= q.end:
            cost = distance(text, q.end, place.first) - _dated(around.dates, q.end, place.first)
            if _joins_list(text, place):
                cost += 6
        else:
            cost = distance(text, place.end, q.first) + 1.5
            if any(w in THAT for w in text.words[place.end : q.first]):
                cost += 10  # where it was said, not where it is so
        if _inside(place, around.institutions) or text.words[place.first - 1] in _TOWARDS:
            cost += 10
        if not place.code.startswith(_HERE) and not (place.preposition == "ب" and 0 <= place.first - q.end <= 2):
            cost += 12  # where it was sold or came from
        if cost < best_cost or (
            best is not None
            and cost - best_cost < 4
            and place.commune
            and not best.commune
            and place.first > best.first
        ):
            best, best_cost = place, min(cost, best_cost)
    anaphor = _anaphor(text, q, span, around)
    if anaphor is not None and (best is None or best_cost > 8):
        return anaphor, True
    if best is not None:
        return (best.code, best.commune or _commune_in(best, around.places)), best.first < q.first
    governing = [
        p for p in around.places if span.first <= p.first and p.end <= q.first and _governs(text, p, q, around)
    ]
    own = [p for p in governing if p.first >= span.own_first]
    if own and not _joins_list(text, own[-1]):
        return (own[-1].code, own[-1].commune), True
    if before is not None:
        return before, True
    earlier = [p for p in governing if p.end <= span.opening]
    if earlier and not (len(earlier) > 1 and _joins_list(text, earlier[-1])):
        return (earlier[-1].code, earlier[-1].commune), True
    return (None, None), False


def _commune_in(place: Place, places: Sequence[Place]) -> str | None:
    """The commune named right before its province: `جماعة سيدي بيبي بإقليم اشتوكة آيت باها`."""
    before = next((p for p in reversed(places) if p.end <= place.first), None)
    if before is None or before.code != place.code or place.first - before.end > 1:
        return None
    return before.commune


def _governs(text: Text, place: Place, q: Quantity, around: Surroundings) -> bool:
    """Whether what follows a place in the sentence is there: not where it was said, sold or run from."""
    if place.code is None or not place.code.startswith(_HERE) or _inside(place, around.institutions):
        return False
    return text.words[place.first - 1] not in _TOWARDS and not any(w in THAT for w in text.words[place.end : q.first])


_HERE = ("MA", "old:")
#: A place farther than this, in words and pauses, is not what a number stands beside.
_FAR = 8.0


def _beside(text: Text, q: Quantity, places: Sequence[Place]) -> Place | None:
    """The place right before a number of a list: `زاكورة (1.007)`, `جهة مكناس-تافيلالت ب71`."""
    at = q.first
    if text.words[at - 1] in ("(", fold("ب"), fold("بـ")) and at == q.first:
        at -= 1
    elif not q.joined:
        return None
    return next((p for p in places if p.end == at and p.code is not None), None)


_TOWARDS = frozenset(fold(w) for w in ("نحو", "إلى"))


def _inside(place: Place, names: Sequence[Named]) -> bool:
    """Whether the place is a part of an institution's name."""
    return any(n.first <= place.first <= n.end for n in names)


def _joins_list(text: Text, place: Place) -> bool:
    """Whether `و` joins the place to what comes before: the next of a list, that has its own number."""
    return (text.words[place.first][0] == "و" and place.joined > 0) or text.words[place.first - 1] == "و"


def _dated(dates: Sequence[DateSpan], a: int, b: int) -> int:
    """How many of the words [a, b) are a date's, which parts nothing from its place."""
    return sum(d.end - d.first + 2 for d in dates if a <= d.first and d.end <= b)


def _anaphor(text: Text, q: Quantity, span: Stretch, around: Surroundings) -> tuple[str | None, str | None] | None:
    """The place that `بالإقليم` (in the province) in the figure's own stretch points back to."""
    for i, _, entry in text.between("place_anaphora", span.own_first, span.own_end):
        level = entry.record["level"]
        if entry.conjunction or any(p.first - 2 <= i < p.end for p in around.places):
            continue
        named = [p for p in around.places if p.first < i and p.code is not None and p.level == level]
        if any(p.code == around.home[0] for p in named):
            return around.home
        if named:
            return named[-1].code, named[-1].commune
        if level == "province" and around.home[0] is not None and len(around.home[0]) > 5:
            return around.home
        if level == "region" and around.home[0] is not None and around.home[0] in around.regions:
            return around.regions[around.home[0]], None
    return None


def place_of_paragraph(text: Text, q: Quantity, around: Surroundings) -> tuple[str | None, str | None] | None:
    """The place that the paragraph has turned to, in an article about the whole country, or the region around it."""
    home = around.home[0]
    line, sentence = text.paragraph(q.first)[0], text.sentence(q.first)[0]
    last = next((p for p in reversed(around.places) if line <= p.first < sentence), None)
    if last is not None and last.code == "MA" and not _inside(last, around.institutions):
        return "MA", None  # the paragraph has turned to the whole country
    if home is not None and len(home) > 5:
        return None
    named = [
        p
        for p in around.places
        if line <= p.first < sentence
        and p.code is not None
        and p.code.startswith("MA-")
        and not _inside(p, around.institutions)
        and not _joins_list(text, p)
        and not any(w in THAT for w in text.words[p.end : p.end + 4])
    ]
    if not named or (home not in (None, "MA") and around.regions.get(named[-1].code or "") != home):
        return None
    return named[-1].code, named[-1].commune


def is_elsewhere(text: Text, q: Quantity, programme: str | None, around: Surroundings) -> bool:
    """Whether a programme that only this paragraph names, and no place with it, is not of the article's own place."""
    first, end = text.paragraph(q.first)
    named = [p.first for p in around.programmes if p.id == programme]
    return bool(named) and named[0] >= first and not any(first <= p.first < end for p in around.places)
