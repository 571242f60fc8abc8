"""The last row of the grid of readings: what the days come to, for the screen and for the spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kabinet.foundation import formatting


@dataclass(frozen=True, slots=True)
class Totals:
    """The row as it is printed."""

    by_unit: Sequence[tuple[int, str]]
    total: str
    plan: str
    overtake: str
    deviation: str


@dataclass(frozen=True, slots=True)
class Sums:
    """
    The month so far, m³: of all metering units, and of each by its id.

    `plan` and `of_whole_days` are of the days for which all units gave their volume; plan and overtake are None where
    nothing is planned.
    """

    by_unit: Mapping[int, Decimal]
    total: Decimal
    plan: Decimal | None
    overtake: Decimal | None
    of_whole_days: Decimal

    @property
    def deviation(self) -> Decimal | None:
        """Return by how many percent the whole days differ from what was planned for them."""
        return (self.of_whole_days - self.plan) / self.plan * 100 if self.plan else None

    def printed(self, unit_ids: Sequence[int]) -> Totals:
        deviation = self.deviation
        return Totals(
            by_unit=[(unit_id, formatting.volume(self.by_unit[unit_id])) for unit_id in unit_ids],
            total=formatting.volume(self.total),
            plan=formatting.DASH if self.plan is None else formatting.volume(self.plan),
            overtake=formatting.DASH if self.overtake is None else formatting.volume(self.overtake),
            deviation="" if deviation is None else formatting.percent(deviation),
        )
