"""What passes a counter, whatever its digits, and to which days it belongs."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.metering.rules.indexes import (
    IndexFell,
    Reading,
    agree,
    days_between,
    find_index_doubt,
    greatest_index,
    month_closed_by,
    passed_between,
    spread_evenly,
)
from kabinet.metering.rules.words import Doubt
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth
from tests.factories import MOSCOW

BEGAN = datetime(2026, 10, 1, 10, tzinfo=MOSCOW)
ENDED = datetime(2026, 11, 1, 10, tzinfo=MOSCOW)
CLOCK = GasDayClock(10, MOSCOW)
FOUR_PLACES = st.decimals(min_value=0, max_value=Decimal(10) ** 9, places=4)


def passed(before: str, after: str, *, digits: int | None = 8, flow: str | None = None) -> Decimal:
    found = passed_between(
        Reading(BEGAN, Decimal(before)),
        Reading(ENDED, Decimal(after)),
        digits=digits,
        greatest_flow=None if flow is None else Decimal(flow),
    )
    return found.volume


class TestPassed:
    def test_is_the_difference(self) -> None:
        assert passed("12345.5", "13000") == Decimal("654.5")

    def test_begins_anew_after_the_last_number_of_the_counter(self) -> None:
        assert passed("99999900", "150") == 250

    def test_less_than_before_is_no_roll_over_where_so_much_cannot_pass(self) -> None:
        # 31 days of 24 hours with 10 m³ an hour: 7440 m³.
        assert passed("99999900", "7340", flow="10") == 7440
        with pytest.raises(IndexFell):
            passed("99999900", "7341", flow="10")

    def test_without_digits_a_counter_never_begins_anew(self) -> None:
        with pytest.raises(IndexFell):
            passed("100", "99", digits=None)

    def test_less_than_nothing_never_passes(self) -> None:
        # A counter of six digits cannot have begun at 5 000 000; 10^6 - 5 000 000 + 100 is below zero.
        with pytest.raises(IndexFell):
            passed("5000000", "100", digits=6)

    @given(before=FOUR_PLACES, after=FOUR_PLACES, digits=st.integers(1, 12))
    def test_whatever_was_recorded_no_negative_volume_comes_out(
        self, before: Decimal, after: Decimal, digits: int
    ) -> None:
        try:
            assert passed(str(before), str(after), digits=digits) >= 0
        except IndexFell:
            assert after < before

    @given(digits=st.integers(1, 12), start=st.decimals(0, 1, places=4), share=st.decimals(0, 1, places=4))
    def test_any_counter_that_runs_through_zero_gives_what_went_through_it(
        self, digits: int, start: Decimal, share: Decimal
    ) -> None:
        span = greatest_index(digits)
        before = (span * start).quantize(Decimal("0.0001")) % span
        volume = (span * share / 10).quantize(Decimal("0.0001"))
        after = (before + volume) % span

        found = passed_between(
            Reading(BEGAN, before), Reading(ENDED, after), digits=digits, greatest_flow=None
        )

        assert found.volume == volume
        assert found.rolled_over == (before + volume >= span)


class TestDoubts:
    @pytest.mark.parametrize(
        ("volume", "doubt"),
        [
            ("720", None),
            ("7201", Doubt.OVER_RANGE),
            ("5040", Doubt.TENFOLD),
            ("102", Doubt.TENFOLD),
            ("3", Doubt.THOUSANDFOLD),
            ("0", None),
        ],
    )
    def test_of_a_month_with_one_cubic_metre_an_hour(self, volume: str, doubt: Doubt | None) -> None:
        found = find_index_doubt(
            Decimal(volume), hours=Decimal(720), greatest_flow=Decimal(10), usual=Decimal(1)
        )

        assert found is doubt


class TestDays:
    def test_of_a_month_read_at_the_contract_hour_are_the_days_of_the_month(self) -> None:
        assert days_between(BEGAN, ENDED, clock=CLOCK) == list(BillingMonth(2026, 10).days())

    @given(minutes=st.integers(-719, 719), later=st.integers(-719, 719))
    def test_a_reading_within_half_a_day_of_the_hour_counts_as_taken_at_it(
        self, minutes: int, later: int
    ) -> None:
        since, until = BEGAN + timedelta(minutes=minutes), ENDED + timedelta(minutes=later)

        assert days_between(since, until, clock=CLOCK) == list(BillingMonth(2026, 10).days())

    def test_two_readings_of_the_same_morning_cover_no_day(self) -> None:
        assert days_between(BEGAN, BEGAN + timedelta(hours=2), clock=CLOCK) == []


class TestMonth:
    @pytest.mark.parametrize(
        ("at", "since", "month"),
        [
            pytest.param((11, 1, 10), (10, 1, 10), 10, id="on the first"),
            pytest.param((10, 31, 23), (10, 1, 10), 10, id="in the night before"),
            pytest.param((11, 3, 12), (10, 1, 10), 10, id="days later"),
            pytest.param((11, 20, 10), (11, 1, 10), None, id="within a month that was closed"),
            pytest.param((11, 20, 10), (10, 31, 23), None, id="closed in the night before"),
            pytest.param((11, 1, 10), (9, 1, 10), 10, id="of two months, the later one"),
            pytest.param((11, 1, 10), None, None, id="the first reading of all"),
        ],
    )
    def test_is_closed_by_the_first_reading_after_its_end(
        self, at: tuple[int, int, int], since: tuple[int, int, int] | None, month: int | None
    ) -> None:
        def moment(place: tuple[int, int, int]) -> datetime:
            return datetime(2026, *place, tzinfo=MOSCOW)

        found = month_closed_by(moment(at), since=since and moment(since), clock=CLOCK)

        assert found == (month and BillingMonth(2026, month))


class TestSpread:
    @given(volume=FOUR_PLACES, count=st.integers(1, 62))
    def test_adds_up_to_the_last_place_and_is_even(self, volume: Decimal, count: int) -> None:
        days = [BEGAN.date() + timedelta(days=offset) for offset in range(count)]

        shares = spread_evenly(volume, days)

        assert sum(shares.values()) == volume
        assert list(shares) == days
        assert max(shares.values()) - min(shares.values()) <= Decimal("0.0001")


class TestAgreement:
    @pytest.mark.parametrize(
        ("counter", "most"), [("1000", "1005"), ("10", "11"), ("0", "1"), ("1000000", "1005000")]
    )
    def test_is_to_a_cubic_metre_or_half_a_per_cent(self, counter: str, most: str) -> None:
        assert agree(Decimal(counter), Decimal(most))
        assert not agree(Decimal(counter), Decimal(most) + Decimal("0.0001"))
