"""What happens to instruments and equipment: each act once, in the order of time, with its record in the journal."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.metering import operations, queries
from kabinet.metering.models import FaultInterval, GasUsingUnit, Instrument, MonthStatement, SealedInterval
from kabinet.metering.operations import FaultFacts, NewInstrument
from kabinet.metering.rules.words import FaultKind, InstrumentKind
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 14, 30, tzinfo=MOSCOW)
NEW = NewInstrument("ЕК270", "7001", "buyer", date(2031, 11, 1), digits=8, opening_index=Decimal(12))


@pytest.fixture
def curator(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.curator)


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return factories.instrument(cast.unit, kind=InstrumentKind.CORRECTOR, opening_index=Decimal(1000))


def events() -> list[str]:
    rows = Record.objects.everywhere(reason="a test").filter(event__startswith="metering.")
    return list(rows.order_by("id").values_list("event", flat=True))


def facts_of(event: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Record.objects.everywhere(reason="a test").get(event=event).data)
    return found


class TestVerification:
    def verify(
        self, viewer: Viewer, counter: Instrument, on: date = TODAY, until: date = date(2031, 11, 1)
    ) -> None:
        operations.record_verification(
            viewer=viewer,
            instrument_id=counter.pk,
            verified_on=on,
            valid_until=until,
            certificate=f"С-{on}",
            now=NOW,
        )

    def test_moves_the_day_until_which_the_instrument_is_trusted(
        self, curator: Viewer, counter: Instrument
    ) -> None:
        self.verify(curator, counter)
        self.verify(curator, counter)

        counter.refresh_from_db()
        assert counter.verified_until == date(2031, 11, 1)
        assert events() == ["metering.verification.recorded"]

    def test_of_long_ago_moves_nothing(self, curator: Viewer, counter: Instrument) -> None:
        self.verify(curator, counter)
        self.verify(curator, counter, on=date(2021, 1, 1), until=date(2026, 1, 1))

        counter.refresh_from_db()
        assert counter.verified_until == date(2031, 11, 1)

    def test_of_the_same_day_with_another_end_is_refused(self, curator: Viewer, counter: Instrument) -> None:
        self.verify(curator, counter)
        with pytest.raises(operations.AlreadyRecorded):
            self.verify(curator, counter, until=date(2032, 11, 1))
        with pytest.raises(operations.WrongOrder):
            self.verify(curator, counter, on=TODAY + timedelta(days=1))

    def test_is_not_the_customer_s_to_record(self, cast: Cast, counter: Instrument) -> None:
        with pytest.raises(NotAllowed):
            self.verify(factories.viewer_of(cast.director), counter)

    def test_of_another_curator_s_customer_is_not_there(self, cast: Cast, counter: Instrument) -> None:
        stranger = factories.user("zaitsev", role=cast.curator.role, name="Зайцев Лев Львович")
        with pytest.raises(queries.InstrumentNotFound):
            self.verify(factories.viewer_of(stranger), counter)


class TestSeals:
    def test_are_set_once_and_removed_once(self, curator: Viewer, counter: Instrument) -> None:
        for _ in range(2):
            seal = operations.set_seal(
                viewer=curator, instrument_id=counter.pk, number="4711", place="Крышка", set_on=TODAY, now=NOW
            )
        for _ in range(2):
            operations.remove_seal(
                viewer=curator, seal_id=seal.pk, removed_on=TODAY, reason="Поверка", now=NOW
            )

        assert events() == ["metering.seal.set", "metering.seal.removed"]
        with pytest.raises(operations.AlreadyRecorded):
            operations.remove_seal(
                viewer=curator, seal_id=seal.pk, removed_on=TODAY, reason="Сорвана", now=NOW
            )

    def test_cannot_be_removed_before_they_were_set(self, curator: Viewer, counter: Instrument) -> None:
        seal = operations.set_seal(
            viewer=curator, instrument_id=counter.pk, number="4711", place="Крышка", set_on=TODAY, now=NOW
        )
        with pytest.raises(operations.WrongOrder):
            operations.remove_seal(
                viewer=curator, seal_id=seal.pk, removed_on=TODAY - timedelta(days=1), reason="", now=NOW
            )


class TestReplacement:
    def replace(
        self,
        viewer: Viewer,
        counter: Instrument,
        *,
        at: datetime = AT,
        closing: str = "2000",
        new: NewInstrument = NEW,
        reason: str = "",
    ) -> Instrument:
        return operations.replace_instrument(
            viewer=viewer,
            instrument_id=counter.pk,
            at=at,
            closing_index=Decimal(closing),
            new=new,
            reason=reason,
            now=NOW,
        )

    def test_takes_one_off_and_puts_the_other_in_its_place(
        self, curator: Viewer, counter: Instrument
    ) -> None:
        new = self.replace(curator, counter)

        counter.refresh_from_db()
        assert (counter.removed_at, counter.closing_index) == (AT, Decimal(2000))
        assert (new.unit_id, new.kind, new.installed_at) == (counter.unit_id, counter.kind, AT)
        assert self.replace(curator, counter) == new
        assert events() == ["metering.instrument.replaced"]

    def test_otherwise_than_before_is_refused(self, curator: Viewer, counter: Instrument) -> None:
        self.replace(curator, counter)
        with pytest.raises(operations.AlreadyRecorded):
            self.replace(curator, counter, closing="2001")

    def test_with_less_than_the_counter_showed_is_refused(self, curator: Viewer, counter: Instrument) -> None:
        with pytest.raises(operations.IndexFell):
            self.replace(curator, counter, closing="999")

    @pytest.mark.parametrize("closing", ["-1", "100000000"])
    def test_with_what_the_old_counter_cannot_show_is_refused(
        self, curator: Viewer, counter: Instrument, closing: str
    ) -> None:
        with pytest.raises(operations.ClosingIndexImpossible):
            self.replace(curator, counter, closing=closing)

    @pytest.mark.parametrize(("opening", "digits"), [("-1", 8), ("1000000", 6), ("-1", None)])
    def test_with_what_the_new_counter_cannot_show_is_refused(
        self, curator: Viewer, counter: Instrument, opening: str, digits: int | None
    ) -> None:
        new = replace(NEW, digits=digits, opening_index=Decimal(opening))
        with pytest.raises(operations.OpeningIndexImpossible):
            self.replace(curator, counter, new=new)
        self.replace(curator, counter, new=replace(new, digits=7, opening_index=Decimal(999_999)))

    def test_with_more_than_can_have_passed_wants_a_reason(
        self, curator: Viewer, counter: Instrument
    ) -> None:
        counter.greatest_flow, counter.installed_at = Decimal(100), AT - timedelta(hours=10)
        counter.save()

        with pytest.raises(operations.ClosingIndexUnlikely):
            self.replace(curator, counter, closing="2001")
        self.replace(curator, counter, closing="2001", reason="Так в акте")
        assert facts_of("metering.instrument.replaced")["reason"] == "Так в акте"

    def test_with_ten_times_the_usual_wants_a_reason(
        self, cast: Cast, curator: Viewer, counter: Instrument
    ) -> None:
        for number, hours in enumerate((20, 10), start=1):
            operations.submit_index_readings(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.contract.pk,
                new=[operations.NewIndex(counter.pk, Decimal(1000 + number * 100))],
                taken_at=AT - timedelta(hours=hours),
                key=f"{number}",
                now=NOW,
            )

        with pytest.raises(operations.ClosingIndexUnlikely):
            self.replace(curator, counter, closing="2200")
        self.replace(curator, counter, closing="1800")

    def test_before_the_last_reading_is_refused(
        self, cast: Cast, curator: Viewer, counter: Instrument
    ) -> None:
        operations.submit_index_readings(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            new=[operations.NewIndex(counter.pk, Decimal(1500))],
            taken_at=AT + timedelta(hours=1),
            key="k",
            now=NOW,
        )
        with pytest.raises(operations.WrongOrder):
            self.replace(curator, counter)

    def test_by_an_instrument_that_stands_elsewhere_is_refused(
        self, cast: Cast, curator: Viewer, counter: Instrument
    ) -> None:
        unit = factories.metering_unit(factories.supply_point(cast.neighbour_contract, "ТП-9"))
        factories.instrument(unit, model=NEW.model, serial_number=NEW.serial_number)

        with pytest.raises(operations.SerialNumberTaken):
            self.replace(curator, counter)

    def test_in_a_closed_month_is_the_head_s_alone_and_wants_a_reason(
        self, cast: Cast, curator: Viewer, counter: Instrument
    ) -> None:
        MonthStatement(
            contract=cast.contract,
            month=BillingMonth(2026, 11),
            volume=Decimal(0),
            overtake=Decimal(0),
            content={},
            closed_at=NOW,
            closed_by="Орлов",
        ).save(force_insert=True)
        head = factories.viewer_of(cast.head)

        for viewer, reason in ((curator, "Акт пришёл поздно"), (head, "")):
            with pytest.raises(operations.MonthIsClosed):
                self.replace(viewer, counter, reason=reason)
        self.replace(head, counter, reason="Акт пришёл поздно")

        assert facts_of("metering.instrument.replaced")["reason"] == "Акт пришёл поздно"


class TestFaults:
    FACTS = FaultFacts(FaultKind.BROKEN, AT, note="Погас экран")

    def report(self, cast: Cast, facts: FaultFacts = FACTS) -> Any:
        return operations.report_fault(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            unit_id=cast.unit.pk,
            facts=facts,
            key="k",
            now=NOW,
        )

    def test_is_reported_by_the_customer_with_a_receipt(self, cast: Cast) -> None:
        receipt = self.report(cast)

        assert self.report(cast) == receipt
        assert json.loads(receipt.content)["note"] == "Погас экран"
        assert FaultInterval.objects.everywhere(reason="a test").get().reported_by == cast.engineer.full_name

    def test_of_an_instrument_of_another_unit_is_not_there(self, cast: Cast) -> None:
        unit = factories.metering_unit(cast.point, "УУГ-8")
        other = factories.instrument(unit)
        with pytest.raises(queries.InstrumentNotFound):
            self.report(cast, FaultFacts(FaultKind.BROKEN, AT, instrument_id=other.pk))

    def test_is_recorded_and_ended_by_the_supplier_once(self, cast: Cast, curator: Viewer) -> None:
        for _ in range(2):
            fault = operations.record_fault(viewer=curator, unit_id=cast.unit.pk, facts=self.FACTS, now=NOW)
        for _ in range(2):
            operations.end_fault(viewer=curator, fault_id=fault.pk, ended_at=AT + timedelta(hours=2), now=NOW)

        assert events() == ["metering.fault.reported", "metering.fault.ended"]
        with pytest.raises(operations.AlreadyRecorded):
            operations.end_fault(viewer=curator, fault_id=fault.pk, ended_at=NOW, now=NOW)

    @pytest.mark.parametrize(
        "facts",
        [
            FaultFacts(FaultKind.BROKEN, NOW + timedelta(minutes=1)),
            FaultFacts(FaultKind.BROKEN, AT, ended_at=AT),
            FaultFacts(FaultKind.BROKEN, AT, ended_at=NOW + timedelta(minutes=1)),
        ],
    )
    def test_that_ends_before_it_begins_or_is_still_to_come_is_refused(
        self, cast: Cast, facts: FaultFacts
    ) -> None:
        with pytest.raises(operations.WrongOrder):
            self.report(cast, facts)


class TestEquipment:
    @pytest.fixture
    def kiln(self, cast: Cast) -> GasUsingUnit:
        row = GasUsingUnit(
            unit=cast.unit, name="Печь № 1", capacity=Decimal(1200), in_use_from=date(2026, 1, 1)
        )
        row.save(force_insert=True)
        return row

    def seal(self, viewer: Viewer, kiln: GasUsingUnit, at: datetime = AT) -> SealedInterval:
        return operations.seal_equipment(
            viewer=viewer, equipment_id=kiln.pk, sealed_at=at, act="Акт № 12", now=NOW
        )

    def test_is_sealed_and_unsealed_once(self, curator: Viewer, kiln: GasUsingUnit) -> None:
        row = self.seal(curator, kiln)
        assert self.seal(curator, kiln) == row
        with pytest.raises(operations.AlreadyRecorded):
            self.seal(curator, kiln, at=AT + timedelta(hours=1))
        for _ in range(2):
            operations.unseal_equipment(
                viewer=curator, interval_id=row.pk, unsealed_at=AT + timedelta(hours=1), now=NOW
            )

        assert events() == ["metering.equipment.sealed", "metering.equipment.unsealed"]
        self.seal(curator, kiln, at=AT + timedelta(hours=1))

    def test_cannot_be_unsealed_before_it_was_sealed(self, curator: Viewer, kiln: GasUsingUnit) -> None:
        row = self.seal(curator, kiln)
        with pytest.raises(operations.WrongOrder):
            operations.unseal_equipment(viewer=curator, interval_id=row.pk, unsealed_at=AT, now=NOW)


def test_everything_about_a_unit_is_read_together(cast: Cast, curator: Viewer, counter: Instrument) -> None:
    operations.set_seal(
        viewer=curator, instrument_id=counter.pk, number="4711", place="Крышка", set_on=TODAY, now=NOW
    )

    found = queries.record_of_unit(viewer=curator, unit=cast.unit)
    assert ([one.pk for one in found.instruments], [one.number for one in found.seals]) == (
        [counter.pk],
        ["4711"],
    )
    neighbour = factories.viewer_of(cast.neighbour)
    assert not queries.record_of_contract(viewer=neighbour, contract_id=cast.contract.pk).seals
