"""Which volume of a file is the one that was given, and what becomes of the hours of a day."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.metering.rules.fates import Fate, HoursFate, HourSum, fate_of_hours, is_same_volume
from kabinet.metering.wording import archives as archive_wording
from kabinet.values.volume import Rounding, to_thousand

UP, EVEN = Rounding.HALF_UP, Rounding.HALF_EVEN
volumes = st.decimals(min_value=0, max_value=99_999, places=4)


class TestSameVolume:
    @pytest.mark.parametrize(
        ("read", "typed", "rounding", "same"),
        [
            ("25648.7000", "25649", UP, True),
            ("25649.4999", "25649", UP, True),
            ("25649.5000", "25649", UP, True),  # 25.650 in print; whoever typed 25.649 dropped the half
            ("25649.9999", "25649", UP, True),
            ("25650.0000", "25649", UP, False),
            ("25648.0000", "25649", UP, False),
            ("25647.5000", "25648", EVEN, True),
            ("25648.5000", "25647.5", EVEN, True),  # both are 25.648 by the rule of this contract
            ("25648.5000", "25647.5", UP, False),
            ("25649.2000", "25649.4000", UP, True),
            ("25649.9000", "25649.2000", UP, False),  # neither was typed: the device says something else now
            ("0.4000", "0", UP, True),
        ],
    )
    def test_is_what_the_contract_prints_alike_or_a_fraction_that_was_dropped(
        self, read: str, typed: str, rounding: Rounding, *, same: bool
    ) -> None:
        assert is_same_volume(Decimal(read), Decimal(typed), rounding) is same

    @given(volumes, volumes, st.sampled_from(Rounding))
    def test_never_lets_a_whole_cubic_metre_pass(
        self, read: Decimal, typed: Decimal, rounding: Rounding
    ) -> None:
        if is_same_volume(read, typed, rounding):
            assert abs(read - typed) <= 1

    @given(volumes, st.sampled_from(Rounding))
    def test_holds_for_whoever_typed_what_the_contract_prints(
        self, read: Decimal, rounding: Rounding
    ) -> None:
        assert is_same_volume(read, to_thousand(read, rounding) * 1000, rounding)


def of_hours(
    fate: Fate, *, own: str = "100", hours: int = 24, known: HourSum | None = None, typed: str | None = None
) -> HoursFate:
    given_volume = None if typed is None else Decimal(typed)
    return fate_of_hours(fate, HourSum(hours, Decimal(own)), known, given=given_volume, expected_hours=24)


class TestHours:
    def test_count_where_their_day_does(self) -> None:
        assert {fate: of_hours(fate, typed="100") for fate in Fate} == {
            Fate.NEW: HoursFate.KEPT,
            Fate.CORRECTS: HoursFate.KEPT,
            Fate.SAME: HoursFate.KEPT,
            Fate.INCOMPLETE: HoursFate.KEPT,
            Fate.PROPOSES: HoursFate.AFTER_CONSENT,
            Fate.WAITS: HoursFate.LEFT_OUT,
            Fate.TOO_LATE: HoursFate.LEFT_OUT,
            Fate.IMPOSSIBLE: HoursFate.LEFT_OUT,
        }

    def test_of_a_day_that_is_the_same_are_known_where_they_add_up_to_it(self) -> None:
        own, day = HourSum(24, Decimal("99.7")), HourSum(24, Decimal(100))

        assert of_hours(Fate.SAME, own="99.7", known=own, typed="100") is HoursFate.KNOWN
        assert of_hours(Fate.SAME, own="99.7", known=day, typed="100") is HoursFate.KNOWN

    @pytest.mark.parametrize("known", [HourSum(24, Decimal("99.9")), HourSum(23, Decimal(100))])
    def test_of_a_day_that_is_the_same_are_kept_where_others_stand_or_not_all(self, known: HourSum) -> None:
        assert of_hours(Fate.SAME, known=known, typed="100") is HoursFate.KEPT

    def test_of_a_part_of_a_day_never_go_before_those_of_the_whole(self) -> None:
        assert of_hours(Fate.INCOMPLETE, hours=23, known=HourSum(24, Decimal(90))) is HoursFate.LEFT_OUT

    def test_of_two_halves_are_both_kept(self) -> None:
        half, quiet = HourSum(12, Decimal(50)), HourSum(12, Decimal(0))

        assert of_hours(Fate.INCOMPLETE, own="60", hours=12, known=half) is HoursFate.KEPT
        assert of_hours(Fate.INCOMPLETE, own="50", hours=12, known=half) is HoursFate.KNOWN
        assert of_hours(Fate.INCOMPLETE, own="0", hours=12, known=quiet) is HoursFate.KEPT


def test_every_fate_has_its_words() -> None:
    assert set(archive_wording.FATE) == set(archive_wording.FATE_TAG) == set(Fate)
