"""Access issued on an application: a new person, or one more contract for somebody who has a user."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kabinet.access import queries as access
from kabinet.access.models import Grant, IssuePoint, Membership, User
from kabinet.access.operations import applications
from kabinet.access.queries.applications import ApplicationNotFound
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.applications import AuthorityKind, Outcome, Seen
from kabinet.access.rules.applications import Status as ApplicationStatus
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal import queries as journal
from tests import factories
from tests.access.credentials import desk
from tests.access.credentials.desk import AUTHORITY, PAPERS
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


class TestIssueToSomebodyNew:
    def test_makes_a_user_of_the_application(self, officer: Viewer, point: IssuePoint) -> None:
        application = desk.ready()

        user = desk.issue(officer, application).user

        assert user.username == "novikova.oa"
        assert (user.full_name, user.position) == (application.full_name, application.position)
        assert (user.phone, user.email, user.role) == (application.phone, application.email, Role.ENGINEER)
        assert user.issue_point == point

    def test_lets_nobody_in_before_the_slip_is_printed(self, officer: Viewer) -> None:
        user = desk.issue(officer, desk.ready()).user

        assert not user.has_usable_password()
        assert user.code_expires_at is None

    def test_gives_the_granted_rights_until_the_day_after_the_authority(
        self, officer: Viewer, cast: Cast
    ) -> None:
        user = desk.issue(officer, desk.ready()).user

        membership = Membership.objects.everywhere(reason=desk.REASON).get(user=user)
        assert membership.organization == cast.plant
        assert membership.authority == "доверенность № 21 от 01.11.2026"
        assert (membership.valid_from, membership.valid_to) == (TODAY, date(2027, 11, 1))
        viewer = factories.viewer_of(user)
        assert viewer.grants == {cast.contract.pk: frozenset({Right.SEE_SUPPLY, Right.SUBMIT_READINGS})}

    def test_hands_the_application_over(self, officer: Viewer) -> None:
        application = desk.ready()

        issue = desk.issue(officer, application)

        application.refresh_from_db()
        assert application.status == ApplicationStatus.ISSUED
        assert application.user == issue.user

    def test_keeps_of_the_document_its_kind_and_last_characters_only(self, officer: Viewer) -> None:
        issue = desk.issue(officer, desk.ready())

        assert (issue.identity_kind, issue.identity_mark) == ("passport", "4321")
        assert (issue.kind, issue.authority_number, issue.authority_to) == ("first", "21", date(2027, 10, 31))

    def test_stands_in_the_journal_of_the_organization(self, officer: Viewer, cast: Cast) -> None:
        desk.issue(officer, desk.ready())

        assert desk.events(cast.plant.pk) == ["access.issued"]
        record = desk.records("access.issued")[0]
        assert (record.actor_name, record.subject) == ("Рябова Юлия Викторовна", "user:novikova.oa")
        for words in (
            '"identity":"passport …4321"',
            "доверенность № 21",
            '"point":"Окно 3"',
            "submit-readings",
        ):
            assert words in record.data
        assert journal.verify_chains() == []

    def test_tells_the_curator_and_the_clients_own_administrator(self, officer: Viewer, cast: Cast) -> None:
        desk.issue(officer, desk.ready())

        assert desk.told(cast.curator)[-1] == "access.issued"
        assert desk.told(cast.director) == ["access.issued"]
        assert desk.told(cast.engineer) == []
        assert desk.told(cast.neighbour) == []

    def test_finds_a_name_that_is_free(self, officer: Viewer) -> None:
        factories.user("novikova.oa", role=Role.CURATOR)
        factories.user("novikova.oa2", role=Role.CURATOR)

        assert desk.issue(officer, desk.ready()).user.username == "novikova.oa3"

    def test_makes_a_latin_name_of_letters_that_only_look_latin(self, officer: Viewer) -> None:
        application = desk.ready(full_name="Nоvikоva Оlga Andrеevna")  # with Cyrillic о, О, е

        username = desk.issue(officer, application).user.username

        assert username == "novikova.oa"
        assert username.isascii()


class TestIssueToSomebodyKnown:
    def application(self, cast: Cast) -> object:
        factories.contract(cast.plant, "12-4-0900/26")
        return desk.ready(contract_number="12-4-0900/26", full_name=cast.engineer.full_name)

    def test_adds_the_contract_to_the_user_there_is(self, officer: Viewer, cast: Cast) -> None:
        before = User.objects.count()

        issue = desk.issue(officer, self.application(cast), holder_id=cast.engineer.pk)

        assert (issue.user, issue.kind) == (cast.engineer, "addition")
        assert User.objects.count() == before
        assert {
            grant.contract.number
            for grant in Grant.objects.everywhere(reason=desk.REASON).filter(membership__user=cast.engineer)
        } == {"12-4-0345/26", "12-4-0900/26"}

    def test_leaves_password_and_sessions_alone(self, officer: Viewer, cast: Cast) -> None:
        browser = factories.signed_in(cast.engineer)

        desk.issue(officer, self.application(cast), holder_id=cast.engineer.pk)

        cast.engineer.refresh_from_db()
        assert cast.engineer.check_password(factories.PASSWORD)
        assert browser.get("/settings/").status_code == 200

    def test_counts_all_contracts_by_the_newest_paper(self, officer: Viewer, cast: Cast) -> None:
        desk.issue(officer, self.application(cast), holder_id=cast.engineer.pk)

        membership = Membership.objects.everywhere(reason=desk.REASON).get(user=cast.engineer)
        assert membership.authority == "доверенность № 21 от 01.11.2026"
        assert (membership.valid_from, membership.valid_to) == (date(2020, 1, 1), date(2027, 11, 1))

    def test_opens_again_what_had_lapsed(self, officer: Viewer, cast: Cast) -> None:
        memberships = Membership.objects.everywhere(reason=desk.REASON).filter(user=cast.engineer)
        memberships.update(valid_to=TODAY - DAY)

        desk.issue(officer, self.application(cast), holder_id=cast.engineer.pk)

        assert memberships.get().valid_from == TODAY
        assert len(factories.viewer_of(cast.engineer).grants) == 2
        assert factories.viewer_of(cast.engineer, on=TODAY - DAY).grants == {}

    def test_gives_no_rights_back_that_a_colleague_had_ended(self, officer: Viewer, cast: Cast) -> None:
        memberships = Membership.objects.everywhere(reason=desk.REASON).filter(user=cast.engineer)
        memberships.update(valid_to=TODAY, ended_by="Кузнецов", end_reason="Уволился")

        desk.issue(officer, self.application(cast), holder_id=cast.engineer.pk)

        [contract_id] = factories.viewer_of(cast.engineer).grants
        assert contract_id != cast.contract.pk
        assert (memberships.get().ended_by, memberships.get().end_reason) == ("", "")

    def test_tells_the_person(self, officer: Viewer, cast: Cast) -> None:
        desk.issue(officer, self.application(cast), holder_id=cast.engineer.pk)

        assert desk.told(cast.engineer) == ["access.added"]

    @pytest.mark.parametrize("who", ["neighbour", "curator"])
    def test_takes_nobody_of_another_organization(self, officer: Viewer, cast: Cast, who: str) -> None:
        with pytest.raises(rules.HolderNotFound):
            desk.issue(officer, self.application(cast), holder_id=getattr(cast, who).pk)
        assert desk.issues() == []

    def test_takes_nobody_whose_user_is_closed(self, officer: Viewer, cast: Cast) -> None:
        User.objects.filter(pk=cast.engineer.pk).update(is_active=False)

        with pytest.raises(rules.HolderNotFound):
            desk.issue(officer, self.application(cast), holder_id=cast.engineer.pk)


class TestOnePress:
    def test_is_one_issue_however_often_it_is_pressed(self, officer: Viewer) -> None:
        application = desk.ready()

        assert desk.issue(officer, application) == desk.issue(officer, application)
        assert len(desk.issues()) == 1
        assert User.objects.filter(username__startswith="novikova").count() == 1

    def test_of_two_officers_is_that_of_the_first(self, officer: Viewer, officer_elsewhere: Viewer) -> None:
        application = desk.ready()
        desk.issue(officer, application)

        with pytest.raises(rules.NotReady) as refused:
            desk.issue(officer_elsewhere, application, key="another")

        assert refused.value.facts["by"] == "Рябова Юлия Викторовна"
        assert refused.value.facts["status"] == ApplicationStatus.ISSUED
        assert len(desk.issues()) == 1


class TestRefusedIssue:
    def refused(self, officer: Viewer, kind: type[Exception], application: object, **changes: object) -> None:
        users = User.objects.count()
        with pytest.raises(kind):
            desk.issue(officer, application, **changes)  # type: ignore[arg-type]
        assert desk.issues() == []
        assert User.objects.count() == users
        assert desk.records("access.issued") == []

    @pytest.mark.parametrize("missing", list(rules.Proof))
    def test_without_every_tick(self, officer: Viewer, missing: rules.Proof) -> None:
        papers = replace(PAPERS, seen=PAPERS.seen - {missing})

        self.refused(officer, rules.ChecklistIncomplete, desk.ready(), papers=papers)

    @pytest.mark.parametrize(
        ("since", "until", "kind"),
        [
            (TODAY - 9 * DAY, TODAY - DAY, rules.AuthorityExpired),
            (TODAY + DAY, TODAY + 9 * DAY, rules.AuthorityInFuture),
            (TODAY - 400 * DAY, None, rules.AuthorityExpired),
        ],
    )
    def test_by_the_days_on_the_original(
        self, officer: Viewer, since: date, until: date | None, kind: type[Exception]
    ) -> None:
        papers = replace(PAPERS, authority=replace(AUTHORITY, since=since, until=until))

        self.refused(officer, kind, desk.ready(), papers=papers)

    def test_by_the_days_of_the_application(self, officer: Viewer) -> None:
        application = desk.ready(authority_to=TODAY)

        self.refused(officer, rules.AuthorityExpired, application, now=NOW + DAY)

    def test_on_another_paper_than_the_curator_checked(self, officer: Viewer) -> None:
        papers = replace(PAPERS, authority=replace(AUTHORITY, number="99"))

        self.refused(officer, rules.OtherAuthority, desk.ready(), papers=papers)

    def test_to_a_contract_that_has_ended(self, officer: Viewer, cast: Cast) -> None:
        application = desk.ready()
        cast.contract.valid_to = TODAY
        cast.contract.save()

        self.refused(officer, rules.ContractEnded, application)

    def test_after_the_head_has_stopped_it(self, officer: Viewer, cast: Cast) -> None:
        application = desk.ready()
        applications.decide_application(
            viewer=factories.viewer_of(cast.head),
            number=application.number,
            seen=Seen(1, ApplicationStatus.READY),
            outcome=Outcome.STOP,
            reason="Звонил директор",
            now=NOW,
        )

        with pytest.raises(rules.NotReady) as refused:
            desk.issue(officer, application)

        assert refused.value.facts == {
            "status": "stopped",
            "by": cast.head.full_name,
            "at": NOW,
            "reason": "Звонил директор",
        }
        assert desk.issues() == []

    @pytest.mark.parametrize(
        "status", [ApplicationStatus.RECEIVED, ApplicationStatus.CHECKING, ApplicationStatus.REFUSED]
    )
    def test_on_one_that_was_never_ready(self, officer: Viewer, status: ApplicationStatus) -> None:
        self.refused(officer, ApplicationNotFound, factories.application(status))

    def test_without_a_point(self, officer: Viewer, clerk: User) -> None:
        User.objects.filter(pk=clerk.pk).update(desk_point=None)

        self.refused(officer, rules.NoPoint, desk.ready())

    def test_at_a_closed_point(self, officer: Viewer, point: IssuePoint) -> None:
        IssuePoint.objects.filter(pk=point.pk).update(closed_on=TODAY)

        self.refused(officer, rules.PointClosed, desk.ready())

    def test_by_an_officer_who_works_here_no_more(self, officer: Viewer, clerk: User) -> None:
        User.objects.filter(pk=clerk.pk).update(is_active=False)

        self.refused(officer, NotAllowed, desk.ready())

    @pytest.mark.parametrize("who", ["curator", "head", "director"])
    def test_by_anybody_else(self, officer: Viewer, cast: Cast, who: str) -> None:
        self.refused(factories.viewer_of(getattr(cast, who)), NotAllowed, desk.ready())

    def test_leaves_no_half_of_it(self, officer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> None:
            raise RuntimeError

        monkeypatch.setattr("kabinet.access.operations.credentials.issuing.tell_of_issue", broken)
        application = desk.ready()

        self.refused(officer, RuntimeError, application)

        application.refresh_from_db()
        assert application.status == ApplicationStatus.READY
        assert access.members_with(contract_id=application.contract_id, right=Right.SUBMIT_READINGS, on=TODAY)


class TestCharter:
    def test_needs_no_number(self, officer: Viewer) -> None:
        charter = {"authority_kind": AuthorityKind.CHARTER, "authority_number": "", "authority_to": None}
        application = desk.ready(role=Role.DIRECTOR, **charter)
        shown = replace(AUTHORITY, kind=AuthorityKind.CHARTER, number="", until=None)

        user = desk.issue(officer, application, papers=replace(PAPERS, authority=shown)).user

        membership = Membership.objects.everywhere(reason=desk.REASON).get(user=user)
        assert (membership.authority, membership.valid_to) == ("на основании Устава", None)
