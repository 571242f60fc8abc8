"""The metering units that the supplier controls, and which of their days are over and overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from kabinet.foundation.rows import read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import MeteringUnit
from kabinet.organizations import queries as organizations
from kabinet.organizations.rules.deadlines import readings_deadline
from kabinet.organizations.rules.parameters import parameters_on
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth

_DAY = timedelta(days=1)


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

    def span(self, first: date, last: date) -> tuple[date, date]:
        """Return the first and the last day between these that the unit is to give; they cross where there is none."""
        ends = (day - _DAY for day in (self.in_use_to, self.valid_to) if day)
        return max(first, self.in_use_from, self.valid_from), min([last, *ends])


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


def list_control_units(viewer: Viewer, words: str, month: BillingMonth) -> list[ControlUnit]:
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


def closed_days(units: Sequence[ControlUnit], *, now: datetime) -> dict[int, date]:
    """Return by unit id the newest day that is over; there are few clocks, and many units."""
    known: dict[tuple[int, str], date] = {}
    found = {}
    for unit in units:
        key = (unit.hour, unit.zone)
        if key not in known:
            known[key] = unit.clock.last_closed_day(now)
        found[unit.pk] = known[key]
    return found


def overdue_days(units: Sequence[ControlUnit], *, month: BillingMonth, now: datetime) -> dict[int, date]:
    known: dict[tuple[int, str, str], date] = {}
    found = {}
    for unit in units:
        key = (unit.hour, unit.zone, str(unit.overrides))
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
