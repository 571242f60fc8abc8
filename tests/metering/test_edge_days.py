"""Months read from the end of their first hour to that of the next month: no day is lost between two files."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kabinet.metering import operations
from kabinet.metering.archives import Fate
from tests import factories
from tests.factories import Cast
from tests.formats.archives import samples
from tests.metering.archived import NOVEMBER, daily, device, hour_count, plan, submitted, sums, taken

pytestmark = pytest.mark.django_db

BOUNDARY = NOVEMBER.date() + timedelta(days=10)
HOURS = samples.hours(20 * 24 + 1, NOVEMBER)
#: The first row of a file is the total at the end of the hour in which the gas day begins.
EARLIER, LATER = HOURS[: 10 * 24 + 1], HOURS[10 * 24 + 1 :]


@pytest.fixture(autouse=True)
def _corrector(cast: Cast) -> None:
    device(cast.unit)


def fate(cast: Cast, content: bytes, day: date = BOUNDARY) -> Fate:
    row = taken(cast, content)
    return next(one.fate for one in plan(cast, row) if one.day == day)


class TestAMonthAfterAnother:
    def test_the_day_between_is_whole_with_the_hour_that_the_earlier_one_gave(self, cast: Cast) -> None:
        submitted(cast, taken(cast, samples.ek270(EARLIER)))
        assert BOUNDARY not in daily()

        submitted(cast, taken(cast, samples.ek270(LATER)), key="later")

        assert daily() == sums(HOURS[: 20 * 24])
        assert hour_count() == len(HOURS)

    def test_without_the_earlier_one_the_day_lacks_an_hour(self, cast: Cast) -> None:
        assert fate(cast, samples.ek270(LATER)) is Fate.INCOMPLETE

    def test_looked_at_again_the_day_is_the_same(self, cast: Cast) -> None:
        submitted(cast, taken(cast, samples.ek270(EARLIER)))
        row = taken(cast, samples.ek270(LATER))
        submitted(cast, row, key="later")

        assert {one.fate for one in plan(cast, row)} == {Fate.SAME, Fate.INCOMPLETE}
        assert next(one.fate for one in plan(cast, row) if one.day == BOUNDARY) is Fate.SAME

    def test_a_part_of_a_day_replaces_no_whole_one(self, cast: Cast) -> None:
        submitted(cast, taken(cast, samples.ek270(HOURS)))
        other = [samples.replace(one, volume=one.volume + 5000) for one in LATER]

        assert fate(cast, samples.ek270(other)) is Fate.INCOMPLETE

    def test_in_the_other_order_the_earlier_one_completes_the_day(self, cast: Cast) -> None:
        submitted(cast, taken(cast, samples.ek270(LATER)))

        submitted(cast, taken(cast, samples.ek270(EARLIER)), key="earlier")

        assert daily() == sums(HOURS[: 20 * 24])

    def test_a_day_typed_meanwhile_keeps_its_volume(self, cast: Cast) -> None:
        submitted(cast, taken(cast, samples.ek270(EARLIER)))
        operations.submit_volumes(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entries=[operations.Entry(cast.unit.pk, BOUNDARY, sums(HOURS)[BOUNDARY].quantize(Decimal(1)))],
            key="typed",
            now=factories.NOW,
        )

        assert fate(cast, samples.ek270(LATER)) is Fate.SAME
