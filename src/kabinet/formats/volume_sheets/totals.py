"""Totals in a sheet: compared with what they are the sum of, and left out."""

from decimal import Decimal

from kabinet.formats.volume_sheets.cells import is_total
from kabinet.formats.volume_sheets.findings import FindingCode, Findings, enumerated
from kabinet.formats.volume_sheets.headings import has_figures, heading_of
from kabinet.formats.volume_sheets.layout import Layout, Place, Shape, column_name
from kabinet.formats.volume_sheets.table import Table, cell_text
from kabinet.values.volume import THOUSAND

#: Half of a m³ a day: sheets show whole ones.
_TOLERANCE = Decimal("0.5")
_NONE = (Decimal(0), 0)


class Totals:
    """Sums up the volumes of each unit, since the beginning and since the total before."""

    def __init__(self, findings: Findings, *, thousand: bool) -> None:
        self._findings = findings
        self._scale = THOUSAND if thousand else 1
        self._whole: dict[int, tuple[Decimal, int]] = {}
        self._since: dict[int, tuple[Decimal, int]] = {}
        self._lines: list[int] = []

    def add(self, unit_id: int, volume: Decimal) -> None:
        for sums in (self._whole, self._since):
            total, days = sums.get(unit_id, _NONE)
            sums[unit_id] = total + volume, days + 1

    def check(self, unit_id: int | None, total: Decimal, place: Place) -> None:
        """Compare a total with the days above it, or with those since the total before: a sum of ten days."""
        if unit_id is None:
            return
        whole, since = self._whole.get(unit_id, _NONE), self._since.pop(unit_id, _NONE)
        if any(abs(total - known) <= _TOLERANCE * max(1, days) for known, days in (whole, since)):
            return
        facts = {"total": self._shown(total), "sum": self._shown(whole[0])}
        self._findings.add(
            FindingCode.TOTAL_DIFFERS, row=place.row, column=column_name(place.column), **facts
        )

    def _shown(self, m3: Decimal) -> str:
        return cell_text((m3 / self._scale).normalize())

    def pass_over(self, line: int) -> None:
        """Note a line as one of totals."""
        self._lines.append(line)

    def tell(self, table: Table, layout: Layout) -> None:
        """Tell which lines were left out, and what stands beside the volumes and is a total, too."""
        rows, columns = layout.sides(self._lines, _beside(layout.view(table), layout))
        if rows or columns:
            names = enumerated(map(column_name, columns))
            self._findings.add(FindingCode.TOTALS, rows=enumerated(rows), columns=names)


def _beside(view: Table, layout: Layout) -> list[int]:
    if not layout.heading or layout.shape is Shape.LIST:
        return []
    others = (column for column in range(view.width) if column not in layout.columns)
    return [
        column
        for column in others
        if is_total(heading_of(view, layout.heading, column, layout.shape))
        and has_figures(view, column, layout.heading + 1)
    ]
