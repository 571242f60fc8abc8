"""
The rows of the grid as markup: a month has hundreds of cells.

Put together here and not in a template, as the rows of all tables are (foundation/ui/cells.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.translation import gettext as _

from kabinet.foundation import ui


@dataclass(frozen=True, slots=True)
class GridCell:
    """One unit's volume on one day: text, or an input where `name` is set."""

    column: int
    text: str = ""
    value: str = ""
    name: str = ""
    label: str = ""
    error: str = ""
    focus: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    number: int
    day: date
    label: str
    weekday: str
    kind: str
    cells: Sequence[GridCell]
    total: str
    rest: str
    partial: bool
    overtake: str
    is_over: bool
    deviation: str
    status: ui.Content
    correct_url: str


class GridWriter:
    """Writes the rows of one month; what is the same in every row is made ready once."""

    def __init__(self, *, norm: str, maximum: str, plan: str, sums_units: bool, may_type: bool) -> None:
        self.limits = f'<td class="num">{norm}</td><td class="num">{maximum}</td>'
        self.plan = plan
        self.sums_units = sums_units
        self.may_type = may_type
        self.correct = escape(_("Correct"))

    def write(self, row: GridRow) -> str:
        marks = " data-partial" * row.partial + (f' class="row-{row.kind}"' if row.kind else "")
        weekday = f'<span class="muted">{escape(row.weekday)}</span>'
        cells = "".join(_input(cell, row) if cell.name else _given(cell) for cell in row.cells)
        return (
            f'<tr id="day-{row.day}" data-row="{row.number}" data-day="{row.day}"{marks}>'
            f'<th scope="row" class="nowrap">{escape(row.label)} {weekday}</th>'
            f"{cells}{self._figures(row)}{self._status(row)}</tr>"
        )

    def _figures(self, row: GridRow) -> str:
        total = f'<td class="num" data-row-total data-rest="{row.rest}">{row.total}</td>'
        over = " cell-over" if row.is_over else ""
        deviation = f'<td class="num" data-deviation="total" data-plan="{self.plan}">{row.deviation}</td>'
        return (
            f"{total if self.sums_units else ''}{self.limits}"
            f'<td class="num{over}">{row.overtake}</td>{deviation}'
        )

    def _status(self, row: GridRow) -> str:
        status = f'<td class="grid-status">{ui.html(row.status)}</td>'
        if not self.may_type:
            return status
        hidden = f'<span class="hidden-text"> {escape(row.label)}</span>'
        link = f'<a href="{escape(row.correct_url)}">{self.correct}{hidden}</a>' if row.correct_url else ""
        return f'{status}<td class="no-print">{link}</td>'


def _given(cell: GridCell) -> str:
    for_script = f' data-column="{cell.column}" data-value="{cell.value}"' if cell.value else ""
    return f'<td class="num"{for_script}>{escape(cell.text)}</td>'


def _input(cell: GridCell, row: GridRow) -> str:
    wrong = f' aria-invalid="true" aria-describedby="error_{cell.name}"' if cell.error else ""
    error = (
        f'<span class="entry-error" id="error_{cell.name}">{escape(cell.error)}</span>' if cell.error else ""
    )
    return (
        '<td class="num"><input class="entry" type="text" inputmode="decimal" autocomplete="off" maxlength="64"'
        f' id="id_{cell.name}" name="{cell.name}" value="{escape(cell.value)}" aria-label="{escape(cell.label)}"'
        f' data-row="{row.number}" data-column="{cell.column}" data-day="{row.day}" data-places="3"'
        f' data-unit="thousand-m3"{wrong}{" autofocus" if cell.focus else ""}>{error}</td>'
    )
