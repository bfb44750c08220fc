"""Web pages: the article's own text and fields, without menus, scripts and styles, by a well-kept extractor.

The extractor (trafilatura) sees at most so much markup, and never a clock. Where it finds no article, or its
parser would drop what lies too deep, the page's words are taken as they stand.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import html
import itertools
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from coopdb.articles.decoding import SAMPLE, decode, encoding_of
from coopdb.articles.errors import Unreadable
from coopdb.articles.fields import read_date
from coopdb.articles.inputs import FORBIDDEN, Fields
from coopdb.articles.limits import MANY_TAGS, MAX_CHARACTERS, MAX_FIELD, MAX_IDENTITY, MAX_TAGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

#: Encodings that a page may declare; others are told by their statistics, or not at all.
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*
    (utf-8|windows-1256|cp1256|iso-8859-6|iso-8859-15?|windows-1252)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_TEXT = frozenset(("title", "script", "style", "template", "noscript", "iframe", "object"))
#: Tags in whose midst a line goes on.
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|data|em|font|i|ins|mark|q|s|small|span|strong|strike|sub|sup|time|tt|u|var|wbr"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article and the fields that the page gives."""

    text: str
    fields: Fields


def decode_page(data: bytes) -> tuple[str, bool]:
    """Decode a page, by its mark, as UTF-8, as it declares, or by its letters, in this order.

    A declaration comes after UTF-8 because pages lie more often than UTF-8 looks like itself by chance.

    Returns:
        The markup, and whether some of it is damaged: pages are, and as long as it is not the article that is
        damaged, nothing is lost.

    Raises:
        Unreadable: it is in no encoding that is known here.
    """
    if encoding_of(data[:SAMPLE]) is None:
        declared = _DECLARED.search(data[: 2**14])
        name = declared[1].decode().lower() if declared else ""
        try:
            return data.decode("utf-8"), False
        except UnicodeDecodeError:
            if name == "utf-8":
                return data.decode("utf-8", "replace"), True
            if name and name not in ("windows-1256", "cp1256"):
                return data.decode("windows-1252" if name == "iso-8859-1" else name, "replace"), True
    return decode(data), False


def read_page(markup: str, *, is_damaged: bool = False) -> Page:
    """Read a page's article.

    Args:
        markup: the page.
        is_damaged: whether U+FFFD in it stands for what could not be decoded.

    Example:
        >>> read_page("<p>استفادت 85 تعاونية</p><script>x</script>").text  # 85 cooperatives benefited
        'استفادت 85 تعاونية'

    Raises:
        Unreadable: there is more of it than any article's page has, no text in it, or damage in its text.
    """
    markup = _without_ballast(markup)
    if len(markup) > MAX_CHARACTERS:
        raise Unreadable("too long", f"A page has at most {MAX_CHARACTERS:,} characters: split it.")
    if markup.count("<") > MAX_TAGS:
        raise Unreadable("too much markup", f"A page has at most {MAX_TAGS:,} tags: give the article alone.")
    page = _extracted(markup)
    if not page.text.strip():
        raise Unreadable("no text", "The page holds no article: give the article's text.")
    if is_damaged and "\ufffd" in page.text:
        raise Unreadable("undecodable", "Characters of its text are damaged. Save it as UTF-8.")
    return page


def _extracted(markup: str) -> Page:
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return Page(words_of(markup), Fields())
    # The parser drops all that lies deeper than 2,048 tags.
    is_cut = any("depth" in entry.message for entry in parser.error_log)
    url = _canonical(tree)
    published_on, updated_on = _dates(tree, url)
    title, publisher, author = _labels(tree)
    fields = Fields(None, url, title, publisher, author, published_on, updated_on)
    text = _text(tree, fast=markup.count("<") > MANY_TAGS)
    return Page(words_of(markup) if is_cut or not text else text, fields)


def _text(tree: HtmlElement, *, fast: bool) -> str:
    """Extract the article's text; empty where the extractor finds none, or trips over the page."""
    from trafilatura import bare_extraction

    # It reports each page without an article as an error, on whatever log there is.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    with contextlib.suppress(Exception):
        found = bare_extraction(tree, fast=fast, include_comments=False, include_tables=True)
        return (not isinstance(found, dict) and found and found.text) or ""
    return ""


def _labels(tree: HtmlElement) -> tuple[str | None, str | None, str | None]:
    """Extract title, publisher and author."""
    from trafilatura.metadata import extract_metadata

    with contextlib.suppress(Exception):
        given = extract_metadata(tree, extensive=False)
        return _label(given.title), _label(given.sitename), _label(given.author)
    return None, None, None


def _label(value: str | None) -> str | None:
    value = " ".join((value or "").split())
    return value if 0 < len(value) <= MAX_FIELD and not FORBIDDEN.search(value) else None


def _dates(tree: HtmlElement, url: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Read the days of publication and of the last change that the page declares.

    Only what is written for machines is looked at. Any other date may be what the article is about, or a
    related one's, and a wrong day of publication would settle each weekday of the text wrongly.
    """
    from htmldate import find_date
    from lxml import html as lxml_html

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    declared = lxml_html.document_fromstring("<html><head></head><body></body></html>")
    for element in itertools.islice(tree.xpath(_DECLARATIONS), _MAX_DECLARATIONS):
        declared.head.append(copy.copy(element))
    days = []
    for is_first in (True, False):
        day = None
        with contextlib.suppress(Exception):
            # Without a last day of its own it would take today's.
            day = find_date(declared, original_date=is_first, extensive_search=False, url=url, max_date="2199-12-31")
        days.append(read_date(day) if day else None)
    published_on, updated_on = days
    return published_on, updated_on if updated_on != published_on else None


#: Where a page tells machines its days.
_DECLARATIONS = "//meta | //script[contains(@type, 'ld+json')] | //*[contains(@itemprop, 'date')]"
_MAX_DECLARATIONS = 500


def _canonical(tree: HtmlElement) -> str | None:
    """Find the address that a page gives as its own; the front page's is no article's."""
    links = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    for link in links:
        url = str(link).strip()
        try:
            parts = urlsplit(url)
        except ValueError:
            continue
        if (
            parts.scheme in ("http", "https")
            and parts.netloc
            and len(url.encode()) <= MAX_IDENTITY
            and (parts.path.strip("/") or parts.query)
        ):
            return url
    return None


_BALLAST = re.compile(r"<(script|style|svg)\b", re.IGNORECASE)
_LD_JSON = re.compile(r"""\btype\s*=\s*["']?application/ld\+json""", re.IGNORECASE)
_DATA_URL = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s%]+")


def _closing(name: str) -> re.Pattern[str]:
    return re.compile(f"</{re.escape(name)}\\b", re.IGNORECASE)


def _without_ballast(markup: str) -> str:
    """Take out what is never text and often most of a page: scripts, styles, drawings, images written out.

    The description of itself that a page gives to machines is a script, too, and stays.
    """
    markup = _DATA_URL.sub("", markup.replace("\0", ""))
    kept = []
    at = 0
    while found := _BALLAST.search(markup, at):
        start = found.start()
        tag_end = markup.find(">", start)
        closing = _closing(found[1]).search(markup, start)
        if tag_end < 0 or closing is None:
            # Never closed: it runs to the end, as in browsers.
            kept.append(markup[at:start])
            return "".join(kept)
        if _LD_JSON.search(markup, start, tag_end):
            kept.append(markup[at : closing.start()])
            at = closing.start()
        else:
            kept.append(markup[at:start])
            at = markup.find(">", closing.start()) + 1 or len(markup)
    kept.append(markup[at:])
    return "".join(kept)


_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")


def words_of(markup: str) -> str:
    """Take all words of a page as they stand, block by block, in one pass that no markup can slow or stop.

    Example:
        >>> words_of("<div>دعم<br>20 <b>مليون</b> درهم")  # support; 20 million dirhams
        'دعم\\n20 مليون درهم'
    """
    parts: list[str] = []
    at = 0
    never_closed = set()
    while (start := markup.find("<", at)) >= 0:
        parts.append(markup[at:start])
        tag = _TAG.match(markup, start)
        if markup.startswith("<!--", start):
            at = _after(markup, "-->", start)
        elif markup.startswith(("<!", "<?"), start):
            at = _after(markup, ">", start)
        elif tag is None:
            parts.append("<")
            at = start + 1
        else:
            at = _after(markup, ">", start)
            name = tag[2].lower()
            if not _INLINE.fullmatch(name):
                parts.append("\n")
            if name in _NO_TEXT and not tag[1] and name not in never_closed:
                if closing := _closing(name).search(markup, at):
                    at = closing.start()
                else:
                    never_closed.add(name)
    parts.append(markup[at:])
    lines = (" ".join(line.split()) for line in html.unescape("".join(parts)).split("\n"))
    return "\n".join(line for line in lines if line)


def _after(markup: str, end: str, start: int) -> int:
    found = markup.find(end, start)
    return len(markup) if found < 0 else found + len(end)
