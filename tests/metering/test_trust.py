"""What volumes rest on once they are recorded, where instruments were replaced, at fault or past their verification."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.metering import operations
from kabinet.metering.models import DailyVolume, FaultInterval
from kabinet.metering.operations import Entry
from kabinet.metering.rules.words import Basis, Doubt, FaultKind, InstrumentKind, Owner, Source
from kabinet.organizations.queries import get_terms
from tests import factories
from tests.factories import MOSCOW, NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

YESTERDAY = TODAY - timedelta(days=1)
BEGINS = datetime(2026, 11, 22, 8, tzinfo=MOSCOW)


def submit(cast: Cast, *, reason: str = "", source: Source = Source.CLIENT) -> tuple[str, str]:
    """Hand in yesterday, and return what it rests on, and why."""
    operations.submit_volumes(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entries=[Entry(cast.unit.pk, YESTERDAY, Decimal(36_100), reason)],
        key="k",
        now=NOW,
        source=source,
    )
    row = DailyVolume.objects.everywhere(reason="a test").get(gas_day=YESTERDAY)
    return row.basis, row.basis_note


def doubts(cast: Cast, volume: str, *days: date) -> list[object]:
    viewer = factories.viewer_of(cast.engineer)
    found = operations.check_volumes(
        viewer=viewer,
        terms=get_terms(viewer=viewer, contract_id=cast.contract.pk),
        entries=[Entry(cast.unit.pk, day, Decimal(volume)) for day in days],
        now=NOW,
    )
    return [(one.day, one.what) for one in found.findings]


def fault(cast: Cast, since: datetime, until: datetime | None) -> None:
    FaultInterval(
        unit=cast.unit,
        kind=FaultKind.BROKEN,
        began_at=since,
        ended_at=until,
        reported_at=since,
        reported_by="Лаптев",
    ).save(force_insert=True)


class TestExpiredVerification:
    @pytest.fixture(autouse=True)
    def expired(self, cast: Cast) -> None:
        factories.instrument(cast.unit, verified_until=YESTERDAY - timedelta(days=1))

    def test_is_told_beside_the_volume_and_asks_for_nothing(self, cast: Cast) -> None:
        assert submit(cast) == (Basis.BUYER, FaultKind.UNVERIFIED)

    def test_is_a_fault_where_the_contract_says_so(self, cast: Cast) -> None:
        cast.contract.overrides = {"expired_verification": "fault"}
        cast.contract.save()

        with pytest.raises(operations.ReasonNeeded):
            submit(cast)
        assert submit(cast, reason="instrument: поверка в декабре") == (Basis.CAPACITY, FaultKind.UNVERIFIED)

    def test_leaves_what_the_device_recorded_with_the_device(self, cast: Cast) -> None:
        cast.contract.overrides = {"expired_verification": "fault"}
        cast.contract.save()

        assert submit(cast, reason="instrument: поверка", source=Source.ARCHIVE) == (
            Basis.BUYER,
            FaultKind.UNVERIFIED,
        )

    def test_counts_by_the_rules_of_each_day(self, cast: Cast) -> None:
        """The month's last days are of other rules than its first."""
        cast.contract.refresh_from_db()
        [old] = get_terms(viewer=factories.viewer_of(cast.engineer), contract_id=cast.contract.pk).rule_sets
        type(old).objects.update(valid_to=YESTERDAY)
        factories.rule_set(since=YESTERDAY, expired_verification="fault")

        before = YESTERDAY - timedelta(days=2)
        factories_day = YESTERDAY - timedelta(days=1)
        assert doubts(cast, "36100", before, factories_day, YESTERDAY) == [(YESTERDAY, Doubt.AT_FAULT)]


class TestFault:
    def test_of_an_hour_asks_for_a_reason_and_leaves_the_volume_measured(self, cast: Cast) -> None:
        factories.instrument(cast.unit)
        fault(cast, BEGINS + timedelta(hours=6), BEGINS + timedelta(hours=7))

        assert doubts(cast, "36100", YESTERDAY) == [(YESTERDAY, Doubt.AT_FAULT)]
        assert submit(cast, reason="instrument: батарея") == (Basis.BUYER, FaultKind.BROKEN)

    def test_of_the_whole_day_leaves_the_capacity(self, cast: Cast) -> None:
        factories.instrument(cast.unit)
        fault(cast, BEGINS - timedelta(hours=1), None)

        assert submit(cast, reason="instrument: по мощности") == (Basis.CAPACITY, FaultKind.BROKEN)


def test_a_pressure_sensor_of_the_supplier_makes_no_volume_the_supplier_s(cast: Cast) -> None:
    factories.instrument(cast.unit, kind=InstrumentKind.CORRECTOR, owner=Owner.BUYER)
    factories.instrument(
        cast.unit, kind=InstrumentKind.PRESSURE, owner=Owner.SUPPLIER, serial_number="P-1", digits=None
    )

    assert submit(cast) == (Basis.BUYER, "")


def test_a_day_is_held_against_the_range_of_the_instrument_that_stood_there(cast: Cast) -> None:
    """Until the 20th, 14:30, it was one of 2000 m³ an hour, since then of 1000."""
    at = datetime(2026, 11, 20, 14, 30, tzinfo=MOSCOW)
    factories.instrument(cast.unit, greatest_flow=Decimal(2000), removed_at=at)
    factories.instrument(cast.unit, greatest_flow=Decimal(1000), installed_at=at, serial_number="2")

    days = [date(2026, 11, day) for day in (19, 20, 21)]
    assert doubts(cast, "36100", *days) == [(days[2], Doubt.OVER_RANGE)]
