from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.settlements import operations, queries
from kabinet.settlements.models import LedgerEntry
from kabinet.settlements.rules.words import EntryKind
from tests import factories
from tests.factories import NOW, TODAY, Cast


@pytest.fixture
def billing(cast: Cast) -> Viewer:
    return factories.viewer_of(factories.user("billing", role=Role.SUPPLIER_ACCOUNTANT))


def pay(cast: Cast, viewer: Viewer, **changes: Any) -> LedgerEntry:
    options = {
        "contract_id": cast.contract.pk,
        "amount": Decimal("1500.00"),
        "paid_on": date(2026, 11, 20),
        "payment_order": "771",
        "purpose": "За газ",
        "key": "p",
        "now": NOW,
    }
    return operations.post_payment(viewer=viewer, **options | changes)


def balance(cast: Cast, viewer: Viewer) -> Decimal:
    return queries.balance(viewer=viewer, contract_id=cast.contract.pk, on=TODAY)


def test_a_payment_takes_from_the_debt_and_is_journaled(cast: Cast, billing: Viewer) -> None:
    pay(cast, billing)

    assert balance(cast, billing) == Decimal("-1500.00")
    assert journal.verify_chains() == []


def test_one_payment_a_key(cast: Cast, billing: Viewer) -> None:
    assert pay(cast, billing) == pay(cast, billing)
    assert balance(cast, billing) == Decimal("-1500.00")


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_a_payment_is_more_than_nothing(cast: Cast, billing: Viewer, amount: str) -> None:
    with pytest.raises(operations.AmountNotPositive):
        pay(cast, billing, amount=Decimal(amount))


def test_a_payment_is_not_of_tomorrow(cast: Cast, billing: Viewer) -> None:
    with pytest.raises(operations.PostedInFuture):
        pay(cast, billing, paid_on=date(2026, 11, 24))


def test_a_reversal_leaves_both_entries_and_no_balance(cast: Cast, billing: Viewer) -> None:
    wrong = pay(cast, billing)

    taken_back = operations.reverse_entry(viewer=billing, entry_id=wrong.pk, reason="Чужой", now=NOW)

    assert (taken_back.kind, taken_back.amount, taken_back.reverses) == (
        EntryKind.REVERSAL,
        Decimal("1500.00"),
        wrong,
    )
    assert balance(cast, billing) == 0


def test_an_entry_is_reversed_once(cast: Cast, billing: Viewer) -> None:
    wrong = pay(cast, billing)
    operations.reverse_entry(viewer=billing, entry_id=wrong.pk, reason="Чужой", now=NOW)

    with pytest.raises(operations.AlreadyReversed):
        operations.reverse_entry(viewer=billing, entry_id=wrong.pk, reason="Чужой", now=NOW)


def test_only_the_suppliers_accountant_posts(cast: Cast, billing: Viewer) -> None:
    entry = pay(cast, billing)

    for person in (cast.accountant, cast.curator):
        viewer = factories.viewer_of(person)
        with pytest.raises(NotAllowed):
            pay(cast, viewer, key="other")
        with pytest.raises(NotAllowed):
            operations.reverse_entry(viewer=viewer, entry_id=entry.pk, reason="Нет", now=NOW)


def test_the_ledger_refuses_change_and_deletion(cast: Cast, billing: Viewer) -> None:
    entry = pay(cast, billing)
    rows = LedgerEntry.objects.everywhere(reason="a test's own rows").filter(pk=entry.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(amount=Decimal("-1.00"))
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
