"""Feeds: an article a line or a row, under whatever names, and each bad one rejected alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coopdb.articles import ArticleInput, Rejected, find_articles, limits
from coopdb.articles.fields import read_date
from tests.articles_input.making import TEXT, article_in, found, rejected_in, written

FULL = {
    "id": "m-1",
    "url": "https://example.ma/1",
    "text": TEXT,
    "title": "دعم  التعاونيات\n",
    "publisher": "جريدة",
    "author": "كاتبة",
    "published_on": "2025-07-07",
}


def feed(path: Path, *records: Any) -> Path:
    lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
    return written(path, "".join(f"{line}\n" for line in lines))


def as_csv(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    return written(path, "\r\n".join(rows).encode(encoding))


def short(each: ArticleInput | Rejected) -> tuple[str, str]:
    """The line, and the reason or the identity."""
    return each.path.rpartition(":")[2], each.reason if isinstance(each, Rejected) else each.identity


def test_a_line_gives_all_its_fields(tmp_path: Path) -> None:
    path = feed(tmp_path / "feed.jsonl", FULL)
    article = article_in(path)
    assert (article.identity, article.id, article.url) == ("m-1", "m-1", "https://example.ma/1")
    assert (article.title, article.publisher, article.author) == ("دعم التعاونيات", "جريدة", "كاتبة")
    assert article.published_on == article.source_date == dt.date(2025, 7, 7)
    assert article.text == TEXT
    assert article.path == f"{path}:1"


@pytest.mark.parametrize(
    ("names", "values"),
    [
        ("guid link content headline source byline date", ("7", "u", "نص", "ع", "ن", "ك", "2025-01-02")),
        ("ID URL articleBody Title siteName authors pubDate", (7, "u", "نص", "ع", "ن", ["ك"], "02/01/2025")),
        (
            "_id href body title publisher author datePublished",
            ("7", "u", "نص", "ع", {"name": "ن"}, {"name": "ك"}, "2025-01-02T10:00Z"),
        ),
        (
            "المعرف الرابط النص العنوان الناشر الكاتب تاريخ_النشر",
            ("7", "u", "نص", "ع", "ن", "ك", "2025/01/02"),
        ),
        ("id url full-text title outlet author published_at", ("7", "u", "نص", "ع", "ن", "ك", "2.1.2025")),
    ],
)
def test_feeds_call_their_fields_by_many_names(tmp_path: Path, names: str, values: tuple[Any, ...]) -> None:
    record = dict(zip(names.split(), values, strict=True))
    article = article_in(feed(tmp_path / "feed.ndjson", {"text": None, "title": "", **record}))
    assert (article.identity, article.url, article.text) == ("7", "u", "نص")
    assert (article.title, article.publisher, article.author) == ("ع", "ن", "ك")
    assert article.published_on == dt.date(2025, 1, 2)


def test_the_same_articles_from_json_and_csv_are_the_same(tmp_path: Path) -> None:
    from_json = article_in(feed(tmp_path / "a.jsonl", FULL))
    row = f'm-1,https://example.ma/1,"{TEXT}",دعم التعاونيات,جريدة,كاتبة,07/07/2025'
    from_csv = article_in(as_csv(tmp_path / "a.csv", "id,url,text,title,publisher,author,published_on", row))
    assert from_csv.sha256 == from_json.sha256
    assert from_csv.text == TEXT


class TestIdentity:
    def test_is_the_id_else_the_url_else_the_content(self, tmp_path: Path) -> None:
        articles = found(
            feed(
                tmp_path / "a.jsonl",
                {"id": "i", "url": "u", "text": "نص"},
                {"id": " ", "url": "u", "text": "نص"},
                {"text": "نص"},
            )
        )
        assert [each.identity for each in articles[:2] if isinstance(each, ArticleInput)] == ["i", "u"]
        last = articles[2]
        assert isinstance(last, ArticleInput) and last.identity == last.sha256

    def test_a_change_of_text_or_fields_changes_the_hash_alone(self, tmp_path: Path) -> None:
        changes = [
            {},
            {"text": "غيره"},
            {"title": "غيره"},
            {"publisher": None},
            {"published_on": "2025-07-08"},
        ]
        changes.append({"updated": "2025-07-09"})
        articles = found(feed(tmp_path / "a.jsonl", *({**FULL, **change} for change in changes)))
        assert {each.identity for each in articles if isinstance(each, ArticleInput)} == {"m-1"}
        assert len({each.sha256 for each in articles}) == len(changes)

    def test_the_order_of_fields_and_where_it_is_found_change_nothing(self, tmp_path: Path) -> None:
        one = article_in(feed(tmp_path / "a.jsonl", FULL))
        other = article_in(feed(tmp_path / "b" / "c.jsonl", "", dict(reversed(FULL.items()))))
        assert (one.identity, one.sha256) == (other.identity, other.sha256)
        assert other.path.endswith("c.jsonl:2")

    def test_an_article_without_id_is_told_from_the_same_text_elsewhere(self, tmp_path: Path) -> None:
        """Two papers that print one dispatch are two articles."""
        one, other = found(
            feed(tmp_path / "a.jsonl", {"text": TEXT, "publisher": "أ"}, {"text": TEXT, "publisher": "ب"})
        )
        assert one.sha256 != other.sha256

    def test_a_revision_is_dated_by_its_change_else_by_its_publication(self, tmp_path: Path) -> None:
        article = article_in(feed(tmp_path / "a.jsonl", {**FULL, "dateModified": "2025-07-09T08:00:00+01:00"}))
        assert article.published_on == dt.date(2025, 7, 7)
        assert article.source_date == dt.date(2025, 7, 9)


def test_bad_lines_are_rejected_alone(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.jsonl",
        b'{"id": "1", "text": "a"}\n'
        b'{"id": "2", "text": \n'
        b"\n"
        b"[1, 2]\n"
        b'"text"\n'
        b'{"id": "6", "title": "x"}\n'
        b'{"id": "7", "text": 7}\n'
        b'{"id": "8", "text": " "}\n'
        b'{"id": [9], "text": "a"}\n'
        b'{"id": "10", "text": "a\\u0000b"}\n'
        b'{"id": "11", "text": "a\\ud800b"}\n'
        b'{"id": "12", "text": "a", "title": "\\u0007"}\n'
        b'{"id": "13", "text": "\xd8"}\n'
        b'{"id": 1' + b"0" * 5000 + b', "text": "a"}\n'
        b'{"id": "15", "text": ' + b"[" * 100_000 + b"\n"
        b'{"id": true, "text": "a"}\n'
        b'{"id": "' + b"x" * 3000 + b'", "text": "a"}\n'
        b'{"id": "18", "text": "a", "author": "' + b"x" * 6000 + b'"}\n'
        b'{"id": "last", "text": "a"}',
    )
    assert [short(each) for each in found(path)] == [
        ("1", "1"),
        ("2", "not JSON"),
        ("4", "not a JSON object"),
        ("5", "not a JSON object"),
        ("6", "no text"),
        ("7", "text is not a string"),
        ("8", "empty"),
        ("9", "id is neither text nor a whole number"),
        ("10", "NUL character"),
        ("11", "unpaired surrogate U+D800"),
        ("12", "control character U+0007"),
        ("13", "undecodable"),
        ("14", "not JSON"),
        ("15", "not JSON"),
        ("16", "id is neither text nor a whole number"),
        ("17", "id too long"),
        ("18", "author too long"),
        ("19", "last"),
    ]


def test_a_line_that_is_rejected_is_kept(tmp_path: Path) -> None:
    _, rejected, _ = found(written(tmp_path / "a.jsonl", b'{"text": "a"}\nno\r\n{"text": "b"}'))
    assert isinstance(rejected, Rejected)
    assert rejected.content == b"no\r\n" and rejected.is_whole


def test_a_line_of_fifty_megabytes_stops_no_other(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", b'{"text": "' + b"x" * 50_000_000 + b'"}\n{"id": "2", "text": "a"}\n')
    rejected, article = found(path)
    assert isinstance(rejected, Rejected) and isinstance(article, ArticleInput)
    assert (rejected.reason, rejected.size, len(rejected.content)) == (
        "too long",
        50_000_013,
        limits.KEPT_BYTES,
    )
    assert article.path.endswith(":2")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"id,text\n"])
def test_a_feed_with_nothing_in_it_is_rejected(tmp_path: Path, name: str, content: bytes) -> None:
    expected = "not JSON" if name == "a.jsonl" and content.startswith(b"id") else "empty"
    assert rejected_in(written(tmp_path / name, content)).reason == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_feeds_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    lines = "".join(json.dumps({"id": n, "text": TEXT}, ensure_ascii=False) + "\n" for n in range(3))
    articles = found(written(tmp_path / "a.jsonl", lines.encode(encoding)))
    assert [each.text for each in articles if isinstance(each, ArticleInput)] == [TEXT] * 3
    rows = "id,text\r\n" + "".join(f'{n},"{TEXT}"\r\n' for n in range(3))
    articles = found(written(tmp_path / "a.csv", rows.encode(encoding)))
    assert [each.text for each in articles if isinstance(each, ArticleInput)] == [TEXT] * 3


def test_utf_16_cut_in_half_loses_its_last_line_alone(tmp_path: Path) -> None:
    content = '{"id": "1", "text": "نص"}\n{"id": "2", "text": "نص"}'.encode("utf-16")[:-1]
    one, other = found(written(tmp_path / "a.jsonl", content))
    assert (short(one), short(other)) == (("1", "1"), ("2", "not JSON"))


class TestCsv:
    def test_cells_hold_commas_quotes_and_lines(self, tmp_path: Path) -> None:
        path = as_csv(tmp_path / "a.csv", "id,text", '1,"سطر، ""شعار"",\r\nسطر"', "2,نص")
        one, other = found(path)
        assert isinstance(one, ArticleInput) and isinstance(other, ArticleInput)
        assert one.text == 'سطر، "شعار",\r\nسطر'
        assert (one.path, other.path) == (f"{path}:2", f"{path}:4")

    @pytest.mark.parametrize("rows", [["id;text", "1;أ,ب"], ["sep=;", "id;text", "1;أ,ب"], ["id\ttext", "1\tأ,ب"]])
    def test_other_delimiters(self, tmp_path: Path, rows: list[str]) -> None:
        article = article_in(as_csv(tmp_path / "a.csv", *rows))
        assert (article.identity, article.text) == ("1", "أ,ب")

    def test_a_long_article_is_one_cell(self, tmp_path: Path) -> None:
        """The library stops at 131,072 characters of its own accord."""
        text = TEXT * 5_000
        assert article_in(as_csv(tmp_path / "a.csv", "id,text", f'1,"{text}"')).text == text

    def test_bad_rows_are_rejected_alone(self, tmp_path: Path) -> None:
        path = written(
            tmp_path / "a.csv",
            b"id,text,title\n1,a,\n2\n3,a,b,c\n\n5,\xd8,x\n,,\n6,a\n7,a\0b,\n",
        )
        assert [short(each) for each in found(path)] == [
            ("2", "1"),
            ("3", "no text"),
            ("4", "more cells than columns"),
            ("6", "undecodable"),
            ("8", "6"),
            ("9", "NUL character"),
        ]

    def test_a_quotation_mark_that_is_never_closed_costs_one_line(self, tmp_path: Path) -> None:
        path = as_csv(tmp_path / "a.csv", "id,text", "1,a", '2,"never closed', "3,a", '4,"b"', "5,c")
        assert [short(each) for each in found(path)] == [
            ("2", "1"),
            ("3", "not CSV"),
            ("4", "3"),
            ("5", "4"),
            ("6", "5"),
        ]

    def test_a_row_in_a_foreign_encoding_goes_with_all_its_lines(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.csv", b'id,text\n1,"a\n\xd8\n\nb"\n2,c\n')
        assert [short(each) for each in found(path)] == [("2", "undecodable"), ("6", "2")]

    def test_a_table_without_text_is_rejected_once(self, tmp_path: Path) -> None:
        rejected = rejected_in(as_csv(tmp_path / "a.csv", "code,name", "MA-TNG,طنجة", "MA-AGD,أكادير"))
        assert rejected.reason == "no text column"


def test_a_page_in_a_feed_is_extracted(tmp_path: Path) -> None:
    record = {"id": "1", "html": f"<title>x</title><p>{TEXT}</p><script>99</script>", "title": "عنوان"}
    article = article_in(feed(tmp_path / "a.jsonl", record))
    assert (article.text, article.title) == (TEXT.strip(), "عنوان")


def test_feeds_are_read_as_they_come(tmp_path: Path) -> None:
    """An endless feed gives its first articles, and is never held whole."""

    class Endless:
        def __init__(self) -> None:
            self.given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            line = b'{"text": "a"}\n'
            return (line * (size // len(line) + 1))[:size] if self.given == size else line * (size // len(line))

    stream = Endless()
    articles: Iterator[ArticleInput | Rejected] = find_articles(["-"], stdin=stream)  # type: ignore[arg-type]
    for _ in range(10):
        next(articles)
    assert stream.given < 2**20


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-07-07", dt.date(2025, 7, 7)),
        ("2025-07-07T10:00:00Z", dt.date(2025, 7, 7)),
        ("2025-07-07T23:30:00.000+01:00", dt.date(2025, 7, 7)),
        ("2025-07-07 10:00", dt.date(2025, 7, 7)),
        ("20250707", dt.date(2025, 7, 7)),
        ("2025/07/07", dt.date(2025, 7, 7)),
        ("07/07/2025", dt.date(2025, 7, 7)),
        ("3/2/2025", dt.date(2025, 2, 3)),  # day first
        ("03.02.2025 10:00", dt.date(2025, 2, 3)),
        ("٠٣/٠٢/٢٠٢٥", dt.date(2025, 2, 3)),
        ("Mon, 07 Jul 2025 10:00:00 GMT", dt.date(2025, 7, 7)),
        ("03/25/2025", None),  # month first: which would 03/02 be?
        ("2025-02-30", None),
        ("2025-07", None),
        ("0000-00-00", None),
        ("yesterday", None),
        ("07/07-2025", None),
        ("1751882400", None),
    ],
)
def test_days_of_metadata(text: str, day: dt.date | None) -> None:
    assert read_date(text) == day


def test_a_date_that_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    article = article_in(feed(tmp_path / "a.jsonl", {"text": "a", "date": "next week", "title": {"a": 1}}))
    assert article.published_on is article.title is None
    assert article.notes == ("title is no text: passed over", "published_on is no date: 'next week'")
