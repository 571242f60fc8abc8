"""Powers that end: everybody concerned is told 30 days before, 7 and 1, and each time once."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import Membership
from kabinet.access.operations.powers import remind_of_ending_powers
from kabinet.notifications.models import Notification
from tests import factories
from tests.access.members.conftest import membership_of
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def ends_in(membership: Membership, days: int) -> None:
    membership.valid_to = TODAY + timedelta(days=days)
    membership.save()


def told(at_days: int = 0) -> list[tuple[int, str]]:
    remind_of_ending_powers(now=NOW + timedelta(days=at_days))
    return list(
        Notification.objects.everywhere(reason="test").order_by("id").values_list("recipient_id", "event")
    )


class TestReminders:
    def test_reach_the_person_the_managers_and_the_curator(self, cast: Cast) -> None:
        ends_in(membership_of(cast.engineer), 30)

        assert told() == [
            (cast.engineer.pk, "access.your_powers_end"),
            (cast.director.pk, "access.powers_of_colleague_end"),
            (cast.curator.pk, "access.powers_end"),
        ]

    def test_come_once_for_each_of_the_three_terms(self, cast: Cast) -> None:
        ends_in(membership_of(cast.engineer), 30)

        for days, count in ((0, 3), (0, 3), (10, 3), (23, 6), (25, 6), (29, 9), (30, 9), (90, 9)):
            assert len(told(days)) == count, days

    def test_are_not_late_after_a_day_without_a_worker(self, cast: Cast) -> None:
        ends_in(membership_of(cast.engineer), 5)

        assert len(told()) == 3

    def test_a_manager_is_not_told_twice_of_their_own(self, cast: Cast) -> None:
        ends_in(membership_of(cast.director), 7)

        assert [event for _, event in told()] == ["access.your_powers_end", "access.powers_end"]

    def test_a_new_end_is_a_new_matter(self, cast: Cast) -> None:
        membership = membership_of(cast.engineer)
        ends_in(membership, 7)
        told()
        ends_in(membership, 6)

        assert len(told()) == 6

    def test_whose_access_was_ended_is_not_asked_for_new_papers(self, cast: Cast) -> None:
        membership = membership_of(cast.engineer)
        membership.ended_by = "Кузнецов"
        ends_in(membership, 7)

        assert told() == []

    def test_cost_one_query_where_nothing_ends(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(1):
            remind_of_ending_powers(now=NOW)

    def test_say_until_which_day(self, cast: Cast) -> None:
        ends_in(membership_of(cast.engineer), 7)
        told()

        page = factories.signed_in(cast.engineer).get("/notifications/").content.decode()
        assert "Последний день: 29 ноября 2026" in page
