"""Figures: what an article says of each quantity, taken from its phrase, its sentence, its paragraph, in that order.

The reader of a sentence ties a number to the place, time and programme that stand nearest in its own clause, then
to those that govern the sentence; where nothing is said, nothing is tied. A list gives each of its numbers what
stands beside it: `جهة سوس ماسة ب112 تعاونية، تليها جهة الشرق ب63` (Souss-Massa with 112 cooperatives, then Oriental
with 63).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coopdb.reading.extraction import Figure
from coopdb.reading.figure_places import Where, is_elsewhere, place_of, place_of_paragraph
from coopdb.reading.figure_programmes import programme_of
from coopdb.reading.figure_times import ATTENDANCE, period_of, reported_period, says, turns_to_other_time
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
from coopdb.reading.surroundings import Stretch, Surroundings
from coopdb.reading.text import Text
from coopdb.reading.units import Quantity

_ATTENDING = frozenset(("cooperatives_participating", "participants", "exhibitors", "visitors", "sessions"))


def read_figures(text: Text, quantities: Sequence[Quantity], around: Surroundings) -> list[Figure]:
    """The figures of a text, one for each quantity, in the same order."""
    qualifiers, marks = qualifier_ends(text), clause_marks(text)
    figures: list[Figure] = []
    opening = 0
    going_on: Where | None = None
    for k, q in enumerate(quantities):
        first, end = text.sentence(q.first)
        before = quantities[k - 1] if k and quantities[k - 1].end > first else None
        after = quantities[k + 1] if k + 1 < len(quantities) and quantities[k + 1].first < end else None
        if before is None:
            opening, going_on = q.first, None
        own_end = after.first if after else end
        if after is not None and is_for(text, q, after):
            # What is said behind those who share an amount is said of the amount.
            own_end = quantities[k + 2].first if k + 2 < len(quantities) and quantities[k + 2].first < end else end
        span = Stretch(first, before.end if before else first, own_end, end, opening)
        where, goes_on = place_of(text, q, span, around, going_on)
        going_on = where if goes_on else going_on
        figures.append(_figure(text, q, span, around, qualifiers, marks, where))
    around.period = reported_period(text, quantities, figures, around)
    _carry(text, quantities, figures, around)
    for k, q in enumerate(quantities):
        tie_parts(text, quantities, figures, k, q)
    tie_sums(text, quantities, figures)
    tie_money(text, quantities, figures, around.programmes, around.institutions)
    for k, q in enumerate(quantities):
        figures[k].measure = measure_of(text, q, figures[k])
        whole = figures[k].part_of
        if whole is not None and whole < k and figures[whole].unit == figures[k].unit and figures[k].kind == "count":
            figures[k].measure = figures[whole].measure
        if figures[k].measure in _ATTENDING and around.main_programme is None:
            figures[k].programme = None
    return figures


def _figure(
    text: Text,
    q: Quantity,
    span: Stretch,
    around: Surroundings,
    qualifiers: dict[int, Any],
    marks: list[Mark],
    where: Where,
) -> Figure:
    start, stop = text.start(q.first), text.end(q.end - 1)
    if q.joined and q.first == q.number.first:
        start = text.behind(q.first, q.joined)
    code, commune = where
    status = status_of(text, q, span, marks)
    period = period_of(text, q, span, around.dates)
    if status == "reported" and aims_at_horizon(q, span, around.dates):
        status = "target"
    return Figure(
        text=text.raw[start:stop],
        start=start,
        end=stop,
        sentence=text.raw_sentence(q.first),
        rule=f"figures.{q.kind}" + (f".{q.relation}" if q.relation else ""),
        kind=q.kind,
        value=_decimal(q),
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


def _decimal(q: Quantity) -> str:
    value = q.value.normalize()
    return f"{value:f}" if value == value.to_integral_value() else f"{round(value, 6).normalize():f}"


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
        if figure.place is None and not (figure.status == "target" and is_elsewhere(text, q, figure.programme, around)):
            figure.place, figure.commune = place_of_paragraph(text, q, around) or around.home
        attends = q.unit in ATTENDANCE
        if (
            figure.period is None
            and around.period is not None
            and figure.status == "reported"
            and not attends
            and figure.role not in _MOMENTARY
        ):
            end = text.sentence(q.first)[1]
            if not turns_to_other_time(line, end, around) and not says(text, "now", first, q.first):
                figure.period = around.period
        if figure.programme is not None:
            programme = figure.programme
        elif not attends or around.main_programme is not None:
            figure.programme = programme or around.main_programme


#: What holds at one moment, whatever years the article sums up.
_MOMENTARY = frozenset(("price", "per_unit", "capital"))
