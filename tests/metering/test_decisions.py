"""Decisions about parts of what was handed in, and when nothing of it waits any longer."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from kabinet.journal.models import Record
from kabinet.metering import operations, queries
from kabinet.metering.models import DailyVolume, MonthStatement, VolumeSubmission
from kabinet.metering.operations import AlreadyDecided, ChangedMeanwhile, Entry
from kabinet.metering.queries import SubmissionNotFound
from kabinet.metering.rules.words import Status
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.factories import MONTH, MOSCOW, NOW, Cast

DAYS = [date(2026, 11, day) for day in (19, 20, 21, 22)]
DOUBTFUL = DAYS[1]


@pytest.fixture
def given(cast: Cast) -> Cast:
    """Four days handed in together; the second one is in doubt."""
    factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 19)})
    entries = [Entry(cast.unit.pk, day, Decimal(36200)) for day in DAYS if day != DOUBTFUL]
    operations.submit_volumes(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entries=[*entries, Entry(cast.unit.pk, DOUBTFUL, Decimal(0), "repair")],
        key="four",
        now=NOW,
    )
    return cast


def of_day(day: date, *, version: int = 1) -> DailyVolume:
    return DailyVolume.objects.everywhere(reason="test").get(gas_day=day, version=version)


def submission() -> VolumeSubmission:
    return VolumeSubmission.objects.everywhere(reason="test").get(days=len(DAYS))


def decide(cast: Cast, *days: date, accept: bool, reason: str = "") -> VolumeSubmission:
    return operations.decide_submission(
        viewer=factories.viewer_of(cast.curator),
        submission_id=submission().pk,
        accept=accept,
        reason=reason,
        now=NOW,
        volume_ids=[of_day(day).pk for day in days],
    )


def correct(cast: Cast, day: date, *, seen: int = 1) -> None:
    operations.correct_volume(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entry=Entry(cast.unit.pk, day, Decimal(36000 + seen), "mistake"),
        seen_version=seen,
        key=f"{day}-{seen}",
        now=NOW,
    )


class TestOneDayAlone:
    def test_is_returned_and_the_rest_goes_on_waiting(self, given: Cast) -> None:
        decide(given, DOUBTFUL, accept=False, reason="Нет акта")

        assert [of_day(day).status for day in DAYS] == [
            Status.CHECKED,
            Status.RETURNED,
            Status.CHECKED,
            Status.CHECKED,
        ]
        assert (submission().status, submission().decided_at) == (Status.RECORDED, None)

    def test_carries_its_own_answer(self, given: Cast) -> None:
        decide(given, DOUBTFUL, accept=False, reason="Нет акта")

        rows = queries.volumes_of_submission(
            viewer=factories.viewer_of(given.engineer), submission_id=submission().pk
        )
        assert [row.answer for row in rows] == ["", "Нет акта", "", ""]

    def test_is_told_as_that_day(self, given: Cast) -> None:
        decide(given, DOUBTFUL, accept=False, reason="Нет акта")

        told = Notification.objects.everywhere(reason="test").filter(event="metering.volumes.returned")
        assert {(one.facts["days"], one.facts["reason"]) for one in told} == {("20.11", "Нет акта")}
        letters = OutgoingEmail.objects.everywhere(reason="test")
        assert letters
        assert all("20.11" in letter.body and "Нет акта" in letter.body for letter in letters)

    def test_is_named_in_the_journal(self, given: Cast) -> None:
        decide(given, DOUBTFUL, accept=True)

        record = Record.objects.everywhere(reason="test").get(event="metering.volumes.accepted")
        assert json.loads(record.data)["volumes"] == [{"unit": given.unit.code, "gas_day": "2026-11-20"}]

    def test_leaves_a_rest_that_is_in_order(self, given: Cast) -> None:
        viewer = factories.viewer_of(given.curator)
        assert queries.count_in_order(viewer=viewer) == 0

        decide(given, DOUBTFUL, accept=True)

        assert queries.count_in_order(viewer=viewer) == 1

    def test_the_last_part_ends_the_waiting(self, given: Cast) -> None:
        decide(given, DOUBTFUL, accept=False, reason="Нет акта")
        decide(given, accept=True)

        assert (submission().status, submission().decided_by) == (Status.ACCEPTED, given.curator.full_name)
        assert of_day(DOUBTFUL).status == Status.RETURNED
        assert of_day(DOUBTFUL).answer == "Нет акта"

    def test_a_submission_returned_day_by_day_is_returned(self, given: Cast) -> None:
        for day in DAYS:
            decide(given, day, accept=False, reason="Нет акта")

        assert submission().status == Status.RETURNED

    def test_the_second_to_decide_hears_of_the_first(self, given: Cast) -> None:
        decide(given, DOUBTFUL, accept=True)

        with pytest.raises(AlreadyDecided) as refused:
            decide(given, DOUBTFUL, accept=False, reason="Нет акта")

        assert refused.value.facts["by"] == given.curator.full_name
        assert of_day(DOUBTFUL).status == Status.ACCEPTED

    def test_a_volume_corrected_meanwhile_is_not_decided(self, given: Cast) -> None:
        correct(given, DOUBTFUL)

        with pytest.raises(ChangedMeanwhile):
            decide(given, DOUBTFUL, accept=True)

    def test_a_volume_of_another_submission_is_not_there(self, given: Cast) -> None:
        with pytest.raises(SubmissionNotFound):
            decide(given, date(2026, 11, 18), accept=True)


class TestNothingLeftToDecide:
    def test_a_submission_replaced_by_corrections_waits_no_more(self, given: Cast) -> None:
        for day in DAYS:
            correct(given, day)

        assert submission().status == Status.REPLACED
        with pytest.raises(AlreadyDecided):
            decide(given, accept=False, reason="Нет акта")

    def test_one_volume_of_it_left_keeps_it_waiting(self, given: Cast) -> None:
        for day in DAYS[1:]:
            correct(given, day)

        assert submission().status == Status.RECORDED

    def test_what_was_accepted_of_it_stands(self, given: Cast) -> None:
        decide(given, DOUBTFUL, accept=True)
        for day in DAYS:
            correct(given, day)

        assert submission().status == Status.ACCEPTED

    def test_a_chain_of_corrections_leaves_the_last_one_waiting(self, given: Cast) -> None:
        correct(given, DAYS[3])
        correct(given, DAYS[3], seen=2)

        waiting = VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED)
        assert sorted(waiting.values_list("days", flat=True)) == [1, 4]
        assert of_day(DAYS[3], version=2).submission.status == Status.REPLACED

    def test_it_does_not_hold_up_the_close(self, given: Cast) -> None:
        correct(given, DAYS[3])
        correct(given, DAYS[3], seen=2)
        for waiting in VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED):
            operations.decide_submission(
                viewer=factories.viewer_of(given.head),
                submission_id=waiting.pk,
                accept=True,
                reason="",
                now=NOW,
            )

        [month] = queries.contract_months(
            viewer=factories.viewer_of(given.head), month=MONTH, words="", now=NOW
        )
        assert month.waiting == 0

    def test_what_counts_again_in_a_closed_month_waits_again(self, given: Cast) -> None:
        """A day first given after the close, corrected, and the correction returned."""
        after = datetime(2026, 12, 2, 9, 20, tzinfo=MOSCOW)
        MonthStatement.objects.everywhere(reason="test").create(
            contract=given.contract,
            month=MONTH,
            volume=0,
            overtake=0,
            content={},
            closed_at=after,
            closed_by="—",
        )
        for day in DAYS:
            correct(given, day)
        replaced = submission()
        newest = of_day(DOUBTFUL, version=2)

        operations.decide_submission(
            viewer=factories.viewer_of(given.curator),
            submission_id=newest.submission_id,
            accept=False,
            reason="Нет акта",
            now=after,
        )

        assert replaced.status == Status.REPLACED
        assert (of_day(DOUBTFUL).superseded_at, submission().status) == (None, Status.RECORDED)


class TestDeadlineOfACorrection:
    def test_within_its_own_term_it_is_not_late(self, given: Cast) -> None:
        correct(given, DAYS[0])

        corrected = of_day(DAYS[0], version=2)
        assert not corrected.late
        assert not corrected.submission.late
        assert of_day(DAYS[0]).late

    def test_after_its_own_term_it_is(self, given: Cast) -> None:
        operations.correct_volume(
            viewer=factories.viewer_of(given.engineer),
            contract_id=given.contract.pk,
            entry=Entry(given.unit.pk, date(2026, 11, 3), Decimal(36150), "mistake"),
            seen_version=1,
            key="late",
            now=NOW,
        )

        assert of_day(date(2026, 11, 3), version=2).late
