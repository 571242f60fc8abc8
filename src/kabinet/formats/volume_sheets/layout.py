"""Which line of a sheet is what, and how a sheet of the same shape is known again."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kabinet.formats.dates import MONTH_STEMS
from kabinet.formats.lookalikes import folded
from kabinet.formats.volume_sheets.cells import is_figure
from kabinet.formats.volume_sheets.table import Cell, Table, cell_text

#: Headings stand among these first rows.
HEAD_ROWS = 40
#: Names of metering units stand among these first columns.
_HEAD_COLUMNS = 12

# What changes from month to month in a heading. Other figures stay: "ГРС-1" and "ГРС-2" must not change places unseen.
_TIMELY = re.compile(rf"\b(?:{'|'.join(MONTH_STEMS[:4])}|ма[йя]\b|{'|'.join(MONTH_STEMS[5:])})[а-я]*|20\d\d")
_WHOLE_DAY = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:20)?\d\d\b")
_ALPHABET = 26


class Shape(StrEnum):
    """How days and metering units stand in a sheet."""

    DOWN = "down"
    """A row a day, a column a unit."""
    ACROSS = "across"
    """A column a day, a row a unit."""
    LIST = "list"
    """A row for each day of each unit."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as a spreadsheet counts: the first row is 1; the first column is 0 here, A on the screen."""

    row: int
    column: int

    @property
    def name(self) -> str:
        return f"{column_name(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Layout:
    """
    `heading` is the number of the row with the headings, 0 where there is none; columns count from 0.

    `volumes` are the columns of volumes by metering unit id, in thousand m³ or in m³. A list has all volumes in the
    column `volume`, and says in the column `unit` which of `names` they are of, by metering unit id, too.

    A sheet with days across is laid out as if it were turned: its `heading` is the number of the last column before
    the days, `day` is a row, `volumes` are rows, and rows count from 0.
    """

    heading: int
    day: int
    volumes: Mapping[int, int]
    thousand: bool = True
    shape: Shape = Shape.DOWN
    unit: int = -1
    volume: int = -1
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def unit_ids(self) -> set[int]:
        return set(self.names if self.shape is Shape.LIST else self.volumes)

    def of_units(self, unit_ids: Collection[int]) -> "Layout":
        """Return what it says of these units only."""
        volumes = {one: column for one, column in self.volumes.items() if one in unit_ids}
        names = {one: name for one, name in self.names.items() if one in unit_ids}
        return replace(self, volumes=volumes, names=names)

    def beside(self, other: "Layout") -> "Layout":
        """Return it together with what another one of the same sheet says of other units, in places still free."""
        nobody = replace(self, volumes={}, names={})
        if nobody != replace(other, heading=self.heading, volumes={}, names={}):
            return self
        volumes = {
            one: column for one, column in other.volumes.items() if column not in self.volumes.values()
        }
        names = {one: name for one, name in other.names.items() if name not in self.names.values()}
        return replace(self, volumes=volumes | dict(self.volumes), names=names | dict(self.names))

    @property
    def columns(self) -> set[int]:
        """All columns that are read."""
        return {self.day, self.unit, self.volume, *self.volumes.values()} - {-1}

    @property
    def head_rows(self) -> int:
        """So many rows, as they stand in the sheet, are its title and headings; one at least."""
        return self.day + 1 if self.shape is Shape.ACROSS else max(self.heading, 1)

    def view(self, table: Table) -> Table:
        """Return the table so that days go down, whatever its shape."""
        return table.turned() if self.shape is Shape.ACROSS else table

    def place(self, row: int, column: int) -> Place:
        """Return where in the sheet a cell of the view stands."""
        return Place(column + 1, row - 1) if self.shape is Shape.ACROSS else Place(row, column)

    def sides(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return which rows and columns of the sheet these of the view are."""
        if self.shape is Shape.ACROSS:
            return [column + 1 for column in columns], [row - 1 for row in rows]
        return list(rows), list(columns)

    def as_json(self) -> dict[str, Any]:
        volumes = {str(unit): column for unit, column in self.volumes.items()}
        kept = {"heading": self.heading, "day": self.day, "volumes": volumes, "thousand": self.thousand}
        if self.shape is Shape.DOWN:
            return kept
        names = {str(unit): name for unit, name in self.names.items()}
        of_list = {"unit": self.unit, "volume": self.volume, "names": names}
        return kept | {"shape": self.shape.value} | (of_list if self.shape is Shape.LIST else {})

    @classmethod
    def of_json(cls, kept: Mapping[str, Any], *, heading: int | None = None) -> "Layout":
        """Return a layout that was kept; in this sheet the headings may stand in another row."""
        layout = cls(
            kept["heading"],
            kept["day"],
            {int(unit): int(column) for unit, column in kept["volumes"].items()},
            kept["thousand"],
            Shape(kept.get("shape", Shape.DOWN)),
            kept.get("unit", -1),
            kept.get("volume", -1),
            {int(unit): str(name) for unit, name in kept.get("names", {}).items()},
        )
        return layout if heading is None else replace(layout, heading=heading)


def signatures(table: Table) -> dict[str, int]:
    """
    Return the digests a sheet may be known by, with the `heading` of its layout.

    That is each row that may hold headings, the lowest of equal ones, and the names before the days of a sheet with
    days across.
    """
    turned = table.turned()
    across = {
        digest: number
        for number in range(1, min(_HEAD_COLUMNS, table.width) + 1)
        if (digest := _signature_of_names(turned, number))
    }
    down = {
        digest: number
        for number, row in enumerate(table.rows[:HEAD_ROWS], start=1)
        if (digest := signature(row))
    }
    return across | down


def signature_of(table: Table, layout: Layout) -> str:
    """Return the digest that a sheet read by the layout will be known by; empty where there is nothing to know."""
    if not layout.heading:
        return ""
    if layout.shape is Shape.ACROSS:
        return _signature_of_names(table.turned(), layout.heading)
    return signature(table.rows[layout.heading - 1])


def signature(row: Sequence[Cell]) -> str:
    """Return the digest of a row of headings, without month and year; empty where it cannot be one."""
    if any(isinstance(cell, Decimal | date) for cell in row):
        return ""
    return _digest([cell_text(cell) for cell in row])


def _signature_of_names(turned: Table, heading: int) -> str:
    """Return the digest of all words that stand in the columns before the days, each in its row."""
    columns = [list(map(_lasting, column)) for column in turned.rows[:heading]]
    if not any(columns[-1]):
        return ""
    return _digest([" ".join(words) for words in zip(*columns, strict=True)], salt=Shape.ACROSS.value)


def _lasting(cell: Cell) -> str:
    """Return the words of a cell; what figures and days there are is of this month only."""
    return "" if isinstance(cell, date) or is_figure(cell) else _WHOLE_DAY.sub("", cell_text(cell))


def _digest(texts: Sequence[str], *, salt: str = "") -> str:
    words = [" ".join(folded(_TIMELY.sub("", text.casefold())).split()) for text in texts]
    while words and not words[-1]:
        words.pop()
    if sum(map(bool, words)) < 2:  # noqa: PLR2004 (a day and a volume)
        return ""
    return hashlib.sha256((salt + "\x1f".join(words)).encode()).hexdigest()


def column_name(column: int) -> str:
    """Return the letters of a column: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, _ALPHABET)
        name = chr(ord("A") + letter) + name
    return name
