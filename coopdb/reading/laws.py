"""Legal texts that an article cites: laws, framework laws, decrees, dahirs, orders, conventions.

The press prints one number in many ways (`112.12`, `112-12`, `12.112`, `112/12`); the registry of the
lexicon settles in which order its digits stand, and where it knows none, the shape of the number does.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from coopdb.lexicon import Lexicon, Record
from coopdb.reading.calendars import is_day, iso
from coopdb.reading.date_points import PointReader
from coopdb.reading.legal_registry import Registry, bare, registry_of
from coopdb.reading.text import Text, fold

_SEPARATORS = frozenset(".-–/‑—")
_NUMBER_WORDS = frozenset(map(fold, ("رقم", "رقمي", "عدد", "أرقام", "برقم")))
_BRACKETS = frozenset('(«"“[')
_ENDS = frozenset(".!?؟\n؛")
#: The end of a date in digits; the number of a decree may have four digits as well (2.05.1016).
_YEAR = re.compile("(?:19|20)[0-9]{2}")
#: Words that a number may follow at this distance: `القانون الجديد للتعاونيات رقم 112.12`.
_FAR, _NEAR = 14, 3
_FROM_DATE = frozenset(map(fold, ("بتاريخ", "الصادر", "الصادرة", "المؤرخ", "المؤرخة", "في", "يوم", "صادر", "لـ", "ل")))
#: Before these, a number that follows is a day.
_BEFORE_DATE = frozenset(map(fold, ("يوم", "بتاريخ")))
#: Words that begin the subject of a text: `المتعلق بالتعاونيات`.
_SUBJECT = frozenset(map(fold, (
    "المتعلق", "المتعلقة", "المنظم", "المنظمة", "القاضي", "القاضية", "الخاص", "الخاصة", "بشأن", "بمثابة",
    "المحدد", "المحددة", "بتغيير",
    "بتحديد", "المتمم", "المغير", "متعلق", "يتعلق", "يقضي", "الصادر", "الصادرة",
)))  # fmt: skip
_REPLACES = frozenset(map(fold, (
    "عوض", "ليعوض", "يعوض", "عوضا", "محل", "نسخ", "ينسخ", "ألغى", "يلغي", "ليلغي", "بدل", "بدلا", "خلفا",
    "مكان", "ناسخا", "وعوض", "معوضا",
)))  # fmt: skip
_IMPLEMENTS = frozenset(map(fold, (
    "بتنفيذ", "بتطبيق", "لتطبيق", "لتنفيذ", "التطبيقي", "تطبيقا", "تنفيذا", "تطبيق", "وبتنفيذ", "بإصدار",
)))  # fmt: skip


@dataclass(slots=True)
class Law:
    """A legal text cited in a text; words [first, end).

    Attributes:
        joined: how many letters of the first word (و، ب، ل) stand before the name.
        kind: law, framework_law, decree, dahir, order, convention, constitution.
        number: in the order in which the text was issued; None for one named without a number.
        date: its own date, as the article gives it or else as the registry holds it.
        subject: what it is about, in the article's words.
        state: draft where the article says so; else what the registry holds.
        replaces, replaced_by, implements: numbers of other texts, where the article says so.
        record: the registry's record, or None.
        numbers: the words of its number: no figures.
    """

    first: int
    end: int
    joined: int
    kind: str
    number: str | None
    date: str | None = None
    subject: str | None = None
    state: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    implements: str | None = None
    record: Record | None = None
    numbers: list[int] = field(default_factory=list)


def read_laws(text: Text, lexicon: Lexicon) -> list[Law]:
    """All legal texts cited in a scanned text, in order.

    Example: `القانون الجديد 12.112` (the new law 12.112) is law 112.12, whose digits the press turned.
    """
    registry = registry_of(lexicon)
    cues = _cues(text)
    laws: list[Law] = []
    at = 0
    for k, (first, end, joined, record) in enumerate(cues):
        if first < at or text.skipped[first]:
            continue
        limit = cues[k + 1][0] if k + 1 < len(cues) else len(text)
        found = _numbered(text, first, end, joined, record, limit, registry) or _named(
            text, first, end, joined, record, registry
        )
        if found:
            laws.extend(found)
            at = found[-1].end
    _relate(text, laws)
    return _without_repeats(laws)


def _cues(text: Text) -> list[tuple[int, int, int, Record]]:
    """(first, end, joined letters, record) of each word or phrase that names a legal text."""
    found: dict[int, tuple[int, int, int, Record]] = {}
    for i in text.where.get("law_cues", ()):
        entry = text.lex[i].entries["law_cues"]
        found[i] = (i, i + 1, len(entry.conjunction) + len(entry.preposition), entry.record)
    for i, (end, entry) in text.phrases.get("law_cues", {}).items():
        found[i] = (i, end, len(entry.conjunction) + len(entry.preposition), entry.record)
    cues, at = [], 0
    for i in sorted(found):
        if i >= at:
            cues.append(found[i])
            at = found[i][1]
    return cues


def _numbered(text: Text, first: int, end: int, joined: int, cue: Record, limit: int, registry: Registry) -> list[Law]:
    """The text, or texts, whose numbers follow a cue."""
    words = text.words
    kind, laws = str(cue["kind"]), []
    at, said = _number_start(text, end, limit, kind)
    while at is not None:
        parts, stop = _number(text, at, single=kind == "convention" and said)
        if not parts:
            break
        number, record = _in_order(kind, parts, registry)
        close = stop + 1 if stop < len(words) and words[stop] == ")" and words[at - 1] == "(" else stop
        start = at if cue.get("many") else first
        law = Law(
            start,
            close,
            0 if cue.get("many") else joined,
            kind,
            number,
            record=record,
            numbers=list(range(at, stop)),
        )
        law.date = _date_after(text, close) or (
            str(record["issued_on"]) if record and record.get("issued_on") else None
        )
        law.subject = _subject_after(text, close)
        law.state = "draft" if cue.get("draft") else str(record["state"]) if record and record.get("state") else None
        laws.append(law)
        at = _next_number(text, close) if cue.get("many") else None
    return laws


def _number_start(text: Text, end: int, limit: int, kind: str) -> tuple[int | None, bool]:
    """Where the number of a cue begins, and whether رقم says so."""
    words = text.words
    for i in range(end, min(limit, len(words), end + _FAR)):
        word = words[i]
        if word in _ENDS or word in _BEFORE_DATE:
            return None, False
        if word in _NUMBER_WORDS:
            after = i + 1
            while after < len(words) and (words[after] in _BRACKETS or words[after] in ":،"):
                after += 1
            return (after, True) if after < len(words) and words[after].isdecimal() else (None, False)
        if word.isdecimal():
            if not _number(text, i)[0]:
                continue  # a year: قانون المالية لسنة 2024 رقم 55.23
            near = i - end < _NEAR + 1 and kind not in ("order", "convention")
            return (i, False) if near else (None, False)
    return None, False


def _number(text: Text, i: int, single: bool = False) -> tuple[list[str], int]:
    """The parts of a number at word `i`, as printed, and where it ends."""
    words = text.words
    parts, at = [words[i]], i + 1
    while (
        at + 1 < len(words) and len(parts) < 3 and words[at] in _SEPARATORS and words[at + 1].isdecimal()
        and len(words[at + 1]) <= 4 and (text.glued(at) or text.glued(at + 1))
    ):  # fmt: skip
        parts.append(words[at + 1])
        at += 2
    if (
        (len(parts) == 1 and not single)
        or len(parts[0]) > 4
        or (len(parts) == 3 and len(parts[1]) <= 2 >= len(parts[0]) and _YEAR.fullmatch(parts[2]))
    ):
        return [], i
    return parts, at


def _next_number(text: Text, i: int) -> int | None:
    words = text.words
    while i < len(words) and (words[i] in ("و", "،", ",") or words[i] in _NUMBER_WORDS):
        i += 1
    return i if i < len(words) and words[i].isdecimal() else None


def _in_order(kind: str, parts: list[str], registry: Registry) -> tuple[str, Record | None]:
    """The number in the order in which the text was issued, and the registry's record."""
    printed, turned = ".".join(parts), ".".join(reversed(parts))
    for number in (printed, turned):
        record = registry.find(kind, number)
        if record is not None:
            return number, record
    return (turned if _is_turned(kind, parts) else printed), None


def _is_turned(kind: str, parts: list[str]) -> bool:
    """Whether the shape of a number shows that it was printed backwards.

    A law ends in its year (`112.12`); a decree begins with 2, a dahir with 1, then the year.
    """
    if len(parts) == 3:
        head = {"decree": "2", "dahir": "1"}.get(kind)
        return head is not None and parts[-1] == head and parts[0] != head
    if len(parts) != 2:
        return False
    first, last = parts
    if len(last) == 3 and len(first) == 2:
        return True
    return len(first) == 2 == len(last) and _is_year(first) and not _is_year(last)


def _is_year(digits: str) -> bool:
    """Whether two digits may be the year of a Moroccan text, 1956 to 2030."""
    return int(digits) >= 56 or int(digits) <= 30


def _date_after(text: Text, i: int) -> str | None:
    """The text's own date, where `الصادر في` or `بتاريخ` gives it within a few words."""
    words = text.words
    for at in range(i, min(i + 8, len(words))):
        if words[at] in _ENDS or words[at] == "،":
            return None
        if words[at] in _FROM_DATE:
            after = at + 1
            while after < len(words) and words[after] in _FROM_DATE:
                after += 1
            return _day(text, after)
    return None


def _day(text: Text, i: int) -> str | None:
    if i >= len(text):
        return None
    reader = PointReader(text)
    point = reader.point(i)
    if point is not None and point.calendar == "hijri":
        after = point.end
        while after < len(text) and text.words[after] in ("(", "الموافق", "ل", "هـ", "ه"):
            after += 1
        point = reader.point(after) if after < len(text) else None
    if point is None or not point.year or point.calendar == "hijri":
        return None
    if point.month and point.day and not is_day(point.year, point.month, point.day):
        return None
    return iso(point.year, point.month, point.day if point.month else None)


def _subject_after(text: Text, i: int) -> str | None:
    """`المتعلق بالتعاونيات`: what the text is about, up to a sign or ten words."""
    words = text.words
    if i >= len(words) or words[i] not in _SUBJECT:
        return None
    if words[i] in _FROM_DATE:
        return None
    end = i + 1
    while (
        end < len(words)
        and end - i < 12
        and words[end] not in '،,.؛:()\n«»"“”'
        and not words[end].isdecimal()
        and words[end] not in _STOP
    ):
        end += 1
    return text.quote(i, end) if end > i + 1 else None


_STOP = frozenset(
    map(
        fold,
        (
            "الذي",
            "التي",
            "والذي",
            "والتي",
            "الصادر",
            "الصادرة",
            "كما",
            "حيث",
            "ونشر",
            "جاء",
            "ليعوض",
            "وقد",
            "بتاريخ",
        ),
    )
)


def _named(text: Text, first: int, end: int, joined: int, cue: Record, registry: Registry) -> list[Law]:
    """A text named without a number: القانون الإطار, الدستور, ظهير 15 نونبر 1958, قانون المالية."""
    words, kind = text.words, str(cue["kind"])
    for tail, record in registry.by_word.get(bare(words[end - 1][joined:] if end == first + 1 else words[end - 1]), ()):
        if kind != "constitution" and tuple(words[end : end + len(tail)]) == tail and tail:
            return [
                Law(
                    first,
                    end + len(tail),
                    joined,
                    str(record["kind"]),
                    None,
                    _text(record, "issued_on"),
                    state=_text(record, "state"),
                    record=record,
                )
            ]
    if cue.get("many"):
        return []
    law = Law(first, end, joined, kind, None, state="draft" if cue.get("draft") else None)
    after = words[end] if end < len(words) else "\n"
    if cue.get("named"):
        law.subject = _subject_after(text, end)
        return [law]
    if kind == "constitution":
        return (
            [_constitution(text, law)] if _is_definite(text, first) or after.isdecimal() or after in _YEAR_WORDS else []
        )
    if kind == "dahir":
        law.date = _day(text, end) if after.isdecimal() else _date_after(text, end)
        if law.date is None and after.isdecimal() and len(after) == 4:
            law.date = after
        return [law] if law.date else []
    if kind == "law" and after == fold("المالية"):
        law.end = end + 1
        point = end + 1
        while point < len(words) and (words[point] in _YEAR_WORDS or words[point] in _FINANCE):
            point += 1
        if point < len(words) and words[point].isdecimal() and len(words[point]) == 4:
            law.end = point + 1
        return [law]
    return []


_YEAR_WORDS = frozenset(map(fold, ("سنة", "لسنة", "عام", "لعام", "برسم", "فاتح", "رقم")))
_FINANCE = frozenset(map(fold, ("التعديلي", "المعدل", "الحالي", "للسنة", "المالية")))


def _constitution(text: Text, law: Law) -> Law:
    words, at = text.words, law.end
    while at < len(words) and words[at] in _YEAR_WORDS:
        at += 1
    if at < len(words) and words[at].isdecimal() and len(words[at]) == 4:
        law.end = at + 1
    return law


def _is_definite(text: Text, i: int) -> bool:
    known = text.lex[i]
    entry = None if known is None else known.entries.get("law_cues")
    return entry is not None and bool(entry.definite)


def _text(record: Record, key: str) -> str | None:
    return str(record[key]) if record.get(key) else None


def _relate(text: Text, laws: list[Law]) -> None:
    """Notes which text replaces or carries out the next one of its sentence."""
    for law, other in itertools.pairwise(laws):
        if text.sentence(law.first) != text.sentence(other.first):
            continue
        between = set(text.words[law.end : other.first])
        if not _REPLACES.isdisjoint(between) and other.number and law.number:
            law.replaces, other.replaced_by = other.number, law.number
        elif (
            not _IMPLEMENTS.isdisjoint(between) or fold("التطبيقي") in text.words[law.first : law.end]
        ) and law.kind in ("dahir", "decree", "order"):
            law.implements = other.number


def _without_repeats(laws: list[Law]) -> list[Law]:
    """Leaves out a name without number of a text whose number the article gives: it is no other text."""
    numbered = {id(law.record) for law in laws if law.number and law.record}
    return [law for law in laws if law.number or law.record is None or id(law.record) not in numbered]
