"""A table: text between separators, CSV with its quotes, or the rows of a sheet."""

import csv
import re
from collections.abc import Iterator, Sequence

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
    check_size,
    tell_shifted,
)
from kabinet.formats.archives.templates import Template
from kabinet.formats.lookalikes import folded

_HEADER_AMONG = 200
_NO_SIGN = re.compile(r"[\W_]+")
_SPACES = re.compile(r" {2,}|\t+")
_MOST_IN_LINE = 100_000
_A_DAY = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_DIGITS = frozenset("0123456789")


def read(text: str, template: Template, *, file: str, findings: Findings) -> Table:
    """:raises NotAnArchive: no separator gives the columns of the template"""
    lines = text.split("\n")
    check_size(len(lines))
    for separator in template.file.separators:
        rows = list(_split(lines, separator))
        if begun := _begin([row for _, row in rows], template):
            table = _classified(rows[begun.start :], rows[: begun.start], begun, template, file, findings)
            table.cut |= _breaks_off(lines, table)
            return table
    raise NotAnArchive("no-columns", template=template.code)


def read_sheet(sheet: Sequence[Row], template: Template, *, file: str, findings: Findings) -> Table:
    """:raises NotAnArchive: the columns of the template are not there"""
    rows = list(enumerate(sheet, start=1))
    begun = _begin(sheet, template)
    if begun is None:
        raise NotAnArchive("no-columns", template=template.code)
    first = begun.positions.time[0]
    data = [(number, _midnight(row[: begun.width], first)) for number, row in rows[begun.start :]]
    return _classified(data, rows[: begun.start], begun, template, file, findings)


def _midnight(row: Row, position: int) -> Row:
    """A moment at midnight arrives from a sheet as a day without a time."""
    if _A_DAY.fullmatch(row[position]):
        return [*row[:position], f"{row[position]} 00:00:00", *row[position + 1 :]]
    return row


class _Begun:
    """Where the data begins, and where its columns stand."""

    __slots__ = ("positions", "start", "width")

    def __init__(self, start: int, width: int, positions: Positions) -> None:
        self.start = start
        self.width = width
        self.positions = positions


def _split(lines: Sequence[str], separator: str) -> Iterator[tuple[int, Row]]:
    if separator == " ":
        return ((number, line.split()) for number, line in enumerate(lines, start=1))
    if separator == "  ":
        return ((number, _SPACES.split(line.strip())) for number, line in enumerate(lines, start=1))
    if any('"' in line for line in lines):
        return _quoted(lines, separator)
    return ((number, line.split(separator)) for number, line in enumerate(lines, start=1))


def _quoted(lines: Sequence[str], separator: str) -> Iterator[tuple[int, Row]]:
    """A cell in quotes may hold the separator or a line end; a quote that never closes ends the file."""
    if max(map(len, lines)) > _MOST_IN_LINE:
        raise NotAnArchive("damaged")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    try:
        for row in reader:
            yield reader.line_num, [cell.replace("\n", " ") for cell in row]
    except csv.Error:
        return


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


def _classified(  # noqa: PLR0917 (one pass over the file)
    rows: Sequence[tuple[int, Row]],
    heading: Sequence[tuple[int, Row]],
    begun: _Begun,
    template: Template,
    file: str,
    findings: Findings,
) -> Table:
    table = Table(begun.positions, others=[(number, " ".join(row)) for number, row in heading])
    width, first = begun.width, begun.positions.time[0]
    others: list[tuple[int, Row]] = []
    for number, row in rows:
        if len(row) == width and row[first][:1] in _DIGITS:
            table.rows.append(row)
            table.numbers.append(number)
        elif any(row):
            others.append((number, row))
    last = rows[-1][0] if rows else 0
    _read_others(others, table, begun, template, file, findings, last)
    return table


def _read_others(  # noqa: PLR0917 (as above)
    others: Sequence[tuple[int, Row]],
    table: Table,
    begun: _Begun,
    template: Template,
    file: str,
    findings: Findings,
    last: int,
) -> None:
    """Read the titles and sums of days, and rows of data that do not look like it at once."""
    title, total, end = template.rows.day_title, template.rows.day_total, template.rows.last
    day, ended, width, before = "", False, begun.width, len(table.rows)
    for number, row in others:
        text = " ".join(row).strip()
        if title and (found := title.search(text)):
            day = found["day"]
        elif total and total.search(text):
            table.totals.append(DayTotal(_widened(row, width), (file, number), day))
        elif end and end.search(text):
            ended = True
        elif _looks_like_data(row, width, begun.positions.time[0]):
            _read_uncommon(row, number, table, width, file, findings, last)
        elif len(table.others) < MOST_OTHERS:
            table.others.append((number, text))
    if len(table.rows) > before:
        _in_order(table)
    table.cut |= end is not None and not ended


def _looks_like_data(row: Row, width: int, first: int) -> bool:
    filled = sum(1 for cell in row if cell.strip())
    return filled * 2 > width or (filled > 1 and len(row) > first and row[first].strip()[:1] in _DIGITS)


def _read_uncommon(  # noqa: PLR0917 (as above)
    row: Row, number: int, table: Table, width: int, file: str, findings: Findings, last: int
) -> None:
    cells = [cell.strip() for cell in row]
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) == width:
        table.rows.append(cells)
        table.numbers.append(number)
    elif number == last and len(cells) < width:
        table.cut = True
    else:
        tell_shifted(findings, file, number, cells=len(cells), expected=width)


def _in_order(table: Table) -> None:
    order = sorted(range(len(table.rows)), key=table.numbers.__getitem__)
    table.rows = [table.rows[place] for place in order]
    table.numbers = [table.numbers[place] for place in order]


def _breaks_off(lines: Sequence[str], table: Table) -> bool:
    """Whether the last line is a row of data without its line end: its last figure may be cut."""
    return bool(lines[-1].strip()) and bool(table.numbers) and table.numbers[-1] == len(lines)


def _trimmed(row: Row) -> Row:
    filled = [position for position, cell in enumerate(row) if cell.strip()]
    return row[: filled[-1] + 1] if filled else row[:0]


def _widened(row: Row, width: int) -> Row:
    return [*row, *[""] * (width - len(row))]
