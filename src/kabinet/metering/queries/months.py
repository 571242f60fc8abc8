"""A month's grid: its days, what each unit gave, the plan and the corridor."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.queries.units import is_awaited, list_units
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.corridor import Corridor
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


@dataclass(frozen=True, slots=True)
class DayRow:
    """One gas day of a month's grid. `volumes` holds the current volume by unit id."""

    day: date
    is_closed: bool
    deadline: Deadline
    volumes: Mapping[int, DailyVolume]

    def total(self) -> Decimal | None:
        """Return the day's volume over all units, m³; None where no unit has given one."""
        known = [row.volume for row in self.volumes.values() if row.status != Status.RETURNED]
        return sum(known, ZERO) if known else None


@dataclass(frozen=True, slots=True)
class MonthGrid:
    month: BillingMonth
    units: Sequence[MeteringUnit]
    rows: Sequence[DayRow]
    corridor: Corridor
    plan: Decimal

    def missing(self) -> list[tuple[date, MeteringUnit]]:
        """Return the closed days whose volume is still to be given, with the unit, oldest first."""
        return [
            (row.day, unit)
            for row in self.rows
            if row.is_closed
            for unit in self.units
            if is_awaited(unit, row.day) and _is_open(row.volumes.get(unit.pk))
        ]

    def fact(self) -> Decimal:
        return sum((total for row in self.rows if (total := row.total()) is not None), ZERO)

    def overtake(self) -> Decimal:
        """Return what was taken over the daily maximum, day by day, m³."""
        totals = (total for row in self.rows if (total := row.total()) is not None)
        return sum((self.corridor.overtake(total) for total in totals), ZERO)


def _is_open(volume: DailyVolume | None) -> bool:
    return volume is None or volume.status == Status.RETURNED


def month_grid(*, viewer: Viewer, terms: Terms, month: BillingMonth, now: datetime) -> MonthGrid:
    """Return the month's days with what each unit gave, the plan and the corridor. Three queries."""
    units = list_units(viewer=viewer, contract_id=terms.contract.pk)
    by_day = _current_by_day(viewer=viewer, contract_id=terms.contract.pk, month=month)
    plan = organizations.volumes_by_point(viewer=viewer, contract_id=terms.contract.pk, month=month)
    last_closed = terms.clock.last_closed_day(now)
    parameters = terms.parameters(month.first_day)
    return MonthGrid(
        month=month,
        units=units,
        rows=[
            DayRow(
                day,
                day <= last_closed,
                readings_deadline(day, clock=terms.clock, parameters=parameters),
                by_day[day],
            )
            for day in month.days()
        ],
        corridor=organizations.corridor_of(terms=terms, month=month, volumes=plan),
        plan=sum(plan.values(), ZERO),
    )


def _current_by_day(
    *, viewer: Viewer, contract_id: int, month: BillingMonth
) -> dict[date, dict[int, DailyVolume]]:
    by_day: dict[date, dict[int, DailyVolume]] = defaultdict(dict)
    current = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id,
        gas_day__gte=month.first_day,
        gas_day__lte=month.last_day,
        superseded_at__isnull=True,
    )
    for volume in current.select_related("submission").order_by("gas_day", "unit_id"):
        by_day[volume.gas_day][volume.unit_id] = volume
    return by_day
