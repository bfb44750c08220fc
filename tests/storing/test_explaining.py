"""What a person does with facts: ask why, correct, forget, compare two readings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from coopdb.reading.extraction import Person
from coopdb.storing.corrections import apply_corrections, read_corrections
from coopdb.storing.diff import find_changes
from coopdb.storing.errors import CorrectionsRefused, NoSuchArticle, NoSuchFact, NothingReread, SeveralArticles
from coopdb.storing.explain import explain_fact
from coopdb.storing.forget import forget_article
from coopdb.storing.items import Reader
from coopdb.storing.status import read_status
from tests.storing.conftest import Database
from tests.storing.making import Made, article, count, event, money

M = 1_000_000
TNG = {"place": "MA-TNG", "period": "2019-2025"}
HEAD = "claim_id,field,value,corrected_by,reason,corrected_on\n"


def tangier() -> Made:
    return article(
        "a",
        money(13 * M, "contribution", qualifier="over", place="MA-TNG", payer="indh"),
        money(20.86 * M, **TNG),
        money(13.17 * M, "contribution", payer="indh", part_of=1, **TNG),
        Person("", 0, 0, (0, 0), "test", "أمينة", "رئيسة", None, True, "speaker"),
    )


def fact_of(database: Database, amount: float) -> str:
    return str(database.ask("SELECT fact_id FROM report.funding WHERE amount = %s", amount)[0][0])


def test_a_fact_is_explained_by_its_claims_and_why_it_does_not_count(database: Database) -> None:
    given, _ = made = tangier()
    database.load(made)
    total, part = fact_of(database, 20.86 * M), fact_of(database, 13.17 * M)
    explained = explain_fact(database.url, part)
    assert explained.fact["chosen_because"] == "exact_over_rounded"
    assert (explained.value["not_counted_because"], explained.value["counted_in_id"]) == (
        "contribution_of_known_total",
        total,
    )
    assert [c["is_chosen"] for c in explained.claims] == [True, False]
    assert [int(c["said"]) for c in explained.claims] == [13_170_000, 13_000_000]
    for claim in explained.claims:
        assert given.text[claim["start_offset"] : claim["end_offset"]] == claim["text"]
        assert claim["before"] + claim["text"] + claim["after"] in given.text
    assert [c["reason"] for c in explained.conflicts] == ["rounding"]
    # A claim leads to its fact.
    assert explain_fact(database.url, explained.claims[1]["claim_id"]).fact["fact_id"] == part
    for unknown in ("F0", "x:figure:1-2", ""):
        with pytest.raises(NoSuchFact):
            explain_fact(database.url, unknown)


def correct(database: Database, file: Path, *lines: str) -> int:
    file.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
    return apply_corrections(database.connection, read_corrections(file))


def test_a_correction_is_applied_shown_and_undone(database: Database, tmp_path: Path) -> None:
    database.load(tangier())
    before = database.digests()
    claim = explain_fact(database.url, fact_of(database, 20.86 * M)).claims[0]["claim_id"]
    line = f"{claim},value,21000000,A. Reader,misprint: see the ministry's table,2026-01-31"
    assert correct(database, tmp_path / "c.csv", line) == 1
    explained = explain_fact(database.url, fact_of(database, 21 * M))
    assert explained.fact["is_corrected"] and explained.fact["chosen_because"] == "corrected"
    assert [(c["field"], c["corrected_by"]) for c in explained.corrections] == [("value", "A. Reader")]
    assert database.ask("SELECT value FROM report.claims WHERE is_corrected") == [(20.86 * M,)]
    assert correct(database, tmp_path / "c.csv", line) == 0
    assert correct(database, tmp_path / "c.csv") == 1
    assert database.digests() == before


def test_a_claim_can_be_left_out_of_all_facts(database: Database, tmp_path: Path) -> None:
    database.load(tangier())
    claim = explain_fact(database.url, fact_of(database, 20.86 * M)).claims[0]["claim_id"]
    correct(database, tmp_path / "c.csv", f"{claim},ignore,yes,A. Reader,furniture,2026-01-31")
    assert database.ask("SELECT amount, counts_toward_total FROM report.funding") == [(13.17 * M, True)]


def test_a_correction_waits_for_its_article(new_database: Callable[[], Database], tmp_path: Path) -> None:
    early, late = new_database(), new_database()
    early.load(tangier())
    claim = explain_fact(early.url, fact_of(early, 20.86 * M)).claims[0]["claim_id"]
    for database in (early, late):
        correct(database, tmp_path / "c.csv", f"{claim},place,MA-TET,A. Reader,another town,2026-01-31")
    late.load(tangier())
    assert late.ask("SELECT place_code FROM report.funding WHERE amount = 20860000") == [("MA-TET",)]
    assert early.digests() == late.digests()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a:figure:1-2,colour,red,me,why,2026-01-31", "no field 'colour'"),
        ("a:figure:1-2,value,much,me,why,2026-01-31", "'much' is no number"),
        ("a:figure:1-2,value,5,,why,2026-01-31", "who and why"),
        ("a:figure:1-2,value,5,me,why,yesterday", "no day"),
        ("a:figure:1-2,value,5,me,why,2026-01-31\na:figure:1-2,value,6,me,why,2026-01-31", "twice"),
    ],
)
def test_a_wrong_line_refuses_the_file_and_is_named(tmp_path: Path, line: str, reason: str) -> None:
    file = tmp_path / "c.csv"
    file.write_text(f"{HEAD}{line}\n", "utf-8")
    with pytest.raises(CorrectionsRefused, match=rf"c\.csv, line [23]: .*{reason}"):
        read_corrections(file)


def test_a_file_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("claim,value\n", "utf-8")
    with pytest.raises(CorrectionsRefused, match="no column"):
        read_corrections(tmp_path / "c.csv")


def test_forgetting_an_article_takes_all_that_rests_on_it_alone(new_database: Callable[[], Database]) -> None:
    without, database = new_database(), new_database()
    other = article("b", money(20.86 * M, **TNG), event(place="MA-AGD", on="2025-07-07", organizers=["a body"]))
    without.load(other)
    database.load(tangier(), other)
    gone = forget_article(database.url, "a.txt")
    assert (gone.title, gone.counts["people"], gone.counts["facts"], gone.counts["claims"]) == ("a", 1, 1, 4)
    assert database.digests() == without.digests()
    for table in ("claims", "readings", "article_revisions", "figure_statements", "people"):
        assert "أمينة" not in str(database.ask(f"SELECT * FROM coopdb.{table}"))


def test_an_article_is_forgotten_by_id_beginning_or_path_and_only_one(database: Database) -> None:
    database.load(article("a"), article("b", identity="feed:1"))
    with pytest.raises(NoSuchArticle):
        forget_article(database.url, "nothing")
    with pytest.raises(NoSuchArticle):
        forget_article(database.url, "")
    database.ask("UPDATE coopdb.articles SET article_key = 'aaaa' || left(article_key, 12) RETURNING 1")
    with pytest.raises(SeveralArticles):
        forget_article(database.url, "aaaa")
    assert forget_article(database.url, "feed:1").title == "b"
    assert forget_article(database.url, "aaaa").title == "a"


def test_diff_shows_what_a_rereading_gained_lost_and_changed(database: Database) -> None:
    with pytest.raises(NothingReread):
        find_changes(database.url)
    old = article("a", money(5 * M, place="MA-TNG"), count(85, place="MA-TNG"), count(60, place="MA-TNG"))
    figures = old[1].figures
    changed = dataclasses.replace(figures[0], role="contribution")
    new = (old[0], dataclasses.replace(old[1], figures=[changed, figures[2]]))
    database.load(old)
    database.load(new, reread=True, reader=Reader("later", "lexicon"))
    assert [(c.change, c.text) for c in find_changes(database.url)] == [
        ("-", figures[0].text),
        ("+", figures[0].text),
        ("-", figures[1].text),
    ]


def test_status_counts_what_is_there(database: Database) -> None:
    database.load(tangier())
    status = read_status(database.url, with_digest=True)
    assert (status.counts["articles"], status.counts["funding_facts"], status.counts["claims"]) == (1, 2, 4)
    assert status.schema_revision == status.schema_needed
    assert status.digest == read_status(database.url, with_digest=True).digest
    assert float(status.coverage["with_place"]) == 1
    assert status.numbers == {"read": 3, "set_aside": 0, "unread": 0}
