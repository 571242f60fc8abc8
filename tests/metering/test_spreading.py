"""The volume of a counter shared among the days without one, and compared with those that have one."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from kabinet.journal.models import Receipt
from kabinet.metering import operations
from kabinet.metering.models import DailyVolume, Instrument
from kabinet.metering.operations import NewIndex
from kabinet.metering.rules.words import Doubt, IndexFault
from kabinet.organizations import queries as organizations
from tests import factories
from tests.factories import MOSCOW, NOW, Cast
from tests.metering.counters import NOVEMBER, OCTOBER, fault_of, near_the_roll_over, submit

pytestmark = pytest.mark.django_db

WHY = "production: запущена вторая печь"


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return near_the_roll_over(cast)


def days(**narrowed: object) -> dict[date, Decimal]:
    rows = DailyVolume.objects.everywhere(reason="a test").filter(superseded_at__isnull=True, **narrowed)
    return dict(rows.values_list("gas_day", "volume"))


class TestSpreading:
    def test_shares_the_volume_among_the_days_of_the_month(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "210001", spread=True)

        assert sum(days().values()) == 310_001
        assert set(days()) == {date(2026, 10, day) for day in range(1, 32)}
        assert {row.source for row in DailyVolume.objects.everywhere(reason="a test")} == {"index"}
        assert Receipt.objects.everywhere(reason="a test").filter(kind="metering.volumes").count() == 1

    def test_days_that_were_given_stay_and_the_others_take_the_rest(
        self, cast: Cast, counter: Instrument
    ) -> None:
        factories.volumes(cast.unit, {date(2026, 10, 1): "10000", date(2026, 10, 2): "0"})

        submit(cast, counter, "210000", spread=True, reason=WHY)

        assert days()[date(2026, 10, 1)] == 10_000
        assert sum(days().values()) == 310_000

    def test_more_by_days_than_by_the_counter_is_refused(self, cast: Cast, counter: Instrument) -> None:
        factories.volumes(cast.unit, {date(2026, 10, 1): "310001"})

        assert fault_of(cast, counter, "210000") is IndexFault.LESS_THAN_DAYS

    def test_a_day_that_is_not_over_takes_nothing(self, cast: Cast, counter: Instrument) -> None:
        at = datetime(2026, 11, 22, 23, tzinfo=MOSCOW)

        assert fault_of(cast, counter, "210000", at=at, now=at) is IndexFault.DAYS_REFUSED

    def test_a_period_of_more_than_two_months_is_not_spread(self, cast: Cast) -> None:
        meter = factories.instrument(cast.unit, opening_index=Decimal(0))

        assert fault_of(cast, meter, "210000") is IndexFault.PERIOD_TOO_LONG


class TestComparison:
    def test_tells_by_how_much_the_days_differ(self, cast: Cast, counter: Instrument) -> None:
        factories.volumes(cast.unit, {date(2026, 10, day): "10000" for day in range(1, 32)})
        submit(cast, counter, "211000")

        [(_, at, found)] = operations.compare_newest(
            viewer=factories.viewer_of(cast.engineer), terms=organizations.terms_of(cast.contract)
        )

        assert at == NOVEMBER
        assert found.difference == 311_000 - 310_000
        assert found.agrees

    def test_of_a_meter_beside_a_corrector_there_is_none(self, cast: Cast, counter: Instrument) -> None:
        meter = factories.instrument(
            cast.unit, serial_number="5", opening_index=Decimal(0), installed_at=OCTOBER
        )
        submit(cast, meter, "100000")

        found = operations.compare_newest(
            viewer=factories.viewer_of(cast.engineer), terms=organizations.terms_of(cast.contract)
        )
        assert found == []


def test_what_is_unlikely_is_told_before_it_is_submitted(cast: Cast, counter: Instrument) -> None:
    [plan] = operations.plan_indexes(
        [NewIndex(counter.pk, Decimal(99_000_000))],
        viewer=factories.viewer_of(cast.engineer),
        terms=organizations.terms_of(cast.contract),
        taken_at=NOVEMBER,
        now=NOW,
    )
    assert plan.fault is IndexFault.FELL

    counter.greatest_flow = Decimal(100)
    counter.save()
    [plan] = operations.plan_indexes(
        [NewIndex(counter.pk, Decimal(99_990_000))],
        viewer=factories.viewer_of(cast.engineer),
        terms=organizations.terms_of(cast.contract),
        taken_at=NOVEMBER,
        now=NOW,
    )
    assert plan.doubt is Doubt.OVER_RANGE
