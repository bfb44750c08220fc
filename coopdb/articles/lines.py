"""The lines of a feed, one by one in bounded memory, whatever is in them."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from coopdb.articles.decoding import SAMPLE, encoding_of
from coopdb.articles.limits import MAX_BYTES
from coopdb.articles.sources import look_ahead


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number, from 1, and its end.

    Attributes:
        size: how long it is; more than `data` where it is too long to be an article.
    """

    number: int
    data: bytes
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether all of the line is here."""
        return self.size == len(self.data)


def read_lines(stream: IO[bytes]) -> Iterator[Line]:
    """Read a feed's lines as they come.

    Lines are undecoded, so that one in a foreign encoding is rejected alone. Only UTF-16, whose line ends
    cannot be seen undecoded, is turned into UTF-8 first.
    """
    sample, stream = look_ahead(stream, SAMPLE)
    encoding = encoding_of(sample)
    if encoding in ("utf-16-le", "utf-16-be"):
        stream = io.BufferedReader(_FromUtf16(stream, encoding), 2**18)
    number = 0
    while data := stream.readline(MAX_BYTES):
        number += 1
        if number == 1:
            data = data.removeprefix(codecs.BOM_UTF8)
        size = len(data)
        if size >= MAX_BYTES - len(codecs.BOM_UTF8) and not data.endswith(b"\n"):
            while not (part := stream.readline(2**20)).endswith(b"\n") and part:
                size += len(part)
            size += len(part)
        yield Line(number, data, size)


class _FromUtf16(io.RawIOBase):
    """UTF-16 bytes as UTF-8, damaged places as what tells of them."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
        self._waiting = b""
        self._ended = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with UTF-8."""
        while not self._waiting and not self._ended:
            self._waiting = self._decoded(self._stream.read(2**16)).encode("utf-8", "surrogatepass")
        part, self._waiting = self._waiting[: len(buffer)], self._waiting[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def _decoded(self, data: bytes) -> str:
        self._ended = not data
        try:
            return self._decoder.decode(data, self._ended)
        except UnicodeDecodeError:
            # Half a character at the very end: the line that it ends is damaged, and rejected for it.
            return "\ud800"
