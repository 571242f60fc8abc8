"""The vectors of docs/rules.md, A1."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.organizations.rules.corridor import Corridor, daily_corridor
from kabinet.organizations.rules.parameters import Parameters, read_parameters
from kabinet.values.months import BillingMonth
from tests.factories import PARAMETERS

RULES: Parameters = read_parameters("rules", PARAMETERS)
NOVEMBER = BillingMonth(2026, 11)


def corridor(volume: str, month: BillingMonth = NOVEMBER) -> Corridor:
    return daily_corridor(month_volume=Decimal(volume), month=month, parameters=RULES)


class TestDailyCorridor:
    @pytest.mark.parametrize(
        ("volume", "month", "expected"),
        [
            ("63000", NOVEMBER, ("2100", "1680", "2310")),
            ("63000", BillingMonth(2026, 12), ("2032.2581", "1625.8065", "2235.4839")),
            ("29000", BillingMonth(2028, 2), ("1000", "800", "1100")),
            ("0", NOVEMBER, ("0", "0", "0")),
        ],
    )
    def test_spreads_the_month_evenly_over_its_days(
        self, volume: str, month: BillingMonth, expected: tuple[str, str, str]
    ) -> None:
        found = corridor(volume, month)

        assert (found.norm, found.minimum, found.maximum) == tuple(map(Decimal, expected))

    @given(st.decimals(0, 10**9, places=4))
    def test_the_norm_lies_between_the_least_and_the_greatest_volume(self, volume: Decimal) -> None:
        found = daily_corridor(month_volume=volume, month=NOVEMBER, parameters=RULES)

        assert found.minimum <= found.norm <= found.maximum


class TestOvertake:
    @pytest.mark.parametrize(
        ("fact", "overtake"), [("2310.6", "0.6"), ("2500.5", "190.5"), ("2099.9", "0"), ("2310", "0")]
    )
    def test_is_what_is_over_the_greatest_volume(self, fact: str, overtake: str) -> None:
        assert corridor("63000").overtake(Decimal(fact)) == Decimal(overtake)

    def test_days_are_not_netted(self) -> None:
        days = [Decimal("2500.5"), Decimal(1000)]

        assert sum(corridor("63000").overtake(day) for day in days) == Decimal("190.5")


class TestUndertake:
    @pytest.mark.parametrize(
        ("fact", "undertake"), [("1679.9", "0.1"), ("1680", "0"), ("2500", "0"), ("0", "1680")]
    )
    def test_is_what_is_left_under_the_least_volume(self, fact: str, undertake: str) -> None:
        assert corridor("63000").undertake(Decimal(fact)) == Decimal(undertake)


def test_corridors_of_two_points_are_added() -> None:
    total = corridor("63000") + corridor("30000")

    assert (total.norm, total.minimum, total.maximum) == (3100, 2480, 3410)


def test_the_coefficient_is_that_of_the_gas_day() -> None:
    assert RULES.overtake_coefficient(date(2026, 7, 1)) == Decimal("1.1")
