"""Workbooks as .xlsx and .xls: values as they were last reckoned, with what is not seen on the screen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.old_hidden import Hidden, hidden_in
from kabinet.formats.archives.old_workbooks import check_old
from kabinet.formats.archives.workbooks import check_files, opened
from kabinet.formats.volume_sheets.table import MOST_COLUMNS, MOST_ROWS, Cell, Table, figure

_MOST_SHEETS = 60
_LONGEST_NUMBER = 6
_COLUMN_TAG = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
#: A cell with a formula and nothing else; one that gives an empty text has its result.
_UNRECKONED = re.compile(
    rb"<(?:\w+:)?c(?=[\s>])(?![^<>]*\st=[\"']str)[^<>]*>\s*"
    rb"(?:<(?:\w+:)?f(?:\s[^<>]*)?/>|<(?:\w+:)?f(?:\s[^<>]*)?>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
_ATTRIBUTES = re.compile(rb"([\w:]+)=[\"']([^\"']*)[\"']")
_SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")

_Read = str | float | int | bool | date | datetime | time | timedelta


def read(content: bytes, files: Mapping[str, bytes]) -> tuple[Table, ...]:
    """:raises NotAnArchive: more than daily volumes can be, or a damaged workbook"""
    check_files(files)
    return tuple(_read(content, [_hidden(file) if file else None for file in _sheet_files(files)]))


def read_old(content: bytes) -> tuple[Table, ...]:
    """:raises NotAnArchive: more than daily volumes can be, or a damaged workbook"""
    check_old(content)
    return tuple(_read(content, hidden_in(content) or []))


def _read(content: bytes, hidden: Sequence[Hidden | None]) -> Iterator[Table]:
    with opened(content) as book:
        for place, about in enumerate(book.sheets_metadata[:_MOST_SHEETS]):
            if about.typ is SheetTypeEnum.WorkSheet:
                rows = _rows(book.get_sheet_by_index(place))
                told = hidden[place] if place < len(hidden) else None
                yield _table(about.name, rows, told, visible=about.visible is SheetVisibleEnum.Visible)


def _table(name: str, rows: list[list[Cell]], told: Hidden | None, *, visible: bool) -> Table:
    hidden = told or Hidden()
    return Table(
        name,
        rows,
        visible=visible,
        hidden=tuple(hidden.rows),
        hidden_columns=tuple(hidden.columns),
        formulas=hidden.formulas,
        unreckoned=hidden.unreckoned,
        merged=hidden.merged,
        tells_hidden=told is not None,
    )


def _hidden(file: bytes) -> Hidden:
    numbers = (_NUMBER.search(tag[0]) for tag in _ROW_TAG.finditer(file) if _HIDDEN.search(tag[0]))
    return Hidden(
        rows=[int(number[1]) for number in numbers if number],
        columns=list(_hidden_columns(file)),
        formulas=sum(1 for _ in _FORMULA.finditer(file)),
        unreckoned=sum(1 for _ in _UNRECKONED.finditer(file)),
        merged=sum(1 for _ in _MERGED.finditer(file)),
    )


def _hidden_columns(file: bytes) -> Iterator[int]:
    for tag in _COLUMN_TAG.finditer(file):
        told = dict(_ATTRIBUTES.findall(tag[1]))
        first, last = told.get(b"min", b""), told.get(b"max", b"")
        if told.get(b"hidden") in {b"1", b"true"} and first.isdigit() and last.isdigit():
            yield from range(int(first[:_LONGEST_NUMBER]) - 1, min(int(last[:_LONGEST_NUMBER]), MOST_COLUMNS))


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    if sheet.start is None:
        return []
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise NotAnArchive("too-many-rows", most=MOST_ROWS)
    return [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell(read: _Read) -> Cell:
    if isinstance(read, str):
        return read
    if isinstance(read, bool):
        return str(read)
    if isinstance(read, datetime):
        return read.date()
    if isinstance(read, date):
        return read
    if isinstance(read, float | int):
        return figure(read)
    return str(read)


def _sheet_files(files: Mapping[str, bytes]) -> list[bytes]:
    """Return the files of the sheets in the order of the tabs; nothing where the workbook does not tell."""
    targets = {
        one.get(b"Id"): one.get(b"Target", b"").decode("utf-8", "replace")
        for one in _attributes(_RELATION, files.get("xl/_rels/workbook.xml.rels", b""))
    }
    ids = [one.get(b"r:id") for one in _attributes(_SHEET_TAG, files.get("xl/workbook.xml", b""))]
    names = [targets.get(key, "") for key in ids]
    return [files.get(name[1:] if name.startswith("/") else f"xl/{name}", b"") for name in names]


def _attributes(tag: "re.Pattern[bytes]", file: bytes) -> list[dict[bytes, bytes]]:
    return [dict(_ATTRIBUTES.findall(found[1])) for found in tag.finditer(file)]
