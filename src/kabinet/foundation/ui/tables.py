"""Tables for reading: sortable by links, with totals, and with a page of rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import ClassVar, Literal

from django.utils.safestring import SafeString

from kabinet.foundation.ui.base import Part, Query, query_url, safe
from kabinet.foundation.ui.blocks import Empty
from kabinet.foundation.ui.cells import Column, Row, RowWriter

_ARROW = '<span class="table-arrow" aria-hidden="true">{}</span>'
_ARROWS = {"": "", "ascending": _ARROW.format("▲"), "descending": _ARROW.format("▼")}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head; `url` orders the rows by it."""

    label: str
    unit: str
    css: str
    url: str
    order: Literal["", "ascending", "descending"]

    def write(self) -> str:
        css = f' class="{self.css}"' if self.css else ""
        order = f' aria-sort="{self.order}"' if self.order else ""
        label = escape(self.label)
        if self.url:
            label = f'<a class="table-sort" href="{escape(self.url)}">{label}{_ARROWS[self.order]}</a>'
        unit = f', <span class="table-unit">{escape(self.unit)}</span>' if self.unit else ""
        return f'<th scope="col"{css}{order}>{label}{unit}</th>'


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
    def head(self) -> SafeString:
        tick = '<td class="tick"></td>' if self.ticks else ""
        return safe(tick + "".join(heading.write() for heading in self.headings))

    @property
    def body(self) -> SafeString:
        write = self._writer().write
        return safe("".join([write(row) for row in self.rows]))

    @property
    def foot(self) -> SafeString:
        return safe(self._writer().write(self.total)) if self.total else safe("")

    def _writer(self) -> RowWriter:
        return RowWriter(self.columns, ticks=self.ticks, ticked=self.ticked, stack=self.stack)
