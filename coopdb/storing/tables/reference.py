"""Reference tables: what is known before any article is read, and what articles add to it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, DateTime, Integer, PrimaryKeyConstraint, Table, func

from coopdb.storing.tables.base import is_known, labels, ref, table, words


def vocabulary(name: str, comment: str, *extra: Column[Any]) -> Table:
    """A list of codes with their labels in three languages."""
    return table(
        name,
        comment,
        words("id", primary_key=True),
        Column("position", Integer, nullable=False, server_default="0"),
        *labels(),
        words("description_en"),
        *extra,
        is_known(),
    )


KINDS = vocabulary("kinds", "What a figure is: money, count, percent …")
UNITS = vocabulary("units", "Units of figures, currencies included", words("kind"), words("ucum"))
MEASURES = vocabulary("measures", "What a figure tells about", words("kind"))
QUALIFIERS = vocabulary("qualifiers", "How exact an article says that a value is")
STATUSES = vocabulary("statuses", "Whether a figure is reported or a target")
ROLES = vocabulary("roles", "What a sum of money is in its context")
SETTINGS = vocabulary("settings", "Rural or urban")
EVENT_TYPES = vocabulary("event_types", "What sort of event it is")
EVENT_STANDINGS = vocabulary("event_standings", "Whether an article is about the event or mentions it")
ITEM_KINDS = vocabulary("item_kinds", "What happened in an event")
PARTICIPATION_ROLES = vocabulary("participation_roles", "As what somebody took part in an event")
DATE_BASES = vocabulary("date_bases", "On what a date stands")
DATE_PRECISIONS = vocabulary("date_precisions", "How far a date goes")
LEGAL_KINDS = vocabulary("legal_kinds", "What sort of text a legal text is")
LEGAL_STATES = vocabulary("legal_states", "Whether a legal text is in force")
INSTITUTION_KINDS = vocabulary("institution_kinds", "What sort of body an institution is")
PROGRAMME_KINDS = vocabulary("programme_kinds", "What sort of thing a programme is")
COOPERATIVE_KINDS = vocabulary("cooperative_kinds", "Cooperative, union or economic interest group")
LANGUAGES = vocabulary("languages", "Languages of articles and labels")
PLACE_LEVELS = vocabulary("place_levels", "Country, region, province, commune …")
PART_KINDS = vocabulary("part_kinds", "Phase, axis, principle, objective … of a programme")
NOT_COUNTED_REASONS = vocabulary("not_counted_reasons", "Why a sum is in no total")
CHOICE_REASONS = vocabulary("choice_reasons", "Why a fact has the value that it has")
CONFLICT_REASONS = vocabulary("conflict_reasons", "What is wrong between claims")
SECTORS = vocabulary("sectors", "Trades and sectors of the economy")
OCCASIONS = vocabulary("occasions", "International days, years and other occasions")

COUNTRIES = table("countries", "Countries, ISO 3166-1", words("code", primary_key=True), *labels())
REGIONS = table(
    "regions",
    "The twelve regions of 2015",
    words("code", primary_key=True),
    words("code_hcp", nullable=False, unique=True),
    *labels(),
    words("seat_province_hcp"),
    Column("population_2024", Integer),
)
FORMER_REGIONS = table(
    "former_regions",
    "The sixteen regions of 1997 to 2015; their old ISO codes meant other regions than the present ones",
    words("code", primary_key=True),
    words("iso_1997"),
    *labels(),
    ref("same_land_as", "regions.code"),
)
PROVINCES = table(
    "provinces",
    "Provinces and prefectures, ISO 3166-2; Casablanca with its districts is one",
    words("code", primary_key=True),
    words("code_hcp", nullable=False, unique=True),
    words("kind", nullable=False),
    *labels(),
    ref("region_code", "regions.code", nullable=False),
    ref("former_region_code", "former_regions.code"),
    Column("created", Integer),
    Column("population_2024", Integer),
)
COMMUNES = table(
    "communes",
    "Communes, HCP codes of 2024",
    words("code", primary_key=True),
    words("kind"),
    *labels(),
    ref("province_code", "provinces.code", nullable=False, index=True),
    Column("population_2024", Integer),
    Column("population_2014", Integer),
    Column("households_2024", Integer),
)
ARRONDISSEMENTS = table(
    "arrondissements",
    "Districts of the largest cities, HCP codes of 2024",
    words("code", primary_key=True),
    *labels(),
    ref("commune_code", "communes.code", later=True),
    ref("province_code", "provinces.code", nullable=False, index=True),
    Column("population_2024", Integer),
)
PLACES = table(
    "places",
    "Every place that a figure or an event can have, of whatever level",
    words("code", primary_key=True),
    ref("level", "place_levels.id", nullable=False),
    *labels(),
    ref("province_code", "provinces.code", index=True),
    ref("region_code", "regions.code", index=True),
    words("country_code"),
    Column("population_2024", Integer),
    words("sort_key_ar"),
    is_known(),
)
PLACE_CONTAINMENTS = table(
    "place_containments",
    "Every pair of a place and one that holds it, itself included",
    ref("place_code", "places.code", gone="CASCADE"),
    ref("wider_code", "places.code", gone="CASCADE", index=True),
    PrimaryKeyConstraint("place_code", "wider_code"),
)
INSTITUTIONS = table(
    "institutions",
    "Institutions; a regional branch is a row of its own under its parent",
    words("id", primary_key=True),
    *labels(),
    words("acronym"),
    ref("kind", "institution_kinds.id"),
    ref("parent_id", "institutions.id", later=True, index=True),
    ref("jurisdiction", "places.code"),
    Column("valid_from", Integer),
    Column("valid_to", Integer),
    words("source"),
    is_known(),
    CheckConstraint("valid_to >= valid_from", name="validity"),
    CheckConstraint("parent_id <> id", name="parent"),
)
INSTITUTION_ANCESTORS = table(
    "institution_ancestors",
    "Every pair of an institution and one above it, itself included",
    ref("institution_id", "institutions.id", gone="CASCADE"),
    ref("ancestor_id", "institutions.id", gone="CASCADE", index=True),
    PrimaryKeyConstraint("institution_id", "ancestor_id"),
)
PROGRAMMES = table(
    "programmes",
    "Programmes, strategies and competitions; a phase or a part is a row under its parent",
    words("id", primary_key=True),
    *labels(),
    words("acronym"),
    ref("kind", "programme_kinds.id"),
    ref("parent_id", "programmes.id", later=True, index=True),
    ref("owner_id", "institutions.id", later=True),
    Column("starts", Integer),
    Column("ends", Integer),
    words("purpose_ar"),
    words("purpose_fr"),
    words("purpose_en"),
    words("source"),
    is_known(),
    CheckConstraint("ends >= starts", name="span"),
    CheckConstraint("parent_id <> id", name="parent"),
)
PROGRAMME_ANCESTORS = table(
    "programme_ancestors",
    "Every pair of a programme and one above it, itself included",
    ref("programme_id", "programmes.id", gone="CASCADE"),
    ref("ancestor_id", "programmes.id", gone="CASCADE", index=True),
    PrimaryKeyConstraint("programme_id", "ancestor_id"),
)
PROGRAMME_PARTS = table(
    "programme_parts",
    "Phases, axes, principles and objectives of a programme",
    ref("programme_id", "programmes.id", gone="CASCADE"),
    words("part_id"),
    ref("kind", "part_kinds.id", nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),
    *labels(),
    words("source"),
    PrimaryKeyConstraint("programme_id", "part_id"),
)
PLATFORMS = table(
    "platforms",
    "Digital platforms: whose they are and what they are for",
    ref("id", "programmes.id", gone="CASCADE", primary_key=True),
    ref("owner_id", "institutions.id", later=True),
    ref("parent_id", "programmes.id", later=True),
    # Whether somebody says that it is a part of the other, or only all speaks for it.
    ref("parent_basis", "date_bases.id"),
)
PAYERS = table(
    "payers",
    "Who pays: an institution, a programme, or the beneficiaries themselves",
    words("id", primary_key=True),
    words("kind", nullable=False),
    ref("institution_id", "institutions.id", gone="CASCADE"),
    ref("programme_id", "programmes.id", gone="CASCADE"),
    *labels(),
    is_known(),
)
LEGAL_REFERENCES = table(
    "legal_references",
    "Legal texts; the law of 2014 is one row, however it is printed",
    words("id", primary_key=True),
    ref("kind", "legal_kinds.id"),
    words("number"),
    words("title_ar"),
    words("title_fr"),
    words("title_en"),
    ref("legal_status", "legal_states.id"),
    Column("issued_on", Date),
    Column("published_on", Date),
    ref("implements_id", "legal_references.id", later=True),
    words("source"),
    is_known(),
)
LEGAL_REPLACEMENTS = table(
    "legal_replacements",
    "Which legal text took the place of which",
    ref("newer_id", "legal_references.id", gone="CASCADE"),
    ref("older_id", "legal_references.id", gone="CASCADE", index=True),
    PrimaryKeyConstraint("newer_id", "older_id"),
)
COOPERATIVES = table(
    "cooperatives",
    "Cooperatives, unions and economic interest groups that articles name",
    words("id", primary_key=True),
    words("name_ar", nullable=False),
    ref("kind", "cooperative_kinds.id"),
    words("trade"),
    ref("place_code", "places.code"),
    ref("commune_code", "places.code"),
)
PEOPLE = table(
    "people",
    "People whom articles name with a position or as speakers",
    words("id", primary_key=True),
    words("name_ar", nullable=False),
)
POSITIONS = table(
    "positions",
    "As what a person is named, and for whom",
    words("id", primary_key=True),
    ref("person_id", "people.id", nullable=False, gone="CASCADE", index=True),
    words("position_ar"),
    ref("institution_id", "institutions.id"),
    words("institution_ar"),
    Column("n_articles", Integer, nullable=False, server_default="0"),
)
LEXICON_LOADS = table(
    "lexicon_loads",
    "Which lexicon the reference tables hold",
    Column("id", Integer, primary_key=True, autoincrement=False),
    words("hash", nullable=False),
    Column("loaded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("id = 1", name="one_row"),
)
SETTINGS_OF_DATABASE = table(
    "database_settings",
    "Names of the roles and what else belongs to this database alone",
    words("name", primary_key=True),
    words("value"),
)
DICTIONARY = table(
    "dictionary_entries",
    "The meaning of each column of each view, in three languages",
    words("view_name"),
    words("column_name"),
    Column("position", Integer, nullable=False),
    words("unit"),
    words("description_ar", nullable=False),
    words("description_fr", nullable=False),
    words("description_en", nullable=False),
    PrimaryKeyConstraint("view_name", "column_name"),
)
QUESTIONS = table(
    "questions",
    "What analysts ask, and the one SELECT that answers",
    Column("number", Integer, primary_key=True, autoincrement=False),
    words("question_ar", nullable=False),
    words("question_fr", nullable=False),
    words("question_en", nullable=False),
    words("sql", nullable=False),
)
