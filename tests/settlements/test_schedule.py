from datetime import date
from decimal import Decimal

import pytest

from kabinet.organizations.rules.parameters import Tranche
from kabinet.settlements.rules.schedule import MonthCost, Obligation, carried, obligations, settle
from kabinet.settlements.rules.words import TrancheState
from kabinet.values.months import BillingMonth

OCTOBER = BillingMonth(2026, 10)
TRANCHES = (
    Tranche(Decimal("0.35"), day=18, months_later=0),
    Tranche(Decimal("0.50"), day=0, months_later=0),
    Tranche(None, day=25, months_later=1),
)


def amounts(planned: str, actual: str | None) -> list[tuple[date, Decimal]]:
    cost = MonthCost(OCTOBER, Decimal(planned), Decimal(actual) if actual else None)
    return [(one.due_on, one.amount) for one in obligations(cost, TRANCHES)]


def test_an_open_month_is_paid_in_two_advances() -> None:
    assert amounts("1000000.00", None) == [
        (date(2026, 10, 18), Decimal("350000.00")),
        (date(2026, 10, 31), Decimal("500000.00")),
    ]


def test_a_closed_month_leaves_the_rest_of_its_actual_cost_for_the_next_one() -> None:
    assert amounts("1000000.00", "920000.00")[-1] == (date(2026, 11, 25), Decimal("70000.00"))


def test_advances_are_cut_to_an_actual_cost_below_them() -> None:
    assert amounts("1000000.00", "800000.00") == [
        (date(2026, 10, 18), Decimal("350000.00")),
        (date(2026, 10, 31), Decimal("450000.00")),
    ]


def test_what_was_paid_over_is_carried_to_what_falls_due_next() -> None:
    """RULES A4: 850 000.00 paid in advance for 800 000.00 of gas leave 50 000.00 for November."""
    october = obligations(MonthCost(OCTOBER, Decimal(1000000), Decimal(800000)), TRANCHES)
    november = obligations(MonthCost(OCTOBER.next, Decimal(1000000), None), TRANCHES)

    settled = settle([*november, *october], paid=Decimal("850000.00"))

    assert [one.left for one in settled] == [0, 0, Decimal("300000.00"), Decimal("500000.00")]


@pytest.mark.parametrize(
    ("paid", "on", "state"),
    [
        ("100.00", date(2026, 12, 1), TrancheState.PAID),
        ("40.00", date(2026, 11, 26), TrancheState.OVERDUE),
        ("40.00", date(2026, 11, 25), TrancheState.PARTLY_PAID),
        ("0.00", date(2026, 11, 1), TrancheState.DUE),
        ("0.00", date(2026, 10, 31), TrancheState.NOT_DUE),
    ],
)
def test_state_of_a_payment_on_a_day(paid: str, on: date, state: TrancheState) -> None:
    one = Obligation(OCTOBER, date(2026, 11, 25), None, Decimal("100.00"), paid=Decimal(paid))

    assert one.state(on) is state


def test_days_overdue_count_from_the_day_after_the_due_day() -> None:
    one = Obligation(OCTOBER, date(2026, 11, 25), None, Decimal("100.00"))

    assert [one.days_overdue(date(2026, 11, day)) for day in (24, 25, 26)] == [0, 0, 1]
    assert settle([one], paid=Decimal("100.00"))[0].days_overdue(date(2026, 12, 31)) == 0


def test_what_remained_of_older_months_is_overdue_since_their_last_payment() -> None:
    old = carried(OCTOBER, Decimal("500.00"), TRANCHES)

    assert old.carried
    assert old.state(date(2026, 11, 26)) is TrancheState.OVERDUE
    assert old.days_overdue(date(2026, 12, 5)) == 10
