"""The volumes of a sheet by its layout, and everything that could not be taken from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kabinet.formats.dates import NotADay
from kabinet.formats.numbers import NotANumber, Unit, parse_number
from kabinet.formats.volume_sheets.cells import is_filled, is_total
from kabinet.formats.volume_sheets.days import read_day
from kabinet.formats.volume_sheets.findings import Finding, FindingCode, Findings, enumerated
from kabinet.formats.volume_sheets.layout import Layout, Place, column_name
from kabinet.formats.volume_sheets.lines import Entry, Line, lines_of, numbers_columns
from kabinet.formats.volume_sheets.table import Cell, Table, cell_text
from kabinet.formats.volume_sheets.totals import Totals
from kabinet.formats.volume_sheets.unseen import tell_unseen
from kabinet.values.months import BillingMonth
from kabinet.values.volume import STEP, THOUSAND

_LARGEST = Decimal(10) ** 11
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SheetVolume:
    """m³, where it stands, and where its day does."""

    unit_id: int
    day: date
    volume: Decimal
    place: Place
    day_place: Place


@dataclass(frozen=True, slots=True)
class SheetVolumes:
    volumes: Sequence[SheetVolume]
    findings: Sequence[Finding]
    left_off: int = 0
    """So many findings more than are listed."""


def needs_month(table: Table, layout: Layout) -> bool:
    """Say whether a day of the sheet that has volumes tells nothing of its month or year."""
    for line in lines_of(table, layout):
        try:
            read_day(line.day, month=None)
        except NotADay as problem:
            if problem.code == "no-year" and line.entries:
                return True
    return False


def read_volumes(table: Table, layout: Layout, *, month: BillingMonth | None) -> SheetVolumes:
    """Return every volume under the headings. `month` is for days that tell nothing of it."""
    reading = _Reading(layout, month)
    for line in lines_of(table, layout):
        reading.take(line)
    return reading.finish(table)


class _Reading:
    def __init__(self, layout: Layout, month: BillingMonth | None) -> None:
        self._layout = layout
        self._month = month
        self._findings = Findings()
        self._totals = Totals(self._findings, thousand=layout.thousand)
        self._found: dict[tuple[int, date], SheetVolume] = {}
        self._struck: set[tuple[int, date]] = set()
        self._other_names: list[str] = []
        self._rounded = 0
        self._marks = {",": 0, ".": 0}
        self._unit = Unit.THOUSAND_M3 if layout.thousand else Unit.M3

    def take(self, line: Line) -> None:
        try:
            day = read_day(line.day, month=self._month)
        except NotADay as problem:
            self._take_undated(line, problem.code)
        else:
            for entry in line.entries:
                self._take_entry(line, day, entry)

    def _take_undated(self, line: Line, problem: str) -> None:
        """Compare a line of totals; of any other line, tell what is lost with it."""
        if any(map(is_total, line.cells)):
            self._check_total(line)
        elif is_filled(line.day) and line.entries:
            code = FindingCode.NO_SUCH_DAY if problem == "no-such-day" else FindingCode.UNREADABLE_DAY
            self._tell(code, line.place, text=_shown(line.day))
        else:
            for entry in line.entries:
                self._tell(FindingCode.NO_DAY, entry.place, text=_shown(entry.cell))

    def _take_entry(self, line: Line, day: date, entry: Entry) -> None:
        if entry.unit_id is None:
            self._take_other_name(line, entry)
        elif (volume := self._volume(entry)) is not None:
            self._keep(SheetVolume(entry.unit_id, day, volume, entry.place, line.place))

    def _take_other_name(self, line: Line, entry: Entry) -> None:
        if line.name:
            self._other_names.append(line.name)
        else:
            self._tell(FindingCode.NO_UNIT, entry.place, text=_shown(entry.cell))

    def _volume(self, entry: Entry) -> Decimal | None:
        """Return m³, or None where the cell holds no volume, which is told."""
        try:
            exact = self._exact(entry.cell)
        except NotANumber as problem:
            other = problem.code == "other-unit"
            code = FindingCode.OTHER_UNIT if other else FindingCode.UNREADABLE_VOLUME
            self._tell(code, entry.place, text=_shown(entry.cell))
            return None
        m3 = exact * THOUSAND if self._layout.thousand else exact
        kept = m3.quantize(STEP)
        self._rounded += kept != m3
        return kept + 0

    def _exact(self, cell: Cell) -> Decimal:
        """:raises NotANumber: a day, a word, or a number larger than any volume"""
        if isinstance(cell, date):
            raise NotANumber("not-a-number")
        exact = cell if isinstance(cell, Decimal) else self._typed(cell)
        if abs(exact) >= _LARGEST:
            raise NotANumber("too-long")
        return exact

    def _typed(self, text: str) -> Decimal:
        for mark in self._marks:
            self._marks[mark] += mark in text
        places = 7 if self._layout.thousand else 4
        read = parse_number(text, places=places, unit=self._unit)
        self._rounded += read.rounded
        return read.value

    def _keep(self, one: SheetVolume) -> None:
        place = one.unit_id, one.day
        self._totals.add(one.unit_id, one.volume)
        first = self._found.setdefault(place, one)
        if first is one:
            return
        code = FindingCode.DOUBLE_SAME if first.volume == one.volume else FindingCode.DOUBLE_DIFFERENT
        if code is FindingCode.DOUBLE_DIFFERENT:
            self._struck.add(place)
        self._tell(code, one.place, day=f"{one.day:%d.%m.%Y}", first=first.place.name)

    def _check_total(self, line: Line) -> None:
        for entry in line.entries:
            try:
                total = self._exact(entry.cell)
            except NotANumber:
                continue
            m3 = total * THOUSAND if self._layout.thousand else total
            self._totals.check(entry.unit_id, m3, entry.place)
        if line.entries:
            self._totals.pass_over(line.number)

    def _tell(self, code: FindingCode, place: Place, **facts: object) -> None:
        self._findings.add(code, row=place.row, column=column_name(place.column), **facts)

    def finish(self, table: Table) -> SheetVolumes:
        layout = self._layout
        volumes = [one for place, one in self._found.items() if place not in self._struck]
        volumes.sort(key=lambda one: (one.day, one.unit_id))
        self._tell_other_years(volumes)
        self._tell_other_names()
        self._totals.tell(table, layout)
        if numbers_columns(layout.view(table), layout):
            self._findings.add(FindingCode.NUMBERS, row=layout.heading + 1)
        tell_unseen(self._findings, table, layout)
        self._tell_numbers()
        return SheetVolumes(volumes, self._findings.listed, self._findings.left_off)

    def _tell_other_years(self, volumes: Sequence[SheetVolume]) -> None:
        months = {BillingMonth.of(one.day) for one in volumes}
        years = [one.day.year for one in volumes]
        if not months or max(months) <= min(months).next:
            return  # December and January stand in one sheet rightly
        usual = max(set(years), key=lambda year: (years.count(year), year))
        others = {one.day_place: one.day for one in volumes if one.day.year != usual}
        for place, day in others.items():
            self._tell(FindingCode.OTHER_YEAR, place, day=f"{day:%d.%m.%Y}")

    def _tell_other_names(self) -> None:
        if self._other_names:
            names = enumerated(dict.fromkeys(self._other_names))
            self._findings.add(FindingCode.OTHER_NAMES, rows=len(self._other_names), names=names)

    def _tell_numbers(self) -> None:
        if self._rounded:
            self._findings.add(FindingCode.ROUNDED, cells=self._rounded)
        if all(self._marks.values()):
            commas, points = self._marks[","], self._marks["."]
            self._findings.add(FindingCode.MIXED_MARKS, commas=commas, points=points)


def _shown(cell: Cell) -> str:
    return cell_text(cell)[:_SHOWN]
