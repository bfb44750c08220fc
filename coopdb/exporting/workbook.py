"""All views in one workbook: a sheet each, and a first one that says what they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter

from coopdb.exporting.credits import load_credits
from coopdb.exporting.views import Batch, Column, Table

NAME = "coopdb.xlsx"
README = "README"

# What Excel can hold.
ROWS = 1_048_576
CHARACTERS = 32_767
DIGITS = 15
# Excel takes 1900 for a leap year: days before its March come out wrong.
FIRST_DAY = dt.date(1900, 3, 1)

# Nothing of the moment may be in the file: the same data, the same bytes.
CREATED = dt.datetime(2025, 1, 1)

# Of the first sheet: a line's height in points, the width of a column of text, and how many letters it takes.
LINE, WIDE_COLUMN, LETTERS = 15, 60, 56

WIDTHS = {"flag": 9, "date": 11, "moment": 18, "short": 10, "integer": 10, "decimal": 16}
LONG_TEXTS = {
    "quote",
    "other_quote",
    "text",
    "text_ar",
    "title",
    "title_ar",
    "article_title",
    "event_title_ar",
    "sql",
}
ARABIC_TEXTS = LONG_TEXTS - {"sql"} | {"publisher", "author", "trade"}


class Workbook:
    """A workbook that is written view by view, never held in memory as a whole."""

    def __init__(self, path: Path) -> None:
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "remove_timezone": True,
            },
        )
        credits = load_credits()
        self._book.set_properties(
            {
                "title": credits.title["en"],
                "comments": credits.rights["en"],
                "author": "coopdb",
                "created": CREATED,
            }
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._first = self._book.add_worksheet(README)
        self._written: list[tuple[Table, str, int]] = []

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._describe()
        self._book.close()

    def add(self, table: Table, batches: Iterable[Batch]) -> int:
        """Write a view to a sheet of its name, or to several where it is longer than a sheet can be."""
        sheet = self._start(table, table.name)
        n_rows = at = 0
        n_sheets = 1
        formats = [self._cell_formats(column) for column in table.columns]
        for batch in batches:
            for row in batch:
                if at == ROWS - 1:
                    self._finish(sheet, table, at)
                    n_sheets += 1
                    sheet, at = self._start(table, f"{table.name} ({n_sheets})"), 0
                at += 1
                for place, (value, form) in enumerate(zip(row, formats, strict=True)):
                    self._write(sheet, at, place, value, form)
            n_rows += len(batch)
        self._finish(sheet, table, at)
        self._written.append((table, table.name, n_rows))
        return n_rows

    def _start(self, table: Table, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _width(column))
        head = self._format(bold=True, bg_color="#E7EEF4", bottom=1)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.name, head)
        return sheet

    def _finish(self, sheet: Any, table: Table, n_rows: int) -> None:
        sheet.autofilter(0, 0, n_rows, len(table.columns) - 1)

    def _write(self, sheet: Any, row: int, place: int, value: Any, forms: tuple[Any, Any]) -> None:
        """Write one cell as what it is; what Excel cannot hold as a number or a day stays text, whole."""
        usual, whole = forms
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value, usual)
        elif isinstance(value, (int, Decimal)):
            exact = Decimal(value).normalize()
            if len(exact.as_tuple().digits) > DIGITS:
                sheet.write_string(row, place, f"{value:f}", None)
            else:
                is_whole = exact == exact.to_integral_value()
                sheet.write_number(row, place, int(exact) if is_whole else float(exact), whole if is_whole else usual)
        elif isinstance(value, dt.datetime):
            sheet.write_datetime(row, place, value.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0), usual)
        elif isinstance(value, dt.date):
            if value < FIRST_DAY:
                sheet.write_string(row, place, value.isoformat(), None)
            else:
                sheet.write_datetime(row, place, dt.datetime(value.year, value.month, value.day), usual)
        else:
            sheet.write_string(row, place, _fitting(str(value)), usual)

    def _cell_formats(self, column: Column) -> tuple[Any, Any]:
        """Return the formats of a column's cells: the usual one, and that of a whole number."""
        if column.kind == "text":
            # Right to left within the cell: the sheet holds codes and French as well.
            return (
                self._format(reading_order=2, align="right", indent=1) if is_arabic(column.name) else None,
                None,
            )
        if column.kind == "date":
            return (self._format(num_format="yyyy-mm-dd"), None)
        if column.kind == "moment":
            return (self._format(num_format="yyyy-mm-dd hh:mm:ss"), None)
        if column.kind == "flag":
            return (None, None)
        if column.unit in (None, "year", "characters"):
            return (self._format(num_format="0.######"), self._format(num_format="0"))
        return (self._format(num_format="#,##0.00####"), self._format(num_format="#,##0"))

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def _describe(self) -> None:
        """Write the first sheet: what this is, what to mind, whose it is, what is in each sheet."""
        credits = load_credits()
        sheet, row = self._first, 0
        wrapped, arabic = (
            self._format(text_wrap=True, valign="top"),
            self._format(text_wrap=True, valign="top", reading_order=2, align="right"),
        )
        title = self._format(bold=True, font_size=14, align="left")
        head = self._format(bold=True, bg_color="#E7EEF4", bottom=1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for place, width in enumerate((38, 10, WIDE_COLUMN, WIDE_COLUMN, WIDE_COLUMN)):
            sheet.set_column(place, place, width)
        for text in credits.title.values():
            sheet.write_string(row, 0, text, title)
            row += 1

        def write(first: str, texts: dict[str, str]) -> None:
            nonlocal row
            self._raise_row(sheet, row, texts)
            sheet.write_string(row, 0, first, wrapped)
            for place, language in enumerate(("en", "fr", "ar"), 2):
                sheet.write_string(row, place, texts[language], arabic if language == "ar" else wrapped)
            row += 1

        write("", credits.description)
        for caveat in credits.caveats:
            write("Mind", caveat)
        write("Rights", credits.rights)
        for source in credits.sources:
            sheet.write_string(row, 0, "Source", wrapped)
            sheet.write_string(row, 2, " ".join(source.values()))
            row += 1
        for licence in credits.licenses:
            sheet.write_string(row, 0, "Licence", wrapped)
            sheet.write_string(row, 2, f"{licence['title']} {licence['path']}")
            row += 1
        row += 1
        for place, name in enumerate(("sheet", "rows", "what one row is", "ce qu'est une ligne", "ما هو السطر")):
            sheet.write_string(row, place, name, head)
        row += 1
        link, count = (
            self._format(font_color="#1155AA", underline=1, valign="top"),
            self._format(num_format="#,##0", valign="top"),
        )
        for table, name, n_rows in self._written:
            write("", table.description)
            sheet.write_url(row - 1, 0, f"internal:'{name}'!A1", link, name)
            sheet.write_number(row - 1, 1, n_rows, count)
        row += 1
        self._write_dictionary(row, head, wrapped, arabic)

    def _raise_row(self, sheet: Any, row: int, texts: dict[str, str]) -> None:
        """Make a row as high as its longest text needs: LibreOffice does not do it by itself."""
        longest = max((len(text) for text in texts.values()), default=0)
        sheet.set_row(row, LINE * (longest // LETTERS + 1))

    def _write_dictionary(self, row: int, head: Any, wrapped: Any, arabic: Any) -> None:
        sheet = self._first
        for place, name in enumerate(("column", "unit", "what it means", "ce qu'elle signifie", "ما تعنيه")):
            sheet.write_string(row, place, name, head)
        row += 1
        for table, name, _ in self._written:
            for column in table.columns:
                self._raise_row(sheet, row, column.description)
                sheet.write_string(row, 0, f"{name}.{column.name}", wrapped)
                sheet.write_string(row, 1, column.unit or "", wrapped)
                for place, language in enumerate(("en", "fr", "ar"), 2):
                    form = arabic if language == "ar" else wrapped
                    sheet.write_string(row, place, column.description.get(language, ""), form)
                row += 1


def is_arabic(name: str) -> bool:
    """Say whether a column's texts are Arabic, by its name: `title_ar`, `quote`."""
    return name.endswith("_ar") or name in ARABIC_TEXTS


def _width(column: Column) -> int:
    # The head stands beside the arrow of its filter.
    head = len(column.name) + 4
    if column.kind != "text":
        return max(WIDTHS[column.kind], head)
    if column.name in LONG_TEXTS or column.name.startswith(("question_", "description_")):
        return WIDE_COLUMN
    return max(26 if column.name.endswith(("_ar", "_fr", "_en")) else 20, head)


def _fitting(text: str) -> str:
    """Cut a text to what a cell holds."""
    # The writer would take a text of this form for markup of its own.
    if text.startswith("<r>"):
        text = f" {text}"
    return text if _utf16_length(text) <= CHARACTERS else f"{text[: CHARACTERS // 2]}…"


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text) if len(text) > CHARACTERS // 2 else len(text)
