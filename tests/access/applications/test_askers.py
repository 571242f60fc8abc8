"""Rights asked for a colleague are never more than those of whoever asked: not when passed on, and not when issued."""

import json

import pytest

from kabinet.access.models import Application, Grant, IssuePoint, Membership, User
from kabinet.access.operations import applications
from kabinet.access.queries.askers import may_be_given
from kabinet.access.rules import applications as rules
from kabinet.access.rules.applications import Check, Outcome, Seen, Status
from kabinet.foundation.rights import CLIENT_RIGHTS, Right, Role
from kabinet.foundation.viewer import Viewer
from tests import factories
from tests.access.credentials import desk
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

SUPPLY, MONEY, READINGS, MANAGE = (
    Right.SEE_SUPPLY,
    Right.SEE_MONEY,
    Right.SUBMIT_READINGS,
    Right.MANAGE_PEOPLE,
)
WANTED = frozenset({SUPPLY, MONEY, READINGS})
CHECKS = [Check.ORGANIZATION, Check.CONTRACT, Check.AUTHORITY, Check.SIGNED]


@pytest.fixture
def asked(cast: Cast) -> Application:
    """The director has asked for a colleague who is to submit readings and to see settlements."""
    return applications.ask_for_colleague(
        viewer=factories.viewer_of(cast.director),
        contract_id=cast.contract.pk,
        applied=factories.applied(rights=WANTED),
        papers=[],
        key="colleague",
        now=NOW,
    )


@pytest.fixture
def officer(cast: Cast) -> Viewer:
    point: IssuePoint = factories.issue_point()
    return factories.viewer_of(factories.user("ryabova", role=Role.CREDENTIALS_DESK, desk_point=point))


def narrow(person: User, *rights: Right) -> None:
    Grant.objects.everywhere(reason="test").filter(membership__user=person).update(rights=sorted(rights))


def end(person: User) -> None:
    Membership.objects.everywhere(reason="test").filter(user=person).update(valid_to=TODAY)


def latest(application: Application) -> Application:
    return Application.objects.everywhere(reason="test").get(pk=application.pk)


def clear(cast: Cast, application: Application, *rights: Right) -> None:
    application = latest(application)
    applications.decide_application(
        viewer=factories.viewer_of(cast.curator),
        number=application.number,
        seen=Seen(application.version, Status(application.status)),
        outcome=Outcome.CLEAR,
        checks=CHECKS,
        rights=rights,
        now=NOW,
    )


class TestMayBeGiven:
    def test_is_what_the_asker_has_now(self, cast: Cast, asked: Application) -> None:
        assert may_be_given(asked, on=TODAY) == CLIENT_RIGHTS

        narrow(cast.director, SUPPLY, READINGS, MANAGE)
        assert may_be_given(asked, on=TODAY) == {SUPPLY, READINGS, MANAGE}

    def test_is_nothing_of_one_who_does_not_manage_people_any_more(
        self, cast: Cast, asked: Application
    ) -> None:
        narrow(cast.director, SUPPLY, READINGS)

        assert may_be_given(asked, on=TODAY) == frozenset()

    def test_is_nothing_of_one_whose_access_has_ended(self, cast: Cast, asked: Application) -> None:
        end(cast.director)

        assert may_be_given(asked, on=TODAY) == frozenset()

    def test_is_nothing_of_one_who_is_shut_out(self, cast: Cast, asked: Application) -> None:
        User.objects.filter(pk=cast.director.pk).update(is_active=False)

        assert may_be_given(latest(asked), on=TODAY) == frozenset()

    def test_is_bounded_by_nobody_where_a_stranger_applies(self, cast: Cast) -> None:
        assert may_be_given(factories.application(), on=TODAY) == CLIENT_RIGHTS


class TestPassingOn:
    def test_takes_what_the_asker_still_has(self, cast: Cast, asked: Application) -> None:
        narrow(cast.director, SUPPLY, READINGS, MANAGE)

        with pytest.raises(rules.RightsBeyond):
            clear(cast, asked, SUPPLY, READINGS, MONEY)
        clear(cast, asked, SUPPLY, READINGS)

        assert (latest(asked).status, latest(asked).rights) == (
            Status.READY,
            ["see-supply", "submit-readings"],
        )

    def test_is_refused_where_the_asker_has_gone(self, cast: Cast, asked: Application) -> None:
        end(cast.director)

        with pytest.raises(rules.AskerLacksRights) as refused:
            clear(cast, asked, SUPPLY)

        assert refused.value.facts == {"asker": "Кузнецов Игорь Олегович"}
        assert latest(asked).status == Status.RECEIVED

    def test_goes_on_in_the_name_of_the_manager_who_sends_it_again(
        self, cast: Cast, asked: Application
    ) -> None:
        deputy = factories.user("deputy", role=Role.DIRECTOR)
        factories.grant(factories.member(deputy, cast.plant), cast.contract)
        end(cast.director)
        applications.decide_application(
            viewer=factories.viewer_of(cast.curator),
            number=asked.number,
            seen=Seen(1, Status.RECEIVED),
            outcome=Outcome.RETURN,
            reason="Кто просил, больше не работает",
            now=NOW,
        )

        applications.correct_application(
            asker=factories.viewer_of(deputy),
            number=asked.number,
            seen_version=1,
            applied=factories.applied(rights=WANTED),
            papers=[],
            now=NOW,
        )
        clear(cast, asked, *WANTED)

        assert (latest(asked).status, latest(asked).asked_by) == (Status.READY, deputy)


class TestIssuing:
    @pytest.fixture
    def ready(self, cast: Cast, asked: Application) -> Application:
        clear(cast, asked, *WANTED)
        return asked

    def given(self, issue: object) -> list[str]:
        person = issue.user  # type: ignore[attr-defined]
        return Grant.objects.everywhere(reason="test").get(membership__user=person).rights

    def test_gives_all_while_the_asker_has_it(self, officer: Viewer, ready: Application) -> None:
        assert self.given(desk.issue(officer, ready)) == sorted(WANTED)

    def test_strikes_out_what_the_asker_has_lost(
        self, cast: Cast, officer: Viewer, ready: Application
    ) -> None:
        narrow(cast.director, SUPPLY, READINGS, MANAGE)

        issue = desk.issue(officer, ready)

        assert self.given(issue) == ["see-supply", "submit-readings"] == latest(ready).rights
        data = json.loads(desk.records("access.issued")[0].data)
        assert (data["rights"], data["struck_out"]) == (["see-supply", "submit-readings"], ["see-money"])

    def test_is_refused_where_the_asker_has_gone(
        self, cast: Cast, officer: Viewer, ready: Application
    ) -> None:
        end(cast.director)

        with pytest.raises(rules.AskerLacksRights):
            desk.issue(officer, ready)

        assert latest(ready).status == Status.READY
        assert desk.issues() == []
