"""The settlement account, for machines."""

from datetime import date
from decimal import Decimal

from ninja import Router, Schema

from kabinet.foundation.http import ViewerRequest
from kabinet.settlements import queries

router = Router(tags=["settlements"])


class EntryOut(Schema):
    """An entry of the ledger, roubles as text: what the client owes more is positive, a payment negative."""

    id: int
    kind: str
    posted_on: date
    amount: Decimal
    title: str
    source_number: str


class AccountOut(Schema):
    """The account from one day to another, both included. A positive balance is the client's debt."""

    since: date
    until: date
    opening: Decimal
    closing: Decimal
    entries: list[EntryOut]


@router.get("/{contract_id}/account", response=AccountOut, summary="The settlement account over some days")
def get_account(request: ViewerRequest, contract_id: int, since: date, until: date) -> AccountOut:
    account = queries.statement(viewer=request.viewer, contract_id=contract_id, since=since, until=until)
    return AccountOut(
        since=since,
        until=until,
        opening=account.opening,
        closing=account.closing,
        entries=[
            EntryOut(
                id=entry.pk,
                kind=entry.kind,
                posted_on=entry.posted_on,
                amount=entry.amount,
                title=entry.title,
                source_number=entry.source_number,
            )
            for entry in account.entries
        ],
    )
