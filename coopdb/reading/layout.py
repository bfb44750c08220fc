"""What an article says of itself, and what on its page is not the article.

A scraped page is a title, a byline, a dateline, the text, and furniture: counters, share buttons,
comment forms, related headlines, photo credits, tags. Furniture is set aside (`Text.skip`) and yields
nothing; the first line is told apart as a title or as the text's own first sentence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from coopdb.lexicon import Record
from coopdb.reading.bylines import Byline, agency, read_byline
from coopdb.reading.date_points import PointReader
from coopdb.reading.date_words import Point
from coopdb.reading.text import Text

_CLASS = "furniture_cues"
#: Letters in a line from which on it is text rather than a heading or a label.
_TEXT_LINE = 160
_TITLE_LONGEST = 260
#: Letters of the longest line that a counter, a share button or a byline fills.
_SHORT, _LABEL = 60, 110
#: Words within which a dateline gives its date: `دمنات (إقليم أزيلال) 15 يونيو 2012 /ومع/`.
_DATELINE = 16
#: Between the headlines of a strip.
_GAP = "    "
#: How many such gaps make a line a strip.
_GAPS = 4
#: Signs between what a label names.
_LABEL_SIGNS = frozenset("-–—/|:ـ")
_BULLETS = frozenset('-–—*•#|/\\:.،()[]«»"“”>‫‬')


@dataclass(slots=True)
class Layout:
    """What stands where on the page; spans are of words, [first, end).

    Attributes:
        title: the headline, or None where the text begins at once.
        publisher, author: in the page's own words.
        published_on: the date on which it was published, as the page says.
        dated: where the page says it.
        furniture: what is no part of the article.
        bylines: lines that name author, publisher or date: no statement of the article.
        body: the first word of the text.
    """

    title: tuple[int, int] | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: dt.date | None = None
    dated: tuple[int, int] | None = None
    furniture: list[tuple[int, int]] = field(default_factory=list)
    bylines: list[tuple[int, int]] = field(default_factory=list)
    body: int = 0


@dataclass(slots=True)
class _Line:
    first: int
    end: int
    length: int
    ends: bool  # with a full stop
    cue: tuple[int, Record] | None
    kind: str = "text"


class _Page:
    """A text with what its parts are told by, looked up once.

    Attributes:
        cues: (end, record) of the word or phrase of furniture at a word.
        strips: whether anything on the page may be a strip of headlines.
    """

    __slots__ = ("_dates", "_of_dates", "_reader", "cues", "strips", "text", "words")

    def __init__(self, text: Text) -> None:
        self.text, self.words = text, text.words
        self.cues: dict[int, tuple[int, Record]] = {}
        for i in text.where.get(_CLASS, ()):
            entry = text.lex[i].entries[_CLASS]
            if not entry.preposition:
                self.cues[i] = i + 1, entry.record
        for i, (end, entry) in text.phrases.get(_CLASS, {}).items():
            if not entry.preposition:
                self.cues[i] = end, entry.record
        self.strips = text.raw.count(_GAP) >= _GAPS
        self._reader = PointReader(text)
        self._of_dates = {i for cls in ("weekdays", "months", "date_words") for i in text.where.get(cls, ())}
        self._dates: dict[tuple[int, int], Point | None] = {}

    def day_at(self, i: int) -> Point | None:
        """A full day at word `i`."""
        if i not in self._of_dates and not self.words[i].isdecimal():
            return None
        point = self._reader.point(i)
        if point is None or not (point.year and point.month and point.day) or point.calendar != "gregorian":
            return None
        return point

    def day_in(self, line: _Line) -> Point | None:
        """The first full day of a line."""
        key = line.first, line.end
        if key not in self._dates:
            points = (self.day_at(i) for i in range(line.first, line.end))
            self._dates[key] = next((p for p in points if p is not None and p.end <= line.end), None)
        return self._dates[key]


def read_layout(text: Text) -> Layout:
    """The page's parts; marks its furniture as skipped.

    Example: a last line `اترك تعليقاً` (leave a comment) and all below it is furniture.
    """
    page = _Page(text)
    lines = _lines(page)
    layout = Layout()
    _find_furniture(page, lines, layout)
    _find_head(page, lines, layout)
    _find_tail(page, lines, layout)
    _find_dateline(page, lines, layout)
    for first, end in layout.furniture:
        text.skip(first, end)
    return layout


def _lines(page: _Page) -> list[_Line]:
    lines = []
    text, words = page.text, page.words
    for first, end in text.paragraphs:
        while end > first and words[end - 1] == "\n":
            end -= 1
        if end == first:
            continue
        length = text.length(first, end)
        last = end - 1
        while last > first and words[last] in '"”»)':
            last -= 1
        ends = words[last] == "." and not (last > first and words[last - 1] == ".")
        lines.append(_Line(first, end, length, ends, _cue(page, first, end)))
    return lines


def _cue(page: _Page, first: int, end: int) -> tuple[int, Record] | None:
    """(end, record) of the furniture cue that begins a line, bullets passed over."""
    at = first
    while at < end and page.words[at] in _BULLETS:
        at += 1
    return page.cues.get(at) if at < end else None


def _find_furniture(page: _Page, lines: list[_Line], layout: Layout) -> None:
    related = False
    seen: list[tuple[str, _Line]] = []
    for k, line in enumerate(lines):
        kind = _kind(page, line, k, len(lines))
        if kind == "ending":
            for rest in lines[k:]:
                rest.kind = "furniture"
            layout.furniture.append((line.first, lines[-1].end))
            return
        if kind == "related":
            related = True
        elif related and (line.length > _TEXT_LINE or line.ends):
            related = False
        if related and kind == "text":
            kind = "furniture"
        if kind == "text" and line.length > 20 and k < 4:
            # many sites print the title once more above the photograph
            opening = next((w for w in page.words[line.first : line.end] if w not in _BULLETS), "")
            if any(opening == word and _repeats(page, earlier, line) for word, earlier in seen):
                kind = "furniture"
            seen.append((opening, line))
        if kind in ("related", "notice", "counter", "tags", "furniture"):
            line.kind = "furniture"
            layout.furniture.append((line.first, line.end))
            if (
                kind == "tags"
                and line.cue is not None
                and line.cue[0] >= line.end - 1
                and k + 1 < len(lines)
                and lines[k + 1].length < _TEXT_LINE
            ):
                lines[k + 1].cue = line.cue
        elif kind != "text":
            line.kind = kind


def _repeats(page: _Page, earlier: _Line, line: _Line) -> bool:
    """Whether a line says an earlier one once more, with six words behind it at most."""
    first, again = ([w for w in page.words[each.first : each.end] if w not in _BULLETS] for each in (earlier, line))
    return again[: len(first)] == first and len(again) - len(first) <= 6


def _kind(page: _Page, line: _Line, k: int, count: int) -> str:
    """What a line is: text, or which furniture or label."""
    text, words = page.text, page.words[line.first : line.end]
    if page.strips and text.raw.count(_GAP, *text.raw_span(line.first, line.end)) >= _GAPS:
        return "notice"  # a strip of other headlines, set side by side
    if line.length <= _SHORT and not any(w[0].isalpha() for w in words):
        return "byline" if page.day_in(line) is not None else "counter"
    if _is_signature(words):
        return "counter"
    if line.cue is not None:
        end, record = line.cue
        role = str(record["role"])
        rest = line.length if end >= line.end else line.length - text.length(line.first, end)
        if role == "ending" and (rest < _SHORT or (k > count // 2 and rest < _TEXT_LINE)) and k > 0:
            return "ending"
        if role == "related" and rest < _TEXT_LINE:
            return "related"
        if role == "tags" and (end >= line.end or text.words[end] in ":#" or line.length < _TEXT_LINE):
            return "tags"
        if role == "notice" and (
            line.length <= _LABEL
            or (
                record["id"] in ("video-notice", "opinion-notice", "contact", "breadcrumb")
                and line.length < _TITLE_LONGEST
            )
        ):
            return "notice" if _is_notice(text, line, record) else "text"
        if role in ("byline", "source", "published") and line.length <= _LABEL:
            return "byline"
        if role == "section" and end >= line.end:
            return "counter"
    if line.length <= _SHORT and _has_counter(page, line):
        return "counter"
    return "text"


def _is_notice(text: Text, line: _Line, record: Record) -> bool:
    """Whether a word of furniture makes its line furniture: `صورة - م.ع.ن`, no `صورة المرأة في …`."""
    end = line.cue[0] if line.cue else line.first
    if record["id"] in ("photo", "contact"):
        return (
            end >= line.end
            or text.words[end] in ":-–/|(،"
            or line.length < 30
            or (record["id"] == "contact" and any(w.isdecimal() for w in text.words[end : line.end]))
        )
    return not line.ends or record["id"] in ("video-notice", "opinion-notice")


def _is_signature(words: list[str]) -> bool:
    """`و م ع / ح ك`, `(م.ب)`: the initials of an agency's writers."""
    letters = 0
    for word in words:
        if word[0].isalpha():
            letters += 1
            if letters > 6 or (len(word) > 2 and word not in ("MAP", "ومع")):
                return False
    return True


def _has_counter(page: _Page, line: _Line) -> bool:
    """`قراءة 327 مرة`, `13 تعليق | 212 مشاركة`."""
    if line.end - line.first > 12:
        return False
    for i in range(line.first, line.end):
        cue = page.cues.get(i)
        if cue is not None and cue[1]["role"] in ("counter", "ending"):
            around = page.words[max(line.first, i - 1) : i] + page.words[cue[0] : min(line.end, cue[0] + 2)]
            if any(w.isdecimal() for w in around):
                return True
    return False


def _find_head(page: _Page, lines: list[_Line], layout: Layout) -> None:
    """The title, and the labels between it and the text."""
    head = [line for line in lines if line.kind != "furniture"]
    if not head:
        return
    while len(head) > 1 and _is_pure_label(page, head[0]):
        _take(page, head[0], layout)
        head = head[1:]
    first = head[0]
    if not any(line.length > _LABEL or line.ends for line in head[1:]):
        layout.body = first.first
        return
    start = 0
    if first.kind == "text" and len(head) > 1 and _is_title(first, head[1]):
        layout.title = (first.first, first.end)
        start = 1
    for k, line in enumerate(head[start : start + 6]):
        if (line.kind == "text" and line.length > _LABEL) or (line.ends and line.kind == "text"):
            break
        if line.kind == "byline" or _is_label(page, line):
            _take(page, line, layout)
        elif k > 2:
            break
    taken = {b[0] for b in layout.bylines}
    body = next((x for x in head[start:] if x.first not in taken), None)
    layout.body = body.first if body is not None else first.first


def _is_title(line: _Line, following: _Line) -> bool:
    if line.length > _TITLE_LONGEST or (line.ends and line.length > 90):
        return False
    return line.length <= _TEXT_LINE or following.length >= line.length // 2


def _is_label(page: _Page, line: _Line) -> bool:
    """Whether a short line names outlet, author, place and day rather than telling something."""
    if line.length > _LABEL:
        return False
    words = page.words[line.first : line.end]
    count = sum(w[0].isalpha() for w in words)
    if count <= 10 and page.day_in(line) is not None:
        return True
    if count <= 8 and not _LABEL_SIGNS.isdisjoint(words):
        return True
    return 1 <= count <= 4


def _is_pure_label(page: _Page, line: _Line) -> bool:
    """Whether a line above the title is nothing but date, hour and outlet."""
    if line.length > _LABEL:
        return False
    point = page.day_in(line)
    if point is None:
        return False
    rest = [
        w
        for i, w in enumerate(page.words[line.first : line.end], line.first)
        if w[0].isalpha() and not point.first <= i < point.end
    ]
    return len(rest) <= 3 or (
        len(rest) <= 7
        and any(
            (cue := page.cues.get(i)) is not None and cue[1]["role"] in ("published", "outlet", "byline", "source")
            for i in range(line.first, line.end)
        )
    )


def _take(page: _Page, line: _Line, layout: Layout) -> None:
    """Reads a label: its author, publisher and date."""
    byline: Byline = read_byline(page.text, line.first, line.end)
    point = page.day_in(line)
    layout.bylines.append((line.first, line.end))
    if point is not None and layout.published_on is None:
        _set_date(point, layout)
    layout.author = layout.author or byline.author
    layout.publisher = layout.publisher or byline.publisher
    layout.furniture.extend(byline.names)
    line.kind = "byline"


def _find_tail(page: _Page, lines: list[_Line], layout: Layout) -> None:
    """Labels below the text: `المصدر: هسبريس`, `هيئة التحرير - 27 شتنبر 2024`."""
    tail = [line for line in lines if line.kind != "furniture" and line.first >= layout.body]
    for line in reversed(tail[-3:]):
        if line.length > _LABEL or line.first == layout.body:
            return
        point = page.day_in(line)
        count = sum(w[0].isalpha() for w in page.words[line.first : line.end])
        after_source = line is not tail[0] and _is_source(tail[tail.index(line) - 1])
        if line.kind == "byline" or after_source or (point is not None and count <= 9):
            _take(page, line, layout)
            if after_source and layout.publisher is None and count <= 4:
                layout.publisher = page.text.quote(line.first, line.end)
                layout.furniture.append((line.first, line.end))
        elif count > 4:
            return


def _is_source(line: _Line) -> bool:
    return line.cue is not None and line.cue[1]["id"] == "source" and line.cue[0] >= line.end - 1


def _find_dateline(page: _Page, lines: list[_Line], layout: Layout) -> None:
    """`أزيلال/ 19 ماي 2011/ ومع/`: a date between place and agency at the head of the text."""
    line = next((x for x in lines if x.first == layout.body), None)
    if line is None:
        return
    if layout.publisher is None:
        layout.publisher = agency(page.text, line.first, min(line.end, line.first + 2 * _DATELINE))
    if layout.published_on is not None:
        return
    for i in range(line.first, min(line.end, line.first + _DATELINE)):
        point = page.day_at(i)
        if point is None:
            continue
        end = point.end
        closes = end < line.end and page.words[end] in "/-–—:(ـ|"
        if closes or i == line.first or end >= line.end:
            _set_date(point, layout)
        return


def _set_date(point: Point, layout: Layout) -> None:
    try:
        layout.published_on = dt.date(point.year or 1, point.month or 1, point.day or 1)
    except ValueError:
        return
    layout.dated = (point.first, point.end)
