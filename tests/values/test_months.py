from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.values.months import BillingMonth

MONTHS = st.builds(BillingMonth, st.integers(1900, 2100), st.integers(1, 12))


class TestBillingMonth:
    def test_knows_its_days(self) -> None:
        days = list(BillingMonth(2028, 2).days())

        assert (days[0], days[-1], len(days)) == (date(2028, 2, 1), date(2028, 2, 29), 29)

    def test_holds_its_days_only(self) -> None:
        november = BillingMonth(2026, 11)

        assert date(2026, 11, 30) in november
        assert date(2026, 12, 1) not in november

    @pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4)])
    def test_belongs_to_a_quarter(self, month: int, quarter: int) -> None:
        assert BillingMonth(2026, month).quarter == quarter

    def test_orders_by_time(self) -> None:
        assert BillingMonth(2026, 12) < BillingMonth(2027, 1)

    def test_refuses_a_month_that_does_not_exist(self) -> None:
        with pytest.raises(ValueError, match="month"):
            BillingMonth(2026, 13)

    @given(month=MONTHS)
    def test_follows_its_previous_and_precedes_its_next(self, month: BillingMonth) -> None:
        assert month.previous.next == month == month.next.previous

    @given(month=MONTHS, steps=st.integers(-500, 500))
    def test_comes_back_from_any_number_of_steps(self, month: BillingMonth, steps: int) -> None:
        assert month.plus(steps).plus(-steps) == month

    @given(month=MONTHS)
    def test_reads_back_its_own_writing(self, month: BillingMonth) -> None:
        assert BillingMonth.parse(str(month)) == month

    @given(month=MONTHS)
    def test_has_all_its_days_inside(self, month: BillingMonth) -> None:
        assert all(day in month for day in month.days())


class TestOf:
    def test_refuses_a_moment(self) -> None:
        with pytest.raises(TypeError, match="not from a moment"):
            BillingMonth.of(datetime(2026, 11, 1, tzinfo=UTC))


class TestParse:
    @pytest.mark.parametrize(
        "text", ["", "2026", "2026-1", "26-11", "2026-13", "2026-00", "2026-11-01", "x026-11"]
    )
    def test_refuses_other_forms(self, text: str) -> None:
        with pytest.raises(ValueError, match="month"):
            BillingMonth.parse(text)
