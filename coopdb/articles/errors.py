"""What can be wrong with a call to read articles, in the words that people read."""

from __future__ import annotations

from coopdb.errors import CoopdbError


class ArticlesError(CoopdbError):
    """The articles: {problem}"""


class PathAbsent(ArticlesError):
    """{path}: no such file or folder. Check the spelling, or the folder that you are in."""


class NothingToRead(ArticlesError):
    """{path}: nothing to read there. Articles are .txt, .html, .jsonl, .csv and .zip files;
    - is standard input."""


class NoPaths(ArticlesError):
    """No path was given. Name a file or folder with articles, or - for standard input."""


class Unreadable(Exception):
    """Why one input cannot be an article. It stays inside this room, where it becomes a `Rejected`."""

    def __init__(self, reason: str, next_step: str, place: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.next_step = next_step
        self.place = place
