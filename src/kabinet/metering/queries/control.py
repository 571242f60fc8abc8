"""The supplier's control over readings: units by days of a month, and where the problems are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from kabinet.foundation.rows import read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, FaultInterval, MeteringUnit
from kabinet.metering.rules.control import State, state_of, state_without
from kabinet.metering.rules.words import IN_QUESTION, Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.rules.deadlines import readings_deadline
from kabinet.organizations.rules.parameters import parameters_on
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth


@dataclass(frozen=True, eq=False)
class ControlUnit:
    """A metering unit with what its deadlines are reckoned from; `valid_from` and `valid_to` are the contract's."""

    pk: int
    name: str
    in_use_from: date
    in_use_to: date | None
    valid_from: date
    valid_to: date | None
    contract_id: int
    contract: str
    organization_id: int
    organization: str
    hour: int
    zone: str
    overrides: dict[str, Any]

    @cached_property
    def clock(self) -> GasDayClock:
        return GasDayClock(self.hour, ZoneInfo(self.zone))

    def awaits(self, day: date) -> bool:
        in_use = self.in_use_from <= day and (self.in_use_to is None or day < self.in_use_to)
        return in_use and self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


_DAY = timedelta(days=1)
PATHS = {
    "valid_from": "contract__valid_from",
    "valid_to": "contract__valid_to",
    "contract": "contract__number",
    "organization_id": "contract__organization_id",
    "organization": "contract__organization__name",
    "hour": "contract__contract_hour",
    "zone": "contract__zone",
    "overrides": "contract__overrides",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A day of which somebody has still to move. `volume` is m³."""

    unit_id: int
    day: date
    status: str
    volume: Decimal
    submission_id: int


@dataclass(frozen=True, slots=True)
class ControlCell:
    """One day of one unit. `submission_id` is what was handed in, where something was."""

    day: date
    state: State
    late: bool = False
    submission_id: int | None = None


@dataclass(frozen=True, slots=True)
class ControlRow:
    unit: ControlUnit
    cells: Sequence[ControlCell]


@dataclass(frozen=True)
class Control:
    """
    A month of all units that the viewer chose, before any of them is shown.

    `overdue` is by unit id the newest day whose deadline has passed. `given` counts the volumes up to `edge`, the
    oldest of these days; `recent` are the later places that have one. A returned volume stands among both. `at_stake`
    holds the m³ in question by unit id, where the units stand in its order (queries/at_stake.py).
    """

    month: BillingMonth
    units: Sequence[ControlUnit]
    closed: Mapping[int, date]
    overdue: Mapping[int, date]
    edge: date
    given: Mapping[int, int]
    recent: Collection[tuple[int, date]]
    questions: Mapping[int, Sequence[Question]]
    faults: int
    at_stake: Mapping[int, Decimal] = field(default_factory=dict)

    def missing(self, unit: ControlUnit) -> int:
        """Return how many days lack a volume after their deadline; days given in excess make up for none."""
        last = self.overdue[unit.pk]
        days = [day for day in self.month.days() if day <= last and unit.awaits(day)]
        late = sum((unit.pk, day) in self.recent for day in days if day > self.edge)
        lacking = len(days) - self.given.get(unit.pk, 0) - late + self._returned(unit, until=last)
        return max(lacking, 0)

    def awaited(self, unit: ControlUnit) -> int:
        """Return how many days are over, lack a volume, and may still be given in time."""
        first, last = self.overdue[unit.pk] + _DAY, self.closed[unit.pk]
        days = [day for day in self.month.days() if first <= day <= last and unit.awaits(day)]
        return sum((unit.pk, day) not in self.recent for day in days)

    def _returned(self, unit: ControlUnit, *, until: date) -> int:
        asked = self.questions.get(unit.pk, ())
        return sum(one.status == Status.RETURNED and one.day <= until for one in asked)

    @cached_property
    def missing_in_all(self) -> int:
        return sum(map(self.missing, self.units))

    @cached_property
    def awaited_in_all(self) -> int:
        return sum(map(self.awaited, self.units))

    @cached_property
    def doubts(self) -> int:
        asked = (one for unit in self.units for one in self.questions.get(unit.pk, ()))
        return sum(one.status != Status.RETURNED for one in asked)

    @cached_property
    def problem_units(self) -> list[ControlUnit]:
        return [unit for unit in self.units if self.questions.get(unit.pk) or self.missing(unit)]


def read_control(*, viewer: Viewer, month: BillingMonth, words: str, now: datetime) -> Control:
    """Return the month of the units of customers that match all the words. Five queries."""
    units = _units(viewer, words, month)
    ids = [unit.pk for unit in units]
    overdue = _overdue_days(units, month=month, now=now)
    edge = min(overdue.values(), default=month.last_day)
    current = _of_month(viewer, month, ids).filter(superseded_at__isnull=True)
    before = current.filter(gas_day__lte=edge).values_list("unit_id").annotate(days=Count("*"))
    faults = FaultInterval.objects.visible_to(viewer).filter(unit_id__among=ids, ended_at__isnull=True)
    return Control(
        month=month,
        units=units,
        closed={unit.pk: unit.clock.last_closed_day(now) for unit in units},
        overdue=overdue,
        edge=edge,
        given=dict(before.order_by("unit_id")),
        recent=set(current.filter(gas_day__gt=edge).values_list("unit_id", "gas_day")),
        questions=_questions(viewer, month, ids),
        faults=faults.values("unit_id").distinct().count(),
    )


def _overdue_days(units: Sequence[ControlUnit], *, month: BillingMonth, now: datetime) -> dict[int, date]:
    known: dict[tuple[int, str, int], date] = {}
    found = {}
    for unit in units:
        key = (unit.hour, unit.zone, unit.contract_id if unit.overrides else 0)
        if key not in known:
            known[key] = _last_overdue(unit, month=month, now=now)
        found[unit.pk] = known[key]
    return found


def _last_overdue(unit: ControlUnit, *, month: BillingMonth, now: datetime) -> date:
    rules = parameters_on(month.first_day, rule_sets=organizations.rule_sets(), overrides=unit.overrides)
    day = unit.clock.last_closed_day(now)
    while readings_deadline(day, clock=unit.clock, parameters=rules).is_kept(now):
        day -= _DAY
    return day


def rows_of(control: Control, *, viewer: Viewer, units: Sequence[ControlUnit]) -> list[ControlRow]:
    """Return the days of these units. One query."""
    given = _of_month(viewer, control.month, [unit.pk for unit in units]).filter(superseded_at__isnull=True)
    columns = ("unit_id", "gas_day", "status", "source", "late", "submission_id")
    cells = {
        (unit_id, day): ControlCell(day, state_of(status, source), late, submission_id)
        for unit_id, day, status, source, late, submission_id in given.values_list(*columns)
    }
    return [ControlRow(unit, _cells(control, unit, cells)) for unit in units]


def _cells(
    control: Control, unit: ControlUnit, given: Mapping[tuple[int, date], ControlCell]
) -> list[ControlCell]:
    proposed = {
        one.day: ControlCell(one.day, State.PROPOSED, submission_id=one.submission_id)
        for one in control.questions.get(unit.pk, ())
        if one.status == Status.PROPOSED
    }
    return [
        proposed.get(day) or given.get((unit.pk, day)) or ControlCell(day, _state_without(control, unit, day))
        for day in control.month.days()
    ]


def _state_without(control: Control, unit: ControlUnit, day: date) -> State:
    return state_without(
        awaited=unit.awaits(day),
        closed=day <= control.closed[unit.pk],
        overdue=day <= control.overdue[unit.pk],
    )


def _units(viewer: Viewer, words: str, month: BillingMonth) -> list[ControlUnit]:
    units = MeteringUnit.objects.visible_to(viewer).filter(
        Q(in_use_to__isnull=True) | Q(in_use_to__gt=month.first_day),
        Q(contract__valid_to__isnull=True) | Q(contract__valid_to__gt=month.first_day),
        in_use_from__lte=month.last_day,
    )
    for word in words.lower().split():
        curated = Q(contract__organization__curator__full_name__contains=word.capitalize())
        units = units.filter(curated | Q(contract__organization__search__contains=word))
    ordered = units.order_by("contract__organization__name", "contract__number", "code", "id")
    return read_rows(ControlUnit, ordered, **PATHS)


def _questions(viewer: Viewer, month: BillingMonth, ids: Collection[int]) -> dict[int, list[Question]]:
    rows = _of_month(viewer, month, ids).filter(status__in=[one.value for one in IN_QUESTION])
    found: dict[int, list[Question]] = defaultdict(list)
    columns = ("unit_id", "gas_day", "status", "volume", "submission_id", "superseded_at")
    for unit_id, day, status, volume, submission_id, superseded_at in rows.order_by(
        "gas_day", "unit_id", "version"
    ).values_list(*columns):
        if superseded_at is None or status == Status.PROPOSED:
            found[unit_id].append(Question(unit_id, day, status, volume, submission_id))
    return dict(found)


def _of_month(viewer: Viewer, month: BillingMonth, ids: Collection[int]) -> QuerySet[DailyVolume]:
    return DailyVolume.objects.visible_to(viewer).filter(
        unit_id__among=ids, gas_day__gte=month.first_day, gas_day__lte=month.last_day
    )
