"""The lexicon's files hold what their schemas say, point only at what exists, and share no name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import coopdb.lexicon
from coopdb.lexicon import load_lexicon
from tests.lexicon.folding import fold

ROOT = Path(coopdb.lexicon.__file__).parent
DATA, SCHEMAS = ROOT / "data", ROOT / "schemas"
FILES = sorted(p for p in DATA.rglob("*") if p.suffix in {".csv", ".yaml"})
#: Schema of the files in a folder that have none of their own name.
BY_FOLDER = {"vocabularies": "vocabulary", "words": "words"}
ENTITIES = ["institutions", "programmes", "occasions", "sectors", "legal_texts"]

Record = dict[str, Any]


def schema_of(path: Path) -> Any:
    own = SCHEMAS / f"{path.stem}.json"
    path = own if own.exists() else SCHEMAS / f"{BY_FOLDER[path.parent.name]}.json"
    return json.loads(path.read_text("utf-8"))


def key(record: Record) -> str:
    return str(next(record[k] for k in ("id", "code", "code_hcp", "code_1997", "key_ar") if record.get(k)))


def table(name: str) -> list[Record]:
    return load_lexicon()[name]


def names(record: Record) -> Iterator[str]:
    for field in ("name_ar", "name_fr", "name_en", "acronym", "title_ar", "title_fr", "title_en"):
        if record.get(field):
            yield record[field]
    yield from record.get("aliases", [])
    yield from record.get("weak_names", [])


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_holds_what_its_schema_says(path: Path) -> None:
    schema = schema_of(path)
    jsonschema.Draft202012Validator.check_schema(schema)
    faults = [
        f"{list(e.absolute_path)} {e.message[:120]}"
        for e in jsonschema.Draft202012Validator(schema).iter_errors(table(path.stem))
    ]
    assert not faults, "\n".join(faults[:20])


def test_every_schema_is_used() -> None:
    used = {p.stem for p in FILES} | set(BY_FOLDER.values())
    assert {p.stem for p in SCHEMAS.glob("*.json")} <= used


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_two_records_share_a_key(path: Path) -> None:
    keys = [key(r) for r in table(path.stem)]
    assert len(keys) == len(set(keys)), sorted(k for k in set(keys) if keys.count(k) > 1)


@pytest.mark.parametrize("name", ["institutions", "programmes", "occasions", "sectors", "legal_texts"])
def test_no_two_records_share_a_name(name: str) -> None:
    owner: dict[str, str] = {}
    shared = []
    for record in table(name):
        for folded in {fold(n) for n in names(record)}:
            if owner.setdefault(folded, record["id"]) != record["id"]:
                shared.append((folded, owner[folded], record["id"]))
    assert not shared


@pytest.mark.parametrize("name", ["countries", "cities"])
def test_no_two_foreign_places_share_a_name(name: str) -> None:
    owner: dict[str, str] = {}
    for record in table(name):
        for n in [record["name_ar"], *record.get("aliases_ar", "").split("|")]:
            if n:
                assert owner.setdefault(fold(n), key(record)) == key(record), n


@pytest.mark.parametrize("name", ENTITIES)
def test_an_alias_says_something_new(name: str) -> None:
    repeated = []
    for record in table(name):
        folded = [fold(a) for a in record.get("aliases", [])]
        known = {fold(record[f]) for f in ("name_ar", "name_fr", "name_en", "acronym") if record.get(f)}
        repeated += [(record["id"], a) for i, a in enumerate(folded) if a in known or a in folded[:i]]
    assert not repeated


@pytest.mark.parametrize(
    ("name", "field", "target"),
    [
        ("institutions", "parent", "institutions"),
        ("institutions", "successor", "institutions"),
        ("institutions", "portfolios", "institutions"),
        ("institutions", "kind", "institution_kinds"),
        ("programmes", "parent", "programmes"),
        ("programmes", "owner", "institutions"),
        ("programmes", "kind", "programme_kinds"),
        ("occasions", "proclaimed_by", "institutions"),
        ("sectors", "parent", "sectors"),
        ("legal_texts", "kind", "legal_kinds"),
        ("legal_texts", "state", "legal_states"),
        ("units", "kind", "kinds"),
        ("measures", "kind", "kinds"),
        ("cities", "country", "countries"),
        ("provinces", "region_iso", "regions.iso"),
        ("communes", "province_iso", "provinces.iso"),
        ("communes", "province_code", "provinces.code_hcp"),
        ("arrondissements", "commune_code", "communes.code_hcp"),
    ],
)
def test_what_a_record_points_at_exists(name: str, field: str, target: str) -> None:
    other, _, column = target.partition(".")
    known = {r.get(column) if column else key(r) for r in table(other)}
    if target == "provinces.iso":
        known.add("MA-CAS")  # Casablanca's prefecture, which the table splits into its parts
    missing = []
    for record in table(name):
        value = record.get(field) or []
        values = [value] if isinstance(value, str) else value
        missing += [(key(record), v) for v in values if v not in known]
    assert not missing


@pytest.mark.parametrize("name", ["institutions", "programmes", "sectors"])
def test_no_record_is_its_own_ancestor(name: str) -> None:
    parents = {r["id"]: r.get("parent") for r in table(name)}
    for start in parents:
        seen, at = {start}, parents[start]
        while at is not None:
            assert at not in seen, f"{start}: circle over {at}"
            seen.add(at)
            at = parents[at]


@pytest.mark.parametrize("field", ["implements", "amends", "replaces", "replaced_by", "promulgates"])
def test_legal_texts_point_at_texts_of_the_registry(field: str) -> None:
    known = {r["number"] for r in table("legal_texts") if "number" in r}
    pointed = {n for r in table("legal_texts") for n in r.get(field, "").split("; ") if n}
    assert pointed <= known


def test_what_replaces_and_what_is_replaced_agree() -> None:
    texts = {r["number"]: r for r in table("legal_texts") if "number" in r}
    for number, record in texts.items():
        if "replaces" in record:
            assert texts[record["replaces"]].get("replaced_by") == number, number
        if "replaced_by" in record:
            assert record["state"] == "repealed", number


def test_a_legal_number_is_said_once_a_kind() -> None:
    numbers = [(r["kind"], r["number"]) for r in table("legal_texts") if "number" in r]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("name", "first", "last"), [("institutions", "valid_from", "valid_to"), ("programmes", "from", "to")]
)
def test_no_span_ends_before_it_begins(name: str, first: str, last: str) -> None:
    assert not [r["id"] for r in table(name) if first in r and last in r and r[first] > r[last]]


def test_a_legal_text_is_published_after_it_is_issued() -> None:
    both = [r for r in table("legal_texts") if "issued_on" in r and "published_on" in r]
    assert not [r["id"] for r in both if r["published_on"] < r["issued_on"]]


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("institutions", "odco ads entraide-nationale andzoa onssa cnss ica fao un"),
        (
            "programmes",
            "indh indh-phase-1 indh-phase-2 indh-phase-3 indh-programme-1 indh-programme-2 indh-programme-3 "
            "indh-programme-4 mourafaka jisr plan-maroc-vert generation-green al-jil-al-moutadamin "
            "lalla-al-moutaawina moukawalati forsa awrach",
        ),
        (
            "occasions",
            "international-day-of-cooperatives international-year-of-cooperatives national-day-of-cooperatives",
        ),
    ],
)
def test_the_contract_s_ids_are_there(name: str, ids: str) -> None:
    assert set(ids.split()) <= {r["id"] for r in table(name)}


@pytest.mark.parametrize(
    ("vocabulary", "codes"),
    [
        ("kinds", "money count percent area duration measure"),
        (
            "units",
            "cooperative union association enterprise member woman man youth person family beneficiary "
            "project job participant exhibitor stand visitor institution country region province commune "
            "session platform programme decree product other percent day week month year hour m2 ha km2 t kg "
            "l km kW MAD EUR USD",
        ),
        ("qualifiers", "exact about over under at_least at_most"),
        ("statuses", "reported target"),
        ("roles", "total contribution per_unit capital turnover price other"),
        ("settings", "rural urban"),
        (
            "event_types",
            "meeting caravan fair ceremony conference training competition launch signing visit campaign other",
        ),
        ("event_standings", "reported mentioned"),
        ("item_kinds", "session topic presentation recommendation commitment result"),
        ("legal_kinds", "law framework_law decree dahir order convention constitution"),
        ("date_bases", "stated inferred"),
    ],
)
def test_the_contract_s_codes_have_labels(vocabulary: str, codes: str) -> None:
    assert set(codes.split()) <= {r["id"] for r in table(vocabulary)}


def test_the_law_of_cooperatives_is_dated() -> None:
    law = next(r for r in table("legal_texts") if r.get("number") == "112.12")
    assert (law["issued_on"], law["replaces"]) == ("2014-11-21", "24.83")


@pytest.mark.parametrize("name", ENTITIES)
def test_names_are_written_cleanly(name: str) -> None:
    written = [(r["id"], n) for r in table(name) for n in names(r)]
    assert not [(i, n) for i, n in written if n != " ".join(n.split()).strip("،,؛")]
