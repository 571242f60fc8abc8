"""What a day rests on: the supplier's instruments, the buyer's, and then what the contract says."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.metering.rules.basis import (
    Chosen,
    Distrust,
    Equipment,
    Installed,
    Interval,
    capacity_volume,
    choose_basis,
)
from kabinet.metering.rules.words import Basis, FaultKind, Owner

DAY = date(2026, 11, 21)
BEGINS = datetime(2026, 11, 21, 7, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=1)
ALWAYS = Interval(datetime(2024, 1, 1, tzinfo=UTC), None)


def installed(owner: Owner, *, pk: int = 1, stay: Interval = ALWAYS, until: date = DAY) -> Installed:
    return Installed(pk, owner, stay, until)


def fault(begins: float, ends: float | None = None, *, instrument: int | None = None) -> Distrust:
    """A fault from so many hours after the day's begin."""
    end = None if ends is None else BEGINS + timedelta(hours=ends)
    return Distrust(FaultKind.BROKEN, Interval(BEGINS + timedelta(hours=begins), end), instrument)


def chosen(*instruments: Installed, distrust: tuple[Distrust, ...] = ()) -> Chosen:
    return choose_basis(
        DAY,
        begins=BEGINS,
        ends=ENDS,
        instruments=instruments,
        distrust=distrust,
        without_instruments=Basis.METHOD,
    )


class TestChooseBasis:
    def test_the_suppliers_instruments_come_first(self) -> None:
        assert chosen(installed(Owner.BUYER, pk=2), installed(Owner.SUPPLIER)) == Chosen(Basis.SUPPLIER)

    def test_the_buyers_own_stand_in_for_the_suppliers_at_fault(self) -> None:
        found = chosen(
            installed(Owner.SUPPLIER, pk=1),
            installed(Owner.BUYER, pk=2),
            distrust=(fault(3, 5, instrument=1),),
        )

        assert found == Chosen(Basis.BUYER, FaultKind.BROKEN)

    def test_without_trusted_instruments_the_contract_says_how(self) -> None:
        found = chosen(installed(Owner.BUYER), distrust=(fault(0),))

        assert found == Chosen(Basis.METHOD, FaultKind.BROKEN)

    def test_instruments_that_were_taken_off_are_named_so(self) -> None:
        gone = Interval(ALWAYS.begins, BEGINS)

        assert chosen(installed(Owner.BUYER, stay=gone)) == Chosen(Basis.METHOD, FaultKind.REMOVED)

    def test_the_last_day_of_a_verification_is_still_trusted(self) -> None:
        assert chosen(installed(Owner.BUYER, until=DAY)) == Chosen(Basis.BUYER)
        late = installed(Owner.BUYER, until=DAY - timedelta(days=1))
        assert chosen(late) == Chosen(Basis.METHOD, FaultKind.UNVERIFIED)

    @pytest.mark.parametrize("span", [(-5.0, 0.0), (24.0, 30.0)])
    def test_a_fault_that_only_touches_the_day_is_none_of_it(self, span: tuple[float, float]) -> None:
        assert chosen(installed(Owner.BUYER), distrust=(fault(*span),)) == Chosen(Basis.BUYER)

    def test_a_fault_of_another_instrument_leaves_trust(self) -> None:
        assert chosen(installed(Owner.BUYER, pk=1), distrust=(fault(0, instrument=9),)).why is None


def sealed(begins: float, ends: float | None) -> Interval:
    end = None if ends is None else BEGINS + timedelta(hours=ends)
    return Interval(BEGINS + timedelta(hours=begins), end)


class TestCapacityVolume:
    def volume(self, *equipment: Equipment) -> Decimal:
        return capacity_volume(equipment, since=BEGINS, until=ENDS)

    def test_is_capacity_times_the_hours_of_the_day_summed(self) -> None:
        assert self.volume(Equipment(Decimal(100), ALWAYS), Equipment(Decimal("50.5"), ALWAYS)) == Decimal(
            "3612.0000"
        )

    def test_hours_under_a_seal_count_once_where_seals_overlap(self) -> None:
        kiln = Equipment(Decimal(100), ALWAYS, (sealed(-9, 4), sealed(2, 6), sealed(5, 5.5)))

        assert self.volume(kiln) == Decimal(1800)

    def test_a_seal_without_an_end_lasts(self) -> None:
        assert self.volume(Equipment(Decimal(100), ALWAYS, (sealed(12, None),))) == Decimal(1200)

    def test_what_was_not_in_use_took_nothing(self) -> None:
        later = Interval(ENDS, None)

        assert self.volume(Equipment(Decimal(100), later)) == 0
        assert self.volume() == 0

    def test_equipment_is_counted_from_the_hour_of_its_use(self) -> None:
        half = Interval(BEGINS + timedelta(hours=12), None)

        assert self.volume(Equipment(Decimal(100), half)) == Decimal(1200)
