"""What the curator, the head and the credentials desk do with an application, and who is told of it."""

import pytest

from kabinet.access.models import Application
from kabinet.access.operations import applications
from kabinet.access.queries import applications as queries
from kabinet.access.rules.applications import (
    AlreadyDecided,
    Check,
    ChecksMissing,
    NotMatched,
    Outcome,
    ReasonNeeded,
    RightsBeyond,
    Seen,
    Status,
)
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Right, Role
from kabinet.journal import queries as journal
from kabinet.journal.models import Record
from kabinet.notifications.models import OutgoingEmail
from tests import factories
from tests.factories import NOW, Cast

CHECKED = (Check.ORGANIZATION, Check.CONTRACT, Check.AUTHORITY, Check.SIGNED_AT_ISSUE)


def decide(application: Application, outcome: Outcome, *, by: object, **given: object) -> Application:
    seen = given.pop("seen", Seen(application.version, Status(application.status)))
    complete: dict[str, object] = {
        "reason": "" if outcome is Outcome.CLEAR else "Нет подписи",
        "checks": CHECKED,
        "rights": [Right(right) for right in application.rights],
    }
    return applications.decide_application(
        viewer=factories.viewer_of(by),  # type: ignore[arg-type]
        number=application.number,
        seen=seen,  # type: ignore[arg-type]
        outcome=outcome,
        now=NOW,
        **complete | given,  # type: ignore[arg-type]
    )


def reread(application: Application) -> Application:
    return Application.objects.everywhere(reason="test").get(pk=application.pk)


def letters() -> list[OutgoingEmail]:
    return list(OutgoingEmail.objects.everywhere(reason="test").filter(recipient=None).order_by("id"))


class TestDecision:
    def test_clears_for_issue_what_the_curator_has_checked(self, cast: Cast) -> None:
        application = factories.application()

        decide(application, Outcome.CLEAR, by=cast.curator, rights=[Right.SEE_SUPPLY])

        found = reread(application)
        assert found.status == Status.READY
        assert found.rights == [Right.SEE_SUPPLY]
        assert set(found.checked) == set(CHECKED)

    def test_stands_in_the_journal_of_the_organization(self, cast: Cast) -> None:
        application = factories.application(Status.READY)

        records = Record.objects.everywhere(reason="test").filter(subject=f"application:{application.number}")
        assert [record.event for record in records.order_by("id")] == [
            "access.application.received",
            "access.application.ready",
        ]
        assert {record.organization_id for record in records} == {cast.plant.pk}
        assert journal.verify_chains() == []

    @pytest.mark.parametrize("outcome", [Outcome.RETURN, Outcome.REFUSE, Outcome.STOP])
    def test_that_is_a_no_has_a_reason(self, cast: Cast, outcome: Outcome) -> None:
        with pytest.raises(ReasonNeeded):
            decide(factories.application(), outcome, by=cast.head, reason=" ")

    def test_is_made_once_and_the_second_decider_learns_who_was_first(self, cast: Cast) -> None:
        application = factories.application()
        decide(application, Outcome.CLEAR, by=cast.curator)

        with pytest.raises(AlreadyDecided) as refused:
            decide(application, Outcome.RETURN, by=cast.head)

        assert refused.value.facts["by"] == cast.curator.full_name
        assert reread(application).status == Status.READY

    def test_needs_every_check(self, cast: Cast) -> None:
        with pytest.raises(ChecksMissing) as refused:
            decide(factories.application(), Outcome.CLEAR, by=cast.curator, checks=[Check.ORGANIZATION])

        assert refused.value.facts["missing"] == [Check.CONTRACT, Check.AUTHORITY, Check.SIGNED]

    def test_gives_no_more_than_was_asked_for(self, cast: Cast) -> None:
        with pytest.raises(RightsBeyond):
            decide(factories.application(), Outcome.CLEAR, by=cast.curator, rights=list(Right)[:3])

    def test_clears_nothing_whose_contract_is_unknown(self, cast: Cast) -> None:
        application = factories.application(contract_number="нет такого")

        with pytest.raises(NotMatched):
            decide(application, Outcome.CLEAR, by=cast.head)

    def test_is_not_for_a_curator_of_others(self, cast: Cast) -> None:
        stranger = factories.user("zaitsev", role=Role.CURATOR)

        with pytest.raises(queries.ApplicationNotFound):
            decide(factories.application(), Outcome.CLEAR, by=stranger)

    def test_is_not_for_the_metering_engineer(self, cast: Cast) -> None:
        engineer = factories.user("metering", role=Role.METERING_ENGINEER)

        with pytest.raises(NotAllowed):
            decide(factories.application(), Outcome.CLEAR, by=engineer)


class TestStop:
    def test_is_the_heads_alone(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            decide(factories.application(), Outcome.STOP, by=cast.curator)

    @pytest.mark.parametrize("status", [Status.RECEIVED, Status.CHECKING, Status.READY])
    def test_is_lifted_to_where_the_application_was(self, cast: Cast, status: Status) -> None:
        application = factories.application(status)
        stopped = decide(application, Outcome.STOP, by=cast.head)
        assert stopped.status == Status.STOPPED

        decide(reread(application), Outcome.GO_ON, by=cast.head, reason="")

        assert reread(application).status == status

    def test_keeps_the_curator_from_deciding(self, cast: Cast) -> None:
        application = factories.application(Status.STOPPED)

        with pytest.raises((AlreadyDecided, NotAllowed)):
            decide(application, Outcome.CLEAR, by=cast.curator)


class TestTakingIn:
    def test_by_the_curator_begins_the_check(self, cast: Cast) -> None:
        application = factories.application(Status.CHECKING)

        assert application.status == Status.CHECKING
        assert queries.list_steps(application)[0].by_name == cast.curator.full_name

    def test_by_the_head_is_a_look_at_the_copy(self, cast: Cast) -> None:
        application = factories.application()

        applications.start_checking(viewer=factories.viewer_of(cast.head), number=application.number, now=NOW)

        assert (reread(application).status, reread(application).head_saw_at) == (Status.RECEIVED, NOW)

    def test_is_done_once(self, cast: Cast) -> None:
        application = factories.application(Status.CHECKING)

        applications.start_checking(
            viewer=factories.viewer_of(cast.curator), number=application.number, now=NOW
        )

        assert len(queries.list_steps(application)) == 2

    def test_is_done_by_the_first_decision_itself(self, cast: Cast) -> None:
        application = factories.application()

        decide(application, Outcome.CLEAR, by=cast.curator)

        steps = queries.list_steps(application)
        assert [step.status for step in steps] == [Status.READY, Status.CHECKING, Status.RECEIVED]
        assert steps[1].by_name == cast.curator.full_name

    def test_by_the_head_who_decides_is_a_look_at_the_copy_alone(self, cast: Cast) -> None:
        application = factories.application()

        decide(application, Outcome.CLEAR, by=cast.head)

        assert [step.status for step in queries.list_steps(application)] == [Status.READY, Status.RECEIVED]
        assert reread(application).head_saw_at == NOW

    def test_is_not_for_a_curator_of_others(self, cast: Cast) -> None:
        stranger = factories.viewer_of(factories.user("zaitsev", role=Role.CURATOR))

        with pytest.raises(queries.ApplicationNotFound):
            applications.start_checking(viewer=stranger, number=factories.application().number, now=NOW)

    def test_is_no_decision_to_whoever_had_the_page_open(self, cast: Cast) -> None:
        application = factories.application(Status.CHECKING)

        decide(application, Outcome.CLEAR, by=cast.head, seen=Seen(1, Status.RECEIVED))

        assert reread(application).status == Status.READY


class TestHandingOver:
    def test_ends_the_way_with_the_user(self, cast: Cast) -> None:
        application = factories.application(Status.ISSUED)

        assert application.status == Status.ISSUED
        assert application.user is not None
        assert application.user.full_name == application.full_name

    def test_is_not_done_twice(self, cast: Cast) -> None:
        application = factories.application(Status.ISSUED)
        officer = factories.user("desk", role=Role.CREDENTIALS_DESK)
        assert application.user is not None

        with pytest.raises(AlreadyDecided):
            applications.hand_over(
                viewer=factories.viewer_of(officer), number=application.number, user=application.user, at=NOW
            )

    def test_is_the_credentials_desks_alone(self, cast: Cast) -> None:
        application = factories.application(Status.READY)

        with pytest.raises(NotAllowed):
            applications.hand_over(
                viewer=factories.viewer_of(cast.head), number=application.number, user=cast.engineer, at=NOW
            )


class TestLetters:
    def test_tell_the_applicant_of_each_step_and_carry_nothing_typed(self, cast: Cast) -> None:
        application = factories.application(Status.ISSUED)

        assert [letter.address for letter in letters()] == ["novikova@example.org"] * 3
        for letter in letters():
            assert application.number in letter.subject
            assert "Новикова" not in letter.body
            assert "Керамик" not in letter.body

    def test_say_where_to_come_when_ready(self, cast: Cast) -> None:
        factories.application(Status.READY)

        assert "Удальцова" in letters()[-1].body
