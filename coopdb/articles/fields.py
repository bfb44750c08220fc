"""What people call an article's fields in feeds and manifests, and how they write their values."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Iterable, Mapping
from typing import Any

from coopdb.articles.errors import Unreadable
from coopdb.articles.inputs import Fields

#: A field with the names that feeds give it, best first; compared without case, blanks, hyphens, underscores.
ALIASES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article body", "full text", "texte", "النص", "المحتوى"),
    "html": ("html", "content html", "body html"),
    "file": ("file", "filename", "path", "fichier", "الملف"),
    "id": ("id", "article id", "guid", "uid", "_id", "المعرف"),
    "url": ("url", "link", "href", "permalink", "lien", "الرابط"),
    "title": ("title", "headline", "titre", "العنوان"),
    "publisher": ("publisher", "source", "site name", "outlet", "newspaper", "site", "الناشر", "المصدر"),
    "author": ("author", "authors", "byline", "creator", "auteur", "الكاتب"),
    "published_on": (
        "published on", "date published", "published", "published at", "publication date", "pub date", "date",
        "published time", "date de publication", "تاريخ النشر", "التاريخ",
    ),
    "updated_on": ("updated on", "date modified", "updated", "updated at", "modified", "modified at"),
}  # fmt: skip


def plain(name: str) -> str:
    """Write a field's name as it is compared."""
    return re.sub(r"[\s_-]", "", name.strip("\ufeff")).casefold()


_NAMES = {field: [plain(name) for name in names] for field, names in ALIASES.items()}
KNOWN_NAMES = frozenset(name for names in _NAMES.values() for name in names)


def columns(header: Iterable[str]) -> dict[str, list[int]]:
    """Find which columns hold which field, best first."""
    where: dict[str, int] = {}
    for index, name in enumerate(header):
        where.setdefault(plain(name), index)
    found = {field: [where[name] for name in names if name in where] for field, names in _NAMES.items()}
    return {field: indexes for field, indexes in found.items() if indexes}


def pick(record: Mapping[str, Any]) -> dict[str, Any]:
    """Pick from a feed's record the value of each known field, under its one name."""
    by_name: dict[str, Any] = {}
    for name, value in record.items():
        if value is not None and value != "":
            by_name.setdefault(plain(name), value)
    return {
        field: next(by_name[name] for name in names if name in by_name)
        for field, names in _NAMES.items()
        if not by_name.keys().isdisjoint(names)
    }


def read_fields(record: Mapping[str, Any]) -> Fields:
    """Read what is given beside a text from a record's picked values.

    Raises:
        Unreadable: the id or the url is neither text nor a whole number.
    """
    notes: list[str] = []
    return Fields(
        id=_identity(record, "id"),
        url=_identity(record, "url"),
        title=_label(record, "title", notes),
        publisher=_label(record, "publisher", notes),
        author=_label(record, "author", notes),
        published_on=_date(record, "published_on", notes),
        updated_on=_date(record, "updated_on", notes),
        notes=tuple(notes),
    )


def _identity(record: Mapping[str, Any], field: str) -> str | None:
    value = record.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable(f"{field} is neither text nor a whole number", "Give each article one of its own.")
    return str(value).strip() or None


def _label(record: Mapping[str, Any], field: str, notes: list[str]) -> str | None:
    value = record.get(field)
    if isinstance(value, list):
        value = "، ".join(filter(None, (_name(each) for each in value)))
    name = _name(value)
    if name is None and value not in (None, "", [], {}):
        notes.append(f"{field} is no text: passed over")
    return name


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        # As schema.org writes people and organizations.
        value = value.get("name")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _date(record: Mapping[str, Any], field: str, notes: list[str]) -> dt.date | None:
    value = record.get(field)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    day = read_date(value) if isinstance(value, str) else None
    if day is None:
        notes.append(f"{field} is no date: {str(value)[:40]!r}")
    return day


_YEAR_FIRST = re.compile(
    r"""
    (?P<year>\d{4}) (?P<by>[-/.]?) (?P<month>\d{2}) (?P=by) (?P<day>\d{2})   # 2025-07-07, 20250707
    (?:[T\s].*)?                                                             # T10:00:00Z
    """,
    re.VERBOSE | re.DOTALL,
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2}) (?P<by>[-/.]) (?P<month>\d{1,2}) (?P=by) (?P<year>\d{4}) (?:[T\s,].*)?",  # 07/07/2025
    re.VERBOSE | re.DOTALL,
)


def read_date(text: str) -> dt.date | None:
    """Read the day that a date of metadata names: ISO 8601, day first, or as mail and RSS write it.

    The day is the one that is written, in whatever time zone; Arabic digits are digits.

    Example:
        >>> read_date("٠٧/٠٧/٢٠٢٥")  # 7 July 2025
        datetime.date(2025, 7, 7)
    """
    text = text.strip()
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    try:
        if found:
            return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        if len(text) < 60 and text.isascii():
            return email.utils.parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None
