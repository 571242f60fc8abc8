"""What is asked of the demo supplier: how much of it, how far back, as of which day, and by which dice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from kabinet.values.months import BillingMonth

MOSCOW = ZoneInfo("Europe/Moscow")

#: Days after its end on which a month is closed: acts and invoices are placed then.
CLOSING_DAYS = 3

#: The latest months in which readings came day by day; before them they came as one archive a month.
DAILY_MONTHS = 3

_FRIDAY = 4


@dataclass(frozen=True)
class Scope:
    """`extra_documents` letters more for the first organization, to try the search on a full register."""

    organizations: int
    years: int
    seed: int
    today: date
    extra_documents: int = 0

    @cached_property
    def month(self) -> BillingMonth:
        return BillingMonth.of(self.today)

    @cached_property
    def first_month(self) -> BillingMonth:
        return self.month.plus(-12 * self.years)

    @cached_property
    def midnight(self) -> datetime:
        """The moment before which everything in the demo has happened."""
        return datetime.combine(self.today, time(), tzinfo=MOSCOW)

    @cached_property
    def last_given_day(self) -> date:
        """The newest gas day whose volume is there: yesterday's is still to be handed in."""
        return self.today - timedelta(days=2)

    def months(self) -> Iterator[BillingMonth]:
        """Every month from the first to the current one."""
        return (self.first_month.plus(offset) for offset in range(12 * self.years + 1))

    def is_closed(self, month: BillingMonth) -> bool:
        return month.next.first_day + timedelta(days=CLOSING_DAYS) <= self.today

    def came_daily(self, month: BillingMonth) -> bool:
        return month > self.month.plus(-DAILY_MONTHS)

    def dice(self, *label: object) -> Random:
        """Return dice of one's own: what one part of the demo throws does not move another."""
        return Random("/".join(map(str, (self.seed, *label))))  # noqa: S311 (invented data, no secrets)


def workday(day: date) -> date:
    """Return the day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def workday_from(day: date) -> date:
    """Return the day itself, or the Monday after it."""
    return day if day.weekday() <= _FRIDAY else day + timedelta(days=7 - day.weekday())


def moment(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second), tzinfo=MOSCOW)
