"""Two people at the same moment: a counter is read once, an instrument replaced once, a seal set once."""

from datetime import datetime
from decimal import Decimal

import pytest

from kabinet.access.models import User
from kabinet.foundation.refusal import Refusal
from kabinet.journal.models import Receipt
from kabinet.metering import operations
from kabinet.metering.models import IndexReading, Instrument, Seal
from kabinet.metering.operations import AlreadyRecorded, IndexesRefused, NewIndex, NewInstrument, ReasonNeeded
from kabinet.metering.rules.words import InstrumentKind
from tests import factories
from tests.at_once import at_once, one_of_each
from tests.factories import MOSCOW, NOW, TODAY, Cast

pytestmark = pytest.mark.usefixtures("begun")

OCTOBER = datetime(2026, 10, 1, 8, tzinfo=MOSCOW)
NOVEMBER = datetime(2026, 11, 1, 8, tzinfo=MOSCOW)


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit, kind=InstrumentKind.CORRECTOR, installed_at=OCTOBER, opening_index=Decimal(1000)
    )


def read(cast: Cast, person: User, counter: Instrument, index: str, *, key: str) -> Receipt:
    return operations.submit_index_readings(
        viewer=factories.viewer_of(person),
        contract_id=cast.contract.pk,
        new=[NewIndex(counter.pk, Decimal(index))],
        taken_at=NOVEMBER,
        key=key,
        now=NOW,
    )


def replace(cast: Cast, counter: Instrument, serial_number: str) -> Instrument:
    return operations.replace_instrument(
        viewer=factories.viewer_of(cast.curator),
        instrument_id=counter.pk,
        at=NOVEMBER,
        closing_index=Decimal(2000),
        new=NewInstrument("ЕК270", serial_number, "buyer", TODAY, digits=8, opening_index=Decimal(0)),
        reason="",
        now=NOW,
    )


class TestReadings:
    def test_one_key_gets_one_receipt_however_often_it_comes(self, cast: Cast, counter: Instrument) -> None:
        receipts = at_once([lambda: read(cast, cast.engineer, counter, "5000", key="pressed")] * 4)

        assert len({receipt.number for receipt in receipts}) == 1
        assert IndexReading.objects.everywhere(reason="test").count() == 1

    @pytest.mark.parametrize(("second", "refused"), [("5000", IndexesRefused), ("6000", ReasonNeeded)])
    def test_who_comes_second_replaces_nothing_unawares(
        self, cast: Cast, counter: Instrument, second: str, refused: type[Refusal]
    ) -> None:
        one_of_each(
            at_once(
                [
                    lambda: read(cast, cast.engineer, counter, "5000", key="a"),
                    lambda: read(cast, cast.director, counter, second, key="b"),
                ]
            ),
            Receipt,
            refused,
        )
        assert IndexReading.objects.everywhere(reason="test").count() == 1


class TestInstruments:
    def test_a_replacement_pressed_twice_is_one(self, cast: Cast, counter: Instrument) -> None:
        found = at_once([lambda: replace(cast, counter, "7001")] * 3)

        assert len({one.pk for one in found}) == 1

    def test_of_two_replacements_one_is_told(self, cast: Cast, counter: Instrument) -> None:
        one_of_each(
            at_once([lambda: replace(cast, counter, "7001"), lambda: replace(cast, counter, "7002")]),
            Instrument,
            AlreadyRecorded,
        )

    def test_a_seal_pressed_twice_is_one(self, cast: Cast, counter: Instrument) -> None:
        def seal() -> Seal:
            return operations.set_seal(
                viewer=factories.viewer_of(cast.curator),
                instrument_id=counter.pk,
                number="4711",
                place="Крышка",
                set_on=TODAY,
                now=NOW,
            )

        at_once([seal] * 3)

        assert Seal.objects.everywhere(reason="test").count() == 1
