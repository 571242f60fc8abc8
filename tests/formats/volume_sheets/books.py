"""Sheets as clients make them: rows of words, figures and days, in every kind of file that is taken."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from html import escape

import openpyxl
import xlsxwriter

from kabinet.formats.volume_sheets import KnownUnit

Value = str | int | float | date | None
Rows = Sequence[Sequence[Value]]

MADE = datetime(2026, 12, 1)  # noqa: DTZ001 (a workbook knows no zones)
HEAD: list[Value] = ["№", "Дата", "УУГ-1, тыс. м3", "УУГ-2, тыс. м3"]
UNITS = [KnownUnit(1, ["ТП-1/УУГ-1", "УУГ-1"]), KnownUnit(2, ["ТП-1/УУГ-2", "УУГ-2"])]


def november(days: int = 7) -> list[list[Value]]:
    """Return a usual sheet: a title, headings in the third row, a total below."""
    body: list[list[Value]] = [
        [number, date(2026, 11, number), 36.1 + number / 1000, "12,5"] for number in range(1, days + 1)
    ]
    total = sum(36.1 + number / 1000 for number in range(1, days + 1))
    return [["Объёмы газа за ноябрь 2026 г."], [], HEAD, *body, ["Итого", None, total, 12.5 * days]]


def xlsx(rows: Rows, *, sheet: str = "Лист1", others: Sequence[str] = ()) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})  # equal contents are equal bytes, whenever they are written
        page = book.add_worksheet(sheet)
        days = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, column, datetime.combine(value, datetime.min.time()), days)
                elif isinstance(value, str):
                    page.write_string(number, column, value)
                elif value is not None:
                    page.write_number(number, column, value)
        for other in others:
            book.add_worksheet(other).write_string(0, 0, "черновик")
    return target.getvalue()


def unreckoned(rows: Sequence[Sequence[str | date]]) -> bytes:
    """Write texts that begin with "=" as formulas, as programs do that reckon nothing: without results."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def text(rows: Rows, *, mark: str = ";", encoding: str = "utf-8") -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=mark, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_typed(value) for value in row])
    return target.getvalue().encode(encoding, "replace")  # KOI8 has no "№"


def _typed(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", ",")
    return "" if value is None else str(value)


_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods(rows: Rows, *, tail: str = "") -> bytes:
    """Write the rows as LibreOffice does, with `tail` behind them."""
    cells = ["".join(_ods_cell(value) for value in row) or "<table:table-cell/>" for row in rows]
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return ods_of(f'<table:table table:name="Лист1">{lines}{tail}</table:table>')


def ods_of(tables: str) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    return target.getvalue()


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, str):
        shown = f"<text:p>{escape(value)}</text:p>"
        return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
