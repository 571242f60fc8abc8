"""Tables for reading: sortable by links, with totals, and with a page of rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from django.utils.html import escape
from django.utils.safestring import SafeString

from kabinet.foundation.ui.base import Content, Part, Query, html, query_url, safe
from kabinet.foundation.ui.blocks import Empty


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` is the key under which the whole set can be ordered; `unit` stands on a line of its own."""

    label: str
    numeric: bool = False
    unit: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    content: Content
    over: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """
    The first cell names the row. `tick` is the value of its checkbox, `anchor` its id for links.

    `tick_label` tells the checkbox apart from the others where first cells repeat.
    """

    cells: Sequence[Content | Cell]
    kind: Literal["", "attention", "problem", "quiet", "unread"] = ""
    anchor: str = ""
    tick: str = ""
    tick_label: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head as the template places it."""

    label: str
    unit: str
    css: str
    url: str
    order: Literal["", "ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Table(Part):
    name: ClassVar[str] = "table"

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    empty: Empty | None = None
    sort: str = ""
    query: Query = field(default_factory=dict)
    ticks: str = ""
    ticked: bool = False
    show_caption: bool = False
    stack: bool = False
    css: str = ""

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        order: Literal["", "ascending", "descending"] = ""
        url = ""
        if column.sort:
            if self.sort.removeprefix("-") == column.sort:
                order = "descending" if self.sort.startswith("-") else "ascending"
            key = f"-{column.sort}" if order == "ascending" else column.sort
            url = query_url(self.query, sort=key, page=None)
        return Heading(column.label, column.unit, "num" if column.numeric else "", url, order)

    @property
    def body(self) -> SafeString:
        """
        The rows as markup.

        Put together here: a template spends seven times as long on cells (a page holds hundreds).
        """
        return safe("".join(self._row(row) for row in self.rows))

    @property
    def foot(self) -> SafeString:
        return safe(self._row(self.total)) if self.total else safe("")

    def _row(self, row: Row) -> str:
        kind = f' class="row-{row.kind}"' if row.kind else ""
        anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
        tick = self._tick(row) if self.ticks else ""
        cells = "".join(self._cell(index, cell) for index, cell in enumerate(row.cells))
        return f"<tr{anchor}{kind}>{tick}{cells}</tr>"

    def _tick(self, row: Row) -> str:
        if not row.tick:
            return '<td class="tick"></td>'
        first = row.cells[0]
        label = first.content if isinstance(first, Cell) else first
        named = escape(row.tick_label or getattr(label, "text", label))
        sent = f'name="{escape(self.ticks)}" value="{escape(row.tick)}"'
        checked = " checked" if self.ticked else ""
        return f'<td class="tick"><input type="checkbox" {sent} aria-label="{named}"{checked}></td>'

    def _cell(self, index: int, cell: Content | Cell) -> str:
        if not isinstance(cell, Cell):
            cell = Cell(cell)
        column = self.columns[index] if index < len(self.columns) else Column("")
        css = " ".join(filter(None, ("num" if column.numeric else "", "cell-over" if cell.over else "")))
        attributes = f' class="{css}"' if css else ""
        if cell.span > 1:
            attributes += f' colspan="{cell.span}"'
        if index == 0:
            return f'<th scope="row"{attributes}>{html(cell.content)}</th>'
        if self.stack:
            attributes += f' data-label="{escape(column.label)}"'
        return f"<td{attributes}>{html(cell.content)}</td>"
