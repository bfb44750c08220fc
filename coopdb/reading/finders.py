"""The finders of the public interface: numbers, money and dates of any Arabic text, with no article around.

They read more loosely than an article is read: a text of one word may be a number, an ordinal is told,
`واحد على ثلاثة` (one over three) is a fraction.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from coopdb.lexicon import load_lexicon
from coopdb.reading.everyday_dates import FoundDate as FoundDate
from coopdb.reading.everyday_dates import find_dates as find_dates
from coopdb.reading.numbers import Number, read_numbers
from coopdb.reading.quantities import read_quantities
from coopdb.reading.text import Text, fold
from coopdb.reading.words import vocabulary_of


class FoundNumber(NamedTuple):
    """A number: code points [start, end), its value, and `number`, `percent` or `ordinal`."""

    start: int
    end: int
    value: Decimal
    kind: str


class FoundMoney(NamedTuple):
    """An amount of money: code points [start, end), its value in units of `currency` (ISO 4217)."""

    start: int
    end: int
    value: Decimal
    currency: str | None


def find_numbers(text: str) -> list[FoundNumber]:
    """Every number of a text.

    >>> find_numbers("65 ألفا و315 تعاونية")[0].value  # 65,315 cooperatives
    Decimal('65315')
    """
    scanned = _scan(text)
    found = []
    for number in _related(scanned, read_numbers(scanned)):
        start, end = scanned.raw_span(number.first, number.end)
        found.append(FoundNumber(start, end, number.value, _kind(number)))
    return found


def find_money(text: str) -> list[FoundMoney]:
    """Every amount of money in a text; `currency` is None where the text leaves it open (`10 ريالات`).

    >>> find_money("12 مليار سنتيم")[0].value  # 12 milliard centimes, in dirhams
    Decimal('120000000')
    """
    scanned = _scan(text)
    found = []
    for quantity in read_quantities(scanned)[0]:
        if quantity.kind == "money":
            start, end = scanned.raw_span(quantity.first, quantity.end)
            found.append(FoundMoney(start, end, quantity.value, quantity.unit or None))
    return found


def _scan(text: str) -> Text:
    scanned = Text(text)
    vocabulary_of(load_lexicon()).scan(scanned)
    return scanned


def _kind(number: Number) -> str:
    if number.kind == "fraction":
        return "number"
    if (
        number.kind == "number"
        and number.definite
        and not number.digits
        and number.value >= 20
        and number.decimals == 0
    ):
        return "ordinal"  # الأربعون: the fortieth
    return number.kind


_ABOVE = fold("على")
_OF = fold("من")
_IN = fold("في")
_MINUS_WORDS = frozenset(fold(w) for w in ("سالب", "ناقص"))
_POINT_WORDS = frozenset(fold(w) for w in ("فاصلة", "فاصل", "نقطة"))
_AFTER = fold("بعد")


def _related(text: Text, numbers: list[Number]) -> list[Number]:
    """Numbers that others change: a sign before them, `على` between two, `بعد الألف` behind."""
    words = text.words
    out: list[Number] = []
    for number in numbers:
        previous = out[-1] if out else None
        between = words[previous.end : number.first] if previous else []
        if previous is not None and len(between) == 1 and between[0] == _ABOVE and number.value:
            out[-1] = _merged(previous, number, previous.value / number.value, "fraction")
            continue
        if (
            previous is not None
            and between == [_OF]
            and previous.value == 1
            and not previous.digits
            and number.kind == "number"
            and not number.digits
            and number.value > 1
        ):
            out[-1] = _merged(previous, number, 1 / number.value, "fraction")
            continue
        if (
            previous is not None
            and not number.digits
            and number.scale == number.value
            and number.scale > 1
            and number.definite
            and (between == [_IN] or (not between and number.joined == "ب"))
        ):
            out[-1] = _merged(previous, number, previous.value / number.value, "fraction")
            continue
        if (
            previous is not None
            and len(between) == 1
            and between[0] in _POINT_WORDS
            and number.value == int(number.value)
        ):
            decimals = (number.value / number.scale).normalize()
            out[-1] = _merged(previous, number, Decimal(f"{previous.value}.{decimals:f}") * number.scale, "number")
            continue
        if previous is not None and between == [_AFTER] and (previous.kind == "ordinal" or previous.definite):
            out[-1] = _merged(previous, number, previous.value + number.value, "ordinal")
            continue
        if (
            previous is not None
            and not between
            and number.kind == "ordinal"
            and number.joined == "و"
            and number.definite
            and previous.value >= 100
            and previous.definite
        ):
            out[-1] = _merged(previous, number, previous.value + number.value, "ordinal")
            continue
        before = words[number.first - 1] if number.first else ""
        if before in _MINUS_WORDS or (
            before in ("-", "−") and text.glued(number.first) and not text.glued(number.first - 1)
        ):
            number.first -= 1
            number.value = -number.value
        elif before == "." and text.glued(number.first) and number.digits and not text.glued(number.first - 1):
            number.first -= 1
            number.value = number.value.scaleb(-len(words[number.first + 1]))
        out.append(number)
    return out


def _merged(left: Number, right: Number, value: Decimal, kind: str) -> Number:
    return Number(
        left.first,
        right.end,
        value,
        kind,
        left.digits or right.digits,
        joined=left.joined,
        definite=left.definite,
    )
