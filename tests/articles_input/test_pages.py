"""Web pages: the article and what the page says of it, without menus, scripts and styles, however broken."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

import pytest

from coopdb.articles import limits
from coopdb.articles.errors import Unreadable
from coopdb.articles.pages import read_page, words_of
from tests.articles_input.making import TEXT, article_in, rejected_in, written

# A meeting in Tangier, its support, and twelve new cooperatives.
BODY = f"""<article><h1>لقاء تواصلي بطنجة</h1><p>{TEXT * 5}</p>
<p>وقال المدير الجهوي إن 12 تعاونية جديدة أحدثت بالإقليم.</p></article>"""
PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>لقاء تواصلي بطنجة - طنجة اليوم</title>
<meta property="og:title" content="لقاء تواصلي بطنجة"><meta property="og:site_name" content="طنجة اليوم">
<meta property="article:published_time" content="2025-07-07T10:00:00+01:00">
<meta property="article:modified_time" content="2025-07-09T10:00:00+01:00">
<meta name="author" content="سعاد بنعلي"><link rel="canonical" href="https://example.ma/news/85.html">
<style>.x:before{{content:"سيء 99"}}</style><script>var x = "سيء 99 مليون درهم";</script></head>
<body><nav><a href="/">الرئيسية</a></nav>{BODY}
<script>document.write("سيء 99")</script><footer>جميع الحقوق محفوظة 2024</footer></body></html>"""


def test_a_page_gives_its_article_and_its_fields(tmp_path: Path) -> None:
    article = article_in(written(tmp_path / "a.html", PAGE))
    assert article.text.count(TEXT.strip()) == 5
    assert "12 تعاونية جديدة" in article.text
    for word in ("سيء", "الرئيسية", "الحقوق", "<"):
        assert word not in article.text
    assert (article.title, article.publisher) == ("لقاء تواصلي بطنجة", "طنجة اليوم")
    assert article.author == "سعاد بنعلي"
    assert article.published_on == dt.date(2025, 7, 7)
    assert article.source_date == dt.date(2025, 7, 9)
    assert article.identity == article.url == "https://example.ma/news/85.html"


def test_machines_are_told_by_a_description_too() -> None:
    described = f"""<html><head><script type="application/ld+json">{{"@context": "https://schema.org",
    "@type": "NewsArticle", "headline": "عنوان الوصف", "datePublished": "2024-02-03T08:00:00Z",
    "publisher": {{"@type": "Organization", "name": "جريدة الشمال"}}}}</script></head><body>{BODY}"""
    fields = read_page(described).fields
    assert (fields.title, fields.publisher) == ("عنوان الوصف", "جريدة الشمال")
    assert fields.published_on == dt.date(2024, 2, 3)


def test_a_day_in_the_text_is_not_the_day_of_publication() -> None:
    page = f"<html><body>{BODY}<p>انعقد يوم 12/03/2024</p><footer>© 2024 12/03/2024</footer>"
    assert read_page(page).fields.published_on is None


def test_a_day_that_has_not_come_is_a_day() -> None:
    """Else the same page would be another article a year later."""
    page = f'<meta property="article:published_time" content="2190-07-07">{BODY}'
    assert read_page(page).fields.published_on == dt.date(2190, 7, 7)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.ma/", "https://example.ma", "/news/85", "javascript:alert(1)", "http://[", "",
        "https://example.ma/" + "x" * 3000,
    ],
)  # fmt: skip
def test_a_front_pages_address_is_no_articles(address: str) -> None:
    assert read_page(f'<link rel="canonical" href="{address}">{BODY}').fields.url is None


def test_a_short_page_is_read_whole() -> None:
    page = read_page("<html><head><title>خبر</title></head><body><p>نص <b>قصير</b><br>عن 3 تعاونيات</body></html>")
    assert page.text == "نص قصير\nعن 3 تعاونيات"
    assert page.fields.title == "خبر"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_page_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    page = f"<html><head><title>خبر</title></head><body>{BODY}</body></html>"
    assert TEXT.strip() in article_in(written(tmp_path / "a.htm", page.encode(encoding))).text


@pytest.mark.parametrize("name", ["windows-1256", "iso-8859-6"])
def test_a_page_may_declare_its_encoding(tmp_path: Path, name: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={name}"></head>{BODY}'
    assert TEXT.strip() in article_in(written(tmp_path / "a.html", page.encode(name))).text


def test_a_page_that_lies_about_its_encoding_is_utf_8(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1256"></head>{BODY}'
    assert TEXT.strip() in article_in(written(tmp_path / "a.html", page)).text


def test_damage_beside_the_article_is_no_matter_and_damage_in_it_is(tmp_path: Path) -> None:
    head = b'<html><head><meta charset="utf-8"><meta name="x" content="%s"></head>'
    beside = head % b"\xd8" + BODY.encode()
    assert TEXT.strip() in article_in(written(tmp_path / "a.html", beside)).text
    inside = head % b"x" + BODY.encode().replace("دعم".encode(), b"\xd8", 1)
    assert rejected_in(written(tmp_path / "a.html", inside)).reason == "undecodable"


BROKEN = {
    "never closed": f"<html><body><div><p>{TEXT}<div><b><i>",
    "closed before opened": f"</div></p></html><p>{TEXT}</p></body>",
    "no tags": TEXT,
    "a tag at the end": f"<p>{TEXT}<",
    "tags crossed": f"<b><p><i>{TEXT}</b></p></i>",
    "a page in a page": f"<html><body><html><body><p>{TEXT}</body></html></body></html>",
    "attributes without end": f'<p class="a>{TEXT}</p><p>{TEXT}</p><p title="b">{TEXT}</p>',
    "xml": f'<?xml version="1.0" encoding="windows-1256"?><html xmlns="http://x"><p>{TEXT}</p></html>',
    "entities of its own": f'<!DOCTYPE html [<!ENTITY a "99"><!ENTITY b "&a;&a;">]><p>{TEXT}</p>',
    "nul": f"<p>\0{TEXT}\0</p>",
    "deep": "<div>" * 1000 + TEXT + "</div>" * 1000,
    "too deep for the parser": "<div>" * 5000 + TEXT,
    "a comment that never ends": f"<p>{TEXT}</p><!-- {TEXT}",
    "frames": f"<frameset><frame src=x></frameset><noframes><p>{TEXT}</p></noframes><p>{TEXT}</p>",
    "bad description": f'<script type="application/ld+json">{{"@type": [[[</script><p>{TEXT}</p>',
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_pages_keep_their_words(kind: str) -> None:
    assert TEXT.strip() in read_page(BROKEN[kind]).text


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{TEXT}</p><script>سيء",
        f"<p>{TEXT}</p><STYLE type=x>سيء</StYlE ><script src=a>سيء</script\n>",
        f"<p>{TEXT}</p><script>if (a < b) {{ '<p>سيء</p>' }}</script>",
        "<div>" * 3000 + f"<script>سيء</script><style>سيء</style><p>{TEXT}</p><template>سيء</template>",
        f'<p>{TEXT}</p><svg><style>سيء</style><text>سيء</text></svg><p onclick="سيء">أ</p>',
        f'<p>{TEXT}</p><img src="data:image/png;base64,AAAA" alt="x">',
    ],
)  # fmt: skip
def test_code_is_never_in_the_text(page: str) -> None:
    text = read_page(page).text
    assert TEXT.strip() in text
    assert "سيء" not in text and "base64" not in text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html></html>", "no text"),
        ("<script>x</script>", "no text"),
        ("<img src=x>", "no text"),
        ("<div>" * 500, "no text"),
        ("<p>x</p>" * (limits.MAX_TAGS // 2 + 1), "too much markup"),
        ("<p>" + "x" * (limits.MAX_CHARACTERS + 1), "too long"),
    ],
)
def test_a_page_without_an_article_is_refused_with_the_reason(tmp_path: Path, page: str, reason: str) -> None:
    assert rejected_in(written(tmp_path / "a.html", page)).reason == reason


def test_pictures_written_out_in_a_page_do_not_make_it_long() -> None:
    page = f'<img src="data:image/png;base64,{"A" * 2 * limits.MAX_CHARACTERS}"><p>{TEXT}</p>'
    assert read_page(page).text == TEXT.strip()


def test_junk_in_a_pages_fields_costs_the_field_alone(tmp_path: Path) -> None:
    junk = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "a\\u0000b"}</script>'
    article = article_in(written(tmp_path / "a.html", f"<html><head>{junk}</head><body>{BODY}</body></html>"))
    assert "\0" not in (article.title or "")


def test_the_extractor_says_nothing_on_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Unreadable):
        read_page("<html><body></body></html>")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<div>دعم<br>20 <b>مليون</b> درهم", "دعم\n20 مليون درهم"),
        ("<p>a&amp;b &lt;c&gt;</p><!-- d --><!doctype e>f", "a&b <c>\nf"),
        ("<title>a</title>b<script>c</script>d<style>e", "b\nd\ne"),
        ("1 < 2 <", "1 < 2 <"),
        ("<a href='x", ""),
    ],
)
def test_words_as_they_stand(markup: str, words: str) -> None:
    assert words_of(markup) == words
