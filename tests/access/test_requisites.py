"""Changes of the supplier's requisites: proposed by one, approved by another, in force from their day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kabinet.access.models import Proposal, User
from kabinet.access.operations import proposals
from kabinet.access.operations.requisites import RequisitesMoved, propose_requisites
from kabinet.access.queries.proposals import approved_requisites
from kabinet.access.rules.proposals import AlreadyProposed, ReasonNeeded, Status
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries
from kabinet.organizations.rules import requisites as rules
from tests import factories
from tests.factories import NOW, TODAY, Cast
from tests.organizations.test_requisites import FIRST, NEW, SOON


@pytest.fixture
def bookkeeper(cast: Cast) -> User:
    return factories.user("belova", role=Role.SUPPLIER_ACCOUNTANT, name="Белова Ольга Игоревна")


@pytest.fixture
def head(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.head)


def propose(author: User, **changes: Any) -> Proposal:
    facts: dict[str, Any] = {
        "requisites": NEW,
        "valid_from": SOON,
        "seen_id": 0,
        "reason": "Письмо банка № 12",
        "key": "change",
        "now": NOW,
    }
    return propose_requisites(viewer=factories.viewer_of(author), **facts | changes)


class TestProposeRequisites:
    def test_changes_nothing_by_itself(self, bookkeeper: User) -> None:
        proposal = propose(bookkeeper)

        assert proposal.status == Status.OPEN
        assert queries.supplier_on(SOON) == FIRST

    def test_is_for_accountants_and_administrators(self, cast: Cast, bookkeeper: User) -> None:
        for person in (cast.head, cast.curator, cast.director):
            with pytest.raises(NotAllowed):
                propose(person)

        assert propose(factories.user("admin", role=Role.ADMINISTRATOR)).status == Status.OPEN

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"requisites": replace(NEW, account="40702810000000000043")}, rules.RequisitesUnfit),
            ({"valid_from": TODAY - timedelta(days=1)}, rules.RequisitesInPast),
            ({"requisites": FIRST}, rules.RequisitesUnchanged),
            ({"seen_id": 7}, RequisitesMoved),
            ({"reason": " "}, ReasonNeeded),
        ],
    )
    def test_refuses_what_cannot_be(
        self, bookkeeper: User, changes: dict[str, Any], refusal: type[Refusal]
    ) -> None:
        with pytest.raises(refusal):
            propose(bookkeeper, **changes)

        assert not Proposal.objects.everywhere(reason="test").exists()

    def test_is_one_at_a_time(self, bookkeeper: User) -> None:
        first = propose(bookkeeper)

        assert propose(bookkeeper) == first
        with pytest.raises(AlreadyProposed):
            propose(bookkeeper, valid_from=SOON + timedelta(days=1), key="another")


class TestApprove:
    def test_sets_them_from_their_day(self, bookkeeper: User, head: Viewer) -> None:
        proposal = propose(bookkeeper)

        proposals.approve(viewer=head, proposal_id=proposal.pk, now=NOW)

        assert queries.supplier_on(SOON - timedelta(days=1)) == FIRST
        assert queries.supplier_on(SOON) == NEW
        found = approved_requisites(viewer=head, valid_from=SOON)
        assert found is not None
        assert found.proposed_by == bookkeeper

    def test_is_refused_after_the_day(self, bookkeeper: User, head: Viewer) -> None:
        proposal = propose(bookkeeper, valid_from=TODAY)

        with pytest.raises(rules.RequisitesInPast):
            proposals.approve(viewer=head, proposal_id=proposal.pk, now=NOW + timedelta(days=1))

        assert queries.supplier_on(TODAY) == FIRST
