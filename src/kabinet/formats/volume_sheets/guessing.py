"""What the columns of a sheet probably are: offered for correction, never taken for granted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kabinet.formats.dates import MONTH_STEMS, NotADay
from kabinet.formats.lookalikes import folded
from kabinet.formats.volume_sheets.days import read_day
from kabinet.formats.volume_sheets.layout import HEAD_ROWS, Layout
from kabinet.formats.volume_sheets.table import MOST_COLUMNS, Cell, Table, cell_text
from kabinet.values.months import BillingMonth

_LOOKED_AT = 80
_DAY = re.compile(r"\b(?:дата|день|дни|сутки|газосутки|число|date|day)\b", re.IGNORECASE)
_VOLUME = re.compile(r"об[ъь]?[её]м|расход|потреблен|газ|volume|\bv\b|\bq\b|м3|м³|куб|факт", re.IGNORECASE)
_THOUSAND = re.compile(r"тыс|thous", re.IGNORECASE)
_CUBIC = re.compile(r"(?:м|m) ?(?:3|³|\^3)|куб", re.IGNORECASE)
# No part of a whole day: "22.11.2026" is when somebody printed the sheet.
_NUMBERED_MONTH = re.compile(
    r"(?<!\d)(?<!\d[-./])(?:(20\d\d)[-._](0[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-._/](20\d\d))(?![-./]?\d)"
)
_NAMED_MONTH = re.compile(rf"\b({'|'.join(MONTH_STEMS)})[а-я]{{0,3}}\.?[ _]*(20\d\d)", re.IGNORECASE)
#: Any month will do to try whether a plain number can be a day.
_SOME_MONTH = BillingMonth(2024, 1)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A metering unit under the names by which a sheet may call it."""

    unit_id: int
    names: Sequence[str]


def guess_layout(table: Table, units: Sequence[KnownUnit]) -> Layout:
    """Return the likeliest layout; units whose column is not clear are left out of it."""
    first = _first_data_row(table)
    heading = _heading_above(table, first)
    day = _day_column(table, heading, first)
    volumes = _volume_columns(table, heading, day, units, first)
    return Layout(heading, day, volumes, thousand=_is_thousand(table, heading))


def holds_days(table: Table) -> bool:
    """Say whether any row has a day and a figure."""
    return any(map(_is_data, table.rows))


def guess_month(table: Table, layout: Layout, name: str) -> BillingMonth | None:
    """Return the month that title, headings, the sheet's name or the file's speak of."""
    head = [cell_text(cell) for row in table.rows[: max(layout.heading, 1)] for cell in row]
    for text in [*head, table.name, name]:
        if found := month_in(text):
            return found
    return None


def month_in(text: str) -> BillingMonth | None:
    """Return the month that a text speaks of: «за ноябрь 2026», 11.2026, 2026-11."""
    if found := _NAMED_MONTH.search(text):
        return BillingMonth(int(found[2]), MONTH_STEMS.index(found[1].lower()) + 1)
    if found := _NUMBERED_MONTH.search(text):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return BillingMonth(int(year), int(month))
    return None


def _is_day(cell: Cell) -> bool:
    try:
        read_day(cell, month=_SOME_MONTH)
    except NotADay:
        return False
    return True


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, str):
        text = cell.strip().replace(" ", "").replace("\xa0", "")
        return bool(re.fullmatch(r"-?\d+(?:[.,]\d+)?", text))
    return not isinstance(cell, date)


def _first_data_row(table: Table) -> int:
    """Return the first row with a day and a figure beside it that is followed by another one like it."""
    alike = [number for number, row in enumerate(table.rows[:_LOOKED_AT], start=1) if _is_data(row)]
    followed = [number for number in alike if number + 1 in alike]
    return (followed or alike or [min(2, len(table.rows))])[0]


def _is_data(row: Sequence[Cell]) -> bool:
    days = [column for column, cell in enumerate(row) if cell != "" and _is_day(cell)]
    return bool(days) and any(
        cell != "" and _is_figure(cell) for column, cell in enumerate(row) if column != days[0]
    )


def _heading_above(table: Table, first: int) -> int:
    """Return the lowest row of words above the data, 0 where there is none."""
    for number in range(min(first - 1, HEAD_ROWS), 0, -1):
        words = [
            cell for cell in table.rows[number - 1] if isinstance(cell, str) and re.search(r"[^\W\d]", cell)
        ]
        if len(words) > 1:
            return number
    return 0


def _heading(table: Table, heading: int, column: int) -> str:
    """Return the heading of a column, with the one above it where that row has headings, too, and is no title."""
    above = table.rows[heading - 2] if heading > 1 else ()
    is_heading = sum(bool(cell_text(cell)) for cell in above) > 1
    rows = (heading - 1, heading) if is_heading else (heading,)
    return " ".join(cell_text(table.cell(row, column)) for row in rows)


def _day_column(table: Table, heading: int, first: int) -> int:
    def likelihood(column: int) -> tuple[bool, int, int, int]:
        cells = [
            table.cell(row, column) for row in range(first, min(first + _LOOKED_AT, len(table.rows) + 1))
        ]
        days = sum(cell != "" and _is_day(cell) for cell in cells)
        true_days = sum(isinstance(cell, date) for cell in cells)
        named = bool(_DAY.search(cell_text(table.cell(heading, column))))
        return named and days > 0, true_days, days, -column

    return max(range(min(table.width, MOST_COLUMNS)), key=likelihood, default=0)


def _volume_columns(
    table: Table, heading: int, day: int, units: Sequence[KnownUnit], first: int
) -> dict[int, int]:
    figures = [
        column for column in range(table.width) if column != day and _has_figures(table, column, first)
    ]
    named = {column: _heading(table, heading, column) for column in figures}
    volumes: dict[int, int] = {}
    for unit in units:
        column = next(
            (one for one in figures if _names(named[one], unit) and one not in volumes.values()), None
        )
        if column is not None:
            volumes[unit.unit_id] = column
    likely = [column for column in figures if _VOLUME.search(named[column])]
    if not volumes and len(likely) == len(units):
        return {unit.unit_id: column for unit, column in zip(units, likely, strict=True)}
    if not volumes and len(units) == 1 and figures:
        return {units[0].unit_id: (likely or figures)[0]}
    return volumes


def _has_figures(table: Table, column: int, first: int) -> bool:
    rows = range(first, min(first + _LOOKED_AT, len(table.rows) + 1))
    return any(_is_figure(cell) for row in rows if (cell := table.cell(row, column)) != "")


def _names(heading: str, unit: KnownUnit) -> bool:
    words = _bare(heading)
    return any(
        _bare(name) and re.search(rf"(?<!\w){re.escape(_bare(name))}(?!\w)", words) for name in unit.names
    )


def _bare(text: str) -> str:
    return " ".join(folded(text).casefold().split())


def _is_thousand(table: Table, heading: int) -> bool:
    """Say whether the sheet speaks of thousands: it does, or it says nothing of m³ at all, as the grid does."""
    rows = table.rows[: max(heading, 1)]
    head = " ".join(cell_text(cell) for row in rows for cell in row if isinstance(cell, str))
    return bool(_THOUSAND.search(head)) or not _CUBIC.search(head)
