"""What the articles' room finds, in the words of the room that stores it: neither knows of the other."""

from __future__ import annotations

from coopdb.articles import ArticleInput, Rejected, Unread, read_text
from coopdb.storing.load import Refusal, Unopened


def as_given(item: ArticleInput | Rejected | Unread) -> ArticleInput | Refusal | Unopened:
    """Say what was found as loading takes it; a text whose bytes tell its identity stays undecoded."""
    if not isinstance(item, Unread):
        return _judged(item)
    if item.sha256 is None or item.identity is None:
        return _judged(read_text(item))
    return Unopened(item.identity, item.sha256, len(item.data), lambda: _judged(read_text(item)))


def _judged(item: ArticleInput | Rejected) -> ArticleInput | Refusal:
    if isinstance(item, Rejected):
        return Refusal(item.path, item.explanation, item.sha256, item.content)
    return item
