"""
Tables for a spreadsheet: XLSX with true numbers and days, CSV as Excel opens it.

A cell is a text, a whole number, a Decimal, a day, or None for nothing. No text ever becomes a formula.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | int | Decimal | date | None

_WIDEST = 60
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True, slots=True)
class Column:
    """`places` are the decimals of a column of numbers."""

    label: str
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Write the sheets one after another, each with its header row frozen."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        for sheet in sheets:
            _write(book, sheet, head)
    return target.getvalue()


def _write(book: Workbook, sheet: Sheet, head: Format) -> None:
    page = book.add_worksheet(sheet.name.translate(_NOT_IN_NAMES)[:31])
    page.freeze_panes(1, 0)
    page.write_row(0, 0, [column.label for column in sheet.columns], head)
    for place, column in enumerate(sheet.columns):
        _write_column(book, page, place, column, [row[place] for row in sheet.rows])


def _write_column(
    book: Workbook, page: Worksheet, place: int, column: Column, values: Sequence[Value]
) -> None:
    figure = book.add_format({"num_format": "#,##0" + ("." + "0" * column.places if column.places else "")})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    width = max((len(_text(value)) for value in values), default=0)
    page.set_column(place, place, min(max(width, len(column.label) // 2, 10) + 2, _WIDEST))
    for number, value in enumerate(values, start=1):
        if isinstance(value, date):
            page.write_datetime(number, place, value, day)
        elif isinstance(value, int | Decimal):
            page.write_number(number, place, value, figure)
        elif value is not None:
            page.write_string(number, place, value)


def to_csv(sheet: Sheet) -> bytes:
    """Write UTF-8 with BOM, semicolons, the decimal comma and CRLF."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(column.label) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_harmless(value) if isinstance(value, str) else _text(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def _harmless(text: str) -> str:
    """A spreadsheet would run a text that begins so."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
