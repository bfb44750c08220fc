"""The saved views: one grain each, every column explained in three languages, and nothing that a BI tool cannot read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coopdb.reading.extraction import InstitutionMention
from coopdb.storing import revisions
from coopdb.views import LANGUAGES, load_dictionary, load_questions
from tests.storing.conftest import Database
from tests.storing.making import article, count, money

FILES = sorted((revisions.migrations_folder() / "views").glob("*.sql"))
M = 1_000_000

# What one row is: the columns that no two rows share.
KEYS = {
    "articles": "article_id",
    "claims": "claim_id",
    "funding": "fact_id",
    "figures": "fact_id",
    "events": "event_id",
    "event_institutions": "event_id, role, institution_id",
    "event_people": "event_id, role, person_id",
    "event_items": "event_id, position",
    "institutions": "institution_id",
    "programmes": "programme_id",
    "programme_parts": "programme_id, part_id",
    "platforms": "platform_id",
    "people": "person_id",
    "places": "place_code",
    "cooperatives": "cooperative_id",
    "legal_references": "legal_reference_id",
    "conflicts": "conflict_id",
    "unread_numbers": "article_id, start_offset",
    "support_by_province": "province_code",
    "support_by_region": "region_code",
    "support_by_payer": "payer_id",
    "support_by_programme": "programme_id",
    "support_by_period": "period_label",
    "cooperatives_over_time": "measure, place_code, period_label, setting, sector",
    "questions": "number",
    "dictionary": "view_name, column_name",
}


def columns_of(database: Database) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for view, column, kind in database.ask(
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class AS c"
        " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0"
        " WHERE c.relnamespace = 'report'::regnamespace ORDER BY c.relname, a.attnum"
    ):
        found.setdefault(view, {})[column] = kind
    return found


def test_every_view_has_a_key_and_an_entry(database: Database) -> None:
    views = columns_of(database)
    assert set(views) == set(KEYS) == set(load_dictionary())


def test_every_column_is_explained_in_three_languages(database: Database) -> None:
    dictionary = load_dictionary()
    for view, columns in columns_of(database).items():
        assert set(dictionary[view].description) == set(LANGUAGES), view
        # In their order, so that documents and views show the same.
        assert list(dictionary[view].columns) == list(columns), view
        for name, column in dictionary[view].columns.items():
            assert all(column.description.get(language, "").strip() for language in LANGUAGES), (view, name)


def test_every_view_and_column_carries_its_comment(database: Database) -> None:
    uncommented = database.ask(
        "SELECT c.relname, a.attname FROM pg_class AS c"
        " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0"
        " WHERE c.relnamespace = 'report'::regnamespace"
        " AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)"
    )
    assert uncommented == []


def test_the_dictionary_view_holds_every_column(database: Database) -> None:
    shown = {(v, c): t for v, c, t in database.ask("SELECT view_name, column_name, data_type FROM report.dictionary")}
    assert shown == {(v, c): t for v, columns in columns_of(database).items() for c, t in columns.items()}


def test_every_column_is_a_scalar(database: Database) -> None:
    kinds = {kind for columns in columns_of(database).values() for kind in columns.values()}
    assert kinds <= {"text", "numeric", "integer", "bigint", "boolean", "date", "timestamp with time zone"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_view_is_one_select_in_a_file_of_its_own_name(path: Path) -> None:
    text = path.read_text("utf-8")
    name, _, version = path.stem.rpartition("_v")
    assert version.isdigit()
    head, _, body = text.partition("CREATE VIEW ")
    assert head.startswith("-- ") and "Grain: " in head and "Key: " in head, "its question, grain and key come first"
    assert body.startswith(f"report.{name} AS\n")
    assert body.rstrip().endswith(";") and body.count(";") == 1
    assert not re.search(r"select\s+\*", body, re.IGNORECASE)
    assert "coopdb.first_day" not in body, "the reader may call no function of ours"


@pytest.mark.parametrize("view", KEYS)
def test_the_key_is_a_key(seeds: Database, view: str) -> None:
    twice = seeds.ask(f"SELECT {KEYS[view]}, count(*) FROM report.{view} GROUP BY {KEYS[view]} HAVING count(*) > 1")
    assert twice == []


def test_counts_reconcile_with_the_tables(seeds: Database) -> None:
    for view, table in {
        "funding": "funding_figures",
        "figures": "figures",
        "events": "events",
        "institutions": "institutions",
        "programmes": "programmes",
        "legal_references": "legal_references",
        "places": "places",
        "conflicts": "conflicts",
        "claims": "claims",
    }.items():
        rows, kept = seeds.ask(f"SELECT (SELECT count(*) FROM report.{view}), (SELECT count(*) FROM coopdb.{table})")[0]
        assert rows == kept, view


def test_every_fact_leads_to_its_sentence_in_its_article(seeds: Database) -> None:
    for view in ("funding", "figures", "events"):
        lost = seeds.ask(
            f"SELECT f.quote FROM report.{view} AS f JOIN report.claims AS c ON c.claim_id = f.claim_id"
            " JOIN coopdb.articles AS a ON a.article_key = f.article_id"
            " JOIN coopdb.article_revisions AS v ON v.article_id = a.article_id"
            " WHERE f.quote IS NULL OR position(f.quote IN v.content) = 0"
            " OR substr(v.content, c.start_offset + 1, c.end_offset - c.start_offset) <> c.text"
        )
        assert lost == []
        assert seeds.ask(f"SELECT count(*) FROM report.{view} WHERE claim_id IS NULL") == [(0,)]


@pytest.mark.parametrize("dimension", ["province", "region", "payer"])
def test_sums_by_a_dimension_are_the_sums_of_their_facts(seeds: Database, dimension: str) -> None:
    key = f"{dimension}_id" if dimension == "payer" else f"{dimension}_code"
    by_hand = seeds.ask(
        f"SELECT {key}, sum(amount_mad), sum(amount_mad_min), count(*) FROM report.funding"
        f" WHERE counts_toward_{dimension} GROUP BY 1 ORDER BY 1"
    )
    assert by_hand == seeds.ask(
        f"SELECT {key}, amount_mad, amount_mad_min, n_facts FROM report.support_by_{dimension} ORDER BY 1"
    )


def test_a_sum_with_an_open_end_has_no_upper_bound(database: Database) -> None:
    database.load(
        article(
            "a",
            money(5 * M, qualifier="over", place="MA-TNG", period="2020"),
            money(2 * M, place="MA-TNG", period="2022"),
        ),
        article("b", money(4 * M, qualifier="about", place="MA-TET", period="2020")),
        article("c", money(3 * M, qualifier="at_most", place="MA-LAR", period="2020")),
    )
    assert database.ask(
        "SELECT province_code, amount_mad, amount_mad_min, amount_mad_max FROM report.support_by_province ORDER BY 1"
    ) == [
        ("MA-LAR", 3 * M, 0, 3 * M),
        ("MA-TET", 4 * M, 3.8 * M, 4.2 * M),
        ("MA-TNG", 7 * M, 7 * M, None),
    ]


def test_a_period_is_real_dates_with_their_precision(database: Database) -> None:
    database.load(
        article("a", money(5 * M, place="MA-TNG", period="2019-2025"), money(6 * M, place="MA-TET", period="2005-"),
            money(7 * M, place="MA-LAR", period="2025-02/2025-02"), money(8 * M, place="MA-HOC")),
    )  # fmt: skip
    assert database.ask(
        "SELECT amount / 1000000, period_from::text, period_to::text, period_precision, period_label FROM report.funding ORDER BY 1"
    ) == [
        (5, "2019-01-01", "2025-12-31", "year", "2019–2025"),
        (6, "2005-01-01", None, "year", "2005–…"),
        (7, "2025-02-01", "2025-02-28", "month", "2025-02"),
        (8, None, None, None, None),
    ]


def test_a_share_is_of_the_whole_that_the_article_names(database: Database) -> None:
    database.load(article("a", count(85, place="MA-TNG"), count(33, place="MA-TNG", setting="rural", part_of=0)))
    [(value, whole, share)] = database.ask(
        "SELECT value, whole_value, share_of_whole FROM report.figures WHERE setting = 'rural'"
    )
    assert (value, whole, float(share)) == (33, 85, 0.3882)


def test_branches_count_for_what_stands_above_them(database: Database) -> None:
    def body(name: str, identifier: str, parent: str | None = None, known: bool = False) -> InstitutionMention:
        return InstitutionMention("", 0, 0, (0, 0), "test", identifier, name, parent, None, None, known)

    branch, office = body("a branch", "odco/somewhere", "odco"), body("the office", "odco", known=True)
    database.load(article("a", branch), article("b", office), article("c", branch, office))
    assert database.ask(
        "SELECT institution_id, n_articles, n_articles_with_branches, is_known FROM report.institutions"
        " WHERE institution_id LIKE 'odco%' AND n_articles_with_branches > 0 ORDER BY 1"
    ) == [("odco", 2, 3, True), ("odco/somewhere", 2, 2, False)]


@pytest.mark.parametrize("question", load_questions(), ids=lambda q: f"question-{q.number}")
def test_a_question_is_one_select_on_saved_views(seeds: Database, question: object) -> None:
    number = question.number  # type: ignore[attr-defined]
    text, stored = seeds.ask("SELECT question_en, sql FROM report.questions WHERE number = %s", number)[0]
    assert text and stored.upper().startswith("SELECT")
    assert "coopdb." not in stored and ";" not in stored
    seeds.ask(stored)


def test_there_are_sixteen_questions_in_three_languages() -> None:
    questions = load_questions()
    assert [q.number for q in questions] == list(range(1, 17))
    assert all(set(q.text) == set(LANGUAGES) for q in questions)
