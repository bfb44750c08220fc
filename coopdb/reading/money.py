"""What an amount of money is: its role, its whole, and those who share it.

`بغلاف مالي قدره 20 مليون درهم، ساهمت فيه المبادرة ب13 مليون` (an envelope of 20 million, to which the initiative gave
13) is a total and a contribution inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coopdb.reading.extraction import Figure
from coopdb.reading.measures import REACH, cue_at
from coopdb.reading.payers import (
    BY,
    OWN,
    STOPS,
    THIS,
    giver_of,
    is_from,
    is_gift,
    is_share,
    payer_of,
    payer_of_share,
    subject_of_giving,
    tie_pairs,
    whole_of,
)
from coopdb.reading.surroundings import Named
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity


def tie_money(
    text: Text,
    quantities: Sequence[Quantity],
    figures: list[Figure],
    programmes: Sequence[Named],
    institutions: Sequence[Named],
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
        if figure.role == "total" and figure.qualifier in ("at_most", "about") and _is_to_one(text, q):
            figure.role = "per_unit"
        if figure.role in ("total", "per_unit") and _is_price(text, q, first):
            figure.role = "price"
        if figure.role == "price" and q.value >= _NO_PRICE:
            figure.role = "turnover"
        if figure.role == "total" and (
            _is_worth_of_share(text, quantities, k, first)
            or is_share(text, q, quantities, figures, k, institutions, payers)
        ):
            figure.role = "contribution"
        if _spreads(text, q, quantities[k - 1].first if k else 0) and figure.role == "total":
            figure.role = "per_unit"
        if q.relation == "range" and k and figures[k - 1].role == "total" and figure.role in ("per_unit", "price"):
            figures[k - 1].role = figure.role
        if figure.role not in ("contribution", "total"):
            continue
        figure.payer = payer_of(text, q, cue, payers, first, end)
        if figure.payer is not None and figure.role == "total" and cue is not None and is_from(text, cue[0], q, payers):
            figure.role = "contribution"
        if figure.payer is None and figure.role == "total":
            figure.payer = giver_of(text, q, quantities, k, payers, first)
            if figure.payer is not None:
                figure.role = "contribution"
        if figure.payer is None and figure.role == "total":
            figure.payer = subject_of_giving(text, q, max(first, quantities[k - 1].end if k else 0), payers)
            if figure.part_of is None and _goes_into(text, q, first):
                figure.role = "contribution"
        if figure.part_of is not None and (
            figure.payer is not None or is_gift(text, q, end) or _is_given(text, quantities, k, payers)
        ):
            figure.role = "contribution"
        figure.apart_from = _beside(text, quantities, figures, k)
        if figure.role == "contribution" and figure.part_of is None and figure.apart_from is None:
            figure.part_of = whole_of(text, quantities, figures, k)
            if (
                figure.part_of is not None
                and figure.payer == OWN
                and not _says_within(text, quantities[figure.part_of], q)
            ):
                figure.part_of = None  # beside the total, or inside it: the article does not say
        before = quantities[k - 1] if k else None
        if figure.period is None and before is not None and before.kind == "money" and _says_within(text, before, q):
            figure.period = figures[k - 1].period  # also where it is too great to be a part of it
        if figure.role == "contribution" and figure.payer is None:
            figure.payer = payer_of_share(text, q, max(first, quantities[k - 1].end if k else 0), payers)
        _tie_beneficiaries(text, quantities, figures, k, first)
    tie_pairs(text, quantities, figures, payers)


def _is_worth_of_share(text: Text, quantities: Sequence[Quantity], k: int, first: int) -> bool:
    """Whether it says what a share of one payer is worth: `بنسبة 70 في المائة من طرف الدولة، أي 14 مليون درهم`."""
    share = quantities[k - 1] if k else None
    if share is None or share.kind != "percent" or share.first < first:
        return False
    between = text.words[share.end : quantities[k].first]
    return 1 < len(between) <= 8 and between[-1] == _THAT_IS and between[:2] == _FROM_SIDE


def _goes_into(text: Text, q: Quantity, first: int) -> bool:
    """Whether somebody gives it toward an amount named before: `لم تقدم التعاونيات في هذه الكلفة سوى 890 ألف درهم`."""
    cues = text.between("money_cues", max(first, q.first - REACH), q.first)
    return any(e.record["id"] == "giving" for _, _, e in cues) and any(
        i > 1 and text.words[i - 1] in THIS and text.words[i - 2] in _INTO for i, _, _ in cues
    )


_THAT_IS = fold("أي")
_FROM_SIDE = [fold("من"), fold("طرف")]
_INTO = frozenset(fold(w) for w in ("في", "من"))
_NOUNS = tuple(fold(w) for w in ("مساهم", "حصة"))
_WITH_IT = frozenset(fold(w) for w in ("به", "بها"))


def _is_object_of(text: Text, cue: Any, i: int, end: int) -> bool:
    """Whether the words behind an amount say that it was given: `كمساهمة`, `حصة المبادرة`, `ساهم بها المنخرطون`."""
    if cue.record["id"] != "contribution":
        return False
    return cue.form.startswith(_NOUNS) or (i + 1 < end and text.words[i + 1] in _WITH_IT)


def _cue(
    text: Text, q: Quantity, quantities: Sequence[Quantity], k: int, first: int, institutions: Sequence[Named]
) -> tuple[int, Any] | None:
    """The word before an amount that says what it is: (its place, its record)."""
    weak: tuple[int, Any] | None = None
    low = max(first, q.first - REACH)
    others = []
    for other in reversed(quantities[:k]):
        if other.end <= low:
            break
        if other.kind == "money":
            low = max(low, other.end)
            break
        others.append(other)
    nearest = q.first
    for i, _, entry in reversed(text.between("money_cues", low, q.first)):
        record = entry.record
        if (
            any(o.first <= i < o.end for o in others)
            or any(n.first <= i < n.end for n in institutions)  # القرض الفلاحي is a bank
            or (record.get("indefinite") and entry.definite)
        ):
            continue
        if (
            record.get("strong")
            and not (weak is not None and not weak[1].get("neutral") and _paused(text, i, nearest))
            and not (weak is not None and any(o.kind == "percent" and i < o.first and o.end <= weak[0] for o in others))
        ):
            return i, record  # but مساهمة التعاونيات 30 في المائة من كلفة قدرها 12 مليونا: the cost is none of theirs
        if weak is None or weak[1].get("neutral"):
            nearest = i if weak is None else nearest
            weak = (i, record)
    return weak


def _is_given(text: Text, quantities: Sequence[Quantity], k: int, payers: Sequence[Named]) -> bool:
    """Whether somebody gives a part: `مولت المبادرة منه 6 ملايين`, `منها 13 مليونا في إطار المبادرة`."""
    q = quantities[k]
    first, end = text.sentence(q.first)
    low = max(first, quantities[k - 1].end if k else 0)
    if any(
        entry.record["id"] == "giving"
        for _, _, entry in [
            *text.between("money_cues", low, q.first),
            *text.between("money_cues", q.end, min(q.end + 3, end)),
        ]
    ):
        return True
    return text.words[q.end : q.end + 2] == _UNDER and any(p.first == q.end + 2 for p in payers)


_UNDER = [fold("في"), fold("إطار")]


def _paused(text: Text, first: int, end: int) -> bool:
    """Whether a comma stands between two words."""
    return any(w in "،," for w in text.words[first:end])


#: More than this is not what one thing costs: so much was sold.
_NO_PRICE = 100_000
_EACH = fold("كل")
_SINGULARS = frozenset(fold(w) for w in ("تعاونية", "مشروع", "جمعية", "مستفيد", "مستفيدة", "أسرة", "مقاولة", "شخص"))
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
    low = max(first, q.first - REACH, money.end if money is not None else 0)
    for i in range(low, q.first):
        if text.words[i] == _EACH and i + 1 < q.first:
            noun = cue_at(text, "counted_nouns", i + 1)
            if (noun is not None and not noun.definite) or text.words[i + 1] in _ONE:
                return True
        elif text.words[i] in _ONE and cue_at(text, "counted_nouns", i - 1) is not None:
            return True  # المخصص للتعاونية الواحدة
    return False


def _spreads(text: Text, q: Quantity, low: int) -> bool:
    """Whether the end of a range is told of many amounts: `منح تتراوح بين 30 و60 ألف درهم`."""
    return q.relation == "range" and any(w.endswith(_SPREAD) for w in text.words[max(0, low - 4) : low])


_SPREAD = tuple(fold(w) for w in ("تراوح", "تتراوح", "يتراوح", "تراوحت", "تراوحا"))


def _is_to_one(text: Text, q: Quantity) -> bool:
    """Whether one of those who may get a capped amount stands behind it: `لا يتجاوز 300 ألف درهم للتعاونية`."""
    noun = cue_at(text, "counted_nouns", q.end) if q.end < len(text) else None
    return (
        noun is not None
        and noun.preposition == "ل"
        and noun.definite
        and noun.record["unit"] in _SHARERS
        and noun.form in _SINGULARS
    )


def _is_price(text: Text, q: Quantity, first: int) -> bool:
    """Whether one of a measure stands before the amount: `اللتر الواحد ب350 درهما`."""
    for i, _, noun in text.between("counted_nouns", max(first, q.first - 12), q.first):
        if noun.record.get("kind") != "measure" or noun.suffix:
            continue
        if noun.definite or (i + 1 < len(text.words) and text.words[i + 1] in _ONE):
            return q.value < _NO_PRICE
    return False


def _after(text: Text, q: Quantity, end: int) -> Any | None:
    """The words right behind an amount that say what it is: لكل تعاونية, للكيلوغرام, كمساهمة."""
    for i in range(q.end, min(q.end + 3, end)):
        if text.words[i] in STOPS or text.words[i] in "،,":
            return None
        entry = cue_at(text, "unit_prices", i)
        if entry is not None:
            return entry.record
        cue = cue_at(text, "money_cues", i)
        if cue is not None and (
            _is_object_of(text, cue, i, end) or (cue.record.get("strong") and i > q.end and text.words[i - 1] in BY)
        ):
            return cue.record
    return None


_WITHIN = frozenset(fold(w) for w in ("فيه", "فيها", "منها", "منه", "ضمنها", "ضمنه", "بينها"))


def _says_within(text: Text, whole: Quantity, q: Quantity) -> bool:
    """Whether the words between say that the contribution lies inside the total."""
    return not _WITHIN.isdisjoint(text.words[whole.end : q.first])


def _beside(text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], k: int) -> int | None:
    """The total before it in the paragraph that the article says it comes on top of: `وخارج هذا الغلاف، ساهمت ب…`."""
    q = quantities[k]
    first, end = text.sentence(q.first)
    stop = quantities[k + 1].first if k + 1 < len(quantities) else end
    if not any(
        bool(entry.record.get("behind")) == (i > q.first) and not (entry.record.get("near") and q.first - after > 2)
        for i, after, entry in text.between("apart_cues", first, min(end, stop))
    ):
        return None
    line = text.paragraph(q.first)[0]
    for j in range(k - 1, -1, -1):
        if quantities[j].first < line:
            return None
        if quantities[j].kind == "money" and figures[j].role == "total" and quantities[j].unit == q.unit:
            return j
    return None


#: Who may share an amount.
_SHARERS = frozenset(("cooperative", "project", "association", "beneficiary", "enterprise", "family", "union"))
_FOR = frozenset(fold(w) for w in ("دعم", "لدعم", "لفائدة", "تمويل", "لتمويل", "مواكبة", "لمواكبة"))


def _tie_beneficiaries(text: Text, quantities: Sequence[Quantity], figures: list[Figure], k: int, first: int) -> None:
    """The cooperatives, projects or people of the same sentence that share the amount, before it or behind `لفائدة`."""
    for j in range(k - 1, -1, -1):
        q = quantities[j]
        if q.first < first:
            break
        if q.kind == "count" and q.unit in _SHARERS and figures[j].part_of is None:
            figures[k].beneficiary_unit, figures[k].beneficiary_count = q.unit, figures[j].value
            return
    if k + 1 < len(quantities) and is_for(text, quantities[k], quantities[k + 1]):
        figures[k].beneficiary_unit = quantities[k + 1].unit
        figures[k].beneficiary_count = figures[k + 1].value


def is_for(text: Text, amount: Quantity, sharers: Quantity) -> bool:
    """Whether the count behind an amount is of those who share it: `20 مليون درهم لفائدة 85 تعاونية`."""
    if amount.kind != "money" or sharers.kind != "count" or sharers.unit not in _SHARERS:
        return False
    between = text.words[amount.end : sharers.first]
    return len(between) <= 3 and not _FOR.isdisjoint(between)
