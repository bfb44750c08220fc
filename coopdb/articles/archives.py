"""Archives: the members of a zip as sources, in bounded memory and time, however much they claim to hold."""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO

from coopdb.articles.errors import Unreadable
from coopdb.articles.inputs import NOTHING, Rejected, reject, shown
from coopdb.articles.limits import (
    MAX_CONTENTS,
    MAX_NESTING,
    MAX_RATIO,
    MAX_RATIO_OVERALL,
    MAX_REFUSED,
    UNPACKED_ALWAYS,
)
from coopdb.articles.manifests import Manifest, read_manifest
from coopdb.articles.sources import DAMAGE, MANIFEST, Source, is_passed_over, kind_of, unopened

_BOMB = "It unpacks to far more than articles do: give the files themselves."
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
#: The size of an archive of nothing: the record that ends every archive.
_EMPTY = 22
#: How much of an archive inside another is held in memory; more of it goes to a temporary file.
_IN_MEMORY = 8 * 2**20


@dataclass(slots=True)
class Budget:
    """What all archives inside one another may still unpack to, and how many members did not fit."""

    left: int
    refused: int = 0


def read_archive(
    path: str, stream: IO[bytes], budget: Budget | None = None, depth: int = 1
) -> Iterator[Source | Rejected]:
    """Give an archive's members of known kinds, by name; archives inside are opened.

    Each must be read before the next is asked for.

    Args:
        path: where the archive is.
        stream: its bytes; must be able to seek.
        budget: what may still be unpacked, where it lies in an archive itself.
        depth: how deep it lies.
    """
    try:
        _check_contents(stream)
        budget = budget or Budget(max(UNPACKED_ALWAYS, MAX_RATIO_OVERALL * stream.seek(0, io.SEEK_END)))
        archive = _opened(stream)
    except Unreadable as why:
        yield reject(path, why)
        return
    except DAMAGE:
        stream.seek(0)
        no_zip = Unreadable("not a zip archive", "It is damaged or something else: pack it anew.")
        yield reject(path, no_zip, stream.read(2**16))
        return
    with archive:
        manifests: dict[str, Manifest] = {}
        members = sorted((m for m in archive.infolist() if _is_wanted(m.filename)), key=lambda m: m.filename)
        files: dict[str, set[str]] = {}
        for member in archive.infolist():
            folder, _, name = member.filename.rpartition("/")
            files.setdefault(folder, set()).add(name)
        for member in members:
            folder, _, name = member.filename.rpartition("/")
            if name == MANIFEST:
                manifests[folder] = manifest = read_manifest(
                    shown(f"{path}!{member.filename}"), partial(_open, archive, member, budget)
                )
                yield from manifest.rejected
                yield from manifest.missing(files[folder])
        for member in members:
            folder, _, name = member.filename.rpartition("/")
            if budget.left < 0 or budget.refused >= MAX_REFUSED:
                yield reject(path, Unreadable("zip bomb", _BOMB, f"from {shown(name)} on"))
                return
            if name != MANIFEST:
                yield from _read_member(archive, member, path, budget, depth, manifests.get(folder))


def _read_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    path: str,
    budget: Budget,
    depth: int,
    manifest: Manifest | None,
) -> Iterator[Source | Rejected]:
    where = shown(f"{path}!{member.filename}")
    kind = kind_of(member.filename)
    assert kind is not None
    why = _trouble(member, budget)
    if why is None and kind == "zip" and depth >= MAX_NESTING:
        why = Unreadable("archives too deep", f"They lie at most {MAX_NESTING} deep: unpack the inner ones.")
    if why is not None:
        yield reject(where, why, size=member.file_size)
        return
    if kind != "zip":
        name = member.filename.rpartition("/")[2]
        fields = manifest.fields_of(name) if manifest else NOTHING
        yield Source(where, kind, partial(_open, archive, member, budget), fields)
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        try:
            with _open(archive, member, budget) as inner:
                while part := inner.read(2**20):
                    copy.write(part)
        except Unreadable as spent:
            yield reject(where, spent, size=member.file_size)
            return
        except DAMAGE as error:
            yield reject(where, unopened(error), size=member.file_size)
            return
        copy.seek(0)
        yield from read_archive(where, copy, budget, depth + 1)


def _check_contents(stream: IO[bytes]) -> None:
    """Refuse a table of contents that would not fit in memory, before it is read.

    Raises:
        Unreadable: it is larger than any archive of articles has.
    """
    end = stream.seek(0, io.SEEK_END)
    # The last record, with a comment after it, and before it that of large archives.
    tail_size = min(end, 2**16 + 22 + 76)
    stream.seek(end - tail_size)
    tail = stream.read(tail_size)
    sizes = [0]
    for found in re.finditer(rb"PK\x05\x06(?=.{18})", tail, re.DOTALL):
        at = found.start()
        sizes += struct.unpack_from("<L", tail, at + 12)
        if tail[max(at - 20, 0) : at].startswith(b"PK\6\7") and at >= 76:
            sizes[-1:] = struct.unpack_from("<Q", tail, at - 76 + 40)
    stream.seek(0)
    if max(sizes) > MAX_CONTENTS:
        raise Unreadable("too many members", "Its table of contents is too large: make several of it.")


def _opened(stream: IO[bytes]) -> zipfile.ZipFile:
    """Open an archive and read its table of contents.

    Raises:
        zipfile.BadZipFile: there is none, or it names nothing though the archive holds something.
    """
    archive = zipfile.ZipFile(stream)
    if not archive.infolist() and stream.seek(0, io.SEEK_END) > _EMPTY + len(archive.comment):
        raise zipfile.BadZipFile("its table of contents is lost")
    return archive


def holds_articles(stream: IO[bytes]) -> bool:
    """Whether an archive's table of contents names anything to read; true where it cannot be read."""
    try:
        _check_contents(stream)
        with _opened(stream) as archive:
            return any(_is_wanted(name) and not name.endswith("/" + MANIFEST) for name in archive.namelist())
    except (Unreadable, *DAMAGE):
        return True


def _is_wanted(name: str) -> bool:
    return kind_of(name) is not None and not any(is_passed_over(part) for part in name.split("/"))


def _trouble(member: zipfile.ZipInfo, budget: Budget) -> Unreadable | None:
    """Say why a member is not to be unpacked, by what the archive says of it."""
    if member.flag_bits & 1:
        return Unreadable("encrypted", "Pack it anew without a password.")
    if member.compress_type not in _METHODS:
        return Unreadable("packed by an unknown method", "Pack it anew with the usual one, deflate.")
    if member.file_size > 2**20 and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        return Unreadable("zip bomb", _BOMB)
    if member.file_size > budget.left:
        budget.refused += 1
        return Unreadable("zip bomb", _BOMB)
    return None


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> IO[bytes]:
    return io.BufferedReader(_Bounded(archive, member, budget), 2**18)


class _Bounded(io.RawIOBase):
    """A member's bytes, which count against what may be unpacked; reading beyond it fails with the reason."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> None:
        self._stream = archive.open(member)
        self._budget = budget

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer.

        Raises:
            Unreadable: all archives together have unpacked to too much.
        """
        part = self._stream.read(len(buffer))
        self._budget.left -= len(part)
        if self._budget.left < 0:
            raise Unreadable("zip bomb", _BOMB)
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        """Close the member."""
        self._stream.close()
        super().close()
