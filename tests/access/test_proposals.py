"""What takes two people: proposed by one, decided once, by another."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from kabinet.access import queries
from kabinet.access.models import Issue, IssuePoint, Proposal, User
from kabinet.access.operations import proposals as operations
from kabinet.access.queries import proposals as proposal_queries
from kabinet.access.queries.proposals import ProposalNotFound, consent_to_reissue
from kabinet.access.rules import proposals as rules
from kabinet.access.rules.proposals import Kind, Status
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from kabinet.journal.models import SUPPLIER, Record
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.factories import NOW, Cast

SUBJECT = "user:sidorov"
CONSENT = Kind.REISSUE_ELSEWHERE


class TooLate(Refusal):
    code = "test.too-late"


@pytest.fixture
def clerk(cast: Cast) -> User:
    return factories.user(
        "clerk", role=Role.CREDENTIALS_DESK, name="Зуева Инна Львовна", email="clerk@example.org"
    )


@pytest.fixture
def head(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.head)


@pytest.fixture
def effects(monkeypatch: pytest.MonkeyPatch) -> dict[Kind, operations.Effect]:
    """The registered effects, put back afterwards."""
    registered = dict(operations._effects)
    monkeypatch.setattr(operations, "_effects", registered)
    return registered


def propose(clerk: User, **changes: Any) -> Proposal:
    facts: dict[str, Any] = {
        "kind": CONSENT,
        "subject": SUBJECT,
        "content": {"point": "Окно 7"},
        "reason": "Живёт в другом городе",
        "key": "proposal",
        "now": NOW,
    }
    return operations.propose(viewer=factories.viewer_of(clerk), **facts | changes)


def events() -> list[str]:
    records = Record.objects.everywhere(reason="test").filter(organization_id=SUPPLIER)
    return list(records.order_by("position").values_list("event", flat=True))


def told(person: User) -> list[str]:
    notes = Notification.objects.everywhere(reason="test").filter(recipient=person)
    return list(notes.order_by("id").values_list("event", flat=True))


class TestPropose:
    def test_keeps_what_is_proposed_by_whom_and_why(self, clerk: User) -> None:
        proposal = propose(clerk, reason="  Живёт в другом городе ")

        proposal.refresh_from_db()
        assert (proposal.status, proposal.proposed_by, proposal.decided_by) == (Status.OPEN, clerk, None)
        assert proposal.content == {"point": "Окно 7"}
        assert proposal.reason == "Живёт в другом городе"

    def test_stands_in_the_journal_and_tells_those_who_approve(self, cast: Cast, clerk: User) -> None:
        User.objects.filter(pk=cast.head.pk).update(email="head@example.org")

        propose(clerk)

        assert events() == ["access.proposal.proposed"]
        assert journal.verify_chains() == []
        assert told(cast.head) == ["access.proposal.reissue-elsewhere.proposed"]
        letter = OutgoingEmail.objects.everywhere(reason="test").get()
        assert letter.address == "head@example.org"
        assert "Живёт в другом городе" in letter.body

    def test_does_not_tell_who_has_left_or_has_proposed_it(self, cast: Cast, clerk: User) -> None:
        gone = factories.user("gone", role=Role.HEAD, is_active=False)

        propose(clerk)

        assert told(gone) == told(clerk) == []

    @pytest.mark.parametrize(
        ("role", "kind"),
        [(Role.HEAD, Kind.OFFER), (Role.CURATOR, CONSENT), (Role.SUPPLIER_ACCOUNTANT, Kind.OFFER)],
    )
    def test_is_refused_without_the_right(self, cast: Cast, role: Role, kind: Kind) -> None:
        with pytest.raises(NotAllowed):
            propose(factories.user("somebody", role=role), kind=kind)

        assert events() == []

    def test_answers_a_repeated_key_with_the_first(self, clerk: User) -> None:
        assert propose(clerk) == propose(clerk)
        assert events() == ["access.proposal.proposed"]

    def test_takes_the_same_key_of_another_person_for_another(self, cast: Cast, clerk: User) -> None:
        other = factories.user("other", role=Role.CREDENTIALS_DESK)

        assert propose(clerk) != propose(other, subject="user:ivanova")

    def test_wants_a_reason(self, clerk: User) -> None:
        with pytest.raises(rules.ReasonNeeded):
            propose(clerk, reason=" ")

    def test_is_made_once_while_it_waits(self, cast: Cast, clerk: User) -> None:
        first = propose(clerk)
        other = factories.user("other", role=Role.CREDENTIALS_DESK)

        with pytest.raises(rules.AlreadyProposed) as refused:
            propose(other, key="another")

        assert refused.value.facts == {"proposal_id": first.pk, "by": "Зуева Инна Львовна", "at": NOW}

    def test_cannot_be_made_twice_past_the_operation(self, clerk: User) -> None:
        first = propose(clerk)
        first.pk, first.key = None, "another"

        with pytest.raises(IntegrityError), transaction.atomic():
            first.save(force_insert=True)

    def test_cannot_be_changed_afterwards(self, clerk: User) -> None:
        proposal = propose(clerk)
        rows = Proposal.objects.everywhere(reason="test").filter(pk=proposal.pk)

        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(content={"point": "Окно 8"})


class TestApprove:
    def test_is_recorded_and_told_to_the_author(self, cast: Cast, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)

        operations.approve(viewer=head, proposal_id=proposal.pk, now=NOW + timedelta(hours=1))

        proposal.refresh_from_db()
        assert (proposal.status, proposal.decided_by) == (Status.APPROVED, cast.head)
        assert proposal.decided_at == NOW + timedelta(hours=1)
        assert events()[-1] == "access.proposal.approved"
        assert told(clerk) == ["access.proposal.reissue-elsewhere.approved"]

    def test_does_what_was_approved(
        self, clerk: User, head: Viewer, effects: dict[Kind, operations.Effect]
    ) -> None:
        done = []
        operations.register_effect(
            CONSENT, lambda proposal, viewer, now: done.append((proposal.pk, viewer, now))
        )
        proposal = propose(clerk)

        for _press in range(2):
            operations.approve(viewer=head, proposal_id=proposal.pk, now=NOW)

        assert done == [(proposal.pk, head, NOW)]

    def test_stays_open_where_it_can_no_longer_be_done(
        self, clerk: User, head: Viewer, effects: dict[Kind, operations.Effect]
    ) -> None:
        def too_late(_proposal: Proposal, _viewer: Viewer, _now: object) -> None:
            raise TooLate

        operations.register_effect(CONSENT, too_late)
        proposal = propose(clerk)

        with pytest.raises(TooLate):
            operations.approve(viewer=head, proposal_id=proposal.pk, now=NOW)

        proposal.refresh_from_db()
        assert proposal.status == Status.OPEN
        assert told(clerk) == []
        assert events() == ["access.proposal.proposed"]

    def test_has_one_effect(self, effects: dict[Kind, operations.Effect]) -> None:
        operations.register_effect(CONSENT, lambda *_: None)

        with pytest.raises(ValueError, match="two effects"):
            operations.register_effect(CONSENT, lambda *_: None)

    def test_is_not_for_the_author(self, cast: Cast, clerk: User) -> None:
        proposal = propose(clerk)
        User.objects.filter(pk=clerk.pk).update(role=Role.HEAD)
        clerk.refresh_from_db()

        with pytest.raises(rules.OwnProposal):
            operations.approve(viewer=factories.viewer_of(clerk), proposal_id=proposal.pk, now=NOW)

    def test_by_the_author_is_refused_by_the_database_too(self, clerk: User) -> None:
        proposal = propose(clerk)
        rows = Proposal.objects.everywhere(reason="test").filter(pk=proposal.pk)

        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(decided_by=clerk)

    def test_is_not_for_those_without_the_right(self, cast: Cast, clerk: User) -> None:
        proposal = propose(clerk)

        for person in (cast.curator, factories.user("admin", role=Role.ADMINISTRATOR)):
            with pytest.raises(NotAllowed):
                operations.approve(viewer=factories.viewer_of(person), proposal_id=proposal.pk, now=NOW)

    def test_is_done_once(self, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)
        operations.approve(viewer=head, proposal_id=proposal.pk, now=NOW)
        deputy = factories.viewer_of(factories.user("deputy", role=Role.HEAD))

        with pytest.raises(rules.ProposalDecided) as refused:
            operations.approve(viewer=deputy, proposal_id=proposal.pk, now=NOW)
        with pytest.raises(rules.ProposalDecided):
            operations.refuse(viewer=head, proposal_id=proposal.pk, answer="Нет", now=NOW)

        assert refused.value.facts == {"status": Status.APPROVED, "by": "Орлов Пётр Ильич", "at": NOW}

    def test_of_what_is_not_there_is_refused(self, head: Viewer) -> None:
        with pytest.raises(ProposalNotFound):
            operations.approve(viewer=head, proposal_id=9_999, now=NOW)


class TestRefuse:
    def test_keeps_the_answer_and_tells_it(self, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)

        operations.refuse(viewer=head, proposal_id=proposal.pk, answer=" Пусть приедет ", now=NOW)

        proposal.refresh_from_db()
        assert (proposal.status, proposal.answer) == (Status.REFUSED, "Пусть приедет")
        assert events()[-1] == "access.proposal.refused"
        assert "Пусть приедет" in OutgoingEmail.objects.everywhere(reason="test").get(recipient=clerk).body

    def test_wants_an_answer(self, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)

        with pytest.raises(rules.ReasonNeeded):
            operations.refuse(viewer=head, proposal_id=proposal.pk, answer=" ", now=NOW)

    def test_takes_the_same_press_for_the_first_and_another_answer_for_a_second(
        self, clerk: User, head: Viewer
    ) -> None:
        proposal = propose(clerk)
        for _press in range(2):
            operations.refuse(viewer=head, proposal_id=proposal.pk, answer="Нет", now=NOW)

        with pytest.raises(rules.ProposalDecided):
            operations.refuse(viewer=head, proposal_id=proposal.pk, answer="И ещё раз нет", now=NOW)

        assert events().count("access.proposal.refused") == 1

    def test_makes_way_for_another_proposal(self, clerk: User, head: Viewer) -> None:
        operations.refuse(viewer=head, proposal_id=propose(clerk).pk, answer="Нет", now=NOW)

        assert propose(clerk, key="another").status == Status.OPEN


class TestWithdraw:
    def test_is_for_the_author_alone(self, cast: Cast, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)
        with pytest.raises(rules.NotYourProposal):
            operations.withdraw(viewer=head, proposal_id=proposal.pk, now=NOW)

        for _press in range(2):
            operations.withdraw(viewer=factories.viewer_of(clerk), proposal_id=proposal.pk, now=NOW)

        proposal.refresh_from_db()
        assert (proposal.status, proposal.decided_by, proposal.decided_at) == (Status.WITHDRAWN, None, NOW)
        assert events().count("access.proposal.withdrawn") == 1

    def test_comes_too_late_after_a_decision(self, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)
        operations.approve(viewer=head, proposal_id=proposal.pk, now=NOW)

        with pytest.raises(rules.ProposalDecided):
            operations.withdraw(viewer=factories.viewer_of(clerk), proposal_id=proposal.pk, now=NOW)

    def test_names_the_author_to_who_comes_later(self, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)
        operations.withdraw(viewer=factories.viewer_of(clerk), proposal_id=proposal.pk, now=NOW)

        with pytest.raises(rules.ProposalDecided) as refused:
            operations.approve(viewer=head, proposal_id=proposal.pk, now=NOW)

        assert refused.value.facts["by"] == "Зуева Инна Львовна"


class TestGetProposal:
    def test_shows_each_their_kinds_and_the_head_all(self, cast: Cast, clerk: User, head: Viewer) -> None:
        proposal = propose(clerk)
        own = factories.viewer_of(clerk)
        bookkeeper = factories.viewer_of(factories.user("belova", role=Role.SUPPLIER_ACCOUNTANT))

        for viewer in (own, head):
            assert proposal_queries.get_proposal(viewer=viewer, proposal_id=proposal.pk) == proposal
        for viewer in (bookkeeper, factories.viewer_of(cast.curator), factories.viewer_of(cast.director)):
            with pytest.raises(ProposalNotFound):
                proposal_queries.get_proposal(viewer=viewer, proposal_id=proposal.pk)


class TestConsentToReissue:
    """A consent counts for one person, one point and one issue, and not once access was issued after it."""

    @pytest.fixture
    def points(self) -> list[IssuePoint]:
        return [factories.issue_point("Окно 7"), factories.issue_point("Тула")]

    def agreed(self, clerk: User, head: Viewer, point: IssuePoint, **changes: Any) -> Proposal:
        proposal = propose(clerk, content={"point_id": point.pk}, key=f"to-{point.pk}", **changes)
        return operations.approve(viewer=head, proposal_id=proposal.pk, now=NOW)

    def issue(self, cast: Cast, clerk: User, point: IssuePoint, **changes: Any) -> None:
        columns: dict[str, Any] = {
            "user": cast.engineer,
            "kind": "reissue",
            "point": point,
            "officer": clerk,
            "identity_kind": "passport",
            "identity_mark": "4321",
            "authority_kind": "power-of-attorney",
            "authority_number": "17",
            "authority_from": NOW.date(),
            "issued_at": NOW,
            "key": "issue",
        }
        Issue(**columns | changes).save(force_insert=True)

    def test_is_none_before_it_is_approved(self, cast: Cast, clerk: User, points: list[IssuePoint]) -> None:
        propose(clerk, content={"point_id": points[0].pk})

        assert consent_to_reissue(user=cast.engineer, point_id=points[0].pk) is None

    def test_counts_for_one_person_and_one_point(
        self, cast: Cast, clerk: User, head: Viewer, points: list[IssuePoint]
    ) -> None:
        first, second = (self.agreed(clerk, head, point) for point in points)

        assert consent_to_reissue(user=cast.engineer, point_id=points[0].pk) == first
        assert consent_to_reissue(user=cast.engineer, point_id=points[1].pk) == second
        assert consent_to_reissue(user=cast.accountant, point_id=points[0].pk) is None

    def test_counts_for_one_issue(
        self, cast: Cast, clerk: User, head: Viewer, points: list[IssuePoint]
    ) -> None:
        consent = self.agreed(clerk, head, points[0])

        self.issue(cast, clerk, points[0], consent=consent)

        assert consent_to_reissue(user=cast.engineer, point_id=points[0].pk) is None

    def test_is_over_once_access_was_issued_anywhere(
        self, cast: Cast, clerk: User, head: Viewer, points: list[IssuePoint]
    ) -> None:
        self.agreed(clerk, head, points[0])

        self.issue(cast, clerk, points[1], issued_at=NOW + timedelta(minutes=1))

        assert consent_to_reissue(user=cast.engineer, point_id=points[0].pk) is None

    @pytest.mark.parametrize(
        "changes",
        [
            {"issued_at": NOW - timedelta(minutes=1)},
            {"issued_at": NOW + timedelta(minutes=1), "kind": "addition"},
        ],
    )
    def test_outlives_an_earlier_issue_and_another_contract(
        self, cast: Cast, clerk: User, head: Viewer, points: list[IssuePoint], changes: dict[str, Any]
    ) -> None:
        consent = self.agreed(clerk, head, points[0])

        self.issue(cast, clerk, points[1], **changes)

        assert consent_to_reissue(user=cast.engineer, point_id=points[0].pk) == consent


class TestStaffWith:
    def test_names_those_whose_role_has_the_right(self, cast: Cast) -> None:
        found = queries.staff_with(right=rules.RIGHT_TO_APPROVE)

        assert [person.user_id for person in found] == [cast.head.pk]
