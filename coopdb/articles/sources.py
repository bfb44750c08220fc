"""One input to read: where it was found, of what kind it is, and how to open it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from coopdb.articles.errors import Unreadable
from coopdb.articles.inputs import NOTHING, Fields
from coopdb.articles.limits import MAX_BYTES

KINDS = {
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".zip": "zip",
}
MANIFEST = "manifest.csv"
#: What opening and reading an input can raise: a disk's errors, and what a damaged archive leads to.
DAMAGE = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OverflowError,
    RuntimeError, ValueError,
)  # fmt: skip


def unopened(error: BaseException) -> Unreadable:
    """Say why an input could not be opened, or read to its end."""
    reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200] or type(error).__name__
    if isinstance(error, OSError):
        return Unreadable("cannot be opened", f"{reason}: mend that.")
    return Unreadable("damaged in the archive", f"Pack it anew ({reason}).")


@dataclass(frozen=True, slots=True)
class Source:
    """An input of a known kind.

    Attributes:
        path: where it is, as it is shown.
        kind: one of `KINDS`' values.
        open: opens its bytes.
        fields: what a manifest gives beside it.
    """

    path: str
    kind: str
    open: Callable[[], IO[bytes]]
    fields: Fields = NOTHING


def kind_of(name: str) -> str | None:
    """Tell the kind of a file from its name; None is of no known kind."""
    dot = name.rfind(".")
    return KINDS.get(name[dot:].lower()) if dot >= 0 else None


def is_passed_over(name: str) -> bool:
    """Whether a file or folder is no article by its name: hidden, what a Mac leaves in archives, a readme."""
    if name in (".", ".."):
        return False
    return name.startswith((".", "__MACOSX")) or name.lower().split(".")[0] == "readme"


def read_whole(stream: IO[bytes]) -> bytes:
    """Read an article's bytes.

    Raises:
        TooLong: there are more of them than any article has.
    """
    parts = []
    left = MAX_BYTES + 1
    while left > 0 and (part := stream.read(min(left, 2**20))):
        parts.append(part)
        left -= len(part)
    data = b"".join(parts)
    if len(data) > MAX_BYTES:
        raise TooLong(data)
    return data


class TooLong(Unreadable):
    """More bytes than an article has; `data` is their beginning."""

    def __init__(self, data: bytes) -> None:
        super().__init__("too long", f"An article has at most {MAX_BYTES // 2**20} MB: split it.")
        self.data = data


class Replayed(io.RawIOBase):
    """A stream whose beginning was looked at already."""

    def __init__(self, beginning: bytes, rest: IO[bytes]) -> None:
        self._beginning = beginning
        self._rest = rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer, from the beginning while it lasts."""
        part = self._beginning[: len(buffer)] if self._beginning else self._rest.read(len(buffer))
        self._beginning = self._beginning[len(part) :] if self._beginning else b""
        buffer[: len(part)] = part
        return len(part)


def look_ahead(stream: IO[bytes], size: int) -> tuple[bytes, IO[bytes]]:
    """Read a stream's beginning, and give it back together with the stream as it was."""
    beginning = b""
    while len(beginning) < size and (part := stream.read(size - len(beginning))):
        beginning += part
    return beginning, io.BufferedReader(Replayed(beginning, stream), 2**18)
