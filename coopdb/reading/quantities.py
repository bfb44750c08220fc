"""Quantities: numbers with what they count or measure, and the ledger of the numbers that are none.

The unit comes from the noun that the number governs (`105 تعاونيات`), from the currency or measure
behind it, from the number that it is listed or compared with (`بين 20 و30 تعاونية`), or from the noun
that heads its clause (`عدد العارضين: 270`). A number that names instead of counting (`الدورة 14`) is
set aside with the reason; one that nothing explains is left unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coopdb.reading.numbers import Number, read_numbers
from coopdb.reading.text import Text, fold
from coopdb.reading.words import Entry, Word


@dataclass(slots=True)
class Quantity:
    """A number and its unit.

    Attributes:
        first, end: the words of the number with its unit.
        noun: the word that gave the unit, -1 where it was taken from another quantity.
        joined: how many letters of the first word (`و`, `ب`) are no part of the number.
        relation: `range` where it is an end of a range, `listed` where its unit was taken from the
            quantity before it, `headed` where it comes from a noun before the number, else "".
    """

    first: int
    end: int
    kind: str
    value: Decimal
    unit: str
    unit_text: str | None
    number: Number
    noun: int = -1
    joined: int = 0
    relation: str = ""


@dataclass(slots=True)
class SetAside:
    """A number that is no figure (`known`), or that was not understood."""

    first: int
    end: int
    reason: str
    known: bool


@dataclass(slots=True)
class Unit:
    """What a number counts: where its words end, and whether the number is turned by a factor."""

    end: int
    kind: str
    code: str
    noun: int
    factor: Decimal = Decimal(1)


_OF = fold("من")
_EACH = fold("كل")
_ONE = frozenset(fold(w) for w in ("واحد", "واحدة", "واحدا"))
_SQUARE = frozenset(fold(w) for w in ("مربع", "مربعة", "مربعا"))
_CUBIC = frozenset(fold(w) for w in ("مكعب", "مكعبة", "مكعبا"))
_VARIOUS = frozenset(fold(w) for w in (
    "مختلف", "مجموع", "هذه", "هؤلاء", "كبار", "كبريات", "صغار", "خيرة", "أفضل", "أحسن",
    "أكبر", "أجود", "أبرز", "أهم", "بين",
))  # fmt: skip
_THESE = frozenset(fold(w) for w in ("هذه", "هؤلاء", "بين"))
_RANGE_LINKS = frozenset(fold(w) for w in ("إلى", "الى", "و", "-", "–", "أو", "حتى", "ل"))
_RANGE_OPENERS = frozenset(fold(w) for w in ("بين", "من", "ما"))
_RANGE_TO = frozenset(fold(w) for w in ("إلى", "الى", "-", "–", "حتى"))
_DIRHAM = frozenset(fold(w) for w in ("درهم", "دراهم"))
_LATIN_UNITS = {
    "km": ("measure", "km", 1), "kg": ("measure", "kg", 1), "ha": ("area", "ha", 1), "m2": ("area", "m2", 1),
    "MDH": ("money", "MAD", 10**6), "MMDH": ("money", "MAD", 10**9), "KDH": ("money", "MAD", 1000), "t": ("measure", "t", 1),
    "kW": ("measure", "kW", 1), "MW": ("measure", "MW", 1), "l": ("measure", "l", 1), "m": ("measure", "m", 1), "g": ("measure", "g", 1),
}  # fmt: skip
_MILLION_DIRHAM = (fold("م"), ".", fold("د"))


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
        reason = _no_figure(text, number)
        unit = None if reason else _unit_after(text, number)
        if unit is not None and unit.code == "year" and number.digits and 1900 <= number.value <= 2100 and number.scale == 1:
            reason = "year"  # صنفت 2025 سنة دولية
        if unit is not None and unit.code == "other" and _is_part(text, number) and _NISBA.search(text.words[unit.noun]):
            unit = None  # من بينهم 14 أجنبيا: fourteen of them foreign
        if unit is not None and unit.kind == "count" and (number.kind == "fraction" or _is_weekday_name(text, number)):
            unit = None
        if reason is None and unit is None and number.kind == "fraction":
            reason = "fraction of something"
        if reason is None and unit is None and number.kind == "number":
            reason = _no_figure_alone(text, number)
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
    _settle_ranges(text, open_numbers, pending)
    others = _without_number(text, taken, [q for q in pending.values() if q is not None])
    for number in open_numbers:
        while others and others[0].first < number.first:
            found.append(others.pop(0))
        quantity = pending[number.first] or _inherited(text, number, open_numbers, found)
        if quantity is None:
            aside.append(_unexplained(number))
        else:
            found.append(quantity)
    found.extend(others)
    found.sort(key=lambda q: q.first)
    return _joined_subunits(text, found), aside


# -- what is no figure -----------------------------------------------------------------------


def _no_figure(text: Text, number: Number) -> str | None:
    """Why a number is no figure, whatever stands behind it; None where it may be one."""
    if number.kind == "ordinal":
        return "ordinal"
    first, words = number.first, text.words
    if number.digits:
        if first and number.value in (2, 3) and words[first - 1] == fold("م") and text.glued(first):
            return "part of a unit"
        if first and text.glued(first) and words[first - 1][0].isascii() and words[first - 1].isalpha():
            return "part of a name"
        if first > 1 and words[first - 1] in "-–" and text.glued(first) and text.glued(first - 1) and words[first - 2].isalpha():
            return "part of a name"  # كوفيد-19
        if _is_phone(text, number):
            return "telephone number"
        if _is_clock(text, number):
            return "time of day"
        if words[first].startswith("0") and len(words[first]) > 2 and words[first].isdecimal() and number.end == first + 1:
            return "code"
    elif number.definite and number.kind == "number" and number.scale == 1:
        return "refers back"  # بلهجاتها الثلاث: its three dialects
    if number.value == 1 and not number.digits and number.kind == "number":
        return "one as a word"
    if first > 1 and text.words[first - 1] == _EACH and text.words[first - 2] == _OF:
        return "ratio"  # 8 من كل 10
    label = _label_before(text, first)
    if label is not None and label["always"] and number.kind == "number" and number.scale == 1:
        return str(label["reason"])
    if _in_name(text, first):
        return "number of a name"
    return None


def _in_name(text: Text, i: int) -> bool:
    """Whether word `i` stands in quotation marks behind a word that gives a name: شعار «مليون محفظة»."""
    words = text.words
    for start in range(i - 1, max(-1, i - 9), -1):
        if words[start] in "»”\n.":
            return False
        if words[start] in "«“\"":
            for back in range(max(0, start - 2), start):
                if words[back].isalpha() and text.lex[back] is not None and "naming_nouns" in text.lex[back].entries:
                    return any(w in "»”\"" for w in words[i + 1 : i + 9])
            return False
    return False


def _no_figure_alone(text: Text, number: Number) -> str | None:
    """Why a number with no unit behind it is no figure."""
    label = _label_before(text, number.first)
    if label is not None and number.scale == 1:
        return str(label["reason"])
    if number.digits and number.scale == 1 and number.end == number.first + 1:
        word = text.words[number.first]
        if len(word) == 4 and word[:2] in ("19", "20"):
            return "year"
        if len(word) == 4 and word[:2] in ("13", "14") and number.end < len(text.words) and text.words[number.end] in _HIJRI:
            return "year"
        if len(word) > 9:
            return "code"
    line = text.paragraph(number.first)
    if line[1] - line[0] <= 6 and number.digits and all(not w.isalpha() for w in text.words[line[0] : line[1]]):
        return "counter"
    if number.digits and number.first == line[0] and number.end < len(text.words) and text.words[number.end] in "-.)–":
        return "number of a list"
    return None


_HIJRI = frozenset((fold("هـ"), fold("ه"), fold("هجرية"), fold("هجري")))


def _label_before(text: Text, first: int) -> dict[str, Any] | None:
    """The label right before the number (`رقم`, `المادة`, `الدورة`), where one stands there."""
    at = first - 1
    while at >= 0 and text.words[at] in (":", fold("ال"), "-", "\"", "“", "«"):
        at -= 1
    if at < 0:
        return None
    known = text.lex[at]
    entry: Entry | None = None if known is None else known.entries.get("number_labels")
    if entry is None:
        for back in range(max(0, at - 2), at):
            phrase = text.phrases.get("number_labels", {}).get(back)
            if phrase is not None and phrase[0] == at + 1:
                entry = phrase[1]
    return None if entry is None else {"always": False} | entry.record


def _is_phone(text: Text, number: Number) -> bool:
    """Ten digits that begin with 0, in one piece or in pairs: `05 28 23 14 90`."""
    i, words = number.first, text.words
    while i > 0 and (len(words[i - 1]) == 2 and words[i - 1].isdecimal() or words[i - 1] in "-./" and i > 1 and words[i - 2].isdecimal()):
        i -= 1
    start, digits = i, ""
    while i < len(words) and (words[i].isdecimal() or (words[i] in "-./" and digits)) and len(digits) < 12:
        digits += words[i] if words[i].isdecimal() else ""
        i += 1
    return start <= number.first and len(digits) in (10, 12) and digits.startswith(("05", "06", "07", "08", "212"))


def _is_clock(text: Text, number: Number) -> bool:
    words, i, end = text.words, number.first, number.end
    after = end + 1 < len(words) and words[end] in (":", "h", "H", fold("س"), fold("د")) and text.glued(end)
    if after and words[end] in ":hH" and (words[end + 1].isdecimal() and text.glued(end + 1)):
        return True
    return i > 1 and words[i - 1] in (":", "h", "H") and text.glued(i) and words[i - 2].isdecimal() and text.glued(i - 1)


def _unexplained(number: Number) -> SetAside:
    if not number.digits and number.scale == 1:
        return SetAside(number.first, number.end, "number word that counts nothing", True)
    return SetAside(number.first, number.end, "no unit", False)


def _is_weekday_name(text: Text, number: Number) -> bool:
    """Whether `اثنين` stands before a noun: two of it would be its dual, so this is a market day's name (اثنين شتوكة)."""
    return number.value == 2 and not number.digits and number.end < len(text.words) and text.words[number.end] != _OF


def _is_part(text: Text, number: Number) -> bool:
    """Whether words such as `من بينهم` stand right before the number."""
    first = number.first
    if first and (entry := _entry(text, "part_cues", first - 1)) is not None and not entry.record.get("whole"):
        return True
    phrases = text.phrases.get("part_cues", {})
    return any((hit := phrases.get(i)) is not None and hit[0] == first for i in range(max(0, first - 4), first))


#: A nisba, which qualifies what is left out: أجنبيا (foreign), نسوية (of women).
_NISBA = re.compile("ي[اه]$")


# -- the unit behind a number ----------------------------------------------------------------


def _unit_after(text: Text, number: Number) -> Unit | None:
    """The unit in the words behind the number, or the currency sign before it."""
    words, end = text.words, number.end
    first = number.first
    if first and words[first - 1] in "$€£":
        entry = _entry(text, "currencies", first - 1)
        if entry is not None:
            return Unit(number.end, "money", entry.record["code"], first - 1)
    if end >= len(words):
        return None
    if words[end] == "(" and end + 2 < len(words) and words[end + 2] == ")":
        unit = _unit_at(text, end + 1, number)
        if unit is not None and unit.kind != "count":
            unit.end += 1
            return unit
    if words[end] in "\"“«" and end + 1 < len(words):
        unit = _unit_at(text, end + 1, number)
        return unit if unit is not None and unit.code != "other" else None
    if words[end] == _OF and end + 1 < len(words):
        return _unit_of(text, end + 1)
    if words[end] in _VARIOUS and words[end] not in _THESE and end + 1 < len(words):
        return _unit_of(text, end)
    return _unit_at(text, end, number)


def _entry(text: Text, cls: str, i: int) -> Entry | None:
    known = text.lex[i]
    return None if known is None else known.entries.get(cls)


def _unit_of(text: Text, i: int) -> Unit | None:
    """The unit behind `من`: `20 من مختلف التعاونيات` (20 of the various cooperatives)."""
    if text.words[i] in _VARIOUS and i + 1 < len(text.words):
        i += 1
    noun = _entry(text, "counted_nouns", i)
    if noun is not None and (noun.definite or noun.suffix) and not noun.preposition and not noun.conjunction:
        return _noun_unit(text, i, noun)
    currency = _entry(text, "currencies", i)
    if currency is not None and currency.definite and not currency.conjunction:
        return Unit(i + 1, "money", currency.record["code"] or "MAD", i, Decimal(str(currency.record["factor"])))
    if text.words[i - 1] in _THESE and text.words[i].startswith("ال") and noun is None:
        return Unit(i + 1, "count", "other", i)  # أربع من هذه الجوائز (four of these prizes)
    return None


def _unit_at(text: Text, i: int, number: Number) -> Unit | None:
    words = text.words
    phrase = text.phrases.get("currencies", {}).get(i)
    if phrase is not None and not phrase[1].conjunction:
        end = phrase[0]
        if end < len(words) and words[end] == "." and text.glued(end) and end + 1 < len(words) and words[end + 1] != "\n":
            end += 1
        return Unit(end, "money", phrase[1].record["code"], i, Decimal(str(phrase[1].record["factor"])))
    if word_is_square(text, i):
        return Unit(i + 2, "area", "m2", i)
    if tuple(words[i : i + 3]) == _MILLION_DIRHAM:
        return Unit(i + 3, "money", "MAD", i, Decimal(10**6))
    word = words[i]
    if word[0].isascii() and word.isalpha():
        key = word if word in _LATIN_UNITS else word.upper() if word.upper() in _LATIN_UNITS else ""
        if key:
            kind, code, factor = _LATIN_UNITS[key]
            if key == "m" and i + 1 < len(words) and words[i + 1] in ("2", "²") and text.glued(i + 1):
                return Unit(i + 2, "area", "m2", i)
            return Unit(i + 1, kind, code, i, Decimal(factor))
    currency = _entry(text, "currencies", i)
    if currency is not None and not currency.conjunction and not currency.preposition:
        return _currency_unit(text, i, currency)
    noun = _entry(text, "counted_nouns", i)
    if noun is not None:
        if noun.conjunction or noun.preposition or noun.suffix or (noun.definite and not number.definite and number.value >= 1):
            return None
        if noun.record["unit"] == "year" and i + 1 < len(words) and len(words[i + 1]) == 4 and words[i + 1].isdecimal():
            return None  # أقل من 8 آلاف سنة 2021: the year is a date
        return _noun_unit(text, i, noun)
    return _other_noun(text, i, number)


def word_is_square(text: Text, i: int) -> bool:
    """Whether `م2` (square metres) stands at word `i`."""
    return text.words[i] == fold("م") and i + 1 < len(text.words) and text.words[i + 1] in ("2", "²") and text.glued(i + 1)


def _currency_unit(text: Text, i: int, entry: Entry) -> Unit:
    """`دينار كويتي` is KWD, `دولار` USD: the adjective decides where it can."""
    end, code = i + 1, entry.record["code"]
    adjectives = entry.record.get("with")
    if adjectives and end < len(text.words):
        for adjective, changed in adjectives.items():
            if text.words[end] == fold(adjective):
                return Unit(end + 1, "money", changed, i)
    return Unit(end, "money", code, i, Decimal(str(entry.record["factor"])))


def _noun_unit(text: Text, i: int, noun: Entry) -> Unit | None:
    record, words = noun.record, text.words
    kind, code, end = record.get("kind", "count"), record["unit"], i + 1
    if code == "m" and end < len(words) and words[end] in _SQUARE:
        return Unit(end + 1, "area", "m2", i)
    if code == "km" and end < len(words) and words[end] in _SQUARE:
        return Unit(end + 1, "area", "km2", i)
    if code == "m" and end < len(words) and words[end] in _CUBIC:
        return Unit(end + 1, "measure", "m3", i)
    if "requires" in record:
        if end >= len(words) or words[end] not in {fold(w) for w in record["requires"]} | {"ال" + fold(w) for w in record["requires"]}:
            code = "other"
        else:
            end += 1
    elif code == "job" and end < len(words) and words[end] in _WORK:
        end += 1
    if code == "quintal":  # no code in UCUM: given in kilograms, as centimes are given in dirhams
        return Unit(end, kind, "kg", i, Decimal(100))
    return Unit(end, kind, code, i)


_WORK = frozenset(fold(w) for w in ("شغل", "عمل", "مالي"))
_TANWIN = ("ا", "ه")


def _other_noun(text: Text, i: int, number: Number) -> Unit | None:
    """A noun that no list knows, by its place and form: `137 طلبا` (137 requests) counts other things."""
    word = text.words[i]
    if len(word) < 3 or not "\u0621" <= word[0] <= "\u064a":
        return None
    known = text.lex[i]
    if known is not None and ((known.entries.keys() & _NO_NOUN and not _is_no_future(known)) or any(
        e.preposition or (e.conjunction == "و" and len(e.form) > 2) for e in known.entries.values()
    )):
        return None
    if word.startswith("ال") and text.raw[text.start(i)] == "آ":
        return Unit(i + 1, "count", "other", i)  # آلات (machines) folds to what looks like an article
    if word.endswith(_SUFFIXES) and len(word) > 4:
        return None
    if word.startswith(("ال", "لل", "بال", "وال", "فال", "كال", "با")) or (word[0] == "و" and len(word) > 4):
        return None
    if word.endswith("ت") and not word.endswith("ات"):
        return None  # a verb: 10 توجت (ten were crowned)
    value = number.value
    if 11 <= value % 100 and number.scale == 1:
        # eleven and up count an accusative singular: it ends in a written tanwin or in ة
        if not word.endswith(_TANWIN) and (word[0] in "يتسن" or len(word) < 4 and value < 100):
            return None
    elif word[0] in "ي" and len(word) > 3 and not word.endswith("ه"):
        return None
    return Unit(i + 1, "count", "other", i)


def _is_no_future(known: Word) -> bool:
    entry = known.entries.get("status_cues")
    return entry is not None and entry.record["status"] == "none"


_SUFFIXES = tuple(fold(s) for s in ("ها", "هم", "هن", "هما"))
_NO_NOUN = frozenset(
    ("function_words", "part_cues", "months", "weekdays", "number_words", "status_cues", "qualifier_cues", "provinces", "regions",
     "countries", "date_words")
)  # fmt: skip


def _quantity(text: Text, number: Number, unit: Unit) -> Quantity:
    value = number.value * unit.factor
    first = min(number.first, unit.noun) if unit.noun >= 0 else number.first
    unit_text = None
    if unit.noun >= 0:
        unit_text = text.quote(unit.noun, max(unit.noun + 1, unit.end)) if unit.noun >= number.end else text.quote(unit.noun, unit.noun + 1)
    return Quantity(first, max(unit.end, number.end), unit.kind, value, unit.code, unit_text, number, unit.noun, len(number.joined))


# -- units taken from elsewhere --------------------------------------------------------------


def _merge_brackets(text: Text, numbers: list[Number]) -> list[Number]:
    """`خمسين (50)` is one number, said twice."""
    out: list[Number] = []
    for number in numbers:
        previous = out[-1] if out else None
        if (
            previous is not None and previous.value == number.value and number.first == previous.end + 1
            and text.words[previous.end] == "(" and number.end < len(text.words) and text.words[number.end] == ")"
        ):  # fmt: skip
            previous.end = number.end + 1
            previous.digits = True
        else:
            out.append(number)
    return out


def _settle_ranges(text: Text, numbers: list[Number], pending: dict[int, Quantity | None]) -> None:
    """Gives the first end of a range what the second has: `بين 5 و10 آلاف درهم` is 5,000 to 10,000."""
    words = text.words
    for left, right in zip(numbers, numbers[1:], strict=False):
        second = pending[right.first]
        between = words[left.end : right.first]
        joined = right.joined in ("و", "ل") and not between
        if second is None or pending[left.first] is not None or not (joined or (len(between) == 1 and between[0] in _RANGE_LINKS)):
            continue
        opener = left.first > 0 and (words[left.first - 1] in _RANGE_OPENERS or left.joined == "ب" and words[left.first - 1] in _RANGE_OPENERS)
        to = bool(between) and between[0] in _RANGE_TO
        if not (opener or to or joined or between == ["و"] or between == [fold("أو")]):
            continue
        value = left.value
        if right.scale > 1 and left.scale == 1 and value * right.scale <= right.value * 10 and value < 1000:
            value = value * right.scale
        elif not second.kind == "percent" and left.scale == 1:
            value = value * (second.value / second.number.value if second.number.value else 1)
        if value > second.value and not to:
            continue
        pending[left.first] = Quantity(
            left.first, left.end, second.kind, value, second.unit, second.unit_text, left, -1, len(left.joined),
            "range" if opener or to else "listed",
        )  # fmt: skip
        if opener or to:
            second.relation = "range"


def _definite_before(text: Text, number: Number) -> Unit | None:
    """The noun before a number that has the article: `الجهات الـ12` (the twelve regions)."""
    at = number.first - 1
    if at < 1 or text.words[at] != fold("ال"):
        return None
    noun = _entry(text, "counted_nouns", at - 1)
    if noun is None or not noun.definite:
        return None
    return Unit(number.end, noun.record.get("kind", "count"), noun.record["unit"], at - 1)


def _inherited(text: Text, number: Number, numbers: list[Number], found: list[Quantity]) -> Quantity | None:
    """The quantity of a number without a unit: from the noun before it, or from the quantity before it."""
    first, _ = text.sentence(number.first)
    previous = found[-1] if found else None
    paragraph = text.paragraph(number.first)[0]
    if previous is not None and previous.first < paragraph:
        if not _next_of_list(text, number, previous):
            previous = None
        else:
            return _as_before(number, previous)
    if previous is not None and previous.kind == "money" and number.scale >= 1000 and number.first - previous.end <= 6 and previous.first >= first:
        return _as_before(number, previous)
    if (pointed := _pointed_at(text, number, found, first)) is not None:
        return _as_before(number, pointed)
    if (definite := _definite_before(text, number)) is not None:
        return _with_unit(text, number, definite, "headed")
    if number.scale >= 10**6:
        money = next((q for q in reversed(found) if q.first >= paragraph and q.kind == "money"), None)
        if money is not None or _money_behind(text, number):
            code = money.unit if money is not None else _article_currency(text)
            if code is not None:
                return Quantity(
                    number.first, number.end, "money", number.value, code, None, number, -1, len(number.joined), "listed"
                )
    head = _head_before(text, number, max(first, previous.end if previous is not None else first))
    if head is not None and not (previous is not None and previous.first >= first and previous.kind == "count" and _list_goes_on(text, number)):
        return _with_unit(text, number, head, "headed")
    if previous is None:
        return None
    if previous.kind in ("percent", "duration"):
        counted = next((q for q in reversed(found) if q.first >= first and q.kind in ("count", "money")), None)
        if counted is None:
            return None
        previous = counted
    if previous.first < first and not _list_goes_on(text, number) and not (number.scale >= 1000 and previous.kind == "count"):
        return None
    if _sums_up(text, number):
        whole = _whole_of_list(text, number, numbers, found, first)
        previous = whole or previous
    return _as_before(number, previous)


def _as_before(number: Number, previous: Quantity) -> Quantity:
    """The number as a quantity of what the one before it counts."""
    return Quantity(
        number.first, number.end, previous.kind, number.value, previous.unit, previous.unit_text, number, -1,
        len(number.joined), "listed",
    )  # fmt: skip


_BULLETS = frozenset("-–—•*●▪")
_HUMAN = frozenset(("member", "woman", "man", "youth", "person", "beneficiary", "participant", "visitor", "exhibitor", "family"))


def _next_of_list(text: Text, number: Number, previous: Quantity) -> bool:
    """Whether number and quantity stand in lines of one list, each after its bullet: `- الشرق: 52`."""
    here, before = text.paragraph(number.first), text.paragraph(previous.first)
    if text.words[here[0]] not in _BULLETS or text.words[before[0]] not in _BULLETS or here[0] - before[1] > 1:
        return False
    return number.digits and number.scale == 1 and text.words[number.first - 1] in ":("


def _pointed_at(text: Text, number: Number, found: list[Quantity], first: int) -> Quantity | None:
    """The quantity that `منها`, `منهن` beside a number points back to: things for ها, people for هم and هن."""
    for i in (number.end, number.end + 1, number.first - 1, number.first - 2):
        if not first <= i < len(text.words):
            continue
        entry = _entry(text, "part_cues", i)
        if entry is None or entry.record.get("whole"):
            continue
        human = text.words[i].endswith(("هم", "هن"))
        of_kind = [q for q in found if q.first >= first and q.kind == "count" and (q.unit in _HUMAN) == human and q.value >= number.value]
        return of_kind[-1] if of_kind else None
    return None


def _sums_up(text: Text, number: Number) -> bool:
    """Whether the number stands alone in brackets, as each of a list does: الرشيدية (1.284) وزاكورة (1.007)."""
    return text.words[number.first - 1] == "(" and number.end < len(text.words) and text.words[number.end] == ")"


def _whole_of_list(
    text: Text, number: Number, numbers: list[Number], found: list[Quantity], first: int
) -> Quantity | None:
    """The quantity before a list in brackets whose value the list adds up to: its numbers count the same."""
    k = numbers.index(number)
    while k > 0 and _sums_up(text, numbers[k - 1]) and numbers[k - 1].first >= first:
        k -= 1
    total = Decimal(0)
    while k < len(numbers) and _sums_up(text, numbers[k]):
        total += numbers[k].value
        k += 1
    return next((q for q in reversed(found) if q.kind == "count" and q.value == total), None)


def _money_behind(text: Text, number: Number) -> bool:
    """Whether a currency follows later in the sentence: `7,3 ملايين من أصل 12 مليون درهم`."""
    _, end = text.sentence(number.first)
    return any(_entry(text, "currencies", i) is not None for i in range(number.end, min(end, number.end + 12)))


def _list_goes_on(text: Text, number: Number) -> bool:
    """Whether a number stands as one of a list does: in brackets, or with `ب` before it."""
    before = text.words[number.first - 1] if number.first else ""
    return before in ("(", fold("ب")) or number.joined.endswith("ب")


def _head_before(text: Text, number: Number, limit: int) -> Unit | None:
    """The noun or money word that heads the clause before a bare number: `عدد العارضين: 270`."""
    words = text.words
    steps = 0
    if number.first > 1 and words[number.first - 1] == ":":
        measure = _entry(text, "counted_nouns", number.first - 2)
        if measure is not None and measure.preposition == "ب" and measure.record.get("kind") in ("area", "measure"):
            return Unit(number.end, measure.record["kind"], measure.record["unit"], number.first - 2)  # المساحة بالهكتار: 340
    for i in range(number.first - 1, limit - 1, -1):
        steps += 1
        if steps > 10 or words[i] in ".؛!؟\n)":
            return None
        noun = _entry(text, "counted_nouns", i)
        if noun is not None and noun.record["unit"] in _TERRITORIES and not _is_counted(text, i):
            continue
        if noun is not None and noun.record.get("kind", "count") == "count" and (noun.definite or noun.suffix or _is_counted(text, i)):
            if noun.preposition not in ("", "ل") and steps > 1 and not _is_counted(text, i):
                continue
            return Unit(number.end, "count", noun.record["unit"], i)
        cue = _entry(text, "money_cues", i)
        if cue is not None and cue.record.get("measure") not in ("support",) and (number.scale > 1 or number.value >= 100):
            currency = _article_currency(text)
            return None if currency is None else Unit(number.end, "money", currency, i)
    return None


_TERRITORIES = frozenset(("region", "province", "commune", "country"))
_COUNT_OF = frozenset(fold(w) for w in ("عدد", "عددا", "وعدد", "بعدد", "لعدد"))


def _is_counted(text: Text, i: int) -> bool:
    return i > 0 and text.words[i - 1] in _COUNT_OF


def _article_currency(text: Text) -> str | None:
    """The currency that the article names, where it names one."""
    for i in text.where.get("currencies", ()):
        if code := text.lex[i].entries["currencies"].record["code"]:
            return str(code)
    return None


def _with_unit(text: Text, number: Number, unit: Unit, relation: str) -> Quantity:
    return Quantity(
        number.first, number.end, unit.kind, number.value, unit.code, text.quote(unit.noun, unit.noun + 1), number, unit.noun,
        len(number.joined), relation,
    )  # fmt: skip


# -- quantities with no number word ----------------------------------------------------------


def _without_number(text: Text, taken: bytearray | None, found: list[Quantity]) -> list[Quantity]:
    """Duals (`جلستين`, two sessions) and measures of one (`هكتار واحد`, `ساعة ونصف`)."""
    covered = bytearray(len(text.words) + 1)
    for q in found:
        covered[q.first : q.end] = b"\1" * (q.end - q.first)
    out = []
    where = text.where
    for i in sorted({*where.get("dual_nouns", ()), *where.get("counted_nouns", ()), *where.get("currencies", ())}):
        if covered[i] or (taken is not None and taken[i]):
            continue
        entries = text.lex[i].entries
        dual = entries.get("dual_nouns")
        if dual is not None and not dual.definite and not dual.suffix and "counted_nouns" not in entries:
            record = dual.record
            number = Number(i, i + 1, Decimal(2), joined=dual.conjunction + dual.preposition)
            half = _half_at(text, i + 1) if record.get("kind", "count") != "count" else None
            end, value = (i + 2, 2 + half) if half is not None else (i + 1, Decimal(2))
            out.append(Quantity(i, end, record.get("kind", "count"), value, record["unit"], text.quote(i, i + 1), number, i, len(number.joined)))
            continue
        currency = entries.get("currencies")
        if currency is not None and not currency.definite and i + 1 < len(text.words) and text.words[i + 1] in _ONE and currency.record["code"]:
            one = Number(i, i + 1, Decimal(1), joined=currency.conjunction + currency.preposition)
            out.append(Quantity(i, i + 2, "money", Decimal(str(currency.record["factor"])), currency.record["code"], text.quote(i, i + 1), one, i, len(one.joined)))
            continue
        noun = entries.get("counted_nouns")
        if noun is None or noun.definite or noun.suffix or i + 1 >= len(text.words):
            continue
        counts = noun.record.get("kind", "count") == "count"
        one = Number(i, i + 1, Decimal(1), joined=noun.conjunction + noun.preposition)
        if text.words[i + 1] in _ONE and not noun.preposition:
            unit = _noun_unit(text, i, noun)
            if unit is not None:
                out.append(Quantity(i, i + 2, unit.kind, unit.factor, unit.code, text.quote(i, i + 1), one, i, len(one.joined)))
        elif not counts and (half := _half_at(text, i + 1)) is not None:
            unit = _noun_unit(text, i, noun)
            if unit is not None:
                end = i + 2
                out.append(Quantity(i, end, unit.kind, (1 + half) * unit.factor, unit.code, text.quote(i, i + 1), one, i, len(one.joined)))
    return out


def _half_at(text: Text, i: int) -> Decimal | None:
    """The fraction that `و` joins at word `i`: ونصف is one half."""
    if i >= len(text.words):
        return None
    entry = _entry(text, "number_words", i)
    if entry is None or entry.record["type"] != "fraction" or entry.conjunction != "و" or entry.record.get("plural"):
        return None
    return Decimal(entry.record["count"]) / entry.record["of"]


_SMALLER = {("t", "kg"): Decimal("0.001"), ("km", "m"): Decimal("0.001"), ("kg", "g"): Decimal("0.001")}


def _is_joined(text: Text, previous: Quantity, q: Quantity) -> bool:
    return (q.joined > 0 and q.first == previous.end) or (q.first == previous.end + 1 and text.words[previous.end] == "و")


def _joined_subunits(text: Text, found: list[Quantity]) -> list[Quantity]:
    """`20 درهما و50 سنتيما` is one amount; `3 هكتارات ونصف` is three and a half."""
    out: list[Quantity] = []
    for q in found:
        previous = out[-1] if out else None
        if previous is not None and q.first < previous.end:
            continue  # 15 طنا ونصف الطن: said already
        if (
            previous is not None and q.kind == "money" == previous.kind and q.unit == previous.unit and 0 < q.value < 1
            and previous.value == int(previous.value) and q.first - previous.end <= 1 and previous.noun >= 0
        ):  # fmt: skip
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
