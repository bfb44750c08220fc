"""Revisions, re-reading, rejections, forgetting: what comes of an article, by the commands that people use."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from coopdb.articles import finding, pages
from tests.guarantees import hostile
from tests.guarantees.commands import Coopdb, assert_one_clear_line, rejections
from tests.guarantees.conftest import Clean, Tell
from tests.guarantees.corpus import SEEDS
from tests.guarantees.states import connect, every_row

ROUNDS = [pytest.param(2, id="2"), pytest.param(30, id="30", marks=pytest.mark.long)]
# What a load may write that changes nothing: its own run; and when something was rejected last.
OF_A_RUN = ("load_runs", "rejections")


def article(n: int, state: int, day: str | None) -> dict[str, Any]:
    """A made-up article in one of its states: of state n is 'support of n million dirhams'."""
    text = f"استفادت {20 + n} تعاونية بإقليم تازة سنة 2024 من دعم بلغ {state},{n + 1} مليون درهم، حسب السيد محمد العلوي رقم {n}."
    return {"id": f"article-{n}", "text": text} | ({"published_on": day} if day else {})


def write_feed(path: Path, articles: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles), encoding="utf-8")
    return path


@pytest.mark.parametrize("rounds", ROUNDS)
def test_revisions_in_any_order(rounds: int, fresh_database: Callable[..., str], tmp_path: Path, tell: Tell) -> None:
    order = random.Random(rounds)
    days = ["2024-03-01", "2024-03-05", "2024-03-09", None]
    states = [article(n, state + 1, days[state]) for n in range(6) for state in range(len(days))]
    latest = {article(n, 3, days[2])["text"] for n in range(6)}
    digests = set()
    for number in range(rounds):
        coopdb = Coopdb(fresh_database())
        shuffled = order.sample(states, len(states))
        cut = sorted(order.sample(range(len(states)), 3))
        for first, last in zip([0, *cut], [*cut, len(states)], strict=True):
            if first < last:
                coopdb.inside("load", write_feed(tmp_path / f"{number}.jsonl", shuffled[first:last]))
        digests.add(coopdb.digest())
        assert coopdb.url is not None
        with connect(coopdb.url) as connection:
            current = connection.execute(
                "SELECT content FROM coopdb.article_revisions JOIN coopdb.readings USING (revision_id) WHERE is_current"
            ).fetchall()
            assert {content for (content,) in current} == latest
            (kept,) = connection.execute("SELECT count(*) FROM coopdb.article_revisions").fetchone() or (0,)
            assert kept == len(states)
    assert len(digests) == 1
    tell(f"{len(states)} states of 6 articles in {rounds} orders and groupings: one digest, the latest state stands")


def test_an_unchanged_article_costs_its_hash(
    clean_load: Callable[..., Clean], coopdb: Coopdb, admin: psycopg.Connection, tell: Tell
) -> None:
    clean = clean_load(coopdb.url)
    coopdb.inside("load", *clean.corpus.whole, status=1)
    before = every_row(admin, *OF_A_RUN)
    for words in (clean.corpus.whole, clean.corpus.whole[::-1], ["--reread", *clean.corpus.whole]):
        said = coopdb.inside("load", *words, status=1)
        assert " 0 inserted, 0 revised," in said
    assert every_row(admin, *OF_A_RUN) == before
    n_rows = sum(map(len, before.values()))
    tell(
        f"{clean.corpus.n_articles} articles loaded 3 times again: none of {n_rows} rows in {len(before)} tables was written"
    )


def test_a_page_that_is_known_is_not_taken_apart_again(
    coopdb: Coopdb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(3):
        page = f"<html><head><title>صفحة {n}</title></head><body><p>{article(n, 1, None)['text']}</p></body></html>"
        (folder / f"{n}.html").write_text(page, "utf-8")
    # A text whose bytes do not tell its identity, among them.
    (folder / "text.txt").write_bytes(b"\xef\xbb\xbf" + hostile.GOOD.encode())
    taken_apart: list[bool] = []

    def read_page(*given: Any, **options: Any) -> Any:
        taken_apart.append(True)
        return pages.read_page(*given, **options)

    monkeypatch.setattr(finding, "read_page", read_page)

    def load(*options: str) -> tuple[str, int]:
        taken_apart.clear()
        return coopdb.inside("load", *options, folder), len(taken_apart)

    assert load() == ("4 articles: 4 inserted, 0 revised, 0 unchanged, 0 rejected\n", 3)
    digest = coopdb.digest()
    assert load() == ("4 articles: 0 inserted, 0 revised, 4 unchanged, 0 rejected\n", 0)
    # Other bytes, the same article: looked into once.
    with (folder / "0.html").open("a", encoding="utf-8") as page_file:
        page_file.write("<!-- 5 readers now -->")
    assert load() == ("4 articles: 0 inserted, 0 revised, 4 unchanged, 0 rejected\n", 1)
    assert load()[1] == 0
    assert coopdb.digest() == digest
    # To be read again it is taken apart again; and what is forgotten is known no more.
    assert load("--reread") == ("4 articles: 0 inserted, 0 revised, 4 unchanged, 0 reread, 0 rejected\n", 3)
    coopdb.inside("forget", folder / "0.html")
    assert load() == ("4 articles: 1 inserted, 0 revised, 3 unchanged, 0 rejected\n", 1)
    # What is given beside it is part of what it is.
    (folder / "manifest.csv").write_text("file,author\n0.html,امحمد العلوي\n", "utf-8")
    assert load() == ("4 articles: 1 inserted, 0 revised, 3 unchanged, 0 rejected\n", 1)
    tell("3 pages loaded again and again: taken apart once for each state of their bytes")


def test_forgetting_one_by_one_in_any_order(
    coopdb: Coopdb, admin: psycopg.Connection, tmp_path: Path, tell: Tell
) -> None:
    coopdb.inside("load", SEEDS)
    before = coopdb.digest()
    states = [article(n, state, f"2024-03-0{state}") for n in range(5) for state in (1, 2)]
    copies = [article(0, 2, "2024-03-02") | {"id": "copy", "publisher": "ناقل"}]
    coopdb.inside("load", write_feed(tmp_path / "feed.jsonl", states + copies))
    names = ["copy", *(f"article-{n}" for n in range(5))]
    said = [coopdb.inside("forget", name) for name in random.Random(5).sample(names, len(names))]
    assert all(re.match(r"forgot [0-9a-f]{16} .*: .*\d+ claims", line) for line in said), said
    assert sum("2 revisions" in line for line in said) == 5
    assert coopdb.digest() == before
    # Nothing is left of it, in no table: neither its words nor the names that it alone gave.
    traces = {
        name: [text for _, text in rows if "العلوي رقم" in text or "article-" in text or "feed.jsonl" in text]
        for name, rows in every_row(admin).items()
    }
    assert {name: rows for name, rows in traces.items() if rows} == {}
    assert_one_clear_line(coopdb("forget", "article-1"), "no such article")
    tell(f"{len(names)} articles with {len(states) + 1} states forgotten, each saying what went: the digest of before")


def test_what_was_rejected_is_kept_and_loads_once_it_is_mended(
    coopdb: Coopdb, admin: psycopg.Connection, tmp_path: Path, tell: Tell
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(hostile.GOOD.encode() + b"\0")
    write_feed(tmp_path / "feed.jsonl", [article(1, 1, None), {"id": "bad", "text": 5}, article(2, 1, None)])
    first = coopdb("load", tmp_path)
    assert (first.status, len(rejections(first))) == (1, 2)
    assert first.out.startswith("4 articles: 2 inserted, 0 revised, 0 unchanged, 2 rejected")
    # Again: named again, kept once; its bytes are there as they came.
    assert coopdb("load", tmp_path).err == first.err
    kept = admin.execute("SELECT content FROM coopdb.rejections WHERE found_at = %s", [str(bad)]).fetchall()
    assert kept == [(bad.read_bytes(),)]
    listed = [line for line in coopdb.inside("status").splitlines() if line.startswith("rejected: ")]
    assert len(listed) == 2 and all("NUL character" in line or "not a string" in line for line in listed)

    bad.write_text(hostile.GOOD, encoding="utf-8")
    mended = coopdb("load", tmp_path)
    assert mended.out.startswith("4 articles: 1 inserted, 0 revised, 2 unchanged, 1 rejected")
    listed = [line for line in coopdb.inside("status").splitlines() if line.startswith("rejected: ")]
    assert len(listed) == 1 and "feed.jsonl:2" in listed[0]
    # What is kept may hold personal data: it can be forgotten too.
    assert "1 rejection" in coopdb.inside("forget", tmp_path / "feed.jsonl:2")
    assert not [line for line in coopdb.inside("status").splitlines() if line.startswith("rejected: ")]
    tell("2 inputs rejected, kept with their bytes and reasons, the mended one loaded, the other forgotten")


def test_rereading_shows_claims_gained_and_lost(coopdb: Coopdb, tmp_path: Path, tell: Tell) -> None:
    """Another lexicon is another reader: here one that knows one more institution."""
    lexicon = tmp_path / "lexicon"
    lexicon.mkdir()
    (lexicon / "institutions.yaml").write_text(
        "- id: made-up-office\n  kind: office\n  name_ar: مكتب العجائب المخترعة\n  name_fr: Office inventé\n  name_en: Made-up Office\n",
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text(
        "قال مكتب العجائب المخترعة إن 85 تعاونية استفادت سنة 2024 بإقليم تازة.\n", encoding="utf-8"
    )
    coopdb.inside("load", tmp_path / "a.txt", SEEDS)
    assert_one_clear_line(coopdb("diff"), "--reread")
    before = coopdb.digest()
    assert " 6 unchanged" in coopdb.inside("load", "--lexicon", lexicon, tmp_path / "a.txt", SEEDS)
    assert " 6 reread" in coopdb.inside("load", "--reread", "--lexicon", lexicon, tmp_path / "a.txt", SEEDS)
    changes = json.loads(coopdb.done("diff", "--format", "json").out)
    assert [c["change"] for c in changes if "made-up-office" in c["says"]] == ["+"]
    assert coopdb.digest() != before
    # And back: what was gained is lost again.
    coopdb.inside("load", "--reread", tmp_path / "a.txt", SEEDS)
    back = json.loads(coopdb.done("diff", "--format", "json").out)
    assert [c["change"] for c in back if "made-up-office" in c["says"]] == ["-"]
    assert len(back) == len(changes)
    tell(f"6 articles read again with another lexicon and back: {len(changes)} claims gained or lost, shown both times")


def test_every_run_is_a_row(coopdb: Coopdb, admin: psycopg.Connection, tmp_path: Path) -> None:
    feed = write_feed(tmp_path / "feed.jsonl", [article(1, 1, "2024-03-01"), article(2, 1, "2024-03-01"), {"text": 5}])
    coopdb.inside("load", feed, status=1)
    write_feed(
        feed, [article(1, 2, "2024-03-02"), article(2, 1, "2024-03-01"), article(3, 1, None), article(3, 2, None)]
    )
    said = coopdb.inside("load", feed)
    assert said.startswith("4 articles: 1 inserted, 2 revised, 1 unchanged, 0 rejected")
    runs = admin.execute(
        "SELECT what, n_inserted, n_revised, n_unchanged, n_rejected, ended_at > started_at, reader_version <> '',"
        " length(lexicon_hash) > 10 FROM coopdb.load_runs ORDER BY run_id"
    ).fetchall()
    assert runs == [
        ("load", 2, 0, 0, 1, True, True, True),
        ("load", 1, 2, 1, 0, True, True, True),
    ]
    outcomes = admin.execute(
        "SELECT identity, array_agg(outcome ORDER BY run_id) FROM coopdb.load_run_articles"
        " JOIN coopdb.articles USING (article_id) GROUP BY identity ORDER BY identity"
    ).fetchall()
    assert outcomes == [
        ("article-1", ["inserted", "revised"]),
        ("article-2", ["inserted"]),
        ("article-3", ["inserted"]),
    ]


def test_an_id_that_looks_like_anothers_hash_takes_nothing_away(coopdb: Coopdb, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(hostile.GOOD, encoding="utf-8")
    coopdb.inside("load", tmp_path / "a.txt")
    (row,) = json.loads(coopdb.inside("sql", "SELECT article_id FROM report.articles", "--format", "json"))
    alike = article(1, 1, None) | {"id": row["article_id"] + "0" * 48}
    answer = coopdb("load", write_feed(tmp_path / "feed.jsonl", [alike, article(2, 1, None)]))
    assert answer.out.startswith("2 articles: 1 inserted, 0 revised, 0 unchanged, 1 rejected")
    assert "another article" in answer.err


def test_a_lexicon_that_cannot_be_read_with_is_said_once(coopdb: Coopdb, tmp_path: Path) -> None:
    (tmp_path / "institutions.yaml").write_text("- id: half-an-office\n  kind: office\n", encoding="utf-8")
    assert_one_clear_line(coopdb("load", "--lexicon", tmp_path, SEEDS), str(tmp_path), "mend")
