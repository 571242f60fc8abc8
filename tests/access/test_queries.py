"""What a signed-in person is: their clients, contracts and rights on the day; and who is told of a contract."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.access import queries
from kabinet.access.models import Membership, SignIn, User
from kabinet.foundation.rights import CLIENT_RIGHTS, Right, Role, Side
from tests import factories
from tests.factories import NOW, TODAY, Cast


class TestViewerOfClient:
    def test_has_their_contracts_with_the_rights_granted(self, cast: Cast) -> None:
        viewer = factories.viewer_of(cast.director)

        assert (viewer.side, viewer.is_staff) == (Side.CLIENT, False)
        assert viewer.organizations == {cast.plant.pk}
        assert viewer.grants == {cast.contract.pk: CLIENT_RIGHTS}
        assert viewer.authority == "Доверенность № 17 от 12.01.2026"

    def test_may_only_what_was_granted_for_the_contract(self, cast: Cast) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")
        membership = Membership.objects.everywhere(reason="test").get(user=cast.accountant)
        factories.grant(membership, second, [Right.SEE_SUPPLY])
        viewer = factories.viewer_of(cast.accountant)

        assert viewer.may(Right.SEE_MONEY, contract_id=cast.contract.pk)
        assert not viewer.may(Right.SEE_MONEY, contract_id=second.pk)
        assert not viewer.may(Right.SEE_SUPPLY, contract_id=cast.neighbour_contract.pk)

    @pytest.mark.parametrize(
        ("columns", "is_in"),
        [
            ({"valid_from": TODAY}, True),
            ({"valid_from": TODAY + timedelta(days=1)}, False),
            ({"valid_to": TODAY}, False),
            ({"valid_to": TODAY + timedelta(days=1)}, True),
        ],
    )
    def test_is_nobodys_outside_the_days_of_the_membership(
        self, cast: Cast, columns: dict[str, Any], *, is_in: bool
    ) -> None:
        person = factories.user("guest", role=Role.DIRECTOR)
        factories.grant(factories.member(person, cast.plant, **columns), cast.contract)

        viewer = factories.viewer_of(person)

        assert bool(viewer.grants) is is_in
        assert bool(viewer.organizations) is is_in

    def test_takes_one_query(self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(1):
            factories.viewer_of(cast.director)


class TestViewerOfStaff:
    def test_a_curator_has_the_clients_entrusted_to_them(self, cast: Cast) -> None:
        other = factories.user("other", role=Role.CURATOR)
        factories.organization("АО «Третий»", curator=other, inn="1111111111")

        viewer = factories.viewer_of(cast.curator)

        assert (viewer.side, viewer.sees_all_clients) == (Side.STAFF, False)
        assert viewer.organizations == {cast.plant.pk, cast.neighbour_plant.pk}
        assert viewer.authority == "куратор"

    @pytest.mark.parametrize(
        "role", [role for role in Role if role not in {"engineer", "accountant", "director", "curator"}]
    )
    def test_the_others_see_the_whole_department(self, db: None, role: Role) -> None:
        viewer = factories.viewer_of(factories.user("staff", role=role))

        assert viewer.sees_all_clients
        assert not viewer.organizations

    def test_takes_one_query_at_most(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            factories.viewer_of(cast.curator)
        with django_assert_num_queries(0):
            factories.viewer_of(cast.head)


class TestMembersWith:
    def told(self, cast: Cast, right: Right, *, on: date = TODAY) -> list[str]:
        people = queries.members_with(contract_id=cast.contract.pk, right=right, on=on)
        return sorted(person.name.split()[0] for person in people)

    def test_are_those_who_have_the_right(self, cast: Cast) -> None:
        assert self.told(cast, Right.SEE_MONEY) == ["Иванова", "Кузнецов"]
        assert self.told(cast, Right.SUBMIT_READINGS) == ["Кузнецов", "Сидоров"]
        assert self.told(cast, Right.ADMINISTER) == []

    def test_are_those_whose_membership_is_valid_on_the_day(self, cast: Cast) -> None:
        Membership.objects.everywhere(reason="test").filter(user=cast.director).update(valid_to=TODAY)

        assert self.told(cast, Right.SEE_MONEY) == ["Иванова"]
        assert self.told(cast, Right.SEE_MONEY, on=TODAY - timedelta(days=1)) == ["Иванова", "Кузнецов"]

    def test_whoever_was_blocked_is_told_nothing(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.director.pk).update(is_active=False)

        assert self.told(cast, Right.SEE_MONEY) == ["Иванова"]


class TestOffers:
    def test_there_is_none_before_the_first(self, db: None) -> None:
        factories.offer(since=TODAY)

        assert queries.offer_in_force(on=TODAY - timedelta(days=1)) is None
        with pytest.raises(queries.OfferNotFound):
            queries.get_offer(version="1999")


class TestSignIns:
    def test_everybody_reads_their_own(self, cast: Cast) -> None:
        for person in (cast.engineer, cast.neighbour):
            SignIn(user=person, at=NOW, address="192.0.2.1", browser="").save(force_insert=True)

        [own] = queries.list_sign_ins(viewer=factories.viewer_of(cast.engineer))

        assert own.user == cast.engineer

    def test_the_latest_of_an_organization_is_told_to_whom_it_concerns(self, cast: Cast) -> None:
        SignIn(user=cast.engineer, at=NOW, address="192.0.2.1", browser="").save(force_insert=True)

        def latest(person: User) -> object:
            viewer = factories.viewer_of(person)
            return queries.latest_sign_in_at(viewer=viewer, organization_id=cast.plant.pk)

        assert latest(cast.curator) == NOW
        assert latest(cast.neighbour) is None


class TestMembers:
    def test_are_listed_for_their_own_side_only(self, cast: Cast) -> None:
        def names(person: User) -> list[str]:
            viewer = factories.viewer_of(person)
            members = queries.list_members(viewer=viewer, organization_id=cast.plant.pk)
            return [member.user.username for member in members]

        assert names(cast.curator) == ["ivanova", "kuznetsov", "sidorov"]
        assert names(cast.neighbour) == []
