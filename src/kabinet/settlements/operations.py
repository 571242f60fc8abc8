"""Adding to the ledger: charges of a month, payments, reversals. Nothing in it is ever changed."""

from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.organizations import queries as organizations
from kabinet.settlements import queries
from kabinet.settlements.models import LedgerEntry
from kabinet.settlements.rules.words import EntryKind
from kabinet.values.months import BillingMonth


class AmountNotPositive(Refusal):
    code = "settlements.amount-not-positive"


class AlreadyReversed(Refusal):
    code = "settlements.already-reversed"


class PostedInFuture(Refusal):
    code = "settlements.posted-in-future"


@operation
def post_payment(
    *,
    viewer: Viewer,
    contract_id: int,
    amount: Decimal,
    paid_on: date,
    payment_order: str,
    purpose: str,
    key: str,
    now: datetime,
) -> LedgerEntry:
    """
    Post a payment that came in, roubles. A repeated key answers with the first entry.

    :raises ContractNotFound: the viewer sees no such contract
    :raises NotAllowed: the viewer has no right to post payments
    :raises AmountNotPositive: it is not more than zero
    :raises PostedInFuture: the day is still to come
    """
    contract = organizations.get_contract(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.POST_PAYMENTS)
    journal.lock_chain(contract.organization_id)
    if known := LedgerEntry.objects.visible_to(viewer).filter(contract=contract, key=key).first():
        return known
    if amount <= 0:
        raise AmountNotPositive
    if paid_on > organizations.terms_of(contract).today(now):
        raise PostedInFuture

    entry = LedgerEntry(
        contract=contract,
        kind=EntryKind.PAYMENT,
        month=BillingMonth.of(paid_on),
        posted_on=paid_on,
        amount=-amount,
        title=purpose,
        source_number=payment_order,
        source_date=paid_on,
        posted_at=now,
        posted_by=viewer.name,
        key=key,
    )
    entry.save(force_insert=True)
    _record(entry, viewer=viewer, organization_id=contract.organization_id, now=now)
    return entry


@operation
def reverse_entry(*, viewer: Viewer, entry_id: int, reason: str, now: datetime) -> LedgerEntry:
    """
    Take an entry back by an equal one of the other sign.

    :raises EntryNotFound: the viewer sees no such entry
    :raises AlreadyReversed: it was taken back before
    """
    wrong = queries.get_entry(viewer=viewer, entry_id=entry_id)
    viewer.check_may(Right.POST_PAYMENTS)
    organization_id = wrong.contract.organization_id
    journal.lock_chain(organization_id)
    if LedgerEntry.objects.visible_to(viewer).filter(reverses=wrong).exists():
        raise AlreadyReversed

    entry = LedgerEntry(
        contract=wrong.contract,
        kind=EntryKind.REVERSAL,
        month=wrong.month,
        posted_on=organizations.terms_of(wrong.contract).today(now),
        amount=-wrong.amount,
        title=wrong.title,
        source_number=wrong.source_number,
        source_date=wrong.source_date,
        reason=reason,
        reverses=wrong,
        posted_at=now,
        posted_by=viewer.name,
        key=f"reversal-{wrong.pk}",
    )
    entry.save(force_insert=True)
    _record(entry, viewer=viewer, organization_id=organization_id, now=now)
    return entry


def _record(entry: LedgerEntry, *, viewer: Viewer, organization_id: int, now: datetime) -> None:
    journal.record(
        f"settlements.{entry.kind}.posted",
        viewer=viewer,
        organization_id=organization_id,
        subject=f"entry:{entry.pk}",
        data={
            "amount": entry.amount,
            "on": entry.posted_on,
            "source": entry.source_number,
            "reverses": entry.reverses_id,
            "reason": entry.reason,
        },
        at=now,
    )
