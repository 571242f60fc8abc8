"""A reading is corrected, and the days that were shared from it follow: corrections by the ordinary rules."""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import pytest

from kabinet.journal.models import Receipt
from kabinet.metering import operations
from kabinet.metering.models import Adjustment, DailyVolume, IndexReading, Instrument, VolumeSubmission
from kabinet.metering.operations import Entry, NewIndex, PlannedIndex
from kabinet.metering.rules.corrections import Standing
from kabinet.metering.rules.words import IndexFault, InstrumentKind, Source, Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.models import Contract
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, Cast
from tests.metering import counters

pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 11, 18, 8, tzinfo=MOSCOW)
READ = datetime(2026, 11, 22, 8, tzinfo=MOSCOW)
DAYS = [date(2026, 11, day) for day in (18, 19, 20, 21)]
WHY = "mistake: переставлены цифры"

submit = partial(counters.submit, at=READ, spread=True)


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return factories.instrument(
        cast.unit, kind=InstrumentKind.CORRECTOR, installed_at=BEGAN, opening_index=Decimal(0)
    )


def plan(cast: Cast, counter: Instrument, index: str, now: datetime = NOW) -> PlannedIndex:
    [found] = operations.plan_indexes(
        [NewIndex(counter.pk, Decimal(index), reason=WHY)],
        viewer=factories.viewer_of(cast.engineer),
        terms=organizations.terms_of(cast.contract),
        taken_at=READ,
        now=now,
    )
    return found


def current() -> dict[date, Decimal]:
    rows = DailyVolume.objects.everywhere(reason="a test").filter(superseded_at__isnull=True)
    return dict(rows.values_list("gas_day", "volume"))


def versions(day: date) -> list[tuple[int, str, str, Decimal]]:
    rows = DailyVolume.objects.everywhere(reason="a test").filter(gas_day=day).order_by("version")
    return list(rows.values_list("version", "source", "status", "volume"))


def correct_day(cast: Cast, day: date, volume: str) -> None:
    operations.correct_volume(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entry=Entry(cast.unit.pk, day, Decimal(volume), WHY),
        seen_version=1,
        key=f"day-{day}",
        now=NOW,
    )


def override(contract: Contract, **parameters: object) -> None:
    contract.overrides = parameters
    contract.save()


class TestPreview:
    def test_shows_each_day_with_the_effect_before_anything_is_written(
        self, cast: Cast, counter: Instrument
    ) -> None:
        submit(cast, counter, "40000")

        offer = plan(cast, counter, "39000").offer

        assert offer is not None
        assert offer.effect == -1000
        assert [(one.day, one.was, one.share, one.standing) for one in offer.days] == [
            (day, 10_000, 9_750, Standing.FREE) for day in DAYS
        ]
        assert IndexReading.objects.everywhere(reason="a test").count() == 1

    def test_offers_nothing_where_no_day_came_from_the_reading(self, cast: Cast, counter: Instrument) -> None:
        factories.volumes(cast.unit, dict.fromkeys(DAYS, "10000"))
        submit(cast, counter, "40000", spread=False)

        assert plan(cast, counter, "39000").offer is None


class TestCorrection:
    def test_gives_the_days_new_versions_that_add_up_to_the_counter(
        self, cast: Cast, counter: Instrument
    ) -> None:
        submit(cast, counter, "40000")

        receipt = submit(cast, counter, "39000.0001", key="2", reason=WHY)

        assert sum(current().values()) == Decimal("39000.0001")
        assert versions(DAYS[0]) == [
            (1, Source.INDEX, Status.CHECKED, 10_000),
            (2, Source.INDEX, Status.RECORDED, 9_750),
        ]
        [told] = json.loads(receipt.content)["indexes"]
        assert [(one["replaces"], one["counts_after_consent"]) for one in told["shared"]] == [
            ("10000.0000", False)
        ] * 4
        assert Receipt.objects.everywhere(reason="a test").filter(kind="metering.correction").count() == 1

    def test_leaves_the_days_alone_where_that_is_not_wished(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "40000")
        submit(cast, counter, "39000", key="2", reason=WHY, spread=False)

        assert sum(current().values()) == 40_000

        submit(cast, counter, "39000", key="3", reason=WHY)
        assert sum(current().values()) == 39_000

    def test_leaves_days_that_were_given_otherwise(self, cast: Cast, counter: Instrument) -> None:
        factories.volumes(cast.unit, {DAYS[0]: "7000"})
        submit(cast, counter, "40000")
        correct_day(cast, DAYS[1], "12000")

        submit(cast, counter, "39000", key="2", reason=WHY)

        assert current() == dict(zip(DAYS, [7_000, 12_000, 10_000, 10_000], strict=True))
        assert versions(DAYS[1])[-1][:2] == (2, Source.CLIENT)

    def test_a_day_that_was_returned_takes_its_share_as_a_new_one(
        self, cast: Cast, counter: Instrument
    ) -> None:
        submit(cast, counter, "40000")
        [handed_in] = VolumeSubmission.objects.everywhere(reason="a test")
        operations.decide_submission(
            viewer=factories.viewer_of(cast.curator),
            submission_id=handed_in.pk,
            accept=False,
            reason="Проверьте",
            now=NOW,
        )

        submit(cast, counter, "39000", key="2", reason=WHY)

        assert sum(current().values()) == 39_000
        assert versions(DAYS[0])[-1][2] == Status.CHECKED

    def test_of_less_than_the_other_days_is_refused_and_leaves_all_as_it_was(
        self, cast: Cast, counter: Instrument
    ) -> None:
        factories.volumes(cast.unit, {DAYS[0]: "7000"})
        submit(cast, counter, "40000")

        with pytest.raises(operations.IndexesRefused) as refused:
            submit(cast, counter, "6000", key="2", reason=WHY)

        assert refused.value.facts["faults"] == {counter.pk: IndexFault.LESS_THAN_DAYS}
        assert sum(current().values()) == 40_000
        assert IndexReading.objects.everywhere(reason="a test").count() == 1

    def test_a_second_press_gives_the_same_receipt(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "40000")

        assert submit(cast, counter, "39000", key="2", reason=WHY) == submit(
            cast, counter, "39000", key="2", reason=WHY
        )
        assert len(versions(DAYS[0])) == 2


class TestTerm:
    @pytest.fixture(autouse=True)
    def term(self, cast: Cast) -> None:
        """Corrections of the days before the 20th are no longer the customer's alone."""
        override(cast.contract, correction_due_days={"amount": 2, "says": "п. 4.5 договора"})

    def test_what_is_past_it_waits_for_consent(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "40000")

        submit(cast, counter, "38000", key="2", reason=WHY)

        assert current() == dict(zip(DAYS, [10_000, 10_000, 9_500, 9_500], strict=True))
        assert versions(DAYS[0])[-1] == (2, Source.INDEX, Status.PROPOSED, 9_500)

    def test_while_it_waits_the_days_cannot_follow_once_more(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "40000")
        submit(cast, counter, "38000", key="2", reason=WHY)

        offer = plan(cast, counter, "37000").offer
        assert offer is not None
        assert offer.obstacle is IndexFault.CORRECTION_WAITS
        with pytest.raises(operations.IndexesRefused):
            submit(cast, counter, "37000", key="3", reason=WHY)
        submit(cast, counter, "37000", key="4", reason=WHY, spread=False)

    def test_where_the_contract_takes_none_the_reading_alone_is_corrected(
        self, cast: Cast, counter: Instrument
    ) -> None:
        override(
            cast.contract,
            correction_due_days={"amount": 2, "says": "п. 4.5 договора"},
            late_corrections_with_consent=False,
        )
        submit(cast, counter, "40000")

        with pytest.raises(operations.IndexesRefused) as refused:
            submit(cast, counter, "38000", key="2", reason=WHY)
        assert refused.value.facts["faults"] == {counter.pk: IndexFault.CORRECTION_TOO_LATE}
        submit(cast, counter, "38000", key="3", reason=WHY, spread=False)
        assert sum(current().values()) == 40_000


def test_in_a_closed_month_the_difference_counts_in_the_open_one(cast: Cast, counter: Instrument) -> None:
    after = datetime(2026, 12, 2, 9, 20, tzinfo=MOSCOW)
    first = datetime(2026, 12, 1, 8, tzinfo=MOSCOW)
    counter.installed_at = datetime(2026, 11, 1, 8, tzinfo=MOSCOW)
    counter.save()
    cast.unit.in_use_from = date(2026, 11, 1)
    cast.unit.save()
    submit(cast, counter, "300000", at=first, now=after)
    VolumeSubmission.objects.everywhere(reason="a test").update(status=Status.ACCEPTED)
    DailyVolume.objects.everywhere(reason="a test").update(status=Status.ACCEPTED)
    operations.close_month(
        viewer=factories.viewer_of(cast.head),
        contract_id=cast.contract.pk,
        month=BillingMonth(2026, 11),
        now=after,
    )
    override(cast.contract, correction_due_days={"amount": 60, "says": "п. 4.5 договора"})

    submit(cast, counter, "297000", at=first, now=after, key="2", reason=WHY)

    rows = Adjustment.objects.everywhere(reason="a test")
    assert sum(rows.values_list("difference", flat=True)) == -3000
    assert {row.month for row in rows} == {BillingMonth(2026, 12)}
