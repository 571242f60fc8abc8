"""Whose readings of which days are still awaited around their deadline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q

from kabinet.foundation.rows import read_rows
from kabinet.metering.models import DailyVolume, Instrument, MeteringUnit
from kabinet.metering.queries.control_units import PATHS, ControlUnit
from kabinet.metering.rules.indexes import HALF_A_DAY
from kabinet.metering.rules.reminders import Stage, stage_of
from kabinet.metering.rules.words import COUNTING, Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import RuleSet
from kabinet.organizations.rules.deadlines import Deadline, index_readings_deadline, readings_deadline
from kabinet.organizations.rules.parameters import NoRuleSet, parameters_on
from kabinet.values.months import BillingMonth

_REMINDING = "everybody who has not handed in is reminded"
_DAY = timedelta(days=1)
#: No deadline of a day is further from it.
_FURTHEST = 40


@dataclass(frozen=True, slots=True)
class SilentDay:
    """A gas day of a contract of which a unit gave nothing, and the reminder that is due for it."""

    contract_id: int
    contract: str
    organization: str
    day: date
    deadline: Deadline
    stage: Stage


@dataclass(frozen=True, slots=True)
class SilentCounters:
    """A contract whose counters were not all read when the month closed, and the reminder that is due for them."""

    contract_id: int
    contract: str
    organization: str
    month: BillingMonth
    deadline: Deadline
    stage: Stage


def list_silent_counters(*, now: datetime) -> list[SilentCounters]:
    """Return whose readings of counters are to be reminded of now. One query, two more where any are due."""
    units, rule_sets = _units_in_use(now), organizations.rule_sets()
    due = {
        unit.contract_id: one for unit in units if (one := _counters_due(unit, rule_sets, now)) is not None
    }
    unread = _unread(units, due)
    return [due[contract_id] for contract_id in sorted(unread)]


def _counters_due(unit: ControlUnit, rule_sets: Sequence[RuleSet], now: datetime) -> SilentCounters | None:
    month = BillingMonth.of(unit.clock.day_at(now)).previous
    try:
        rules = parameters_on(month.last_day, rule_sets=rule_sets, overrides=unit.overrides)
    except NoRuleSet:
        return None
    deadline = index_readings_deadline(month, clock=unit.clock, parameters=rules)
    if deadline is None:
        return None
    stage = stage_of(deadline, hours=rules.readings_reminder_hours, now=now)
    if stage is None:
        return None
    return SilentCounters(unit.contract_id, unit.contract, unit.organization, month, deadline, stage)


def _unread(units: Sequence[ControlUnit], due: Mapping[int, SilentCounters]) -> set[int]:
    """Return the contracts among those due, some counter of which was not read since the month closed."""
    closed = {
        unit.pk: unit.clock.ends_at(due[unit.contract_id].month.last_day) - HALF_A_DAY
        for unit in units
        if unit.contract_id in due and unit.awaits(due[unit.contract_id].month.last_day)
    }
    if not closed:
        return set()
    contracts = {unit.pk: unit.contract_id for unit in units}
    counters = Instrument.objects.everywhere(reason=_REMINDING).filter(
        unit_id__among=list(closed), kind__in=COUNTING, digits__isnull=False, removed_at__isnull=True
    )
    latest = counters.annotate(
        read_at=Max("index_readings__taken_at", filter=Q(index_readings__superseded_at__isnull=True))
    )
    return {
        contracts[unit_id]
        for unit_id, installed_at, read_at in latest.order_by("id").values_list(
            "unit_id", "installed_at", "read_at"
        )
        if installed_at < closed[unit_id] and (read_at is None or read_at < closed[unit_id])
    }


def list_silent_days(*, now: datetime) -> list[SilentDay]:
    """Return for whom a reminder is due now, by contract and day. Two queries, besides the rule sets'."""
    units, rule_sets = _units_in_use(now), organizations.rule_sets()
    asked = {(unit.pk, one.day): one for unit in units for one in _due_days(unit, rule_sets, now)}
    given = _given(list(asked))
    silent = {(one.contract_id, one.day): one for place, one in asked.items() if place not in given}
    return [silent[place] for place in sorted(silent)]


def _units_in_use(now: datetime) -> list[ControlUnit]:
    units = MeteringUnit.objects.everywhere(reason=_REMINDING).filter(
        in_use_from__lte=now.date(), contract__valid_from__lte=now.date()
    )
    rows = read_rows(ControlUnit, units.order_by("contract_id", "id"), **PATHS)
    return [unit for unit in rows if unit.in_use_to is None or unit.in_use_to > now.date() - _DAY * _FURTHEST]


def _due_days(unit: ControlUnit, rule_sets: Sequence[RuleSet], now: datetime) -> Iterator[SilentDay]:
    last = unit.clock.last_closed_day(now)
    for day in (last - _DAY * back for back in range(_FURTHEST)):
        due = _due(unit, day, rule_sets, now)
        if due is None:
            return
        deadline, stage = due
        if stage is not None and unit.awaits(day):
            yield SilentDay(unit.contract_id, unit.contract, unit.organization, day, deadline, stage)


def _due(
    unit: ControlUnit, day: date, rule_sets: Sequence[RuleSet], now: datetime
) -> tuple[Deadline, Stage | None] | None:
    """Return the day's deadline with the reminder that is due; None where it is too late for any."""
    try:
        rules = parameters_on(day, rule_sets=rule_sets, overrides=unit.overrides)
    except NoRuleSet:
        return None
    deadline = readings_deadline(day, clock=unit.clock, parameters=rules)
    stage = stage_of(deadline, hours=rules.readings_reminder_hours, now=now)
    return None if stage is None and not deadline.is_kept(now) else (deadline, stage)


def _given(places: list[tuple[int, date]]) -> set[tuple[int, date]]:
    if not places:
        return set()
    days = [day for _, day in places]
    volumes = DailyVolume.objects.everywhere(reason=_REMINDING).filter(
        unit_id__among={unit_id for unit_id, _ in places},
        gas_day__gte=min(days),
        gas_day__lte=max(days),
        superseded_at__isnull=True,
    )
    return set(volumes.exclude(status=Status.RETURNED).values_list("unit_id", "gas_day"))
