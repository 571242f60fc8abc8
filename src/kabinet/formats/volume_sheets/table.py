"""A sheet as it was handed in: rows of texts, figures and days."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from math import isfinite

from kabinet.formats.signs import plain

#: Fifty years of days; what is longer holds no daily volumes.
MOST_ROWS = 20_000
#: More columns than any list of units has.
MOST_COLUMNS = 400

#: A cell without anything in it is the empty text.
Cell = str | Decimal | date


@dataclass(frozen=True, slots=True)
class Table:
    """
    `hidden` are the numbers of rows that are not seen on the screen, `hidden_columns` the columns; they are read like
    the others. `tells_hidden` is False where the file could not be asked for them. `unreckoned` are formulas without
    a result.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    visible: bool = True
    hidden: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    formulas: int = 0
    unreckoned: int = 0
    merged: int = 0
    tells_hidden: bool = True

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell by its number, the first row being 1 and the first column 0."""
        if not 0 < row <= len(self.rows) or not 0 <= column < len(self.rows[row - 1]):
            return ""
        return self.rows[row - 1][column]

    def turned(self) -> "Table":
        """Return the table with rows for columns; of a long one the beginning, as no list of units is longer."""
        rows = list(zip_longest(*self.rows[:MOST_COLUMNS], fillvalue=""))
        hidden = tuple(column + 1 for column in self.hidden_columns)
        hidden_columns = tuple(row - 1 for row in self.hidden)
        return replace(self, rows=rows, hidden=hidden, hidden_columns=hidden_columns)


def figure(value: float) -> Cell:
    """Return a figure with the fifteen digits that a spreadsheet shows; what is beyond all numbers is a text."""
    return Decimal(f"{value:.15g}") if isfinite(value) else str(value)


def cell_text(cell: Cell) -> str:
    """Return the cell as it would be typed: 36,1037 and 22.11.2026."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return plain(cell)
