from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.queries import ContractNotFound, Terms, get_terms
from kabinet.settlements import queries
from kabinet.settlements.rules.words import EntryKind, TrancheState
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import Cast

OCTOBER = BillingMonth(2026, 10)


@pytest.fixture
def accountant(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.accountant)


def terms_of(cast: Cast) -> Terms:
    return get_terms(viewer=factories.viewer_of(cast.accountant), contract_id=cast.contract.pk)


def charge(cast: Cast, amount: str, month: BillingMonth) -> None:
    factories.ledger_entry(cast.contract, EntryKind.CHARGE, amount, on=month.last_day)


def payment(cast: Cast, amount: str, on: date) -> None:
    factories.ledger_entry(cast.contract, EntryKind.PAYMENT, f"-{amount}", on=on)


def test_balance_counts_the_day_itself(cast: Cast, accountant: Viewer) -> None:
    charge(cast, "1000.00", OCTOBER)
    payment(cast, "1500.00", date(2026, 11, 5))

    found = [
        queries.balance(viewer=accountant, contract_id=cast.contract.pk, on=date(2026, month, day))
        for month, day in ((10, 30), (10, 31), (11, 4), (11, 5))
    ]

    assert found == [0, Decimal("1000.00"), Decimal("1000.00"), Decimal("-500.00")]


def test_a_year_opens_with_the_balance_of_the_one_before(cast: Cast, accountant: Viewer) -> None:
    factories.ledger_entry(cast.contract, EntryKind.OPENING, "300.00", on=date(2025, 12, 31))
    charge(cast, "1000.00", OCTOBER)
    payment(cast, "200.00", date(2026, 10, 20))
    factories.ledger_entry(cast.contract, EntryKind.CORRECTION, "-50.00", on=date(2026, 11, 2))

    account = queries.account_of_year(viewer=accountant, terms=terms_of(cast), year=2026, on=factories.TODAY)

    rows = [(row.opening, row.charged, row.paid, row.corrected, row.balance) for row in account.rows]
    assert account.opening == Decimal("300.00")
    assert account.first_day == date(2025, 12, 31)
    assert rows == [
        (Decimal("300.00"), Decimal("1000.00"), Decimal("200.00"), 0, Decimal("1100.00")),
        (Decimal("1100.00"), 0, 0, Decimal("-50.00"), Decimal("1050.00")),
    ]


def test_the_year_and_the_months_alone_agree(cast: Cast, accountant: Viewer) -> None:
    charge(cast, "1000.00", OCTOBER)
    payment(cast, "200.00", date(2026, 11, 20))

    account = queries.account_of_year(viewer=accountant, terms=terms_of(cast), year=2026, on=factories.TODAY)

    assert (account.opening, list(account.rows)) == queries.month_rows(
        viewer=accountant, contract_id=cast.contract.pk, year=2026, until=factories.TODAY
    )


def test_advances_of_the_open_month_are_shares_of_its_planned_cost(cast: Cast, accountant: Viewer) -> None:
    due = queries.due(viewer=accountant, terms=terms_of(cast), on=date(2026, 11, 10))

    # 1240 thousand m³ cost 11 397 329.31 with VAT.
    assert [(one.due_on, one.share, one.amount) for one in due.schedule] == [
        (date(2026, 11, 18), Decimal("0.35"), Decimal("3989065.26")),
        (date(2026, 11, 30), Decimal("0.50"), Decimal("5698664.66")),
    ]
    assert due.next is not None
    assert due.next.due_on == date(2026, 11, 18)


def test_each_point_is_planned_at_the_price_of_its_own_group(cast: Cast, accountant: Viewer) -> None:
    point = factories.supply_point(cast.contract, "ТП-2", price_group="5")
    factories.contract_volume(point, "1000")
    dear = factories.price_list(group="5")
    dear.components = [{"code": "gas", "name": "Газ", "price": "10000.00", "coefficient": True}]
    dear.save()

    plan = queries.planned_costs(
        viewer=accountant, terms=terms_of(cast), since=factories.MONTH, until=factories.MONTH
    )

    # 1240 thousand m³ at 7533.93 and 1 at 10 000.00, each line rounded, with 22 % VAT.
    assert plan.costs == {factories.MONTH: Decimal("11409529.31")}


def test_months_without_a_price_are_named_and_not_planned(cast: Cast, accountant: Viewer) -> None:
    factories.contract_volume(factories.supply_point(cast.contract, "ТП-2", price_group="9"), "1000")

    due = queries.due(viewer=accountant, terms=terms_of(cast), on=factories.TODAY)

    assert list(due.unpriced) == [factories.MONTH]


def test_debt_from_before_the_window_is_carried_into_it(cast: Cast, accountant: Viewer) -> None:
    charge(cast, "1000.00", BillingMonth(2026, 5))
    payment(cast, "400.00", date(2026, 6, 1))

    due = queries.due(viewer=accountant, terms=terms_of(cast), on=date(2026, 11, 10))

    assert due.overdue == Decimal("600.00")
    assert due.schedule[0].carried
    assert due.schedule[0].state(due.on) is TrancheState.OVERDUE


def test_an_overpayment_settles_the_next_advance(cast: Cast, accountant: Viewer) -> None:
    payment(cast, "5000.00", date(2026, 11, 2))

    due = queries.due(viewer=accountant, terms=terms_of(cast), on=date(2026, 11, 10))

    assert due.balance == Decimal("-5000.00")
    assert due.schedule[0].paid == Decimal("5000.00")
    assert due.schedule[0].state(due.on) is TrancheState.PARTLY_PAID


@pytest.mark.parametrize("entries", [3, 30])
def test_the_account_takes_as_many_queries_however_long_it_is(
    cast: Cast, accountant: Viewer, entries: int, django_assert_num_queries: Any
) -> None:
    for number in range(entries):
        payment(cast, f"{number + 1}.00", date(2026, 1 + number % 11, 1))
    terms = terms_of(cast)

    with django_assert_num_queries(5):
        queries.account_of_year(viewer=accountant, terms=terms, year=2026, on=factories.TODAY)


class TestWhoSeesMoney:
    def test_an_engineer_sees_none_of_it(self, cast: Cast) -> None:
        charge(cast, "1000.00", OCTOBER)
        engineer = factories.viewer_of(cast.engineer)

        assert queries.balance(viewer=engineer, contract_id=cast.contract.pk, on=factories.TODAY) == 0
        assert queries.due(viewer=engineer, terms=terms_of(cast), on=factories.TODAY).balance == 0
        with pytest.raises(NotAllowed):
            queries.statement(
                viewer=engineer,
                contract_id=cast.contract.pk,
                since=OCTOBER.first_day,
                until=OCTOBER.last_day,
            )

    def test_a_neighbour_is_told_that_there_is_no_such_thing(self, cast: Cast) -> None:
        entry = factories.ledger_entry(cast.contract, EntryKind.CHARGE, "10.00", on=OCTOBER.last_day)
        neighbour = factories.viewer_of(cast.neighbour)

        with pytest.raises(queries.EntryNotFound):
            queries.get_entry(viewer=neighbour, entry_id=entry.pk)
        with pytest.raises(ContractNotFound):
            queries.statement(
                viewer=neighbour,
                contract_id=cast.contract.pk,
                since=OCTOBER.first_day,
                until=OCTOBER.last_day,
            )
        assert queries.lines_of(viewer=neighbour, entry_id=entry.pk) == []

    def test_balances_leave_out_what_is_not_the_viewers(self, cast: Cast, accountant: Viewer) -> None:
        charge(cast, "1000.00", OCTOBER)
        factories.ledger_entry(cast.neighbour_contract, EntryKind.CHARGE, "7.00", on=OCTOBER.last_day)

        found = queries.balances(
            viewer=accountant,
            contract_ids=[cast.contract.pk, cast.neighbour_contract.pk],
            on=factories.TODAY,
        )

        assert found == {cast.contract.pk: Decimal("1000.00")}
