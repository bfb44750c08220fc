"""How a figure is meant: its qualifier, whether it is planned or reported, and its setting.

`يقل رقم معاملاتها عن 10 ملايين` (her turnover is less than 10 million) is under; `من المرتقب أن` (it is expected that) makes
what follows a target.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coopdb.reading.dates import DateSpan
from coopdb.reading.surroundings import PAUSES, STOPS, THAT, Stretch
from coopdb.reading.text import Text, fold
from coopdb.reading.units import Quantity

_FUTURE = ("سي", "ست", "سن")


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
    words = text.words
    for e in range(q.end + 1, min(q.end + 5, span.end + 1)):
        hit = ends.get(e)
        if hit is not None and hit[1].get("after") and hit[0] - q.end <= 1:
            return str(hit[1]["qualifier"])
    at = q.number.first
    for e in range(at, max(span.own_first, at - 8), -1):
        hit = ends.get(e)
        if hit is not None and hit[1].get("after") is not True:
            if e == at or hit[1].get("verb") or at - e == 1 and words[e] in _FILLERS:
                return _negated(text, hit[0], hit[1], span)
            return "exact"
        if e - 1 >= span.own_first and (words[e - 1] in PAUSES or words[e - 1] in STOPS):
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
    for k in range(i - 2, max(span.own_first, i - 8), -1):
        if words[k] in _NOT and words[k + 1] in _BE:
            return _OPPOSITE[qualifier]
    return qualifier


_THAN = frozenset(fold(w) for w in ("عن", "على"))
_NOT = frozenset(fold(w) for w in ("لا", "لم", "لن", "ألا", "ولا", "ولم"))
_BE = frozenset(fold(w) for w in ("يكن", "تكن", "يكون", "تكون"))
_OPPOSITE = {"over": "at_most", "under": "at_least"}
_FILLERS = frozenset(fold(w) for w in ("مبلغ", "مجموعه", "ال", "الـ", "حوالي", "سقف", "عدد", "من", "عن", ":"))


def status_of(text: Text, q: Quantity, span: Stretch) -> str:
    """Target where the nearest word of its clause that tells is of the future or of a plan, else reported."""
    words = text.words
    if words[q.number.first - 1] == _FROM and any(w in _TO for w in words[q.end : min(span.own_end, q.end + 4)]):
        return "reported"  # أن تنتقل من 450 ألف لتر إلى 600 ألف: what it moves from is
    if q.end < span.end and (known := text.lex[q.end]) is not None:
        entry = known.entries.get("status_cues")
        if entry is not None and entry.record["status"] == "target" and not entry.conjunction and not entry.definite:
            return "target"  # 18 ألف تعاونية مبرمجة
    i = q.first
    while i > span.first:
        i -= 1
        status = _status_at(text, i, q.first - i <= 3)
        if status is not None:
            return status
        if words[i] in _TURNS:
            return "reported"
        if words[i] in _AND_THAT:
            # `وأن` goes on with what an `أن` before it began
            earlier = next((j for j in range(i - 1, span.first, -1) if words[j] in THAT and words[j] not in _AND_THAT), None)
            i = i if earlier is None else earlier
        if words[i] in THAT and i > span.first:
            # a new clause: what stands before `أن` tells only where it announces it (المرتقب أن)
            return _status_at(text, i - 1) or _phrase_status(text, i) or (_status_at(text, i - 2) if words[i - 1] in _ON else None) or "reported"
    for i in range(q.end, min(q.end + 4, span.own_end)):
        if words[i] in PAUSES or words[i] in STOPS:
            break
        if _cue_status(text, i) == "target":
            return "target"
    return "reported"


_AND_THAT = frozenset(fold(w) for w in ("وأن", "وأنه", "وأنها", "وإن", "وبأن"))
#: Words that turn to what is, after what is planned.
_TURNS = frozenset(fold(w) for w in ("إذ", "حيث", "وهو", "وهي", "لكن", "ولكن", "بينما", "علما"))
_ON = frozenset(fold(w) for w in ("على", "في", "إلى"))


def _cue_status(text: Text, i: int, near: bool = False) -> str | None:
    phrase = text.phrases.get("status_cues", {}).get(i)
    known = text.lex[i]
    entry = phrase[1] if phrase is not None else None if known is None else known.entries.get("status_cues")
    if entry is None or entry.record["status"] == "none" or (entry.record.get("near") and not near):
        return None
    return str(entry.record["status"])


def _phrase_status(text: Text, i: int) -> str | None:
    """The status of a cue that ends right before word `i`: `من المتوقع أن`."""
    phrases = text.phrases.get("status_cues", {})
    for back in range(max(0, i - 4), i):
        phrase = phrases.get(back)
        if phrase is not None and phrase[0] == i and phrase[1].record["status"] != "none":
            return str(phrase[1].record["status"])
    return None


def _status_at(text: Text, i: int, near: bool = False) -> str | None:
    """What word `i` says of what follows: target, reported or nothing."""
    status = _cue_status(text, i, near)
    if status is None and _is_future(text.words[i]):
        known = text.lex[i]
        if known is None or _NO_VERBS.isdisjoint(known.entries):
            return "target"
    return status


#: Classes whose words are no verbs, whatever they begin with.
_NO_VERBS = frozenset(("status_cues", "date_words", "counted_nouns", "dual_nouns", "number_words", "currencies", "sectors", "given_names", "communes", "provinces"))


def _is_future(word: str) -> bool:
    """Whether a word has the form of a verb in the future: سيستفيد، وستبلغ."""
    if word[0] in "وف" and len(word) > 4:
        word = word[1:]
    return len(word) > 3 and word.startswith(_FUTURE)


_FROM = fold("من")
_TO = frozenset(fold(w) for w in ("إلى", "الى"))


def aims_at_horizon(q: Quantity, span: Stretch, dates: Sequence[DateSpan]) -> bool:
    """Whether a horizon (`في أفق 2030`) stands in the figure's own stretch."""
    return any(d.horizon and span.own_first <= d.first < span.own_end for d in dates)


def setting_of(text: Text, q: Quantity, span: Stretch) -> str | None:
    for i in range(q.end, min(span.own_end, q.end + 8)):
        if text.words[i] in STOPS:
            break
        if (known := text.lex[i]) is not None and (entry := known.entries.get("setting_words")) is not None:
            return str(entry.record["setting"])
    return None
