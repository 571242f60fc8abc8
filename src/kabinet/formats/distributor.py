"""
The distributor's monthly report: 17 columns, the month in B1, headings in rows 5 and 6, data from row 7 (RULES B4.8).

A buyer row (number, buyer, contract) is followed by the rows of its points; a point without a contract inherits the
buyer's. Figures stand in thousand m³ in two columns, one a region; a point's volume is their sum.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.numbers import NotANumber, Unit, parse_number
from kabinet.formats.signs import plain
from kabinet.formats.volume_sheets.layout import column_name
from kabinet.formats.volume_sheets.months import month_in
from kabinet.formats.volume_sheets.table import Cell, Table, cell_text
from kabinet.values.months import BillingMonth
from kabinet.values.volume import STEP, THOUSAND, ZERO

_NUMBER, _BUYER, _CONTRACT, _OWN_VOLUME, _CODE, _ADDRESS = range(6)
_TOTAL, _WITHIN, _OVER_WINTER, _OVER_SUMMER = (6, 7), (8, 9), (10, 11), (12, 13)
_HEADING_ROWS = 12
_TITLE_ROWS = 4
_CODE_HEADING = re.compile(r"код\s*(?:тп|точки)", re.IGNORECASE)
_SUM = re.compile(r"\b(?:итого|всего)\b", re.IGNORECASE)
_NOTHING = frozenset(("", "-", "—", "–"))
_LARGEST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class PointRow:
    """The volume of a point, m³, and its parts; `own` is what the column without a heading holds, if anything."""

    row: int
    buyer: str
    contract: str
    code: str
    address: str
    total: Decimal
    within: Decimal
    over_winter: Decimal
    over_summer: Decimal
    own: Decimal | None = None

    @property
    def parts(self) -> Decimal:
        return self.within + self.over_winter + self.over_summer


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """`total` is what the report itself states for the buyer, m³, where it does."""

    row: int
    buyer: str
    contract: str
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds no volume; its row was left out."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class DistributorReport:
    month: BillingMonth
    buyers: Sequence[BuyerRow]
    points: Sequence[PointRow]
    unreadable: Sequence[Unreadable] = ()


def read_report(tables: Sequence[Table]) -> DistributorReport:
    """:raises NotAnArchive: it is not laid out so, names no month, or has no point"""
    found = ((table, _heading_of(table)) for table in tables if table.visible)
    table, heading = next(((table, row) for table, row in found if row), (None, 0))
    if table is None:
        raise NotAnArchive("wrong-template")
    month = _month_of(table)
    if month is None:
        raise NotAnArchive("no-month")
    reading = _Reading(table)
    for row in range(heading + 1, len(table.rows) + 1):
        reading.take(row)
    if not reading.points:
        raise NotAnArchive("no-rows")
    return DistributorReport(month, reading.buyers, reading.points, reading.unreadable)


def _heading_of(table: Table) -> int:
    """Return the number of the last row of the headings, 0 where they are not the report's."""
    for row in range(1, min(_HEADING_ROWS, len(table.rows)) + 1):
        if _CODE_HEADING.search(cell_text(table.cell(row, _CODE))):
            below = cell_text(table.cell(row + 1, _TOTAL[0])) and not cell_text(table.cell(row + 1, _CODE))
            is_number = isinstance(table.cell(row + 1, _TOTAL[0]), Decimal)
            return row + 1 if below and not is_number else row
    return 0


def _month_of(table: Table) -> BillingMonth | None:
    for row in range(1, _TITLE_ROWS + 1):
        for column in range(table.width):
            cell = table.cell(row, column)
            found = BillingMonth.of(cell) if isinstance(cell, date) else month_in(cell_text(cell))
            if found:
                return found
    return None


class _Reading:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._buyer = self._contract = ""
        self.buyers: list[BuyerRow] = []
        self.points: list[PointRow] = []
        self.unreadable: list[Unreadable] = []

    def take(self, row: int) -> None:
        code, buyer = self._text(row, _CODE), self._text(row, _BUYER)
        if code:
            self._take_point(row, code)
        elif buyer and not _SUM.search(buyer):
            self._take_buyer(row, buyer)

    def _take_buyer(self, row: int, buyer: str) -> None:
        self._buyer, self._contract = buyer, self._text(row, _CONTRACT)
        stated = any(cell_text(self._table.cell(row, column)) not in _NOTHING for column in _TOTAL)
        total = self._sum(row, _TOTAL) if stated else None
        self.buyers.append(BuyerRow(row, buyer, self._contract, total))

    def _take_point(self, row: int, code: str) -> None:
        if self._text(row, _NUMBER) and self._text(row, _BUYER) and self._text(row, _CONTRACT):
            # A buyer with one point may stand in one row with it.
            self._buyer, self._contract = self._text(row, _BUYER), self._text(row, _CONTRACT)
        total, within, winter, summer = (
            self._sum(row, pair) for pair in (_TOTAL, _WITHIN, _OVER_WINTER, _OVER_SUMMER)
        )
        if total is None or within is None or winter is None or summer is None:
            return
        has_own = self._text(row, _OWN_VOLUME) not in _NOTHING
        self.points.append(
            PointRow(
                row=row,
                buyer=self._buyer,
                contract=self._text(row, _CONTRACT) or self._contract,
                code=code,
                address=self._text(row, _ADDRESS),
                total=total,
                within=within,
                over_winter=winter,
                over_summer=summer,
                own=self._volume(row, _OWN_VOLUME) if has_own else None,
            )
        )

    def _sum(self, row: int, columns: Sequence[int]) -> Decimal | None:
        figures = [self._volume(row, column) for column in columns]
        known = [figure for figure in figures if figure is not None]
        return sum(known, ZERO) if len(known) == len(figures) else None

    def _volume(self, row: int, column: int) -> Decimal | None:
        """Return m³, nothing being zero; None where the cell holds something else, which is told."""
        cell = self._table.cell(row, column)
        if cell_text(cell) in _NOTHING:
            return ZERO
        thousand = _thousand(cell)
        if thousand is None or abs(thousand) >= _LARGEST:
            self.unreadable.append(Unreadable(row, column_name(column), cell_text(cell)[:60]))
            return None
        return (thousand * THOUSAND).quantize(STEP)

    def _text(self, row: int, column: int) -> str:
        return plain(cell_text(self._table.cell(row, column)))[:300]


def _thousand(cell: Cell) -> Decimal | None:
    if isinstance(cell, Decimal):
        return cell
    if isinstance(cell, date):
        return None
    try:
        return parse_number(cell, places=7, unit=Unit.THOUSAND_M3).value
    except NotANumber:
        return None
