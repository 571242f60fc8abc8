"""Who answers for an organization: the curator, whoever stands in, and the head where there is no curator."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.access import queries
from kabinet.access.models import StandIn, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(cast: Cast) -> User:
    return factories.user("zaitsev", role=Role.CURATOR, name="Зайцев Лев Львович")


def stand_in(absent: User, colleague: User, *, first: int = 0, last: int = 0, **columns: object) -> StandIn:
    row = StandIn(
        absent=absent,
        colleague=colleague,
        first_day=TODAY + timedelta(days=first),
        last_day=TODAY + timedelta(days=last),
        arranged_by="Орлов",
        arranged_at=NOW,
        **columns,
    )
    row.save(force_insert=True)
    return row


def in_charge(cast: Cast) -> list[str]:
    people = queries.in_charge_of(organization_id=cast.plant.pk, on=TODAY)
    return [person.name.split()[0] for person in people]


class TestViewerOfStandIn:
    def test_has_the_absent_curators_customers_beside_their_own(self, cast: Cast, colleague: User) -> None:
        own = factories.organization("АО «Третий»", curator=colleague, inn="1111111111")
        stand_in(cast.curator, colleague)

        viewer = factories.viewer_of(colleague)

        assert viewer.organizations == {own.pk, cast.plant.pk, cast.neighbour_plant.pk}

    @pytest.mark.parametrize(
        ("first", "last", "stands_in"),
        [(0, 0, True), (-3, 0, True), (0, 3, True), (1, 3, False), (-3, -1, False)],
    )
    def test_both_days_are_included(
        self, cast: Cast, colleague: User, first: int, last: int, *, stands_in: bool
    ) -> None:
        stand_in(cast.curator, colleague, first=first, last=last)

        assert bool(factories.viewer_of(colleague).organizations) is stands_in

    def test_ends_where_it_was_ended(self, cast: Cast, colleague: User) -> None:
        stand_in(cast.curator, colleague, last=9, ended_at=NOW)

        assert not factories.viewer_of(colleague).organizations

    def test_is_not_passed_on(self, cast: Cast, colleague: User) -> None:
        third = factories.user("third", role=Role.CURATOR)
        stand_in(cast.curator, colleague)
        stand_in(colleague, third)

        assert not factories.viewer_of(third).organizations

    def test_takes_one_query(
        self, cast: Cast, colleague: User, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(3):
            stand_in(cast.curator, colleague)
        with django_assert_num_queries(1):
            factories.viewer_of(colleague)


class TestCuratorOf:
    def test_is_the_one_to_whom_it_is_entrusted(self, cast: Cast) -> None:
        person = queries.curator_of(organization_id=cast.plant.pk)

        assert (person.user_id, person.role) == (cast.curator.pk, Role.CURATOR)

    @pytest.mark.parametrize("columns", [{"is_active": False}, {"role": Role.METERING_ENGINEER}])
    def test_is_the_head_where_the_curator_is_none_any_longer(
        self, cast: Cast, columns: dict[str, object]
    ) -> None:
        User.objects.filter(pk=cast.curator.pk).update(**columns)

        assert queries.curator_of(organization_id=cast.plant.pk).user_id == cast.head.pk

    def test_is_an_administrator_where_there_is_no_head_either(self, cast: Cast) -> None:
        administrator = factories.user("klimov", role=Role.ADMINISTRATOR)
        User.objects.filter(pk__in=[cast.curator.pk, cast.head.pk]).update(is_active=False)

        assert queries.curator_of(organization_id=cast.plant.pk).user_id == administrator.pk


class TestInChargeOf:
    def test_are_the_curator_and_whoever_stands_in(self, cast: Cast, colleague: User) -> None:
        assert in_charge(cast) == ["Петрова"]
        stand_in(cast.curator, colleague)

        assert in_charge(cast) == ["Петрова", "Зайцев"]

    def test_a_colleague_who_was_removed_is_told_nothing(self, cast: Cast, colleague: User) -> None:
        stand_in(cast.curator, colleague)
        User.objects.filter(pk=colleague.pk).update(is_active=False)

        assert in_charge(cast) == ["Петрова"]


class TestInTheFrame:
    def test_the_customer_reads_of_the_head_where_the_curator_is_removed(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.head.pk).update(phone="+7 495 730-60-99")
        browser = factories.signed_in(cast.engineer)
        assert "Петрова" in browser.get("/help/").content.decode()

        User.objects.filter(pk=cast.curator.pk).update(is_active=False)

        page = browser.get("/help/").content.decode()
        assert "Петрова" not in page
        assert "Орлов Пётр Ильич" in page


class TestNarrowed:
    def test_staff_who_see_all_see_no_more_than_was_chosen(self, cast: Cast) -> None:
        viewer = factories.viewer_of(cast.head).narrowed_to([cast.plant.pk])

        assert (viewer.sees_all_clients, viewer.organizations) == (False, {cast.plant.pk})

    def test_a_curator_gains_nothing_by_it(self, cast: Cast, colleague: User) -> None:
        viewer = factories.viewer_of(colleague).narrowed_to([cast.plant.pk])

        assert viewer.organizations == frozenset()
