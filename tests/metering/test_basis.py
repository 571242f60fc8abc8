"""What a day rests on: the supplier's instruments, the buyer's, and then what the contract says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kabinet.metering.rules.basis import (
    Chosen,
    Distrust,
    Installed,
    Interval,
    choose_basis,
)
from kabinet.metering.rules.words import Basis, FaultKind, Owner

DAY = date(2026, 11, 21)
BEGINS = datetime(2026, 11, 21, 7, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=1)
ALWAYS = Interval(datetime(2024, 1, 1, tzinfo=UTC), None)


def installed(
    owner: Owner, *, pk: int = 1, stay: Interval = ALWAYS, until: date = DAY, counts: bool = True
) -> Installed:
    return Installed(pk, owner, stay, until, counts=counts)


def stay(begins: float | None, ends: float | None) -> Interval:
    since = ALWAYS.begins if begins is None else BEGINS + timedelta(hours=begins)
    return Interval(since, None if ends is None else BEGINS + timedelta(hours=ends))


def fault(begins: float, ends: float | None = None, *, instrument: int | None = None) -> Distrust:
    """A fault from so many hours after the day's begin."""
    end = None if ends is None else BEGINS + timedelta(hours=ends)
    return Distrust(FaultKind.BROKEN, Interval(BEGINS + timedelta(hours=begins), end), instrument)


def hours(found: Chosen) -> list[tuple[float, float]]:
    """Return when no instrument could be trusted, in hours after the day's begin."""
    return [
        ((begins - BEGINS) / timedelta(hours=1), (ends - BEGINS) / timedelta(hours=1))
        for begins, ends in found.untrusted
    ]


def chosen(
    *instruments: Installed, distrust: tuple[Distrust, ...] = (), expired_is_fault: bool = False
) -> Chosen:
    return choose_basis(
        DAY,
        begins=BEGINS,
        ends=ENDS,
        instruments=instruments,
        distrust=distrust,
        without_instruments=Basis.METHOD,
        expired_is_fault=expired_is_fault,
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

    def test_a_verification_that_has_run_out_is_told_and_takes_the_trust_where_the_contract_says_so(
        self,
    ) -> None:
        late = installed(Owner.BUYER, until=DAY - timedelta(days=1))

        assert chosen(late) == Chosen(Basis.BUYER, FaultKind.UNVERIFIED)
        assert hours(chosen(late)) == []
        strict = chosen(late, expired_is_fault=True)
        assert strict == Chosen(Basis.METHOD, FaultKind.UNVERIFIED)
        assert hours(strict) == [(0, 24)]

    def test_a_fault_of_an_hour_leaves_the_day_with_the_instruments(self) -> None:
        found = chosen(installed(Owner.BUYER), distrust=(fault(6, 7), fault(6.5, 8)))

        assert found == Chosen(Basis.BUYER, FaultKind.BROKEN)
        assert hours(found) == [(6, 8)]

    def test_only_the_hours_in_which_neither_side_s_instruments_could_be_trusted_lack_them(self) -> None:
        found = chosen(
            installed(Owner.SUPPLIER, pk=1),
            installed(Owner.BUYER, pk=2),
            distrust=(fault(2, 10, instrument=1), fault(8, 12, instrument=2)),
        )

        assert found == Chosen(Basis.SUPPLIER, FaultKind.BROKEN)
        assert hours(found) == [(8, 10)]

    def test_the_hours_between_two_instruments_have_none(self) -> None:
        found = chosen(
            installed(Owner.BUYER, pk=1, stay=stay(None, 4)), installed(Owner.BUYER, pk=2, stay=stay(5, None))
        )

        assert found == Chosen(Basis.BUYER, FaultKind.REMOVED)
        assert hours(found) == [(4, 5)]

    def test_what_a_device_recorded_rests_on_the_device(self) -> None:
        found = chosen(installed(Owner.BUYER), distrust=(fault(0),))

        assert found.of_a_device == Chosen(Basis.BUYER, FaultKind.BROKEN)
        assert chosen().of_a_device == Chosen(Basis.METHOD, FaultKind.REMOVED)

    @pytest.mark.parametrize("span", [(-5.0, 0.0), (24.0, 30.0)])
    def test_a_fault_that_only_touches_the_day_is_none_of_it(self, span: tuple[float, float]) -> None:
        assert chosen(installed(Owner.BUYER), distrust=(fault(*span),)) == Chosen(Basis.BUYER)

    def test_a_fault_of_another_instrument_leaves_trust(self) -> None:
        assert chosen(installed(Owner.BUYER, pk=1), distrust=(fault(0, instrument=9),)).why is None


class TestSensors:
    """The supplier's pressure sensor beside the buyer's corrector."""

    SENSOR = installed(Owner.SUPPLIER, pk=1, counts=False)
    CORRECTOR = installed(Owner.BUYER, pk=2)

    def test_give_no_volume(self) -> None:
        assert chosen(self.SENSOR, self.CORRECTOR) == Chosen(Basis.BUYER)
        assert chosen(self.SENSOR) == Chosen(Basis.METHOD, FaultKind.REMOVED)

    def test_at_fault_leave_the_counter_that_reckons_with_them_without_trust(self) -> None:
        found = chosen(self.SENSOR, self.CORRECTOR, distrust=(fault(0, instrument=1),))

        assert found == Chosen(Basis.METHOD, FaultKind.BROKEN)

    def test_of_one_side_say_nothing_of_the_other_s_counter(self) -> None:
        meter = installed(Owner.SUPPLIER, pk=3)
        found = chosen(self.SENSOR, meter, self.CORRECTOR, distrust=(fault(0, instrument=1),))

        assert found == Chosen(Basis.BUYER, FaultKind.BROKEN)
