"""The volumes of a sheet by its layout, and everything that could not be taken from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kabinet.formats.dates import NotADay
from kabinet.formats.numbers import NotANumber, Unit, parse_number
from kabinet.formats.signs import plain
from kabinet.formats.volume_sheets.days import read_day
from kabinet.formats.volume_sheets.findings import Finding, FindingCode, Findings
from kabinet.formats.volume_sheets.layout import Layout, column_name
from kabinet.formats.volume_sheets.table import Cell, Table, cell_text
from kabinet.values.months import BillingMonth
from kabinet.values.volume import STEP, THOUSAND

_TOTAL = re.compile(r"\b(?:итого|всего|сумма|total|sum)\b", re.IGNORECASE)
_NOTHING = frozenset(("", "-", "—", "–"))
_LARGEST = Decimal(10) ** 11
_SHOWN = 60
#: Half of a m³ a row: sheets show whole ones.
_TOLERANCE = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class SheetVolume:
    """m³; `row` counts from 1."""

    unit_id: int
    day: date
    volume: Decimal
    row: int


@dataclass(frozen=True, slots=True)
class SheetVolumes:
    volumes: Sequence[SheetVolume]
    findings: Sequence[Finding]
    left_off: int = 0
    """So many findings more than are listed."""


def needs_month(table: Table, layout: Layout) -> bool:
    """Say whether a day of the sheet tells nothing of its month or year."""
    for row in range(layout.heading + 1, len(table.rows) + 1):
        try:
            read_day(table.cell(row, layout.day), month=None)
        except NotADay as problem:
            if problem.code == "no-year":
                return True
    return False


def read_volumes(table: Table, layout: Layout, *, month: BillingMonth | None) -> SheetVolumes:
    """Return every volume under the headings. `month` is for days that tell nothing of it."""
    reading = _Reading(table, layout, month)
    for row in range(layout.heading + 1, len(table.rows) + 1):
        reading.take(row)
    return reading.finish()


class _Reading:
    def __init__(self, table: Table, layout: Layout, month: BillingMonth | None) -> None:
        self._table = table
        self._layout = layout
        self._month = month
        self._findings = Findings()
        self._found: dict[tuple[int, date], SheetVolume] = {}
        self._struck: set[tuple[int, date]] = set()
        self._sums = dict.fromkeys(layout.volumes, Decimal(0))
        self._rows_with: dict[int, int] = dict.fromkeys(layout.volumes, 0)
        self._rounded = 0
        self._marks = {",": 0, ".": 0}
        self._unit = Unit.THOUSAND_M3 if layout.thousand else Unit.M3

    def take(self, row: int) -> None:
        filled = {
            unit: cell
            for unit, column in self._layout.volumes.items()
            if _filled(cell := self._table.cell(row, column))
        }
        day_cell = self._table.cell(row, self._layout.day)
        try:
            day = read_day(day_cell, month=self._month)
        except NotADay as problem:
            self._take_undated(row, day_cell, filled, problem.code)
        else:
            self._take_day(row, day, filled)

    def _take_undated(self, row: int, cell: Cell, filled: dict[int, Cell], problem: str) -> None:
        """Compare a row of totals; of any other row, tell what is lost with it."""
        if any(isinstance(one, str) and _TOTAL.search(one) for one in self._table.rows[row - 1]):
            self._check_total(row, filled)
        elif _filled(cell) and filled:
            code = FindingCode.NO_SUCH_DAY if problem == "no-such-day" else FindingCode.UNREADABLE_DAY
            self._tell(code, row, self._layout.day, text=_shown(cell))
        else:
            for unit, one in filled.items():
                self._tell(FindingCode.NO_DAY, row, self._layout.volumes[unit], text=_shown(one))

    def _take_day(self, row: int, day: date, filled: dict[int, Cell]) -> None:
        for unit, cell in filled.items():
            volume = self._volume(row, self._layout.volumes[unit], cell)
            if volume is not None:
                self._keep(SheetVolume(unit, day, volume, row))

    def _volume(self, row: int, column: int, cell: Cell) -> Decimal | None:
        """Return m³, or None where the cell holds no volume, which is told."""
        if isinstance(cell, date):
            self._tell(FindingCode.UNREADABLE_VOLUME, row, column, text=_shown(cell))
            return None
        if isinstance(cell, str):
            self._count_mark(cell)
        try:
            exact = cell if isinstance(cell, Decimal) else self._typed(cell)
        except NotANumber as problem:
            other = problem.code == "other-unit"
            code = FindingCode.OTHER_UNIT if other else FindingCode.UNREADABLE_VOLUME
            self._tell(code, row, column, text=_shown(cell))
            return None
        if abs(exact) >= _LARGEST:
            self._tell(FindingCode.UNREADABLE_VOLUME, row, column, text=_shown(cell))
            return None
        m3 = exact * THOUSAND if self._layout.thousand else exact
        kept = m3.quantize(STEP)
        self._rounded += kept != m3
        return kept + 0

    def _typed(self, text: str) -> Decimal:
        places = 7 if self._layout.thousand else 4
        read = parse_number(text, places=places, unit=self._unit)
        self._rounded += read.rounded
        return read.value

    def _count_mark(self, text: str) -> None:
        for mark in self._marks:
            self._marks[mark] += mark in text

    def _keep(self, one: SheetVolume) -> None:
        place = one.unit_id, one.day
        self._sums[one.unit_id] += one.volume
        self._rows_with[one.unit_id] += 1
        first = self._found.setdefault(place, one)
        if first is one:
            return
        code = FindingCode.DOUBLE_SAME if first.volume == one.volume else FindingCode.DOUBLE_DIFFERENT
        if code is FindingCode.DOUBLE_DIFFERENT:
            self._struck.add(place)
        facts = {"day": f"{one.day:%d.%m.%Y}", "first_row": first.row}
        self._tell(code, one.row, self._layout.volumes[one.unit_id], **facts)

    def _check_total(self, row: int, filled: dict[int, Cell]) -> None:
        for unit, cell in filled.items():
            column = self._layout.volumes[unit]
            if not isinstance(cell, Decimal | str):
                continue
            try:
                total = cell if isinstance(cell, Decimal) else self._typed(cell)
            except NotANumber:
                continue
            m3 = total * THOUSAND if self._layout.thousand else total
            if abs(m3 - self._sums[unit]) > _TOLERANCE * max(1, self._rows_with[unit]):
                expected = self._sums[unit] / THOUSAND if self._layout.thousand else self._sums[unit]
                facts = {"total": _shown(total.normalize()), "sum": _shown(expected.normalize())}
                self._tell(FindingCode.TOTAL_DIFFERS, row, column, **facts)

    def _tell(self, code: FindingCode, row: int, column: int, **facts: object) -> None:
        self._findings.add(code, row=row, column=column_name(column), **facts)

    def finish(self) -> SheetVolumes:
        volumes = [one for place, one in self._found.items() if place not in self._struck]
        volumes.sort(key=lambda one: (one.day, one.unit_id))
        self._tell_other_years(volumes)
        self._tell_unseen()
        return SheetVolumes(volumes, self._findings.listed, self._findings.left_off)

    def _tell_other_years(self, volumes: Sequence[SheetVolume]) -> None:
        months = {BillingMonth.of(one.day) for one in volumes}
        years = [one.day.year for one in volumes]
        if not months or max(months) <= min(months).next:
            return  # December and January stand in one sheet rightly
        usual = max(set(years), key=lambda year: (years.count(year), year))
        for one in volumes:
            if one.day.year != usual:
                self._tell(FindingCode.OTHER_YEAR, one.row, self._layout.day, day=f"{one.day:%d.%m.%Y}")

    def _tell_unseen(self) -> None:
        under = [row for row in self._table.hidden if row > self._layout.heading]
        if under:
            self._findings.add(FindingCode.HIDDEN_ROWS, row=under[0], rows=len(under))
        if self._table.formulas:
            self._findings.add(FindingCode.FORMULAS, cells=self._table.formulas)
        if self._table.merged:
            self._findings.add(FindingCode.MERGED_CELLS, cells=self._table.merged)
        if self._rounded:
            self._findings.add(FindingCode.ROUNDED, cells=self._rounded)
        if all(self._marks.values()):
            commas, points = self._marks[","], self._marks["."]
            self._findings.add(FindingCode.MIXED_MARKS, commas=commas, points=points)


def _filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or plain(cell) not in _NOTHING


def _shown(cell: Cell) -> str:
    return cell_text(cell)[:_SHOWN]
