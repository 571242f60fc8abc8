"""Deadlines: one function a kind, each returns the moment together with the rule that says so."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kabinet.organizations.rules.parameters import Parameters, Tranche
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something is due, and why, in the contract's words."""

    at: datetime
    rule: str

    def is_kept(self, moment: datetime) -> bool:
        return moment <= self.at


def readings_deadline(gas_day: date, *, clock: GasDayClock, parameters: Parameters) -> Deadline:
    due = parameters.readings_due
    return Deadline(clock.ends_at(gas_day) + timedelta(hours=due.amount), due.says)


def request_deadline(month: BillingMonth, *, zone: ZoneInfo, parameters: Parameters) -> Deadline:
    due = parameters.request_due
    return Deadline(_end_of(month.previous.first_day.replace(day=due.amount), zone), due.says)


def answer_deadline(submitted_at: datetime, *, zone: ZoneInfo, parameters: Parameters) -> Deadline:
    due = parameters.answer_due
    return Deadline(
        _end_of(submitted_at.astimezone(zone).date() + timedelta(days=due.amount), zone), due.says
    )


def scan_deadline(month: BillingMonth, *, zone: ZoneInfo, parameters: Parameters) -> Deadline:
    """Return until when the signed act of the month is to come back."""
    due = parameters.scan_due
    return Deadline(_end_of(month.next.first_day.replace(day=due.amount), zone), due.says)


def tranche_day(tranche: Tranche, month: BillingMonth) -> date:
    """Return the day by which the tranche of the month is to be paid."""
    of = month.plus(tranche.months_later)
    return of.last_day if tranche.day == 0 else of.first_day.replace(day=min(tranche.day, of.length))


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone) - timedelta(seconds=1)
