from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.metering import wording
from kabinet.metering.rules.plausibility import FlowRange, Yardstick, find_doubt, find_fault
from kabinet.metering.rules.words import Doubt, Fault, IndexFault, Reason, keep_reason, read_reason

DAY = date(2026, 11, 20)

RECENT = tuple(Decimal(volume) for volume in (36_000, 36_500, 35_800, 36_100, 90_000))
YARDSTICK = Yardstick(
    in_use_from=date(2026, 11, 1),
    in_use_to=date(2026, 11, 25),
    last_closed_day=date(2026, 11, 22),
    daily_maximum=Decimal("45466.6667"),
    recent=RECENT,
    earlier={date(2026, 11, 22): RECENT[-1]},
)


class TestFaults:
    @pytest.mark.parametrize(
        ("volume", "day", "fault"),
        [
            ("36100", date(2026, 11, 22), None),
            ("0", date(2026, 11, 22), None),
            ("-0.0001", date(2026, 11, 22), Fault.NEGATIVE),
            ("100000000.0001", date(2026, 11, 22), Fault.TOO_LARGE),
            ("36100", date(2026, 11, 23), Fault.DAY_NOT_CLOSED),
            ("36100", date(2026, 10, 31), Fault.OUT_OF_USE),
        ],
    )
    def test_what_cannot_be(self, volume: str, day: date, fault: Fault | None) -> None:
        assert find_fault(Decimal(volume), day=day, yardstick=YARDSTICK) is fault

    def test_the_day_of_putting_out_of_use_belongs_to_it_no_longer(self) -> None:
        later = Yardstick(date(2026, 1, 1), date(2026, 11, 25), date(2026, 12, 31), None)

        assert find_fault(Decimal(1), day=date(2026, 11, 24), yardstick=later) is None
        assert find_fault(Decimal(1), day=date(2026, 11, 25), yardstick=later) is Fault.OUT_OF_USE


class TestDoubts:
    @pytest.mark.parametrize(
        ("volume", "doubt"),
        [
            ("36100", None),
            ("45466.6667", None),
            ("63653", None),
            ("63654", Doubt.OVER_MAXIMUM),
            ("0", Doubt.ZERO_AFTER_USE),
            ("361000", Doubt.TENFOLD),
            ("3610", Doubt.TENFOLD),
            ("36100000", Doubt.THOUSANDFOLD),
            ("36.1", Doubt.THOUSANDFOLD),
        ],
    )
    def test_what_is_unlikely_beside_the_median_of_recent_days(
        self, volume: str, doubt: Doubt | None
    ) -> None:
        assert find_doubt(Decimal(volume), day=date(2026, 11, 22), yardstick=YARDSTICK) is doubt

    def test_a_zero_after_a_zero_is_no_surprise(self) -> None:
        idle = replace(YARDSTICK, earlier={date(2026, 11, 22): Decimal(0)})

        assert find_doubt(Decimal(0), day=date(2026, 11, 22), yardstick=idle) is None

    def test_without_recent_days_only_the_maximum_speaks(self) -> None:
        new = Yardstick(date(2026, 1, 1), None, date(2026, 11, 22), Decimal(40_000))

        assert find_doubt(Decimal(40_000), day=date(2026, 11, 22), yardstick=new) is None
        assert find_doubt(Decimal(56_000), day=date(2026, 11, 22), yardstick=new) is Doubt.OVER_MAXIMUM


class TestBesideWhatCameTogether:
    """A unit that took nothing before, or is new: its days are held against each other."""

    FIRST = Yardstick(
        date(2026, 11, 1),
        None,
        date(2026, 11, 22),
        None,
        recent=[Decimal(0)],
        together=[Decimal(volume) for volume in (0, 13_000, 13_200, 13_000_000, 13, 12_900)],
        earlier={date(2026, 11, 5): Decimal(13_000), date(2026, 11, 6): Decimal(0)},
    )

    @pytest.mark.parametrize(
        ("volume", "day", "doubt"),
        [
            pytest.param("13200", 4, None, id="like the others"),
            pytest.param("13000000", 4, Doubt.THOUSANDFOLD, id="m³ taken for thousand m³"),
            pytest.param("13", 4, Doubt.THOUSANDFOLD, id="thousand m³ taken for m³"),
            pytest.param("130000", 4, Doubt.TENFOLD, id="a mark misplaced"),
            pytest.param("0", 5, Doubt.ZERO_AFTER_USE, id="nothing after gas"),
            pytest.param("0", 6, None, id="nothing after nothing"),
            pytest.param("0", 1, None, id="nothing known before"),
        ],
    )
    def test_one_of_them_that_is_off(self, volume: str, day: int, doubt: Doubt | None) -> None:
        assert find_doubt(Decimal(volume), day=date(2026, 11, day), yardstick=self.FIRST) is doubt

    def test_two_days_do_not_tell_which_is_off(self) -> None:
        two = replace(self.FIRST, together=[Decimal(13_000_000), Decimal(13_000)])

        assert find_doubt(Decimal(13_000_000), day=DAY, yardstick=two) is None

    def test_known_days_before_them_tell_more(self) -> None:
        used = replace(self.FIRST, recent=[Decimal(13_000_000)])

        assert find_doubt(Decimal(13_000_000), day=DAY, yardstick=used) is None


class TestFlowRange:
    @pytest.mark.parametrize(
        ("volume", "doubt"),
        [
            pytest.param("0", None, id="no gas is no doubt"),
            pytest.param("0.0001", Doubt.UNDER_RANGE, id="a trickle"),
            pytest.param("239.9999", Doubt.UNDER_RANGE, id="just below"),
            pytest.param("240", None, id="the least flow itself"),
            pytest.param("24000", None, id="the greatest flow itself"),
            pytest.param("24000.0001", Doubt.OVER_RANGE, id="just above"),
        ],
    )
    def test_a_day_is_measured_between_the_least_and_the_greatest_flow(
        self, volume: str, doubt: Doubt | None
    ) -> None:
        flows = FlowRange(least=Decimal(10), greatest=Decimal(1000))

        assert flows.doubt(Decimal(volume), hours=24) is doubt

    def test_a_day_whose_hours_are_known_is_judged_by_them(self) -> None:
        typed = replace(YARDSTICK, recent=[], flows={DAY: FlowRange(least=Decimal(10))})
        with_hours = replace(typed, archived={DAY: Decimal(120)})

        assert find_doubt(Decimal(120), day=DAY, yardstick=typed) is Doubt.UNDER_RANGE
        assert find_doubt(Decimal(120), day=DAY, yardstick=with_hours) is None


def test_every_doubt_and_fault_has_words() -> None:
    assert set(wording.DOUBT) == set(Doubt)
    assert set(wording.FAULT) == set(Fault)
    assert set(wording.INDEX_FAULT) == set(IndexFault)


class TestKeptReasons:
    @given(st.sampled_from(list(Reason)), st.text(alphabet="абв: ,.12", max_size=40))
    def test_what_is_kept_is_read_again(self, reason: Reason, note: str) -> None:
        assert read_reason(keep_reason(reason, note)) == (reason, " ".join(note.split()))

    def test_text_of_an_older_kind_is_a_note_without_a_choice(self) -> None:
        assert read_reason("Пуск печи: вторая линия") == (None, "Пуск печи: вторая линия")
