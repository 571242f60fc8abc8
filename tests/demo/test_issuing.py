"""Points of issue in the demo, the officers at them, and where people received their access."""

import pytest

from kabinet.access.models import Issue, IssuePoint, Membership, User
from kabinet.access.queries.credentials import get_holder, list_issued
from kabinet.access.rules.credentials import SlipStatus
from kabinet.demo.scope import Scope
from kabinet.foundation.rights import Role
from tests import factories

pytestmark = pytest.mark.usefixtures("demo", "db")
REASON = "the demo's people are nobody's secret"


class TestPoints:
    def test_are_two_with_an_officer_each(self) -> None:
        officers = User.objects.filter(role=Role.CREDENTIALS_DESK).order_by("id")

        assert IssuePoint.objects.count() == 2
        assert [officer.desk_point for officer in officers] == list(IssuePoint.objects.order_by("id"))

    def test_are_known_of_everybody(self) -> None:
        assert not User.objects.filter(issue_point=None).exists()

    def test_differ_between_the_first_two_clients(self) -> None:
        first, second = (User.objects.get(username=f"engineer-{number}") for number in (1, 2))

        assert first.issue_point != second.issue_point


class TestIssues:
    def test_were_used_and_signed_for(self, demo: Scope) -> None:
        officer = User.objects.get(username="desk")
        assert officer.desk_point_id is not None

        issued = list_issued(
            viewer=factories.viewer_of(officer), point_id=officer.desk_point_id, now=demo.midnight
        )

        assert len(issued) >= 4
        assert {one.status for one in issued} == {SlipStatus.USED}
        assert all(one.issue.issued_at < demo.midnight for one in issued)

    def test_were_on_the_papers_that_people_act_on(self, demo: Scope) -> None:
        officer = factories.viewer_of(User.objects.get(username="desk"))
        memberships = Membership.objects.everywhere(reason=REASON)

        for issue in Issue.objects.everywhere(reason=REASON).exclude(authority_number=""):
            holder = get_holder(viewer=officer, user_id=issue.user_id, on=demo.today)
            authority = memberships.get(user=issue.user_id).authority
            assert f"№ {issue.authority_number} от {issue.authority_from:%d.%m.%Y}" in authority
            assert holder.may_sign_in
