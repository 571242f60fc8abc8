"""A table: text between separators, CSV with its quotes, or the rows of a sheet."""

import csv
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.findings import Findings
from kabinet.formats.archives.layouts.table import (
    MOST_OTHERS,
    DayTotal,
    Positions,
    Row,
    Table,
    by_name,
    by_position,
    tell_shifted,
)
from kabinet.formats.archives.shapes import Template
from kabinet.formats.lookalikes import folded

_HEADER_AMONG = 200
_NO_SIGN = re.compile(r"[\W_]+")
_SPACES = re.compile(r" {2,}|\t+")
_MOST_IN_LINE = 100_000
_A_DAY = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_DIGITS = frozenset("0123456789")


def read(text: str, template: Template, *, file: str, findings: Findings) -> Table:
    """:raises NotAnArchive: no separator gives the columns of the template, or a line is longer than any row"""
    lines = text.split("\n")
    if max(map(len, lines)) > _MOST_IN_LINE:
        raise NotAnArchive("damaged")
    for separator in template.file.separators:
        rows, numbers = _split(text, lines, separator)
        if begun := _begin(rows, template):
            table = _Sorting(begun, template, file, findings).sort(rows, numbers)
            table.cut |= _breaks_off(lines, table)
            return table
    raise NotAnArchive("no-columns", template=template.code)


def read_sheet(sheet: Sequence[Row], template: Template, *, file: str, findings: Findings) -> Table:
    """:raises NotAnArchive: the columns of the template are not there"""
    begun = _begin(sheet, template)
    if begun is None:
        raise NotAnArchive("no-columns", template=template.code)
    first = begun.positions.time[0]
    rows = [*sheet[: begun.start], *(_midnight(row[: begun.width], first) for row in sheet[begun.start :])]
    return _Sorting(begun, template, file, findings).sort(rows, range(1, len(rows) + 1))


def _midnight(row: Row, position: int) -> Row:
    """A moment at midnight arrives from a sheet as a day without a time."""
    if _A_DAY.fullmatch(row[position]):
        return [*row[:position], f"{row[position]} 00:00:00", *row[position + 1 :]]
    return row


@dataclass(frozen=True, slots=True)
class _Begun:
    """Where the data begins, and where its columns stand."""

    start: int
    width: int
    positions: Positions


def _split(text: str, lines: Sequence[str], separator: str) -> tuple[Sequence[Row], Sequence[int]]:
    """Return the rows and their numbers."""
    numbers = range(1, len(lines) + 1)
    if separator == " ":
        return [line.split() for line in lines], numbers
    if separator == "  ":
        return [_SPACES.split(line.strip()) for line in lines], numbers
    if '"' in text:
        return _quoted(lines, separator)
    return [line.split(separator) for line in lines], numbers


def _quoted(lines: Sequence[str], separator: str) -> tuple[Sequence[Row], Sequence[int]]:
    """A cell in quotes may hold the separator or a line end; a quote that never closes ends the file."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    rows: list[Row] = []
    numbers: list[int] = []
    with suppress(csv.Error):
        for row in reader:
            rows.append([cell.replace("\n", " ") for cell in row])
            numbers.append(reader.line_num)
    return rows, numbers


def _begin(rows: Sequence[Row], template: Template) -> _Begun | None:
    if template.file.first_row:
        return _begin_by_count(rows, template)
    needed = len(set(template.columns.places()))
    for number, row in enumerate(rows[:_HEADER_AMONG], start=1):
        if len(row) < needed:
            continue
        found: dict[str, int] = {}
        for position, cell in enumerate(row):
            found.setdefault(_plain(cell), position)
        if positions := by_name(template, _Headers(found)):
            return _Begun(number, len(_trimmed(row)), positions)
    return None


def _begin_by_count(rows: Sequence[Row], template: Template) -> _Begun | None:
    filled = (place for place, row in enumerate(rows) if any(cell.strip() for cell in row))
    for count, place in enumerate(filled, start=1):
        if count == template.file.first_row:
            return _Begun(place, template.file.width, by_position(template))
    return None


class _Headers(dict[str, int]):
    """Headers are compared by their letters and digits alone, and one that looks the same is the same."""

    def __contains__(self, name: object) -> bool:
        return super().__contains__(_plain(str(name)))

    def __getitem__(self, name: str) -> int:
        return super().__getitem__(_plain(name))


def _plain(header: str) -> str:
    return folded(_NO_SIGN.sub("", header).casefold().replace("ё", "е"))


class _Sorting:
    """Tells rows of data from titles, sums and what is written around a table."""

    def __init__(self, begun: _Begun, template: Template, file: str, findings: Findings) -> None:
        self._begun = begun
        self._shape = template.rows
        self._file = file
        self._findings = findings
        self._table = Table(begun.positions)
        self._day = ""
        self._ended = False

    def sort(self, rows: Sequence[Row], numbers: Sequence[int]) -> Table:
        table, width, start = self._table, self._begun.width, self._begun.start
        first = self._begun.positions.time[0]
        table.others = [(numbers[place], " ".join(rows[place])) for place in range(start)]
        others: list[int] = []
        for place in range(start, len(rows)):
            row = rows[place]
            if len(row) == width and row[first][:1] in _DIGITS:
                table.rows.append(row)
                table.numbers.append(numbers[place])
            else:
                others.append(place)
        common = len(table.rows)
        for place in others:
            self._read_other(rows[place], numbers[place], last=place == len(rows) - 1)
        if len(table.rows) > common:
            _put_in_order(table)
        table.cut |= self._shape.last is not None and not self._ended
        return table

    def _read_other(self, row: Row, number: int, *, last: bool) -> None:
        text, shape = " ".join(row).strip(), self._shape
        if not text:
            return
        if shape.day_title and (found := shape.day_title.search(text)):
            self._day = found["day"]
        elif shape.day_total and shape.day_total.search(text):
            total = [*row, *[""] * (self._begun.width - len(row))]
            self._table.totals.append(DayTotal(total, (self._file, number), self._day))
        elif shape.last and shape.last.search(text):
            self._ended = True
        elif self._looks_like_data(row):
            self._read_uncommon(row, number, last=last)
        elif len(self._table.others) < MOST_OTHERS:
            self._table.others.append((number, text))

    def _looks_like_data(self, row: Row) -> bool:
        first = self._begun.positions.time[0]
        filled = sum(1 for cell in row if cell.strip())
        stamped = len(row) > first and row[first].strip()[:1] in _DIGITS
        return filled * 2 > self._begun.width or (filled > 1 and stamped)

    def _read_uncommon(self, row: Row, number: int, *, last: bool) -> None:
        cells, width = [cell.strip() for cell in row], self._begun.width
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) == width:
            self._table.rows.append(cells)
            self._table.numbers.append(number)
        elif last and len(cells) < width:
            self._table.cut = True
        else:
            tell_shifted(self._findings, self._file, number, cells=len(cells), expected=width)


def _put_in_order(table: Table) -> None:
    order = sorted(range(len(table.rows)), key=table.numbers.__getitem__)
    table.rows = [table.rows[place] for place in order]
    table.numbers = [table.numbers[place] for place in order]


def _breaks_off(lines: Sequence[str], table: Table) -> bool:
    """Whether the last line is a row of data without its line end: its last figure may be cut."""
    return bool(lines[-1].strip()) and bool(table.numbers) and table.numbers[-1] == len(lines)


def _trimmed(row: Row) -> Row:
    filled = [position for position, cell in enumerate(row) if cell.strip()]
    return row[: filled[-1] + 1] if filled else row[:0]
