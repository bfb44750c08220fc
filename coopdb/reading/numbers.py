"""Numbers: digits and words, in every form that the press prints, and what they are worth.

A number is read from its parts: `5 ملايير و36 مليونا و830 ألفا و527` is 5 milliard and 36 million and
830 thousand and 527. Each part is a group below a thousand, in digits or words, times a scale; parts
follow each other by `و` with falling scales.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coopdb.reading.text import Text, fold

_SCALE_LIMIT = 10**18
#: Signs between the digits of one number; which of them is the decimal sign, the surroundings decide.
_SEPARATORS = frozenset(",.،٫٬'’")
_PERCENT = frozenset("%٪")
_MINUS = frozenset("-−–")
_HUNDRED_WORDS = frozenset(fold(w) for w in ("المائة", "المئة", "المية", "الماية"))
_IN = fold("في")
_AND_ONE = fold("وأحد")
_TEN_FEMININE = fold("عشرة")
_POINT_WORDS = frozenset(fold(w) for w in ("فاصلة", "فاصل", "نقطة"))
_TURNED = fold("ر")


@dataclass(slots=True)
class Number:
    """A number in a text.

    Attributes:
        first, end: its words, a percent sign included.
        value: what it is worth, magnitudes included.
        kind: number, percent, ordinal or fraction (`نصف`, a half, with nothing that it halves).
        digits: whether digits stand in it.
        scale: the smallest magnitude word in it, 1 without: `20,86 مليون` has 1000000.
        decimals: how many digits it gives after the decimal sign.
        joined: the letters joined before it (`و` of `و315`).
        definite: whether it has the article: `الثلاثة` (the three).
        dual: whether it is a scale in the dual (`ألفا`, `مليوني`: two thousand, two million).
    """

    first: int
    end: int
    value: Decimal
    kind: str = "number"
    digits: bool = False
    scale: int = 1
    decimals: int = 0
    joined: str = ""
    definite: bool = False
    dual: bool = False


def read_numbers(text: Text, taken: bytearray | None = None) -> list[Number]:
    """All numbers of a text, in order; words marked in `taken` (dates, laws, furniture) are passed over."""
    numbers = []
    i = 0
    for at in _candidates(text):
        if at < i or (taken is not None and taken[at]):
            continue
        number = number_at(text, at, taken)
        if number is not None:
            numbers.append(number)
            i = number.end
    return numbers


def _candidates(text: Text) -> list[int]:
    """The words at which a number may begin: digits and number words."""
    return sorted(text.digits + text.where.get("number_words", []))


class _Reader:
    """Reads one number from a place in a text."""

    __slots__ = ("decimals", "digits", "end", "lex", "linked", "scale", "taken", "text", "words")

    def __init__(self, text: Text, taken: bytearray | None) -> None:
        self.text, self.words, self.lex, self.taken = text, text.words, text.lex, taken
        self.end = len(text.words)
        self.digits = False
        self.scale = 1
        self.decimals = 0
        self.linked = False  # a `و` clings to the scale word before: `ملاييرو300`

    def entry(self, i: int) -> Any | None:
        """What number word stands at `i`, if one does and nothing else has claimed it."""
        if i >= self.end or (self.taken is not None and self.taken[i]):
            return None
        known = self.lex[i]
        return None if known is None else known.entries.get("number_words")

    def is_digits(self, i: int) -> bool:
        return i < self.end and "0" <= self.words[i] < ":" and not (self.taken is not None and self.taken[i])

    def plain(self, i: int, *types: str) -> Any | None:
        """The number word at `i` where it is of these types and follows without `و` or the article."""
        entry = self.entry(i)
        if entry is None or entry.conjunction or entry.preposition or entry.record["type"] not in types:
            return None
        return entry

    def joined(self, i: int, *types: str) -> tuple[int, Any] | None:
        """The number word that `و` joins to what stands before `i`: (its place, entry)."""
        if i < self.end and self.words[i] == "و":
            entry = self.entry(i + 1)
            if entry is not None and not entry.conjunction and not entry.preposition and entry.record["type"] in types:
                return i + 1, entry
            return None
        entry = self.entry(i)
        if entry is not None and self.words[i] == _AND_ONE and "unit" in types and self.plain(i + 1, "ten"):
            return i, entry  # وأحد عشر (and eleven) folds to what looks like واحد (one)
        if entry is not None and entry.conjunction == "و" and not entry.preposition and entry.record["type"] in types:
            return i, entry
        return None

    # -- groups below a thousand -------------------------------------------------------------

    def group(self, i: int) -> tuple[int, Decimal, bool] | None:
        """A group from word `i`, whatever joined letters it has: (end, value, can a smaller part follow)."""
        if self.is_digits(i):
            end, value, decimals = literal(self.text, i, self.taken)
            self.digits = True
            self.decimals = decimals
            if (
                value < 10
                and not decimals
                and (hundred := self.plain(end, "hundred"))
                and hundred.record["value"] == 100
            ):
                return self._after_hundreds(end + 1, int(value) * 100)
            return end, value, False
        entry = self.entry(i)
        if entry is None:
            return None
        kind, value = entry.record["type"], entry.record.get("value", 0)
        if kind == "hundred":
            return self._after_hundreds(i + 1, value)
        if (
            kind == "unit"
            and value >= 3
            and (hundred := self.plain(i + 1, "hundred"))
            and hundred.record["value"] == 100
        ):
            return self._after_hundreds(i + 2, value * 100)
        below = self._below_hundred(i, entry)
        return None if below is None else (below[0], Decimal(below[1]), False)

    def _below_hundred(self, i: int, entry: Any) -> tuple[int, int] | None:
        kind, value = entry.record["type"], entry.record.get("value", 0)
        if kind == "unit":
            if self.plain(i + 1, "ten"):
                return i + 2, value + 10
            tens = self.joined(i + 1, "tens")
            if tens:
                return tens[0] + 1, int(value + tens[1].record["value"])
            return i + 1, value
        if kind in ("ten", "tens", "zero"):
            return i + 1, value
        return None

    def _after_hundreds(self, i: int, value: int) -> tuple[int, Decimal, bool]:
        rest = self.joined(i, "unit", "ten", "tens")
        if rest and not self._plural_fraction(rest[0] + 1):
            below = self._below_hundred(rest[0], rest[1])
            # `مائة ألف وعشرة آلاف`: what follows belongs to the next part where a scale stands behind it
            if below is not None:
                return below[0], Decimal(value + below[1]), False
        at = i + 1 if i < self.end and self.words[i] == "و" else None
        if at is not None and self.is_digits(at):
            end, digits, decimals = literal(self.text, at, self.taken)
            if digits < 100 and not decimals:
                self.digits = True
                return end, value + digits, False
        return i, Decimal(value), False

    def _plural_fraction(self, i: int) -> Any | None:
        """The `أرباع` (quarters) of `ثلاثة أرباع`, where they stand at `i`."""
        entry = self.plain(i, "fraction")
        return entry if entry is not None and entry.record.get("plural") else None

    def added_fraction(self, i: int) -> tuple[int, Decimal] | None:
        """A fraction that `و` adds to what stands before `i`: `ونصف`, `وثلاثة أرباع`; (end, value)."""
        if (half := self.joined(i, "fraction")) is not None:
            at, fraction = half
            if fraction.record.get("plural") or fraction.definite:
                return None
            return at + 1, Decimal(fraction.record["count"]) / fraction.record["of"]
        if (units := self.joined(i, "unit")) is not None and (parts := self._plural_fraction(units[0] + 1)):
            return units[0] + 2, Decimal(units[1].record["value"]) / parts.record["of"]
        return None

    # -- parts with scales -------------------------------------------------------------------

    def scales(self, i: int) -> tuple[int, int]:
        """The scale words from `i` on, multiplied: `ألف مليار` is 10^12; (end, factor)."""
        factor = 1
        while True:
            entry = self.plain(i, "scale")
            if entry is None or entry.record.get("dual"):
                break
            if factor * entry.record["value"] > _SCALE_LIMIT:
                break
            factor *= entry.record["value"]
            i += 1
            if entry.record.get("joined_and"):
                self.linked = True
                break
        return i, factor

    def part(self, i: int) -> tuple[int, Decimal, int] | None:
        """A group with its scale, or a scale alone: (end, value, smallest scale)."""
        entry = self.entry(i)
        if entry is not None and entry.record["type"] == "scale":
            if entry.record.get("plural"):
                return None  # آلاف المستفيدين: thousands, how many is not said
            if entry.record.get("dual"):
                end, factor = self.scales(i + 1)
                return end, Decimal(2 * entry.record["value"] * factor), entry.record["value"] * factor
            end, factor = self.scales(i + 1)
            scale = entry.record["value"] * factor
            value = scale
            if entry.form in _DUAL_CONSTRUCT and not self._accusative(i):
                value = 2 * scale
            return end, Decimal(value), scale
        if entry is not None and entry.record["type"] == "fraction" and not entry.record.get("plural"):
            end, factor = self.scales(i + 1)
            definite = self.entry(i + 1)
            if factor == 1 and definite is not None and definite.record["type"] == "scale" and definite.definite:
                end, factor = i + 2, definite.record["value"]  # نصف المليون
            if factor > 1:
                return end, Decimal(factor) * entry.record["count"] / entry.record["of"], factor
            return None
        group = self.group(i)
        if group is None:
            return None
        end, value, _ = group
        plural = self._plural_fraction(end)
        if plural is not None and value < 20:
            value = value / plural.record["of"]  # ثلاثة أرباع
            end += 1
            scaled, factor = self.scales(end)
            definite = self.entry(end)
            if factor == 1 and definite is not None and definite.record["type"] == "scale" and definite.definite:
                scaled, factor = end + 1, definite.record["value"]
            return scaled, value * factor, 0 if factor == 1 else factor
        end, factor = self.scales(end)
        return end, value * factor, factor

    def _accusative(self, i: int) -> bool:
        """Whether `ألفا`, `مليونا` is one, in the accusative: `بلغ ألفا و200` (reached 1,200)."""
        if i + 1 >= self.end or self.words[i + 1] == "و":
            return True
        follower = self.entry(i + 1)
        return follower is not None or self.words[i + 1] in ".،,\n"


_DUAL_CONSTRUCT = frozenset(fold(w) for w in ("ألفا", "مليونا", "مليارا"))


def number_at(text: Text, i: int, taken: bytearray | None) -> Number | None:
    """The number that begins at word `i`, in digits or in words: `ألفين وخمسة` (two thousand and five)."""
    reader = _Reader(text, taken)
    entry = reader.entry(i)
    if entry is not None and entry.record["type"] == "ordinal":
        return _ordinal(reader, i, entry)
    if reader.is_digits(i):
        end, value, decimals = literal(text, i, taken)
        if not _may_go_on(text, end):
            return _with_percent(text, Number(i, end, value, "number", True, 1, decimals))
    part = reader.part(i)
    if part is None:
        if entry is not None and entry.record["type"] == "fraction":
            value = Decimal(entry.record["count"]) / entry.record["of"]
            return Number(
                i,
                i + 1,
                value,
                "fraction",
                joined=entry.conjunction + entry.preposition,
                definite=entry.definite,
            )
        return None
    end, value, scale = part
    is_fraction = scale == 0
    scale = scale or 1
    dual = entry is not None and bool(entry.record.get("dual")) and end == i + 1
    while True:
        following = _following(reader, end, scale, value)
        if following is None:
            break
        end, added, scale = following
        value += added
        is_fraction = is_fraction or scale == 0
        scale = scale or 1
    if not is_fraction and not reader.decimals and (fraction := reader.added_fraction(end)) is not None:
        # `مليون ونصف` is one and a half million, `3 ملايين ونصف مليون` three and a half, `ثلاثة ونصف` 3.5
        end, factor = reader.scales(fraction[0])
        value += fraction[1] * (factor if factor > 1 else scale)
    joined = "" if entry is None else entry.conjunction + entry.preposition
    number = Number(
        i,
        end,
        value,
        "fraction" if 0 < value < 1 and not reader.digits else "number",
        reader.digits,
        scale,
        reader.decimals,
        joined,
        entry is not None and entry.definite,
        dual,
    )
    return _with_percent(text, number)


def _may_go_on(text: Text, i: int) -> bool:
    """Whether `و` or a number word stands at word `i`, so that the digits before it may not be all of the number."""
    if i >= len(text.words):
        return False
    known = text.lex[i]
    return text.words[i] == "و" or (known is not None and "number_words" in known.entries)


def _following(reader: _Reader, i: int, scale: int, value: Decimal) -> tuple[int, Decimal, int] | None:
    """The next part of a number after one with `scale`, where `و` joins it and it is smaller."""
    if scale <= 1:
        return None
    linked, reader.linked = reader.linked, False
    if i < reader.end and reader.words[i] == "و":
        i, linked = i + 1, True
    entry = reader.entry(i)
    if entry is not None and entry.record["type"] in ("ordinal", "fraction"):
        return None
    if entry is not None:
        conjoined = bool(entry.conjunction) or (reader.words[i] == _AND_ONE and reader.plain(i + 1, "ten") is not None)
        if entry.preposition or conjoined == linked or entry.definite:
            return None
    elif not reader.is_digits(i):
        return None
    digits, decimals = reader.digits, reader.decimals
    part = reader.part(i)
    if part is not None:
        end, added, smaller = part
        # Digits without `و` go on only with a smaller scale of their own: `مليون 200 ألف`.
        if linked or entry is not None or smaller > 1:
            if added < scale and added == int(added) and smaller < scale:
                return end, added, smaller
            if smaller == 0 and added < 1:
                return end, added * scale, 0
    reader.digits, reader.decimals = digits, decimals
    return None


def _ordinal(reader: _Reader, i: int, entry: Any) -> Number | None:
    value = entry.record["value"]
    end = i + 1
    if reader.plain(end, "ten") is not None:
        value += 10
        end += 1
    elif (tens := reader.joined(end, "tens")) is not None and tens[1].definite:
        value += tens[1].record["value"]
        end = tens[0] + 1
    return Number(
        i,
        end,
        Decimal(value),
        "ordinal",
        joined=entry.conjunction + entry.preposition,
        definite=entry.definite,
    )


def _with_percent(text: Text, number: Number) -> Number:
    """The number with the percent sign or words beside it, as a percentage."""
    words, end = text.words, number.end
    if end < len(words):
        word = words[end]
        if word in _PERCENT:
            number.end, number.kind = end + 1, "percent"
        elif word == _IN and end + 1 < len(words) and words[end + 1] in _HUNDRED_WORDS:
            number.end, number.kind = end + 2, "percent"
        else:
            known = text.lex[end]
            entry = None if known is None else known.entries.get("number_words")
            if entry is not None and entry.preposition == "ب" and entry.definite and entry.record.get("value") == 100:
                number.end, number.kind = end + 1, "percent"
    sign = number.first - 1
    if (
        number.kind == "number"
        and sign >= 0
        and words[sign] in _PERCENT
        and text.glued(sign + 1)
        and not (sign and words[sign - 1][0] in "0123456789")  # the sign of a number before
    ):
        number.first, number.kind = sign, "percent"  # %20
    return number


# -- numbers written in digits ---------------------------------------------------------------


def literal(text: Text, i: int, taken: bytearray | None = None) -> tuple[int, Decimal, int]:
    """The number in digits from word `i`: (end, value, digits after the decimal sign).

    `20,86`, `1.200`, `1 200 000`, `12،220,13` and, turned round by agencies, `86ر20`.
    """
    words = text.words
    count = len(words)
    turned = _turned(text, i, taken)
    if turned is not None:
        return turned
    groups, signs = [words[i]], []
    end = i + 1
    while end < count and (taken is None or not taken[end]):
        word = words[end]
        if word in _SEPARATORS:
            if (
                end + 1 < count
                and words[end + 1][0] in "0123456789"
                and text.glued(end)
                and text.glued(end + 1)
                and not (taken is not None and taken[end + 1])
            ):
                signs.append(word)
                groups.append(words[end + 1])
                end += 2
                continue
        elif _goes_on_after_blank(text, end, groups, signs):
            signs.append(" ")
            groups.append(word)
            end += 1
            continue
        break
    value, decimals, used = _value(text, groups, signs, end)
    if used < len(groups):  # only the first groups are one number: a list of years, a version
        end = i + 1 + _words_of(signs[: used - 1])
    return end, value, decimals


def _goes_on_after_blank(text: Text, i: int, groups: list[str], signs: list[str]) -> bool:
    """Whether word `i` is the next three digits of a number written in groups: `1 200 000`."""
    word = text.words[i]
    if len(word) != 3 or word[0] not in "0123456789" or len(groups[0]) > 3 or groups[0][0] == "0":
        return False
    return _one_blank(text, i) and all(s == " " for s in signs)


def _words_of(signs: list[str]) -> int:
    return sum(1 if s == " " else 2 for s in signs)


def _one_blank(text: Text, i: int) -> bool:
    return text.length(i - 1, i + 1) == len(text.words[i - 1]) + 1 + len(text.words[i])


def _value(text: Text, groups: list[str], signs: list[str], end: int) -> tuple[Decimal, int, int]:
    """What digit groups with signs between them are worth: (value, decimals, groups used)."""
    if not signs:
        return Decimal(groups[0]), 0, 1
    if signs[0] == " ":
        k = signs.index(next((s for s in signs if s != " "), " ")) if any(s != " " for s in signs) else len(signs)
        whole = "".join(groups[: k + 1])
        if k < len(signs):
            return Decimal(f"{whole}.{groups[k + 1]}"), len(groups[k + 1]), k + 2
        return Decimal(whole), 0, len(groups)
    if len(signs) == 1:
        return _one_sign(text, groups, signs[0], end)
    last = signs[-1]
    if all(s == last for s in signs[:-1]):
        if all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3:
            return Decimal("".join(groups)), 0, len(groups)
        return Decimal(groups[0]), 0, 1
    if all(len(g) == 3 for g in groups[1:-1]) and len(groups[0]) <= 3:
        return Decimal("".join(groups[:-1]) + "." + groups[-1]), len(groups[-1]), len(groups)
    return Decimal(groups[0]), 0, 1


def _one_sign(text: Text, groups: list[str], sign: str, end: int) -> tuple[Decimal, int, int]:
    whole, rest = groups
    if sign == "٬":
        return Decimal(whole + rest), 0, 2
    looks_thousand = len(rest) == 3 and len(whole) <= 3 and whole[0] != "0"
    if sign != "٫" and looks_thousand and not _decimal_follows(text, end):
        return Decimal(whole + rest), 0, 2
    if len(whole) == 4 and len(rest) == 4:  # two years
        return Decimal(whole), 0, 1
    return Decimal(f"{whole}.{rest}"), len(rest), 2


def _decimal_follows(text: Text, end: int) -> bool:
    """Whether a scale or a percent sign follows: `1,450 مليون` is a decimal, `1,450 تعاونية` thousands."""
    if end >= len(text.words):
        return False
    if text.words[end] in _PERCENT:
        return True
    known = text.lex[end]
    entry = None if known is None else known.entries.get("number_words")
    return (
        entry is not None
        and entry.record["type"] == "scale"
        and entry.record["value"] >= 10**6
        and not entry.conjunction
    )


def _turned(text: Text, i: int, taken: bytearray | None) -> tuple[int, Decimal, int] | None:
    """A number with the letter ر for its decimal sign: `86ر20` and `09 ر7` are 20.86 and 7.09."""
    words = text.words
    if i + 2 >= len(words) or words[i + 1] != _TURNED or words[i + 2][0] not in "0123456789":
        return None
    if taken is not None and (taken[i + 1] or taken[i + 2]):
        return None
    if not (text.glued(i + 1) or text.glued(i + 2)):
        return None
    # Agencies print the decimals first: `86ر20` is 20.86. Only what begins with 0 behind the sign is decimals.
    left, right = words[i], words[i + 2]
    whole, rest = (left, right) if right.startswith("0") and len(right) > 1 else (right, left)
    return i + 3, Decimal(f"{whole}.{rest}"), len(rest)
