"""Reading the settlement account: entries, balances, what is due, and how it was computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Sum, When
from django.db.models.functions import Coalesce

from kabinet.foundation.fields import MoneyField
from kabinet.foundation.refusal import NotFound, Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.organizations.models import SupplyPoint
from kabinet.organizations.queries import Terms
from kabinet.settlements.models import ChargeLine, LedgerEntry, PriceList, VatRate
from kabinet.settlements.rules.charges import Component, planned_cost
from kabinet.settlements.rules.schedule import MonthCost, Obligation, obligations, settle
from kabinet.settlements.rules.words import EntryKind, TrancheState
from kabinet.values.money import ZERO
from kabinet.values.months import BillingMonth

#: Doors name these types and never import the tables.
__all__ = ["ChargeLine", "LedgerEntry"]

_NOTHING = Decimal("0.00")


class EntryNotFound(NotFound):
    code = "settlements.entry-not-found"


class NoPrice(Refusal):
    """No price list or VAT rate covers the day. Facts: group, day."""

    code = "settlements.no-price"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of the account, roubles: charges and corrections, payments (positive), and the balance at its end."""

    month: BillingMonth
    charged: Decimal
    paid: Decimal
    corrected: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """The account from one day to another, both included. A positive balance is the client's debt."""

    since: date
    until: date
    opening: Decimal
    entries: Sequence[LedgerEntry]

    @property
    def closing(self) -> Decimal:
        return self.opening + sum((entry.amount for entry in self.entries), ZERO)

    @property
    def charged(self) -> Decimal:
        return sum((entry.amount for entry in self.entries if entry.kind == EntryKind.CHARGE), ZERO)

    @property
    def paid(self) -> Decimal:
        return -sum((entry.amount for entry in self.entries if entry.kind == EntryKind.PAYMENT), ZERO)

    @property
    def corrected(self) -> Decimal:
        return self.closing - self.opening - self.charged + self.paid


def balance(*, viewer: Viewer, contract_id: int, on: date) -> Decimal:
    """Return the balance at the end of the day, roubles; a positive one is the client's debt."""
    entries = LedgerEntry.objects.visible_to(viewer).filter(contract_id=contract_id, posted_on__lte=on)
    total: Decimal = entries.aggregate(total=_sum_of("amount"))["total"]
    return total


def _sum_of(name: str) -> Coalesce:
    return Coalesce(Sum(name), _NOTHING, output_field=MoneyField())


def statement(*, viewer: Viewer, contract_id: int, since: date, until: date) -> Statement:
    """
    Return the account from `since` to `until`, both included. Two queries.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not see its money
    """
    organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SEE_MONEY, contract_id=contract_id)
    entries = LedgerEntry.objects.visible_to(viewer).filter(contract_id=contract_id)
    before: Decimal = entries.filter(posted_on__lt=since).aggregate(total=_sum_of("amount"))["total"]
    within = entries.filter(posted_on__gte=since, posted_on__lte=until).order_by("posted_on", "id")
    return Statement(since=since, until=until, opening=before, entries=list(within))


def get_entry(*, viewer: Viewer, entry_id: int) -> LedgerEntry:
    """:raises EntryNotFound: it does not exist, or the viewer may not see the contract's money"""
    entries = LedgerEntry.objects.visible_to(viewer).select_related(
        "contract__organization", "reverses", "reversal"
    )
    found = entries.filter(pk=entry_id).first()
    if found is None:
        raise EntryNotFound
    return found


def lines_of(*, viewer: Viewer, entry_id: int) -> list[ChargeLine]:
    lines = ChargeLine.objects.visible_to(viewer).filter(entry_id=entry_id)
    return list(lines.select_related("supply_point").order_by("position"))


def charge_of_month(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> LedgerEntry | None:
    charges = LedgerEntry.objects.visible_to(viewer).filter(
        contract_id=contract_id, month=month, kind=EntryKind.CHARGE
    )
    return charges.first()


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid as of a day, roubles: overdue, then the next payments with their dates."""

    on: date
    balance: Decimal
    schedule: Sequence[Obligation]

    @property
    def overdue(self) -> Decimal:
        return sum((one.left for one in self.schedule if one.state(self.on) is TrancheState.OVERDUE), ZERO)

    @property
    def coming(self) -> list[Obligation]:
        return [one for one in self.schedule if one.left > 0 and one.due_on >= self.on]

    @property
    def next(self) -> Obligation | None:
        return min(self.coming, key=lambda one: one.due_on, default=None)


#: Months whose payments may still be open; what is owed from before them is one obligation that is overdue.
_WINDOW = 3


def due(*, viewer: Viewer, terms: Terms, on: date) -> Due:
    """
    Return what is owed on the day and what falls due next, by the schedule in force.

    The window is the current month and two before it; older charges less all payments are carried into it.
    """
    contract_id = terms.contract.pk
    current = BillingMonth.of(on)
    first = current.plus(1 - _WINDOW)
    entries = LedgerEntry.objects.visible_to(viewer).filter(contract_id=contract_id, posted_on__lte=on)
    sums = entries.aggregate(
        total=_sum_of("amount"),
        recent=Coalesce(
            Sum(Case(When(kind=EntryKind.CHARGE, month__gte=first, then=F("amount")))),
            _NOTHING,
            output_field=MoneyField(),
        ),
    )
    actual = dict(entries.filter(kind=EntryKind.CHARGE, month__gte=first).values_list("month", "amount"))
    planned = planned_costs(viewer=viewer, terms=terms, since=first, until=current)
    calendar = [
        obligation
        for month in (first.plus(offset) for offset in range(_WINDOW))
        for obligation in obligations(
            MonthCost(month, planned.get(month, ZERO), actual.get(month)),
            terms.parameters(month.first_day).tranches,
        )
    ]
    paid = sums["recent"] - sums["total"]
    if paid < 0:
        calendar.append(Obligation(first.previous, first.first_day, None, -paid))
        paid = ZERO
    return Due(on=on, balance=sums["total"], schedule=settle(calendar, paid=paid))


def planned_costs(
    *, viewer: Viewer, terms: Terms, since: BillingMonth, until: BillingMonth
) -> dict[BillingMonth, Decimal]:
    """Return by month what the contract volume costs with VAT, roubles; months without a volume are left out."""
    volumes = organizations.volumes_by_month(
        viewer=viewer, contract_id=terms.contract.pk, since=since, until=until
    )
    group = (
        SupplyPoint.objects.visible_to(viewer)
        .filter(contract_id=terms.contract.pk)
        .order_by("code")
        .values_list("price_group", flat=True)
        .first()
    )
    if not volumes or group is None:
        return {}
    prices = Prices.load()
    return {
        month: planned_cost(
            volume=volume,
            components=prices.components(group, month.first_day),
            vat_percent=prices.vat_percent(month.first_day),
        )
        for month, volume in volumes.items()
    }


@dataclass(frozen=True, slots=True)
class Prices:
    """All price lists and VAT rates, newest first: small tables that are common to all."""

    lists: Sequence[PriceList]
    rates: Sequence[VatRate]

    @classmethod
    def load(cls) -> "Prices":
        return cls(
            lists=list(PriceList.objects.order_by("-valid_from", "group")),
            rates=list(VatRate.objects.order_by("-valid_from")),
        )

    def price_list(self, group: str, day: date) -> PriceList:
        """:raises NoPrice: no price list of the group covers the day"""
        for found in self.lists:
            if found.group == group and found.valid_from <= day:
                return found
        raise NoPrice(group=group, day=day)

    def components(self, group: str, day: date) -> list[Component]:
        return [
            Component(raw["code"], raw["name"], Decimal(raw["price"]), raw["coefficient"])
            for raw in self.price_list(group, day).components
        ]

    def vat_percent(self, day: date) -> int:
        """:raises NoPrice: no VAT rate covers the day"""
        for found in self.rates:
            if found.valid_from <= day:
                return found.percent
        raise NoPrice(group="", day=day)


def month_rows(*, viewer: Viewer, contract_id: int, year: int, until: date) -> tuple[Decimal, list[MonthRow]]:
    """
    Return the balance at the turn of the year and a row for each month of it that has entries, oldest first.

    Entries stand in the month in which they were posted. Two queries.
    """
    opening = balance(viewer=viewer, contract_id=contract_id, on=date(year - 1, 12, 31))
    last = min(until, date(year, 12, 31))
    account = statement(viewer=viewer, contract_id=contract_id, since=date(year, 1, 1), until=last)
    rows: list[MonthRow] = []
    running = opening
    for month in sorted({BillingMonth.of(entry.posted_on) for entry in account.entries}):
        entries = [entry for entry in account.entries if entry.posted_on in month]
        part = Statement(month.first_day, month.last_day, running, entries)
        running = part.closing
        rows.append(MonthRow(month, part.charged, part.paid, part.corrected, running))
    return opening, rows


def balances(*, viewer: Viewer, contract_ids: Sequence[int], on: date) -> dict[int, Decimal]:
    """Return the balance by contract id at the end of the day, roubles. One query."""
    entries = LedgerEntry.objects.visible_to(viewer).filter(
        contract_id__in=list(contract_ids), posted_on__lte=on
    )
    return dict(entries.values_list("contract_id").annotate(total=Sum("amount")).order_by("contract_id"))
