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
        """Compare by the second, as receipts show it: the last second of a day belongs to the day."""
        return moment.replace(microsecond=0) <= self.at


def readings_deadline(gas_day: date, *, clock: GasDayClock, parameters: Parameters) -> Deadline:
    due = parameters.readings_due
    return Deadline(clock.ends_at(gas_day) + timedelta(hours=due.amount), due.says)


def index_readings_deadline(
    month: BillingMonth, *, clock: GasDayClock, parameters: Parameters
) -> Deadline | None:
    """Return until when the counters' readings that close the month are due; None where the contract asks for none."""
    due = parameters.index_readings_due
    if due is None:
        return None
    return Deadline(clock.ends_at(month.last_day) + timedelta(hours=due.amount), due.says)


def request_deadline(month: BillingMonth, *, zone: ZoneInfo, parameters: Parameters) -> Deadline:
    due = parameters.request_due
    return Deadline(_end_of(_day_of(month.previous, due.amount), zone), due.says)


def answer_deadline(submitted_at: datetime, *, zone: ZoneInfo, parameters: Parameters) -> Deadline:
    due = parameters.answer_due
    return Deadline(
        _end_of(submitted_at.astimezone(zone).date() + timedelta(days=due.amount), zone), due.says
    )


def scan_deadline(month: BillingMonth, *, zone: ZoneInfo, parameters: Parameters) -> Deadline:
    """Return until when the signed act of the month is to come back."""
    due = parameters.scan_due
    return Deadline(_end_of(_day_of(month.next, due.amount), zone), due.says)


def tranche_day(tranche: Tranche, month: BillingMonth) -> date:
    """Return the day by which the tranche of the month is to be paid."""
    return _day_of(month.plus(tranche.months_later), tranche.day)


def _day_of(month: BillingMonth, number: int) -> date:
    """Return the numbered day of the month; 0 is the last, and so is any that the month has not got."""
    return month.first_day.replace(day=min(number or month.length, month.length))


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone) - timedelta(seconds=1)
