"""Finding and decoding what is to be read: paths become articles as given, or rejections with a reason.

`find_articles` is all that other rooms need, or `find_inputs` where many are known already; `limits` says how
much of anything is read.
"""

from __future__ import annotations

from coopdb.articles.errors import ArticlesError, NoPaths, NothingToRead, PathAbsent
from coopdb.articles.finding import find_articles, find_inputs, read_input
from coopdb.articles.inputs import ArticleInput, Rejected, Unread

__all__ = [
    "ArticleInput",
    "ArticlesError",
    "NoPaths",
    "NothingToRead",
    "PathAbsent",
    "Rejected",
    "Unread",
    "find_articles",
    "find_inputs",
    "read_input",
]
