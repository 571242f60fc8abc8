"""Two officers at once: access is issued once, a slip printed once, and what the head has stopped stays so."""

from typing import Any

import pytest

from kabinet.access.models import Application, Issue, IssuePoint, User
from kabinet.access.operations import applications
from kabinet.access.operations import credentials as operations
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.applications import AlreadyDecided, Outcome, Seen, Status
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from tests import factories
from tests.access.credentials import desk
from tests.at_once import at_once, one_of_each
from tests.factories import NOW, Cast

pytestmark = pytest.mark.usefixtures("begun")


@pytest.fixture
def colleague(cast: Cast, point: IssuePoint) -> Viewer:
    person = factories.user("dunaev", role=Role.CREDENTIALS_DESK, name="Дунаев Лев", desk_point=point)
    return factories.viewer_of(person)


class TestIssue:
    def test_is_one_for_one_application(self, officer: Viewer, colleague: Viewer) -> None:
        application = desk.ready()

        outcomes = at_once(
            [
                lambda: desk.issue(officer, application, key="one"),
                lambda: desk.issue(colleague, application, key="other"),
            ]
        )

        issue, refusal = one_of_each(outcomes, Issue, rules.NotReady)
        assert desk.issues() == [issue]
        assert refusal.facts["by"] == issue.officer.full_name
        assert User.objects.filter(full_name=application.full_name).count() == 1
        assert journal.verify_chains() == []

    def test_is_one_for_one_key(self, officer: Viewer) -> None:
        application = desk.ready()

        outcomes = at_once([lambda: desk.issue(officer, application)] * 4)

        assert len(set(outcomes)) == 1
        assert len(desk.issues()) == 1

    def test_gives_two_people_of_one_name_two_user_names(
        self, officer: Viewer, colleague: Viewer, cast: Cast
    ) -> None:
        ours = desk.ready()
        theirs = desk.ready(
            inn=cast.neighbour_plant.inn,
            contract_number=cast.neighbour_contract.number,
            organization_name=cast.neighbour_plant.name,
        )

        issues = at_once(
            [
                lambda: desk.issue(officer, ours, key="ours"),
                lambda: desk.issue(colleague, theirs, key="theirs"),
            ]
        )

        assert {issue.user.username for issue in issues} == {"novikova.oa", "novikova.oa2"}

    def test_is_none_where_the_head_stops_it_first(self, officer: Viewer, cast: Cast) -> None:
        application = desk.ready()
        head = factories.viewer_of(cast.head)

        outcomes = at_once([lambda: desk.issue(officer, application), lambda: stop(head, application.number)])

        application.refresh_from_db()
        if isinstance(outcomes[0], Issue):
            assert (application.status, type(outcomes[1])) == (Status.ISSUED, AlreadyDecided)
        else:
            assert (application.status, type(outcomes[0])) == (Status.STOPPED, rules.NotReady)
            assert desk.issues() == []


def stop(head: Viewer, number: str) -> Application:
    return applications.decide_application(
        viewer=head,
        number=number,
        seen=Seen(1, Status.READY),
        outcome=Outcome.STOP,
        reason="Звонил директор",
        now=NOW,
    )


class TestSlip:
    def test_is_printed_once(self, officer: Viewer, colleague: Viewer) -> None:
        row = desk.issue(officer, desk.ready())

        outcomes = at_once([lambda: desk.printed(officer, row), lambda: desk.printed(colleague, row)])

        one_of_each(outcomes, operations.Slip, rules.SlipPrinted)
        assert len(desk.records("access.slip_printed")) == 1

    def test_is_replaced_once(self, officer: Viewer, colleague: Viewer) -> None:
        row = desk.issue(officer, desk.ready())
        desk.printed(officer, row)

        def replace(viewer: Viewer, key: str) -> Any:
            return operations.replace_slip(viewer=viewer, issue_id=row.pk, reason="Порван", key=key, now=NOW)

        outcomes = at_once([lambda: replace(officer, "one"), lambda: replace(colleague, "other")])

        one_of_each(outcomes, Issue, rules.IssueReplaced)
        assert len(desk.issues()) == 2


class TestReissue:
    def test_uses_a_consent_once(self, officer_elsewhere: Viewer, point: IssuePoint, cast: Cast) -> None:
        cast.engineer.issue_point = point
        cast.engineer.save()
        desk.agreed(officer_elsewhere, cast.engineer, cast.head)

        outcomes = at_once(
            [
                lambda: desk.reissue(officer_elsewhere, cast.engineer, key="one"),
                lambda: desk.reissue(officer_elsewhere, cast.engineer, key="other"),
            ]
        )

        one_of_each(outcomes, Issue, rules.OtherPoint)
