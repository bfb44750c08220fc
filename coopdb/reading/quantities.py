"""Quantities: numbers with what they count or measure, and the ledger of the numbers that are none.

The unit comes from the noun that the number governs (`105 تعاونيات`, 105 cooperatives), from the currency or
measure behind it, from the number that it is listed or compared with (`بين 20 و30 تعاونية`), or from the noun
that heads its clause (`عدد العارضين: 270`). A number that names instead of counting (`الدورة 14`) is set aside
with the reason; one that nothing explains is left unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from coopdb.reading.borrowed_units import borrowed, settle_ranges
from coopdb.reading.no_figures import is_market_day, why_no_figure, why_no_figure_alone
from coopdb.reading.numbers import Number, read_numbers
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity, Unit, entry_of, noun_unit, unit_after
from coopdb.reading.words import Entry


@dataclass(slots=True)
class SetAside:
    """A number that is no figure (`known`), or that was not understood."""

    first: int
    end: int
    reason: str
    known: bool


_ONE = frozenset(fold(w) for w in ("واحد", "واحدة", "واحدا"))
_DIRHAM = frozenset(fold(w) for w in ("درهم", "دراهم"))


def read_quantities(text: Text, taken: bytearray | None = None) -> tuple[list[Quantity], list[SetAside]]:
    """All quantities of a text in order, and every number that is none, with the reason.

    `taken` marks the words that dates, laws and furniture have claimed.
    """
    numbers = _merge_brackets(text, read_numbers(text, taken))
    found: list[Quantity] = []
    aside: list[SetAside] = []
    open_numbers: list[Number] = []
    pending: dict[int, Quantity | None] = {}
    for number in numbers:
        reason = why_no_figure(text, number)
        unit = None if reason else unit_after(text, number)
        if (
            unit is not None
            and unit.code == "year"
            and number.digits
            and 1900 <= number.value <= 2100
            and number.scale == 1
        ):
            reason = "year"  # صنفت 2025 سنة دولية
        if (
            unit is not None
            and unit.code == "other"
            and _is_part(text, number)
            and _NISBA.search(text.words[unit.noun])
        ):
            unit = None  # من بينهم 14 أجنبيا: fourteen of them foreign
        if unit is not None and unit.kind == "count" and (number.kind == "fraction" or is_market_day(text, number)):
            unit = None
        if reason is None and unit is None and number.kind == "fraction":
            reason = "fraction of something"
        if reason is None and unit is None and number.kind == "number":
            reason = why_no_figure_alone(text, number)
        if reason is not None:
            aside.append(SetAside(number.first, number.end, reason, True))
            continue
        if open_numbers and (previous := pending[open_numbers[-1].first]) is not None and number.first < previous.end:
            continue  # already read as a part of the one before: 15 طنا ونصف الطن
        if number.kind == "percent":
            pending[number.first] = _quantity(text, number, Unit(number.end, "percent", "percent", -1))
        elif unit is not None:
            pending[number.first] = _quantity(text, number, unit)
        else:
            pending[number.first] = None
        open_numbers.append(number)
    settle_ranges(text, open_numbers, pending)
    others = _without_number(text, taken, [q for q in pending.values() if q is not None])
    for number in open_numbers:
        while others and others[0].first < number.first:
            found.append(others.pop(0))
        quantity = pending[number.first] or borrowed(text, number, open_numbers, found)
        if quantity is None:
            aside.append(_unexplained(number))
        else:
            found.append(quantity)
    found.extend(others)
    found.sort(key=lambda q: q.first)
    return _joined_subunits(text, found), aside


def _unexplained(number: Number) -> SetAside:
    if not number.digits and number.scale == 1:
        return SetAside(number.first, number.end, "number word that counts nothing", True)
    return SetAside(number.first, number.end, "no unit", False)


def _is_part(text: Text, number: Number) -> bool:
    """Whether words such as `من بينهم` stand right before the number."""
    first = number.first
    if first and (entry := entry_of(text, "part_cues", first - 1)) is not None and not entry.record.get("whole"):
        return True
    phrases = text.phrases.get("part_cues", {})
    return any((hit := phrases.get(i)) is not None and hit[0] == first for i in range(max(0, first - 4), first))


#: A nisba, which qualifies what is left out: أجنبيا (foreign), نسوية (of women).
_NISBA = re.compile("ي[اه]$")


def _quantity(text: Text, number: Number, unit: Unit) -> Quantity:
    value = number.value * unit.factor
    first = min(number.first, unit.noun) if unit.noun >= 0 else number.first
    unit_text = None
    if unit.noun >= 0:
        unit_text = (
            text.quote(unit.noun, max(unit.noun + 1, unit.end))
            if unit.noun >= number.end
            else text.quote(unit.noun, unit.noun + 1)
        )
    return Quantity(
        first,
        max(unit.end, number.end),
        unit.kind,
        value,
        unit.code,
        unit_text,
        number,
        unit.noun,
        len(number.joined),
    )


def _merge_brackets(text: Text, numbers: list[Number]) -> list[Number]:
    """`خمسين (50)` is one number, said twice."""
    out: list[Number] = []
    for number in numbers:
        previous = out[-1] if out else None
        if (
            previous is not None
            and previous.value == number.value
            and number.first == previous.end + 1
            and text.words[previous.end] == "("
            and number.end < len(text.words)
            and text.words[number.end] == ")"
        ):
            previous.end = number.end + 1
            previous.digits = True
        else:
            out.append(number)
    return out


def _without_number(text: Text, taken: bytearray | None, found: list[Quantity]) -> list[Quantity]:
    """Duals (`جلستين`, two sessions) and measures of one (`هكتار واحد`, `ساعة ونصف`)."""
    covered = bytearray(len(text.words) + 1)
    for q in found:
        covered[q.first : q.end] = b"\1" * (q.end - q.first)
    out = []
    where, lex, words = text.where, text.lex, text.words
    # A noun is counted without a number as a dual, or where one or a half stands behind it.
    nouns = {*where.get("counted_nouns", ()), *where.get("currencies", ())}
    counted = nouns.intersection([i - 1 for i in where.get("number_words", ())])
    counted.update(i for i in nouns if i + 1 < len(words) and words[i + 1] in _ONE)
    for i in sorted(counted.union(where.get("dual_nouns", ()))):
        if covered[i] or (taken is not None and taken[i]):
            continue
        entries = lex[i].entries
        noun = entries.get("counted_nouns")
        if noun is None:
            dual = entries.get("dual_nouns")
            if dual is not None and not dual.definite and not dual.suffix and _is_spelled(text, i, dual):
                kind = dual.record.get("kind", "count")
                half = _half_at(text, i + 1) if kind != "count" else None
                end, value = (i + 2, 2 + half) if half is not None else (i + 1, Decimal(2))
                out.append(_of_noun(text, i, end, kind, value, dual.record["unit"], dual, 2))
                continue
        if i + 1 >= len(words):
            continue
        currency = entries.get("currencies")
        if currency is not None and not currency.definite and words[i + 1] in _ONE and currency.record["code"]:
            worth = Decimal(str(currency.record["factor"]))
            out.append(_of_noun(text, i, i + 2, "money", worth, currency.record["code"], currency, 1))
            continue
        if noun is None or noun.definite or noun.suffix:
            continue
        if words[i + 1] in _ONE and not noun.preposition:
            count = Decimal(1)
        elif noun.record.get("kind", "count") != "count" and (half := _half_at(text, i + 1)) is not None:
            count = 1 + half
        else:
            continue
        unit = noun_unit(text, i, noun)
        if unit is not None:
            out.append(_of_noun(text, i, i + 2, unit.kind, count * unit.factor, unit.code, noun, 1))
    return out


def _is_spelled(text: Text, i: int, dual: Entry) -> bool:
    """Whether a dual begins with the very letter that its record asks for, where it asks for one."""
    initial = dual.record.get("initial")
    return initial is None or text.raw[text.start(i)] == initial


def _of_noun(text: Text, i: int, end: int, kind: str, value: Decimal, code: str, entry: Entry, count: int) -> Quantity:
    """The quantity that a noun alone says, words [i, end)."""
    joined = entry.conjunction + entry.preposition
    number = Number(i, i + 1, Decimal(count), joined=joined)
    return Quantity(i, end, kind, value, code, text.quote(i, i + 1), number, i, len(joined))


def _half_at(text: Text, i: int) -> Decimal | None:
    """The fraction that `و` joins at word `i`: ونصف is one half."""
    if i >= len(text.words):
        return None
    entry = entry_of(text, "number_words", i)
    if entry is None or entry.record["type"] != "fraction" or entry.conjunction != "و" or entry.record.get("plural"):
        return None
    return Decimal(entry.record["count"]) / int(entry.record["of"])


_SMALLER = {("t", "kg"): Decimal("0.001"), ("km", "m"): Decimal("0.001"), ("kg", "g"): Decimal("0.001")}


def _is_joined(text: Text, previous: Quantity, q: Quantity) -> bool:
    return (q.joined > 0 and q.first == previous.end) or (
        q.first == previous.end + 1 and text.words[previous.end] == "و"
    )


def _joined_subunits(text: Text, found: list[Quantity]) -> list[Quantity]:
    """`20 درهما و50 سنتيما` is one amount; `3 هكتارات ونصف` is three and a half."""
    out: list[Quantity] = []
    for q in found:
        previous = out[-1] if out else None
        if previous is not None and q.first < previous.end:
            continue  # 15 طنا ونصف الطن: said already
        if (
            previous is not None
            and q.kind == "money" == previous.kind
            and q.unit == previous.unit
            and 0 < q.value < 1
            and previous.value == int(previous.value)
            and q.first - previous.end <= 1
            and previous.noun >= 0
        ):
            previous.value += q.value
            previous.end = q.end
            continue
        smaller = _SMALLER.get((previous.unit, q.unit)) if previous is not None else None
        if previous is not None and smaller and _is_joined(text, previous, q) and q.value * smaller < previous.value:
            previous.value += q.value * smaller  # 6 أطنان و200 كيلوغرام
            previous.end = q.end
            continue
        if q.kind in ("area", "duration", "measure") and q.noun >= q.number.first and q.number.end <= q.noun:
            half = _half_at(text, q.end)
            if half is not None and q.value == int(q.value):
                q.value += half * (q.value / q.number.value)
                q.end += 1
        out.append(q)
    return out
