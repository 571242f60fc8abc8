import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from kabinet.foundation.refusal import NotAllowed
from kabinet.journal import queries as journal
from kabinet.journal.models import Receipt
from kabinet.metering import operations, queries
from kabinet.metering.models import DailyVolume, VolumeDraft
from kabinet.metering.operations import Entry, cell_name
from kabinet.metering.rules.words import Doubt, Fault, Reason, Status
from kabinet.notifications.models import Notification, OutgoingEmail
from kabinet.organizations.models import Contract
from kabinet.organizations.queries import ContractNotFound, get_terms
from tests import factories
from tests.factories import MONTH, NOW, TODAY, Cast

YESTERDAY = TODAY - timedelta(days=1)
Submit = Callable[..., Receipt]


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast after twenty-one accepted days of 36.1 thousand m³."""
    days = [date(2026, 11, day) for day in range(1, 22)]
    factories.volumes(cast.unit, dict.fromkeys(days, "36100"))
    return cast


@pytest.fixture
def submit(cast: Cast) -> Submit:
    def submit(volume: str = "36100", *, day: date = YESTERDAY, key: str = "k1", **given: object) -> Receipt:
        now = given.get("now", NOW)
        entry = Entry(cast.unit.pk, day, Decimal(volume), str(given.get("reason", "")))
        return operations.submit_volumes(
            viewer=factories.viewer_of(given.get("by", cast.engineer)),
            contract_id=cast.contract.pk,
            entries=[entry],
            key=key,
            now=now,
        )

    return submit


def versions(cast: Cast, day: date = YESTERDAY) -> list[DailyVolume]:
    return queries.versions_of_day(viewer=factories.viewer_of(cast.engineer), unit_id=cast.unit.pk, day=day)


def correct(
    cast: Cast, volume: str, *, seen: int = 1, reason: str = Reason.MISTAKE, key: str = "c1"
) -> Receipt:
    return operations.correct_volume(
        viewer=factories.viewer_of(cast.engineer),
        contract_id=cast.contract.pk,
        entry=Entry(cast.unit.pk, YESTERDAY, Decimal(volume), reason),
        seen_version=seen,
        key=key,
        now=NOW,
    )


class TestSubmitting:
    def test_gives_a_receipt_over_the_exact_volumes(self, cast: Cast, submit: Submit) -> None:
        receipt = submit("36100.4")

        assert receipt.kind == "metering.volumes"
        [volume] = json.loads(receipt.content)["volumes"]
        assert (volume["gas_day"], Decimal(volume["volume"])) == ("2026-11-22", Decimal("36100.4"))
        assert receipt.deadline_at == datetime(2026, 11, 23, 10, tzinfo=factories.MOSCOW)
        assert journal.is_intact(receipt)
        assert journal.verify_chains() == []
        [given] = versions(cast)
        assert (given.volume, given.status, given.late) == (Decimal("36100.4000"), Status.CHECKED, False)
        assert given.submission.receipt_number == receipt.number

    def test_a_repeated_key_answers_with_the_first_receipt(self, cast: Cast, submit: Submit) -> None:
        first = submit("36100")

        assert submit("99999").number == first.number
        assert [given.volume for given in versions(cast)] == [Decimal(36_100)]

    def test_what_comes_after_the_deadline_is_taken_and_marked(self, cast: Cast, submit: Submit) -> None:
        submit(now=NOW.replace(hour=10, minute=1))

        [given] = versions(cast)
        assert given.late
        assert given.submission.late

    def test_with_one_late_day_among_timely_ones_the_submission_is_late(self, cast: Cast) -> None:
        """At 9:20 the day that ended at 8:00 is in time, the one before it is not."""
        unit = factories.metering_unit(cast.point, "УУГ-2")
        days = [YESTERDAY - timedelta(days=1), YESTERDAY]
        operations.submit_volumes(
            viewer=factories.viewer_of(cast.engineer),
            contract_id=cast.contract.pk,
            entries=[Entry(unit.pk, day, Decimal(100)) for day in days],
            key="both",
            now=NOW,
        )

        rows = DailyVolume.objects.everywhere(reason="a test").filter(unit=unit).order_by("gas_day")
        assert [row.late for row in rows] == [True, False]
        assert rows[0].submission.late

    def test_the_moment_of_the_deadline_still_keeps_it(self, cast: Cast, submit: Submit) -> None:
        submit(now=NOW.replace(hour=10, minute=0))

        assert not versions(cast)[0].late

    def test_one_day_twice_in_one_submission_is_refused(self, cast: Cast) -> None:
        twice = [Entry(cast.unit.pk, date(2026, 11, 22), Decimal(volume)) for volume in (36_100, 36_200)]

        with pytest.raises(operations.VolumesRefused):
            operations.submit_volumes(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.contract.pk,
                entries=twice,
                key="twice",
                now=NOW,
            )

        assert versions(cast) == []

    def test_the_second_of_two_writers_overwrites_nothing(self, cast: Cast, submit: Submit) -> None:
        submit("36100", key="first")

        with pytest.raises(operations.VolumesRefused) as refused:
            submit("37000", key="second", by=cast.director)

        [finding] = refused.value.facts["findings"]
        assert finding.what is Fault.ALREADY_GIVEN
        assert [given.volume for given in versions(cast)] == [Decimal(36_100)]

    def test_all_or_nothing(self, cast: Cast) -> None:
        entries = [
            Entry(cast.unit.pk, YESTERDAY, Decimal(36_100)),
            Entry(cast.unit.pk, TODAY, Decimal(36_100)),
        ]

        with pytest.raises(operations.VolumesRefused) as refused:
            operations.submit_volumes(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.contract.pk,
                entries=entries,
                key="k",
                now=NOW,
            )

        assert [one.what for one in refused.value.facts["findings"]] == [Fault.DAY_NOT_CLOSED]
        assert versions(cast) == []

    @pytest.mark.parametrize(
        "term", [{"valid_to": YESTERDAY}, {"valid_from": TODAY}], ids=["over", "to begin"]
    )
    def test_a_day_outside_the_contract_is_refused(
        self, cast: Cast, submit: Submit, term: dict[str, date]
    ) -> None:
        Contract.objects.everywhere(reason="test").filter(pk=cast.contract.pk).update(**term)

        with pytest.raises(operations.VolumesRefused) as refused:
            submit("36100")

        assert [one.what for one in refused.value.facts["findings"]] == [Fault.OUT_OF_CONTRACT]

    def test_an_unlikely_volume_wants_a_reason_and_then_is_taken(self, cast: Cast, submit: Submit) -> None:
        with pytest.raises(operations.ReasonNeeded) as refused:
            submit("36100000")
        assert [one.what for one in refused.value.facts["findings"]] == [Doubt.THOUSANDFOLD]

        submit("36100000", reason="production")

        assert versions(cast)[0].reason == "production"

    def test_nothing_is_not_submitted(self, cast: Cast) -> None:
        with pytest.raises(operations.NothingToSubmit):
            operations.submit_volumes(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.contract.pk,
                entries=[],
                key="k",
                now=NOW,
            )

    def test_the_days_handed_in_leave_the_draft(self, cast: Cast, submit: Submit) -> None:
        viewer = factories.viewer_of(cast.engineer)
        other = cell_name(cast.unit.pk, date(2026, 11, 30))
        cells = {cell_name(cast.unit.pk, YESTERDAY): "36,1", other: "37"}
        operations.save_draft(viewer=viewer, contract_id=cast.contract.pk, month=MONTH, cells=cells, now=NOW)

        submit()

        left = queries.get_draft(viewer=viewer, contract_id=cast.contract.pk, month=MONTH)
        assert left == {other: "37"}


class TestWhoMaySubmit:
    def test_a_foreign_contract_is_not_there(self, cast: Cast, submit: Submit) -> None:
        with pytest.raises(ContractNotFound):
            submit(by=cast.neighbour)

    def test_a_foreign_unit_is_not_there(self, cast: Cast) -> None:
        point = factories.supply_point(cast.neighbour_contract, "ТП-2")
        foreign = factories.metering_unit(point)

        with pytest.raises(queries.UnitNotFound):
            operations.submit_volumes(
                viewer=factories.viewer_of(cast.engineer),
                contract_id=cast.contract.pk,
                entries=[Entry(foreign.pk, YESTERDAY, Decimal(1))],
                key="k",
                now=NOW,
            )

    def test_who_has_not_the_right_is_told_so(self, cast: Cast, submit: Submit) -> None:
        with pytest.raises(NotAllowed):
            submit(by=cast.accountant)


class TestCorrecting:
    def test_makes_the_next_version_and_keeps_the_old_one(self, cast: Cast, submit: Submit) -> None:
        submit("36100")

        receipt = correct(cast, "36200")

        new, old = versions(cast)
        assert (new.version, new.volume, new.reason) == (2, Decimal(36_200), "mistake")
        assert (old.version, old.volume, old.superseded_at) == (1, Decimal(36_100), NOW)
        assert receipt.kind == "metering.correction"
        assert Decimal(json.loads(receipt.content)["volumes"][0]["replaces"]) == Decimal(36_100)

    def test_over_another_version_than_the_one_seen_is_refused(self, cast: Cast, submit: Submit) -> None:
        submit("36100")
        correct(cast, "36200", key="first")

        with pytest.raises(operations.ChangedMeanwhile) as refused:
            correct(cast, "36300", key="second", seen=1)

        assert refused.value.facts == {"version": 2}
        assert [given.volume for given in versions(cast)] == [Decimal(36_200), Decimal(36_100)]

    def test_a_double_click_makes_one_version(self, cast: Cast, submit: Submit) -> None:
        submit("36100")

        assert correct(cast, "36200").number == correct(cast, "36200").number
        assert len(versions(cast)) == 2

    def test_wants_a_reason(self, cast: Cast, submit: Submit) -> None:
        submit("36100")

        with pytest.raises(operations.ReasonNeeded):
            correct(cast, "36200", reason=" ")


class TestDeciding:
    @pytest.fixture
    def submission_id(self, cast: Cast, submit: Submit) -> int:
        submit()
        return versions(cast)[0].submission_id

    def decide(self, cast: Cast, submission_id: int, *, accept: bool, reason: str = "") -> None:
        operations.decide_submission(
            viewer=factories.viewer_of(cast.curator),
            submission_id=submission_id,
            accept=accept,
            reason=reason,
            now=NOW,
        )

    def test_acceptance_is_told_on_the_page_without_a_letter(self, cast: Cast, submission_id: int) -> None:
        self.decide(cast, submission_id, accept=True)

        assert versions(cast)[0].status == Status.ACCEPTED
        notes = Notification.objects.everywhere(reason="test")
        told = {note.recipient_id for note in notes.filter(event="metering.volumes.accepted")}
        assert told == {cast.engineer.pk, cast.director.pk}
        assert not OutgoingEmail.objects.everywhere(reason="test").exists()

    def test_a_return_opens_the_day_again_and_goes_out_as_a_letter(
        self, cast: Cast, submission_id: int
    ) -> None:
        self.decide(cast, submission_id, accept=False, reason="Не сходится с телеметрией")

        viewer = factories.viewer_of(cast.engineer)
        terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)
        grid = queries.month_grid(viewer=viewer, terms=terms, month=MONTH, now=NOW)
        assert [day for day, _unit in grid.missing()] == [YESTERDAY]
        letters = OutgoingEmail.objects.everywhere(reason="test")
        assert {letter.address for letter in letters} == {"sidorov@example.org", "kuznetsov@example.org"}
        assert all(
            "Не сходится с телеметрией" in letter.body and "22.11" in letter.body for letter in letters
        )
        assert not any("36" in letter.subject for letter in letters)

    def test_returned_days_can_be_submitted_anew(
        self, cast: Cast, submission_id: int, submit: Submit
    ) -> None:
        self.decide(cast, submission_id, accept=False, reason="Проверьте")

        submit("35000", key="again")

        assert [(given.version, given.volume) for given in versions(cast)] == [
            (2, Decimal(35_000)),
            (1, Decimal(36_100)),
        ]

    def test_the_second_decision_hears_of_the_first(self, cast: Cast, submission_id: int) -> None:
        self.decide(cast, submission_id, accept=True)

        with pytest.raises(operations.AlreadyDecided) as refused:
            self.decide(cast, submission_id, accept=False, reason="Поздно")

        assert refused.value.facts == {"by": "Петрова Мария Сергеевна", "at": NOW}

    def test_a_return_wants_a_reason(self, cast: Cast, submission_id: int) -> None:
        with pytest.raises(operations.ReasonNeeded):
            self.decide(cast, submission_id, accept=False)

    def test_a_client_decides_nothing(self, cast: Cast, submission_id: int) -> None:
        with pytest.raises(NotAllowed):
            operations.decide_submission(
                viewer=factories.viewer_of(cast.director),
                submission_id=submission_id,
                accept=True,
                reason="",
                now=NOW,
            )


class TestDrafts:
    def test_are_kept_as_typed_and_are_the_persons_own(self, cast: Cast) -> None:
        cells = {cell_name(cast.unit.pk, YESTERDAY): "36,1 тыс", "v-1-2026-11-30": "  "}
        viewer = factories.viewer_of(cast.engineer)
        operations.save_draft(viewer=viewer, contract_id=cast.contract.pk, month=MONTH, cells=cells, now=NOW)

        draft = queries.get_draft(viewer=viewer, contract_id=cast.contract.pk, month=MONTH)
        assert draft == {cell_name(cast.unit.pk, YESTERDAY): "36,1 тыс"}
        director = factories.viewer_of(cast.director)
        assert queries.get_draft(viewer=director, contract_id=cast.contract.pk, month=MONTH) == {}

    def test_an_emptied_draft_is_forgotten(self, cast: Cast) -> None:
        viewer = factories.viewer_of(cast.engineer)
        for cells in ({"v-1-2026-11-22": "1"}, {}):
            operations.save_draft(
                viewer=viewer, contract_id=cast.contract.pk, month=MONTH, cells=cells, now=NOW
            )

        assert not VolumeDraft.objects.everywhere(reason="test").exists()
