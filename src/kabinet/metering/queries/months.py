"""A month's grid: its days, what each unit gave, the plan and the corridor."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.queries.units import is_awaited, list_units
from kabinet.metering.rules.plan_fact import as_printed
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.corridor import Corridor
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO, Rounding


@dataclass(frozen=True, slots=True)
class DayRow:
    """One gas day of a month's grid. `volumes` holds the current volume by unit id."""

    day: date
    is_closed: bool
    deadline: Deadline
    volumes: Mapping[int, DailyVolume]

    def total(self, units: Collection[int] | None = None) -> Decimal | None:
        """Return the day's volume over all units, or those named, m³; None where no unit has given one."""
        known = [
            row.volume
            for row in self.volumes.values()
            if row.status != Status.RETURNED and (units is None or row.unit_id in units)
        ]
        return sum(known, ZERO) if known else None


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """`corridor` is that of the whole contract, `corridors` are those of its supply points by id."""

    month: BillingMonth
    units: Sequence[MeteringUnit]
    rows: Sequence[DayRow]
    corridor: Corridor
    corridors: Mapping[int, Corridor]
    plan: Decimal
    rounding: Rounding

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

    def awaits(self, unit: MeteringUnit) -> bool:
        """Say whether the unit is to give some day of the month."""
        return any(is_awaited(unit, row.day) for row in self.rows)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is to be given in the month, and nothing was."""
        return not any(map(self.awaits, self.units)) and all(row.total() is None for row in self.rows)

    def facts_by_point(self) -> dict[int, Decimal]:
        """Return by supply point id what its units gave, m³."""
        facts: dict[int, Decimal] = defaultdict(lambda: ZERO)
        for unit in self.units:
            facts[unit.supply_point_id] += sum((row.total([unit.pk]) or ZERO for row in self.rows), ZERO)
        return dict(facts)

    def overtake(self) -> Decimal:
        """Return what was taken over the daily maximum, day by day, m³."""
        return sum(map(self.overtake_of, self.rows), ZERO)

    def overtake_of(self, row: DayRow) -> Decimal:
        """Return what the supply points took over their maxima, each as the act prints it, as the charge reckons it."""
        return sum((self._overtake_at(point_id, row) for point_id in self.corridors), ZERO)

    def _overtake_at(self, point_id: int, row: DayRow) -> Decimal:
        total = row.total([unit.pk for unit in self.units if unit.supply_point_id == point_id])
        return ZERO if total is None else as_printed(self.corridors[point_id].overtake(total), self.rounding)


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
        corridors={
            point_id: organizations.corridor_of(terms=terms, month=month, volumes={point_id: volume})
            for point_id, volume in plan.items()
        },
        plan=sum(plan.values(), ZERO),
        rounding=parameters.rounding,
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
    for volume in current.select_related("submission", "decision").order_by("gas_day", "unit_id"):
        by_day[volume.gas_day][volume.unit_id] = volume
    return by_day
