from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.values.money import round_to_kopeck


class TestRoundToKopeck:
    @pytest.mark.parametrize(
        ("amount", "rounded"),
        [
            ("0.005", "0.01"),
            ("-0.005", "-0.01"),
            ("80775.932450", "80775.93"),
            ("2.675", "2.68"),
            ("7", "7.00"),
        ],
    )
    def test_rounds_half_away_from_zero(self, amount: str, rounded: str) -> None:
        assert str(round_to_kopeck(Decimal(amount))) == rounded

    @given(amount=st.decimals(min_value=-(10**9), max_value=10**9, places=4))
    def test_treats_a_charge_and_its_reversal_alike(self, amount: Decimal) -> None:
        assert round_to_kopeck(-amount) == -round_to_kopeck(amount)
