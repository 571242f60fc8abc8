"""
The rows of tables as markup.

Put together here and not in a template, which spends seven times as long on a cell: a page holds hundreds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from kabinet.foundation.ui.base import Content, html


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
    kind: Literal["", "attention", "problem", "quiet", "unread", "sum"] = ""
    anchor: str = ""
    tick: str = ""
    tick_label: str = ""


class RowWriter:
    """Writes the rows of one table; what is the same in every row is made ready once."""

    def __init__(self, columns: Sequence[Column], *, ticks: str, ticked: bool, stack: bool) -> None:
        self.ticks = ticks
        self.ticked = ticked
        self.numeric = [column.numeric for column in columns]
        self.labels = [f' data-label="{escape(column.label)}"' if stack else "" for column in columns]
        self.openings = [self._opening(index) for index in range(len(columns))]

    def write(self, row: Row) -> str:
        kind = f' class="row-{row.kind}"' if row.kind else ""
        anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
        tick = self._tick(row) if self.ticks else ""
        return f"<tr{anchor}{kind}>{tick}{self._cells(row.cells)}</tr>"

    def _cells(self, cells: Sequence[Content | Cell]) -> str:
        written, index = [], 0
        for cell in cells:
            closing = "</td>" if index else "</th>"
            if isinstance(cell, Cell):
                written.append(self._opening(index, cell) + html(cell.content) + closing)
                index += cell.span
            else:
                written.append(self.openings[index] + html(cell) + closing)
                index += 1
        return "".join(written)

    def _opening(self, index: int, cell: Cell | None = None) -> str:
        over = cell is not None and cell.over
        css = " ".join(["num"] * self.numeric[index] + ["cell-over"] * over)
        attributes = f' class="{css}"' if css else ""
        if cell and cell.span > 1:
            attributes += f' colspan="{cell.span}"'
        return f"<td{attributes}{self.labels[index]}>" if index else f'<th scope="row"{attributes}>'

    def _tick(self, row: Row) -> str:
        if not row.tick:
            return '<td class="tick"></td>'
        named = escape(row.tick_label or _plain(row.cells[0]))
        sent = f'name="{escape(self.ticks)}" value="{escape(row.tick)}"'
        checked = " checked" if self.ticked else ""
        return f'<td class="tick"><input type="checkbox" {sent} aria-label="{named}"{checked}></td>'


def _plain(content: Content | Cell) -> str:
    """Return the text of a cell without its markup, as the name of the row."""
    while not isinstance(content, str):
        content = content.content if isinstance(content, Cell) else getattr(content, "text", "")
    return content
