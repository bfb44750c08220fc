"""How a figure is meant: its qualifier, whether it is planned or reported, and its setting.

`يقل رقم معاملاتها عن 10 ملايين` (her turnover is less than 10 million) is under; `من المرتقب أن` (it is expected that)
makes what follows a target.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from coopdb.reading.dates import DateSpan
from coopdb.reading.surroundings import BREAKS, STOPS, Stretch
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity


def qualifier_ends(text: Text) -> dict[int, tuple[int, Any]]:
    """By the word after it: where a qualifying cue begins, and its record; the longest of those that end there."""
    ends: dict[int, tuple[int, Any]] = {}
    for i, (end, entry) in text.phrases.get("qualifier_cues", {}).items():
        if end not in ends or ends[end][0] > i:
            ends[end] = (i, entry.record)
    for i in text.where.get("qualifier_cues", ()):
        if (i + 1) not in ends:
            ends[i + 1] = (i, text.lex[i].entries["qualifier_cues"].record)
    return ends


def qualifier_of(text: Text, q: Quantity, span: Stretch, ends: dict[int, tuple[int, Any]]) -> str:
    """How exactly a figure is meant: `أزيد من` (over), `حوالي` (about) before it, `على الأقل` (at least) behind it."""
    words = text.words
    at = q.number.first
    is_near = not ends.keys().isdisjoint(range(at - 8, q.end + 5))
    for e in range(q.end + 1, min(q.end + 5, span.end + 1)) if is_near else ():
        hit = ends.get(e)
        if hit is not None and hit[1].get("after") and hit[0] - q.end <= 1:
            return str(hit[1]["qualifier"])
    for e in range(at, max(span.own_first, at - 8), -1) if is_near else ():
        hit = ends.get(e)
        if hit is not None and hit[1].get("after") is not True:
            if e == at or hit[1].get("verb") or (at - e == 1 and words[e] in _FILLERS):
                return _negated(text, hit[0], hit[1], span)
            return "exact"
        if e - 1 >= span.own_first and words[e - 1] in BREAKS:
            break
    if words[at - 1] in _THAN:
        for i in range(at - 2, max(span.own_first - 1, at - 8), -1):
            known = text.lex[i]
            entry = None if known is None else known.entries.get("comparing_verbs")
            if entry is not None:
                return _negated(text, i, entry.record, span)  # يقل رقم معاملاتها عن 10 ملايين درهم
    return "exact"


def _negated(text: Text, i: int, record: Any, span: Stretch) -> str:
    """The qualifier of a verb at word `i`, turned where it is negated: `ألا يتعدى`, `لم يكن … يتجاوز`."""
    qualifier = str(record["qualifier"])
    if not record.get("verb") or qualifier not in _OPPOSITE:
        return qualifier
    words = text.words
    if i > span.first and words[i - 1] in _NOT:
        return _OPPOSITE[qualifier]
    for k in range(i - 2, max(span.own_first - 1, i - 8), -1):
        if words[k] in _NOT and (words[k + 1] in _BE or words[k + 1] in _MAY):
            return _OPPOSITE[qualifier]
    return qualifier


_THAN = frozenset(fold(w) for w in ("عن", "على"))
_NOT = frozenset(fold(w) for w in ("لا", "لم", "لن", "ألا", "ولا", "ولم"))
_BE = frozenset(fold(w) for w in ("يكن", "تكن", "يكون", "تكون"))
_MAY = frozenset(fold(w) for w in ("يمكن", "يجوز", "ينبغي", "يصح", "يسوغ", "يسمح"))
_OPPOSITE = {"over": "at_most", "under": "at_least"}
_FILLERS = frozenset(fold(w) for w in ("مبلغ", "مجموعه", "ال", "الـ", "حوالي", "سقف", "عدد", "من", "عن", ":"))


def status_of(text: Text, q: Quantity, span: Stretch, marks: list[Mark]) -> str:
    """Target where the nearest word of its clause that tells is of the future or of a plan, else reported."""
    words = text.words
    if words[q.number.first - 1] == _FROM and not _TO.isdisjoint(words[q.end : min(span.own_end, q.end + 8)]):
        return "reported"  # أن تنتقل من 450 ألف لتر إلى 600 ألف: what it moves from is
    after = q.end + (q.end < span.end and words[q.end] in _WAS)
    for i in range(q.number.end, min(after + 1, span.end)):
        known = text.lex[i]
        entry = None if known is None else known.entries.get("status_cues")
        if (
            entry is not None
            and entry.record["status"] == "target"
            and not (entry.conjunction or entry.definite or entry.record.get("works"))
        ):
            return "target"  # 18 ألف تعاونية مبرمجة، 2.900 هكتار كانت مقررة
    k = bisect_left(marks, (q.first,))
    while k > 0:
        k -= 1
        i, kind, status = marks[k]
        if i < span.first:
            break
        if kind == "status" or (kind == "near" and q.first - i <= 3):
            return status
        if kind == "turn":
            return "reported"
        if kind == "and_that":
            # `وأن` goes on with what an `أن` before it began
            earlier = next(
                (j for j in range(k - 1, -1, -1) if marks[j][0] > span.first and marks[j][1] == "that"), None
            )
            if earlier is not None:
                k, i = earlier, marks[earlier][0]
            kind = "that"
        if kind == "that" and i > span.first:
            # a new clause: what stands before `أن` tells only where it announces it (المرتقب أن)
            return _announced(text, i)
    for i in range(q.end, min(q.end + 4, span.own_end)):
        if words[i] in BREAKS:
            break
        if _status_at(text, i) == "target" and "future_verbs" not in text.lex[i].entries:
            return "target"
    return "reported"


#: A word that tells of status or clause: (word, what it does, the status that it gives).
Mark = tuple[int, str, str]


def clause_marks(text: Text) -> list[Mark]:
    """The words of a text by which status and clauses are told, in order."""
    marks: list[Mark] = []
    for i, _, entry in text.between("status_cues", 0, len(text)):
        if entry.record["status"] != "none" and not entry.record.get("behind") and _provides(text, i, entry.record):
            marks.append((i, "near" if entry.record.get("near") else "status", str(entry.record["status"])))
    marks.extend((i, "status", "target") for i in text.where.get("future_verbs", ()) if not _is_unreal(text, i))
    for i in text.where.get("clause_words", ()):
        entry = text.lex[i].entries["clause_words"]
        if entry.record["clause"] == "that":
            marks.append((i, "and_that" if entry.conjunction == "و" else "that", ""))
        elif entry.conjunction == entry.record.get("joined", entry.conjunction) and not entry.preposition:
            marks.append((i, "turn", ""))
    marks.sort()
    return marks


def _provides(text: Text, i: int, record: Any) -> bool:
    """Whether a cue that needs works behind it has them: `تنص الاتفاقية على تمويل` (it provides for financing)."""
    if "works" not in record:
        return True
    behind = text.words[i + 1 : i + 6]
    return not _folded(record["works"]).isdisjoint(behind) and (
        "of" not in record or not _folded(record["of"]).isdisjoint(behind)
    )


@functools.cache
def _folded_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _folded(words: Sequence[str]) -> frozenset[str]:
    return _folded_words(tuple(words))


def _is_unreal(text: Text, i: int) -> bool:
    """Whether what looks like a future is a name in quotation marks, or what would have been: `كنا سنبقى`."""
    words = text.words
    if i and words[i - 1] in _WAS:
        return True
    opened = next((k for k in range(i - 1, max(-1, i - 4), -1) if words[k] in _OPENING), None)
    return opened is not None and not _CLOSING.isdisjoint(words[i + 1 : opened + 6])


def _announced(text: Text, i: int) -> str:
    """The status of a clause that opens at word `i` with `أن`: what announces it tells.

    That stands right before it (`المرتقب أن`), or is the verb of whoever expects it (`تتوقع الوزارة أن`).
    """
    status = _status_at(text, i - 1) or _phrase_status(text, i)
    if status is None and text.words[i - 1] in _ON:
        status = _status_at(text, i - 2)
    for k in range(i - 2, max(-1, i - 6), -1):
        if status is not None or text.words[k] in BREAKS:
            break
        if text.words[k].lstrip("وف")[:1] in _PRESENT and _status_at(text, k) == "target":
            status = "target"
    return status or "reported"


_ON = frozenset(fold(w) for w in ("على", "في", "إلى"))


def _phrase_status(text: Text, i: int) -> str | None:
    """The status of a cue that ends right before word `i`: `من المتوقع أن`."""
    phrases = text.phrases.get("status_cues", {})
    for back in range(max(0, i - 4), i):
        phrase = phrases.get(back)
        if phrase is not None and phrase[0] == i and phrase[1].record["status"] != "none":
            return str(phrase[1].record["status"])
    return None


def _status_at(text: Text, i: int) -> str | None:
    """What word `i` says of what follows: target, reported or nothing."""
    phrase = text.phrases.get("status_cues", {}).get(i)
    known = text.lex[i]
    if known is None:
        return None
    entry = phrase[1] if phrase is not None else known.entries.get("status_cues")
    if entry is None or entry.record["status"] == "none" or entry.record.keys() & _BOUND:
        return "target" if "future_verbs" in known.entries else None
    return str(entry.record["status"])


_WAS = frozenset(fold(w) for w in ("كان", "كانت", "كنا", "كانوا", "كن"))
_OPENING, _CLOSING = frozenset('"“«'), frozenset('"”»')
#: The letters that verbs of the present begin with.
_PRESENT = frozenset("يتن")
#: What binds a cue to a place of its own in the clause, so that it tells nothing elsewhere.
_BOUND = frozenset(("near", "behind", "works"))
_FROM = fold("من")
_TO = frozenset(fold(w) for w in ("إلى", "الى"))


def aims_at_horizon(q: Quantity, span: Stretch, dates: Sequence[DateSpan]) -> bool:
    """Whether a horizon (`في أفق 2030`) stands in the figure's own stretch."""
    aimed = [d for d in dates if d.horizon]
    return any(span.own_first <= d.first < span.own_end for d in aimed) if aimed else False


def setting_of(text: Text, q: Quantity, span: Stretch) -> str | None:
    """Whether the words behind a figure place it in the country or in the town."""
    for i, _, entry in text.between("setting_words", q.end, span.own_end):
        return None if not STOPS.isdisjoint(text.words[q.end : i]) else str(entry.record["setting"])
    return None
