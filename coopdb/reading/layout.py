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


def read_layout(text: Text) -> Layout:
    """The page's parts; marks its furniture as skipped.

    Example: a last line `اترك تعليقاً` (leave a comment) and all below it is furniture.
    """
    lines = _lines(text)
    layout = Layout()
    _find_furniture(text, lines, layout)
    _find_head(text, lines, layout)
    _find_tail(text, lines, layout)
    _find_dateline(text, lines, layout)
    for first, end in layout.furniture:
        text.skip(first, end)
    return layout


def _lines(text: Text) -> list[_Line]:
    lines = []
    words = text.words
    for first, end in text.paragraphs():
        while end > first and words[end - 1] == "\n":
            end -= 1
        if end == first:
            continue
        length = text.spans[end - 1][1] - text.spans[first][0]
        last = end - 1
        while last > first and words[last] in '"”»)':
            last -= 1
        ends = words[last] == "." and not (last > first and words[last - 1] == ".")
        lines.append(_Line(first, end, length, ends, _cue(text, first, end)))
    return lines


def _cue(text: Text, first: int, end: int) -> tuple[int, Record] | None:
    """(end, record) of the furniture cue that begins a line, bullets passed over."""
    at = first
    while at < end and text.words[at] in _BULLETS:
        at += 1
    return _cue_at(text, at) if at < end else None


def _cue_at(text: Text, i: int) -> tuple[int, Record] | None:
    phrase = text.phrases.get(_CLASS, {}).get(i)
    if phrase is not None and not phrase[1].preposition:
        return phrase[0], phrase[1].record
    known = text.lex[i]
    entry = None if known is None else known.entries.get(_CLASS)
    return None if entry is None or entry.preposition else (i + 1, entry.record)


def _find_furniture(text: Text, lines: list[_Line], layout: Layout) -> None:
    related = False
    seen: dict[tuple[str, ...], int] = {}
    for k, line in enumerate(lines):
        kind = _kind(text, line, k, len(lines))
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
        words = tuple(w for w in text.words[line.first : line.end] if w not in _BULLETS)
        if kind == "text" and line.length > 20 and k < 4:
            # many sites print the title once more above the photograph
            earlier = next((e for e in seen if words[: len(e)] == e and len(words) - len(e) <= 6), None)
            if earlier is not None:
                kind = "furniture"
            seen[words] = k
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


def _kind(text: Text, line: _Line, k: int, count: int) -> str:
    """What a line is: text, or which furniture or label."""
    words = text.words[line.first : line.end]
    if text.raw.count(_GAP, *text.raw_span(line.first, line.end)) >= 4:
        return "notice"  # a strip of other headlines, set side by side
    if line.length <= _SHORT and not any(w[0].isalpha() for w in words):
        return "byline" if _date_in(text, line.first, line.end) is not None else "counter"
    if _is_signature(words):
        return "counter"
    if line.cue is not None:
        end, record = line.cue
        role = str(record["role"])
        rest = line.length if end >= line.end else text.spans[line.end - 1][1] - text.spans[end - 1][1]
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
    if line.length <= _SHORT and _has_counter(text, line):
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
    letters = [w for w in words if w[0].isalpha()]
    return len(letters) <= 6 and all(len(w) <= 2 or w in ("MAP", "ومع") for w in letters)


def _has_counter(text: Text, line: _Line) -> bool:
    """`قراءة 327 مرة`, `13 تعليق | 212 مشاركة`."""
    for i in range(line.first, line.end):
        cue = _cue_at(text, i)
        if cue is not None and cue[1]["role"] in ("counter", "ending"):
            around = text.words[max(line.first, i - 1) : i] + text.words[cue[0] : min(line.end, cue[0] + 2)]
            if any(w.isdecimal() for w in around) and line.end - line.first <= 12:
                return True
    return False


def _find_head(text: Text, lines: list[_Line], layout: Layout) -> None:
    """The title, and the labels between it and the text."""
    head = [line for line in lines if line.kind != "furniture"]
    if not head:
        return
    while len(head) > 1 and _is_pure_label(text, head[0]):
        _take(text, head[0], layout)
        head = head[1:]
    first = head[0]
    if not any(line.length > _LABEL or line.ends for line in head[1:]):
        layout.body = first.first
        return
    start = 0
    if first.kind == "text" and len(head) > 1 and _is_title(text, first, head[1]):
        layout.title = (first.first, first.end)
        start = 1
    for k, line in enumerate(head[start : start + 6]):
        if (line.kind == "text" and line.length > _LABEL) or (line.ends and line.kind == "text"):
            break
        if line.kind == "byline" or _is_label(text, line, k):
            _take(text, line, layout)
        elif k > 2:
            break
    taken = {b[0] for b in layout.bylines}
    body = next((x for x in head[start:] if x.first not in taken), None)
    layout.body = body.first if body is not None else first.first


def _is_title(text: Text, line: _Line, following: _Line) -> bool:
    if line.length > _TITLE_LONGEST or (line.ends and line.length > 90):
        return False
    if line.length > _TEXT_LINE and following.length < line.length // 2:
        return False
    del text
    return True


def _is_label(text: Text, line: _Line, k: int) -> bool:
    """Whether a short line names outlet, author, place and day rather than telling something."""
    if line.length > _LABEL:
        return False
    words = [w for w in text.words[line.first : line.end] if w[0].isalpha()]
    dated = _date_in(text, line.first, line.end) is not None
    if dated and len(words) <= 10:
        return True
    signs = {"-", "–", "—", "/", "|", ":", "ـ"} & set(text.words[line.first : line.end])
    if signs and len(words) <= 8:
        return True
    del k
    return 1 <= len(words) <= 4


def _is_pure_label(text: Text, line: _Line) -> bool:
    """Whether a line above the title is nothing but date, hour and outlet."""
    if line.length > _LABEL:
        return False
    point = _date_in(text, line.first, line.end)
    if point is None:
        return False
    rest = [
        w
        for i, w in enumerate(text.words[line.first : line.end], line.first)
        if w[0].isalpha() and not point.first <= i < point.end
    ]
    return len(rest) <= 3 or (
        len(rest) <= 7
        and any(
            (cue := _cue_at(text, i)) is not None and cue[1]["role"] in ("published", "outlet", "byline", "source")
            for i in range(line.first, line.end)
        )
    )


def _take(text: Text, line: _Line, layout: Layout) -> None:
    """Reads a label: its author, publisher and date."""
    byline: Byline = read_byline(text, line.first, line.end)
    point = _date_in(text, line.first, line.end)
    layout.bylines.append((line.first, line.end))
    if point is not None and layout.published_on is None:
        _set_date(point, layout)
    layout.author = layout.author or byline.author
    layout.publisher = layout.publisher or byline.publisher
    layout.furniture.extend(byline.names)
    line.kind = "byline"


def _find_tail(text: Text, lines: list[_Line], layout: Layout) -> None:
    """Labels below the text: `المصدر: هسبريس`, `هيئة التحرير - 27 شتنبر 2024`."""
    tail = [line for line in lines if line.kind != "furniture" and line.first >= layout.body]
    for line in reversed(tail[-3:]):
        if line.length > _LABEL or line.first == layout.body:
            return
        point = _date_in(text, line.first, line.end)
        count = sum(w[0].isalpha() for w in text.words[line.first : line.end])
        after_source = line is not tail[0] and _is_source(tail[tail.index(line) - 1])
        if line.kind == "byline" or after_source or (point is not None and count <= 9):
            _take(text, line, layout)
            if after_source and layout.publisher is None and count <= 4:
                layout.publisher = text.quote(line.first, line.end)
                layout.furniture.append((line.first, line.end))
        elif count > 4:
            return


def _is_source(line: _Line) -> bool:
    return line.cue is not None and line.cue[1]["id"] == "source" and line.cue[0] >= line.end - 1


def _find_dateline(text: Text, lines: list[_Line], layout: Layout) -> None:
    """`أزيلال/ 19 ماي 2011/ ومع/`: a date between place and agency at the head of the text."""
    line = next((x for x in lines if x.first == layout.body), None)
    if line is None:
        return
    if layout.publisher is None:
        layout.publisher = agency(text, line.first, min(line.end, line.first + 2 * _DATELINE))
    if layout.published_on is not None:
        return
    for i in range(line.first, min(line.end, line.first + _DATELINE)):
        point = _point(text, i)
        if point is None:
            continue
        end = point.end
        closes = end < line.end and text.words[end] in "/-–—:(ـ|"
        if closes or i == line.first or end >= line.end:
            _set_date(point, layout)
        return


def _date_in(text: Text, first: int, end: int) -> Point | None:
    for i in range(first, end):
        point = _point(text, i)
        if point is not None and point.end <= end:
            return point
    return None


def _point(text: Text, i: int) -> Point | None:
    """A full day at word `i`."""
    word, known = text.words[i], text.lex[i]
    if not (
        word.isdecimal() or (known is not None and not {"weekdays", "months", "date_words"}.isdisjoint(known.entries))
    ):
        return None
    point = PointReader(text).point(i)
    if point is None or not (point.year and point.month and point.day) or point.calendar != "gregorian":
        return None
    return point


def _set_date(point: Point, layout: Layout) -> None:
    try:
        layout.published_on = dt.date(point.year or 1, point.month or 1, point.day or 1)
    except ValueError:
        return
    layout.dated = (point.first, point.end)
