"""The sixteen questions on the five seed articles, number by number as the articles say them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.storing.conftest import Database

M = 1_000_000


def answer(seeds: Database, number: int) -> list[dict[str, Any]]:
    statement = seeds.ask("SELECT sql FROM report.questions WHERE number = %s", number)[0][0]
    cursor = seeds.connection.execute(statement)
    names = [column.name for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def picked(rows: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def test_1_support_by_province_and_payer(seeds: Database) -> None:
    rows = picked(
        answer(seeds, 1),
        "province_code",
        "amount_mad",
        "amount_mad_max",
        "payer_id",
        "amount_mad_of_payer",
        "not_counted_because",
    )
    assert rows == [
        ("MA-TNG", 20.86 * M, 20.86 * M, "indh", 13.17 * M, "contribution_of_known_total"),
        ("MA-ESM", 5.22 * M, None, "cooperatives", 2.4 * M, "unclear_inside"),
    ]
    assert [str(r["period_from"])[:4] + "-" + str(r["period_to"])[:4] for r in answer(seeds, 1)] == [
        "2019-2025",
        "2022-2024",
    ]


def test_2_by_region_payer_period_and_all(seeds: Database) -> None:
    rows = {(r["dimension"], r["code"]): (r["amount_mad"], r["amount_mad_max"]) for r in answer(seeds, 2)}
    assert rows == {
        ("region", "MA-01"): (20.86 * M, 20.86 * M),
        ("region", "MA-11"): (5.22 * M, None),
        ("payer", "indh"): (13.17 * M, 13.17 * M),
        ("payer", "cooperatives"): (2.4 * M, None),
        ("period", "2019–2025"): (20.86 * M, 20.86 * M),
        ("period", "2022–2024"): (5.22 * M, None),
        ("all", None): (26.08 * M, None),
    }


def test_3_support_per_cooperative(seeds: Database) -> None:
    rows = picked(answer(seeds, 3), "province_code", "payer_id", "qualifier", "amount_mad_per_beneficiary")
    assert sorted(rows, key=str) == [
        ("MA-ESM", None, "over", 49_714),
        ("MA-TNG", "indh", "exact", 154_941),
        ("MA-TNG", None, "exact", 245_412),
    ]


def test_4_how_many_cooperatives(seeds: Database) -> None:
    rows = set(picked(answer(seeds, 4), "measure", "place_code", "period_label", "n_cooperatives", "qualifier"))
    assert rows == {
        ("cooperatives_existing", "MA", "2025", 65_315, "exact"),
        ("cooperatives_created", "MA", "2005–2024", 60_000, "over"),
        ("cooperatives_created", "MA-07", "2005–2024", 6_228, "exact"),
    }


def test_5_members_women_youth(seeds: Database) -> None:
    rows = [(r["unit"], r["value"], r["qualifier"], r["share_of_members"]) for r in answer(seeds, 5)]
    assert [row[:2] for row in rows] == [("member", 789_000), ("woman", 272_000), ("youth", 18_000)]
    assert [row[2] for row in rows][:2] == ["about", "over"]
    assert [float(row[3]) for row in rows[1:]] == [0.345, 0.023]
    assert {r["period_label"] for r in answer(seeds, 5)} == {"2025"}


def test_6_the_rural_share(seeds: Database) -> None:
    [row] = answer(seeds, 6)
    assert (row["place_code"], row["n_rural"], row["n_supported"]) == ("MA-TNG", 33, 85)
    assert float(row["share_of_whole"]) == pytest.approx(33 / 85, abs=1e-4)


def test_7_the_events(seeds: Database) -> None:
    events = {r["event_id"]: r for r in answer(seeds, 7)}.values()
    reported = {(r["event_type"], r["place_code"]): r for r in events if r["standing"] == "reported"}
    assert set(reported) >= {("meeting", "MA-ESM"), ("meeting", "MA-TNG"), ("meeting", "MA-AGD")}
    assert len(reported) == 5
    assert {kind for kind, _ in reported} == {"meeting", "caravan", "ceremony"}
    agadir = reported["meeting", "MA-AGD"]
    assert (str(agadir["starts_on"]), agadir["date_precision"]) == ("2025-07-07", "day")
    assert [r["starts_on"] for k, r in reported.items() if k != ("meeting", "MA-AGD")] == [None] * 4
    caravan = next(r for (kind, _), r in reported.items() if kind == "caravan")
    assert (caravan["duration_days"], "دور التعاونيات في بناء عالم أفضل" in caravan["slogan_ar"]) == (3, True)
    assert {r["occasion"] for r in reported.values()} == {
        "international-day-of-cooperatives",
        "international-year-of-cooperatives",
    }
    asked = [
        r["item_ar"] for r in answer(seeds, 7) if r["item_kind"] == "recommendation" and r["place_code"] == "MA-AGD"
    ]
    for word in ("التنسيق", "المساطر", "التمويل"):  # coordination, procedures, financing
        assert any(word in item for item in asked), word
    assert sum(r["standing"] == "mentioned" for r in events) >= 4


def test_8_odco_is_in_all_five(seeds: Database) -> None:
    first = answer(seeds, 8)[0]
    assert (first["institution_id"], first["n_articles_with_branches"]) == ("odco", 5)


def test_9_the_programmes(seeds: Database) -> None:
    rows = answer(seeds, 9)
    named = {r["programme_id"] for r in rows}
    assert named >= {
        "indh",
        "indh-phase-3",
        "indh-programme-3",
        "mourafaka",
        "jisr",
        "al-jil-al-moutadamin",
        "lalla-al-moutaawina",
    }
    parents = {r["programme_id"]: r["parent_id"] for r in rows}
    assert (parents["indh-programme-3"], parents["indh-phase-3"]) == ("indh-phase-3", "indh")
    jisr = [
        (r["value"], r["status"], r["counts_toward_total"]) for r in rows if r["programme_id"] == "jisr" and r["value"]
    ]
    assert sorted(jisr, key=str) == sorted([(386 * M, "target", False), (36_000, "target", None)], key=str)
    axes = [r for r in rows if r["programme_id"] == "ads-strategy"]
    assert sum(r["aspect"] == "principle" for r in axes) == 4


def test_10_the_laws(seeds: Database) -> None:
    rows = {r["number"] or r["kind"]: r for r in answer(seeds, 10)}
    assert (rows["112.12"]["n_articles"], rows["112.12"]["replaces"], rows["112.12"]["legal_status"]) == (
        2,
        "24.83",
        "in_force",
    )
    assert (rows["24.83"]["replaced_by"], rows["24.83"]["legal_status"]) == ("112.12", "repealed")
    assert rows["framework_law"]["legal_status"] == "draft"
    assert rows["decree"]["how_many"] == 9


def test_11_the_people(seeds: Database) -> None:
    rows = answer(seeds, 11)
    assert len(rows) == 12
    assert sum(r["speaks"] for r in rows) == 11
    assert all(r["position_ar"] for r in rows)


def test_12_the_platforms(seeds: Database) -> None:
    rows = {r["platform_id"]: r for r in answer(seeds, 12)}
    whole = rows.pop("integrated-digital-system-cooperatives")
    assert whole["owner_id"] == "odco"
    assert len(rows) == 3
    assert {r["owner_id"] for r in rows.values()} == {"state-secretariat-crafts-sse"}
    # That these are those is implied, not said.
    assert {r["parent_id"] for r in rows.values()} == {"integrated-digital-system-cooperatives"}
    assert {r["parent_basis"] for r in rows.values()} == {"inferred"}


def test_13_what_was_delivered(seeds: Database) -> None:
    rows = {(r["measure"], r["value"], r["programme_id"], r["place_code"]) for r in answer(seeds, 13)}
    assert rows >= {("projects", 1076, "indh", "MA-ESM"), ("jobs_created", 24_000, None, "MA")}
    [jobs] = [r for r in answer(seeds, 13) if r["measure"] == "jobs_created"]
    assert jobs["attributed_to"]


def test_14_what_only_rounds(seeds: Database) -> None:
    rows = picked(answer(seeds, 14), "reason", "value", "other_value")
    assert rows == [("rounding", 13.17 * M, 13 * M)]
    assert seeds.ask("SELECT n_claims, n_articles FROM report.funding WHERE amount = 13170000") == [(2, 1)]


def test_15_no_number_is_left_unread(seeds: Database) -> None:
    assert answer(seeds, 15) == []
    assert seeds.ask("SELECT count(*) FROM report.claims WHERE kind = 'figure' AND text LIKE '%126%'") == [(0,)]


def test_16_every_fact_has_its_sentence(seeds: Database) -> None:
    rows = answer(seeds, 16)
    facts = {f for (f,) in seeds.ask("SELECT fact_id FROM coopdb.facts")}
    assert {r["fact_id"] for r in rows} == facts
    assert all(r["text"] in r["quote"] for r in rows if r["kind"] == "figure")
