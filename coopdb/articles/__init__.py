"""Articles as they are given: found under paths, decoded, or rejected with a reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopdb.errors import CoopdbError

# Longer is no article; reading it would take more than anyone waits.
LONGEST = 20_000_000


class NoSuchPath(CoopdbError):
    """{path}: no such file or folder."""


class NothingToRead(CoopdbError):
    """{path}: no article in it. Articles are .txt files."""


@dataclass(frozen=True, slots=True)
class ArticleInput:
    """One article as it was given.

    Attributes:
        identity: its feed's id or url, else the sha256 of its content.
        path: where it was found.
        text: its content.
        sha256: of the content.
        title, publisher, author, published_on: what is known beside the text.
        source_date: the source's own date of this state of the article: later states replace earlier ones.
    """

    identity: str
    path: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: dt.date | None = None
    source_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """Input that is no article, with the reason and its content."""

    path: str
    reason: str
    sha256: str
    content: bytes


def find_articles(paths: Sequence[Path | str]) -> Iterator[ArticleInput | Rejected]:
    """Find every article under some paths; files of no known kind are passed over.

    Raises at once, before anything is read, where a path is absent or holds nothing to read.
    """
    files: list[Path] = []
    for given in map(Path, paths):
        if not given.exists():
            raise NoSuchPath(path=given)
        found = sorted(p for p in given.rglob("*.txt") if p.is_file()) if given.is_dir() else [given]
        if not found:
            raise NothingToRead(path=given)
        files.extend(found)
    return (_read(path) for path in dict.fromkeys(files))


def _read(path: Path) -> ArticleInput | Rejected:
    try:
        content = path.read_bytes()
    except OSError as error:
        return Rejected(str(path), f"cannot be opened ({error.strerror})", "", b"")
    sha256 = hashlib.sha256(content).hexdigest()
    if len(content) > LONGEST:
        return Rejected(str(path), f"longer than {LONGEST:,} bytes", sha256, b"")
    if b"\0" in content:
        return Rejected(str(path), "binary: it holds NUL bytes", sha256, content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Rejected(str(path), f"not UTF-8 at byte {error.start}", sha256, content)
    if not text.strip():
        return Rejected(str(path), "empty", sha256, content)
    return ArticleInput(sha256, str(path), text, sha256)
