"""The names of places: which places a form may mean, and at which level.

The vocabulary says that a word or phrase is a place's name; many names are shared (a province and its
town, several communes). Here each form leads to all places that bear it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from coopdb.lexicon import Lexicon, Record
from coopdb.reading.memo import Memo
from coopdb.reading.text import Text, fold

#: Tables of places, the larger places first.
TABLES = (
    "countries", "regions", "regions_1997", "provinces", "communes", "arrondissements", "cities",
    "place_aliases",
)  # fmt: skip
PROVINCE = fold("إقليم")
#: Letters of the shortest word in which a name is glued to another word.
_SHORTEST = len(PROVINCE) + 2
_LINKS = frozenset("-–—‑/\"“”«»'’")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place that a name may mean.

    Attributes:
        code: ISO 3166-2 of a region, province or country; `old:04` of a former region.
        commune: the HCP code of a town or commune.
        level: country, region, former_region, province, commune, district or city (of another country).
        region: the region that it lies in, by its ISO code.
        urban: whether it is a town.
        bare: whether the name alone, without a cue, may mean it.
    """

    code: str
    commune: str | None
    level: str
    region: str | None
    urban: bool
    bare: bool


class PlaceNames:
    """All places by the folded words of each of their names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_key: dict[tuple[str, ...], list[PlaceName]] = {}
        self._glued = Memo(self._may_be_glued, 50_000)
        region_iso = {str(r["code_hcp"]): str(r["iso"]) for r in lexicon["regions"]}
        province_iso = {str(r["code_hcp"]): str(r.get("iso") or "") for r in lexicon["provinces"]}
        #: The region of each province, by ISO codes.
        self.region_of: dict[str, str] = {}
        for record in lexicon["provinces"]:
            if record.get("iso"):
                self.region_of[str(record["iso"])] = str(record["region_iso"])
        lands: dict[frozenset[str], str] = {}
        for region in lexicon["regions"]:
            iso = str(region["iso"])
            lands[frozenset(p for p, r in self.region_of.items() if r == iso)] = iso
        for table in TABLES:
            for record in lexicon[table]:
                place = _place(table, record, region_iso, province_iso)
                if table == "regions_1997":
                    # the land of one former region is that of a present one: it only has a new name
                    same = lands.get(frozenset(str(record["provinces_iso"]).split("|")))
                    place = place if same is None else PlaceName(same, None, "region", same, False, True)
                for name in _names(record):
                    places = self._by_key.setdefault(key_of(name), [])
                    if place not in places:
                        places.append(place)

        #: Regions by the first part of their name, of either map (former or not): جهة العيون is short for
        #: العيون-الساقية الحمراء.
        self.region_called: dict[tuple[bool, tuple[str, ...]], PlaceName] = {}
        for table in ("regions", "regions_1997"):
            for region in lexicon[table]:
                name = str(region["name_ar"])
                place = next(p for p in self._by_key[key_of(name)] if p.level.endswith("region"))
                self.region_called[table == "regions_1997", key_of(name.partition("-")[0])] = place

    def run_together(self, words: Sequence[str]) -> list[int]:
        """Which words may be several that a site glued: `إقليمسيدي بنور`, `تاوناتوتازة`."""
        return list(compress(range(len(words)), map(self._glued.__getitem__, words)))

    def _may_be_glued(self, word: str) -> bool:
        return len(word) >= _SHORTEST and (PROVINCE in word or self.pair(word) is not None)

    def pair(self, word: str) -> tuple[int, int, int] | None:
        """Where two names stand in one word that a site glued: `تاوناتوتازة` (Taounate and Taza).

        Returns:
            (start of the first, its end, start of the second), or None.
        """
        for start in (0, 1) if word[0] in "وبل" else (0,):
            for end in range(start + 4, len(word) - 4):
                if word[end] == "و" and (word[start:end],) in self._by_key and (word[end + 1 :],) in self._by_key:
                    return start, end, end + 1
        return None

    def places(self, key: tuple[str, ...]) -> list[PlaceName]:
        """All places that bear a name, the larger first."""
        return self._by_key.get(key, [])


@functools.lru_cache(maxsize=4)
def place_names_of(lexicon: Lexicon) -> PlaceNames:
    """The places of a lexicon, by name."""
    return PlaceNames(lexicon)


def key_of(name: str) -> tuple[str, ...]:
    """A name as it is looked up: its folded words without hyphens and quotes."""
    return tuple(w for w in Text(name).words if w not in _LINKS)


def key_in(text: Text, first: int, end: int, joined: int) -> tuple[str, ...]:
    """The key of the words [first, end) of a text, `joined` letters of the first one taken off."""
    key: list[str] = []
    pending = ""
    for i in range(first, end):
        word = text.words[i]
        if word in _LINKS:
            continue
        if word == "و" and i > first:
            pending = word
            continue
        key.append(pending + (word if i > first else word[joined:]))
        pending = ""
    return tuple(key)


def _place(table: str, record: Record, region_iso: dict[str, str], province_iso: dict[str, str]) -> PlaceName:
    region = region_iso.get(str(record.get("region_code", "")))
    if table == "regions":
        return PlaceName(
            str(record["iso"]), None, "region", str(record["iso"]), False, record.get("bare_match") != "no"
        )
    if table == "regions_1997":
        return PlaceName(f"old:{record['code_1997']}", None, "former_region", None, False, True)
    if table == "provinces":
        parent = province_iso.get(str(record.get("parent", "")), "")
        level = "province" if record.get("iso") else "district"
        return PlaceName(str(record.get("iso") or parent), None, level, region, False, record.get("bare_match") != "no")
    if table == "communes":
        urban = record.get("kind") == "urban"
        return PlaceName(str(record["province_iso"]), str(record["code_hcp"]), "commune", region, urban, urban)
    if table == "arrondissements":
        return PlaceName(str(record["province_iso"]), str(record["commune_code"]), "district", region, False, False)
    if table == "countries":
        return PlaceName(str(record["code"]), None, "country", None, False, True)
    if table == "cities":
        return PlaceName(str(record["country"]), None, "city", None, True, True)
    return PlaceName(str(record["code"]), _text(record.get("commune")), str(record["level"]), None, False, True)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _names(record: Record) -> Iterator[str]:
    for field in ("name_ar", "aliases", "aliases_ar", "forms", "name_fr", "aliases_fr"):
        value = record.get(field)
        if isinstance(value, list):
            yield from map(str, value)
        elif value:
            yield from str(value).split("|")
