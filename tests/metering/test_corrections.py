"""Corrections: whose they are until when, what waits for consent, and what becomes of closed months."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.metering import operations, queries
from kabinet.metering.models import Adjustment, DailyVolume, MonthStatement, VolumeSubmission
from kabinet.metering.operations import ChangedMeanwhile, CorrectionTooLate, CorrectionWaits, Entry
from kabinet.metering.rules.corrections import Standing, correction_term
from kabinet.metering.rules.words import Status
from kabinet.organizations.rules.deadlines import Deadline
from kabinet.organizations.rules.parameters import read_parameters
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, NOW, PARAMETERS, Cast

#: Its readings were due on 12 November at 10:00, its corrections until the 17th.
DAY = date(2026, 11, 11)
LATE = datetime(2026, 11, 23, 9, 20, tzinfo=MOSCOW)


class TestCorrectionTerm:
    READINGS = Deadline(datetime(2026, 11, 12, 12, tzinfo=MOSCOW), "4.3")

    def standing(self, now: datetime, **changed: object) -> Standing:
        parameters = read_parameters("test", PARAMETERS | changed)
        return correction_term(self.READINGS, now=now, parameters=parameters).standing

    def test_runs_from_the_deadline_of_the_readings(self) -> None:
        term = correction_term(self.READINGS, now=NOW, parameters=read_parameters("test", PARAMETERS))

        assert term.deadline.at == datetime(2026, 11, 17, 12, tzinfo=MOSCOW)
        assert "4.4" in term.deadline.rule

    def test_its_last_second_is_free(self) -> None:
        last = self.READINGS.at + timedelta(days=5)

        assert self.standing(last) is Standing.FREE
        assert self.standing(last + timedelta(seconds=1)) is Standing.WITH_CONSENT

    def test_without_consent_in_the_contract_it_is_too_late(self) -> None:
        assert self.standing(LATE, late_corrections_with_consent=False) is Standing.TOO_LATE


@pytest.fixture
def given(cast: Cast) -> Cast:
    factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 23)})
    return cast


def correct(cast: Cast, volume: str, *, day: date = DAY, seen: int = 1, now: datetime = LATE) -> None:
    operations.correct_volume(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entry=Entry(cast.unit.pk, day, Decimal(volume), "mistake"),
        seen_version=seen,
        key=f"{day}-{volume}-{seen}",
        now=now,
    )


def versions(cast: Cast, day: date = DAY) -> list[tuple[int, Decimal, str, bool]]:
    """Return number, volume, status, and whether it counts, newest first."""
    rows = queries.versions_of_day(viewer=factories.viewer_of(cast.engineer), unit_id=cast.unit.pk, day=day)
    return [(row.version, row.volume, row.status, row.superseded_at is None) for row in rows]


def decide(cast: Cast, *, accept: bool) -> None:
    waiting = VolumeSubmission.objects.everywhere(reason="test").get(status=Status.RECORDED)
    operations.decide_submission(
        viewer=factories.viewer_of(cast.curator),
        submission_id=waiting.pk,
        accept=accept,
        reason="Нет архива",
        now=LATE,
    )


def close(cast: Cast, month: BillingMonth) -> None:
    operations.close_month(
        viewer=factories.viewer_of(cast.head), contract_id=cast.contract.pk, month=month, now=LATE
    )


class TestLateCorrections:
    def test_within_the_term_counts_at_once(self, given: Cast) -> None:
        correct(given, "36200", now=datetime(2026, 11, 13, 9, tzinfo=MOSCOW))

        assert versions(given)[0] == (2, Decimal(36200), Status.RECORDED, True)

    def test_waits_for_consent_and_does_not_count(self, given: Cast) -> None:
        correct(given, "36200")

        assert versions(given) == [
            (2, Decimal(36200), Status.PROPOSED, False),
            (1, Decimal(36100), Status.ACCEPTED, True),
        ]

    def test_counts_from_the_suppliers_consent_on(self, given: Cast) -> None:
        correct(given, "36200")

        decide(given, accept=True)

        assert versions(given) == [
            (2, Decimal(36200), Status.ACCEPTED, True),
            (1, Decimal(36100), Status.ACCEPTED, False),
        ]

    def test_returned_never_counted(self, given: Cast) -> None:
        correct(given, "36200")

        decide(given, accept=False)

        assert versions(given) == [
            (2, Decimal(36200), Status.RETURNED, False),
            (1, Decimal(36100), Status.ACCEPTED, True),
        ]

    def test_no_second_one_is_proposed_while_the_first_waits(self, given: Cast) -> None:
        correct(given, "36200")

        with pytest.raises(CorrectionWaits):
            correct(given, "36300", seen=2)

        assert len(versions(given)) == 2

    def test_never_replaces_a_newer_version(self, given: Cast) -> None:
        correct(given, "36200")
        rows = DailyVolume.objects.everywhere(reason="test").filter(gas_day=DAY, version=1)
        rows.update(version=3)

        with pytest.raises(ChangedMeanwhile):
            decide(given, accept=True)

        assert [(version, counts) for version, _, _, counts in versions(given)] == [(3, True), (2, False)]
        assert VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED).count() == 1

    def test_is_refused_where_the_contract_takes_none(self, given: Cast) -> None:
        given.contract.overrides = {"late_corrections_with_consent": False}
        given.contract.save()

        with pytest.raises(CorrectionTooLate) as refused:
            correct(given, "36200")

        assert refused.value.facts["until"] == datetime(2026, 11, 17, 10, tzinfo=MOSCOW)
        assert len(versions(given)) == 1


class TestClosedMonths:
    OCTOBER = BillingMonth(2026, 10)
    CLOSED_DAY = date(2026, 10, 30)

    @pytest.fixture
    def closed(self, cast: Cast) -> Cast:
        factories.volumes(cast.unit, dict.fromkeys(self.OCTOBER.days(), "36100"))
        close(cast, self.OCTOBER)
        return cast

    def adjustments(self) -> list[tuple[str, date, Decimal]]:
        rows = Adjustment.objects.everywhere(reason="test").order_by("id")
        return [(str(row.month), row.gas_day, row.difference) for row in rows]

    def test_a_correction_counts_in_the_open_month(self, closed: Cast) -> None:
        correct(closed, "36000", day=self.CLOSED_DAY, now=datetime(2026, 11, 2, 9, tzinfo=MOSCOW))

        assert self.adjustments() == [("2026-11", self.CLOSED_DAY, Decimal(-100))]

    def test_of_any_closed_month_counts_in_the_one_that_is_open(self, closed: Cast) -> None:
        september = BillingMonth(2026, 9)
        factories.volumes(closed.unit, dict.fromkeys(september.days(), "36100"))
        MonthStatement(
            contract=closed.contract,
            month=september,
            volume=Decimal(36100) * 30,
            overtake=Decimal(0),
            content={},
            closed_at=LATE,
            closed_by="Орлов",
        ).save(force_insert=True)
        day = date(2026, 9, 30)

        correct(closed, "36000", day=day, now=datetime(2026, 10, 3, 9, tzinfo=MOSCOW))

        assert self.adjustments() == [("2026-11", day, Decimal(-100))]

    def test_a_proposed_one_counts_from_the_consent_on(self, closed: Cast) -> None:
        correct(closed, "36350", day=self.CLOSED_DAY)
        assert self.adjustments() == []

        decide(closed, accept=True)

        assert self.adjustments() == [("2026-11", self.CLOSED_DAY, Decimal(250))]

    @pytest.mark.parametrize("volume", ["36100", "36100.4"])
    def test_an_equal_volume_is_no_correction(self, closed: Cast, volume: str) -> None:
        with pytest.raises(operations.NothingChanges):
            correct(closed, volume, day=self.CLOSED_DAY)

        assert self.adjustments() == []

    def test_the_open_month_is_corrected_in_place(self, closed: Cast) -> None:
        factories.volumes(closed.unit, {date(2026, 11, 20): "36100"})

        correct(closed, "36200", day=date(2026, 11, 20))

        assert self.adjustments() == []
        rows = DailyVolume.objects.everywhere(reason="test").filter(superseded_at=None)
        assert rows.get(gas_day=date(2026, 11, 20)).volume == Decimal(36200)


class TestReturnedAfterTheClose:
    """The month is settled: what both sides signed stays, whatever was tried in between."""

    @pytest.fixture
    def closed(self, cast: Cast) -> Cast:
        factories.volumes(cast.unit, dict.fromkeys(TestClosedMonths.OCTOBER.days(), "36100"))
        close(cast, TestClosedMonths.OCTOBER)
        return cast

    @staticmethod
    def balance(cast: Cast) -> tuple[Decimal, Decimal]:
        """Return what statement and adjustments add up to, and what the days do."""
        statement = MonthStatement.objects.everywhere(reason="test").get()
        adjusted = Adjustment.objects.everywhere(reason="test").values_list("difference", flat=True)
        month = TestClosedMonths.OCTOBER
        totals = queries.daily_totals(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            since=month.first_day,
            until=month.last_day,
        )
        return statement.volume + sum(adjusted), sum(totals.values(), Decimal(0))

    def test_what_counted_before_counts_again_and_the_difference_is_taken_back(self, closed: Cast) -> None:
        day = TestClosedMonths.CLOSED_DAY
        correct(closed, "36000", day=day, now=datetime(2026, 11, 2, 9, tzinfo=MOSCOW))

        decide(closed, accept=False)

        assert versions(closed, day) == [
            (2, Decimal(36000), Status.RETURNED, False),
            (1, Decimal(36100), Status.ACCEPTED, True),
        ]
        assert [one[2] for one in TestClosedMonths().adjustments()] == [Decimal(-100), Decimal(100)]
        statement_and_adjustments, days = self.balance(closed)
        assert statement_and_adjustments == days

    def test_of_two_corrections_the_accepted_one_counts_again(self, closed: Cast) -> None:
        day, early = TestClosedMonths.CLOSED_DAY, datetime(2026, 11, 2, 9, tzinfo=MOSCOW)
        correct(closed, "36000", day=day, now=early)
        decide(closed, accept=True)
        correct(closed, "36300", day=day, seen=2, now=early + timedelta(hours=1))

        decide(closed, accept=False)

        assert versions(closed, day)[1] == (2, Decimal(36000), Status.ACCEPTED, True)
        statement_and_adjustments, days = self.balance(closed)
        assert statement_and_adjustments == days

    def test_a_day_that_no_statement_knows_counts_whole_and_is_taken_back_whole(self, closed: Cast) -> None:
        later = factories.metering_unit(closed.point, "УУГ-2")
        operations.submit_volumes(
            viewer=factories.viewer_of(closed.engineer),
            contract_id=closed.contract.pk,
            entries=[Entry(later.pk, TestClosedMonths.CLOSED_DAY, Decimal(500), "mistake")],
            key="later",
            now=LATE,
        )
        assert TestClosedMonths().adjustments() == [("2026-11", TestClosedMonths.CLOSED_DAY, Decimal(500))]

        decide(closed, accept=False)

        statement_and_adjustments, days = self.balance(closed)
        assert statement_and_adjustments == days == Decimal(36100) * 31

    def handed_in_together(self, cast: Cast) -> int:
        """Hand in two days of another unit, correct the first, and return the unit's id."""
        later, day = factories.metering_unit(cast.point, "УУГ-2"), TestClosedMonths.CLOSED_DAY
        days = [day, day + timedelta(days=1)]
        operations.submit_volumes(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entries=[Entry(later.pk, one, Decimal(500), "mistake") for one in days],
            key="together",
            now=LATE,
        )
        operations.correct_volume(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entry=Entry(later.pk, day, Decimal(600), "mistake"),
            seen_version=1,
            key="first",
            now=datetime(2026, 11, 2, 9, tzinfo=MOSCOW),
        )
        return later.pk

    @staticmethod
    def decide_each(cast: Cast, *outcomes: str) -> None:
        """Decide about the submissions that wait, the oldest first."""
        waiting = VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED)
        for submission, outcome in zip(waiting.order_by("id"), outcomes, strict=True):
            operations.decide_submission(
                viewer=factories.viewer_of(cast.curator),
                submission_id=submission.pk,
                accept=outcome == "accept",
                reason="Нет архива",
                now=LATE,
            )

    def counting(self, unit_id: int) -> list[tuple[int, Decimal, str]]:
        rows = DailyVolume.objects.everywhere(reason="test").filter(unit_id=unit_id, superseded_at=None)
        counted = rows.exclude(status=Status.RETURNED)
        return list(counted.order_by("gas_day").values_list("version", "volume", "status"))

    def test_what_came_with_a_returned_submission_never_counts_again(self, closed: Cast) -> None:
        """The first version was corrected before the rest of its submission was returned."""
        unit_id = self.handed_in_together(closed)

        self.decide_each(closed, "return", "return")

        assert self.counting(unit_id) == []
        statement_and_adjustments, days = self.balance(closed)
        assert statement_and_adjustments == days == Decimal(36100) * 31

    def test_what_came_with_an_accepted_submission_counts_again_as_accepted(self, closed: Cast) -> None:
        """The first version was corrected before the rest of its submission was accepted."""
        unit_id = self.handed_in_together(closed)

        self.decide_each(closed, "accept", "return")

        assert self.counting(unit_id) == [(1, 500, Status.ACCEPTED), (1, 500, Status.ACCEPTED)]
        statement_and_adjustments, days = self.balance(closed)
        assert statement_and_adjustments == days
