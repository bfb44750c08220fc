"""From paths to articles: folders walked in a fixed order, each file read by its kind."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import IO

from coopdb.articles.archives import holds_articles, read_archive
from coopdb.articles.decoding import decode
from coopdb.articles.errors import NoPaths, NothingToRead, PathAbsent, Unreadable
from coopdb.articles.feeds import read_csv, read_jsonl
from coopdb.articles.inputs import NOTHING, ArticleInput, Rejected, Unread, article, of_text, reject, shown
from coopdb.articles.manifests import Manifest, read_manifest
from coopdb.articles.pages import decode_page, read_page
from coopdb.articles.sources import (
    DAMAGE,
    MANIFEST,
    Source,
    TooLong,
    is_passed_over,
    kind_of,
    look_ahead,
    read_whole,
    unopened,
)

STANDARD_INPUT = "-"


def find_articles(
    paths: Iterable[str | os.PathLike[str]], *, stdin: IO[bytes] | None = None
) -> Iterator[ArticleInput | Rejected]:
    """Find every article under some paths, one at a time, in an order that depends on names alone.

    Text, pages, feeds, archives and folders of these are read; `-` is standard input (a feed of JSON Lines, a
    page or a text). Hidden files, readmes and files of no known kind are passed over.

    Args:
        paths: files, folders or `-`.
        stdin: what `-` stands for; the process's own standard input by default.

    Raises:
        NoPaths: there is no path.
        PathAbsent: one of them is not there. Nothing was read.
        NothingToRead: one of them holds nothing to read; at once, but where only unpacking can tell.
    """
    return (read_input(each) if isinstance(each, Unread) else each for each in find_inputs(paths, stdin=stdin))


def find_inputs(
    paths: Iterable[str | os.PathLike[str]], *, stdin: IO[bytes] | None = None
) -> Iterator[ArticleInput | Rejected | Unread]:
    """Find as `find_articles` does, texts and pages as the bytes that they are.

    Whoever knows some already reads the others, by `read_input`. Arguments and errors are the same.
    """
    given = list(dict.fromkeys(os.fspath(path) for path in paths))
    if not given:
        raise NoPaths()
    for path in given:
        if path != STANDARD_INPUT and not os.path.lexists(path):
            raise PathAbsent(path=shown(path))
    useful = [path for path in given if path == STANDARD_INPUT or _holds_anything(Path(path))]
    for path in given:
        # A file of no known kind among others, as a shell's `*` gives them, is passed over.
        if path not in useful and (not useful or Path(path).is_dir()):
            raise NothingToRead(path=shown(path))
    return itertools.chain.from_iterable(_find(path, stdin) for path in useful)


def read_input(given: Unread) -> ArticleInput | Rejected:
    """Decode a text, or take the article out of a page; whatever is wrong with it is a rejection."""
    try:
        if not given.data.strip():
            raise Unreadable("empty", "There is no text in it: give the article's text, or remove it.")
        if given.kind == "text":
            return article(given.path, decode(given.data), given.fields)
        markup, is_damaged = decode_page(given.data)
        page = read_page(markup, is_damaged=is_damaged)
        return article(given.path, page.text, given.fields.over(page.fields))
    except Unreadable as why:
        return reject(given.path, why, given.data)


def _find(path: str, stdin: IO[bytes] | None) -> Iterator[ArticleInput | Rejected | Unread]:
    if path == STANDARD_INPUT:
        yield from _read_stdin(stdin if stdin is not None else sys.stdin.buffer)
        return
    found = False
    for source in _sources(Path(path)):
        if isinstance(source, Rejected):
            found = True
            yield source
            continue
        for each in _read(source):
            found = True
            yield each
    if not found:
        raise NothingToRead(path=shown(path))


def _holds_anything(path: Path) -> bool:
    if not path.is_dir():
        kind = kind_of(path.name)
        if kind == "zip":
            try:
                with path.open("rb") as stream:
                    return holds_articles(stream)
            except OSError:
                return True
        return kind is not None
    return any(True for _ in _files(path, frozenset()))


def _files(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[tuple[Path, os.DirEntry[str]] | Rejected]:
    """Walk a folder: its files of known kinds by name, then the folders inside; each file with its folder."""
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield reject(shown(str(folder)), unopened(error))
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        # A link that leads back up.
        return
    folders = []
    for entry in entries:
        if is_passed_over(entry.name):
            continue
        if _is(entry.is_dir):
            folders.append(folder / entry.name)
        elif kind_of(entry.name) and entry.name != MANIFEST and (_is(entry.is_file) or not Path(entry.path).exists()):
            yield folder, entry
    for path in folders:
        yield from _files(path, above | {here})


def _is(ask: Callable[[], bool]) -> bool:
    """Ask of an entry what it is; a link that leads to itself is nothing."""
    try:
        return ask()
    except OSError:
        return False


def _sources(path: Path) -> Iterator[Source | Rejected]:
    if not path.is_dir():
        yield from _sources_of_file(str(path), path.name, None if path.name == MANIFEST else _manifest_of(path.parent))
        return
    last, manifest = None, None
    for file in _files(path, frozenset()):
        if isinstance(file, Rejected):
            yield file
            continue
        # Text, not paths: in a large folder making a path costs as much as hashing its file.
        folder, entry = file
        if folder is not last:
            last, manifest = folder, _manifest_of(folder)
            if manifest is not None:
                yield from manifest.rejected
                yield from manifest.missing({each.name for each in os.scandir(folder)})
        yield from _sources_of_file(entry.path, entry.name, manifest)


def _manifest_of(folder: Path) -> Manifest | None:
    path = folder / MANIFEST
    if not path.is_file():
        return None
    return read_manifest(shown(str(path)), lambda: path.open("rb"))


def _sources_of_file(path: str, name: str, manifest: Manifest | None) -> Iterator[Source | Rejected]:
    where = shown(path)
    kind = kind_of(name)
    assert kind is not None
    if kind != "zip":
        yield Source(where, kind, lambda: FileIO(path), manifest.fields_of(name) if manifest else NOTHING)
        return
    try:
        with Path(path).open("rb") as stream:
            yield from read_archive(where, stream)
    except OSError as error:
        yield reject(where, unopened(error))


def _read(source: Source) -> Iterator[ArticleInput | Rejected | Unread]:
    """Read one source; whatever is wrong with it is a rejection."""
    try:
        with source.open() as stream:
            if source.kind == "jsonl":
                yield from read_jsonl(source.path, stream)
            elif source.kind == "csv":
                yield from read_csv(source.path, stream)
            else:
                yield _read_single(source, stream)
    except Unreadable as why:
        yield reject(source.path, why)
    except DAMAGE as error:
        yield reject(source.path, unopened(error))


def _read_single(source: Source, stream: IO[bytes]) -> Rejected | Unread:
    try:
        data = read_whole(stream)
    except TooLong as why:
        return reject(source.path, why, why.data, len(why.data))
    if source.kind == "text":
        return of_text(source.path, data, source.fields)
    return Unread(source.path, source.kind, data, source.fields)


def _read_stdin(stream: IO[bytes]) -> Iterator[ArticleInput | Rejected | Unread]:
    """Tell a feed by its first brace, a page by its first tag; all else is a text."""
    beginning, stream = look_ahead(stream, 2**16)
    opening = beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:64].lower()
    if opening.startswith(b"{"):
        kind = "jsonl"
    elif opening.startswith((b"<!doctype html", b"<html")):
        kind = "page"
    else:
        kind = "text"
    yield from _read(Source(STANDARD_INPUT, kind, lambda: stream))
