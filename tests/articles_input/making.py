"""What the tests of finding articles share: a text to find, and archives to find it in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from coopdb.articles import ArticleInput, Rejected, find_articles

# "85 cooperatives benefited from support of 20.86 million dirhams."
TEXT = "استفادت 85 تعاونية من دعم يصل إلى 20,86 مليون درهم.\n"


def found(*paths: Path | str) -> list[ArticleInput | Rejected]:
    return list(find_articles(paths))


def article_in(path: Path) -> ArticleInput:
    (only,) = found(path)
    assert isinstance(only, ArticleInput), only
    return only


def rejected_in(path: Path) -> Rejected:
    (only,) = found(path)
    assert isinstance(only, Rejected), only
    return only


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(members: Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return content.getvalue()
