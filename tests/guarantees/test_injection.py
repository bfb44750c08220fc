"""Text made of SQL, HTML, formulas and steering marks stays text: in the views, in CSV, in workbooks, in pages."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.guarantees import hostile
from tests.guarantees.commands import Coopdb
from tests.guarantees.conftest import Tell

# What spreadsheets take for the beginning of a formula, after blanks and apostrophes of no meaning.
FORMULA = re.compile(r"\s*[=+@＝＋＠\t\r-]")
TEXTS = (
    *(formula.strip() for formula in hostile.FORMULAS),
    " =1+1",
    "＝1+1",
    "'=1+1",
    hostile.SQL.splitlines()[0],
    hostile.SQL.splitlines()[3],
    hostile.HTML.splitlines()[0],
    hostile.HTML.splitlines()[1],
    "</title><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "a\u202egpj.exe",
    "<%00>&lt;&#60;\\u003c",
)


@pytest.fixture
def loaded(coopdb: Coopdb, tmp_path: Path) -> Coopdb:
    """A database in whose articles every text that people can give is made to do harm."""
    feed = tmp_path / "feed.jsonl"
    with feed.open("w", encoding="utf-8") as lines:
        for n, text in enumerate(TEXTS):
            article: dict[str, Any] = dict.fromkeys(("title", "publisher", "author"), text)
            article |= {"id": f"{text}{n}", "published_on": "2025-01-01", "text": f"{text}\n{hostile.GOOD}{text}\n"}
            # A quote that begins with the harm, an event, a name in quotation marks, a speaker.
            article["text"] += (
                f"{text} استفادت {n + 3} تعاونيات بإقليم تازة من 3 ملايين درهم.\n"
                f'انعقد يوم 3 مارس 2025 بتازة معرض "{text}" بحضور تعاونية "{text}"، وقال محمد العلوي، مدير {text}: "{text}".\n'
            )
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    coopdb.done("load", feed)
    return coopdb


def test_the_views_hold_the_text_as_it_was_given(loaded: Coopdb, tell: Tell) -> None:
    rows = json.loads(
        loaded.done("sql", "SELECT title, publisher, author FROM report.articles", "--format", "json").out
    )
    assert {row["title"] for row in rows} == {text.strip() for text in TEXTS}
    assert all(row["title"] == row["publisher"] == row["author"] for row in rows)
    quotes = json.loads(loaded.done("sql", "SELECT quote, text FROM report.claims", "--format", "json").out)
    assert len(quotes) > 2 * len(TEXTS)
    assert [row for row in quotes if row["text"].strip() not in row["quote"]] == []
    tell(
        f"{len(TEXTS)} texts of SQL, HTML, formulas and steering marks, as given in {len(rows)} articles, {len(quotes)} quotes"
    )


def test_no_cell_of_csv_is_a_formula(loaded: Coopdb, tmp_path: Path, admin: psycopg.Connection, tell: Tell) -> None:
    views = [row[0] for row in admin.execute("SELECT viewname FROM pg_views WHERE schemaname = 'report'").fetchall()]
    loaded.done("export", tmp_path / "csv", "--format", "csv", "--quiet")
    n_cells = 0
    for view in views:
        printed = loaded.inside("sql", f"SELECT * FROM report.{view}", "--format", "csv")
        exported = (tmp_path / "csv" / f"{view}.csv").read_text("utf-8-sig")
        for text in (printed, exported):
            header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
            assert len(rows) == len({*map(tuple, rows)}) or view in ("event_items",)
            for row in rows:
                assert len(row) == len(header)
                n_cells += len(row)
                harmful = [cell for cell in row if FORMULA.match(cell) and not re.fullmatch(r"-?[\d.]+", cell)]
                assert not harmful, (view, harmful)
    assert n_cells > 1000
    tell(f"{n_cells} cells of {len(views)} views in CSV, by `sql` and by `export`: no formula")


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(loaded: Coopdb, tmp_path: Path) -> None:
    loaded.done("export", tmp_path / "book", "--format", "xlsx", "--quiet")
    (book,) = (tmp_path / "book").glob("*.xlsx")
    with zipfile.ZipFile(book) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) > 20
        for name in sheets:
            content = archive.read(name).decode()
            assert "<f>" not in content and "<f " not in content
            assert "evil.example" not in re.sub(r"<t[ >].*?</t>", "", content, flags=re.DOTALL)


class Tags(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_page_runs_nothing_and_fetches_nothing(loaded: Coopdb, tmp_path: Path, tell: Tell) -> None:
    loaded.done("report", tmp_path / "page.html")
    page = Tags()
    page.feed((tmp_path / "page.html").read_text("utf-8"))
    assert len(page.tags) > 100
    for tag, attributes in page.tags:
        assert tag not in ("script", "img", "iframe", "object", "embed", "link", "base", "form")
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, attributes)
            assert "javascript:" not in (value or "").lower()
    tell(f"a page with {len(page.tags)} tags over {len(TEXTS)} harmful texts: none of theirs among them")


def test_a_terminal_is_not_steered(coopdb: Coopdb, tmp_path: Path) -> None:
    escape = tmp_path / "a\x1b]0;owned\x07\u202eb.txt"
    escape.write_bytes(b"\0")
    good = tmp_path / "c\x1b[2Jd.txt"
    good.write_text(hostile.GOOD, encoding="utf-8")
    for answer in (coopdb("load", tmp_path), coopdb("extract", tmp_path), coopdb("status"), coopdb("load", escape)):
        assert not {"\x1b", "\x07", "\u202e"} & set(answer.out + answer.err), answer
    shown = coopdb.done("sql", "SELECT E'a\\x1b[2Jb\\u202ec' AS text").out
    assert not {"\x1b", "\u202e"} & set(shown)
