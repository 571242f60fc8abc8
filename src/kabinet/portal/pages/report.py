"""A table of figures that is a table on the screen and a sheet in a file: the same rows, so that neither says more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from django.http.response import HttpResponseBase

from kabinet.formats.sheets import Column, Sheet, Value, to_csv, to_xlsx
from kabinet.foundation import downloads, formatting, ui

Kind = Literal["", "attention", "problem", "quiet", "sum"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column; `places` are the decimals of one of numbers."""

    label: str
    places: int | None = None
    unit: str = ""

    @property
    def name(self) -> str:
        return f"{self.label}, {self.unit}" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Line:
    """A row; `over` are the places of figures that are too much, `blank` is what stands where nothing is known."""

    values: Sequence[Value]
    kind: Kind = ""
    over: frozenset[int] = field(default_factory=frozenset)
    blank: str = formatting.DASH


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    fields: Sequence[Field]
    lines: Sequence[Line]
    total: Line | None = None

    def table(self) -> ui.Table:
        columns = [ui.Column(one.label, numeric=one.places is not None, unit=one.unit) for one in self.fields]
        rows = [self._row(line) for line in self.lines]
        total = self._row(self.total) if self.total else None
        return ui.Table(self.title, columns, rows, total=total, css="table-dense table-plain report")

    def sheet(self) -> Sheet:
        columns = [Column(one.name, one.places) for one in self.fields]
        lines = [*self.lines, self.total] if self.total else self.lines
        return Sheet(self.title, columns, [line.values for line in lines])

    def download(self, form: str, *, name: str) -> HttpResponseBase:
        if form == "csv":
            return downloads.made_file(to_csv(self.sheet()), name=f"{name}.csv", media_type=downloads.CSV)
        return downloads.made_file(to_xlsx([self.sheet()]), name=f"{name}.xlsx", media_type=downloads.XLSX)

    def text(self, line: Line, place: int) -> str:
        """Return a figure as the screen shows it."""
        value = line.values[place]
        if value is None:
            return line.blank if self.fields[place].places is not None else ""
        if isinstance(value, Decimal | int):
            return formatting.number(value, self.fields[place].places or 0)
        return formatting.day(value) if isinstance(value, date) else value

    def _row(self, line: Line) -> ui.Row:
        cells: list[ui.Content | ui.Cell] = []
        for place in range(len(self.fields)):
            text = self.text(line, place)
            cells.append(ui.Cell(text, over=True) if place in line.over else text)
        return ui.Row(cells, kind=line.kind)
