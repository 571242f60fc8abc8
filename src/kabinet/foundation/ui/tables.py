"""Tables for reading: sortable by links, with totals, and with a page of rows at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from django.utils.safestring import SafeString

from kabinet.foundation.ui.base import Part, Query, query_url, safe
from kabinet.foundation.ui.blocks import Empty
from kabinet.foundation.ui.cells import Column, Row, RowWriter


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
        write = self._writer().write
        return safe("".join([write(row) for row in self.rows]))

    @property
    def foot(self) -> SafeString:
        return safe(self._writer().write(self.total)) if self.total else safe("")

    def _writer(self) -> RowWriter:
        return RowWriter(self.columns, ticks=self.ticks, ticked=self.ticked, stack=self.stack)
