"""What the lines of a sheet probably are: offered for correction, never taken for granted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kabinet.formats.volume_sheets.cells import bare, day_like, is_data, is_figure, is_total
from kabinet.formats.volume_sheets.headings import LOOKED_AT, has_figures, heading_of
from kabinet.formats.volume_sheets.layout import HEAD_ROWS, Layout, Shape
from kabinet.formats.volume_sheets.lines import names_in
from kabinet.formats.volume_sheets.shapes import columns_before_days, goes_across, row_of_days
from kabinet.formats.volume_sheets.table import MOST_COLUMNS, Cell, Table, cell_text

_DAY = re.compile(r"\b(?:дата|день|дни|сутки|газосутки|число|date|day)\b", re.IGNORECASE)
_VOLUME = re.compile(r"об[ъь]?[её]м|расход|потреблен|газ|volume|\bv\b|\bq\b|м3|м³|куб|факт", re.IGNORECASE)
#: What speaks of gas, but not of its volume at standard conditions.
_OTHER_FIGURE = re.compile(
    r"давлен|температур|перепад|плотност|калор|теплот|рабоч|pressure|temperature", re.IGNORECASE
)
_THOUSAND = re.compile(r"тыс|thous", re.IGNORECASE)
_CUBIC = re.compile(r"(?:м|m) ?(?:3|³|\^3)|куб(?:\b|ич|ом)", re.IGNORECASE)
_LISTED_AT = 200
_Key = TypeVar("_Key", int, str)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A metering unit under the names by which a sheet may call it, the surest first."""

    unit_id: int
    names: Sequence[str]


def guess_layout(
    table: Table, units: Sequence[KnownUnit], *, shape: Shape | None = None, unit_column: int | None = None
) -> Layout:
    """Return the likeliest layout, of a shape where it is said; units whose volumes are not clear are left out."""
    if shape is Shape.ACROSS or (shape is None and goes_across(table)):
        return _across(table, units)
    down = _down(table, units)
    if unit_column is None:
        unit_column = _unit_column(table, down, units)
    if shape is Shape.DOWN or (shape is None and unit_column is None):
        return down
    return _list(table, down, units, unit_column or 0)


def _across(table: Table, units: Sequence[KnownUnit]) -> Layout:
    day = row_of_days(table)
    heading = columns_before_days(table, day)
    view = table.turned()
    rows = [row for row in range(day + 1, view.width) if has_figures(view, row, heading + 1)]
    named = {row: heading_of(view, heading, row, Shape.ACROSS) for row in rows}
    thousand = _is_thousand(table, table.rows[: day + 1], [row[:heading] for row in table.rows[:LOOKED_AT]])
    return Layout(heading, day, _volumes(named, units), thousand, Shape.ACROSS)


def _down(table: Table, units: Sequence[KnownUnit]) -> Layout:
    first = _first_data_row(table)
    heading = _heading_above(table, first)
    day = _day_column(table, heading, first)
    named = _figures(table, heading, {day}, first)
    return Layout(heading, day, _volumes(named, units), _is_thousand(table, table.rows[: max(heading, 1)]))


def _list(table: Table, down: Layout, units: Sequence[KnownUnit], unit_column: int) -> Layout:
    first = down.heading + 1
    named = _figures(table, down.heading, {down.day, unit_column}, first)
    volume = next((column for column, words in named.items() if _is_volume(words)), next(iter(named), -1))
    names = names_in(table, down.heading, unit_column)
    found = _matched({name: name for name in names}, units)
    if not found and len(names) == len(units) == 1:
        found = {units[0].unit_id: names[0]}
    thousand = _is_thousand(table, table.rows[: max(down.heading, 1)], table.rows[down.heading : first])
    return Layout(down.heading, down.day, {}, thousand, Shape.LIST, unit_column, volume, found)


def _first_data_row(table: Table) -> int:
    """Return the first row with a day and a figure beside it that is followed by another one like it."""
    alike = [number for number, row in enumerate(table.rows[:LOOKED_AT], start=1) if is_data(row)]
    followed = [number for number in alike if number + 1 in alike]
    return (followed or alike or [min(2, len(table.rows))])[0]


def _heading_above(table: Table, first: int) -> int:
    """Return the lowest row of words above the data, 0 where there is none."""
    for number in range(min(first - 1, HEAD_ROWS), 0, -1):
        words = [
            cell for cell in table.rows[number - 1] if isinstance(cell, str) and re.search(r"[^\W\d]", cell)
        ]
        if len(words) > 1:
            return number
    return 0


def _day_column(table: Table, heading: int, first: int) -> int:
    def likelihood(column: int) -> tuple[bool, int, int, int]:
        cells = [table.cell(row, column) for row in range(first, min(first + LOOKED_AT, len(table.rows) + 1))]
        days = sum(day_like(cell) is not None for cell in cells)
        true_days = sum(isinstance(cell, date) for cell in cells)
        named = bool(_DAY.search(cell_text(table.cell(heading, column))))
        return named and days > 0, true_days, days, -column

    return max(range(min(table.width, MOST_COLUMNS)), key=likelihood, default=0)


def _figures(table: Table, heading: int, others: set[int], first: int) -> dict[int, str]:
    """Return the columns with figures, beside the others, with their headings."""
    return {
        column: heading_of(table, heading, column, Shape.DOWN)
        for column in range(table.width)
        if column not in others and has_figures(table, column, first)
    }


def _volumes(named: Mapping[int, str], units: Sequence[KnownUnit]) -> dict[int, int]:
    """Return whose the columns are by their headings, or by their number where they are as many as the units."""
    if found := _matched(named, units):
        return found
    parts = {column: words for column, words in named.items() if not is_total(words)}
    likely = [column for column, words in parts.items() if _is_volume(words)]
    if len(likely) == len(units):
        return {unit.unit_id: column for unit, column in zip(units, likely, strict=True)}
    if len(units) == 1 and named:
        return {units[0].unit_id: [*likely, *parts, *named][0]}
    return {}


def _is_volume(words: str) -> bool:
    return bool(_VOLUME.search(words)) and not _OTHER_FIGURE.search(words)


def _matched(named: Mapping[_Key, str], units: Sequence[KnownUnit]) -> dict[int, _Key]:
    """Return which of the named each unit is, the surest names tried first."""
    words = {key: bare(text) for key, text in named.items()}
    found: dict[int, _Key] = {}
    for rank in range(max((len(unit.names) for unit in units), default=0)):
        for unit in units:
            if unit.unit_id in found or rank >= len(unit.names):
                continue
            pattern = _pattern(unit.names[rank])
            key = next((key for key, text in words.items() if pattern.search(text)), None)
            if key is not None:
                found[unit.unit_id] = key
                del words[key]
    return {unit.unit_id: found[unit.unit_id] for unit in units if unit.unit_id in found}


def _pattern(name: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){re.escape(bare(name))}(?!\w)" if bare(name) else r"(?!)")


def _unit_column(table: Table, down: Layout, units: Sequence[KnownUnit]) -> int | None:
    """Return the column in which each row says of which unit it is, where the sheet looks like a list."""
    rows = [
        row
        for row in range(down.heading + 1, min(down.heading + _LISTED_AT, len(table.rows)) + 1)
        if day_like(table.cell(row, down.day))
    ]
    days = [day_like(table.cell(row, down.day)) for row in rows]
    repeated = len(days) > 1 and len(set(days)) * 2 <= len(days)

    def likelihood(column: int) -> tuple[int, int]:
        names = [name for row in rows if (name := _name(table.cell(row, column)))]
        if len(names) * 2 < len(rows):
            return 0, 0
        of_units = _matched({name: name for name in names}, units).values()
        known = sum(name in of_units for name in names)
        apart = repeated and len(names) == len(days) == len(set(zip(names, days, strict=True)))
        return known if repeated or known * 2 > len(rows) else 0, len(set(names)) if apart else 0

    others = [column for column in range(table.width) if column != down.day]
    best = max(others, key=likelihood, default=None)
    return best if best is not None and likelihood(best) > (0, 0) else None


def _name(cell: Cell) -> str:
    """Return a cell as the name that it may be: it is no figure and no day."""
    return cell if isinstance(cell, str) and not is_figure(cell) and not day_like(cell) else ""


def _is_thousand(table: Table, *heads: Sequence[Sequence[Cell]]) -> bool:
    """
    Say whether the sheet speaks of thousands: in its headings, or else beside its figures.

    It does as well where it says nothing of m³ at all, as the grid does.
    """
    figures = [[cell for cell in row if is_figure(cell)] for row in table.rows[:LOOKED_AT]]
    for rows in ([row for head in heads for row in head], figures):
        words = " ".join(cell_text(cell) for row in rows for cell in row if isinstance(cell, str))
        if _THOUSAND.search(words) or _CUBIC.search(words):
            return bool(_THOUSAND.search(words))
    return True
