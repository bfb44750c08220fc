"""Figures: what an article says of each quantity, taken from its phrase, its sentence, its paragraph, in that order.

The reader of a sentence ties a number to the place, time and programme that stand nearest in its own
clause, then to those that govern the sentence; where nothing is said, nothing is tied. A list gives
each of its numbers what stands beside it: `جهة سوس ماسة ب112 تعاونية، تليها جهة الشرق ب63`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from coopdb.reading import money
from coopdb.reading.dates import DateSpan
from coopdb.reading.extraction import Figure, Period
from coopdb.reading.places import Place
from coopdb.reading.quantities import Quantity
from coopdb.reading.text import Text, fold


class Named(Protocol):
    """A programme or institution named in a text; words [first, end)."""

    first: int
    end: int
    id: str


@dataclass(slots=True)
class Surroundings:
    """What else was read in the text, that a figure may be tied to; each list in the text's order."""

    dates: Sequence[DateSpan] = ()
    places: Sequence[Place] = ()
    programmes: Sequence[Named] = ()
    institutions: Sequence[Named] = ()
    #: Code and commune of the place that the whole article is about.
    home: tuple[str | None, str | None] = (None, None)
    #: The programme that the whole article is about.
    main_programme: str | None = None
    people: Sequence[Any] = field(default=())
    #: Where the text begins, behind title and byline.
    body: int = 0
    period: Period | None = None
    #: The year in which the article was published, where it is known.
    written: str | None = None
    #: The region of each province.
    regions: Mapping[str, str] = field(default_factory=dict)


_STOPS = frozenset(".؛!?؟\n")
_PAUSES = frozenset("،,(:")
#: Units whose number is of an event, not of a programme or a year.
_ATTENDANCE = frozenset(("participant", "exhibitor", "stand", "visitor", "session"))
_ATTENDING = frozenset(("cooperatives_participating", "participants", "exhibitors", "visitors", "sessions"))
_FUTURE = ("سي", "ست", "سن")
_WHOLE = fold("أصل")
_OF_FEW = frozenset(fold(w) for w in ("من", "مع"))


def read_figures(text: Text, quantities: Sequence[Quantity], around: Surroundings) -> list[Figure]:
    """The figures of a text, one for each quantity, in the same order."""
    qualifiers = _qualifier_ends(text)
    figures: list[Figure] = []
    opening = 0
    for k, q in enumerate(quantities):
        first, end = text.sentence(q.first)
        before = quantities[k - 1] if k and quantities[k - 1].end > first else None
        after = quantities[k + 1] if k + 1 < len(quantities) and quantities[k + 1].first < end else None
        opening = q.first if before is None else opening
        span = _Span(first, before.end if before else first, after.first if after else end, end, opening)
        figures.append(_figure(text, q, span, around, qualifiers))
    around.period = _reported_period(text, quantities, figures, around)
    _carry(text, quantities, figures, around)
    for k, q in enumerate(quantities):
        _tie_parts(text, quantities, figures, k, q)
    money.tie_money(text, quantities, figures, around.programmes, around.institutions)
    for k, q in enumerate(quantities):
        figures[k].measure = money.measure_of(text, q, figures[k])
        whole = figures[k].part_of
        if whole is not None and whole < k and figures[whole].unit == figures[k].unit and figures[k].kind == "count":
            figures[k].measure = figures[whole].measure
        if figures[k].measure in _ATTENDING and around.main_programme is None:
            figures[k].programme = None
    return figures


@dataclass(slots=True)
class _Span:
    """Where a figure's words may lie: its sentence [first, end), and its own stretch between its neighbours.

    `opening` is where the first figure of the sentence begins: what stands before it governs them all.
    """

    first: int
    own_first: int
    own_end: int
    end: int
    opening: int


def _figure(text: Text, q: Quantity, span: _Span, around: Surroundings, qualifiers: dict[int, Any]) -> Figure:
    start, stop = text.start(q.first), text.end(q.end - 1)
    if q.joined and q.first == q.number.first:
        start = text.raw_offset(text.spans[q.first][0] + q.joined)
    code, commune = _place(text, q, span, around)
    status = _status(text, q, span)
    period = _period(text, q, span, around.dates)
    if status == "reported" and _aims(q, span, around.dates):
        status = "target"
    return Figure(
        text=text.raw[start:stop], start=start, end=stop, sentence=text.raw_sentence(q.first), rule=f"figures.{q.kind}" + (f".{q.relation}" if q.relation else ""),
        kind=q.kind, value=_decimal(q), unit=q.unit, unit_text=q.unit_text,
        qualifier="exact" if q.relation == "range" else _qualifier(text, q, span, qualifiers),
        status=status, period=period, place=code, commune=commune,
        programme=_programme(text, q, span, around), setting=_setting(text, q, span),
    )  # fmt: skip


def _decimal(q: Quantity) -> str:
    value = q.value.normalize()
    return f"{value:f}" if value == value.to_integral_value() else f"{round(value, 6).normalize():f}"


# -- qualifier and status --------------------------------------------------------------------


def _qualifier_ends(text: Text) -> dict[int, tuple[int, Any]]:
    """By the word after it: where a qualifying cue begins, and its record; the longest of those that end there."""
    ends: dict[int, tuple[int, Any]] = {}
    for i, (end, entry) in text.phrases.get("qualifier_cues", {}).items():
        if end not in ends or ends[end][0] > i:
            ends[end] = (i, entry.record)
    for i in text.where.get("qualifier_cues", ()):
        if (i + 1) not in ends:
            ends[i + 1] = (i, text.lex[i].entries["qualifier_cues"].record)
    return ends


def _qualifier(text: Text, q: Quantity, span: _Span, ends: dict[int, tuple[int, Any]]) -> str:
    words = text.words
    for e in range(q.end + 1, min(q.end + 5, span.end + 1)):
        hit = ends.get(e)
        if hit is not None and hit[1].get("after") and hit[0] - q.end <= 1:
            return str(hit[1]["qualifier"])
    at = q.number.first
    for e in range(at, max(span.own_first, at - 8), -1):
        hit = ends.get(e)
        if hit is not None and hit[1].get("after") is not True:
            if e == at or hit[1].get("verb") or at - e == 1 and words[e] in _FILLERS:
                return _negated(text, hit[0], hit[1], span)
            return "exact"
        if e - 1 >= span.own_first and (words[e - 1] in _PAUSES or words[e - 1] in _STOPS):
            break
    if words[at - 1] in _THAN:
        for i in range(at - 2, max(span.own_first - 1, at - 8), -1):
            known = text.lex[i]
            entry = None if known is None else known.entries.get("comparing_verbs")
            if entry is not None:
                return _negated(text, i, entry.record, span)  # يقل رقم معاملاتها عن 10 ملايين درهم
    return "exact"


def _negated(text: Text, i: int, record: Any, span: _Span) -> str:
    """The qualifier of a verb at word `i`, turned where it is negated: `ألا يتعدى`, `لم يكن … يتجاوز`."""
    qualifier = str(record["qualifier"])
    if not record.get("verb") or qualifier not in _OPPOSITE:
        return qualifier
    words = text.words
    if i > span.first and words[i - 1] in _NOT:
        return _OPPOSITE[qualifier]
    for k in range(i - 2, max(span.own_first, i - 8), -1):
        if words[k] in _NOT and words[k + 1] in _BE:
            return _OPPOSITE[qualifier]
    return qualifier


_THAN = frozenset(fold(w) for w in ("عن", "على"))
_NOT = frozenset(fold(w) for w in ("لا", "لم", "لن", "ألا", "ولا", "ولم"))
_BE = frozenset(fold(w) for w in ("يكن", "تكن", "يكون", "تكون"))
_OPPOSITE = {"over": "at_most", "under": "at_least"}
_FILLERS = frozenset(fold(w) for w in ("مبلغ", "مجموعه", "ال", "الـ", "حوالي", "سقف", "عدد", "من", "عن", ":"))


def _status(text: Text, q: Quantity, span: _Span) -> str:
    """Target where the nearest word of its clause that tells is of the future or of a plan, else reported."""
    words = text.words
    if words[q.number.first - 1] == _FROM and any(w in _TO for w in words[q.end : min(span.own_end, q.end + 4)]):
        return "reported"  # أن تنتقل من 450 ألف لتر إلى 600 ألف: what it moves from is
    if q.end < span.end and (known := text.lex[q.end]) is not None:
        entry = known.entries.get("status_cues")
        if entry is not None and entry.record["status"] == "target" and not entry.conjunction and not entry.definite:
            return "target"  # 18 ألف تعاونية مبرمجة
    i = q.first
    while i > span.first:
        i -= 1
        status = _status_at(text, i, q.first - i <= 3)
        if status is not None:
            return status
        if words[i] in _TURNS:
            return "reported"
        if words[i] in _AND_THAT:
            # `وأن` goes on with what an `أن` before it began
            earlier = next((j for j in range(i - 1, span.first, -1) if words[j] in _THAT and words[j] not in _AND_THAT), None)
            i = i if earlier is None else earlier
        if words[i] in _THAT and i > span.first:
            # a new clause: what stands before `أن` tells only where it announces it (المرتقب أن)
            return _status_at(text, i - 1) or _phrase_status(text, i) or (_status_at(text, i - 2) if words[i - 1] in _ON else None) or "reported"
    for i in range(q.end, min(q.end + 4, span.own_end)):
        if words[i] in _PAUSES or words[i] in _STOPS:
            break
        if _cue_status(text, i) == "target":
            return "target"
    return "reported"


_AND_THAT = frozenset(fold(w) for w in ("وأن", "وأنه", "وأنها", "وإن", "وبأن"))
#: Words that turn to what is, after what is planned.
_TURNS = frozenset(fold(w) for w in ("إذ", "حيث", "وهو", "وهي", "لكن", "ولكن", "بينما", "علما"))
_ON = frozenset(fold(w) for w in ("على", "في", "إلى"))


def _cue_status(text: Text, i: int, near: bool = False) -> str | None:
    phrase = text.phrases.get("status_cues", {}).get(i)
    known = text.lex[i]
    entry = phrase[1] if phrase is not None else None if known is None else known.entries.get("status_cues")
    if entry is None or entry.record["status"] == "none" or (entry.record.get("near") and not near):
        return None
    return str(entry.record["status"])


def _phrase_status(text: Text, i: int) -> str | None:
    """The status of a cue that ends right before word `i`: `من المتوقع أن`."""
    phrases = text.phrases.get("status_cues", {})
    for back in range(max(0, i - 4), i):
        phrase = phrases.get(back)
        if phrase is not None and phrase[0] == i and phrase[1].record["status"] != "none":
            return str(phrase[1].record["status"])
    return None


def _status_at(text: Text, i: int, near: bool = False) -> str | None:
    """What word `i` says of what follows: target, reported or nothing."""
    status = _cue_status(text, i, near)
    if status is None and _is_future(text.words[i]):
        known = text.lex[i]
        if known is None or _NO_VERBS.isdisjoint(known.entries):
            return "target"
    return status


#: Classes whose words are no verbs, whatever they begin with.
_NO_VERBS = frozenset(("status_cues", "date_words", "counted_nouns", "dual_nouns", "number_words", "currencies", "sectors", "given_names", "communes", "provinces"))


def _is_future(word: str) -> bool:
    """Whether a word has the form of a verb in the future: سيستفيد، وستبلغ."""
    if word[0] in "وف" and len(word) > 4:
        word = word[1:]
    return len(word) > 3 and word.startswith(_FUTURE)


_FROM = fold("من")
_TO = frozenset(fold(w) for w in ("إلى", "الى"))


def _aims(q: Quantity, span: _Span, dates: Sequence[DateSpan]) -> bool:
    """Whether a horizon (`في أفق 2030`) stands in the figure's own stretch."""
    return any(d.horizon and span.own_first <= d.first < span.own_end for d in dates)


def _setting(text: Text, q: Quantity, span: _Span) -> str | None:
    for i in range(q.end, min(span.own_end, q.end + 8)):
        if text.words[i] in _STOPS:
            break
        if (known := text.lex[i]) is not None and (entry := known.entries.get("setting_words")) is not None:
            return str(entry.record["setting"])
    return None


# -- place -----------------------------------------------------------------------------------


def _place(text: Text, q: Quantity, span: _Span, around: Surroundings) -> tuple[str | None, str | None]:
    """Code and commune of the place that the figure is of."""
    if q.kind == "duration":
        return None, None
    beside = _beside(text, q, around.places)
    if beside is not None:
        return beside.code, beside.commune
    best: Place | None = None
    best_cost = _FAR
    for place in around.places:
        if place.end <= span.own_first or place.code is None:
            continue
        if place.first >= span.own_end:
            break
        if place.first >= q.end:
            cost = _distance(text, q.end, place.first) - _dated(around.dates, q.end, place.first)
            if _joins_list(text, place):
                cost += 6
        else:
            cost = _distance(text, place.end, q.first) + 1.5
            if any(w in _THAT for w in text.words[place.end : q.first]):
                cost += 10  # where it was said, not where it is so
        if _inside(place, around.institutions) or text.words[place.first - 1] in _TOWARDS:
            cost += 10
        if not place.code.startswith(_HERE) and not (place.preposition == "ب" and 0 <= place.first - q.end <= 2):
            cost += 12  # where it was sold or came from
        if cost < best_cost or (best is not None and cost - best_cost < 4 and place.commune and not best.commune and place.first > best.first):
            best, best_cost = place, min(cost, best_cost)
    anaphor = _anaphor(text, q, span, around)
    if anaphor is not None and (best is None or best_cost > 8):
        return anaphor
    if best is not None:
        return best.code, best.commune
    earlier = [p for p in around.places if span.first <= p.first and p.end <= span.opening and p.code is not None and p.code.startswith(_HERE)]
    if earlier and not (len(earlier) > 1 and _joins_list(text, earlier[-1])):
        return earlier[-1].code, earlier[-1].commune
    return None, None


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


_THAT = frozenset(
    fold(w) for w in ("أن", "إن", "فإن", "بأن", "أنه", "أنها", "بأنه", "بأنها", "وأن", "وإن", "وأنه", "وأنها", "وبأن")
)
_TOWARDS = frozenset(fold(w) for w in ("نحو", "إلى"))


def _inside(place: Place, names: Sequence[Named]) -> bool:
    """Whether the place is a part of an institution's name."""
    return any(n.first <= place.first <= n.end for n in names)


def _joins_list(text: Text, place: Place) -> bool:
    """Whether `و` joins the place to what comes before: the next of a list, that has its own number."""
    return (text.words[place.first][0] == "و" and place.joined > 0) or text.words[place.first - 1] == "و"


def _distance(text: Text, a: int, b: int) -> float:
    pauses = sum(3 for w in text.words[a:b] if w in _PAUSES)
    return b - a + pauses


def _dated(dates: Sequence[DateSpan], a: int, b: int) -> int:
    """How many of the words [a, b) are a date's, which parts nothing from its place."""
    return sum(d.end - d.first + 2 for d in dates if a <= d.first and d.end <= b)


_ANAPHORA = {
    fold("الإقليم"): "province", fold("العمالة"): "province", fold("الجهة"): "region", fold("الجماعة"): "commune",
    fold("المدينة"): "commune", fold("البلدة"): "commune",
}  # fmt: skip


def _anaphor(text: Text, q: Quantity, span: _Span, around: Surroundings) -> tuple[str | None, str | None] | None:
    """The place that `بالإقليم` (in the province) in the figure's own stretch points back to."""
    for i in range(span.own_first, span.own_end):
        word = text.words[i]
        level = _ANAPHORA.get(word) or (_ANAPHORA.get(word[1:]) if word[0] in "بل" else None)
        if level is None or any(p.first - 2 <= i < p.end for p in around.places):
            continue
        named = [p for p in around.places if p.first < i and p.code is not None and p.level == level]
        if any(p.code == around.home[0] for p in named):
            return around.home
        if named:
            return named[-1].code, named[-1].commune
        if level == "province" and around.home[0] is not None and len(around.home[0]) > 5:
            return around.home
        if level == "region" and around.home[0] in around.regions:
            return around.regions[around.home[0]], None
    return None


# -- period ----------------------------------------------------------------------------------


def _period(text: Text, q: Quantity, span: _Span, dates: Sequence[DateSpan]) -> Period | None:
    """The span of time that the figure's sentence gives it."""
    if q.kind == "duration":
        return None
    best: DateSpan | None = None
    best_cost = 999.0
    now = _says(text, "now", span.own_first, q.first)
    changes = q.kind == "percent" and _says(text, "change", max(span.own_first, q.first - 6), q.first)
    for d in dates:
        if d.from_ is None or d.end <= span.first or d.first >= span.end:
            continue
        if len(d.from_) > 7 and not (d.since or d.until or d.part) and d.from_ == d.to:
            continue  # the day of an event is not the time that a figure covers
        own = span.own_first <= d.first < span.own_end
        after = d.first >= q.end
        frame = _frame(text, d)
        if frame == "comparison" and after or frame == "founding" and not d.since and not _near(text, q, d):
            continue
        cost = _distance(text, q.end, d.first) if after else _distance(text, d.end, q.first) + 0.5
        if changes and best is not None and own is False and (d.from_ or "") <= (best.from_ or ""):
            continue  # a change is of the later time
        if not own:
            if now:
                continue
            if d.end > span.opening and not _is_set_off(text, d):
                continue  # it stands among other figures, and is theirs
            cost += 30 if after else 15
        if cost < best_cost:
            best, best_cost = d, cost
    return None if best is None else _as_period(best)


def _says(text: Text, time: str, first: int, end: int) -> bool:
    """Whether a word of the time (`حاليا`, now; `زيادة`, a rise) stands in a stretch."""
    for i in range(first, end):
        known = text.lex[i]
        entry = None if known is None else known.entries.get("time_words")
        if entry is not None and entry.record["time"] == time and not entry.preposition and not _is_described(text, i + 1):
            return True
    return False


def _is_described(text: Text, i: int) -> bool:
    """Whether a word with the article follows: `اليوم الثلاثاء` (today, Tuesday), `اليوم العالمي` (the World Day)."""
    return i < len(text) and text.words[i].startswith("ال")


def _frame(text: Text, d: DateSpan) -> str | None:
    """What the words before a date make of it: the founding of something, or a comparison."""
    for i in range(d.first - 1, max(-1, d.first - 5), -1):
        if text.words[i] in _STOPS or text.words[i] in _PAUSES:
            return None
        known = text.lex[i]
        phrase = text.phrases.get("date_frames", {}).get(i)
        entry = phrase[1] if phrase is not None else None if known is None else known.entries.get("date_frames")
        if entry is not None:
            return str(entry.record["frame"])
    return None


def _near(text: Text, q: Quantity, d: DateSpan) -> bool:
    """Whether nothing but a few plain words stands between figure and date."""
    return _distance(text, q.end, d.first) <= 3 if d.first >= q.end else _distance(text, d.end, q.first) <= 1


def _is_set_off(text: Text, d: DateSpan) -> bool:
    """Whether a comma sets the date off from the figures before it: `… 13,17 مليون درهم، خلال الفترة بين 2019 و2025`."""
    return any(text.words[i] in "،," for i in range(max(0, d.first - 4), d.first))


def _as_period(d: DateSpan) -> Period | None:
    if d.since:
        return Period(d.from_, None if d.from_ == d.to else d.to)
    return Period(d.from_, d.to)


# -- programme -------------------------------------------------------------------------------


def _programme(text: Text, q: Quantity, span: _Span, around: Surroundings) -> str | None:
    if q.kind == "duration":
        return None
    inside = [p for p in around.programmes if span.first <= p.first < span.end]
    inside = [p for p in inside if not _is_only_named(text, p)]
    own = [p for p in inside if span.own_first <= p.first < span.own_end]
    before = [p for p in (own or inside) if p.end <= q.first]
    if before:
        return before[-1].id
    anaphor = _programme_before(text, span, q, around.programmes)
    return anaphor or ((own or inside)[0].id if inside else None)


def _is_only_named(text: Text, programme: Named) -> bool:
    """Whether a programme dates something else: `عند إطلاق مخطط المغرب الأخضر` (when the Green Plan was launched)."""
    for i in range(programme.first - 1, max(-1, programme.first - 3), -1):
        known = text.lex[i]
        entry = None if known is None else known.entries.get("date_frames")
        if entry is not None and entry.record["id"] == "founding" and text.words[i - 1] in _SINCE:
            return True
    return False


_SINCE = frozenset(fold(w) for w in ("منذ", "عند", "قبل", "بعد"))


def _programme_before(text: Text, span: _Span, q: Quantity, programmes: Sequence[Named]) -> str | None:
    """The programme that `المبادرة`, `البرنامج` before the figure in its sentence points back to."""
    for i in range(q.first - 1, span.first - 1, -1):
        known = text.lex[i]
        entry = None if known is None else known.entries.get("programme_anaphora")
        if entry is None or any(p.first <= i < p.end for p in programmes):
            continue
        named = [p for p in programmes if p.end <= i]
        if entry.record["id"] == "initiative":
            named = [p for p in named if p.id.startswith("indh")]
        return named[-1].id if named else None
    return None


# -- what goes on from one sentence to the next ------------------------------------------------


def _carry(text: Text, quantities: Sequence[Quantity], figures: list[Figure], around: Surroundings) -> None:
    """Gives figures what their paragraph, then their article, has said before and does not say again."""
    paragraph = -1
    programme: str | None = None
    for q, figure in zip(quantities, figures, strict=True):
        line = text.paragraph(q.first)[0]
        if line != paragraph:
            paragraph, programme = line, None
        if q.kind == "duration":
            continue
        first = text.sentence(q.first)[0]
        if figure.place is None and not (figure.status == "target" and _is_elsewhere(text, q, figure.programme, around)):
            figure.place, figure.commune = _of_paragraph(text, q, around) or around.home
        attends = q.unit in _ATTENDANCE
        if figure.period is None and around.period is not None and figure.status == "reported" and not attends and figure.role not in _MOMENTARY:
            end = text.sentence(q.first)[1]
            if not _other_time(line, end, around) and not _says(text, "now", first, q.first):
                figure.period = around.period
        if figure.programme is not None:
            programme = figure.programme
        elif not attends or around.main_programme is not None:
            figure.programme = programme or around.main_programme


#: What holds at one moment, whatever years the article sums up.
_MOMENTARY = frozenset(("price", "per_unit", "capital"))


def _other_time(line: int, end: int, around: Surroundings) -> bool:
    """Whether the paragraph has turned to another time than the years that the article sums up."""
    same = around.period
    return any(line <= d.first < end and d.from_ is not None and same is not None and (d.from_, d.to) != (same.first, same.last) for d in around.dates)


def _of_paragraph(text: Text, q: Quantity, around: Surroundings) -> tuple[str | None, str | None] | None:
    """The place that the paragraph has turned to, in an article about the whole country, or the region around it."""
    home = around.home[0]
    if home is not None and len(home) > 5:
        return None
    line, sentence = text.paragraph(q.first)[0], text.sentence(q.first)[0]
    named = [
        p for p in around.places
        if line <= p.first < sentence and p.code is not None and p.code.startswith("MA-") and not _inside(p, around.institutions)
        and not _joins_list(text, p) and not any(w in _THAT for w in text.words[p.end : p.end + 4])
    ]  # fmt: skip
    if not named or (home not in (None, "MA") and around.regions.get(named[-1].code or "") != home):
        return None
    return named[-1].code, named[-1].commune


def _is_elsewhere(text: Text, q: Quantity, programme: str | None, around: Surroundings) -> bool:
    """Whether a programme that only this paragraph names, and no place with it, is not of the article's own place."""
    first, end = text.paragraph(q.first)
    named = [p.first for p in around.programmes if p.id == programme]
    return bool(named) and named[0] >= first and not any(first <= p.first < end for p in around.places)


def _reported_period(text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], around: Surroundings) -> Period | None:
    """The years that a balance sheet covers: those that its title, or the first sentence of its text, gives a figure."""
    lede = text.sentence(min(around.body, len(text) - 1))[1] if len(text) else 0
    for q, figure in zip(quantities, figures, strict=True):
        if q.first >= lede:
            return None
        if figure.period is not None and figure.status == "reported" and q.unit not in _ATTENDANCE and figure.period.first and len(figure.period.first) == 4 and figure.period.last is not None:
            return figure.period if around.written is None or figure.period.last <= around.written else None
    return None


def _tie_parts(text: Text, quantities: Sequence[Quantity], figures: list[Figure], k: int, q: Quantity) -> None:
    """Ties a part to its whole: `85 تعاونية، 33 من بينها` (85 cooperatives, 33 of them)."""
    line = text.paragraph(q.first)[0]
    earlier = [j for j in range(k) if quantities[j].first >= line]
    if not earlier:
        return
    cue = _part_cue(text, q, quantities[earlier[-1]].end)
    if cue is None:
        _go_on_with_parts(text, quantities, figures, k)
        return
    if cue == "whole":
        previous = quantities[k - 1]
        if q.kind == previous.kind and q.value >= previous.value:
            figures[k - 1].part_of = k
        return
    whole = next((j for j in reversed(earlier) if figures[j].part_of is None and _can_hold(quantities[j], q)), None)
    if whole is None:
        return
    figures[k].part_of = whole
    for name in ("place", "commune", "period", "programme"):
        if getattr(figures[k], name) is None:
            setattr(figures[k], name, getattr(figures[whole], name))
    if figures[k].period is None:
        figures[k].period = figures[whole].period


def _go_on_with_parts(text: Text, quantities: Sequence[Quantity], figures: list[Figure], k: int) -> None:
    """`من بينهم 272 ألف امرأة، و18 ألف شاب`: what `و` adds to a part is a part of the same whole."""
    q, previous = quantities[k], quantities[k - 1]
    whole = figures[k - 1].part_of
    between = text.words[previous.end : q.first]
    joined = q.number.joined == "و" or bool(between and between[-1] == "و")
    if whole is None or not joined or len(between) > 4 or not _can_hold(quantities[whole], q):
        return
    figures[k].part_of = whole


def _part_cue(text: Text, q: Quantity, limit: int) -> str | None:
    """`part` where the quantity is one of the quantity before it, `whole` where it is what that is a part of."""
    words = text.words
    for i in range(q.first - 1, max(limit - 1, q.first - 6), -1):
        if words[i] in _STOPS:
            return None
        known = text.lex[i]
        entry = None if known is None else known.entries.get("part_cues")
        phrase = text.phrases.get("part_cues", {}).get(i)
        record = phrase[1].record if phrase is not None else None if entry is None else entry.record
        if record is not None:
            return "whole" if record.get("whole") else "part"
    for i in range(q.end, min(q.end + 3, len(words))):
        if words[i] in _STOPS or words[i] in _PAUSES:
            return None
        phrase = text.phrases.get("part_cues", {}).get(i)
        known = text.lex[i]
        entry = None if known is None else known.entries.get("part_cues")
        if (phrase is not None and not phrase[1].record.get("whole")) or (entry is not None and not entry.record.get("whole")):
            return "part"
    return None


#: What people of one kind may be parts of.
_PEOPLE = frozenset(("member", "woman", "man", "youth", "person", "beneficiary", "participant", "visitor", "exhibitor"))


def _can_hold(whole: Quantity, part: Quantity) -> bool:
    if part.kind == "percent":
        return whole.kind in ("count", "money")
    if whole.kind != part.kind or whole.value < part.value:
        return False
    return whole.unit == part.unit or (whole.unit in _PEOPLE and part.unit in _PEOPLE)
