"""
When a month is to be paid, and how far it has been (RULES A4).

Advances are shares of the planned cost; the last payment is the rest of the actual cost. Payments settle what falls due
first; what is paid over is carried to the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kabinet.organizations.rules.deadlines import tranche_day
from kabinet.organizations.rules.parameters import Tranche
from kabinet.settlements.rules.words import TrancheState
from kabinet.values.money import ZERO, round_to_kopeck
from kabinet.values.months import BillingMonth


@dataclass(frozen=True, slots=True)
class MonthCost:
    """A month's planned cost with VAT, and its actual one once the month is closed."""

    month: BillingMonth
    planned: Decimal
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """
    What is to be paid by a day. `share` is None for the rest of the actual cost.

    One that is `carried` is what remained of all months up to and with its own.
    """

    month: BillingMonth
    due_on: date
    share: Decimal | None
    amount: Decimal
    paid: Decimal = ZERO
    carried: bool = False

    @property
    def left(self) -> Decimal:
        return self.amount - self.paid

    def state(self, on: date) -> TrancheState:
        if self.left == 0:
            return TrancheState.PAID
        if self.due_on < on:
            return TrancheState.OVERDUE
        if self.paid > 0:
            return TrancheState.PARTLY_PAID
        return (
            TrancheState.DUE if BillingMonth.of(self.due_on) <= BillingMonth.of(on) else TrancheState.NOT_DUE
        )

    def days_overdue(self, on: date) -> int:
        return max(0, (on - self.due_on).days) if self.left > 0 else 0


def obligations(cost: MonthCost, tranches: Sequence[Tranche]) -> list[Obligation]:
    """
    Return the payments of one month, by due date: 1 000 000.00 planned give 350 000.00 and 500 000.00; an actual cost
    of 920 000.00 leaves 70 000.00, one of 800 000.00 cuts the second to 450 000.00.
    """
    left = cost.actual
    found = []
    for tranche in tranches:
        if tranche.share is None:
            if left is None:
                continue
            amount = left
        else:
            amount = round_to_kopeck(cost.planned * tranche.share)
            if left is not None:
                amount = min(amount, left)
        if left is not None:
            left -= amount
        if amount > 0:
            found.append(Obligation(cost.month, tranche_day(tranche, cost.month), tranche.share, amount))
    return found


def carried(month: BillingMonth, amount: Decimal, tranches: Sequence[Tranche]) -> Obligation:
    """Return what is still owed for all months up to this one, since the day of its last payment."""
    last = max(tranche_day(tranche, month) for tranche in tranches)
    return Obligation(month, last, None, amount, carried=True)


def settle(due: Iterable[Obligation], *, paid: Decimal) -> list[Obligation]:
    """Spread what was paid over the obligations, the earliest due first."""
    settled = []
    for obligation in sorted(due, key=lambda one: (one.due_on, one.month)):
        part = max(ZERO, min(paid, obligation.amount))
        paid -= part
        settled.append(replace(obligation, paid=part))
    return settled
