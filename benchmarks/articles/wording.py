"""The words that articles are made of: sentence templates and phrases of our own, names of the lexicon."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from coopdb.lexicon import load_lexicon

TEMPLATES = Path(__file__).parent / "templates"


@functools.cache
def load_phrases() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((TEMPLATES / "phrases.yaml").read_text("utf-8"))
    return loaded


@functools.cache
def load_words() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load((TEMPLATES / "words.yaml").read_text("utf-8"))
    return loaded


_KINDS = {"prefecture": "عمالة"}
_SLOT = re.compile(r"\{([a-z_0-9]+)(?::([^}]*))?\}")
Template = tuple[str | tuple[str, str], ...]


@functools.cache
def load_templates(sort: str) -> list[Template]:
    """The sentences of a sort: plain text and slots (name, argument) in turn."""
    lines = (TEMPLATES / f"{sort}.txt").read_text("utf-8").splitlines()
    found = []
    for line in lines:
        if line and not line.startswith("#"):
            parts = _SLOT.split(line)
            slots = zip(parts[1::3], (p or "" for p in parts[2::3]), strict=True)
            pieces: list[str | tuple[str, str]] = [parts[0]]
            for slot, text in zip(slots, parts[3::3], strict=True):
                pieces += [slot, text]
            found.append(tuple(pieces))
    return found


@dataclass(frozen=True)
class World:
    """What the lexicon lends: names of places, programmes, laws and people."""

    provinces: list[tuple[str, str, str, list[str]]]  # ISO code, `إقليم …`, region, communes
    programmes: dict[str, str]
    laws: list[tuple[str, str, str]]  # kind, number, title
    men: list[str]
    women: list[str]


@functools.cache
def load_world() -> World:
    lexicon = load_lexicon()
    regions = {r["code_hcp"]: r["name_ar"] for r in lexicon["regions"]}
    shared = {c["key_ar"] for c in lexicon["ambiguous_names"]}
    communes: dict[str, list[str]] = {}
    for c in lexicon["communes"]:
        if c["key_ar"] not in shared and not c.get("common_word"):
            communes.setdefault(c["province_code"], []).append(c["name_ar"])
    provinces = [
        (p["iso"], f"{_KINDS.get(p['kind'], 'إقليم')} {p['name_ar']}", regions[p["region_code"]], towns)
        for p in lexicon["provinces"]
        if p.get("iso") and p["bare_match"] == "yes" and (towns := communes.get(p["code_hcp"]))
    ]
    names = {r["id"]: r["name_ar"] for r in lexicon["programmes"]}
    given = {r["id"]: sorted(set(r["forms"])) for r in lexicon["given_names"]}
    return World(
        provinces,
        {p: names[p] for p in load_phrases()["programmes"]},
        [
            (r["kind"], r["number"], r["title_ar"])
            for r in lexicon["legal_texts"]
            if r.get("number") and r["kind"] in ("law", "decree", "dahir")
        ],
        given["men"],
        given["women"],
    )
