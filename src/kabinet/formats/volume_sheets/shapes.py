"""How days and metering units stand in a sheet: seen from where days follow one another."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from kabinet.formats.volume_sheets.cells import day_like, is_counter, is_data, is_figure
from kabinet.formats.volume_sheets.headings import LOOKED_AT
from kabinet.formats.volume_sheets.layout import HEAD_ROWS
from kabinet.formats.volume_sheets.table import Cell, Table

#: What holds days has one among so many rows.
_SEARCHED = 500
#: How many days follow one another: written out in full, and all that may be days.
_Sequence = tuple[int, int]


def holds_days(table: Table) -> bool:
    """Say whether any row or column has a day and a figure."""
    return any(map(is_data, table.rows[:_SEARCHED])) or any(map(is_data, table.turned().rows))


def goes_across(table: Table) -> bool:
    """Say whether the days stand in a row rather than in a column."""
    turned = table.turned()
    across = max(map(_sequence, table.rows[:HEAD_ROWS]), default=(0, 0))
    down = max((_sequence(column[:LOOKED_AT]) for column in turned.rows), default=(0, 0))
    if across == down == (0, 0):
        return _single_days(turned) > _single_days(table)
    return across > down


def _single_days(table: Table) -> tuple[bool, bool]:
    """Say whether a row has a figure and a day written out, and whether one has a figure and what may be a day."""
    rows = [row for row in table.rows[:LOOKED_AT] if is_data(row)]
    return any(_is_whole(cell) and bool(day_like(cell)) for row in rows for cell in row), bool(rows)


def row_of_days(table: Table) -> int:
    """Return the row, counted from 0, in which most days follow one another."""
    head = range(min(HEAD_ROWS, len(table.rows)))

    def likelihood(row: int) -> tuple[_Sequence, int, int]:
        days = sum(day_like(cell) is not None for cell in table.rows[row])
        return _sequence(table.rows[row]), days, -row

    return max(head, key=likelihood, default=0)


def columns_before_days(table: Table, row: int) -> int:
    """Return how many columns stand before the first day of a row, counted from 0; all where there is none."""
    cells = table.rows[row] if row < len(table.rows) else ()
    return next((place for place, cell in enumerate(cells) if day_like(cell)), len(cells))


def _sequence(line: Sequence[Cell]) -> _Sequence:
    if is_counter(line):
        return 0, 0
    days = [(day, _is_whole(cell)) for cell in line if (day := day_like(cell))]
    pairs = [
        whole and next_whole
        for (day, whole), (following, next_whole) in pairwise(days)
        if abs((following - day).days) == 1
    ]
    return sum(pairs), len(pairs)


def _is_whole(cell: Cell) -> bool:
    """Say whether a day, if it is one, cannot be a figure."""
    return isinstance(cell, date) or not is_figure(cell)
