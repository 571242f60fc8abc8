"""Plan and fact of a contract, a supply point or a metering unit: by day, month, quarter and year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.queries.units import UnitNotFound, is_awaited, list_units
from kabinet.metering.rules.plan_fact import Figures, figures_of_day, total
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.corridor import Corridor, daily_corridor
from kabinet.organizations.rules.parameters import Parameters
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


@dataclass(frozen=True, slots=True)
class Part:
    """What of the contract is looked at: one supply point, one metering unit, or all of it."""

    point_id: int | None = None
    unit_id: int | None = None


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class GivenVolume:
    """What one unit gave for a day, m³, and what is to be known about it."""

    volume: Decimal
    status: str
    basis: str
    version: int


@dataclass(frozen=True)
class PlanFact:
    """
    `units` are those looked at, `planned` the supply points whose contract volume is theirs alone.

    The contract volume belongs to a supply point: a unit that shares its point with others has none of its own.
    """

    terms: Terms
    now: datetime
    all_units: Sequence[MeteringUnit]
    units: Sequence[MeteringUnit]
    volumes: Mapping[tuple[int, BillingMonth], Decimal]
    given: Mapping[date, Mapping[int, GivenVolume]]

    @cached_property
    def last_closed(self) -> date:
        return self.terms.clock.last_closed_day(self.now)

    def day(self, day: date) -> Figures:
        if day not in self._days:
            self._days[day] = total(self._of_point(point_id, day) for point_id in self._units_by_point)
        return self._days[day]

    def month(self, month: BillingMonth) -> Figures:
        return total(map(self.day, month.days())).planned(self.plan(month))

    def months(self, months: Iterable[BillingMonth]) -> Figures:
        return total(map(self.month, months))

    def plan(self, month: BillingMonth) -> Decimal | None:
        """Return the month's contract volume of what is looked at; None where nothing is agreed."""
        agreed = [
            volume for point_id in self.planned if (volume := self.volumes.get((point_id, month))) is not None
        ]
        return sum(agreed, ZERO) if agreed else None

    def fact(self, days: Iterable[date]) -> Decimal | None:
        """Return what was taken in the days; None where nothing is known of any."""
        known = [one.volume for day in days for one in self.given.get(day, {}).values()]
        return sum(known, ZERO) if known else None

    def points_over(self, day: date) -> list[int]:
        """Return the supply points that took more than their maximum on the day."""
        return [point_id for point_id in self._units_by_point if self._of_point(point_id, day).over]

    def corridors(self, day: date) -> dict[int, Corridor]:
        """Return the corridor of each supply point on the day, where one is agreed."""
        found = {point_id: self._corridor(point_id, day) for point_id in self._units_by_point}
        return {point_id: corridor for point_id, corridor in found.items() if corridor is not None}

    def shares(self, days: Iterable[date]) -> dict[int, Decimal]:
        """Return what part of the days' volume each supply point took; nothing where none was taken."""
        by_point: dict[int, Decimal] = {}
        for point_id, units in self._units_by_point.items():
            known = (self.given[day].get(unit.pk) for day in days for unit in units)
            by_point[point_id] = sum((one.volume for one in known if one), ZERO)
        taken = sum(by_point.values(), ZERO)
        return {point_id: volume / taken for point_id, volume in by_point.items()} if taken else {}

    def whole_days(self) -> dict[date, Decimal]:
        """Return the volume of the days of which no unit is missing."""
        return {
            day: sum((one.volume for one in given.values()), ZERO)
            for day, given in self.given.items()
            if len(given) >= self._awaited(self.units, day)
        }

    def norms(self) -> dict[BillingMonth, Decimal]:
        """Return the average daily contract volume by month."""
        months = {month for _, month in self.volumes}
        return {month: plan / month.length for month in months if (plan := self.plan(month))}

    def corridor(self, day: date) -> Corridor | None:
        """Return what all supply points together may take on the day."""
        found = list(self.corridors(day).values())
        return sum(found[1:], found[0]) if found else None

    def parameters(self, day: date) -> Parameters:
        """Return the rules of the day; they hardly ever change within a month."""
        month = BillingMonth.of(day)
        if month not in self._rules:
            first, last = self.terms.parameters(month.first_day), self.terms.parameters(month.last_day)
            self._rules[month] = first if first.rule_set == last.rule_set else None
        return self._rules[month] or self.terms.parameters(day)

    def units_in_use(self, day: date) -> set[int]:
        return {unit.pk for unit in self.units if is_awaited(unit, day)}

    @cached_property
    def planned(self) -> frozenset[int]:
        chosen = {unit.pk for unit in self.units}
        shared = {unit.supply_point_id for unit in self.all_units if unit.pk not in chosen}
        return frozenset(unit.supply_point_id for unit in self.units) - shared

    @cached_property
    def _units_by_point(self) -> dict[int, list[MeteringUnit]]:
        found: dict[int, list[MeteringUnit]] = defaultdict(list)
        for unit in self.units:
            found[unit.supply_point_id].append(unit)
        return dict(found)

    @cached_property
    def _days(self) -> dict[date, Figures]:
        return {}

    @cached_property
    def _rules(self) -> dict[BillingMonth, Parameters | None]:
        return {}

    @cached_property
    def _corridors(self) -> dict[tuple[int, BillingMonth, str], Corridor]:
        return {}

    def _of_point(self, point_id: int, day: date) -> Figures:
        units, given = self._units_by_point[point_id], self.given.get(day, {})
        rules = self.parameters(day)
        return figures_of_day(
            (one.volume if (one := given.get(unit.pk)) else None for unit in units),
            corridor=self._corridor(point_id, day),
            coefficient=rules.overtake_coefficient(day),
            rounding=rules.rounding,
            awaited=self._awaited(units, day),
        )

    def _awaited(self, units: Iterable[MeteringUnit], day: date) -> int:
        if day > self.last_closed:
            return 0
        return sum(is_awaited(unit, day) for unit in units)

    def _corridor(self, point_id: int, day: date) -> Corridor | None:
        month = BillingMonth.of(day)
        volume = self.volumes.get((point_id, month))
        if volume is None or point_id not in self.planned:
            return None
        rules = self.parameters(day)
        place = (point_id, month, rules.rule_set)
        if place not in self._corridors:
            self._corridors[place] = daily_corridor(month_volume=volume, month=month, parameters=rules)
        return self._corridors[place]


def plan_fact(
    *,
    viewer: Viewer,
    terms: Terms,
    since: BillingMonth,
    until: BillingMonth,
    now: datetime,
    part: Part = WHOLE,
) -> PlanFact:
    """
    Return plan and fact from `since` to `until`, both included. Three queries, however long that is.

    :raises UnitNotFound: the contract has no such supply point or unit
    """
    contract_id = terms.contract.pk
    all_units = list_units(viewer=viewer, contract_id=contract_id)
    units = list(_chosen(all_units, part))
    if not units and part != WHOLE:
        raise UnitNotFound
    return PlanFact(
        terms=terms,
        now=now,
        all_units=all_units,
        units=units,
        volumes=organizations.volumes_by_point_and_month(
            viewer=viewer, contract_id=contract_id, since=since, until=until
        ),
        given=_given(viewer, contract_id, {unit.pk for unit in units}, since.first_day, until.last_day),
    )


def _chosen(units: Iterable[MeteringUnit], part: Part) -> Iterator[MeteringUnit]:
    for unit in units:
        if part.point_id in {None, unit.supply_point_id} and part.unit_id in {None, unit.pk}:
            yield unit


def _given(
    viewer: Viewer, contract_id: int, unit_ids: set[int], since: date, until: date
) -> dict[date, dict[int, GivenVolume]]:
    """Return what counts, by day and unit id; what was returned does not."""
    current = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, gas_day__gte=since, gas_day__lte=until, superseded_at__isnull=True
    )
    columns = ("gas_day", "unit_id", "volume", "status", "basis", "version")
    found: dict[date, dict[int, GivenVolume]] = defaultdict(dict)
    for day, unit_id, volume, status, basis, version in current.order_by("gas_day").values_list(*columns):
        if unit_id in unit_ids and status != Status.RETURNED:
            found[day][unit_id] = GivenVolume(volume, status, basis, version)
    return dict(found)
