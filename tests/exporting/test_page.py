"""The page: whole, closed to the network, in three languages; what articles hold stays text."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coopdb.cli import main
from coopdb.exporting.markup import Markup, element
from coopdb.exporting.page import LANGUAGES, bounded_text, load_sections, number_text, period_text
from coopdb.views import load_dictionary

VOID = {"meta", "input", "rect"}


class Page(HTMLParser):
    """What a browser makes of a page: its elements, with their attributes and what stands in them."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def text(self) -> str:
        return "\n".join(text for inside, text in self.texts if inside != "style")


def write(url: str, path: Path, *options: str) -> str:
    done = CliRunner().invoke(main, ["--database-url", url, "report", str(path), *options])
    assert done.exit_code == 0 and done.stdout == "", done.output
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def content(loaded: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(loaded, tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture(scope="module")
def page(content: str) -> Page:
    return Page(content)


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_nothing_is_fetched_and_nothing_runs(page: Page, content: str) -> None:
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {name for name, _ in page.elements}
    for name, attributes in page.elements:
        for key, value in attributes.items():
            assert not key.startswith("on") and key not in ("src", "style"), f"{name} {key}"
            assert key != "href" or (value or "").startswith("#"), value
    assert "url(" not in content and "@import" not in content
    assert (
        "meta",
        {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"},
    ) in page.elements


def test_what_articles_hold_is_text(page: Page) -> None:
    assert "@صحيفة <script>alert(1)</script>" in page.text
    assert '<b>فاطمة & "خديجة"</b>' in page.text
    assert '=HYPERLINK("http://example.org","تعاونيات")' in page.text


def test_the_answers_are_there(page: Page) -> None:
    """Tanger-Assilah got 20.86 M, Es-Semara at least 5.22 M."""
    numbers = [text for inside, text in page.texts if inside == "bdi"]
    assert number_text(20_860_000) in numbers
    assert f"≥ {number_text(5_220_000)}" in numbers
    assert f"≥ {number_text(20_860_000 + 5_220_000 + 3_400_000 + 1_250_000)}" in numbers


def test_numbers_stand_apart_from_the_arabic_around_them(page: Page) -> None:
    """In a line that runs right to left, ≥ would be drawn as ≤."""
    for inside, text in page.texts:
        if re.match("[≥≤≈]", text):
            assert inside == "bdi"
    assert all(attributes == {"dir": "ltr"} for name, attributes in page.elements if name == "bdi")


def test_every_label_is_in_three_languages_and_arabic_is_marked(page: Page) -> None:
    spans = [attributes for name, attributes in page.elements if name == "span" and "class" in attributes]
    by_language = {code: sum(each["class"] == code for each in spans) for code in LANGUAGES}
    assert len(set(by_language.values())) == 1 and by_language["ar"] > 100
    assert all(each["lang"] == each["class"] for each in spans)
    for section in load_sections():
        for texts in (
            section["title"],
            section.get("note"),
            *(column["label"] for column in section["columns"]),
        ):
            assert texts is None or set(texts) == set(LANGUAGES)
        assert section["title"]["fr"] in page.text


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_it_opens_in_the_language_asked_for(language: str, loaded: str, tmp_path: Path) -> None:
    page = Page(write(loaded, tmp_path / "page.html", "--language", language))
    checked = [each["id"] for name, each in page.elements if name == "input" and "checked" in each]
    assert checked == [language]
    assert ("html", {"lang": language}) in page.elements


def test_the_same_data_give_the_same_page(content: str, loaded: str, tmp_path: Path) -> None:
    assert write(loaded, tmp_path / "page.html") == content
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_long_sections_say_that_they_are_cut(loaded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopdb.exporting.page.ROWS", 1)
    page = Page(write(loaded, tmp_path / "page.html"))
    assert any("base contient les autres" in text for text in page.text.splitlines())


def test_sections_name_what_their_selects_give() -> None:
    """Each shown column is one that the SELECT names, and each view is one that there is."""
    views = set(load_dictionary())
    for section in load_sections():
        assert set(re.findall(r"report\.(\w+)", section["sql"])) <= views
        for column in section["columns"]:
            kinds = set(column) - {"label", "bounds", "bar"}
            assert len(kinds) == 1, f"{section['id']}: {column}"
            value: Any = column[kinds.pop()]
            names = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
            for name in [*names, *column.get("bounds", [])]:
                assert re.search(rf"\b{name}\b", section["sql"]), f"{section['id']}: {name}"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (20_860_000, "20 860 000"),
        (Decimal("34.50"), "34,5"),
        (0, "0"),
        (Decimal("1E+3"), "1 000"),
        (-5, "-5"),
    ],
)
def test_numbers_are_written_for_moroccan_readers(value: Any, written: str) -> None:
    assert number_text(value) == written.replace(" ", "\u202f")


@pytest.mark.parametrize(
    ("value", "least", "most", "written"),
    [
        (13, 13, 13, "13"),
        (13, 13, None, "≥ 13"),
        (13, 0, 13, "≤ 13"),
        (13, 12, 14, "≈ 13"),
        (0, 0, 0, "0"),
        (None, None, None, ""),
    ],
)
def test_bounds_show(value: Any, least: Any, most: Any, written: str) -> None:
    assert bounded_text({"n": value, "least": least, "most": most}, "n", ["least", "most"]) == written


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2019-01-01", "2025-12-31", "2019–2025"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2005-12-01", "2005-12-31", "2005-12"),
        ("2025-07-07", "2025-07-07", "2025-07-07"),
        ("2025-02-01", "2025-07-07", "2025-02-01–2025-07-07"),
        ("2005-01-01", None, "2005–…"),
        (None, "2004-12-31", "…–2004"),
    ],
)
def test_periods_are_as_short_as_they_can_be(first: str | None, last: str | None, written: str) -> None:
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    assert period_text(*days) == written


def test_markup_escapes_what_is_no_markup() -> None:
    assert element("p", "1 < 2", ["&", None], class_='a"b') == '<p class="a&quot;b">1 &lt; 2&amp;</p>'
    assert element("td", Markup("<b>1</b>"), hidden=True, lang=None) == "<td hidden><b>1</b></td>"
