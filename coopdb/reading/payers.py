"""Who pays an amount: named between its cue and the number, or right behind it after `من` (from)."""

from __future__ import annotations

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
                if cue[1]["id"] == "contribution" or any(w in _FROM for w in words[cue[0] + 1 : payer.first]):
                    return payer.id
            elif payer.first >= q.first:
                break
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
                return near.id
            if _names_beneficiaries(text, i + 1, i + 2):
                return OWN
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


def is_from(text: Text, at: int, q: Quantity, payers: Sequence[Named]) -> bool:
    """Whether `تمويل من المبادرة` (funding from the initiative) leads to the amount."""
    return any(w in _FROM for w in text.words[at + 1 : min(at + 4, q.first)]) and any(
        at < p.first < q.first for p in payers
    )


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
        return len(between) <= 3 and not any(w in _FOR for w in text.words[low : before[-1].first])
    behind = [*text.words[q.end : q.end + 3], "", ""]
    if behind[0] in _OF_IT:
        del behind[0]
    given = figures[k].part_of is not None or figures[k - 1].role == "contribution" or text.words[q.first - 1] == "("
    if given and behind[0] in BY and behind[1] not in _NO_GIVERS:
        return True
    return any(q.end <= n.first <= q.end + 3 and any(w in _FROM for w in text.words[q.end : n.first]) for n in payers)


_OF_IT = frozenset(fold(w) for w in ("منها", "منه"))
#: What `من` begins behind an amount without naming a giver: `من أجل` (for), `من أصل` (out of), `من خلال` (through).
_NO_GIVERS = frozenset(
    fold(w) for w in ("أجل", "أصل", "خلال", "بين", "بينها", "مجموع", "إجمالي", "شأنها", "حيث", "هذا", "هذه")
)
_FOR = frozenset(fold(w) for w in ("لفائدة", "لصالح"))


def is_gift(text: Text, q: Quantity, end: int) -> bool:
    """Whether the words behind a part say that somebody gave it: `منها 8,5 ملايين أورو عبارة عن هبة من بلجيكا`."""
    return any(w in _GIFTS for w in text.words[q.end : min(q.end + 5, end)])


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
    if any(i > first and text.words[i - 1] in _THIS for i, _, _ in text.between("money_cues", first, q.first)):
        return text.sentence(first - 1)[0] if first > line else first
    return first


BULLETS = frozenset("-–—•*●▪·")
_THIS = frozenset(fold(w) for w in ("هذا", "هذه", "هاته"))
