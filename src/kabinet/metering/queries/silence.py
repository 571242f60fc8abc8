"""Whose readings of which days are still awaited around their deadline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kabinet.foundation.rows import read_rows
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.queries.control import PATHS, ControlUnit
from kabinet.metering.rules.reminders import Stage, stage_of
from kabinet.metering.rules.words import Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import RuleSet
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.organizations.rules.parameters import NoRuleSet, parameters_on

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
