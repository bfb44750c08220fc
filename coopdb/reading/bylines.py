"""Bylines: the author and the outlet that a label names, `هسبريس - يوسف الناصري`."""

from __future__ import annotations

from dataclasses import dataclass, field

from coopdb.reading.text import Text, fold

_CLASS = "furniture_cues"
_CUTS = frozenset("-–—/|:ـ,،()*•")
_QUOTES = frozenset('"“”«»')
_TIME = frozenset(map(fold, ("على", "الساعة", "س", "يوم", "بتاريخ", "في", "صباحا", "مساء")))
_PLACES = frozenset(("regions", "provinces", "communes", "countries", "cities", "place_aliases"))
_DATES = frozenset(("months", "weekdays", "date_words"))
_AGENCIES = frozenset(("ومع", "MAP", "لاماب"))
_DESK = (fold("هيئة"), fold("التحرير"))


@dataclass(slots=True)
class Byline:
    """What a label says; `names` are the words that name a person or an outlet and are no mention."""

    author: str | None = None
    publisher: str | None = None
    names: list[tuple[int, int]] = field(default_factory=list)


def read_byline(text: Text, first: int, end: int) -> Byline:
    """Author and outlet of a label's words [first, end).

    Example: `م.ن - عبدة بريس` is the outlet عبدة بريس; `بقلم : رشيد الصنهاجي` (by …) the author.
    """
    byline = Byline()
    role: str | None = None
    for start, stop in _pieces(text, first, end):
        cue = _cue(text, start)
        if cue is not None and cue[1] in ("byline", "source", "published"):
            role, start = cue[1], cue[0]
            if text.words[start - 2 : start] == list(_DESK):
                continue
        start, stop = _trim(text, start, stop)
        if start >= stop or _is_place_or_date(text, start, stop):
            continue
        quote = text.quote(start, stop)
        if role == "source" or _is_outlet(text, start, stop):
            byline.publisher = byline.publisher or quote.strip('"“”«» ')
        elif role in (None, "byline", "published") and byline.author is None and _is_name(text, start, stop):
            byline.author = byline.author or quote
        else:
            continue
        byline.names.append((start, stop))
    return byline


def agency(text: Text, first: int, end: int) -> str | None:
    """The agency between the signs of a dateline: `/ومع/`, `(و م ع)`, `(MAP)`."""
    words = text.words
    for i in range(first, end - 1):
        if words[i] not in "/(":
            continue
        close = next((k for k in range(i + 1, min(end, i + 6)) if words[k] in "/)"), None)
        if close is not None and "".join(w for w in words[i + 1 : close] if w != ".") in _AGENCIES:
            return text.quote(i + 1, close)
    return None


def _pieces(text: Text, first: int, end: int) -> list[tuple[int, int]]:
    """The label cut at its dashes, colons and brackets; the dot of initials (`ي. ناصر`) cuts nothing."""
    pieces, start = [], first
    for i in range(first, end):
        known = text.lex[i]
        if (
            text.words[i] in _CUTS or text.words[i] in _QUOTES or text.words[i] in _TIME
            or text.words[i].isdecimal()
            or (known is not None and not _DATES.isdisjoint(known.entries))
        ):  # fmt: skip
            if i > start:
                pieces.append((start, i))
            start = i + 1
    if end > start:
        pieces.append((start, end))
    return pieces


def _trim(text: Text, start: int, stop: int) -> tuple[int, int]:
    words = text.words
    while start < stop and (words[start] in _QUOTES or words[start] in _TIME or words[start] in ".:"):
        start += 1
    while stop > start and (
        words[stop - 1] in _QUOTES or words[stop - 1] in _TIME or words[stop - 1].isdecimal() or words[stop - 1] in ".:"
    ):
        stop -= 1
    return start, stop


def _cue(text: Text, i: int) -> tuple[int, str] | None:
    phrase = text.phrases.get(_CLASS, {}).get(i)
    if phrase is not None:
        return phrase[0], str(phrase[1].record["role"])
    known = text.lex[i]
    entry = None if known is None else known.entries.get(_CLASS)
    return None if entry is None else (i + 1, str(entry.record["role"]))


def _is_place_or_date(text: Text, start: int, stop: int) -> bool:
    """Whether every word of a piece belongs to a date or a place."""
    inside: set[int] = set()
    for table in _PLACES:
        phrases = text.phrases.get(table, {})
        for i in range(start, stop):
            if i in phrases:
                inside.update(range(i, phrases[i][0]))
    for i in range(start, stop):
        known = text.lex[i]
        if i in inside or not text.words[i][0].isalpha():
            continue
        if known is None or (_PLACES.isdisjoint(known.entries) and _DATES.isdisjoint(known.entries)):
            return False
    return True


def _is_outlet(text: Text, start: int, stop: int) -> bool:
    for i in range(start, stop):
        cue = _cue(text, i)
        if cue is not None and cue[1] == "outlet":
            return True
        known = text.lex[i]
        if (
            known is not None
            and "institutions" in known.entries
            and known.entries["institutions"].record.get("kind") == "media"
        ):
            return True
    institutions = text.phrases.get("institutions", {})
    return any(start <= i < stop and entry.record.get("kind") == "media" for i, (_, entry) in institutions.items())


def _is_name(text: Text, start: int, stop: int) -> bool:
    """Whether a piece may be a person's name: two to five words without numbers."""
    words = [w for w in text.words[start:stop] if w != "."]
    return 2 <= len(words) <= 5 and all(w[0].isalpha() for w in words)
