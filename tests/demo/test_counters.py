"""Counters of the demo agree with its days, over a replacement and a roll-over; the gas has its passports."""

from django.db.models import F

from kabinet.demo.scope import Scope
from kabinet.journal.models import Receipt
from kabinet.metering import operations, queries
from kabinet.metering.models import (
    DailyVolume,
    FaultInterval,
    GasQuality,
    IndexReading,
    Instrument,
    SealedInterval,
    Verification,
)
from kabinet.metering.rules.reminders import verification_stage
from kabinet.notifications.models import Notification
from kabinet.organizations import queries as organizations
from kabinet.organizations.models import Contract, SupplyPoint
from tests.demo.reading import NOVEMBER, OCTOBER, first_contract, rows, values_of, viewer


def contracts_read() -> list[Contract]:
    ids = set(rows(IndexReading).values_list("contract_id", flat=True))
    return list(rows(Contract).filter(pk__in=ids))


class TestReadings:
    def test_agree_with_the_days_of_every_client_who_reads(self, demo: Scope) -> None:
        assert len({contract.organization_id for contract in contracts_read()}) > 1
        for contract in contracts_read():
            found = operations.compare_newest(
                viewer=viewer("head", demo.today), terms=organizations.terms_of(contract)
            )
            assert found
            assert all(compared.agrees for _counter, _at, compared in found)

    def test_go_on_over_the_replaced_counter(self, demo: Scope) -> None:
        [old] = rows(Instrument).filter(removed_at__isnull=False)
        [new] = rows(Instrument).filter(installed_at=old.removed_at)

        assert (new.unit_id, new.kind) == (old.unit_id, old.kind)
        at = rows(IndexReading).filter(instrument=new).latest("taken_at").taken_at
        found = queries.counters_at(viewer=viewer("head", demo.today), contract_id=first_contract().pk, at=at)
        [counter] = [one for one in found if one.instrument == new]
        assert counter.carried.since == rows(IndexReading).filter(instrument=old).latest("taken_at").taken_at

    def test_have_photographs_and_receipts(self, demo: Scope) -> None:
        assert rows(IndexReading).filter(photo__isnull=False, contract=first_contract()).exists()
        assert not rows(IndexReading).filter(receipt_number="").exists()

    def test_have_a_term_and_some_of_the_newest_came_late(self, demo: Scope) -> None:
        assert not rows(Receipt).filter(kind="metering.indexes", deadline_at__isnull=True).exists()
        late = rows(IndexReading).filter(late=True)
        assert late.exists()
        assert not late.filter(contract=first_contract()).exists()


class TestHappenings:
    def test_one_fault_and_one_seal_have_passed(self, demo: Scope) -> None:
        [fault] = rows(FaultInterval).filter(unit__contract=first_contract())
        [sealed] = rows(SealedInterval).filter(equipment__unit__contract=first_contract())

        assert fault.ended_at is not None
        assert sealed.unsealed_at is not None

    def test_faults_that_last_were_told_to_the_metering_engineer(self, demo: Scope) -> None:
        lasting = rows(FaultInterval).filter(ended_at=None)
        notes = rows(Notification).filter(recipient__username="metering", event__startswith="metering.fault")

        assert lasting.exists()
        assert {note.url for note in notes} == {f"/desk/metering/units/{one.unit_id}/" for one in lasting}

    def test_instruments_are_trusted_as_long_as_the_newest_verification_says(self, demo: Scope) -> None:
        differing = rows(Verification).exclude(valid_until=F("instrument__verified_until"))
        assert not differing.exists()


class TestVerifications:
    def test_stand_at_every_stage(self, demo: Scope) -> None:
        installed = rows(Instrument).filter(removed_at__isnull=True)
        ends = set(installed.values_list("verified_until", flat=True))

        stages = {verification_stage(until, on=demo.today) for until in ends}
        assert stages == {None, 90, 30, 7, 0}

    def test_none_puts_a_day_that_was_given_in_doubt(self, demo: Scope) -> None:
        for instrument in rows(Instrument).filter(verified_until__lt=demo.today):
            later = rows(DailyVolume).filter(
                unit_id=instrument.unit_id, gas_day__gt=instrument.verified_until
            )
            assert instrument.removed_at is not None or not later.exists()


class TestQuality:
    def test_is_known_of_each_region_and_month_that_is_over(self, demo: Scope) -> None:
        for region in values_of(SupplyPoint, "region"):
            assert OCTOBER in queries.quality_of(region=region, months=[OCTOBER])
        assert not rows(GasQuality).filter(month=NOVEMBER).exists()
