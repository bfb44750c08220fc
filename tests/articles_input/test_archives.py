"""Archives: their members are read as files are, and none of them can fill memory, disk or time."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from coopdb.articles import ArticleInput, NothingToRead, Rejected, archives, limits
from tests.articles_input.making import TEXT, article_in, found, rejected_in, written, zipped


def outcomes(path: Path) -> dict[str, str]:
    """For each member: `read`, or why not."""
    return {
        each.path.removeprefix(f"{path}!"): "read" if isinstance(each, ArticleInput) else each.reason
        for each in found(path)
    }


def test_members_are_read_by_name_and_the_rest_passed_over(tmp_path: Path) -> None:
    members = [
        ("b.txt", TEXT),
        ("a/c.html", f"<p>{TEXT}</p>"),
        ("a/feed.jsonl", '{"id": "1", "text": "a"}\nno\n'),
        ("a/feed.csv", "id,text\n2,a\n"),
        ("photo.jpg", b"\xff\xd8"),
        ("README.txt", "about"),
        (".hidden/x.txt", TEXT),
        ("__MACOSX/._b.txt", b"\0"),
        ("a/.x.txt", TEXT),
        ("empty.txt", ""),
        ("folder/", ""),
    ]
    path = written(tmp_path / "a.zip", zipped(members))
    assert list(outcomes(path).items()) == [
        ("a/c.html", "read"),
        ("a/feed.csv:2", "read"),
        ("a/feed.jsonl:1", "read"),
        ("a/feed.jsonl:2", "not JSON"),
        ("b.txt", "read"),
        ("empty.txt", "empty"),
    ]
    assert [each.path for each in found(written(tmp_path / "a.zip", zipped(reversed(members))))] == [
        f"{path}!{member}" for member in outcomes(path)
    ]


def test_an_article_is_the_same_in_and_out_of_an_archive(tmp_path: Path) -> None:
    inside = article_in(written(tmp_path / "a.zip", zipped([("x/y.txt", TEXT)])))
    outside = article_in(written(tmp_path / "z.txt", TEXT))
    assert (inside.identity, inside.sha256, inside.text) == (outside.identity, outside.sha256, outside.text)


def test_an_archive_that_lost_its_contents_is_not_empty(tmp_path: Path) -> None:
    end = zipped([])
    path = written(tmp_path / "a.zip", zipped([("a.txt", TEXT)]) + end)
    assert outcomes(path) == {str(path): "not a zip archive"}
    (tmp_path / "b").mkdir()
    with pytest.raises(NothingToRead):
        list(found(written(tmp_path / "b" / "b.zip", end)))


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    content = zipped([("deepest.txt", "a")])
    for depth in range(limits.MAX_NESTING, 0, -1):
        content = zipped([(f"{depth}.txt", f"text {depth}"), ("in.zip", content)])
    path = written(tmp_path / "a.zip", content)
    assert outcomes(path) == {
        "1.txt": "read",
        "in.zip!2.txt": "read",
        "in.zip!in.zip!3.txt": "read",
        "in.zip!in.zip!in.zip": "archives too deep",
    }


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_usual_methods(tmp_path: Path, method: int) -> None:
    assert article_in(written(tmp_path / "a.zip", zipped([("a.txt", TEXT)], method))).text == TEXT


def test_other_methods_and_passwords_are_refused(tmp_path: Path) -> None:
    assert list(outcomes(written(tmp_path / "a.zip", zipped([("a.txt", TEXT)], zipfile.ZIP_LZMA))).values()) == [
        "packed by an unknown method"
    ]
    content = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT)]))
    content[6] |= 1
    content[content.find(b"PK\1\2") + 8] |= 1
    assert outcomes(written(tmp_path / "a.zip", bytes(content))) == {"a.txt": "encrypted", "b.txt": "read"}


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\5\6", zipped([("a.txt", TEXT)])[:-30]])
def test_what_is_no_archive_is_rejected(tmp_path: Path, content: bytes) -> None:
    rejected = rejected_in(written(tmp_path / "a.zip", content))
    assert (rejected.reason, rejected.content) == ("not a zip archive", content)


def test_a_damaged_member_stops_no_other(tmp_path: Path) -> None:
    content = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT), ("c.zip", b"no")], zipfile.ZIP_STORED))
    content[40] ^= 0xFF
    assert outcomes(written(tmp_path / "a.zip", bytes(content))) == {
        "a.txt": "damaged in the archive",
        "b.txt": "read",
        "c.zip": "not a zip archive",
    }


@pytest.mark.parametrize("members", [[], [("photo.jpg", b"x")], [("manifest.csv", "file\n")], [(".a/b.txt", "a")]])
def test_an_archive_with_nothing_to_read(tmp_path: Path, members: list[tuple[str, str]]) -> None:
    with pytest.raises(NothingToRead, match=r"a\.zip"):
        found(written(tmp_path / "a.zip", zipped(members)))
    with pytest.raises(NothingToRead, match=r"b\.zip"):
        found(written(tmp_path / "b.zip", zipped([("in.zip", zipped(members))])))


class TestBombs:
    def test_one_member_that_unpacks_to_far_more(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.zip", zipped([("a.jsonl", b"\0" * 20_000_000), ("b.txt", TEXT)]))
        assert outcomes(path) == {"a.jsonl": "zip bomb", "b.txt": "read"}

    def test_one_archive_within_archives(self, tmp_path: Path) -> None:
        inner = zipped([("a.zip", zipped([("a.txt", b"\0" * 20_000_000)]))])
        assert list(outcomes(written(tmp_path / "a.zip", zipped([("in.zip", inner)]))).values()) == ["zip bomb"]

    def test_all_members_together(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archives, "UNPACKED_ALWAYS", 250_000)
        monkeypatch.setattr(archives, "MAX_RATIO_OVERALL", 1)
        line = '{"text": "' + "x" * 90_000 + '"}\n'
        path = written(tmp_path / "a.zip", zipped((f"{n}.jsonl", line) for n in range(5)))
        reasons = [each.reason if isinstance(each, Rejected) else "read" for each in found(path)]
        assert reasons == ["read", "read", "zip bomb", "zip bomb", "zip bomb"]
        monkeypatch.setattr(archives, "MAX_REFUSED", 1)
        refused = found(path)[-1]
        assert isinstance(refused, Rejected) and len(found(path)) == 4
        assert (refused.path, refused.place) == (str(path), "from 3.jsonl on")

    def test_members_that_share_their_bytes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A few kilobytes that a table of contents names ten thousand times."""
        limit = 10_000_000
        monkeypatch.setattr(archives, "UNPACKED_ALWAYS", limit)
        monkeypatch.setattr(archives, "MAX_RATIO_OVERALL", 1)
        content = zipped([("a.txt", TEXT * 5_000)])
        start, end = content.rfind(b"PK\1\2"), content.rfind(b"PK\5\6")
        entry, times = content[start:end], 10_000
        last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, times, times, len(entry) * times, start, 0)
        results = found(written(tmp_path / "a.zip", content[:start] + entry * times + last))
        read = sum(len(each.text.encode()) for each in results if isinstance(each, ArticleInput))
        assert 0 < read <= limit
        # Newer Pythons see for themselves that members overlap.
        reasons = {each.reason for each in results if isinstance(each, Rejected)}
        assert reasons and reasons <= {"zip bomb", "damaged in the archive"}

    def test_a_table_of_contents_that_fills_the_memory(self, tmp_path: Path) -> None:
        size = limits.MAX_CONTENTS + 1
        last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, size, 0, 0)
        assert rejected_in(written(tmp_path / "a.zip", b"\0" * size + last)).reason == "too many members"
        # The same in the larger form, zip64.
        large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 0, 0, 0, 0, 1, 1, size, 0)
        locator = struct.pack("<4sLQL", b"PK\6\7", 0, size, 1)
        last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0)
        path = written(tmp_path / "b.zip", b"\0" * size + large + locator + last)
        assert rejected_in(path).reason == "too many members"


def test_zip64_archives_are_read(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(TEXT.encode())
    assert article_in(written(tmp_path / "a.zip", content.getvalue())).text == TEXT


def test_names_that_no_terminal_or_database_could_hold(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", zipped([("a\n\x1b[31m" + "x" * 3000 + ".txt", TEXT), ("../../b.txt", TEXT)]))
    one, other = sorted(each.path for each in found(path))
    assert other.isprintable() and len(other) == limits.MAX_PATH
    assert one == f"{path}!../../b.txt"
    assert not (tmp_path.parent.parent / "b.txt").exists()
