"""A day where instruments were at fault: capacity for the hours of that, and the rest as it was measured."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.metering.rules.basis import Interval
from kabinet.metering.rules.reckoning import Equipment, Reckoning, capacity_volume, reckon
from kabinet.metering.rules.spans import Part, common, hours_of, merged, rest_of

BEGINS = datetime(2026, 9, 10, 5, tzinfo=UTC)
WHOLE = (BEGINS, BEGINS + timedelta(days=1))
ALWAYS = Interval(datetime(2024, 1, 1, tzinfo=UTC), None)


def at(hours: float) -> datetime:
    return BEGINS + timedelta(hours=hours)


def part(begins: float, ends: float) -> Part:
    return at(begins), at(ends)


def sealed(begins: float, ends: float | None) -> Interval:
    return Interval(at(begins), None if ends is None else at(ends))


PARTS = st.lists(
    st.tuples(st.integers(-12, 36), st.integers(1, 12)).map(lambda one: part(one[0], one[0] + one[1])),
    max_size=6,
)


class TestSpans:
    @given(parts=PARTS)
    def test_parts_and_what_they_leave_are_the_whole(self, parts: list[Part]) -> None:
        inside = common([WHOLE], parts)
        left = rest_of(WHOLE, parts)

        assert merged([*inside, *left]) == [WHOLE]
        assert hours_of(inside) + hours_of(left) == 24
        assert common(inside, left) == []

    def test_parts_that_overlap_or_touch_are_one(self) -> None:
        assert merged([part(5, 7), part(1, 2), part(2, 3), part(6, 6.5)]) == [part(1, 3), part(5, 7)]

    def test_nothing_is_left_of_what_is_covered(self) -> None:
        assert rest_of(WHOLE, [part(-1, 12), part(12, 30)]) == []


class TestCapacity:
    def volume(self, *equipment: Equipment) -> Decimal:
        return capacity_volume(equipment, [WHOLE])

    def test_is_capacity_times_the_hours_of_the_day_summed(self) -> None:
        found = self.volume(Equipment(Decimal(100), ALWAYS), Equipment(Decimal("50.5"), ALWAYS))
        assert found == Decimal("3612.0000")

    def test_hours_under_a_seal_count_once_where_seals_overlap(self) -> None:
        kiln = Equipment(Decimal(100), ALWAYS, (sealed(-9, 4), sealed(2, 6), sealed(5, 5.5)))

        assert self.volume(kiln) == Decimal(1800)

    def test_a_seal_without_an_end_lasts(self) -> None:
        assert self.volume(Equipment(Decimal(100), ALWAYS, (sealed(12, None),))) == Decimal(1200)

    def test_what_was_not_in_use_took_nothing(self) -> None:
        assert self.volume(Equipment(Decimal(100), Interval(WHOLE[1], None))) == 0
        assert self.volume() == 0

    def test_equipment_is_counted_from_the_hour_of_its_use(self) -> None:
        assert self.volume(Equipment(Decimal(100), Interval(at(12), None))) == Decimal(1200)


class TestReckoning:
    """Boilers of 1768 m³ an hour; the instruments were at fault from 14:30 to 19:10, the day begins at 8:00."""

    BOILERS = (Equipment(Decimal(1300), ALWAYS, name="Котёл № 1"), Equipment(Decimal(468), ALWAYS))
    FAULT = part(6.5, 11 + 1 / 6)

    def reckon(
        self,
        *faults: Part,
        hours: dict[int, str] | None = None,
        equipment: tuple[Equipment, ...] = BOILERS,
        is_open: bool = True,
    ) -> Reckoning:
        return reckon(
            WHOLE,
            untrusted=faults,
            hours=[(at(hour), Decimal(volume)) for hour, volume in (hours or {}).items()],
            equipment=equipment,
            is_open=is_open,
        )

    def test_counts_capacity_for_the_fault_and_the_rest_as_measured(self) -> None:
        found = self.reckon(self.FAULT, hours=dict.fromkeys(range(24), "900"))

        assert found.volume_of(found.by_capacity) == Decimal("8250.6667")
        # 19 h 20 min of 900 m³: of the two hours that the fault cuts, the part outside it.
        assert found.measured_volume == Decimal(17_400)
        assert found.volume == Decimal("25650.6667")
        assert found.is_whole
        assert found.is_parted

    def test_of_a_day_without_a_volume_what_nobody_measured_is_capacity(self) -> None:
        found = self.reckon(self.FAULT, hours=dict.fromkeys(range(12, 24), "900"))

        assert hours_of(found.by_capacity) == 12
        assert found.volume == 12 * 1768 + 12 * 900

    def test_of_a_day_that_has_a_volume_what_nobody_measured_stays_unknown(self) -> None:
        found = self.reckon(self.FAULT, is_open=False)

        assert found.volume_of(found.by_capacity) == Decimal("8250.6667")
        assert not found.is_whole
        assert hours_of(found.unknown) == hours_of([WHOLE]) - hours_of([self.FAULT])

    def test_counts_no_capacity_under_a_seal_within_the_fault(self) -> None:
        boiler = Equipment(Decimal(100), ALWAYS, (sealed(0, 8),))

        assert self.reckon(part(6, 10), equipment=(boiler,), is_open=False).volume == 200

    @pytest.mark.parametrize("is_open", [True, False])
    def test_a_fault_of_the_whole_day_is_capacity_alone(self, *, is_open: bool) -> None:
        found = self.reckon(WHOLE, hours=dict.fromkeys(range(24), "900"), is_open=is_open)

        assert found.volume == 24 * 1768
        assert not found.is_parted

    @pytest.mark.parametrize("is_open", [True, False])
    def test_without_a_fault_the_capacity_is_that_of_the_day(self, *, is_open: bool) -> None:
        found = self.reckon(hours=dict.fromkeys(range(24), "900"), is_open=is_open)

        assert found.volume == 24 * 1768
        assert not found.is_parted
