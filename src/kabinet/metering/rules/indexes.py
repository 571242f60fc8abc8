"""What passed a counter between two readings, over its roll-over, and to which gas days it belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from kabinet.foundation.refusal import Refusal
from kabinet.metering.rules.plausibility import find_slip
from kabinet.metering.rules.words import Doubt
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth
from kabinet.values.volume import STEP

_SECONDS_AN_HOUR = 3600
#: A reading counts as taken at the nearest beginning of a gas day.
HALF_A_DAY = timedelta(hours=12)

#: By so much the counter and the sum of its days may differ: rounding to a m³, or half a per cent.
_ROUNDING = Decimal(1)
_TOLERANCE = Decimal("0.005")


class IndexFell(Refusal):
    """The counter shows less than before, and not because it began again from zero."""

    code = "metering.index-fell"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the counter showed at a moment, m³."""

    at: datetime
    index: Decimal


@dataclass(frozen=True, slots=True)
class Passed:
    """m³ between two readings."""

    volume: Decimal
    rolled_over: bool = False


def greatest_index(digits: int) -> Decimal:
    """Return the first number that a counter with so many whole digits cannot show."""
    return Decimal(10) ** digits


def passed_between(
    before: Reading, after: Reading, *, digits: int | None, greatest_flow: Decimal | None
) -> Passed:
    """
    Return what passed. A smaller index is a roll-over where no more than the instrument can pass lies between.

    Without a known `greatest_flow`, m³ an hour, a tenth of the counter's span counts as possible.

    :raises IndexFell: it cannot be a roll-over
    """
    if after.index >= before.index:
        return Passed(after.index - before.index)
    if digits is None:
        raise IndexFell
    over = greatest_index(digits) - before.index + after.index
    most = _most_between(before.at, after.at, span=greatest_index(digits), greatest_flow=greatest_flow)
    if not 0 <= over <= most:
        raise IndexFell
    return Passed(over, rolled_over=True)


def can_follow(before: Reading, after: Reading, *, digits: int | None, greatest_flow: Decimal | None) -> bool:
    """Say whether a counter that showed the one can show the other later."""
    try:
        passed_between(before, after, digits=digits, greatest_flow=greatest_flow)
    except IndexFell:
        return False
    return True


def can_show(index: Decimal, *, digits: int | None) -> bool:
    """Say whether a counter with so many whole digits, where they are known, has such a number."""
    return index >= 0 and (digits is None or index < greatest_index(digits))


def _most_between(
    since: datetime, until: datetime, *, span: Decimal, greatest_flow: Decimal | None
) -> Decimal:
    if greatest_flow is None:
        return span / 10
    return greatest_flow * hours_between(since, until)


def find_index_doubt(
    volume: Decimal, *, hours: Decimal, greatest_flow: Decimal | None, usual: Decimal | None
) -> Doubt | None:
    """Return what is unlikely about the volume, m³, of so many hours; `usual` is m³ an hour."""
    if greatest_flow is not None and volume > greatest_flow * hours:
        return Doubt.OVER_RANGE
    return find_slip(volume, None if usual is None else usual * hours)


def hours_between(since: datetime, until: datetime) -> Decimal:
    return Decimal((until - since).total_seconds()) / _SECONDS_AN_HOUR


def days_between(since: datetime, until: datetime, *, clock: GasDayClock) -> list[date]:
    """Return the gas days between two readings; each counts as taken at the nearest beginning of a gas day."""
    first, last = clock.day_at(since + HALF_A_DAY), clock.day_at(until + HALF_A_DAY)
    return [first + timedelta(days=offset) for offset in range((last - first).days)]


def month_closed_by(at: datetime, *, since: datetime | None, clock: GasDayClock) -> BillingMonth | None:
    """
    Return the gas month that a reading closes: the latest one that was over, unless the one before closed it already.

    `since` is the reading before. Taken some hours before or after the first gas day begins, it is of that moment.
    """
    month = BillingMonth.of(clock.day_at(at + HALF_A_DAY)).previous
    if since is None or clock.day_at(since + HALF_A_DAY) > month.last_day:
        return None
    return month


def spread_evenly(volume: Decimal, days: Sequence[date]) -> dict[date, Decimal]:
    """Share the volume, m³, among the days; the shares differ by the smallest step at most, and add up to it."""
    shares, given = {}, Decimal(0)
    for count, day in enumerate(days, start=1):
        due = (volume * count / len(days)).quantize(STEP, rounding=ROUND_HALF_UP)
        shares[day], given = due - given, due
    return shares


def agree(by_counter: Decimal, by_days: Decimal) -> bool:
    """Say whether what the counter passed, m³, is what the days add up to."""
    return abs(by_counter - by_days) <= max(_ROUNDING, by_counter * _TOLERANCE)
