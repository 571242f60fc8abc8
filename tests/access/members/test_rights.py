"""A colleague's rights: given and taken within one's own, by whoever manages the contract's people."""

import json

import pytest

from kabinet.access.models import Grant, User
from kabinet.access.operations.members import change_rights
from kabinet.access.queries.members import MemberNotFound, get_member
from kabinet.access.rules import members as rules
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import CLIENT_RIGHTS, Right
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Record
from kabinet.notifications.models import Notification, OutgoingEmail
from tests import factories
from tests.access.members.conftest import membership_of
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

SUPPLY, MONEY, MANAGE = Right.SEE_SUPPLY, Right.SEE_MONEY, Right.MANAGE_PEOPLE


def rights_of(person: User) -> dict[str, set[str]]:
    grants = (
        Grant.objects.everywhere(reason="test").filter(membership__user=person).select_related("contract")
    )
    return {grant.contract.number: set(grant.rights) for grant in grants}


def change(viewer: Viewer, person: User, rights: dict[int, set[Right]], *, seen: str | None = None) -> None:
    membership = membership_of(person)
    if seen is None:
        seen = get_member(viewer=viewer, membership_id=membership.pk, on=TODAY).seen
    change_rights(viewer=viewer, membership_id=membership.pk, rights=rights, seen=seen, now=NOW)


class TestChangeRights:
    def test_counts_from_the_next_page_on(self, cast: Cast, director: Viewer) -> None:
        change(director, cast.accountant, {cast.contract.pk: {SUPPLY, Right.SEND_DOCUMENTS}})

        viewer = factories.viewer_of(cast.accountant)
        assert not viewer.may(MONEY)
        assert viewer.may(SUPPLY, contract_id=cast.contract.pk)

    def test_is_recorded_with_old_and_new(self, cast: Cast, director: Viewer) -> None:
        change(director, cast.accountant, {cast.contract.pk: {SUPPLY}})

        record = Record.objects.everywhere(reason="test").get(event="access.rights_changed")
        assert (record.organization_id, record.subject) == (cast.plant.pk, "user:ivanova")
        assert (record.actor_id, record.actor_name) == (cast.director.pk, "Кузнецов Игорь Олегович")
        assert json.loads(record.data) == {
            "contract": "12-4-0345/26",
            "rights": [["see-money", "see-supply", "send-documents"], ["see-supply"]],
        }

    def test_is_told_to_the_colleague_and_the_curator_in_their_language(
        self, cast: Cast, director: Viewer
    ) -> None:
        User.objects.filter(pk=cast.accountant.pk).update(language="en")

        change(director, cast.accountant, {cast.contract.pk: {SUPPLY, Right.SUBMIT_READINGS}})

        notes = Notification.objects.everywhere(reason="test").order_by("id")
        assert [(note.recipient_id, note.event) for note in notes] == [
            (cast.accountant.pk, "access.your_rights_changed"),
            (cast.curator.pk, "access.rights_changed"),
        ]
        assert notes[0].facts["given"] == "submits readings"
        assert notes[1].facts["taken"] == "видит расчёты, отправляет документы"
        letter = OutgoingEmail.objects.everywhere(reason="test").get()
        assert letter.recipient_id == cast.accountant.pk
        assert "Taken: sees settlements, sends documents" in letter.body

    def test_of_nothing_leaves_no_trace(self, cast: Cast, director: Viewer) -> None:
        change(director, cast.accountant, {cast.contract.pk: {SUPPLY, MONEY, Right.SEND_DOCUMENTS}})

        assert not Record.objects.everywhere(reason="test").exists()

    def test_pressed_twice_is_one_change(self, cast: Cast, director: Viewer) -> None:
        seen = get_member(viewer=director, membership_id=membership_of(cast.accountant).pk, on=TODAY).seen
        for _ in range(2):
            change(director, cast.accountant, {cast.contract.pk: {SUPPLY}}, seen=seen)

        assert Record.objects.everywhere(reason="test").count() == 1

    def test_may_open_a_contract_that_the_colleague_had_no_part_in(self, cast: Cast) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")
        factories.grant(membership_of(cast.director), second)
        viewer = factories.viewer_of(cast.director)

        change(viewer, cast.engineer, {second.pk: {SUPPLY}})

        assert rights_of(cast.engineer)["12-4-0999/26"] == {"see-supply"}
        assert factories.viewer_of(cast.engineer).may(SUPPLY, contract_id=second.pk)

    def test_all_taken_leaves_nothing_to_see(self, cast: Cast, director: Viewer) -> None:
        change(director, cast.engineer, {cast.contract.pk: set()})

        viewer = factories.viewer_of(cast.engineer)
        assert (viewer.grants, viewer.organizations) == ({}, frozenset())

    def test_whoever_is_second_reads_who_was_first(self, cast: Cast, director: Viewer) -> None:
        deputy = factories.user("deputy", role=cast.director.role, name="Фомина Яна Олеговна")
        factories.grant(factories.member(deputy, cast.plant), cast.contract)
        seen = get_member(viewer=director, membership_id=membership_of(cast.engineer).pk, on=TODAY).seen
        change(factories.viewer_of(deputy), cast.engineer, {cast.contract.pk: {SUPPLY}})

        with pytest.raises(rules.ChangedMeanwhile) as refused:
            change(director, cast.engineer, {cast.contract.pk: {SUPPLY, MONEY}}, seen=seen)

        assert refused.value.facts == {"by": "Фомина Яна Олеговна", "at": NOW}
        assert rights_of(cast.engineer) == {"12-4-0345/26": {"see-supply"}}


class TestBounds:
    def test_ones_own_rights_are_not_raised(self, cast: Cast) -> None:
        Grant.objects.everywhere(reason="test").filter(membership__user=cast.director).update(
            rights=[SUPPLY, MANAGE]
        )
        viewer = factories.viewer_of(cast.director)

        with pytest.raises(rules.BeyondOwnRights):
            change(viewer, cast.director, {cast.contract.pk: {SUPPLY, MANAGE, MONEY}})

    def test_rights_that_one_lacks_stay_with_those_who_have_them(self, cast: Cast) -> None:
        Grant.objects.everywhere(reason="test").filter(membership__user=cast.director).update(
            rights=[SUPPLY, MANAGE]
        )
        viewer = factories.viewer_of(cast.director)

        with pytest.raises(rules.BeyondOwnRights):
            change(viewer, cast.accountant, {cast.contract.pk: {SUPPLY}})
        assert "see-money" in rights_of(cast.accountant)["12-4-0345/26"]

    def test_the_last_manager_of_a_contract_stays_one(self, cast: Cast, director: Viewer) -> None:
        with pytest.raises(rules.LastManager):
            change(director, cast.director, {cast.contract.pk: CLIENT_RIGHTS - {MANAGE}})

        deputy = factories.user("deputy", role=cast.director.role)
        factories.grant(factories.member(deputy, cast.plant), cast.contract)
        change(director, cast.director, {cast.contract.pk: CLIENT_RIGHTS - {MANAGE}})
        assert "manage-people" not in rights_of(cast.director)["12-4-0345/26"]

    @pytest.mark.parametrize("columns", [{"valid_to": TODAY}, {"user__is_active": False}])
    def test_a_manager_who_cannot_come_in_is_none(
        self, cast: Cast, director: Viewer, columns: dict[str, object]
    ) -> None:
        deputy = factories.user("deputy", role=cast.director.role)
        membership = factories.member(deputy, cast.plant)
        factories.grant(membership, cast.contract)
        if "valid_to" in columns:
            membership.valid_to = TODAY
            membership.save()
        else:
            User.objects.filter(pk=deputy.pk).update(is_active=False)

        with pytest.raises(rules.LastManager):
            change(director, cast.director, {cast.contract.pk: {SUPPLY}})

    def test_two_managers_do_not_take_the_right_from_each_other(self, cast: Cast, director: Viewer) -> None:
        deputy = factories.user("deputy", role=cast.director.role)
        factories.grant(factories.member(deputy, cast.plant), cast.contract)
        before = factories.viewer_of(deputy)  # as a request that began before the other's was saved
        change(director, deputy, {cast.contract.pk: {SUPPLY}}, seen=None)

        with pytest.raises(NotAllowed):
            change(before, cast.director, {cast.contract.pk: {SUPPLY}}, seen="")

    def test_a_contract_of_others_is_not_there(self, cast: Cast, director: Viewer) -> None:
        with pytest.raises(MemberNotFound):
            change(director, cast.engineer, {cast.neighbour_contract.pk: {SUPPLY}})

    def test_people_of_others_are_not_there(self, cast: Cast, director: Viewer) -> None:
        with pytest.raises(MemberNotFound):
            change(director, cast.neighbour, {cast.neighbour_contract.pk: {SUPPLY}}, seen="")

    def test_only_whoever_manages_people_does(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            change(factories.viewer_of(cast.engineer), cast.accountant, {cast.contract.pk: {SUPPLY}}, seen="")

    def test_staff_do_not(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            change(factories.viewer_of(cast.head), cast.accountant, {cast.contract.pk: {SUPPLY}}, seen="")

    def test_an_ended_access_gets_no_rights(self, cast: Cast, director: Viewer) -> None:
        membership = membership_of(cast.engineer)
        membership.valid_to = TODAY
        membership.save()

        with pytest.raises(rules.AccessEnded):
            change(director, cast.engineer, {cast.contract.pk: {SUPPLY}})
