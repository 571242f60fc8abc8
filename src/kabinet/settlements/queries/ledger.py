"""The ledger: its entries, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from kabinet.foundation.fields import MoneyField
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rights import Right
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.settlements.models import ChargeLine, LedgerEntry
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.money import ZERO
from kabinet.values.months import BillingMonth


class EntryNotFound(NotFound):
    code = "settlements.entry-not-found"


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


@dataclass(frozen=True, slots=True)
class MonthRow:
    """
    A month of the account, roubles: charges and payments (positive), all the rest, the balance at its end.

    `opening` is the balance at its beginning, `entries` are what stands between the two.
    """

    month: BillingMonth
    charged: Decimal
    paid: Decimal
    corrected: Decimal
    balance: Decimal
    opening: Decimal
    entries: Sequence[LedgerEntry]


def sum_of_amounts(condition: Q | None = None) -> Coalesce:
    """Return the sum as the database is asked for it, roubles; zero where there is nothing."""
    return Coalesce(Sum("amount", filter=condition), Decimal("0.00"), output_field=MoneyField())


def balance(*, viewer: Viewer, contract_id: int, on: date) -> Decimal:
    """Return the balance at the end of the day, roubles; a positive one is the client's debt."""
    entries = LedgerEntry.objects.visible_to(viewer).filter(contract_id=contract_id, posted_on__lte=on)
    total: Decimal = entries.aggregate(total=sum_of_amounts())["total"]
    return total


def balances(*, viewer: Viewer, contract_ids: Sequence[int], on: date) -> dict[int, Decimal]:
    """Return the balance by contract id at the end of the day, roubles. One query."""
    entries = LedgerEntry.objects.visible_to(viewer).filter(
        contract_id__among=contract_ids, posted_on__lte=on
    )
    return dict(entries.values_list("contract_id").annotate(total=Sum("amount")).order_by("contract_id"))


def statement(*, viewer: Viewer, contract_id: int, since: date, until: date) -> Statement:
    """
    Return the account from `since` to `until`, both included. Three queries.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not see its money
    """
    organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SEE_MONEY, contract_id=contract_id)
    entries = LedgerEntry.objects.visible_to(viewer).filter(contract_id=contract_id)
    before: Decimal = entries.filter(posted_on__lt=since).aggregate(total=sum_of_amounts())["total"]
    within = entries_between(viewer=viewer, contract_id=contract_id, since=since, until=until)
    return Statement(since=since, until=until, opening=before, entries=within)


def entries_between(*, viewer: Viewer, contract_id: int, since: date, until: date) -> list[LedgerEntry]:
    """Return the entries posted from `since` to `until`, both included, oldest first."""
    entries = LedgerEntry.objects.visible_to(viewer).filter(
        contract_id=contract_id, posted_on__gte=since, posted_on__lte=until
    )
    return list(entries.order_by("posted_on", "id"))


def month_rows(*, viewer: Viewer, contract_id: int, year: int, until: date) -> tuple[Decimal, list[MonthRow]]:
    """
    Return the balance at the turn of the year and a row for each month of it that has entries, oldest first.

    Entries stand in the month in which they were posted. Three queries.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not see its money
    """
    last = min(until, date(year, 12, 31))
    account = statement(viewer=viewer, contract_id=contract_id, since=date(year, 1, 1), until=last)
    return account.opening, rows_of(account.entries, opening=account.opening)


def rows_of(entries: Sequence[LedgerEntry], *, opening: Decimal) -> list[MonthRow]:
    """Return a row for each month in which entries were posted, oldest first."""
    rows: list[MonthRow] = []
    for month in sorted({BillingMonth.of(entry.posted_on) for entry in entries}):
        posted = [entry for entry in entries if entry.posted_on in month]
        part = Statement(month.first_day, month.last_day, opening, posted)
        rows.append(MonthRow(month, part.charged, part.paid, part.corrected, part.closing, opening, posted))
        opening = part.closing
    return rows


def get_entry(*, viewer: Viewer, entry_id: int) -> LedgerEntry:
    """
    Return the entry with the one that it takes back, and the one that takes it back.

    :raises EntryNotFound: it does not exist, or the viewer may not see the contract's money
    """
    entries = LedgerEntry.objects.visible_to(viewer).select_related("reverses", "reversal")
    found = only_row(entries.filter(pk=entry_id))
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
    return only_row(charges)
