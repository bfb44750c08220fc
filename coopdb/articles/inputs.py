"""What comes out of finding articles: an article as it was given, or an input rejected with its reason."""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import json
import re
from dataclasses import astuple, dataclass

from coopdb.articles.errors import Unreadable
from coopdb.articles.limits import KEPT_BYTES, MAX_CHARACTERS, MAX_FIELD, MAX_IDENTITY, MAX_PATH

#: Control characters but tab, line breaks of every kind and form feed; and halves of surrogate pairs.
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
#: Whatever is more than blanks and marks of direction.
_VISIBLE = re.compile(r"[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Fields:
    """What is given beside an article's text, each as a reader of people's data must expect: perhaps missing.

    Attributes:
        updated_on: the day of this state of the article, where its source gives one beside the publication.
        notes: what was given and could not be read, in words.
    """

    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: dt.date | None = None
    updated_on: dt.date | None = None
    notes: tuple[str, ...] = ()

    def over(self, other: Fields) -> Fields:
        """These fields, and where one is missing the other's."""
        return Fields(
            self.id or other.id,
            self.url or other.url,
            self.title or other.title,
            self.publisher or other.publisher,
            self.author or other.author,
            self.published_on or other.published_on,
            self.updated_on or other.updated_on,
            self.notes + other.notes,
        )


#: Where nothing is given beside a text.
NOTHING = Fields()


@dataclass(frozen=True, slots=True)
class ArticleInput:
    """An article as it was given.

    Attributes:
        identity: the feed's id, else the url, else `sha256`; the same wherever it is found.
        path: where it was found: `a.txt`, `feed.jsonl:12` (line), `b.zip!folder/a.txt` (member).
        text: as decoded, with its own line ends; offsets index it.
        sha256: over the text and what was given with it; the text's own where nothing was.
        source_date: by which revisions are ordered: when this state was published, else when the article was.
        notes: what was given and could not be read.
    """

    identity: str
    id: str | None
    url: str | None
    path: str
    text: str
    sha256: str
    title: str | None
    publisher: str | None
    author: str | None
    published_on: dt.date | None
    source_date: dt.date | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that cannot be an article, with the reason.

    Attributes:
        path: where it was found.
        place: where in it the trouble is, where that can be said.
        reason: one short sentence, the same for the same trouble.
        next_step: what to do about it.
        content: its first bytes, at most `KEPT_BYTES`.
        size: how many bytes there are, where it is known.
        sha256: of all that was read of it.
    """

    path: str
    place: str | None
    reason: str
    next_step: str
    content: bytes
    size: int | None
    sha256: str

    @property
    def is_whole(self) -> bool:
        """Whether `content` is all of it, so that it can be loaded again from here."""
        return self.size == len(self.content)

    @property
    def explanation(self) -> str:
        """The reason, where in the input it lies, and what to do about it."""
        where = f" ({self.place})" if self.place else ""
        return f"{self.reason}{where}. {self.next_step}"

    def __str__(self) -> str:
        where = f"{self.path}, {self.place}" if self.place else self.path
        return f"{where}: {self.reason}. {self.next_step}"


def reject(path: str, why: Unreadable, content: bytes = b"", size: int | None = None) -> Rejected:
    """Turn a reason into what is kept of it.

    Args:
        path: where the input was found.
        why: what is wrong with it.
        content: what was read of it.
        size: how much there is, where that is more than was read.
    """
    return Rejected(
        path,
        why.place,
        why.reason,
        why.next_step,
        content[:KEPT_BYTES],
        len(content) if size is None else size,
        hashlib.sha256(content).hexdigest(),
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """A text or page by its bytes: where these are known already, nothing more is to do.

    Attributes:
        path: where it was found.
        kind: `text` or `page`.
        data: its bytes.
        fields: what was given beside it.
        sha256: of a text in UTF-8, if it is an article, the article's `sha256`; None where the bytes cannot tell.
        identity: its `identity`, likewise.
    """

    path: str
    kind: str
    data: bytes
    fields: Fields
    sha256: str | None = None
    identity: str | None = None

    def hash_by(self, program: str) -> str:
        """Sum up what the article depends on if this is one: bytes, fields, and by what program it is taken out.

        Args:
            program: its name and version.
        """
        beside = json.dumps([program, self.kind, astuple(self.fields)], ensure_ascii=False, default=str)
        return hashlib.sha256(beside.encode("utf-8", "surrogatepass") + b"\0" + self.data).hexdigest()


def of_text(path: str, data: bytes, fields: Fields) -> Unread:
    """Tell a text's identity from its bytes, where they can be the UTF-8 of one text only.

    Example:
        >>> of_text("a.txt", "تعاونيات الأركان".encode(), Fields(id="7")).identity  # the argan cooperatives
        '7'
    """
    # A mark is no part of the text, and NUL may be UTF-16 or the seam between a text and its fields.
    if data.startswith(codecs.BOM_UTF8) or b"\0" in data:
        return Unread(path, "text", data, fields)
    sha256 = _sha256(data, fields)
    return Unread(path, "text", data, fields, sha256, fields.id or fields.url or sha256)


def article(path: str, text: str, fields: Fields) -> ArticleInput:
    """Make an article of a text and of what was given with it.

    Example:
        >>> article("a.txt", "تعاونيات الأركان", Fields(id="7")).identity  # the argan cooperatives
        '7'

    Raises:
        Unreadable: the text, or a field, is not fit to be kept.
    """
    _check_text(text)
    _check_fields(fields)
    sha256 = _sha256(text.encode(), fields)
    return ArticleInput(
        identity=fields.id or fields.url or sha256,
        id=fields.id,
        url=fields.url,
        path=path,
        text=text,
        sha256=sha256,
        title=fields.title,
        publisher=fields.publisher,
        author=fields.author,
        published_on=fields.published_on,
        source_date=fields.updated_on or fields.published_on,
        notes=fields.notes,
    )


def _sha256(text: bytes, fields: Fields) -> str:
    digest = hashlib.sha256(text)
    if fields is NOTHING:
        return digest.hexdigest()
    given = {
        "title": fields.title,
        "publisher": fields.publisher,
        "author": fields.author,
        "published_on": fields.published_on and fields.published_on.isoformat(),
        "updated_on": fields.updated_on and fields.updated_on.isoformat(),
    }
    given = {name: value for name, value in given.items() if value}
    if given:
        # No text holds NUL, so a text that ends like these fields cannot be taken for one that has them.
        digest.update(b"\0" + json.dumps(given, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def _check_text(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("too long", f"An article has at most {MAX_CHARACTERS:,} characters: split it.")
    found = FORBIDDEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(*_trouble(found[0]), place=f"line {line}, character {found.start() + 1}")
    if not _VISIBLE.search(text):
        raise Unreadable("empty", "There is no text in it: give the article's text, or remove it.")


def _check_fields(fields: Fields) -> None:
    for name in ("id", "url", "title", "publisher", "author"):
        value: str | None = getattr(fields, name)
        if value is None:
            continue
        found = FORBIDDEN.search(value)
        if found:
            raise Unreadable(*_trouble(found[0]), place=f"field {name}")
        limit = MAX_IDENTITY if name in ("id", "url") else MAX_FIELD
        if len(value.encode()) > limit if name in ("id", "url") else len(value) > limit:
            raise Unreadable(f"{name} too long", f"It has at most {limit:,} characters: shorten it.")


def _trouble(character: str) -> tuple[str, str]:
    code = ord(character)
    if code >= 0xD800:
        return f"unpaired surrogate U+{code:04X}", "Half of a character is lost: export the text anew."
    name = "NUL character" if code == 0 else f"control character U+{code:04X}"
    return name, "It is binary or damaged: export it anew as plain text."


def shown(path: str) -> str:
    """Write a path so that it fits one line and every database, whatever its bytes were."""
    if len(path) <= MAX_PATH and path.isprintable():
        return path
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    if len(text) > MAX_PATH:
        half = MAX_PATH // 2
        text = f"{text[: half - 1]}…{text[-half:]}"
    return text
