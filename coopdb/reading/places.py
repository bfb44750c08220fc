"""Places of an article: regions, provinces, communes, towns, countries, each with its code.

`جهة`, `إقليم`, `عمالة`, `جماعة`, `مدينة` decide the level. A name that is an ordinary word as well (الجديدة,
الشرق, ماسة) is a place only where the words around it say so; one that several places share is settled by
what else the article names, or left open with its candidates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from coopdb.lexicon import Lexicon
from coopdb.reading.place_matches import PlaceMatch, find_matches, look_around, verdict
from coopdb.reading.place_names import PlaceName, PlaceNames, key_in, place_names_of
from coopdb.reading.text import Text

#: The regions of 1997 gave way to those of 2015 in September of that year.
_REGIONS_CHANGED = dt.date(2015, 9, 20)


@dataclass(slots=True)
class Place:
    """A place named in a text; words [first, end).

    Attributes:
        joined: how many letters of the first word (و، ب، ل …) stand before the name.
        code: ISO code, `old:NN` for a former region, None where it stays open.
        commune: HCP code of the town or commune.
        level: country, region, former_region, province, commune or city.
        cue: the word before it that decided (`جهة`), or None.
        candidates: the codes (province, or commune) that a shared name may mean, where it stays open.
        preposition: the joined preposition (ب in بمراكش), or "".
    """

    first: int
    end: int
    joined: int
    code: str | None
    commune: str | None
    level: str
    cue: str | None = None
    candidates: list[str] = field(default_factory=list)
    preposition: str = ""


def read_places(text: Text, lexicon: Lexicon, published_on: dt.date | None = None) -> list[Place]:
    """All places of a scanned text, in order.

    Example: `بجماعة القباب بإقليم خنيفرة` (in the commune of El Kbab, province of Khenifra) is two places
    with the code MA-KHN, the first one a commune.
    """
    names = place_names_of(lexicon)
    accepted: list[PlaceMatch] = []
    waiting: list[PlaceMatch] = []
    last: PlaceMatch | None = None
    for match in find_matches(text, names):
        look_around(text, match, last)
        is_place = verdict(text, match)
        last = match if is_place is not False else last
        if is_place:
            accepted.append(match)
        elif is_place is None:
            waiting.append(match)
    if waiting:
        accepted = _with_company(accepted, waiting, names)
    return _resolved(text, accepted, names, published_on)


def _with_company(accepted: list[PlaceMatch], waiting: list[PlaceMatch], names: PlaceNames) -> list[PlaceMatch]:
    """Adds the doubtful names that lie in a province or region that the article names for certain.

    A town or province whose name is a noun as well needs no more than a text about Morocco.
    """
    codes = {p.code for m in accepted for p in m.places[:1]}
    at_home = any(p.code.startswith("MA") for m in accepted if m.common is None for p in m.places[:1])
    found = list(accepted)
    for match in waiting:
        near = [p for p in match.places if p.code in codes or p.region in codes or names.region_of.get(p.code) in codes]
        if not near and at_home and match.common is not None and match.common["sense"] in ("noun", "adjective"):
            near = [p for p in match.places if p.code.startswith("MA-") and (p.level == "province" or p.urban)]
        if near:
            match.places = near
            found.append(match)
    return sorted(found, key=lambda m: m.first)


def _resolved(text: Text, matches: list[PlaceMatch], names: PlaceNames, published_on: dt.date | None) -> list[Place]:
    old_map = _uses_former_regions(text, matches, published_on)
    certain = {m.places[0].code for m in matches if len(m.places) == 1 or len({p.code for p in m.places}) == 1}
    places = []
    for match in matches:
        chosen = _at_level(text, match, old_map, names)
        place = Place(
            match.first, match.end, match.joined, None, None, "commune", match.cue_word, [], match.preposition
        )
        if len(chosen) > 1 and len({(p.code, p.commune) for p in chosen}) > 1:
            chosen = _by_company(text, match, chosen, matches, certain, names)
        if len(chosen) == 1 or len({p.code for p in chosen}) == 1:
            best = chosen[0]
            place.code, place.level = (
                best.code,
                "city" if best.level == "commune" and best.urban else best.level,
            )
            communes = {p.commune for p in chosen if p.commune}
            place.commune = communes.pop() if len(communes) == 1 else None
        else:
            place.candidates = sorted({p.commune or p.code for p in chosen})
        places.append(place)
    return places


def _uses_former_regions(text: Text, matches: list[PlaceMatch], published_on: dt.date | None) -> bool:
    """Whether the article speaks of the map of 1997: by its date, its years, or a region of it."""
    if published_on is not None:
        return published_on < _REGIONS_CHANGED
    shared = [m for m in matches if {"region", "former_region"} <= {p.level for p in m.places}]
    if not shared:
        return False
    if any(all(p.level == "region" for p in m.places) for m in matches):
        return False
    years = [int(w) for i in text.digits if len(w := text.words[i]) == 4 and w[:2] in ("19", "20")]
    if any(y > _REGIONS_CHANGED.year for y in years):
        return False
    return bool(years) or any(all(p.level == "former_region" for p in m.places) for m in matches)


def _at_level(text: Text, match: PlaceMatch, old_map: bool, names: PlaceNames) -> list[PlaceName]:
    """The places of a shared name that lie at the level which the cue says."""
    places, cue = match.places, match.cue
    if len(places) == 1 and cue != "region":
        return places
    levels = {p.level for p in places}
    if "former_region" in levels and "region" in levels:
        places = [p for p in places if p.level != ("region" if old_map else "former_region")]
    if cue in ("region", "wilaya"):
        regions = [p for p in places if p.level in ("region", "former_region")]
        if regions:
            return regions
        key = key_in(text, match.first, match.end, match.joined)
        called = names.region_called.get((old_map, key)) if cue == "region" else None
        if called is not None:
            return [called]
    if cue == "district":
        districts = [p for p in places if p.level == "district"]
        if districts:
            return districts
    if cue == "province":
        provinces = [p for p in places if p.level == "province"]
        return provinces or places
    if cue in ("commune", "city") or cue is None or cue == "any":
        communes = [p for p in places if p.level == "commune"]
        provinces = [p for p in places if p.level == "province"]
        if communes and provinces:
            inside = [c for c in communes if any(c.code == p.code for p in provinces)]
            return inside or (communes if cue == "commune" else provinces)
        if communes and cue in ("commune", "city"):
            towns = [c for c in communes if c.urban]
            return towns if cue == "city" and towns else communes
    regions = [p for p in places if p.level in ("region", "former_region")]
    if regions:
        return regions
    countries = [p for p in places if p.level in ("country", "city")]
    communes = [p for p in places if p.level in ("commune", "province")]
    return communes or countries or places


def _by_company(
    text: Text,
    match: PlaceMatch,
    chosen: list[PlaceName],
    matches: list[PlaceMatch],
    certain: set[str],
    names: PlaceNames,
) -> list[PlaceName]:
    """Of several places that share a name, the one whose province or region the article names."""
    following = next((m for m in matches if match.end <= m.first <= match.end + 3), None)
    if following is not None:
        codes = {p.code for p in following.places}
        near = [p for p in chosen if p.code in codes]
        if near:
            return near[:1] if len({p.code for p in near}) == 1 else near
    near = [p for p in chosen if p.code in certain]
    if len({p.code for p in near}) == 1:
        return near
    near = near or [p for p in chosen if (p.region or names.region_of.get(p.code)) in certain]
    if len({p.code for p in near}) == 1:
        return near
    towns = [p for p in chosen if p.urban]
    if len(towns) == 1 and match.cue != "commune":
        return towns
    del text
    return near or chosen
