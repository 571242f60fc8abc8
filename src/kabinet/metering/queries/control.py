"""The supplier's control over readings: units by days of a month, and where the problems are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, FaultInterval
from kabinet.metering.queries.control_units import (
    ControlUnit,
    closed_days,
    list_control_units,
    overdue_days,
)
from kabinet.metering.rules.control import State, state_of, state_without
from kabinet.metering.rules.words import IN_QUESTION, Status
from kabinet.values.months import BillingMonth

_DAY = timedelta(days=1)


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
    oldest of these days; `recent` are by unit id the later days that have one. A returned volume stands among both.
    `at_stake` holds the m³ in question by unit id, where the units stand in its order (queries/at_stake.py).
    """

    month: BillingMonth
    units: Sequence[ControlUnit]
    closed: Mapping[int, date]
    overdue: Mapping[int, date]
    edge: date
    given: Mapping[int, int]
    recent: Mapping[int, Collection[date]]
    questions: Mapping[int, Sequence[Question]]
    faults: int
    at_stake: Mapping[int, Decimal] = field(default_factory=dict)

    def missing(self, unit: ControlUnit) -> int:
        """Return how many days lack a volume after their deadline; days given in excess make up for none."""
        overdue = self.overdue[unit.pk]
        first, last = unit.span(self._first, min(overdue, self._last))
        late = self._recent_between(unit, max(first, self.edge + _DAY), last)
        given = self.given.get(unit.pk, 0) + late - self._returned(unit, until=overdue)
        return max(_count(first, last) - given, 0)

    def awaited(self, unit: ControlUnit) -> int:
        """Return how many days are over, lack a volume, and may still be given in time."""
        after = max(self.overdue[unit.pk] + _DAY, self._first)
        first, last = unit.span(after, min(self.closed[unit.pk], self._last))
        return _count(first, last) - self._recent_between(unit, first, last)

    def _recent_between(self, unit: ControlUnit, first: date, last: date) -> int:
        return sum(first <= day <= last for day in self.recent.get(unit.pk, ()))

    def _returned(self, unit: ControlUnit, *, until: date) -> int:
        asked = self.questions.get(unit.pk, ())
        return sum(one.status == Status.RETURNED and one.day <= until for one in asked)

    @cached_property
    def _first(self) -> date:
        return self.month.first_day

    @cached_property
    def _last(self) -> date:
        return self.month.last_day

    @cached_property
    def _missing(self) -> Mapping[int, int]:
        return {unit.pk: self.missing(unit) for unit in self.units}

    @cached_property
    def missing_in_all(self) -> int:
        return sum(self._missing.values())

    @cached_property
    def awaited_in_all(self) -> int:
        return sum(map(self.awaited, self.units))

    @cached_property
    def doubts(self) -> int:
        asked = (one for unit in self.units for one in self.questions.get(unit.pk, ()))
        return sum(one.status != Status.RETURNED for one in asked)

    @cached_property
    def problem_units(self) -> list[ControlUnit]:
        return [unit for unit in self.units if self.questions.get(unit.pk) or self._missing[unit.pk]]


def _count(first: date, last: date) -> int:
    return max((last - first).days + 1, 0)


def read_control(*, viewer: Viewer, month: BillingMonth, words: str, now: datetime) -> Control:
    """Return the month of the units of customers that match all the words. Five queries."""
    units = list_control_units(viewer, words, month)
    ids = [unit.pk for unit in units]
    overdue = overdue_days(units, month=month, now=now)
    edge = min(overdue.values(), default=month.last_day)
    current = _of_month(viewer, month, ids).filter(superseded_at__isnull=True)
    before = current.filter(gas_day__lte=edge).values_list("unit_id").annotate(days=Count("*"))
    faults = FaultInterval.objects.visible_to(viewer).filter(unit_id__among=ids, ended_at__isnull=True)
    return Control(
        month=month,
        units=units,
        closed=closed_days(units, now=now),
        overdue=overdue,
        edge=edge,
        given=dict(before.order_by("unit_id")),
        recent=_by_unit(current.filter(gas_day__gt=edge).values_list("unit_id", "gas_day")),
        questions=_questions(viewer, month, ids),
        faults=faults.values("unit_id").distinct().count(),
    )


def _by_unit(places: Iterable[tuple[int, date]]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for unit_id, day in places:
        found[unit_id].append(day)
    return dict(found)


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


def _questions(viewer: Viewer, month: BillingMonth, ids: Collection[int]) -> dict[int, list[Question]]:
    rows = _of_month(viewer, month, ids).filter(
        Q(superseded_at__isnull=True) | Q(status=Status.PROPOSED),
        status__in=[one.value for one in IN_QUESTION],
    )
    found: dict[int, list[Question]] = defaultdict(list)
    columns = ("unit_id", "gas_day", "status", "volume", "submission_id")
    for row in rows.order_by("gas_day", "unit_id", "version").values_list(*columns):
        found[row[0]].append(Question(*row))
    return dict(found)


def _of_month(viewer: Viewer, month: BillingMonth, ids: Collection[int]) -> QuerySet[DailyVolume]:
    return DailyVolume.objects.visible_to(viewer).filter(
        unit_id__among=ids, gas_day__gte=month.first_day, gas_day__lte=month.last_day
    )
