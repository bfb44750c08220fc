"""`manifest.csv`: fields for the plain text files beside it, however they are reached."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

from coopdb.articles import ArticleInput, Rejected, find_articles
from tests.articles_input.making import TEXT, article_in, found, written, zipped

HEADER = "file,id,url,title,publisher,author,published_on\n"
ROWS = (
    HEADER
    + "a.txt,m-1,https://example.ma/1,دعم التعاونيات,جريدة,كاتبة,2025-07-07\n"
    + "b.txt,,https://example.ma/2,,,,07/07/2025\n"
)


def test_a_manifest_gives_fields_to_the_texts_beside_it(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "in/a.txt"):
        written(tmp_path / name, TEXT)
    written(tmp_path / "manifest.csv", ROWS)
    a, b, c, below = find_articles([tmp_path])
    assert isinstance(a, ArticleInput) and isinstance(b, ArticleInput)
    assert isinstance(c, ArticleInput) and isinstance(below, ArticleInput)
    assert (a.identity, a.title, a.publisher, a.author) == ("m-1", "دعم التعاونيات", "جريدة", "كاتبة")
    assert (b.identity, b.published_on) == ("https://example.ma/2", dt.date(2025, 7, 7))
    assert c.identity == below.identity == c.sha256
    assert a.text == b.text == TEXT


def test_an_article_is_the_same_from_its_folder_and_alone(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT)
    written(tmp_path / "manifest.csv", ROWS.replace("b.txt", "a2.txt"))
    written(tmp_path / "a2.txt", TEXT)
    assert found(tmp_path / "a.txt", tmp_path / "a2.txt") == found(tmp_path)


def test_the_same_in_an_archive(tmp_path: Path) -> None:
    members = [("x/a.txt", TEXT), ("x/manifest.csv", HEADER + "a.txt,7,,,,,\n"), ("a.txt", TEXT)]
    outer, inner = found(written(tmp_path / "a.zip", zipped(members)))
    assert isinstance(outer, ArticleInput) and isinstance(inner, ArticleInput)
    assert (outer.identity, inner.identity) == (outer.sha256, "7")


def test_a_manifest_goes_before_what_a_page_says(tmp_path: Path) -> None:
    written(tmp_path / "a.html", f"<title>عنوان الصفحة</title><meta name=date content=2024-01-01><p>{TEXT}</p>")
    written(tmp_path / "manifest.csv", "file,title\na.html,عنوان\n")
    article = article_in(tmp_path)
    assert (article.title, article.published_on) == ("عنوان", dt.date(2024, 1, 1))


def test_a_name_may_be_written_with_its_letters_in_parts(tmp_path: Path) -> None:
    name = "آسفي é.txt"
    written(tmp_path / unicodedata.normalize("NFD", name), TEXT)
    written(tmp_path / "manifest.csv", f"file;id\n./{unicodedata.normalize('NFC', name)};7\n".encode("utf-8-sig"))
    assert article_in(tmp_path).identity == "7"


def test_rows_that_cannot_be_used_are_named_and_stop_nothing(tmp_path: Path) -> None:
    rows = "gone.txt,1,,,,,\na.txt,2,,,,,\na.txt,3,,,,,\n,4,,,,,\n\xff\n"
    written(tmp_path / "manifest.csv", (HEADER + rows).encode("latin-1"))
    written(tmp_path / "a.txt", TEXT)
    results = found(tmp_path)
    rejected = {each.path.rpartition(":")[2]: each.reason for each in results if isinstance(each, Rejected)}
    assert rejected == {
        "2": "no such file",
        "4": "file named twice",
        "5": "no file named",
        "6": "undecodable",
    }
    assert [each.identity for each in results if isinstance(each, ArticleInput)] == ["2"]


def test_a_table_that_names_no_files_is_named_and_stops_nothing(tmp_path: Path) -> None:
    written(tmp_path / "manifest.csv", "code,name\n1,a\n")
    written(tmp_path / "a.txt", TEXT)
    rejected, article = found(tmp_path)
    assert isinstance(rejected, Rejected) and rejected.reason == "no file column"
    assert isinstance(article, ArticleInput)


def test_a_date_that_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    written(tmp_path / "manifest.csv", "file,published_on\na.txt,soon\n")
    written(tmp_path / "a.txt", TEXT)
    assert article_in(tmp_path).notes == ("published_on is no date: 'soon'",)
