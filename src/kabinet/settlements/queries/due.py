"""What is to be paid as of a day, and the account of a year that leads there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min, Q, QuerySet, Sum

from kabinet.foundation.viewer import Viewer
from kabinet.organizations.queries import Terms
from kabinet.settlements.models import LedgerEntry
from kabinet.settlements.queries.ledger import MonthRow, entries_between, rows_of, sum_of_amounts
from kabinet.settlements.queries.prices import planned_costs
from kabinet.settlements.rules.schedule import MonthCost, Obligation, carried, obligations, settle
from kabinet.settlements.rules.words import EntryKind, TrancheState
from kabinet.values.money import ZERO
from kabinet.values.months import BillingMonth

#: Months whose payments may still be open; what is owed from before them is one obligation that is overdue.
_WINDOW = 3


@dataclass(frozen=True, slots=True)
class Due:
    """
    What is to be paid as of a day, roubles: overdue, then the next payments with their dates.

    `unpriced` are months whose payments are not known, because they have a volume and no price.
    """

    on: date
    balance: Decimal
    schedule: Sequence[Obligation]
    unpriced: Sequence[BillingMonth] = ()

    @property
    def overdue(self) -> Decimal:
        return sum((one.left for one in self.schedule if one.state(self.on) is TrancheState.OVERDUE), ZERO)

    @property
    def coming(self) -> list[Obligation]:
        return [one for one in self.schedule if one.left > 0 and one.due_on >= self.on]

    @property
    def next(self) -> Obligation | None:
        return min(self.coming, key=lambda one: one.due_on, default=None)


@dataclass(frozen=True, slots=True)
class Account:
    """
    A year of a contract's account, as of a day: the months that have entries, oldest first, and what is due.

    `first_day` and `latest_at` are the day of the very first entry and the moment of the last posting, if any.
    """

    year: int
    due: Due
    opening: Decimal
    rows: Sequence[MonthRow]
    first_day: date | None
    latest_at: datetime | None


def due(*, viewer: Viewer, terms: Terms, on: date) -> Due:
    """
    Return what is owed on the day and what falls due next, by the schedule in force. Four queries.

    The window is the current month and two before it; older charges less all payments are carried into it.
    """
    sums = _entries(viewer, terms).aggregate(**_sums(on))
    return _due(sums, viewer=viewer, terms=terms, on=on)


def account_of_year(*, viewer: Viewer, terms: Terms, year: int, on: date) -> Account:
    """Return the year's months with their entries up to the day, and what is due on it. Five queries."""
    begin = date(year, 1, 1)
    sums = _entries(viewer, terms).aggregate(
        **_sums(on),
        opening=sum_of_amounts(Q(posted_on__lt=begin)),
        first_day=Min("posted_on"),
        latest_at=Max("posted_at"),
    )
    until = min(on, date(year, 12, 31))
    entries = entries_between(viewer=viewer, contract_id=terms.contract.pk, since=begin, until=until)
    return Account(
        year=year,
        due=_due(sums, viewer=viewer, terms=terms, on=on),
        opening=sums["opening"],
        rows=rows_of(entries, opening=sums["opening"]),
        first_day=sums["first_day"],
        latest_at=sums["latest_at"],
    )


def _entries(viewer: Viewer, terms: Terms) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.visible_to(viewer).filter(contract_id=terms.contract.pk)


def _window(on: date) -> list[BillingMonth]:
    current = BillingMonth.of(on)
    return [current.plus(offset) for offset in range(1 - _WINDOW, 1)]


def _sums(on: date) -> dict[str, Any]:
    """Return the balance and the charges of the window, as the database is asked for them."""
    posted = Q(posted_on__lte=on)
    charges = {
        str(month): Sum("amount", filter=posted & Q(kind=EntryKind.CHARGE, month=month))
        for month in _window(on)
    }
    return {"balance": sum_of_amounts(posted), **charges}


def _due(sums: Mapping[str, Any], *, viewer: Viewer, terms: Terms, on: date) -> Due:
    window = _window(on)
    actual: dict[BillingMonth, Decimal] = {
        month: charged for month in window if (charged := sums[str(month)]) is not None
    }
    plan = planned_costs(viewer=viewer, terms=terms, since=window[0], until=window[-1])
    calendar = [
        obligation
        for month in window
        if month in plan.costs or month in actual
        for obligation in obligations(
            MonthCost(month, plan.costs.get(month, ZERO), actual.get(month)),
            terms.parameters(month.first_day).tranches,
        )
    ]
    paid = sum(actual.values(), ZERO) - sums["balance"]
    if paid < 0:
        tranches = terms.parameters(window[0].first_day).tranches
        calendar.append(carried(window[0].previous, -paid, tranches))
    schedule = settle(calendar, paid=max(paid, ZERO))
    return Due(on=on, balance=sums["balance"], schedule=schedule, unpriced=plan.unpriced)
