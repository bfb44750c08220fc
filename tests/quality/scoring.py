"""Scores readings against annotations, as the public contract counts: an item once an article.

Figures count by (kind, value, unit), dates by (from, to), places by code, laws by (kind, number),
people by name, institutions and programmes by the forms of their names. Annotations marked optional
count neither way. An item whose text is not its slice of the article is wrong whatever it says.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Item = dict[str, Any]

TYPES = ("figures", "dates", "places", "institutions", "programmes", "legal_references", "people", "events")
ATTRIBUTES = ("qualifier", "status", "role", "place", "programme", "period")
LONGEST = {
    "figures": 120,
    "dates": 60,
    "places": 60,
    "institutions": 160,
    "programmes": 160,
    "legal_references": 160,
    "people": 80,
}

_FOLD = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ـ": "",
        **dict.fromkeys("-–—«»“”\"'،.:()؛,/", " "),
    }
)
_JOINED = re.compile(r"^(?:و|ف)?(?:لل|بال|كال|ال|ل|ب)?(?=..)")
_MARKS = re.compile("[\u064b-\u0652\u0670\u200e\u200f]")


def name_words(name: str | None) -> set[str]:
    """The words of a name without spelling, marks and joined letters."""
    return {_JOINED.sub("", w) for w in _MARKS.sub("", name or "").translate(_FOLD).split()}


def same_name(a: str | None, b: str | None) -> bool:
    """Whether two names are the same but for spelling, joined letters and a missing tail."""
    x, y = name_words(a), name_words(b)
    return bool(x and y) and len(x & y) / len(x | y) >= 0.6


def number(value: object) -> float | int | str:
    """A value as numbers are compared: 20860000 and 20860000.0 are one."""
    try:
        f = float(str(value).replace(",", "."))
    except ValueError:
        return str(value)
    return int(f) if f == int(f) else round(f, 6)


@dataclass
class Tally:
    """Right, extra and missed items of one type."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Score:
    """Tallies by type, and how often each attribute is right among what was found; `log` says what went wrong."""

    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    log: list[str] = field(default_factory=list)

    def total(self) -> Tally:
        """All types together."""
        whole = Tally()
        for tally in self.types.values():
            whole.right += tally.right
            whole.extra += tally.extra
            whole.missed += tally.missed
        return whole

    def article(self, gold: Item, found: Item, raw: str) -> None:
        """Adds one article: its annotation, its reading, its text."""
        _Article(self, gold, found, raw).score()


class _Article:
    def __init__(self, score: Score, gold: Item, found: Item, raw: str) -> None:
        self.out, self.gold, self.found, self.raw = score, gold, found, raw
        self.name = gold["article"]

    def score(self) -> None:
        gold = self.gold
        self._figures()
        self._keys(
            "dates",
            {tuple(d) for d in gold["dates"]},
            {tuple(d) for d in gold.get("optional_dates", [])},
            {(d["from"], d["to"]) for d in self._well_formed("dates") if d["from"] or d["to"]},
        )
        self._keys(
            "places",
            _codes(gold["places"]),
            _codes(gold.get("optional_places", [])),
            _codes(p["code"] for p in self._well_formed("places")),
        )
        self._keys(
            "legal_references",
            {tuple(x) for x in gold["legal_references"]},
            {tuple(x) for x in gold.get("optional_legal_references", [])},
            {(x["kind"], x["number"]) for x in self._well_formed("legal_references")},
        )
        for kind in ("institutions", "programmes"):
            found: dict[str, set[str]] = defaultdict(set)
            for item in self._well_formed(kind):
                found[item["id"] or item["text"]].add(item["text"])
            self._names(kind, gold[kind], gold.get("optional_" + kind, []), found)
        people = {p["name"]: {p["name"]} for p in self._well_formed("people")}
        self._names(
            "people",
            [_name(p) for p in gold["people"]],
            [_name(p) for p in gold.get("optional_people", [])],
            people,
        )
        self._events()

    def _well_formed(self, kind: str) -> Iterable[Item]:
        for item in self.found[kind]:
            fault = None
            if self.raw[item["start"] : item["end"]] != item["text"] or not item["text"].strip():
                fault = "text is not its slice"
            elif len(item["text"]) > LONGEST[kind]:
                fault = "span too long"
            elif kind == "legal_references" and item["number"] and not _digits(item["number"]) <= _digits(item["text"]):
                fault = "span without the number"
            elif kind == "people" and not name_words(item["name"]) <= name_words(item["text"]):
                fault = "span without the name"
            if fault:
                self._extra(kind, f"{fault}: {item['text'][:60]!r}")
            else:
                yield item

    def _right(self, kind: str) -> None:
        self.out.types[kind].right += 1

    def _extra(self, kind: str, what: object) -> None:
        self.out.types[kind].extra += 1
        self.out.log.append(f"{self.name} {kind} + {what}")

    def _missed(self, kind: str, what: object) -> None:
        self.out.types[kind].missed += 1
        self.out.log.append(f"{self.name} {kind} - {what}")

    def _attribute(self, name: str, ok: bool, what: str) -> None:
        self.out.attributes[name][1] += 1
        self.out.attributes[name][0] += ok
        if not ok:
            self.out.log.append(f"{self.name} {name} ~ {what}")

    def _keys(self, kind: str, gold: set[Any], optional: set[Any], found: set[Any]) -> None:
        for key in sorted(gold, key=str):
            self._right(kind) if key in found else self._missed(kind, key)
        for key in sorted(found - gold - optional, key=str):
            self._extra(kind, key)

    def _names(self, kind: str, gold: list[list[str]], optional: list[list[str]], found: dict[str, set[str]]) -> None:
        taken: set[str] = set()
        for forms in gold:
            hits = [
                i for i, texts in found.items() if i not in taken and any(same_name(f, t) for f in forms for t in texts)
            ]
            if hits:
                self._right(kind)
                taken.update(hits[: max(1, len(forms))])
            else:
                self._missed(kind, forms[0])
        for i, texts in found.items():
            if i not in taken and not any(same_name(f, t) for forms in optional for f in forms for t in texts):
                self._extra(kind, f"{i}: {min(texts)}")

    def _figures(self) -> None:
        gold = self.gold["figures"]
        neutral = {_figure_key(f) for f in gold if f.get("optional")}
        readings: dict[Any, set[Any]] = defaultdict(set)
        for key in neutral:
            readings[key[:2]].add(key)
        found: dict[Any, list[Item]] = defaultdict(list)
        for f in self._well_formed("figures"):
            found[_figure_key(f)].append(f)
        used: set[Any] = set()
        for g in (f for f in gold if not f.get("optional")):
            spots = [m.span() for m in re.finditer(re.escape(g["text"]), self.raw)]
            keys = [
                _figure_key(g),
                *((g["kind"], number(g["value"]), u) for u in g.get("unit_alt", [])),
                *sorted(readings[_figure_key(g)[:2]]),
            ]
            key = next((k for k in keys if k not in used and any(_near(f, g, spots) for f in found.get(k, []))), None)
            if key is None:
                self._missed("figures", f"{_figure_key(g)} {g['text']}")
                continue
            self._right("figures")
            used.add(key)
            for name, ok, what in max((_agreement(g, f) for f in found[key]), key=lambda a: sum(ok for _, ok, _ in a)):
                self._attribute(name, ok, f"{g['text']}: {what}")
        for key in sorted(set(found) - used - neutral, key=str):
            if key[0] not in ("duration", "measure"):
                self._extra("figures", f"{key} {found[key][0]['text']}")

    def _events(self) -> None:
        found = [e for e in self.found["events"] if e["standing"] == "reported"]
        for g in self.gold["events"]:
            best = max(
                (e for e in found if _is_event(g, e)),
                key=lambda e: sum(_event_checks(g, e).values()),
                default=None,
            )
            if best is None:
                self._missed("events", g["type"])
                continue
            found.remove(best)
            self._right("events")
            for name, ok in _event_checks(g, best).items():
                self._attribute(
                    "event " + name,
                    ok,
                    f"{g['type']}: found {best['type']} {best['from']} {best['place']} {best['organizers']}",
                )
        for event in found[len(self.gold.get("optional_events", [])) :]:
            self._extra("events", f"{event['type']} {event['title']}")


def _codes(codes: Iterable[str | None]) -> set[str]:
    return {c for c in codes if c and not c.startswith("old:") and c != "MA"}


def _digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def _name(person: Any) -> list[str]:
    return [person[0] if isinstance(person, list) else person]


def _figure_key(f: Item) -> tuple[str, Any, str]:
    return f["kind"], number(f["value"]), f["unit"]


def _near(f: Item, g: Item, spots: list[tuple[int, int]]) -> bool:
    return any(f["start"] < e and s < f["end"] for s, e in spots) and len(f["text"]) <= 3 * len(g["text"]) + 20


def _agreement(g: Item, f: Item) -> list[tuple[str, bool, str]]:
    out = []
    for name in ATTRIBUTES:
        if name == "role" and g["kind"] != "money":
            continue
        wants, have = [g.get(name), *g.get(name + "_alt", [])], f[name]
        if name == "place" and any((w or "").startswith("old:") for w in wants):
            continue
        if name == "role":  # 'so much for each' is no total either
            wants, have = (
                ["other" if w == "per_unit" else w for w in wants],
                "other" if have == "per_unit" else have,
            )
        if name == "period":
            wants, have = (
                [tuple((w or {}).get(e) for e in ("from", "to")) for w in wants],
                tuple((have or {}).get(e) for e in ("from", "to")),
            )
        ok = have in wants or (
            name == "programme"
            and any(w and have and (have.startswith(w + "-") or w.startswith(have + "-")) for w in wants)
        )
        out.append((name, ok, f"wanted {wants}, found {have}"))
    return out


def _event_checks(g: Item, e: Item) -> dict[str, bool]:
    slogan = g.get("slogan") or (g.get("optional_slogan") if e["slogan"] else None)
    return {
        "type": e["type"] in [g["type"], *g.get("type_alt", [])],
        "date": e["from"] in [g["from"], *g.get("from_alt", [])] + ([None] if str(g["from"]).startswith("--") else []),
        "place": e["place"] in [g.get("place"), *g.get("place_alt", [])],
        "organizer": not g.get("organizers")
        or bool(g.get("organizers_optional"))
        or any(same_name(o, x) for o in g["organizers"] for x in e["organizers"]),
        "occasion": (e["occasion"] or None) == g.get("occasion"),
        "slogan": bool(slogan) == bool(e["slogan"]) and (not slogan or same_name(slogan, e["slogan"])),
    }


def _is_event(g: Item, e: Item) -> bool:
    checks = _event_checks(g, e)
    solid = sum(checks[c] for c in ("type", "date", "place", "organizer"))
    return solid >= 2 and (checks["type"] or bool(checks["place"] and e["place"]))


def read_gold(*paths: Path) -> list[Item]:
    """The annotations of some files, one article a line."""
    return [json.loads(line) for path in paths for line in path.open(encoding="utf8")]
