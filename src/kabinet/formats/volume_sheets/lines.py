"""Whatever the shape of a sheet, it is read as lines: a day, and the cells that may hold its volumes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kabinet.formats.volume_sheets.cells import bare, is_filled
from kabinet.formats.volume_sheets.layout import Layout, Place, Shape
from kabinet.formats.volume_sheets.table import Cell, Table, cell_text

#: A day and two volumes may well be 1, 2, 3.
_LEAST_COUNTED = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A filled cell; of a list it may be of no unit that was chosen."""

    unit_id: int | None
    cell: Cell
    place: Place


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts the lines, `cells` is the whole of it, `name` what a list calls the unit."""

    number: int
    day: Cell
    place: Place
    entries: Sequence[Entry]
    cells: Sequence[Cell]
    name: str = ""


def lines_of(table: Table, layout: Layout) -> Iterator[Line]:
    """Give every line under the headings."""
    return _listed(table, layout) if layout.shape is Shape.LIST else _crossed(layout.view(table), layout)


def _crossed(view: Table, layout: Layout) -> Iterator[Line]:
    for row in range(_first(view, layout), len(view.rows) + 1):
        entries = [
            Entry(unit_id, cell, layout.place(row, column))
            for unit_id, column in layout.volumes.items()
            if is_filled(cell := view.cell(row, column))
        ]
        day = view.cell(row, layout.day)
        yield Line(row, day, layout.place(row, layout.day), entries, view.rows[row - 1])


def _listed(table: Table, layout: Layout) -> Iterator[Line]:
    units = {bare(name): unit_id for unit_id, name in layout.names.items()}
    for row in range(_first(table, layout), len(table.rows) + 1):
        name = cell_text(table.cell(row, layout.unit))
        cell = table.cell(row, layout.volume)
        entries = [Entry(units.get(bare(name)), cell, Place(row, layout.volume))] if is_filled(cell) else []
        day = table.cell(row, layout.day)
        yield Line(row, day, Place(row, layout.day), entries, table.rows[row - 1], name)


def _first(view: Table, layout: Layout) -> int:
    return layout.heading + 1 + numbers_columns(view, layout)


def numbers_columns(view: Table, layout: Layout) -> bool:
    """Say whether the row under the headings only counts the columns, as printed forms do: 1, 2, 3, 4."""
    if not 0 < layout.heading < len(view.rows) or layout.shape is Shape.ACROSS:
        return False
    row = view.rows[layout.heading]
    counted = [cell_text(cell).strip() for cell in row[: max(layout.columns) + 1]]
    return len(counted) >= _LEAST_COUNTED and counted == [str(place) for place in range(1, len(counted) + 1)]


def names_in(table: Table, heading: int, column: int) -> list[str]:
    """Return what stands in a column of a list, each name once, in its order."""
    names: dict[str, str] = {}
    for row in range(heading + 1, len(table.rows) + 1):
        name = cell_text(table.cell(row, column))
        names.setdefault(bare(name), name)
    return [name for word, name in names.items() if word]
