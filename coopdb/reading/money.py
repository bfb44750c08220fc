"""What an amount of money is, who pays it and who gets it; and what a figure measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from coopdb.reading.extraction import Figure
from coopdb.reading.quantities import Quantity
from coopdb.reading.text import Text, fold


class Named(Protocol):
    """A programme or institution named in a text; words [first, end)."""

    first: int
    end: int
    id: str


_STOPS = frozenset(".؛!?؟\n")
_FROM = frozenset(fold(w) for w in ("من", "طرف", "قبل", "لدن"))
_BY = frozenset(fold(w) for w in ("من",))
#: How far back, in words, the cue of an amount may stand.
_REACH = 16


def tie_money(
    text: Text, quantities: Sequence[Quantity], figures: list[Figure], programmes: Sequence[Named], institutions: Sequence[Named]
) -> None:
    """Gives each amount its role, its payer, its whole and its beneficiaries."""
    payers = sorted([*programmes, *institutions], key=lambda p: (p.first, p.first - p.end))
    for k, q in enumerate(quantities):
        if q.kind != "money":
            continue
        figure = figures[k]
        first, end = text.sentence(q.first)
        cue = _cue(text, q, quantities, k, first, institutions)
        after = _after(text, q, end)
        if after is not None:
            figure.role = str(after["role"])
        elif cue is not None and not cue[1].get("neutral"):
            figure.role = str(cue[1]["role"])
        else:
            figure.role = _role_of_list(quantities, figures, k, first) or "total"
        if figure.role in ("total", "other") and _is_for_each(text, q, quantities, k, first):
            figure.role = "per_unit"
        if figure.role in ("total", "per_unit") and _is_price(text, q, first):
            figure.role = "price"
        if figure.role == "price" and q.value >= _NO_PRICE:
            figure.role = "turnover"
        if figure.role == "total" and _is_share(text, q, quantities, figures, k, institutions):
            figure.role = "contribution"
        if figure.role not in ("contribution", "total"):
            continue
        figure.payer = _payer(text, q, cue, payers, first, end)
        if figure.payer is not None and figure.role == "total" and cue is not None and _is_from(text, cue[0], q, payers):
            figure.role = "contribution"
        if figure.payer is None and figure.role == "total":
            figure.payer = _giver(text, q, quantities, k, payers, first)
            if figure.payer is not None:
                figure.role = "contribution"
        if figure.part_of is not None and (figure.payer is not None or _is_gift(text, q, end)):
            figure.role = "contribution"
        if figure.role == "contribution" and figure.part_of is None:
            figure.part_of = _whole(quantities, figures, k, first)
            if figure.part_of is not None and figure.payer == "cooperatives" and not _says_within(text, quantities[figure.part_of], q):
                figure.part_of = None  # beside the total, or inside it: the article does not say
        _tie_beneficiaries(text, quantities, figures, k, first)


def _entry(text: Text, cls: str, i: int) -> Any | None:
    phrase = text.phrases.get(cls, {}).get(i)
    if phrase is not None:
        return phrase[1]
    known = text.lex[i]
    return None if known is None else known.entries.get(cls)


def _cue(
    text: Text, q: Quantity, quantities: Sequence[Quantity], k: int, first: int, institutions: Sequence[Named]
) -> tuple[int, Any] | None:
    """The word before an amount that says what it is: (its place, its record)."""
    weak: tuple[int, Any] | None = None
    paused = False
    j = k - 1
    i = q.first - 1
    low = max(first, q.first - _REACH)
    while i >= low:
        while j >= 0 and quantities[j].first > i:
            j -= 1
        if j >= 0 and quantities[j].first <= i < quantities[j].end:
            if quantities[j].kind == "money":
                break
            i = quantities[j].first - 1
            continue
        entry = _entry(text, "money_cues", i)
        if entry is not None and not any(n.first <= i < n.end for n in institutions):  # القرض الفلاحي is a bank
            record = entry.record
            if record.get("indefinite") and entry.definite:
                i -= 1
                continue
            if record.get("strong") and not (paused and weak is not None and not weak[1].get("neutral")):
                return i, record
            if weak is None or weak[1].get("neutral"):
                weak = (i, record)
        if text.words[i] in "،," and weak is not None:
            paused = True
        i -= 1
    return weak


#: More than this is not what one thing costs: so much was sold.
_NO_PRICE = 100_000
_EACH = fold("كل")
_CONTRIBUTION = fold("مساهم")
_ONE = frozenset(fold(w) for w in ("واحد", "واحدة", "الواحد", "الواحدة"))


def _role_of_list(quantities: Sequence[Quantity], figures: Sequence[Figure], k: int, first: int) -> str | None:
    """The role of the amount before in the sentence, where this one only goes on: `من 3 دراهم إلى 7 دراهم`."""
    for j in range(k - 1, -1, -1):
        if quantities[j].first < first:
            return None
        if quantities[j].kind == "money":
            role = figures[j].role
            return role if role in _CARRIED or _ends_range(quantities[k]) else None
    return None


#: Roles that the amounts of a list share; what one costs or gets says nothing of the next.
_CARRIED = frozenset(("contribution", "price", "turnover", "capital"))


def _ends_range(q: Quantity) -> bool:
    """Whether the amount is the other end of a range."""
    return q.relation == "range"


def _is_for_each(text: Text, q: Quantity, quantities: Sequence[Quantity], k: int, first: int) -> bool:
    """Whether `كل تعاونية` (each cooperative) stands before the amount in its own stretch."""
    money = next((p for p in reversed(quantities[:k]) if p.kind == "money"), None)
    low = max(first, q.first - _REACH, money.end if money is not None else 0)
    for i in range(low, q.first - 1):
        if text.words[i] == _EACH:
            noun = _entry(text, "counted_nouns", i + 1)
            if (noun is not None and not noun.definite) or text.words[i + 1] in _ONE:
                return True
    return False


def _is_price(text: Text, q: Quantity, first: int) -> bool:
    """Whether one of a measure stands before the amount: `اللتر الواحد ب350 درهما`."""
    for i in range(max(first, q.first - 12), q.first):
        noun = _entry(text, "counted_nouns", i)
        if noun is not None and noun.record.get("kind") == "measure" and not noun.suffix:
            if noun.definite or (i + 1 < len(text.words) and text.words[i + 1] in _ONE):
                return q.value < _NO_PRICE
    return False


def _after(text: Text, q: Quantity, end: int) -> Any | None:
    """The words right behind an amount that say what it is: لكل تعاونية, للكيلوغرام, كمساهمة."""
    for i in range(q.end, min(q.end + 3, end)):
        if text.words[i] in _STOPS or text.words[i] in "،,":
            return None
        entry = _entry(text, "unit_prices", i)
        if entry is not None:
            return entry.record
        cue = _entry(text, "money_cues", i)
        if cue is not None and (cue.form.startswith(_CONTRIBUTION) or (cue.record.get("strong") and i > q.end and text.words[i - 1] in _BY)):
            return cue.record
    return None


def _payer(
    text: Text, q: Quantity, cue: tuple[int, Any] | None, payers: Sequence[Named], first: int, end: int
) -> str | None:
    """Who pays: named between the cue and the amount, or right behind the amount after `من`, `من طرف`."""
    words = text.words
    if cue is not None:
        for payer in payers:
            if cue[0] < payer.first and payer.end <= q.first:
                if cue[1]["id"] == "contribution" or any(w in _FROM for w in words[cue[0] + 1 : payer.first]):
                    return payer.id
            elif payer.first >= q.first:
                break
        if cue[1]["id"] == "contribution":
            for i in range(cue[0] + 1, min(cue[0] + 4, q.first)):
                noun = _entry(text, "counted_nouns", i)
                if noun is not None and noun.record["unit"] in ("cooperative", "beneficiary", "member") and noun.definite:
                    return "cooperatives"
    for i in range(q.end, min(q.end + 6, end)):
        if words[i] in _STOPS or words[i] in "،,":
            break
        if words[i] in _FROM:
            near = next((p for p in payers if i < p.first <= i + 2), None)
            if near is not None and (i > q.end or words[i] in _BY):
                return near.id
    return None


def _giver(text: Text, q: Quantity, quantities: Sequence[Quantity], k: int, payers: Sequence[Named], first: int) -> str | None:
    """Who gave the only amount of a clause: `استفادت 85 تعاونية من تمويل من المبادرة، بغلاف يفوق 13 مليون درهم`."""
    money = next((p for p in reversed(quantities[:k]) if p.kind == "money"), None)
    low = max(first, money.end if money is not None else first)
    for i in range(low, q.first - 1):
        entry = _entry(text, "money_cues", i)
        if entry is not None and entry.record["id"] == "support" and text.words[i + 1] in _FROM:
            giver = next((p for p in payers if i + 1 < p.first <= i + 3), None)
            if giver is not None:
                return giver.id
    return None


def _is_from(text: Text, at: int, q: Quantity, payers: Sequence[Named]) -> bool:
    """Whether `تمويل من المبادرة` (funding from the initiative) leads to the amount."""
    return any(w in _FROM for w in text.words[at + 1 : min(at + 4, q.first)]) and any(at < p.first < q.first for p in payers)


_GIFTS = frozenset(fold(w) for w in ("هبة", "كهبة", "مساهمة", "كمساهمة", "قرض", "كقرض", "تمويل"))


def _is_share(
    text: Text, q: Quantity, quantities: Sequence[Quantity], figures: Sequence[Figure], k: int, payers: Sequence[Named]
) -> bool:
    """Whether an amount stands with the body that gives it, after a total that is larger: `والمجلس الإقليمي (2 مليون درهم)`."""
    first = text.sentence(q.first)[0]
    whole = _whole(quantities, figures, k, first)
    if whole is None or quantities[whole].value == q.value:
        return False
    low = quantities[k - 1].end
    before = [n for n in payers if low <= n.first and n.end <= q.first]
    if before:
        between = text.words[before[-1].end : q.first]
        return len(between) <= 3 and not any(w in _FOR for w in text.words[low : before[-1].first])
    return any(q.end <= n.first <= q.end + 3 and any(w in _FROM for w in text.words[q.end : n.first]) for n in payers)


_FOR = frozenset(fold(w) for w in ("لفائدة", "لصالح"))


def _is_gift(text: Text, q: Quantity, end: int) -> bool:
    """Whether the words behind a part say that somebody gave it: `منها 8,5 ملايين أورو عبارة عن هبة من بلجيكا`."""
    return any(w in _GIFTS for w in text.words[q.end : min(q.end + 5, end)])


def _whole(quantities: Sequence[Quantity], figures: Sequence[Figure], k: int, first: int) -> int | None:
    """The total before a contribution in its sentence, large enough to hold it."""
    for j in range(k - 1, -1, -1):
        q = quantities[j]
        if q.first < first:
            return None
        if q.kind == "money" and q.unit == quantities[k].unit and figures[j].role == "total" and q.value >= quantities[k].value:
            return j
    return None


_WITHIN = frozenset(fold(w) for w in ("فيه", "فيها", "منها", "منه", "ضمنها", "ضمنه", "بينها"))


def _says_within(text: Text, whole: Quantity, q: Quantity) -> bool:
    """Whether the words between say that the contribution lies inside the total."""
    return any(w in _WITHIN for w in text.words[whole.end : q.first])


def _tie_beneficiaries(text: Text, quantities: Sequence[Quantity], figures: list[Figure], k: int, first: int) -> None:
    """The cooperatives, projects or people of the same sentence that share the amount."""
    for j in range(k - 1, -1, -1):
        q = quantities[j]
        if q.first < first:
            return
        if q.kind == "count" and q.unit in ("cooperative", "project", "association", "beneficiary", "enterprise", "family", "union") and figures[j].part_of is None:
            figures[k].beneficiary_unit = q.unit
            figures[k].beneficiary_count = figures[j].value
            return


# -- what a figure measures --------------------------------------------------------------------

_COUNTED = {
    "union": "unions", "association": "associations", "member": "members", "beneficiary": "beneficiaries", "project": "projects",
    "participant": "participants", "exhibitor": "exhibitors", "stand": "exhibitors", "visitor": "visitors", "session": "sessions",
    "family": "households",
}  # fmt: skip
_CREATED_UNITS = {"job": "jobs_created"}
_COOPERATIVE = frozenset(("cooperative", "union", "member"))
_PEOPLE = frozenset(("woman", "man", "youth", "person"))


def measure_of(text: Text, q: Quantity, figure: Figure) -> str:
    """What the figure measures, in the vocabulary `measures`."""
    first, end = text.sentence(q.first)
    if q.kind == "money":
        return _money_measure(text, q, figure, first, end)
    if q.kind == "area":
        return "area"
    if q.kind == "duration":
        return "duration"
    if q.kind == "percent":
        return "share"
    if q.kind == "measure":
        return "production" if q.unit in ("t", "kg", "l", "hl") else "other"
    if q.unit == "cooperative":
        return "cooperatives_" + _activity(text, q, first, end)
    if q.unit in _PEOPLE:
        return "members" if _mentions(text, "member", first, end) else "beneficiaries" if _activity(text, q, first, end) == "supported" else "other"
    return _CREATED_UNITS.get(q.unit) or _COUNTED.get(q.unit, "other")


def _activity(text: Text, q: Quantity, first: int, end: int) -> str:
    """What the nearest word says of the counted: created, supported, participating or existing."""
    best, distance = "existing", 99
    for i in range(max(first, q.first - 14), min(end, q.end + 10)):
        entry = _entry(text, "activity_cues", i)
        if entry is None:
            continue
        away = q.first - i if i < q.first else (i - q.end) * 2 + 2
        if entry.record["activity"] == "existing":
            away += 4
        if away < distance:
            best, distance = str(entry.record["activity"]), away
    return best


def _mentions(text: Text, unit: str, first: int, end: int) -> bool:
    return any(
        (known := text.lex[i]) is not None and (entry := known.entries.get("counted_nouns")) is not None and entry.record["unit"] == unit
        for i in range(first, end)
    )


def _money_measure(text: Text, q: Quantity, figure: Figure, first: int, end: int) -> str:
    cue: str | None = None
    for i in range(max(first, q.first - _REACH), q.first):
        entry = _entry(text, "money_cues", i)
        if entry is not None and entry.record.get("measure"):
            cue = str(entry.record["measure"])
    if figure.role in ("capital", "turnover", "price"):
        return figure.role
    if figure.role == "other" and cue is not None:
        return cue
    if cue in ("loan", "exports_value", "revenue", "wage", "debt", "prize", "investment"):
        return cue
    supports = any(
        (entry := _entry(text, "money_cues", i)) is not None and entry.record["id"] in ("support", "contribution") for i in range(first, end)
    ) or any((entry := _entry(text, "activity_cues", i)) is not None and entry.record["activity"] == "supported" for i in range(first, end))
    if supports and (figure.beneficiary_unit in ("cooperative", "union") or any(
        (known := text.lex[i]) is not None and (entry := known.entries.get("counted_nouns")) is not None and entry.record["unit"] in _COOPERATIVE
        for i in range(first, end)
    )):  # fmt: skip
        return "support_to_cooperatives"
    return "support" if supports else cue or "other_money"
