"""Paths: folders in a fixed order, what is passed over, what is not there, and standard input."""

from __future__ import annotations

import io
import os
import random
from pathlib import Path

import pytest

from coopdb.articles import ArticleInput, NoPaths, NothingToRead, PathAbsent, Rejected, find_articles
from coopdb.errors import CoopdbError
from tests.articles_input.making import TEXT, found, written


def names(*paths: Path) -> list[str]:
    return [Path(each.path).name for each in found(*paths)]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    files = ["b.txt", "B.txt", "a.txt", "10.txt", "9.txt", "ب.txt", "in/a.txt", "in/deep/z.TXT", "also/c.htm"]
    random.Random(7).shuffle(files)
    for file in files:
        written(tmp_path / file, TEXT)
    order = ["10.txt", "9.txt", "B.txt", "a.txt", "b.txt", "ب.txt", "also/c.htm", "in/a.txt", "in/deep/z.TXT"]
    assert [Path(each.path).relative_to(tmp_path).as_posix() for each in found(tmp_path)] == order
    assert found(tmp_path) == found(tmp_path)


def test_paths_are_read_in_the_order_given_and_once(tmp_path: Path) -> None:
    one, other = written(tmp_path / "a.txt", TEXT), written(tmp_path / "b.txt", TEXT)
    assert names(other, one, other) == ["b.txt", "a.txt"]


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    for file in (
        "README.md",
        "readme.txt",
        "Readme.html",
        ".hidden.txt",
        ".git/a.txt",
        "a.pdf",
        "b.jpg",
        "c",
        "d.json",
    ):
        written(tmp_path / file, TEXT)
    written(tmp_path / "article.txt", TEXT)
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["article.txt"]


def test_a_link_that_leads_back_up_is_followed_once(tmp_path: Path) -> None:
    written(tmp_path / "a" / "a.txt", TEXT)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "linked").symlink_to(tmp_path / "a")
    assert names(tmp_path) == ["a.txt", "a.txt"]


def test_a_link_to_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("nowhere")
    (rejected,) = found(tmp_path)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "cannot be opened"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named_and_stops_nothing(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", TEXT).chmod(0)
    written(tmp_path / "b.txt", TEXT)
    written(tmp_path / "in" / "c.txt", TEXT)
    (tmp_path / "in").chmod(0)
    try:
        results = found(tmp_path)
    finally:
        (tmp_path / "in").chmod(0o700)
    assert [isinstance(each, Rejected) for each in results] == [True, False, True]


def test_names_that_no_terminal_or_database_could_hold(tmp_path: Path) -> None:
    written(Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff\n\x1b[31m.txt")), TEXT)
    (article,) = found(tmp_path)
    assert article.path == f"{tmp_path}/a\\xff\\n\\x1b[31m.txt"


class TestNothingThere:
    def test_an_absent_path(self, tmp_path: Path) -> None:
        written(tmp_path / "a.txt", TEXT)
        with pytest.raises(PathAbsent) as caught:
            find_articles([tmp_path / "a.txt", tmp_path / "absent"])
        assert str(caught.value).startswith(f"{tmp_path}/absent: no such file or folder.")
        assert isinstance(caught.value, CoopdbError) and caught.value.exit_code == 2

    def test_a_folder_with_nothing_to_read(self, tmp_path: Path) -> None:
        written(tmp_path / "empty" / "README.md", TEXT)
        written(tmp_path / "a.txt", TEXT)
        for paths in ([tmp_path / "empty"], [tmp_path / "a.txt", tmp_path / "empty"]):
            with pytest.raises(NothingToRead) as caught:
                find_articles(paths)
            assert str(caught.value).startswith(f"{tmp_path}/empty: nothing to read there.")
            assert "\n" not in str(caught.value)

    def test_a_file_of_no_known_kind_is_passed_over_among_others(self, tmp_path: Path) -> None:
        """As a shell's `seeds/*` names them."""
        article, picture = written(tmp_path / "a.txt", TEXT), written(tmp_path / "b.jpg", b"\xff")
        assert names(picture, article) == ["a.txt"]
        with pytest.raises(NothingToRead):
            find_articles([picture])

    def test_no_path(self) -> None:
        with pytest.raises(NoPaths):
            find_articles([])


class TestStandardInput:
    @staticmethod
    def read(content: bytes) -> list[ArticleInput | Rejected]:
        return list(find_articles(["-"], stdin=io.BytesIO(content)))

    def test_a_text(self) -> None:
        (article,) = self.read(TEXT.encode())
        assert isinstance(article, ArticleInput)
        assert (article.text, article.path) == (TEXT, "-")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_a_feed(self, encoding: str) -> None:
        one, bad, other = self.read('\n{"id": "1", "text": "نص"}\nno\n{"id": "2", "text": "نص"}'.encode(encoding))
        assert isinstance(one, ArticleInput) and isinstance(bad, Rejected) and isinstance(other, ArticleInput)
        assert (one.path, bad.path, other.identity) == ("-:2", "-:3", "2")

    def test_a_page(self) -> None:
        (article,) = self.read(f"<!DOCTYPE html><title>خبر</title><p>{TEXT}".encode())
        assert isinstance(article, ArticleInput) and article.title == "خبر"

    def test_nothing(self) -> None:
        (rejected,) = self.read(b"")
        assert isinstance(rejected, Rejected)
        assert str(rejected) == "-: empty. There is no text in it: give the article's text, or remove it."

    def test_beside_files(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.txt", TEXT)
        results = list(find_articles(["-", path], stdin=io.BytesIO(b"text")))
        assert [each.path for each in results] == ["-", str(path)]
