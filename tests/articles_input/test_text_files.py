"""A text file: its encoding is told, its text kept as it is, or refused with the reason."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coopdb.articles import limits
from coopdb.articles.decoding import decode
from coopdb.articles.errors import Unreadable
from tests.articles_input.making import TEXT, article_in, rejected_in, written

# Meetings, French accents in ASCII letters, quotation marks, a no-break space and Windows line ends.
SAMPLES = {
    "arabic": TEXT,
    "short": "تعاونية",
    "mixed": "شعار: “التعاونيات تبني عالما أفضل”، برنامج Forsa بطنجة – أصيلة\xa0: 12%\r\n",
    "french": "Les coopératives ont été créées à Tanger, où elles bénéficient d'un appui du programme.",
    "ascii": "Cooperatives: 85",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_text_is_the_same_in_every_encoding(tmp_path: Path, sample: str, encoding: str) -> None:
    text = SAMPLES[sample]
    assert article_in(written(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(tmp_path: Path, encoding: str) -> None:
    assert article_in(written(tmp_path / "a.txt", (TEXT * 3).encode(encoding))).text == TEXT * 3
    without_zeros = "تعاونيات".encode(encoding)
    assert article_in(written(tmp_path / "a.txt", without_zeros)).text == "تعاونيات"


def test_a_text_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "\ufeffسطر\r\n\n\tسطر\u200f \u202eمعكوس\u202c\rآخر \f"
    assert article_in(written(tmp_path / "a.txt", text)).text == text[1:]
    assert article_in(written(tmp_path / "b.txt", text[1:])).text == text[1:]


def test_words_of_other_languages_are_only_text(tmp_path: Path) -> None:
    text = '\'; DROP TABLE articles; -- =HYPERLINK("x") <script>alert(1)</script> \\copy'
    assert article_in(written(tmp_path / "a.txt", text)).text == text


@pytest.mark.parametrize(
    ("content", "reason", "place"),
    [
        (b"", "empty", None),
        (b" \r\n\t\n", "empty", None),
        ("\ufeff".encode(), "empty", None),
        ("\u200f\u202b\xa0".encode(), "empty", None),
        (b"85\0 cooperatives", "NUL character", "line 1, character 3"),
        (f"{TEXT}\n\x1b[31m".encode(), "control character U+001B", "line 3, character 54"),
        ("نص\x85نص\x9fنص".encode(), "control character U+009F", "line 1, character 6"),
        (b"\xff\xfe\x00\xd8\x2a\x06", "unpaired surrogate U+D800", "line 1, character 1"),
        ("تعاونية".encode() + b"\xed\xa0\x80", "unpaired surrogate U+D800", "line 1, character 8"),
        (b"\xff\xfe\x2a\x06\x2a", "undecodable", "byte 3"),
        (TEXT.encode()[:-3], "undecodable", f"byte {len(TEXT.encode()) - 3}"),
        (TEXT.encode("iso-8859-6"), "undecodable", "byte 1"),
        (TEXT.encode().replace("د".encode(), b"\xd8", 1), "undecodable", None),
        ("Привет, кооперативы".encode("cp1251"), "undecodable", "byte 1"),
        ("協同組合の記事です".encode("shift_jis"), "undecodable", "byte 1"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8, "binary", None),
        (bytes(range(256)) * 8, "binary", None),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str, place: str | None
) -> None:
    path = written(tmp_path / "a.txt", content)
    rejected = rejected_in(path)
    assert rejected.reason == reason
    if place:
        assert rejected.place == place
    assert rejected.path == str(path)
    assert rejected.content == content and rejected.is_whole
    assert rejected.sha256 == hashlib.sha256(content).hexdigest()
    assert str(rejected).startswith(f"{path}") and "\n" not in str(rejected) and rejected.next_step[-1] == "."


def test_utf_8_that_is_damaged_is_not_taken_for_windows_1256() -> None:
    """Every byte means something in windows-1256; misread UTF-8 has none of the commonest letters."""
    with pytest.raises(Unreadable, match="undecodable"):
        decode(TEXT.encode()[:-3] + b"\xd8")


def test_too_long_a_text_is_refused_and_the_longest_is_not(tmp_path: Path) -> None:
    longest = "ت" * limits.MAX_CHARACTERS
    assert len(article_in(written(tmp_path / "a.txt", longest)).text) == limits.MAX_CHARACTERS
    rejected = rejected_in(written(tmp_path / "a.txt", longest + "ت"))
    assert rejected.reason == "too long"
    assert len(rejected.content) == limits.KEPT_BYTES and not rejected.is_whole


def test_fifty_megabytes_in_one_line_are_refused(tmp_path: Path) -> None:
    rejected = rejected_in(written(tmp_path / "a.txt", b"x" * 50_000_000))
    assert (rejected.reason, len(rejected.content)) == ("too long", limits.KEPT_BYTES)


def test_an_article_with_nothing_beside_it_is_its_texts_hash(tmp_path: Path) -> None:
    """So the hash is the file's own, wherever it lies and in whatever encoding."""
    article = article_in(written(tmp_path / "a.txt", TEXT))
    assert article.identity == article.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert article_in(written(tmp_path / "b" / "c.txt", TEXT.encode("utf-16"))).identity == article.identity
    assert article.title is article.publisher is article.published_on is article.source_date is None
