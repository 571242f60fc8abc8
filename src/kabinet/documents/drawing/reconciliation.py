"""The reconciliation act: the quarter that the document's month closes, entry by entry (RULES part C)."""

from decimal import Decimal
from typing import Any

from kabinet.documents.models import Document
from kabinet.formats.amount_words import amount_in_words
from kabinet.foundation import formatting
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries as organizations
from kabinet.settlements import queries as settlements
from kabinet.settlements.queries import LedgerEntry, Statement
from kabinet.values.money import ZERO
from kabinet.values.months import BillingMonth


def data(*, document: Document, month: BillingMonth, viewer: Viewer) -> dict[str, Any]:
    """Return what typst/reconciliation.typ prints."""
    contract = organizations.get_contract(viewer=viewer, contract_id=document.contract_id)
    buyer, own = contract.organization, organizations.supplier_on(document.dated_on)
    account = settlements.statement(
        viewer=viewer, contract_id=contract.pk, since=_quarter_begins(month).first_day, until=month.last_day
    )
    sums = _sums(account)
    return {
        "number": document.number,
        "date": formatting.day_in_words(document.dated_on),
        "period": {"from": formatting.day(account.since), "to": formatting.day(account.until)},
        "supplier": {
            "name": own.name,
            "inn": own.inn,
            "kpp": own.kpp,
            "position": own.signer_position,
            "person": own.signer,
        },
        "buyer": {
            "name": buyer.full_name,
            "inn": buyer.inn,
            "kpp": buyer.kpp,
            "position": buyer.signer_position,
            "person": buyer.signer_name,
        },
        "contracts": [
            {
                "number": contract.number,
                "date": formatting.day(contract.dated_on),
                "entries": [_entry(entry) for entry in account.entries],
                **sums,
            }
        ],
        "totals": sums,
        "conclusion": _conclusion(account, supplier=own.name, buyer=buyer.full_name),
    }


def _quarter_begins(month: BillingMonth) -> BillingMonth:
    return BillingMonth(month.year, month.quarter * 3 - 2)


def _sides(amount: Decimal) -> dict[str, str]:
    return {
        "debit": formatting.money(amount) if amount > 0 else "",
        "credit": formatting.money(-amount) if amount < 0 else "",
    }


def _sums(account: Statement) -> dict[str, dict[str, str]]:
    debit = sum((entry.amount for entry in account.entries if entry.amount > 0), ZERO)
    credit = -sum((entry.amount for entry in account.entries if entry.amount < 0), ZERO)
    return {
        "opening": _sides(account.opening),
        "turnover": {"debit": formatting.money(debit), "credit": formatting.money(credit)},
        "closing": _sides(account.closing),
    }


def _entry(entry: LedgerEntry) -> dict[str, str]:
    number = f" № {entry.source_number}" if entry.source_number else ""
    return {
        "date": formatting.day(entry.posted_on),
        "document": f"{entry.title}{number}",
        **_sides(entry.amount),
    }


def _conclusion(account: Statement, *, supplier: str, buyer: str) -> str:
    day = formatting.day(account.until)
    if account.closing == 0:
        return f"На {day} задолженности нет."
    creditor = supplier if account.closing > 0 else buyer
    amount = abs(account.closing)
    return (
        f"На {day} задолженность в пользу {creditor} — {formatting.rub(amount)} ({amount_in_words(amount)})."
    )
