"""
The matrix as markup: a page of it has fifteen hundred cells.

Put together here and not in a template, as the rows of all tables are (foundation/ui/cells.py). Only a cell where
something is to be done is a link: the way with the Tab key stays short, and the unit's name leads to its other days.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kabinet.desk.pages.metering.states import LATE, LOOKS
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.metering.queries import ControlCell, ControlRow, ControlUnit
from kabinet.metering.rules.control import PROBLEMS, State

_WEEKEND = 5
_WAITING = frozenset({State.CHECKED, State.TELEMETRY})


class MatrixWriter:
    """
    Writes the rows of one month; `query` goes with every link, so that "next" stays in the same choice.

    `at_stake` are m³ by unit id: where the units stand in its order, it is told at each.
    """

    def __init__(self, *, days: Sequence[date], query: str, at_stake: Mapping[int, Decimal]) -> None:
        self.days = days
        self.at_stake = at_stake
        self.base = reverse("desk:matrix")
        self.query = query
        self.names = {day: escape(formatting.short_day(day)) for day in days}
        self.insides = {
            (state, late): self._inside(state, late=late) for state in LOOKS for late in (False, True)
        }

    @staticmethod
    def _inside(state: State, *, late: bool) -> str:
        look = LOOKS[state]
        letter = escape(f"{look.letter}{LATE.letter if late else ''}")
        words = escape(f"{look.words}, {LATE.words}" if late else str(look.words))
        return f'<span aria-hidden="true">{letter}</span><span class="hidden-text">{words}</span>'

    def head(self) -> SafeString:
        cells = (
            f'<th scope="col"{self._css("day-off") if day.weekday() >= _WEEKEND else ""}>'
            f'{day.day}<span class="matrix-weekday">{escape(formatting.weekday(day))}</span></th>'
            for day in self.days
        )
        return ui.safe("".join(cells))

    def body(self, rows: Sequence[ControlRow]) -> SafeString:
        written, organization = [], 0
        for row in rows:
            written.append(self._row(row, first=row.unit.organization_id != organization))
            organization = row.unit.organization_id
        return ui.safe("\n".join(written))

    def _row(self, row: ControlRow, *, first: bool) -> str:
        cells = "".join(self._cell(cell, row.unit) for cell in row.cells)
        return f"<tr{self._css('matrix-first') if first else ''}>{self._name(row, first=first)}{cells}</tr>"

    def _name(self, row: ControlRow, *, first: bool) -> str:
        unit = row.unit
        asked = (cell.day for cell in row.cells if cell.state in PROBLEMS)
        known = [cell.day for cell in row.cells if cell.state is not State.NONE]
        day = next(asked, known[-1] if known else self.days[0])
        link = f'<a href="{self._address(unit.pk, day)}">{escape(unit.name)}</a>'
        css = "" if first else ' class="hidden-text"'
        number = f'<b class="nowrap">№ {escape(unit.contract)}</b>'
        customer = f"<span{css}>{escape(unit.organization)}, {number}</span>"
        return f'<th scope="row">{customer}{link}{self._stake(unit.pk)}</th>'

    def _stake(self, unit_id: int) -> str:
        if not (volume := self.at_stake.get(unit_id)):
            return ""
        words = _("in question: %(volume)s") % {"volume": formatting.volume_with_unit(volume)}
        return f'<span class="matrix-stake">{escape(words)}</span>'

    def _cell(self, cell: ControlCell, unit: ControlUnit) -> str:
        if cell.state is State.NONE:
            return "<td></td>"
        inside = self.insides[cell.state, cell.late]
        css = LOOKS[cell.state].css
        kind = f' class="day-{css}"' if css else ""
        if url := self._url(cell, unit):
            day = f'<span class="hidden-text">{self.names[cell.day]}: </span>'
            inside = f'<a href="{url}">{day}{inside}</a>'
        return f"<td{kind}>{inside}</td>"

    def _url(self, cell: ControlCell, unit: ControlUnit) -> str:
        if cell.state in PROBLEMS:
            return self._address(unit.pk, cell.day)
        if cell.state in _WAITING and cell.submission_id is not None:
            return row_address("desk:submission", cell.submission_id)
        return ""

    def _address(self, unit_id: int, day: date) -> str:
        return escape(f"{self.base}{unit_id}/{day.isoformat()}/{self.query}")

    @staticmethod
    def _css(name: str) -> str:
        return f' class="{name}"'
