"""Money and papers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kabinet.documents.models import Document
from kabinet.documents.rules.words import ABOUT_MONEY, Direction, Kind
from kabinet.documents.rules.words import Status as DocumentStatus
from kabinet.organizations.models import Contract
from kabinet.settlements.models import LedgerEntry
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth
from tests.factories.moments import MOSCOW


def ledger_entry(
    of: Contract, kind: EntryKind, amount: Decimal | str, *, on: date, **columns: Any
) -> LedgerEntry:
    """Post an entry, roubles: a charge is positive, a payment negative."""
    number = LedgerEntry.objects.everywhere(reason="a test's own rows").count() + 1
    columns = {
        "month": BillingMonth.of(on),
        "title": f"{kind} {number}",
        "posted_at": datetime(on.year, on.month, on.day, 12, tzinfo=MOSCOW),
        "posted_by": "Бухгалтер",
        "key": f"entry-{number}",
    } | columns
    row = LedgerEntry(contract=of, kind=kind, posted_on=on, amount=Decimal(amount), **columns)
    row.save(force_insert=True)
    return row


def document(of: Contract, kind: Kind = Kind.ACT, number: str = "1045", **columns: Any) -> Document:
    """Place a document of the supplier that is drawn up when first asked for; name a `file` for any other."""
    dated_on: date = columns.pop("dated_on", date(2026, 10, 31))
    columns = {
        "direction": Direction.OUT,
        "title": "",
        "month": BillingMonth.of(dated_on),
        "about_money": kind in ABOUT_MONEY,
        "status": DocumentStatus.NEW,
        "placed_at": datetime(dated_on.year, dated_on.month, dated_on.day, 12, tzinfo=MOSCOW),
        "placed_by": "Бухгалтер",
        "file_name": f"{kind}_{number}_{dated_on}.pdf",
        "search": f"{kind} {number}",
        "key": f"{of.pk}-{kind}-{number}-{dated_on}",
    } | columns
    row = Document(
        organization=of.organization, contract=of, kind=kind, number=number, dated_on=dated_on, **columns
    )
    row.save(force_insert=True)
    return row
