"""The lexicon's records as rows of the reference tables, in the order of their foreign keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table

from coopdb.lexicon import Lexicon
from coopdb.storing.tables import reference as tables
from coopdb.storing.vocabularies import own_words

Record = dict[str, Any]
Rows = list[Record]

VOCABULARIES: tuple[Table, ...] = (
    tables.KINDS,
    tables.UNITS,
    tables.MEASURES,
    tables.QUALIFIERS,
    tables.STATUSES,
    tables.ROLES,
    tables.SETTINGS,
    tables.EVENT_TYPES,
    tables.EVENT_STANDINGS,
    tables.ITEM_KINDS,
    tables.PARTICIPATION_ROLES,
    tables.DATE_BASES,
    tables.DATE_PRECISIONS,
    tables.LEGAL_KINDS,
    tables.LEGAL_STATES,
    tables.INSTITUTION_KINDS,
    tables.PROGRAMME_KINDS,
    tables.COOPERATIVE_KINDS,
    tables.LANGUAGES,
    tables.PLACE_LEVELS,
    tables.PART_KINDS,
    tables.NOT_COUNTED_REASONS,
    tables.CHOICE_REASONS,
    tables.CONFLICT_REASONS,
    tables.SECTORS,
    tables.OCCASIONS,
)
PART_LISTS = {"principles": "principle", "objectives": "objective", "axes": "axis", "parts": "part"}


def reference_rows(lexicon: Lexicon) -> Iterator[tuple[Table, Rows]]:
    """Give each reference table its rows, those that others name before those that name them."""
    own = own_words()
    for table in VOCABULARIES:
        yield table, _words(table, lexicon[table.name] + (own.get(table.name) or []))
    yield from _land(lexicon, own["countries"])
    yield tables.INSTITUTIONS, [_institution(r) for r in lexicon["institutions"]]
    yield tables.PROGRAMMES, [_programme(r) for r in lexicon["programmes"]]
    yield tables.PLATFORMS, [_platform(r) for r in lexicon["programmes"] if r.get("kind") == "platform"]
    yield tables.PROGRAMME_PARTS, list(_parts(lexicon["programmes"]))
    laws = lexicon["legal_texts"]
    numbers = {(str(r["kind"]), str(r.get("number"))): str(r["id"]) for r in laws}
    yield tables.LEGAL_REFERENCES, [_law(r, numbers) for r in laws]
    yield tables.LEGAL_REPLACEMENTS, list(_replacements(laws, numbers))
    # Those that are neither institution nor programme; the others are made of these in SQL.
    yield tables.PAYERS, [_texts(r, "id", "kind") | _names(r) | {"is_known": True} for r in own["payers"]]


def _words(table: Table, records: Iterable[Record]) -> Rows:
    fixed = {"is_known": True}
    columns = [column.name for column in table.columns if column.name not in ("position", "is_known")]
    return [
        {column: _plain(record.get(column)) for column in columns} | fixed | {"position": position}
        for position, record in enumerate(records, 1)
    ]


def _land(lexicon: Lexicon, own: Rows) -> Iterator[tuple[Table, Rows]]:
    countries = lexicon["countries"]
    countries = [*(r for r in own if r["code"] not in {c["code"] for c in countries}), *countries]
    # A country that an institution is of, and that has no row of its own yet, must not stop the load.
    held = {r["code"] for r in countries}
    abroad = {str(r["jurisdiction"]) for r in lexicon["institutions"] if len(str(r.get("jurisdiction"))) == 2}
    countries = [*countries, *({"code": code} for code in sorted(abroad - held))]
    provinces = [r for r in lexicon["provinces"] if r.get("iso") and not r.get("parent")]
    yield tables.COUNTRIES, [{"code": r["code"], **_names(r)} for r in countries]
    yield (
        tables.REGIONS,
        [
            {
                "code": r["iso"],
                "code_hcp": r["code_hcp"],
                **_names(r),
                "seat_province_hcp": r.get("seat_province"),
            }
            | _wholes(r, "population_2024")
            for r in lexicon["regions"]
        ],
    )
    yield tables.FORMER_REGIONS, [_former_region(r) for r in lexicon["regions_1997"]]
    yield tables.PROVINCES, [_province(r) for r in provinces]
    yield (
        tables.COMMUNES,
        [
            {"code": r["code_hcp"], "kind": r.get("kind"), **_names(r), "province_code": r["province_iso"]}
            | _wholes(r, "population_2024", "population_2014", "households_2024")
            for r in lexicon["communes"]
        ],
    )
    yield (
        tables.ARRONDISSEMENTS,
        [
            {"code": r["code_hcp"], **_names(r), "commune_code": r.get("commune_code")}
            | {"province_code": r["province_iso"], **_wholes(r, "population_2024")}
            for r in lexicon["arrondissements"]
        ],
    )
    region_of = {r["iso"]: r["region_iso"] for r in provinces}
    yield (
        tables.PLACES,
        [
            *(_place(r, "country", r["code"], country=r["code"]) for r in countries),
            *(_place(r, "region", r["iso"], region=r["iso"]) for r in lexicon["regions"]),
            *(_place(r, "former_region", f"old:{r['code_1997']}") for r in lexicon["regions_1997"]),
            *(_place(r, "province", r["iso"], r["iso"], r["region_iso"]) for r in provinces),
            *(
                _place(r, level, r["code_hcp"], r["province_iso"], region_of.get(r["province_iso"]))
                for level, name in (("commune", "communes"), ("arrondissement", "arrondissements"))
                for r in lexicon[name]
            ),
        ],
    )


def _former_region(r: Record) -> Record:
    is_same_land = r.get("single_successor") == "yes"
    return {
        "code": f"old:{r['code_1997']}",
        "iso_1997": r.get("iso_1997"),
        **_names(r),
        "same_land_as": r.get("main_successor") if is_same_land else None,
    }


def _province(r: Record) -> Record:
    return {
        "code": r["iso"],
        "code_hcp": r["code_hcp"],
        "kind": r.get("kind") or "province",
        **_names(r),
        "region_code": r["region_iso"],
        "former_region_code": f"old:{r['region_1997']}" if r.get("region_1997") else None,
        **_wholes(r, "created", "population_2024"),
    }


def _place(
    r: Record,
    level: str,
    code: str,
    province: str | None = None,
    region: str | None = None,
    country: str = "MA",
) -> Record:
    return {
        "code": code,
        "level": level,
        **_names(r),
        "province_code": province,
        "region_code": region,
        "country_code": country,
        **_wholes(r, "population_2024"),
        "sort_key_ar": r.get("key_ar") or r.get("name_ar"),
        "is_known": True,
    }


def _institution(r: Record) -> Record:
    return {
        **_texts(r, "id", "acronym", "kind", "jurisdiction", "source"),
        **_names(r),
        "parent_id": _plain(r.get("parent")),
        **_wholes(r, "valid_from", "valid_to"),
        "is_known": True,
    }


def _programme(r: Record) -> Record:
    return {
        **_texts(r, "id", "acronym", "kind", "purpose_ar", "purpose_fr", "purpose_en", "source"),
        **_names(r),
        "parent_id": _plain(r.get("parent")),
        "owner_id": _plain(r.get("owner")),
        "starts": _whole(r.get("from")),
        "ends": _whole(r.get("to")),
        "is_known": True,
    }


def _platform(r: Record) -> Record:
    parent = _plain(r.get("parent"))
    return {
        "id": r["id"],
        "owner_id": _plain(r.get("owner")),
        "parent_id": parent,
        "parent_basis": (_plain(r.get("parent_basis")) or "stated") if parent else None,
    }


def _parts(programmes: list[Record]) -> Iterator[Record]:
    """What a programme lists as its parts, and the programmes that name it as their parent."""
    for r in programmes:
        for field, kind in PART_LISTS.items():
            for position, part in enumerate(r.get(field) or [], 1):
                part_id = str(part.get("id") or f"{kind}-{position}")
                yield _part(r["id"], part_id, kind, position, part, part.get("source") or r.get("source"))
    for position, r in enumerate((r for r in programmes if r.get("parent")), 1):
        part_kind = str(r["kind"]) if r.get("kind") in ("phase", "component", "axis") else "part"
        yield _part(r["parent"], r["id"], part_kind, position, r, r.get("source"))


def _part(programme: str, part: str, kind: str, position: int, named: Record, source: object) -> Record:
    row = {"programme_id": programme, "part_id": part, "kind": kind, "position": position}
    return row | _names(named) | {"source": _plain(source)}


def _law(r: Record, numbers: dict[tuple[str, str], str]) -> Record:
    return {
        **_texts(r, "id", "kind", "number", "title_ar", "title_fr", "title_en", "source"),
        "legal_status": _plain(r.get("state")),
        "issued_on": _day(r.get("issued_on")),
        "published_on": _day(r.get("published_on")),
        "implements_id": next(_laws_named(r, "implements", numbers), None),
        "is_known": True,
    }


def _replacements(laws: list[Record], numbers: dict[tuple[str, str], str]) -> Iterator[Record]:
    for r in laws:
        for older in _laws_named(r, "replaces", numbers):
            yield {"newer_id": r["id"], "older_id": older}
        for newer in _laws_named(r, "replaced_by", numbers):
            yield {"newer_id": newer, "older_id": r["id"]}


def _laws_named(r: Record, field: str, numbers: dict[tuple[str, str], str]) -> Iterator[str]:
    """Find the texts that a record names by number: of its own kind first, as numbers repeat."""
    said = r.get(field) or []
    for number in said if isinstance(said, list) else [said]:
        same = numbers.get((str(r["kind"]), str(number)))
        other = (i for (_, n), i in sorted(numbers.items()) if str(number) in (n, i))
        found = same or next(other, None)
        if found is not None and found != r["id"]:
            yield found


def _names(record: Record) -> Record:
    return _texts(record, "name_ar", "name_fr", "name_en")


def _texts(record: Record, *fields: str) -> Record:
    return {field: _plain(record.get(field)) for field in fields}


def _wholes(record: Record, *fields: str) -> Record:
    return {field: _whole(record.get(field)) for field in fields}


def _plain(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _day(value: object) -> str | None:
    """A whole day as written; a year or a month alone is no day."""
    text = _plain(value)
    return text if text is not None and len(text) == 10 else None


def _whole(value: object) -> int | None:
    """A whole number; of a date, its year."""
    text = _plain(value)
    return None if text is None else int(text.partition("-")[0])
