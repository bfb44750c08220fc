"""Facts: what current claims amount to, each once. Every row here can be derived again from claims."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    text,
)

from coopdb.storing.tables.base import SCHEMA, flag, number, ref, table, words


def _article(name: str = "article_id", **options: Any) -> Column[int]:
    return Column(name, BigInteger, ForeignKey(f"{SCHEMA}.articles.article_id", ondelete="CASCADE"), **options)


def _claim(name_reading: str = "reading_id", name_claim: str = "claim_no") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        [name_reading, name_claim],
        [f"{SCHEMA}.claims.reading_id", f"{SCHEMA}.claims.claim_no"],
        ondelete="CASCADE",
    )


SIGNATURE_BANDS = table(
    "signature_bands",
    "What copies of one dispatch are looked up by, before their signatures are compared",
    _article(),
    Column("band", BigInteger),
    PrimaryKeyConstraint("article_id", "band"),
    Index("signature_bands_band_idx", "band"),
)
COPIES = table(
    "article_copies",
    "Pairs of articles of which one copies the other, in both directions",
    _article(),
    _article("other_id", index=True),
    Column("similarity", Numeric, nullable=False),
    PrimaryKeyConstraint("article_id", "other_id"),
)
SOURCES = table(
    "article_sources",
    "The independent source of each article: copies of one dispatch share it",
    _article(primary_key=True),
    words("source_key", nullable=False, index=True),
)
MENTIONS = table(
    "article_mentions",
    "What each article names, once an article; branches also count for those above them",
    _article(),
    words("kind"),
    words("entity_id"),
    PrimaryKeyConstraint("article_id", "kind", "entity_id"),
    Index("article_mentions_kind_entity_id_idx", "kind", "entity_id"),
)
MENTION_COUNTS = table(
    "mention_counts",
    "In how many articles something is named",
    words("kind"),
    words("entity_id"),
    Column("n_articles", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "entity_id"),
    Index("mention_counts_rank_idx", "kind", text("n_articles DESC")),
)
FACTS = table(
    "facts",
    "Every fact, with what stands behind it and the claim that gave it its value",
    words("fact_id", primary_key=True),
    words("kind", nullable=False),
    Column("n_claims", Integer, nullable=False),
    Column("n_articles", Integer, nullable=False),
    Column("n_sources", Integer, nullable=False),
    Column("reading_id", BigInteger, nullable=False),
    Column("claim_no", Integer, nullable=False),
    ref("chosen_because", "choice_reasons.id", nullable=False),
    flag("is_corrected", False),
    CheckConstraint("n_claims >= n_articles and n_articles >= n_sources and n_sources > 0", name="counts"),
    Index("facts_kind_idx", "kind"),
    Index("facts_reading_id_claim_no_idx", "reading_id", "claim_no"),
)


def _dimensions() -> list[Column[Any]]:
    """What a figure is about; `place_key` is the place, or the source of an article that names none."""
    return [
        words("kind", nullable=False),
        words("unit", nullable=False),
        words("status", nullable=False),
        words("setting", nullable=False),
        words("sector", nullable=False),
        words("place_key", nullable=False),
        number("value", nullable=False),
        words("role"),
        words("measure"),
        words("commune_code"),
        words("period_from"),
        words("period_to"),
        words("programme_id"),
        words("payer_id"),
    ]


FIGURE_GROUPS = table(
    "figure_groups",
    "Figures that are the same in value and in every dimension; a rounded one belongs to another's fact",
    words("group_id", primary_key=True),
    *_dimensions(),
    number("step", nullable=False),
    words("qualifier", nullable=False),
    words("fact_group_id", nullable=False),
    Index("figure_groups_cell_idx", "place_key", "kind", "unit", "status", "value"),
)
FIGURE_STATEMENTS = table(
    "figure_statements",
    "Each current claim of a figure, corrected and completed from its own article, with its group",
    Column("reading_id", BigInteger),
    Column("claim_no", Integer),
    Column("article_id", BigInteger, nullable=False),
    words("source_key", nullable=False),
    *_dimensions(),
    number("said", nullable=False),
    number("step", nullable=False),
    words("qualifier", nullable=False),
    Column("part_of_no", Integer),
    Column("apart_from_no", Integer),
    Column("event_no", Integer),
    words("attributed_to"),
    words("beneficiary_unit"),
    number("beneficiary_count"),
    flag("is_corrected", False),
    words("group_id", nullable=False),
    words("fact_id", nullable=False, index=True),
    PrimaryKeyConstraint("reading_id", "claim_no"),
    _claim(),
)


def _where(condition: str) -> dict[str, Any]:
    """What an index is confined to: most of these columns are mostly empty."""
    return {"postgresql_where": text(condition)}


def _part_index(name: str) -> Index:
    return Index(f"{name}_part_of_id_idx", "part_of_id", **_where("part_of_id IS NOT NULL"))


def _figure(name: str, comment: str, *parts: Any) -> Any:
    """A table of figure facts: the dimensions with their foreign keys, then what is its own."""
    return table(
        name,
        comment,
        ref("fact_id", "facts.fact_id", gone="CASCADE", primary_key=True),
        number("value", nullable=False),
        ref("unit", "units.id", nullable=False),
        number("value_min"),
        number("value_max"),
        ref("qualifier", "qualifiers.id", nullable=False),
        ref("status", "statuses.id", nullable=False),
        ref("measure", "measures.id"),
        ref("setting", "settings.id"),
        ref("sector", "sectors.id"),
        ref("place_code", "places.code"),
        ref("commune_code", "places.code"),
        ref("programme_id", "programmes.id"),
        words("period_from"),
        words("period_to"),
        Column("period_first", Date),
        Column("period_last", Date),
        words("attributed_to"),
        words("part_of_id"),
        words("event_id"),
        *parts,
        CheckConstraint("value_max >= value_min", name="bounds"),
        CheckConstraint("period_last >= period_first", name="period"),
    )


FUNDING_FIGURES = _figure(
    "funding_figures",
    "Money, counted once: what, from whom, where, when, and whether it counts",
    ref("role", "roles.id"),
    ref("payer_id", "payers.id"),
    ref("beneficiary_unit", "units.id"),
    number("beneficiary_count"),
    number("step"),
    # The narrowest place, and how wide it is: 0 a country, 1 a region, 2 a province, 3 a commune.
    ref("where_code", "places.code"),
    Column("breadth", SmallInteger),
    ref("province_code", "provinces.code"),
    ref("region_code", "regions.code"),
    # Why it cannot count by itself; which other value of the same thing overrules it.
    ref("out_because", "not_counted_reasons.id"),
    words("same_thing"),
    words("overruled_by_id"),
    flag("counts_toward_total", False),
    flag("counts_toward_region", False),
    flag("counts_toward_province", False),
    flag("counts_toward_payer", False),
    flag("counts_toward_payer_in_province", False),
    flag("counts_anywhere", False),
    ref("not_counted_because", "not_counted_reasons.id"),
    words("counted_in_id"),
    # Where sums that may hold each other are found, and apart from all of them those that count.
    Index("funding_figures_purpose_idx", "where_code", "measure"),
    Index("funding_figures_programme_idx", "programme_id", "where_code", **_where("programme_id IS NOT NULL")),
    Index("funding_figures_value_idx", "where_code", "value"),
    Index(
        "funding_figures_counted_purpose_idx",
        "where_code",
        "measure",
        **_where("counts_anywhere AND measure IN ('support_to_cooperatives', 'support')"),
    ),
    Index(
        "funding_figures_counted_programme_idx",
        "programme_id",
        "where_code",
        **_where("counts_anywhere AND programme_id IS NOT NULL"),
    ),
    Index("funding_figures_same_thing_idx", "same_thing", **_where("same_thing IS NOT NULL")),
    Index("funding_figures_payer_id_idx", "payer_id", **_where("payer_id IS NOT NULL")),
    _part_index("funding_figures"),
    CheckConstraint("not counts_toward_total or not_counted_because is null", name="counting"),
)
FUNDING_EXCLUSIONS = table(
    "funding_exclusions",
    "Which sum keeps which other from counting, and for which questions",
    ref("fact_id", "funding_figures.fact_id", gone="CASCADE"),
    words("by_id"),
    # A bit each: 1 the total, 2 its region, 4 its province, 8 its payer, 16 its payer in its province.
    Column("contexts", Integer, nullable=False),
    PrimaryKeyConstraint("fact_id", "by_id"),
    Index("funding_exclusions_by_id_idx", "by_id"),
)
FIGURES = _figure(
    "figures",
    "Any other figure, counted once",
    ref("kind", "kinds.id", nullable=False),
    Index("figures_measure_place_idx", "measure", "place_code", "period_first"),
    Index("figures_programme_id_idx", "programme_id", **_where("programme_id IS NOT NULL")),
    # What was delivered, in the order in which it is asked for.
    Index(
        "figures_delivered_idx",
        "programme_id",
        "place_code",
        "measure",
        text("value DESC"),
        **_where(
            "status = 'reported' AND measure IN ('projects', 'jobs_created', 'jobs', 'beneficiaries',"
            " 'cooperatives_supported', 'cooperatives_trained', 'trainings')"
        ),
    ),
    _part_index("figures"),
)
EVENT_STATEMENTS = table(
    "event_statements",
    "Each current claim of an event, with what it is recognized by, and its fact",
    Column("reading_id", BigInteger),
    Column("claim_no", Integer),
    _article(nullable=False, index=True),
    words("source_key", nullable=False, index=True),
    words("type", nullable=False),
    words("standing", nullable=False),
    words("title"),
    words("place_code"),
    words("commune_code"),
    words("date_from"),
    words("date_to"),
    words("occasion"),
    words("slogan_key"),
    Column("edition", Integer),
    words("group_key", nullable=False),
    words("fact_id", index=True),
    PrimaryKeyConstraint("reading_id", "claim_no"),
    _claim(),
    Index("event_statements_slogan_idx", "slogan_key", "type"),
    Index("event_statements_group_key_idx", "group_key"),
)
EVENTS = table(
    "events",
    "Events, each once: what, where, when, for what occasion, under what slogan",
    ref("event_id", "facts.fact_id", gone="CASCADE", primary_key=True),
    ref("event_type", "event_types.id", nullable=False),
    ref("standing", "event_standings.id", nullable=False),
    words("title_ar"),
    words("date_from"),
    words("date_to"),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("duration_days", Integer),
    ref("date_precision", "date_precisions.id"),
    ref("date_basis", "date_bases.id"),
    Column("not_before", Date),
    Column("not_after", Date),
    words("weekday"),
    ref("place_code", "places.code", index=True),
    ref("commune_code", "places.code"),
    words("venue_ar"),
    Column("edition", Integer),
    flag("is_announced", False),
    ref("occasion", "occasions.id"),
    words("slogan_ar"),
    Index("events_standing_idx", text("standing DESC"), "starts_on", "event_id"),
    CheckConstraint("ends_on >= starts_on", name="dates"),
    CheckConstraint("duration_days > 0", name="duration"),
)
EVENT_INSTITUTIONS = table(
    "event_institutions",
    "Which institution took part in an event, and as what",
    ref("event_id", "events.event_id", gone="CASCADE"),
    ref("role", "participation_roles.id"),
    ref("institution_id", "institutions.id"),
    Column("n_articles", Integer, nullable=False),
    PrimaryKeyConstraint("event_id", "role", "institution_id"),
    Index("event_institutions_institution_id_idx", "institution_id"),
)
EVENT_PEOPLE = table(
    "event_people",
    "Who took part in an event, and as what",
    ref("event_id", "events.event_id", gone="CASCADE"),
    ref("role", "participation_roles.id"),
    ref("person_id", "people.id"),
    ref("position_id", "positions.id"),
    Column("speaks", Boolean, nullable=False),
    Column("n_articles", Integer, nullable=False),
    PrimaryKeyConstraint("event_id", "role", "person_id"),
    Index("event_people_person_id_idx", "person_id"),
)
EVENT_ITEMS = table(
    "event_items",
    "What happened in an event: sessions, topics, recommendations, commitments, results",
    ref("event_id", "events.event_id", gone="CASCADE"),
    Column("position", Integer),
    ref("kind", "item_kinds.id", nullable=False),
    words("text_ar", nullable=False),
    Column("reading_id", BigInteger, nullable=False),
    Column("claim_no", Integer, nullable=False),
    Column("item_no", Integer, nullable=False),
    PrimaryKeyConstraint("event_id", "position"),
)
CONFLICTS = table(
    "conflicts",
    "Claims about the same thing that disagree, and checks that fail, each with its reason",
    words("conflict_id", primary_key=True),
    ref("reason", "conflict_reasons.id", nullable=False),
    ref("fact_id", "facts.fact_id", gone="CASCADE", nullable=False, index=True),
    ref("other_fact_id", "facts.fact_id", gone="CASCADE", index=True),
    Column("reading_id", BigInteger),
    Column("claim_no", Integer),
    number("value"),
    number("other_value"),
    words("detail"),
    Index("conflicts_reason_idx", "reason", "fact_id", "other_value"),
)
