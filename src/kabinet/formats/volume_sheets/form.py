"""
The cabinet's own form: the days that are still missing as rows, metering units as columns, thousand m³.

A sheet of its own, out of sight, says what is where, so that the form is known again when it comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kabinet.formats.volume_sheets.layout import Layout
from kabinet.formats.volume_sheets.table import Table, cell_text

_MARK = "kabinet-volumes"
_KEY_SHEET = "kabinet"
_VERSION = "1"
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "       ")
_FIRST_UNIT = 2
_FACTS_OF_A_UNIT = 3
_GREY = "#F0F1F2"
_DAY_WIDTH, _WEEKDAY_WIDTH, _UNIT_WIDTH = 14, 6, 18


@dataclass(frozen=True, slots=True)
class FormDay:
    """A day with what was given for it before, thousand m³ by unit code; given cells are locked."""

    day: date
    weekday: str
    given: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words of the form in the language of who asks for it; `notes` tell how to fill it in."""

    sheet: str
    title: str
    notes: Sequence[str]
    day: str
    volume: str
    wrong: str
    wrong_title: str


@dataclass(frozen=True, slots=True)
class Form:
    """What a form that came back says of itself: which column belongs to which unit code."""

    table: Table
    contract: str
    month: str
    heading: int
    columns: Mapping[str, int]

    def layout(self, unit_ids: Mapping[str, int]) -> Layout:
        """Return its layout for those of its units that are known."""
        volumes = {unit_ids[code]: column for code, column in self.columns.items() if code in unit_ids}
        return Layout(self.heading, 0, volumes)


def write_form(
    words: FormWords, *, contract: str, month: str, units: Sequence[tuple[str, str]], days: Sequence[FormDay]
) -> bytes:
    """Write the form; `units` are code and name."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(words.sheet.translate(_NOT_IN_NAMES)[:31])
        heading = _write_head(book, page, words, units)
        _write_days(book, page, heading, units, days)
        _validate(page, words, heading + 1, heading + len(days), len(units))
        _write_key(book, contract=contract, month=month, heading=heading + 1, units=units)
        page.protect("", {"format_columns": True, "select_locked_cells": True})
        if days and units:
            page.set_selection(heading + 1, _FIRST_UNIT, heading + 1, _FIRST_UNIT)
    return target.getvalue()


def _write_head(book: Workbook, page: Worksheet, words: FormWords, units: Sequence[tuple[str, str]]) -> int:
    """Return the place of the row of headings, counted from 0."""
    page.write_string(0, 0, words.title, book.add_format({"bold": True, "font_size": 14}))
    note = book.add_format({"font_color": "#505A5F"})
    for place, text in enumerate(words.notes, start=1):
        page.write_string(place, 0, text, note)
    heading = len(words.notes) + 2
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": _GREY})
    page.write_string(heading, 0, words.day, head)
    page.write_string(heading, 1, "", head)
    page.set_column(0, 0, _DAY_WIDTH)
    page.set_column(1, 1, _WEEKDAY_WIDTH)
    for place, (_, name) in enumerate(units, start=_FIRST_UNIT):
        page.write_string(heading, place, f"{name}, {words.volume}", head)
    if units:
        page.set_column(_FIRST_UNIT, _FIRST_UNIT + len(units) - 1, _UNIT_WIDTH)
    page.set_row(heading, 48)
    page.freeze_panes(heading + 1, _FIRST_UNIT)
    return heading


def _write_days(
    book: Workbook, page: Worksheet, heading: int, units: Sequence[tuple[str, str]], days: Sequence[FormDay]
) -> None:
    day_format = book.add_format({"num_format": "dd.mm.yyyy", "bg_color": _GREY, "align": "left"})
    weekday_format = book.add_format({"bg_color": _GREY})
    open_format = book.add_format(
        {"num_format": "#,##0.000", "locked": False, "border": 1, "border_color": "#B1B4B6"}
    )
    given_format = book.add_format({"num_format": "#,##0.000", "bg_color": _GREY})
    for row, one in enumerate(days, start=heading + 1):
        page.write_datetime(row, 0, one.day, day_format)
        page.write_string(row, 1, one.weekday, weekday_format)
        for column, (code, _) in enumerate(units, start=_FIRST_UNIT):
            if code in one.given:
                page.write_number(row, column, one.given[code], given_format)
            else:
                page.write_blank(row, column, None, open_format)


def _validate(page: Worksheet, words: FormWords, first: int, last: int, units: int) -> None:
    """Let the spreadsheet itself refuse words and volumes below zero."""
    if last < first or not units:
        return
    rule = {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_title": words.wrong_title,
        "error_message": words.wrong,
    }
    page.data_validation(first, _FIRST_UNIT, last, _FIRST_UNIT + units - 1, rule)


def _write_key(
    book: Workbook, *, contract: str, month: str, heading: int, units: Sequence[tuple[str, str]]
) -> None:
    page = book.add_worksheet(_KEY_SHEET)
    page.very_hidden()
    page.write_row(0, 0, [_MARK, _VERSION])
    page.write_row(1, 0, ["contract", contract])
    page.write_row(2, 0, ["month", month])
    page.write_row(3, 0, ["heading", str(heading)])
    for place, (code, _) in enumerate(units):
        page.write_row(4 + place, 0, ["unit", code, str(_FIRST_UNIT + place)])


def recognise_form(tables: Sequence[Table]) -> Form | None:
    """Return what the form says of itself, or None where the workbook is none of ours."""
    key = next((table for table in tables if table.name == _KEY_SHEET), None)
    page = next((table for table in tables if table.visible and table.name != _KEY_SHEET), None)
    if key is None or page is None or [cell_text(one) for one in key.rows[0][:2]] != [_MARK, _VERSION]:
        return None
    said = [[cell_text(cell) for cell in row] for row in key.rows[1:]]
    facts = {row[0]: row[1] for row in said if len(row) > 1}
    named = [row for row in said if len(row) >= _FACTS_OF_A_UNIT and row[0] == "unit" and row[2].isdecimal()]
    columns = {row[1]: int(row[2]) for row in named}
    heading = facts.get("heading", "")
    if not heading.isdecimal() or not columns:
        return None
    return Form(page, facts.get("contract", ""), facts.get("month", ""), int(heading), columns)
