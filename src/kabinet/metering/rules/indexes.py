"""What passed a counter between two readings, over its roll-over."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kabinet.foundation.refusal import Refusal

_SECONDS_AN_HOUR = 3600


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
    if over > _most_between(before.at, after.at, span=greatest_index(digits), greatest_flow=greatest_flow):
        raise IndexFell
    return Passed(over, rolled_over=True)


def _most_between(
    since: datetime, until: datetime, *, span: Decimal, greatest_flow: Decimal | None
) -> Decimal:
    if greatest_flow is None:
        return span / 10
    return greatest_flow * Decimal((until - since).total_seconds()) / _SECONDS_AN_HOUR
