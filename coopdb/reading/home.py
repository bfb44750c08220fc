"""What the article as a whole is about: its place, its programme."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Protocol

from coopdb.lexicon import Lexicon
from coopdb.reading.layout import Layout
from coopdb.reading.places import Place
from coopdb.reading.programmes import Programme
from coopdb.reading.text import Text, fold
from coopdb.reading.triggers import entry_at, within


class Body(Protocol):
    """An institution named in a text; words [first, end)."""

    first: int
    end: int
    kind: str | None


def home_of(
    text: Text,
    places: Sequence[Place],
    institutions: Sequence[Body],
    body: int,
    regions: Mapping[str, str],
    former: Mapping[str, frozenset[str]],
) -> tuple[str | None, str | None]:
    """The place that the article is about: the one that title and lede name and the rest returns to.

    A region, where several of its provinces are named and none of them stands out; else the country. A town where the
    country's own bodies only met, or that is only a part of what they count, is not what the article is about.
    """
    counts: dict[str, float] = {}
    opening: set[str] = set()
    titled: set[str] = set()
    free: set[str] = set()
    standing: set[str] = set()
    lede = body + _LEDE
    inside = {p.first for n in institutions for p in within(places, n.first, n.end) if is_region(p.code)}
    counted = [p for p in places if p.code is not None and _is_counted(text, p)]
    listed = {p.first for p in counted} if len({p.code for p in counted}) > _FEW else set()
    seats = {i for n in institutions if n.kind in _SEATED for i in range(n.first, n.end)}
    learned = {
        i
        for n in institutions
        if n.kind in _LEARNED and (text.words[n.first].startswith("ب") or text.words[n.first - 1] in _OF_WHOM)
        for i in range(n.first, n.end)
    }
    for p in places:
        if p.code is None or not p.code.startswith(_HERE) or is_dateline(text, p, body) or p.first in learned:
            continue
        weight = 3.0 if p.first < body else 2.0 if p.first < lede else 1.0
        if p.first in inside or p.first in listed:
            weight /= 4  # the council of the region pays and invites everywhere in it; a list compares
        counts[p.code] = counts.get(p.code, 0.0) + weight
        if p.code == "MA":
            continue
        if not _is_venue(text, p) and not _is_part(text, p) and p.first not in seats:
            standing.add(p.code)
        if p.first < lede:
            opening.add(p.code)
            if p.first not in inside:
                free.add(p.code)
        if p.first < body:
            titled.add(p.code)
    nation = counts.pop("MA", 0.0)
    if not opening:
        return ("MA", None)
    total = sum(counts.values())
    best = max(sorted(opening), key=lambda c: counts[c])
    if nation > counts[best] or (best not in standing and (nation or _speaks_for_the_nation(text, institutions, lede))):
        return ("MA", None)
    if not titled and counts[best] <= _IN_PASSING and _is_of_the_nation(text):
        return ("MA", None)
    if any(counts[c] >= _AS_MUCH * counts[best] for c in _joined_with(text, best, places, lede) if c in opening):
        return (None, None)
    if counts[best] + sum(counts.get(p, 0.0) for p in former.get(best, ())) >= _STANDS_OUT * total:
        return (best, None)
    of_region: dict[str, float] = {}
    for code, count in counts.items():
        region = regions.get(code, code)
        of_region[region] = of_region.get(region, 0.0) + count
    region = max(sorted(of_region), key=lambda c: of_region[c])
    if region in opening and of_region[region] >= _STANDS_OUT * total:
        if region not in free and (region not in titled or len(titled) == 2):
            towns = {c for c in (titled or free) if regions.get(c) == region}
            if len(towns) == 1:
                return (towns.pop(), None)  # the region is only in the names of its bodies
        if region in free or region in titled:
            return _fair_of(text, places, body, region, regions) or (region, None)
    return (best, None) if counts[best] >= _HOME_SHARE * total else ("MA", None)


def _joined_with(text: Text, code: str, places: Sequence[Place], lede: int) -> set[str]:
    """The provinces that the opening joins to a province by `و`: an article about both is of neither alone.

    `تعاونيات سيدي بنور والجديدة تحتج` (the cooperatives of Sidi Bennour and El Jadida protest).
    """
    joined: set[str] = set()
    for one, other in itertools.pairwise(within(places, 0, lede)):
        if other.first == one.end and other.joined and text.words[other.first][0] == "و":
            pair = {one.code, other.code}
            if code in pair and all(is_province(c) for c in pair):
                joined |= {c for c in pair if c is not None and c != code}
    return joined


#: A province that weighs this share of the first is as much what the article is about.
_AS_MUCH = 0.75


def _is_of_the_nation(text: Text) -> bool:
    """Whether the article speaks of the government and the country far more than of any territory."""
    said = Counter(e.record["of"] for i, _, e in text.between("voices", 0, len(text)) if not text.skipped[i])
    return said["nation"] >= _VOICES and said["nation"] >= _LOUDER * said["territory"]


#: How often the nation is spoken of at least, and how much more often than territories, where an article is about it.
_VOICES, _LOUDER = 4, 1.5
#: A place that the opening names no more than once or twice is not yet what the article is about.
_IN_PASSING = 4.0


def _is_counted(text: Text, place: Place) -> bool:
    """Whether a number of its own stands right behind or before the place: `سوس ماسة ب1344`, `207 بإقليم خنيفرة`."""
    words = text.words
    return any(w.isdecimal() for w in words[place.end : place.end + 2]) or any(
        w.isdecimal() for w in words[max(0, place.first - 3) : place.first]
    )


#: More places than these, each with its own number, are a list.
_FEW = 2


def _fair_of(
    text: Text, places: Sequence[Place], body: int, region: str, regions: Mapping[str, str]
) -> tuple[str | None, str | None] | None:
    """The province in which a fair of the region is held, where the opening is of a fair."""
    venue = venue_of(text, places, body)
    end = text.sentence(min(body, len(text) - 1))[1] if len(text) else 0
    if venue is None or regions.get(venue[0] or "") != region:
        return None
    fairs = [i for i, _, e in text.between("event_nouns", 0, end) if e.record["type"] == "fair"]
    return (venue[0], None) if fairs else None


def _speaks_for_the_nation(text: Text, institutions: Sequence[Body], lede: int) -> bool:
    """Whether the opening is of the government: a minister, a ministry, a chamber of parliament."""
    return any(w in _MINISTERS for w in text.words[:lede]) or any(
        n.kind in _GOVERNMENT for n in institutions if n.first < lede
    )


#: Kinds of bodies whose seat says nothing of what they speak of: a researcher of the university of Agadir.
_SEATED = frozenset(("university", "research", "company", "bank", "association", "foundation", "federation", "media"))
#: Where a scholar works says nothing of what he speaks of: `قال أستاذ بجامعة محمد الخامس بالرباط`, `باحثون من جامعة`.
_LEARNED = frozenset(("university", "research"))
_OF_WHOM = frozenset(fold(w) for w in ("من", "أستاذ", "أستاذة", "باحث", "باحثة", "طالب", "طالبة", "خبير", "في"))
_GOVERNMENT = frozenset(("ministry", "state_secretariat", "parliament"))
_MINISTERS = frozenset(
    fold(w)
    for w in (
        "وزير",
        "وزيرة",
        "الوزير",
        "الوزيرة",
        "كاتب",
        "كاتبة",
        "الحكومة",
        "للحكومة",
        "حكومية",
        "الحكومي",
        "وزارة",
        "الوزارة",
    )
)


def _is_part(text: Text, place: Place) -> bool:
    """Whether the place is only where a part of a number is: `منها 1140 هكتارا بمنطقة تالوين`."""
    for i in range(place.first - 1, max(0, place.first - 9), -1):
        if text.words[i] in "،,.؛\n":
            return False
        if entry_at(text, i, "part_cues") is not None:
            return True
    return False


def venue_of(text: Text, places: Sequence[Place], body: int) -> tuple[str | None, str | None] | None:
    """Where title or first sentence say that something was held: those who took part in it were there."""
    end = text.sentence(min(body, len(text) - 1))[1] if len(text) else 0
    for p in places:
        if p.first >= end:
            break
        if is_province(p.code) and _is_venue(text, p):
            return p.code, p.commune
    return None


def _is_venue(text: Text, place: Place) -> bool:
    """Whether a place is only said to be where something happened: `افتتح الوزير بمراكش`, `احتضنت مدينة فاس`."""
    if (place.preposition == "ب" and place.cue is None) or text.words[place.first - 1] in _BY_TOWN:
        return True
    return any(
        (entry := entry_at(text, i, "event_verbs")) is not None and bool(entry.record.get("venue"))
        for i in (place.first - 1, place.first - 2)
    )


_BY_TOWN = frozenset(fold(w) for w in ("بمدينة", "في"))


def is_region(code: str | None) -> bool:
    """Whether a code is a region's, of the map of today or of 1997."""
    return code is not None and (code.startswith("old:") or (code.startswith("MA-") and code[3:].isdigit()))


def is_province(code: str | None) -> bool:
    """Whether a code is a province's or prefecture's."""
    return code is not None and code.startswith("MA-") and not is_region(code)


@functools.lru_cache(maxsize=4)
def regions_of(lexicon: Lexicon) -> dict[str, str]:
    """The region of each province, by their ISO codes."""
    return {str(p["iso"]): f"MA-{p['region_code']}" for p in lexicon["provinces"] if p.get("iso")}


@functools.lru_cache(maxsize=4)
def former_regions_of(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """The provinces of each region of 1997, by their codes."""
    return {f"old:{r['code_1997']}": frozenset(str(r["provinces_iso"]).split("|")) for r in lexicon["regions_1997"]}


def whole_programme(programme: Programme) -> Programme:
    """The programme of a phase: its years say which phase it is, and sums go by programmes."""
    if programme.kind == "phase" and programme.parent:
        return dataclasses.replace(programme, id=programme.parent)
    return programme


def main_programme(layout: Layout, programmes: Sequence[Programme]) -> str | None:
    """The programme that the article is about: the one that its title names."""
    if layout.title is None:
        return None
    first, end = layout.title
    return next((p.id for p in programmes if first <= p.first < end), None)


def is_dateline(text: Text, place: Place, body: int) -> bool:
    """Whether a place opens a paragraph to say where it was written: `الرباط، في 8 مارس 2021 –`, `الرباط – أفاد`."""
    if (
        place.code not in _NEWSROOMS
        or place.first < body
        or place.cue is not None
        or place.joined
        or place.end >= len(text)
    ):
        return False
    return place.first - text.paragraph(place.first)[0] <= 1 and text.words[place.end] in "-–—/:،"


#: Kinds of programmes that figures belong to: not the fairs where they were shown, nor the funds that paid.
TIED = frozenset(("programme", "phase", "component", "axis", "strategy", "plan", "competition"))
_HERE = ("MA", "old:")
#: How many words of the text open it.
_LEDE = 80
#: What share of an article's mentions of places its home has.
_HOME_SHARE = 0.45
_STANDS_OUT = 0.5
#: Where the newsrooms of the country are: their datelines say nothing of an article's place.
_NEWSROOMS = frozenset(("MA-RAB", "MA-CAS"))
