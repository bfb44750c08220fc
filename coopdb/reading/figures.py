"""Figures: what an article says of each quantity, taken from its phrase, its sentence, its paragraph, in that order.

The reader of a sentence ties a number to the place, time and programme that stand nearest in its own clause, then
to those that govern the sentence; where nothing is said, nothing is tied. A list gives each of its numbers what
stands beside it: `جهة سوس ماسة ب112 تعاونية، تليها جهة الشرق ب63` (Souss-Massa with 112 cooperatives, then Oriental
with 63).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from coopdb.reading.extraction import Figure
from coopdb.reading.figure_lists import head_lists
from coopdb.reading.figure_places import (
    Where,
    goes_on_speaking,
    is_at_event,
    is_elsewhere,
    is_in_brackets_behind,
    is_national,
    is_venue_of,
    is_wider,
    place_of,
    place_of_paragraph,
    takes_part,
    topic_of,
)
from coopdb.reading.figure_programmes import goes_on_counting, programme_of
from coopdb.reading.figure_times import period_of, reported_period, says, turns_to_other_time
from coopdb.reading.figure_words import (
    Mark,
    aims_at_horizon,
    clause_marks,
    qualifier_ends,
    qualifier_of,
    setting_of,
    status_of,
)
from coopdb.reading.measures import measure_of
from coopdb.reading.money import is_for, tie_money
from coopdb.reading.parts import tie_parts, tie_sums
from coopdb.reading.surroundings import ATTENDANCE, Stretch, Surroundings
from coopdb.reading.text import Text
from coopdb.reading.units import Quantity

_ATTENDING = frozenset(("cooperatives_participating", "participants", "exhibitors", "visitors", "sessions"))


def read_figures(text: Text, quantities: Sequence[Quantity], around: Surroundings) -> list[Figure]:
    """The figures of a text, one for each quantity, in the same order."""
    qualifiers, marks = qualifier_ends(text), clause_marks(text)
    figures: list[Figure] = []
    opening = 0
    going_on: Where | None = None
    told: set[int] = set()
    for k, q in enumerate(quantities):
        first, end = text.sentence(q.first)
        before = _neighbour(quantities, k, -1, first, end)
        after = _neighbour(quantities, k, 1, first, end)
        if before is None:
            opening, going_on = q.first, None
        own_end = after.first if after else end
        if after is not None and is_for(text, q, after):
            # What is said behind those who share an amount is said of the amount.
            beyond = _neighbour(quantities, quantities.index(after), 1, first, end)
            own_end = beyond.first if beyond else end
        span = Stretch(first, before.end if before else first, own_end, end, opening)
        where, goes_on = place_of(text, q, span, around, going_on)
        if before is not None and is_in_brackets_behind(text, q, before):
            where = figures[quantities.index(before)].place, figures[quantities.index(before)].commune
        going_on = where if goes_on else going_on
        if where[0] is not None:
            told.add(k)
        figures.append(_figure(text, q, span, around, qualifiers, marks, where, before))
    around.period = reported_period(text, quantities, figures, around)
    head_lists(text, quantities, figures, around)
    for k, q in enumerate(quantities):
        tie_parts(text, quantities, figures, k, q)
    tie_sums(text, quantities, figures)
    tie_money(text, quantities, figures, around.programmes, around.institutions)
    _share(quantities, figures, told)
    _carry(text, quantities, figures, around)
    _take_from_body(quantities, figures, around)
    for k, q in enumerate(quantities):
        figures[k].measure = measure_of(text, q, figures[k])
        whole = figures[k].part_of
        if whole is not None and whole < k and figures[whole].unit == figures[k].unit and figures[k].kind == "count":
            figures[k].measure = figures[whole].measure
        if figures[k].measure in _ATTENDING and around.main_programme is None:
            figures[k].programme = None
    return figures


def _neighbour(quantities: Sequence[Quantity], k: int, step: int, first: int, end: int) -> Quantity | None:
    """The next quantity of the sentence [first, end), before or behind; a duration has no place or time of its own."""
    i = k + step
    while 0 <= i < len(quantities) and first < quantities[i].end and quantities[i].first < end:
        if quantities[i].kind != "duration":
            return quantities[i]
        i += step
    return None


def _figure(
    text: Text,
    q: Quantity,
    span: Stretch,
    around: Surroundings,
    qualifiers: dict[int, Any],
    marks: list[Mark],
    where: Where,
    previous: Quantity | None,
) -> Figure:
    start, stop = text.raw_span(q.first, q.end)
    if q.joined and q.first == q.number.first:
        start = text.behind(q.first, q.joined)
    code, commune = where
    status = status_of(text, q, span, marks)
    period = period_of(text, q, span, around, previous, status)
    if status == "reported" and aims_at_horizon(q, span, around.dates):
        status = "target"
    return Figure(
        text=text.raw[start:stop],
        start=start,
        end=stop,
        sentence=text.raw_sentence(q.first),
        rule=f"figures.{q.kind}" + (f".{q.relation}" if q.relation else ""),
        kind=q.kind,
        value=_decimal(q.value),
        unit=q.unit,
        unit_text=q.unit_text,
        qualifier="exact" if q.relation == "range" else qualifier_of(text, q, span, qualifiers),
        status=status,
        period=period,
        place=code,
        commune=commune,
        programme=programme_of(text, q, span, around),
        setting=setting_of(text, q, span),
    )


@functools.lru_cache(maxsize=4096)
def _decimal(value: Decimal) -> str:
    value = value.normalize()
    return f"{value:f}" if value == value.to_integral_value() else f"{round(value, 6).normalize():f}"


def _share(quantities: Sequence[Quantity], figures: list[Figure], told: set[int]) -> None:
    """Gives a part the place and time of its whole, and the whole those of a part, where the text ties only one."""
    for k, figure in enumerate(figures):
        whole = figure.part_of
        if whole is None or quantities[k].kind == "duration":
            continue
        if k not in told and figures[whole].place is not None:
            figure.place, figure.commune = figures[whole].place, figures[whole].commune
        if figure.period is None and figure.role == "contribution":
            figure.period = figures[whole].period


def _take_from_body(quantities: Sequence[Quantity], figures: list[Figure], around: Surroundings) -> None:
    """Gives what the title only rounds up the time that the text gives the same number."""
    for k, figure in enumerate(figures):
        if quantities[k].first >= around.body:
            return
        if figure.period is None and figure.kind != "duration":
            same = (
                f.period
                for f in figures[k + 1 :]
                if f.period is not None and (f.kind, f.unit, f.value) == (figure.kind, figure.unit, figure.value)
            )
            figure.period = next(same, None)


def _carry(text: Text, quantities: Sequence[Quantity], figures: list[Figure], around: Surroundings) -> None:
    """Gives figures what their paragraph, then their article, has said before and does not say again."""
    paragraph = -1
    programme: str | None = None
    sentence = opening = -1  # where the sentence and its first figure begin
    wider: str | None = None  # the region or country that the figure before was of, where that is not home
    for q, figure in zip(quantities, figures, strict=True):
        line = text.paragraph(q.first)[0]
        if line != paragraph:
            programme = programme if goes_on_counting(text, line) else None
            paragraph = line
            wider = wider if goes_on_speaking(text, line) else None
        if q.kind == "duration":
            continue
        first = text.sentence(q.first)[0]
        if first != sentence:
            sentence, opening = first, q.first
        attends = q.unit in ATTENDANCE
        if figure.place == "":
            figure.place = None
        elif figure.place is None:
            topic = topic_of(text, q, first, around)
            if topic is not None and not (topic.is_seat and attends):
                figure.place, figure.commune = topic.place.code, topic.place.commune
            elif is_at_event(text, q, first) and around.venue is not None and is_venue_of(around):
                figure.place, figure.commune = around.venue
            elif wider is not None or is_national(text, q, figure.status, around):
                figure.place = wider or "MA"
            elif figure.status != "target" or not is_elsewhere(text, q, figure.programme, around):
                figure.place, figure.commune = place_of_paragraph(text, q, opening, around) or around.home
                figure.place = figure.place or None  # of several places
        if figure.part_of is None and q.kind != "percent":
            wider = figure.place if is_wider(figure.place, around) else None
        if (
            figure.period is None
            and around.period is not None
            and figure.status == "reported"
            and not attends
            and not takes_part(text, q, first)
            and q.unit not in _TERRITORIES
            and figure.role not in _MOMENTARY
        ):
            end = text.sentence(q.first)[1]
            if not turns_to_other_time(text, line, end, around) and not says(text, "now", first, q.first):
                figure.period = around.period
        if figure.programme is not None:
            programme = figure.programme
        elif not attends or around.main_programme is not None:
            figure.programme = programme or around.main_programme


#: What is there whatever years the article sums up.
_TERRITORIES = frozenset(("commune", "province", "region", "country"))
#: What holds at one moment, whatever years the article sums up.
_MOMENTARY = frozenset(("price", "per_unit"))
