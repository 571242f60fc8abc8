"""The statistic that tells outliers is not moved by single slips."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kabinet.metering.rules.robust import ENOUGH, is_outlier, modified_z

FIGURES = st.decimals(min_value=0, max_value=10**6, places=2)
MANY = st.lists(FIGURES, min_size=ENOUGH, max_size=20)
STEADY = [Decimal(one) for one in (980, 990, 1000, 1005, 1010, 1020)]


class TestScore:
    @given(usual=MANY, figure=FIGURES)
    def test_is_the_same_in_whatever_order_and_unit(self, usual: list[Decimal], figure: Decimal) -> None:
        thousandfold = [one * 1000 for one in usual]

        assert modified_z(figure, usual) == modified_z(figure, usual[::-1])
        assert round(modified_z(figure, usual), 9) == round(modified_z(figure * 1000, thousandfold), 9)

    @given(usual=MANY)
    def test_of_the_median_is_nothing(self, usual: list[Decimal]) -> None:
        middle = sorted([*usual, *usual])[len(usual)] if len(usual) % 2 else None

        assert middle is None or modified_z(middle, usual) == 0

    @given(usual=MANY, figure=FIGURES, further=FIGURES)
    def test_grows_with_the_distance_from_the_median(
        self, usual: list[Decimal], figure: Decimal, further: Decimal
    ) -> None:
        above = max(usual) + figure

        assert modified_z(above, usual) <= modified_z(above + further, usual)

    def test_of_nothing_but_zeros_is_nothing(self) -> None:
        assert modified_z(Decimal(5), [Decimal(0)] * ENOUGH) == 0


class TestOutlier:
    @given(slip=st.decimals(min_value=10**5, max_value=10**9, places=0))
    def test_one_slip_among_the_usual_moves_no_verdict(self, slip: Decimal) -> None:
        assert not is_outlier(Decimal(1015), [*STEADY, slip])
        assert is_outlier(Decimal(2000), [*STEADY, slip])

    @given(usual=MANY, share=st.decimals(min_value=Decimal("0.8"), max_value=Decimal("1.2"), places=3))
    def test_what_lies_within_a_fifth_of_the_median_never_is_one(
        self, usual: list[Decimal], share: Decimal
    ) -> None:
        middle = sorted(usual)[len(usual) // 2]
        odd = [*usual, middle] if len(usual) % 2 == 0 else usual

        assert not is_outlier(sorted(odd)[len(odd) // 2] * share, odd)

    @given(figure=FIGURES, few=st.lists(FIGURES, max_size=ENOUGH - 1))
    def test_too_few_figures_know_of_none(self, figure: Decimal, few: list[Decimal]) -> None:
        assert not is_outlier(figure, few)
