"""Access issued again: only in person, only at the point of first issue, and everything before it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from kabinet.access.models import AccessPolicy, IssuePoint, Membership, RecoveryCode, Session, User
from kabinet.access.operations import credentials as operations
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.applications import AuthorityKind
from kabinet.access.rules.credentials import Authority
from kabinet.access.rules.proposals import AlreadyProposed
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import SUPPLIER
from tests import factories
from tests.access.credentials import desk
from tests.access.credentials.desk import OWN_AUTHORITY, OWN_PAPERS
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def person(cast: Cast, point: IssuePoint) -> User:
    """The engineer, who received access at the first point."""
    cast.engineer.issue_point = point
    cast.engineer.save()
    return cast.engineer


class TestReissue:
    def test_ends_the_password_at_once(self, officer: Viewer, person: User) -> None:
        desk.reissue(officer, person)

        person.refresh_from_db()
        assert not person.has_usable_password()
        assert person.code_expires_at is None

    def test_ends_every_session_of_the_person_and_nobody_elses(
        self, officer: Viewer, person: User, cast: Cast
    ) -> None:
        browsers = [factories.signed_in(person), factories.signed_in(person)]
        colleague = factories.signed_in(cast.accountant)

        desk.reissue(officer, person)

        assert not Session.objects.filter(user_id=person.pk).exists()
        assert [browser.get("/settings/").status_code for browser in browsers] == [302, 302]
        assert colleague.get("/settings/").status_code == 200

    def test_takes_the_second_factor_away(self, officer: Viewer, person: User, cast: Cast) -> None:
        for user in (person, cast.accountant):
            TOTPDevice.objects.create(user=user, name="phone")
            RecoveryCode(user=user, code_hash="x").save(force_insert=True)
            user.second_factor = True
            user.save()

        desk.reissue(officer, person)

        person.refresh_from_db()
        assert not person.second_factor
        assert list(TOTPDevice.objects.values_list("user", flat=True)) == [cast.accountant.pk]
        codes = RecoveryCode.objects.everywhere(reason=desk.REASON)
        assert list(codes.values_list("user", flat=True)) == [cast.accountant.pk]

    def test_changes_no_rights(self, officer: Viewer, person: User) -> None:
        before = factories.viewer_of(person)

        desk.reissue(officer, person)

        assert factories.viewer_of(person) == before

    def test_tells_the_person_by_letter_without_a_code(
        self, officer: Viewer, person: User, cast: Cast
    ) -> None:
        issue = desk.reissue(officer, person)
        slip = desk.printed(officer, issue)

        assert desk.told(person) == ["access.reissued-to-you"]
        assert desk.told(cast.director) == ["access.reissued"]
        assert desk.told(cast.curator) == ["access.reissued"]
        letter = desk.letters()[person.email]
        assert "Если листок получили не вы" in letter
        assert slip.pdf
        assert not any("-" in word and len(word) == 14 for word in letter.split())

    def test_stands_in_the_journal_of_every_organization_of_the_person(
        self, officer: Viewer, person: User, cast: Cast
    ) -> None:
        factories.grant(factories.member(person, cast.neighbour_plant), cast.neighbour_contract)

        desk.reissue(officer, person)

        assert desk.events(cast.plant.pk) == ["access.reissued"]
        assert desk.events(cast.neighbour_plant.pk) == ["access.reissued"]

    def test_is_one_issue_however_often_it_is_pressed(self, officer: Viewer, person: User) -> None:
        assert desk.reissue(officer, person) == desk.reissue(officer, person)
        assert len(desk.issues()) == 1


class TestFirstIssueOfSomebodyEntered:
    """Staff are entered by the administrator, and the people of before without any issue."""

    def test_binds_the_person_to_the_point(self, officer: Viewer, cast: Cast, point: IssuePoint) -> None:
        issue = desk.reissue(officer, cast.engineer)

        cast.engineer.refresh_from_db()
        assert (issue.kind, cast.engineer.issue_point) == ("first", point)
        assert desk.events(cast.plant.pk) == ["access.issued"]

    def test_of_staff_is_on_the_order_and_in_the_suppliers_journal(self, officer: Viewer, cast: Cast) -> None:
        order = Authority(AuthorityKind.ORDER, "12-к", TODAY, None)

        issue = desk.reissue(officer, cast.curator, papers=replace(OWN_PAPERS, authority=order))

        assert issue.authority_kind == "order"
        assert desk.events(SUPPLIER) == ["access.issued"]
        assert desk.told(cast.curator) == ["access.reissued-to-you"]


class TestOtherPoint:
    def test_is_told_which_one_with_address_and_hours(
        self, officer_elsewhere: Viewer, person: User, point: IssuePoint
    ) -> None:
        with pytest.raises(rules.OtherPoint) as refused:
            desk.reissue(officer_elsewhere, person)

        assert refused.value.facts == {"point": point.name, "address": point.address, "hours": point.hours}
        person.refresh_from_db()
        assert person.check_password(factories.PASSWORD)

    def test_goes_on_with_the_heads_consent(
        self, officer_elsewhere: Viewer, person: User, cast: Cast, point: IssuePoint
    ) -> None:
        consent = desk.agreed(officer_elsewhere, person, cast.head)

        issue = desk.reissue(officer_elsewhere, person)

        assert issue.consent == consent
        person.refresh_from_db()
        assert person.issue_point == point
        assert f'"consent":"proposal:{consent.pk}"' in desk.records("access.reissued")[0].data

    def test_uses_a_consent_once(self, officer_elsewhere: Viewer, person: User, cast: Cast) -> None:
        desk.agreed(officer_elsewhere, person, cast.head)
        desk.reissue(officer_elsewhere, person)

        with pytest.raises(rules.OtherPoint):
            desk.reissue(officer_elsewhere, person, key="again")

    def test_has_no_use_for_a_consent_given_to_another_point(
        self, officer_elsewhere: Viewer, person: User, cast: Cast
    ) -> None:
        desk.agreed(officer_elsewhere, person, cast.head)
        third = factories.issue_point("Тула")
        elsewhere = factories.user("dunaev", role=Role.CREDENTIALS_DESK, desk_point=third)

        with pytest.raises(rules.OtherPoint):
            desk.reissue(factories.viewer_of(elsewhere), person)

    def test_has_no_use_for_a_consent_that_has_lapsed(
        self, officer_elsewhere: Viewer, person: User, cast: Cast
    ) -> None:
        desk.agreed(officer_elsewhere, person, cast.head)
        AccessPolicy.objects.create(consent_days=3, set_at=NOW, set_by="Климов")

        with pytest.raises(rules.ConsentLapsed) as refused:
            desk.reissue(officer_elsewhere, person, now=NOW + 4 * DAY)

        assert refused.value.facts == {"day": TODAY + 3 * DAY}
        assert desk.reissue(officer_elsewhere, person, now=NOW + 3 * DAY).kind == "reissue"

    def test_waits_for_the_decision(self, officer_elsewhere: Viewer, person: User) -> None:
        operations.ask_for_consent(
            viewer=officer_elsewhere, user_id=person.pk, reason="В командировке", key="ask", now=NOW
        )

        with pytest.raises(rules.OtherPoint):
            desk.reissue(officer_elsewhere, person)
        with pytest.raises(AlreadyProposed):
            operations.ask_for_consent(
                viewer=officer_elsewhere, user_id=person.pk, reason="Ещё раз", key="other", now=NOW
            )

    def test_needs_no_consent_at_the_first_point(self, officer: Viewer, person: User) -> None:
        assert desk.reissue(officer, person).consent is None


class TestRefusedReissue:
    def refused(self, officer: Viewer, person: User, kind: type[Exception], **changes: object) -> None:
        person.refresh_from_db()
        before = person.password
        with pytest.raises(kind):
            desk.reissue(officer, person, **changes)
        person.refresh_from_db()
        assert person.password == before
        assert desk.issues() == []

    @pytest.mark.parametrize("missing", list(rules.Proof))
    def test_without_every_tick(self, officer: Viewer, person: User, missing: rules.Proof) -> None:
        papers = replace(OWN_PAPERS, seen=OWN_PAPERS.seen - {missing})

        self.refused(officer, person, rules.ChecklistIncomplete, papers=papers)

    def test_on_an_expired_paper(self, officer: Viewer, person: User) -> None:
        papers = replace(OWN_PAPERS, authority=replace(OWN_AUTHORITY, until=TODAY - DAY))

        self.refused(officer, person, rules.AuthorityExpired, papers=papers)

    def test_on_another_paper_than_the_one_known(self, officer: Viewer, person: User) -> None:
        papers = replace(OWN_PAPERS, authority=replace(OWN_AUTHORITY, number="18"))

        self.refused(officer, person, rules.OtherAuthority, papers=papers)

    def test_to_somebody_whose_powers_have_ended(self, officer: Viewer, person: User) -> None:
        memberships = Membership.objects.everywhere(reason=desk.REASON).filter(user=person)
        memberships.update(valid_to=TODAY)

        self.refused(officer, person, rules.AccessEnded)

    def test_to_somebody_whose_only_contract_ended(self, officer: Viewer, person: User, cast: Cast) -> None:
        cast.contract.valid_to = TODAY
        cast.contract.save()

        self.refused(officer, person, rules.AccessEnded)

    def test_to_somebody_whose_user_is_closed(self, officer: Viewer, person: User) -> None:
        User.objects.filter(pk=person.pk).update(is_active=False)

        self.refused(officer, person, rules.AccessEnded)

    def test_to_oneself(self, officer: Viewer, clerk: User) -> None:
        self.refused(officer, clerk, rules.OwnAccess)

    @pytest.mark.parametrize("who", ["curator", "head", "director", "engineer"])
    def test_by_anybody_else(self, cast: Cast, person: User, who: str) -> None:
        self.refused(factories.viewer_of(getattr(cast, who)), person, NotAllowed)

    def test_to_nobody(self, officer: Viewer, person: User) -> None:
        with pytest.raises(rules.HolderNotFound):
            operations.reissue_access(viewer=officer, user_id=404, papers=OWN_PAPERS, key="reissue", now=NOW)
