"""Readings of counters: volumes, corrections, a counter replaced, the volume shared among the days."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.foundation.refusal import NotAllowed
from kabinet.metering import operations, queries
from kabinet.metering.models import DailyVolume, IndexReading, Instrument
from kabinet.metering.operations import NewIndex
from kabinet.metering.rules.words import IndexFault, InstrumentKind, Source
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import ContractNotFound
from tests import factories
from tests.factories import MOSCOW, NOW, Cast
from tests.metering.counters import NOVEMBER, fault_of, near_the_roll_over, submit

pytestmark = pytest.mark.django_db

WHY = "production: запущена вторая печь"


@pytest.fixture
def counter(cast: Cast) -> Instrument:
    return near_the_roll_over(cast)


def current() -> IndexReading:
    return IndexReading.objects.everywhere(reason="a test").get(superseded_at__isnull=True)


def rows_by_time() -> list[IndexReading]:
    return list(IndexReading.objects.everywhere(reason="a test").order_by("taken_at", "version"))


def days(**narrowed: object) -> dict[date, Decimal]:
    rows = DailyVolume.objects.everywhere(reason="a test").filter(superseded_at__isnull=True, **narrowed)
    return dict(rows.values_list("gas_day", "volume"))


class TestReading:
    def test_gives_what_passed_over_the_roll_over_with_a_receipt(
        self, cast: Cast, counter: Instrument
    ) -> None:
        receipt = submit(cast, counter, "210000")

        row = current()
        assert row.rolled_over
        assert row.volume == 310_000
        assert row.receipt_number == receipt.number
        [told] = json.loads(receipt.content)["indexes"]
        assert (told["index"], told["volume"], told["rolled_over"]) == ("210000", "310000.0000", True)

    def test_a_second_press_gives_the_same_receipt(self, cast: Cast, counter: Instrument) -> None:
        assert submit(cast, counter, "210000") == submit(cast, counter, "210000")

    def test_of_the_same_moment_is_the_next_version_and_wants_a_reason(
        self, cast: Cast, counter: Instrument
    ) -> None:
        submit(cast, counter, "210000")
        with pytest.raises(operations.ReasonNeeded):
            submit(cast, counter, "200000", key="2")
        submit(cast, counter, "200000", key="2", reason="mistake")

        assert current().version == 2
        assert current().volume == 300_000
        assert IndexReading.objects.everywhere(reason="a test").count() == 2

    def test_ten_times_the_usual_wants_a_reason(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "0", at=datetime(2026, 10, 16, 8, tzinfo=MOSCOW))
        submit(cast, counter, "10", at=datetime(2026, 10, 31, 8, tzinfo=MOSCOW), key="2", reason=WHY)

        with pytest.raises(operations.ReasonNeeded):
            submit(cast, counter, "20000", key="3")

    @pytest.mark.parametrize(
        ("index", "at", "fault"),
        [
            ("-1", NOVEMBER, IndexFault.NEGATIVE),
            ("100000000", NOVEMBER, IndexFault.TOO_LONG),
            ("99800000", NOVEMBER, IndexFault.FELL),
            ("99900001", datetime(2026, 11, 23, 9, 21, tzinfo=MOSCOW), IndexFault.NOT_YET),
            ("99900001", datetime(2026, 9, 30, tzinfo=MOSCOW), IndexFault.NOT_INSTALLED),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, cast: Cast, counter: Instrument, index: str, at: datetime, fault: IndexFault
    ) -> None:
        assert fault_of(cast, counter, index, at=at) is fault
        assert not IndexReading.objects.everywhere(reason="a test").exists()

    def test_before_one_that_was_submitted_is_refused(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "210000")

        at = datetime(2026, 10, 20, 8, tzinfo=MOSCOW)
        assert fault_of(cast, counter, "99950000", at=at) is IndexFault.BEFORE_ANOTHER

    def test_the_same_again_is_refused_unless_it_shares_what_passed(
        self, cast: Cast, counter: Instrument
    ) -> None:
        submit(cast, counter, "210000")

        with pytest.raises(operations.IndexesRefused) as refused:
            submit(cast, counter, "210000", key="2", reason=WHY)
        assert refused.value.facts["faults"] == {counter.pk: IndexFault.UNCHANGED}

        submit(cast, counter, "210000", key="3", reason=WHY, spread=True)
        assert sum(days().values()) == 310_000
        assert fault_of(cast, counter, "210000") is IndexFault.UNCHANGED


class TestWhose:
    def test_of_another_contract_is_not_there(self, cast: Cast, counter: Instrument) -> None:
        viewer = factories.viewer_of(cast.neighbour)
        new = [NewIndex(counter.pk, Decimal(1))]
        same = {"viewer": viewer, "new": new, "taken_at": NOVEMBER, "key": "k", "now": NOW}
        with pytest.raises(queries.InstrumentNotFound):
            operations.submit_index_readings(contract_id=cast.neighbour_contract.pk, **same)  # type: ignore[arg-type]
        with pytest.raises(ContractNotFound):
            operations.submit_index_readings(contract_id=cast.contract.pk, **same)  # type: ignore[arg-type]

    def test_who_may_not_submit_is_refused(self, cast: Cast, counter: Instrument) -> None:
        with pytest.raises(NotAllowed):
            operations.submit_index_readings(
                viewer=factories.viewer_of(cast.accountant),
                contract_id=cast.contract.pk,
                new=[NewIndex(counter.pk, Decimal(1))],
                taken_at=NOVEMBER,
                key="k",
                now=NOW,
            )


class TestReplacedCounter:
    def test_what_the_old_one_passed_until_its_removal_is_added(
        self, cast: Cast, counter: Instrument
    ) -> None:
        at = datetime(2026, 10, 20, 14, 30, tzinfo=MOSCOW)
        counter.removed_at, counter.closing_index = at, Decimal(50_000)
        counter.save()
        new = factories.instrument(
            cast.unit,
            kind=InstrumentKind.CORRECTOR,
            serial_number="777",
            installed_at=at,
            opening_index=Decimal(7),
        )

        submit(cast, new, "60007", spread=True)

        assert current().volume == 60_000
        assert sum(days().values()) == 150_000 + 60_000
        assert len(days(source=Source.INDEX)) == 31


REMOVED = datetime(2026, 10, 20, 14, 30, tzinfo=MOSCOW)
BEFORE_REMOVAL = datetime(2026, 10, 12, 10, tzinfo=MOSCOW)


def stands_since(cast: Cast, at: datetime, opening: str, **columns: object) -> Instrument:
    columns = {"installed_at": at, "opening_index": Decimal(opening)} | columns
    return factories.instrument(cast.unit, kind=InstrumentKind.CORRECTOR, **columns)


def close(counter: Instrument, index: str) -> None:
    counter.closing_index = Decimal(index)
    counter.save()


class TestRemovedCounter:
    @pytest.fixture
    def new(self, cast: Cast, counter: Instrument) -> Instrument:
        """The counter was removed at 50 000, after its roll-over; another one stands in its place."""
        counter.removed_at, counter.closing_index = REMOVED, Decimal(50_000)
        counter.save()
        return stands_since(cast, REMOVED, "7", serial_number="777")

    def test_cannot_have_shown_more_than_when_it_was_removed(
        self, cast: Cast, counter: Instrument, new: Instrument
    ) -> None:
        assert fault_of(cast, counter, "50001", at=BEFORE_REMOVAL) is IndexFault.PAST_CLOSING
        submit(cast, counter, "50000", at=BEFORE_REMOVAL)

    def test_that_did_so_leaves_the_others_readable_and_can_be_corrected(
        self, cast: Cast, counter: Instrument, new: Instrument
    ) -> None:
        """Such a reading may have been recorded before it was refused."""
        submit(cast, counter, "40000", at=BEFORE_REMOVAL)
        close(counter, "30000")
        viewer = factories.viewer_of(cast.engineer)

        carried = [
            (one.carried.volume, one.carried.is_unknown)
            for one in queries.counters_at(viewer=viewer, contract_id=cast.contract.pk, at=NOVEMBER)
        ]
        assert carried == [(0, True)]
        submit(cast, new, "60007", key="new")
        assert len(operations.compare_newest(viewer=viewer, terms=organizations.terms_of(cast.contract))) == 1

        submit(cast, counter, "25000", at=BEFORE_REMOVAL, key="mend", reason=WHY)
        [found] = queries.counters_at(viewer=viewer, contract_id=cast.contract.pk, at=NOVEMBER)
        assert (found.carried.volume, found.carried.is_unknown) == (5_000, False)

    def test_two_replacements_one_after_the_other_add_up(
        self, cast: Cast, counter: Instrument, new: Instrument
    ) -> None:
        again = REMOVED + timedelta(days=5)
        new.removed_at, new.closing_index = again, Decimal(30_007)
        new.save()
        third = stands_since(cast, again, "500", serial_number="888")
        submit(cast, counter, "40000", at=BEFORE_REMOVAL)

        submit(cast, third, "20500", key="third", spread=True)

        # 10 000 until the first removal, 30 000 between the two, 20 000 since.
        assert sum(days().values()) == 60_000
        assert set(days()) == {date(2026, 10, day) for day in range(12, 32)}

    def test_a_reading_that_does_not_fit_is_told_over_two_replacements(
        self, cast: Cast, counter: Instrument, new: Instrument
    ) -> None:
        submit(cast, counter, "40000", at=BEFORE_REMOVAL)
        close(counter, "30000")
        again = REMOVED + timedelta(days=5)
        new.removed_at, new.closing_index = again, Decimal(30_007)
        new.save()
        third = stands_since(cast, again, "500", serial_number="888")

        found = queries.counters_at(
            viewer=factories.viewer_of(cast.engineer), contract_id=cast.contract.pk, at=NOVEMBER
        )
        assert [(one.instrument, one.carried.is_unknown) for one in found] == [(third, True)]


class TestTerm:
    @pytest.fixture(autouse=True)
    def asked(self, cast: Cast) -> None:
        """The contract asks for the readings of a month within a day of its close."""
        cast.contract.overrides = {
            "index_readings_due_hours_after_close": 24,
            "index_readings_due_says": "п. 4.4 договора",
        }
        cast.contract.save()

    @pytest.mark.parametrize(("hours", "late"), [(24, False), (25, True)])
    def test_is_on_the_receipt_and_what_came_after_it_is_marked(
        self, cast: Cast, counter: Instrument, *, hours: int, late: bool
    ) -> None:
        receipt = submit(cast, counter, "210000", now=NOVEMBER + timedelta(hours=hours))

        assert receipt.deadline_at == NOVEMBER + timedelta(hours=24)
        assert receipt.deadline_rule == "п. 4.4 договора"
        assert current().late is late

    @pytest.mark.parametrize(("hours", "late"), [(24, False), (25, True)])
    def test_a_correction_is_as_late_as_what_it_corrects(
        self, cast: Cast, counter: Instrument, *, hours: int, late: bool
    ) -> None:
        submit(cast, counter, "210000", now=NOVEMBER + timedelta(hours=hours))
        receipt = submit(cast, counter, "200000", key="2", reason=WHY)

        assert receipt.deadline_at is None
        assert current().late is late

    def test_there_is_none_for_a_reading_within_the_month(self, cast: Cast, counter: Instrument) -> None:
        submit(cast, counter, "210000")
        receipt = submit(cast, counter, "220000", at=datetime(2026, 11, 20, 8, tzinfo=MOSCOW), key="2")

        assert receipt.deadline_at is None
        assert [row.late for row in rows_by_time()] == [True, False]

    def test_goes_on_over_a_replacement(self, cast: Cast, counter: Instrument) -> None:
        at = datetime(2026, 10, 20, 14, 30, tzinfo=MOSCOW)
        counter.removed_at, counter.closing_index = at, Decimal(50_000)
        counter.save()
        new = factories.instrument(
            cast.unit,
            kind=InstrumentKind.CORRECTOR,
            serial_number="777",
            installed_at=at,
            opening_index=Decimal(7),
        )

        assert submit(cast, new, "60007").deadline_at == NOVEMBER + timedelta(hours=24)
