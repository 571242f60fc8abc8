from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.values.volume import Rounding, from_thousand, to_thousand, truncate_to_thousand

MAX_DAILY = Decimal("2310.0")


def m3(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def cells(days: list[Decimal], rounding: Rounding) -> list[str]:
    return [str(to_thousand(day, rounding)) for day in days]


def overtakes(days: list[Decimal], rounding: Rounding) -> list[str]:
    return cells([max(Decimal(0), day - MAX_DAILY) for day in days], rounding)


HALVES = m3("2310.6", "2500.5", "2099.9")
FRACTIONS = m3("2310.6", "2500.7", "2099.4")


class TestToThousand:
    def test_rounds_half_to_even_where_the_contract_says_so(self) -> None:
        assert cells(HALVES, Rounding.HALF_EVEN) == ["2.311", "2.500", "2.100"]
        assert overtakes(HALVES, Rounding.HALF_EVEN) == ["0.001", "0.190", "0.000"]

    def test_rounds_half_up_otherwise(self) -> None:
        assert cells(HALVES, Rounding.HALF_UP) == ["2.311", "2.501", "2.100"]
        assert overtakes(HALVES, Rounding.HALF_UP) == ["0.001", "0.191", "0.000"]

    @pytest.mark.parametrize("rounding", Rounding)
    def test_rounds_what_is_no_half_the_same_either_way(self, rounding: Rounding) -> None:
        assert cells(FRACTIONS, rounding) == ["2.311", "2.501", "2.099"]
        assert overtakes(FRACTIONS, rounding) == ["0.001", "0.191", "0.000"]

    @given(litres=st.integers(-(10**12), 10**12), rounding=st.sampled_from(Rounding))
    def test_undoes_the_way_to_cubic_metres(self, litres: int, rounding: Rounding) -> None:
        thousand = Decimal(litres) / 1000

        assert to_thousand(from_thousand(thousand), rounding) == thousand


class TestTruncateToThousand:
    def test_cuts_the_total_of_the_month_to_whole_cubic_metres(self) -> None:
        assert str(truncate_to_thousand(sum(HALVES, Decimal(0)))) == "6.911"

    def test_may_differ_from_the_sum_of_the_rounded_days(self) -> None:
        rounded = sum((to_thousand(day) for day in FRACTIONS), Decimal(0))

        assert rounded == Decimal("6.911")
        assert truncate_to_thousand(sum(FRACTIONS, Decimal(0))) == Decimal("6.910")

    @given(total=st.decimals(min_value=0, max_value=10**9, places=4))
    def test_never_exceeds_what_was_taken(self, total: Decimal) -> None:
        assert truncate_to_thousand(total) * 1000 <= total
