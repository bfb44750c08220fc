"""Units that a number takes from elsewhere: the other end of its range, the list it stands in, the noun before it."""

from __future__ import annotations

import itertools
from decimal import Decimal

from coopdb.reading.numbers import Number
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity, Unit, entry_of

_RANGE_LINKS = frozenset(fold(w) for w in ("إلى", "الى", "و", "-", "–", "أو", "حتى", "ل"))
_RANGE_OPENERS = frozenset(fold(w) for w in ("بين", "من", "ما"))
_FROM = fold("من")
#: How many words may stand between what something was and what it became.
_FAR = 10
_RANGE_TO = frozenset(fold(w) for w in ("إلى", "الى", "-", "–", "حتى"))


def settle_ranges(text: Text, numbers: list[Number], pending: dict[int, Quantity | None]) -> None:
    """Gives the first end of a range what the second has: `بين 5 و10 آلاف درهم` is 5,000 to 10,000."""
    words = text.words
    for left, right in itertools.pairwise(numbers):
        second = pending[right.first]
        between = words[left.end : right.first]
        joined = right.joined in ("و", "ل") and not between
        if second is not None and pending[left.first] is None and _moves_to(text, left, right):
            pending[left.first] = _as_before(left, second)
            continue
        if (
            second is None
            or pending[left.first] is not None
            or not (joined or (len(between) == 1 and between[0] in _RANGE_LINKS))
        ):
            continue
        opener = left.first > 0 and (
            words[left.first - 1] in _RANGE_OPENERS or (left.joined == "ب" and words[left.first - 1] in _RANGE_OPENERS)
        )
        to = bool(between) and between[0] in _RANGE_TO
        if not (opener or to or joined or between == ["و"] or between == [fold("أو")]):
            continue
        value = left.value
        if right.scale > 1 and left.scale == 1 and value * right.scale <= right.value * 10 and value < 1000:
            value = value * right.scale
        elif second.kind != "percent" and left.scale == 1:
            value = value * (second.value / second.number.value if second.number.value else 1)
        if value > second.value and not to:
            continue
        pending[left.first] = Quantity(
            left.first,
            left.end,
            second.kind,
            value,
            second.unit,
            second.unit_text,
            left,
            -1,
            len(left.joined),
            "range" if opener or to else "listed",
        )
        if opener or to:
            second.relation = "range"


def _moves_to(text: Text, left: Number, right: Number) -> bool:
    """Whether the first is what the second was: `من 200 سنة 2019 إلى 350 تعاونية` (from 200 in 2019 to 350)."""
    between = text.words[left.end : right.first]
    return (
        left.first > 0
        and text.words[left.first - 1] == _FROM
        and left.scale == right.scale
        and 1 < len(between) <= _FAR
        and not _RANGE_TO.isdisjoint(between)
        and not any(w in ".؛!؟\n،," for w in between)
    )


def _definite_before(text: Text, number: Number) -> Unit | None:
    """The noun before a number that has the article: `الجهات الـ12` (the twelve regions)."""
    at = number.first - 1
    if at < 1 or text.words[at] != fold("ال"):
        return None
    noun = entry_of(text, "counted_nouns", at - 1)
    if noun is None or not noun.definite:
        return None
    return Unit(number.end, noun.record.get("kind", "count"), noun.record["unit"], at - 1)


def borrowed(text: Text, number: Number, numbers: list[Number], found: list[Quantity]) -> Quantity | None:
    """The quantity of a number without a unit: from the noun before it, or from the quantity before it."""
    first, _ = text.sentence(number.first)
    previous = found[-1] if found else None
    paragraph = text.paragraph(number.first)[0]
    if previous is not None and previous.first < paragraph:
        if not _next_of_list(text, number, previous):
            previous = None
        else:
            return _as_before(number, previous)
    if (
        previous is not None
        and previous.kind == "money"
        and number.scale >= 1000
        and number.first - previous.end <= 6
        and previous.first >= first
    ):
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
                    number.first,
                    number.end,
                    "money",
                    number.value,
                    code,
                    None,
                    number,
                    -1,
                    len(number.joined),
                    "listed",
                )
    head = _head_before(text, number, max(first, previous.end if previous is not None else first))
    if head is not None and not (
        previous is not None
        and previous.first >= first
        and previous.kind == "count"
        and (_list_goes_on(text, number) or _is_parallel(text, number, previous))
    ):
        return _with_unit(text, number, head, "headed")
    if previous is None:
        return None
    if previous.kind in ("percent", "duration"):
        counted = next((q for q in reversed(found) if q.first >= first and q.kind in ("count", "money")), None)
        if counted is None:
            return None
        previous = counted
    if (
        previous.first < first
        and not _list_goes_on(text, number)
        and not (number.scale >= 1000 and previous.kind == "count")
    ):
        return None
    if _sums_up(text, number):
        whole = _whole_of_list(text, number, numbers, found, first)
        previous = whole or previous
    return _as_before(number, previous)


def _as_before(number: Number, previous: Quantity) -> Quantity:
    """The number as a quantity of what the one before it counts."""
    return Quantity(
        number.first,
        number.end,
        previous.kind,
        number.value,
        previous.unit,
        previous.unit_text,
        number,
        -1,
        len(number.joined),
        "listed",
    )


_BULLETS = frozenset("-–—•*●▪")
_HUMAN = frozenset(
    (
        "member",
        "woman",
        "man",
        "youth",
        "person",
        "beneficiary",
        "participant",
        "visitor",
        "exhibitor",
        "family",
    )
)


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
        entry = entry_of(text, "part_cues", i)
        if entry is None or entry.record.get("whole"):
            continue
        human = text.words[i].endswith(("هم", "هن"))
        of_kind = [
            q
            for q in found
            if q.first >= first and q.kind == "count" and (q.unit in _HUMAN) == human and q.value >= number.value
        ]
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
    return any(entry_of(text, "currencies", i) is not None for i in range(number.end, min(end, number.end + 12)))


def _list_goes_on(text: Text, number: Number) -> bool:
    """Whether a number stands as one of a list does: in brackets, or with `ب` before it."""
    before = text.words[number.first - 1] if number.first else ""
    return before in ("(", fold("ب")) or number.joined.endswith("ب")


def _is_parallel(text: Text, number: Number, previous: Quantity) -> bool:
    """Whether it is the next of a list: `672 تعاونية في الفلاحة، و114 في الصناعة` (in farming, and 114 in crafts)."""
    words = text.words
    is_joined = number.joined.startswith("و") or words[number.first - 1] == "و"
    return is_joined and words[number.end : number.end + 1] == [_IN] and _IN in words[previous.end : previous.end + 2]


def _head_before(text: Text, number: Number, limit: int) -> Unit | None:
    """The noun or money word that heads the clause before a bare number: `عدد العارضين: 270`."""
    words = text.words
    steps = 0
    if number.first > 1 and words[number.first - 1] == ":":
        measure = entry_of(text, "counted_nouns", number.first - 2)
        if measure is not None and measure.preposition == "ب" and measure.record.get("kind") in ("area", "measure"):
            return Unit(
                number.end, measure.record["kind"], measure.record["unit"], number.first - 2
            )  # المساحة بالهكتار: 340
    for i in range(number.first - 1, limit - 1, -1):
        steps += 1
        if steps > 10 or words[i] in ".؛!؟\n)":
            return None
        noun = entry_of(text, "counted_nouns", i)
        if noun is not None and noun.record["unit"] in _TERRITORIES and not _is_counted(text, i):
            continue
        if (
            noun is not None
            and noun.record.get("kind", "count") == "count"
            and (noun.definite or noun.suffix or _is_counted(text, i))
        ):
            if noun.preposition not in ("", "ل") and steps > 1 and not _is_counted(text, i):
                continue
            counted = i if _is_counted(text, i) else _counted_before(text, i, limit)
            if counted != i and (headed := entry_of(text, "counted_nouns", counted)) is not None:
                return Unit(number.end, "count", headed.record["unit"], counted)
            return Unit(number.end, "count", noun.record["unit"], i)
        cue = entry_of(text, "money_cues", i)
        if (
            cue is not None
            and cue.record.get("measure") not in ("support",)
            and (number.scale > 1 or number.value >= 100)
        ):
            currency = _article_currency(text)
            return None if currency is None else Unit(number.end, "money", currency, i)
    return None


_IN = fold("في")
_TERRITORIES = frozenset(("region", "province", "commune", "country"))
_COUNT_OF = frozenset(fold(w) for w in ("عدد", "عددا", "وعدد", "بعدد", "لعدد"))


def _counted_before(text: Text, i: int, limit: int) -> int:
    """The noun that `عدد` counts, before the one that only says whose: `عدد المنخرطين في التعاونيات` (members)."""
    for k in range(i - 1, max(limit, i - 6) - 1, -1):
        if text.words[k] in ".؛!؟\n),،":
            return i
        noun = entry_of(text, "counted_nouns", k)
        if noun is not None and noun.record.get("kind", "count") == "count" and _is_counted(text, k):
            return k
    return i


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
        number.first,
        number.end,
        unit.kind,
        number.value,
        unit.code,
        text.quote(unit.noun, unit.noun + 1),
        number,
        unit.noun,
        len(number.joined),
        relation,
    )
