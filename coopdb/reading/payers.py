"""Who pays an amount: named between its cue and the number, or right behind it after `من` (from)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from coopdb.reading.extraction import Figure
from coopdb.reading.surroundings import Named
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity

STOPS = frozenset(".؛!?؟\n")
_FROM = frozenset(fold(w) for w in ("من", "طرف", "قبل", "لدن"))
BY = frozenset(fold(w) for w in ("من",))


def payer_of(
    text: Text, q: Quantity, cue: tuple[int, Any] | None, payers: Sequence[Named], first: int, end: int
) -> str | None:
    """Who pays: named between the cue and the amount, or right behind the amount after `من`, `من طرف`."""
    words = text.words
    if cue is not None:
        for payer in payers:
            if cue[0] < payer.first and payer.end <= q.first:
                if cue[1]["id"] == "contribution" or not _FROM.isdisjoint(words[cue[0] + 1 : payer.first]):
                    return payer.id
            elif payer.first >= q.first:
                break
        if (
            cue[1]["id"] == "contribution"
            and (initiative := _initiative(text, cue[0] + 1, q.first, payers)) is not None
        ):
            return initiative
        if cue[1]["id"] == "contribution" and _names_beneficiaries(text, cue[0] + 1, min(cue[0] + 4, q.first)):
            return OWN
        if cue[1]["id"] == "own-money" and _names_beneficiaries(text, max(first, cue[0] - 6), cue[0]):
            return OWN
    for i in range(q.end, min(q.end + 6, end)):
        if words[i] in STOPS or words[i] in "،,":
            break
        if words[i] in _FROM and (i > q.end or words[i] in BY):
            near = next((p for p in payers if i < p.first <= i + 2), None)
            if near is not None:
                # بتمويل من البنك قدره 3 ملايين: what the bank gives is the amount behind it
                return None if text.words[near.end : near.end + 1] in _AMOUNTING else near.id
            if _names_beneficiaries(text, i + 1, i + 2):
                return OWN
    return _goes_back_to(text, q, payers, end) or _takes_part(text, q, payers, first)


def _takes_part(text: Text, q: Quantity, payers: Sequence[Named], first: int) -> str | None:
    """`شاركت وزارة التضامن في تمويله ب5 ملايين درهم`: who takes part in the financing."""
    words = text.words
    for i in range(q.first - 1, max(first, q.first - 6) - 1, -1):
        if words[i] in _FINANCING:
            who = next((p for p in payers if p.end in (i - 1, i) and p.first > first), None)
            if who is not None and words[who.first - 1] in _TAKING_PART:
                return who.id
    return None


_FINANCING = frozenset(fold(w) for w in ("تمويل", "تمويله", "تمويلها", "إنجازه", "إنجازها"))
_TAKING_PART = frozenset(fold(w) for w in ("شارك", "شاركت", "وشاركت", "وشارك", "يشارك", "تشارك"))


def _goes_back_to(text: Text, q: Quantity, payers: Sequence[Named], end: int) -> str | None:
    """`تعود 649 ألف درهم من هذا الغلاف إلى وزارة التضامن`: who gave a part, named behind it."""
    words = text.words
    if not q.first or _BACK.isdisjoint(words[max(0, q.first - 6) : q.first]):
        return None
    for i in range(q.end, min(q.end + 6, end)):
        if words[i] in STOPS:
            return None
        if words[i] == _TO:
            return next((p.id for p in payers if i < p.first <= i + 2), None)
    return None


_BACK = frozenset(fold(w) for w in ("تعود", "يعود", "وتعود", "ويعود", "ترجع", "يرجع"))
_TO = fold("إلى")


def _initiative(text: Text, first: int, end: int, payers: Sequence[Named]) -> str | None:
    """Who `المبادرة` (the initiative) in a stretch is: the one named before in full."""
    for i, _, entry in text.between("programme_anaphora", first, min(first + 3, end)):
        if entry.record["id"] == "initiative":
            return next((p.id for p in reversed(payers) if p.end <= i and p.id.startswith("indh")), None)
    return None


#: The payer of what the beneficiaries bring themselves.
OWN = "cooperatives"


def payer_of_share(text: Text, q: Quantity, low: int, payers: Sequence[Named]) -> str | None:
    """Who gives one share of a list: `، ووكالة التنمية الاجتماعية ب2,5 مليون درهم، والتعاونيات ب1,5 مليون درهم`."""
    named = [p for p in payers if low <= p.first and p.end <= q.first]
    if named:
        return named[-1].id
    return OWN if _names_beneficiaries(text, low, q.first) else None


def _names_beneficiaries(text: Text, first: int, end: int) -> bool:
    """Whether `التعاونيات`, `المستفيدون` stand in a stretch as those who give."""
    return any(
        entry.record["unit"] in ("cooperative", "beneficiary", "member") and entry.definite and not entry.preposition
        for _, _, entry in text.between("counted_nouns", first, end)
    )


def giver_of(
    text: Text, q: Quantity, quantities: Sequence[Quantity], k: int, payers: Sequence[Named], first: int
) -> str | None:
    """Who gave the only amount of a clause: `استفادت 85 تعاونية من تمويل من المبادرة، بغلاف يفوق 13 مليون درهم`."""
    money = next((p for p in reversed(quantities[:k]) if p.kind == "money"), None)
    low = max(first, money.end if money is not None else first)
    for i, _, entry in text.between("money_cues", low, q.first - 1):
        if entry.record["id"] == "support" and text.words[i + 1] in _FROM:
            giver = next((p for p in payers if i + 1 < p.first <= i + 3), None)
            if giver is not None:
                return giver.id
    return None


def subject_of_giving(text: Text, q: Quantity, low: int, payers: Sequence[Named]) -> str | None:
    """Who is said to give an amount: `خصصت وزارة الفلاحة 3 ملايين درهم`, `الوكالة التي ضخت مليوني درهم`."""
    for i, _, entry in reversed(text.between("money_cues", low, q.first)):
        if entry.record["id"] != "giving":
            continue
        who = next((p for p in payers if i < p.first <= i + 3 and p.end <= q.first), None)
        if who is None and i > low:
            behind = i - (text.words[i - 1] in _WHO)
            who = next((p for p in payers if behind - (behind < i) <= p.end <= behind), None)
        return None if who is None else who.id
    return None


def tie_pairs(text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], payers: Sequence[Named]) -> None:
    """Makes contributions of amounts that two give side by side: `خصصت الوزارة 3 ملايين درهم والجماعة مليون درهم`."""
    money = [k for k, q in enumerate(quantities) if q.kind == "money"]
    for j, k in itertools.pairwise(money):
        one, two = quantities[j], quantities[k]
        between = text.words[one.end : two.first]
        if (
            not 0 < len(between) <= _PAIR
            or not between[0].startswith("و")
            or figures[j].role not in ("total", "contribution")
            or figures[k].role != "total"
            or figures[j].part_of is not None
            or figures[k].part_of is not None
        ):
            continue
        first = text.sentence(one.first)[0]
        giver = subject_of_giving(text, one, first, payers) or _shares_with(text, one, first, payers)
        other = payer_of_share(text, two, one.end, payers)
        if giver is not None and other is not None and giver != other:
            figures[j].role = figures[k].role = "contribution"
            figures[j].payer, figures[k].payer = giver, other


def _shares_with(text: Text, q: Quantity, first: int, payers: Sequence[Named]) -> str | None:
    """Who is named first behind `تمويل مشترك بين` (jointly financed by)."""
    for i in range(max(first, q.first - 12), q.first):
        if text.words[i] == _BETWEEN:
            who = next((p for p in payers if i < p.first <= i + 2 and p.end <= q.first), None)
            if who is not None:
                return who.id
    return None


def is_from(text: Text, at: int, q: Quantity, payers: Sequence[Named]) -> bool:
    """Whether `تمويل من المبادرة` (funding from the initiative) leads to the amount."""
    return not _FROM.isdisjoint(text.words[at + 1 : min(at + 4, q.first)]) and any(
        at < p.first < q.first for p in payers
    )


_AMOUNTING = [[fold(w)] for w in ("قدره", "قدرها", "بمبلغ", "بقيمة", "قيمته", "قيمتها", "بلغ", "بلغت", "يبلغ", "تبلغ")]
_WHO = frozenset(fold(w) for w in ("التي", "الذي"))
_BETWEEN = fold("بين")
#: How many words may part the amounts that two give side by side.
_PAIR = 10
_GIFTS = frozenset(fold(w) for w in ("هبة", "كهبة", "مساهمة", "كمساهمة", "قرض", "كقرض", "تمويل"))


def is_share(
    text: Text,
    q: Quantity,
    quantities: Sequence[Quantity],
    figures: Sequence[Figure],
    k: int,
    institutions: Sequence[Named],
    payers: Sequence[Named],
) -> bool:
    """Whether an amount stands with the body that gives it, after a larger total: `والمجلس الإقليمي (2 مليون)`."""
    whole = whole_of(text, quantities, figures, k)
    if whole is None or quantities[whole].value == q.value:
        return False
    low = quantities[k - 1].end
    before = [
        n for n in payers if low <= n.first and n.end <= q.first and (n in institutions or text.words[n.end] in "(:")
    ]
    if before:
        between = text.words[before[-1].end : q.first]
        return len(between) <= 3 and _FOR.isdisjoint(text.words[low : before[-1].first])
    behind = [*text.words[q.end : q.end + 3], "", ""]
    if behind[0] in _OF_IT:
        del behind[0]
    given = figures[k].part_of is not None or figures[k - 1].role == "contribution" or text.words[q.first - 1] == "("
    if given and behind[0] in BY and behind[1] not in _NO_GIVERS:
        return True
    return any(q.end <= n.first <= q.end + 3 and not _FROM.isdisjoint(text.words[q.end : n.first]) for n in payers)


_OF_IT = frozenset(fold(w) for w in ("منها", "منه"))
#: What `من` begins behind an amount without naming a giver: `من أجل` (for), `من أصل` (out of), `من خلال` (through).
_NO_GIVERS = frozenset(
    fold(w) for w in ("أجل", "أصل", "خلال", "بين", "بينها", "مجموع", "إجمالي", "شأنها", "حيث", "هذا", "هذه")
)
_FOR = frozenset(fold(w) for w in ("لفائدة", "لصالح"))


def is_gift(text: Text, q: Quantity, end: int) -> bool:
    """Whether the words behind a part say that somebody gave it: `منها 8,5 ملايين أورو عبارة عن هبة من بلجيكا`."""
    return not _GIFTS.isdisjoint(text.words[q.end : min(q.end + 5, end)])


def whole_of(text: Text, quantities: Sequence[Quantity], figures: Sequence[Figure], k: int) -> int | None:
    """The total before a contribution, large enough to hold it, in its sentence or what its sentence goes on with."""
    first = _beginning(text, quantities[k])
    for j in range(k - 1, -1, -1):
        q = quantities[j]
        if q.first < first:
            return None
        if (
            q.kind == "money"
            and q.unit == quantities[k].unit
            and figures[j].role == "total"
            and q.value >= quantities[k].value
        ):
            return j
    return None


def _beginning(text: Text, q: Quantity) -> int:
    """Where the sentence of an amount begins, or the one it goes on with.

    A list goes on with the line that announces it (`موزعة كالتالي:`), `هذه الكلفة` (this cost) with what names it.
    """
    first = text.sentence(q.first)[0]
    line = text.paragraph(q.first)[0]
    if text.words[line] in BULLETS:
        while line and text.words[line] in BULLETS:
            line = text.paragraph(line - 1)[0]
        return line
    if any(i > first and text.words[i - 1] in THIS for i, _, _ in text.between("money_cues", first, q.first)):
        return text.sentence(first - 1)[0] if first > line else first
    return first


BULLETS = frozenset("-–—•*●▪·")
THIS = frozenset(fold(w) for w in ("هذا", "هذه", "هاته"))
