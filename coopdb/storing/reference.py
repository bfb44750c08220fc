"""The lexicon in the reference tables: the same lexicon twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg
import yaml
from sqlalchemy import Table

from coopdb.lexicon import Lexicon
from coopdb.storing.connecting import Connection
from coopdb.storing.copying import Row, merge_rows
from coopdb.storing.errors import ReferenceRefused
from coopdb.storing.sql import script
from coopdb.storing.tables import reference as tables

Record = dict[str, Any]
Maker = Callable[[Record, int], Row | None]

OWN_WORDS = Path(__file__).parent / "vocabularies.yaml"

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
NAMES = ("name_ar", "name_fr", "name_en")


def load_reference(connection: Connection, lexicon: Lexicon) -> bool:
    """Bring the reference tables to what the lexicon says, and say whether anything was to do.

    Runs inside the caller's transaction, under the writers' lock.
    """
    held = connection.execute("SELECT hash FROM coopdb.lexicon_loads").fetchone()
    wanted = f"{lexicon.hash}+{_own_words_hash()}"
    if held is not None and held[0] == wanted:
        return False
    try:
        _merge_all(connection, lexicon)
        connection.execute(script("reference"))
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
    except psycopg.IntegrityError as error:
        raise ReferenceRefused(reason=_one_line(error)) from error
    connection.execute(
        "INSERT INTO coopdb.lexicon_loads (id, hash) VALUES (1, %s)"
        " ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, loaded_at = now()",
        [wanted],
    )
    return True


def _merge_all(connection: Connection, lexicon: Lexicon) -> None:
    own = yaml.safe_load(OWN_WORDS.read_text("utf-8"))
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in VOCABULARIES:
        columns = [c.name for c in table.columns]
        records = lexicon[table.name] + (own.get(table.name) or [])
        _merge(connection, table, columns, records, _vocabulary_row(columns))
    for table, name, columns, make in _entities(lexicon):
        _merge(connection, table, columns, lexicon[name], make)
    _merge(
        connection,
        tables.PROGRAMME_PARTS,
        ["programme_id", "part_id", "kind", "position", *NAMES, "source"],
        list(_parts(lexicon)),
        lambda r, _: list(r.values()),
    )
    laws = lexicon["legal_texts"]
    by_number = {(r["kind"], str(r.get("number"))): r["id"] for r in laws}
    _merge(
        connection,
        tables.LEGAL_REPLACEMENTS,
        ["newer_id", "older_id"],
        list(_replacements(laws, by_number)),
        lambda r, _: list(r.values()),
    )


def _merge(
    connection: Connection, table: Table, columns: list[str], records: Iterable[Record], make: Maker
) -> None:
    keys = [columns.index(c.name) for c in table.primary_key]
    rows: dict[tuple[Any, ...], Row] = {}
    for position, record in enumerate(records, 1):
        row = make(record, position)
        if row is not None:
            rows[tuple(row[k] for k in keys)] = row
    merge_rows(connection, table, columns, list(rows.values()))


def _vocabulary_row(columns: list[str]) -> Maker:
    def make(record: Record, position: int) -> Row:
        fixed = {"position": position, "is_known": True}
        return [fixed.get(column, _plain(record.get(column))) for column in columns]

    return make


def _entities(lexicon: Lexicon) -> Iterable[tuple[Table, str, list[str], Maker]]:
    """Which table takes which records, in the order in which they name each other."""
    seats = {"population_2024": int}
    yield _take(tables.COUNTRIES, "countries", {"code": "code"})
    yield _take(tables.REGIONS, "regions", {"code": "iso", "code_hcp": "code_hcp", "seat_province_hcp": "seat_province"}, seats)
    regions = {r["code_hcp"]: r["iso"] for r in lexicon["regions"]}
    provinces = {r["code_hcp"]: r.get("iso") for r in lexicon["provinces"]}
    former = "regions_1997"
    yield (
        tables.FORMER_REGIONS,
        former,
        ["code", "iso_1997", *NAMES, "same_land_as"],
        lambda r, _: [
            f"old:{r['code_1997']}",
            r.get("iso_1997"),
            *_names(r),
            r.get("main_successor") if r.get("single_successor") == "yes" else None,
        ],
    )
    yield (
        tables.PROVINCES,
        "provinces",
        ["code", "code_hcp", "kind", *NAMES, "region_code", "former_region_code", "created", "population_2024"],
        lambda r, _: None
        if not r.get("iso") or r.get("parent")
        else [
            r["iso"],
            r["code_hcp"],
            r.get("kind") or "province",
            *_names(r),
            r.get("region_iso") or regions.get(r.get("region_code", "")),
            f"old:{r['region_1997']}" if r.get("region_1997") else None,
            _whole(r.get("created")),
            _whole(r.get("population_2024")),
        ],
    )
    yield (
        tables.COMMUNES,
        "communes",
        ["code", "kind", *NAMES, "province_code", "population_2024", "population_2014", "households_2024"],
        lambda r, _: [
            r["code_hcp"],
            r.get("kind"),
            *_names(r),
            r.get("province_iso") or provinces.get(r.get("province_code", "")),
            *[_whole(r.get(c)) for c in ("population_2024", "population_2014", "households_2024")],
        ],
    )
    yield (
        tables.ARRONDISSEMENTS,
        "arrondissements",
        ["code", *NAMES, "commune_code", "province_code", "population_2024"],
        lambda r, _: [r["code_hcp"], *_names(r), r.get("commune_code"), r.get("province_iso"), _whole(r.get("population_2024"))],
    )
    yield _levels(lexicon)
    yield (
        tables.INSTITUTIONS,
        "institutions",
        ["id", *NAMES, "acronym", "kind", "parent_id", "jurisdiction", "valid_from", "valid_to", "source", "is_known"],
        lambda r, _: [
            r["id"],
            *_names(r),
            *[_plain(r.get(c)) for c in ("acronym", "kind", "parent", "jurisdiction")],
            _whole(r.get("valid_from")),
            _whole(r.get("valid_to")),
            _plain(r.get("source")),
            True,
        ],
    )
    yield (
        tables.PROGRAMMES,
        "programmes",
        ["id", *NAMES, "acronym", "kind", "parent_id", "owner_id", "starts", "ends"]
        + ["purpose_ar", "purpose_fr", "purpose_en", "source", "is_known"],
        lambda r, _: [
            r["id"],
            *_names(r),
            *[_plain(r.get(c)) for c in ("acronym", "kind", "parent", "owner")],
            _whole(r.get("from")),
            _whole(r.get("to")),
            *[_plain(r.get(c)) for c in ("purpose_ar", "purpose_fr", "purpose_en", "source")],
            True,
        ],
    )
    yield (
        tables.PLATFORMS,
        "programmes",
        ["id", "owner_id", "parent_id", "same_as_id", "same_as_basis"],
        lambda r, _: None
        if r.get("kind") != "platform"
        else [r["id"], r.get("owner"), r.get("parent"), r.get("same_as"), "inferred" if r.get("same_as") else None],
    )
    numbers = {(r["kind"], str(r.get("number"))): r["id"] for r in lexicon["legal_texts"]}
    yield (
        tables.LEGAL_REFERENCES,
        "legal_texts",
        ["id", "kind", "number", "title_ar", "title_fr", "title_en", "legal_status", "issued_on", "published_on"]
        + ["implements_id", "source", "is_known"],
        lambda r, _: [
            *[_plain(r.get(c)) for c in ("id", "kind", "number", "title_ar", "title_fr", "title_en", "state")],
            *[_day(r.get(c)) for c in ("issued_on", "published_on")],
            _law(r.get("implements"), r["kind"], numbers),
            _plain(r.get("source")),
            True,
        ],
    )


def _take(
    table: Table, name: str, renamed: dict[str, str], numbers: dict[str, Any] | None = None
) -> tuple[Table, str, list[str], Maker]:
    columns = [*renamed, *NAMES, *(numbers or {})]
    return (
        table,
        name,
        columns,
        lambda r, _: [*[r.get(old) for old in renamed.values()], *_names(r), *[_whole(r.get(n)) for n in numbers or ()]],
    )


def _levels(lexicon: Lexicon) -> tuple[Table, str, list[str], Maker]:
    """The places of all levels, out of the tables that `lexicon` has one by one."""
    every: list[Record] = [
        *(r | {"code": r["code"], "level": "country"} for r in lexicon["countries"]),
        *(r | {"code": r["iso"], "level": "region", "of_region": r["iso"]} for r in lexicon["regions"]),
        *(r | {"code": f"old:{r['code_1997']}", "level": "former_region"} for r in lexicon["regions_1997"]),
        *(
            r | {"code": r["iso"], "level": "province", "of_province": r["iso"], "of_region": r["region_iso"]}
            for r in lexicon["provinces"]
            if r.get("iso") and not r.get("parent")
        ),
        *(r | {"code": r["code_hcp"], "level": "commune", "of_province": r["province_iso"]} for r in lexicon["communes"]),
        *(
            r | {"code": r["code_hcp"], "level": "arrondissement", "of_province": r["province_iso"]}
            for r in lexicon["arrondissements"]
        ),
    ]
    if not any(r["code"] == "MA" for r in every):
        every.insert(0, {"code": "MA", "level": "country", "name_ar": "المغرب", "name_fr": "Maroc", "name_en": "Morocco"})
    # An institution of a country that has no row of its own yet must not stop the load.
    held = {r["code"] for r in every}
    abroad = {str(r["jurisdiction"]) for r in lexicon["institutions"] if r.get("jurisdiction")} - held
    every.extend({"code": code, "level": "country"} for code in sorted(abroad) if len(code) == 2)
    regions = {r["iso"]: r["region_iso"] for r in lexicon["provinces"] if r.get("iso")}
    lexicon.tables["places_of_all_levels"] = every
    return (
        tables.PLACES,
        "places_of_all_levels",
        ["code", "level", *NAMES, "province_code", "region_code", "country_code", "population_2024", "sort_key_ar", "is_known"],
        lambda r, _: [
            r["code"],
            r["level"],
            *_names(r),
            r.get("of_province"),
            r.get("of_region") or regions.get(r.get("of_province", "")),
            r["code"] if r["level"] == "country" else "MA",
            _whole(r.get("population_2024")),
            r.get("key_ar") or r.get("name_ar"),
            True,
        ],
    )


def _parts(lexicon: Lexicon) -> Iterable[Record]:
    kinds = {"phase", "component", "axis"}
    for r in lexicon["programmes"]:
        for field, kind in PART_LISTS.items():
            for position, part in enumerate(r.get(field) or [], 1):
                part_id = str(part.get("id") or f"{kind}-{position}")
                yield _part(r["id"], part_id, kind, position, part, part.get("source") or r.get("source"))
    position = 0
    for r in lexicon["programmes"]:
        if r.get("parent"):
            position += 1
            kind = r.get("kind") if r.get("kind") in kinds else "part"
            yield _part(r["parent"], r["id"], str(kind), position, r, r.get("source"))


def _part(programme: str, part: str, kind: str, position: int, names: Record, source: object) -> Record:
    row = {"programme_id": programme, "part_id": part, "kind": kind, "position": position}
    return row | dict(zip(NAMES, _names(names), strict=True)) | {"source": _plain(source)}


def _replacements(laws: list[Record], by_number: dict[tuple[str, str], str]) -> Iterable[Record]:
    for r in laws:
        for field, newer in (("replaces", True), ("replaced_by", False)):
            said = r.get(field) or []
            for number in said if isinstance(said, list) else [said]:
                other = _law(number, r["kind"], by_number)
                if other is not None:
                    pair = (r["id"], other) if newer else (other, r["id"])
                    yield {"newer_id": pair[0], "older_id": pair[1]}


def _law(number: object, kind: str, by_number: dict[tuple[str, str], str]) -> str | None:
    """Find the text of a number: one of the same kind first, since numbers repeat between kinds."""
    if isinstance(number, list):
        number = number[0] if number else None
    if number is None:
        return None
    same = by_number.get((kind, str(number)))
    return same or next((i for (_, n), i in sorted(by_number.items()) if str(number) in (n, i)), None)


def _names(record: Record) -> list[str | None]:
    return [_plain(record.get(name)) for name in NAMES]


def _plain(value: object) -> str | None:
    return None if value is None or value == "" else str(value)


def _day(value: object) -> str | None:
    """A whole day as written; a year or a month alone is no day."""
    text = _plain(value)
    return text if text is not None and len(text) == 10 else None


def _whole(value: object) -> int | None:
    return None if value is None or value == "" else int(str(value)[:4] if "-" in str(value) else str(value))


def _one_line(error: psycopg.Error) -> str:
    said = [error.diag.message_primary, error.diag.message_detail]
    return "; ".join(part.rstrip(".") for part in said if part) or str(error)


def _own_words_hash() -> str:
    import hashlib

    return hashlib.sha256(OWN_WORDS.read_bytes()).hexdigest()[:12]
