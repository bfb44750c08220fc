"""The unit that stands behind a number: a counted noun, a currency, a measure.

`105 تعاونيات` counts cooperatives, `20 من مختلف التعاونيات` (20 of the various cooperatives) too, `137 طلبا` (137
requests) something that no list names.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from coopdb.reading.numbers import Number
from coopdb.reading.text import Text, fold
from coopdb.reading.words import Entry, Word


@dataclass(slots=True)
class Unit:
    """What a number counts: where its words end, and whether the number is turned by a factor."""

    end: int
    kind: str
    code: str
    noun: int
    factor: Decimal = Decimal(1)


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


OF, _METRE = fold("من"), fold("م")
_SQUARE = frozenset(fold(w) for w in ("مربع", "مربعة", "مربعا"))
_CUBIC = frozenset(fold(w) for w in ("مكعب", "مكعبة", "مكعبا"))
_VARIOUS = frozenset(
    fold(w)
    for w in (
        "مختلف",
        "مجموع",
        "هذه",
        "هؤلاء",
        "كبار",
        "كبريات",
        "صغار",
        "خيرة",
        "أفضل",
        "أحسن",
        "أكبر",
        "أجود",
        "أبرز",
        "أهم",
        "بين",
    )
)
_THESE = frozenset(fold(w) for w in ("هذه", "هؤلاء", "بين"))
_LATIN_UNITS = {
    "km": ("measure", "km", 1),
    "kg": ("measure", "kg", 1),
    "ha": ("area", "ha", 1),
    "m2": ("area", "m2", 1),
    "MDH": ("money", "MAD", 10**6),
    "MMDH": ("money", "MAD", 10**9),
    "KDH": ("money", "MAD", 1000),
    "t": ("measure", "t", 1),
    "kW": ("measure", "kW", 1),
    "MW": ("measure", "MW", 1),
    "l": ("measure", "l", 1),
    "m": ("measure", "m", 1),
    "g": ("measure", "g", 1),
}
_MILLION_DIRHAM = (fold("م"), ".", fold("د"))


def unit_after(text: Text, number: Number) -> Unit | None:
    """The unit in the words behind the number, or the currency sign before it."""
    words, end = text.words, number.end
    first = number.first
    if first and words[first - 1] in "$€£":
        entry = entry_of(text, "currencies", first - 1)
        if entry is not None:
            return Unit(number.end, "money", entry.record["code"], first - 1)
    if end >= len(words):
        return None
    if words[end] == "(" and end + 2 < len(words) and words[end + 2] == ")":
        unit = _unit_at(text, end + 1, number)
        if unit is not None and unit.kind != "count":
            unit.end += 1
            return unit
    if words[end] in '"“«' and end + 1 < len(words):
        unit = _unit_at(text, end + 1, number)
        return unit if unit is not None and unit.code != "other" else None
    if words[end] == OF and end + 1 < len(words):
        return _unit_of(text, end + 1)
    if words[end] in _VARIOUS and words[end] not in _THESE and end + 1 < len(words):
        return _unit_of(text, end)
    return _unit_at(text, end, number)


def entry_of(text: Text, cls: str, i: int) -> Entry | None:
    """What word `i` is in a class, if anything."""
    known = text.lex[i]
    return None if known is None else known.entries.get(cls)


def _unit_of(text: Text, i: int) -> Unit | None:
    """The unit behind `من`: `20 من مختلف التعاونيات` (20 of the various cooperatives)."""
    if text.words[i] in _VARIOUS and i + 1 < len(text.words):
        i += 1
    noun = entry_of(text, "counted_nouns", i)
    if noun is not None and (noun.definite or noun.suffix) and not noun.preposition and not noun.conjunction:
        if noun.record["unit"] in _BODIES and noun.form.endswith(_FEMININE):
            return None  # 6 ملايين من الوزارة (6 million from the ministry): one of them is no number of them
        return noun_unit(text, i, noun)
    currency = entry_of(text, "currencies", i)
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
        if (
            end < len(words)
            and words[end] == "."
            and text.glued(end)
            and end + 1 < len(words)
            and words[end + 1] != "\n"
        ):
            end += 1
        return Unit(end, "money", phrase[1].record["code"], i, Decimal(str(phrase[1].record["factor"])))
    if is_square_metre(text, i):
        return Unit(i + 2, "area", "m2", i)
    if words[i] == _MILLION_DIRHAM[0] and tuple(words[i : i + 3]) == _MILLION_DIRHAM:
        return Unit(i + 3, "money", "MAD", i, Decimal(10**6))
    word = words[i]
    if word.isascii() and word.isalpha():
        key = word if word in _LATIN_UNITS else word.upper() if word.upper() in _LATIN_UNITS else ""
        if key:
            kind, code, factor = _LATIN_UNITS[key]
            if key == "m" and i + 1 < len(words) and words[i + 1] in ("2", "²") and text.glued(i + 1):
                return Unit(i + 2, "area", "m2", i)
            return Unit(i + 1, kind, code, i, Decimal(factor))
    currency = entry_of(text, "currencies", i)
    if currency is not None and not currency.conjunction and not currency.preposition:
        return _currency_unit(text, i, currency)
    noun = entry_of(text, "counted_nouns", i)
    if noun is not None and not _is_other_hamza(text, i, noun):
        if (
            noun.conjunction
            or noun.preposition
            or noun.suffix
            or (noun.definite and not number.definite and number.value >= 1)
        ):
            return None
        if noun.record["unit"] == "year" and i + 1 < len(words) and len(words[i + 1]) == 4 and words[i + 1].isdecimal():
            return None  # أقل من 8 آلاف سنة 2021: the year is a date
        return noun_unit(text, i, noun)
    return _other_noun(text, i, number)


def _is_other_hamza(text: Text, i: int, noun: Entry) -> bool:
    """Whether the word begins with the other hamza: إجراء (a procedure) is none of the أجراء (employees)."""
    written = text.raw[text.start(i)]
    if written not in _HAMZAS:
        return False
    initials = {form[0] for form in noun.record["forms"] if fold(form) == noun.form}
    return not initials & {written, "ا"} and bool(initials & _HAMZAS)


def is_square_metre(text: Text, i: int) -> bool:
    """Whether `م2` (square metres) stands at word `i`."""
    return text.words[i] == _METRE and i + 1 < len(text.words) and text.words[i + 1] in ("2", "²") and text.glued(i + 1)


def _currency_unit(text: Text, i: int, entry: Entry) -> Unit:
    """`دينار كويتي` is KWD, `دولار` USD: the adjective decides where it can."""
    end, code = i + 1, entry.record["code"]
    adjectives = entry.record.get("with")
    if adjectives and end < len(text.words):
        for adjective, changed in adjectives.items():
            if text.words[end] == fold(adjective):
                return Unit(end + 1, "money", changed, i)
    return Unit(end, "money", code, i, Decimal(str(entry.record["factor"])))


def noun_unit(text: Text, i: int, noun: Entry) -> Unit | None:
    """The unit of a counted noun at word `i`: `متر مربع` is m2, `منصب شغل` a job."""
    record, words = noun.record, text.words
    kind, code, end = record.get("kind", "count"), record["unit"], i + 1
    if code == "m" and end < len(words) and words[end] in _SQUARE:
        return Unit(end + 1, "area", "m2", i)
    if code == "km" and end < len(words) and words[end] in _SQUARE:
        return Unit(end + 1, "area", "km2", i)
    if code == "m" and end < len(words) and words[end] in _CUBIC:
        return Unit(end + 1, "measure", "m3", i)
    if "requires" in record:
        if end >= len(words) or words[end] not in {fold(w) for w in record["requires"]} | {
            "ال" + fold(w) for w in record["requires"]
        }:
            code = "other"
        else:
            end += 1
    elif code == "job" and end < len(words) and words[end] in _WORK:
        end += 1
    if code == "quintal":  # no code in UCUM: given in kilograms, as centimes are given in dirhams
        return Unit(end, kind, "kg", i, Decimal(100))
    return Unit(end, kind, code, i)


_HAMZAS = frozenset("أإ")
_WORK = frozenset(fold(w) for w in ("شغل", "عمل", "مالي"))
_TANWIN = ("ا", "ه")


def _other_noun(text: Text, i: int, number: Number) -> Unit | None:
    """A noun that no list knows, by its place and form: `137 طلبا` (137 requests) counts other things."""
    word = text.words[i]
    if len(word) < 3 or not "\u0621" <= word[0] <= "\u064a":
        return None
    known = text.lex[i]
    if known is not None and (
        (known.entries.keys() & _NO_NOUN and not _is_no_future(known))
        or any(e.preposition or (e.conjunction == "و" and len(e.form) > 2) for e in known.entries.values())
    ):
        return None
    if any((hit := text.phrases.get(cls, {}).get(i)) is not None and hit[1].preposition for cls in _PLACES):
        return None  # و71 بسوس-ماسة (and 71 in Souss-Massa)
    if word.startswith("ال") and text.raw[text.start(i)] == "آ":
        return Unit(i + 1, "count", "other", i)  # آلات (machines) folds to what looks like an article
    if word.endswith(_SUFFIXES) and len(word) > 4:
        return None
    if word.startswith(("ال", "لل", "بال", "وال", "فال", "كال", "با")) or (word[0] == "و" and len(word) > 4):
        return None
    if word.endswith("ت") and not word.endswith("ات"):
        return None  # a verb: 10 توجت (ten were crowned)
    value = number.value
    if value % 100 >= 11 and number.scale == 1:
        # eleven and up count an accusative singular: it ends in a written tanwin or in ة
        if not word.endswith(_TANWIN) and (word[0] in "يتسن" or (len(word) < 4 and value < 100)):
            return None
    elif word[0] in "ي" and len(word) > 3 and not word.endswith("ه"):
        return None
    return Unit(i + 1, "count", "other", i)


def _is_no_future(known: Word) -> bool:
    entry = known.entries.get("status_cues")
    return entry is not None and entry.record["status"] == "none"


#: Units whose nouns, in the singular, are bodies that give money; the ة of a singular.
_BODIES = frozenset(("institution", "cooperative", "association", "enterprise", "commune", "region", "province"))
_FEMININE = fold("ة")
_PLACES = ("regions", "regions_1997", "provinces", "communes", "cities", "countries")
_SUFFIXES = tuple(fold(s) for s in ("ها", "هم", "هن", "هما"))
_NO_NOUN = frozenset(
    (
        "function_words",
        "part_cues",
        "months",
        "weekdays",
        "number_words",
        "status_cues",
        "qualifier_cues",
        "provinces",
        "regions",
        "countries",
        "date_words",
    )
)
