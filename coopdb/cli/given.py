"""What the articles' room finds, in the words of the room that stores it: neither knows of the other."""

from __future__ import annotations

import functools
from importlib import metadata

import coopdb
from coopdb.articles import ArticleInput, Rejected, Unread, read_input
from coopdb.storing.load import Refusal, Unopened


def as_given(item: ArticleInput | Rejected | Unread) -> ArticleInput | Refusal | Unopened:
    """Say what was found as loading takes it; what its bytes tell stays undecoded."""
    if not isinstance(item, Unread):
        return _judged(item)
    open_ = functools.partial(_opened, item)
    if item.sha256 is not None and item.identity is not None:
        return Unopened(len(item.data), open_, key=(item.identity, item.sha256))
    return Unopened(len(item.data), open_, input_hash=item.hash_by(_program()))


def _opened(item: Unread) -> ArticleInput | Refusal:
    return _judged(read_input(item))


def _judged(item: ArticleInput | Rejected) -> ArticleInput | Refusal:
    if isinstance(item, Rejected):
        return Refusal(item.path, item.explanation, item.sha256, item.content)
    return item


@functools.cache
def _program() -> str:
    """Name what takes articles out of pages: another version of it may take out others."""
    return f"coopdb {coopdb.__version__}, trafilatura {metadata.version('trafilatura')}"
