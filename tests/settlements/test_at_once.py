"""Two writers at the same moment: no payment is posted twice, and none taken back twice."""

from decimal import Decimal

import pytest

from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.settlements import operations, queries
from kabinet.settlements.models import LedgerEntry
from kabinet.settlements.operations import AlreadyReversed
from tests import factories
from tests.at_once import at_once, one_of_each
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.usefixtures("begun")


@pytest.fixture
def billing(cast: Cast) -> Viewer:
    return factories.viewer_of(factories.user("billing", role=Role.SUPPLIER_ACCOUNTANT))


def pay(cast: Cast, viewer: Viewer, *, key: str = "p") -> LedgerEntry:
    return operations.post_payment(
        viewer=viewer,
        contract_id=cast.contract.pk,
        amount=Decimal("1500.00"),
        paid_on=TODAY,
        payment_order="771",
        purpose="За газ",
        key=key,
        now=NOW,
    )


def balance(cast: Cast, viewer: Viewer) -> Decimal:
    return queries.balance(viewer=viewer, contract_id=cast.contract.pk, on=TODAY)


class TestPostPayment:
    def test_posts_one_payment_a_key(self, cast: Cast, billing: Viewer) -> None:
        entries = at_once([lambda: pay(cast, billing)] * 4)

        assert len({entry.pk for entry in entries}) == 1
        assert balance(cast, billing) == Decimal("-1500.00")
        assert journal.verify_chains() == []

    def test_posts_payments_of_different_keys_both(self, cast: Cast, billing: Viewer) -> None:
        at_once([lambda: pay(cast, billing, key="1"), lambda: pay(cast, billing, key="2")])

        assert balance(cast, billing) == Decimal("-3000.00")
        assert journal.verify_chains() == []


class TestReverseEntry:
    def test_takes_an_entry_back_once(self, cast: Cast, billing: Viewer) -> None:
        wrong = pay(cast, billing)

        def reverse() -> LedgerEntry:
            return operations.reverse_entry(viewer=billing, entry_id=wrong.pk, reason="ошибка", now=NOW)

        one_of_each(at_once([reverse, reverse]), LedgerEntry, AlreadyReversed)
        assert balance(cast, billing) == 0
        assert journal.verify_chains() == []
