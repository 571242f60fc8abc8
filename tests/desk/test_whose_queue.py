"""Whose queue it is: an absent colleague's beside one's own, and the customers of whom no curator takes care."""

from datetime import timedelta

import pytest
from django.test import Client

from kabinet.access.models import User
from kabinet.access.operations.stand_ins import arrange_stand_in
from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from tests import factories
from tests.desk import things
from tests.factories import NOW, TODAY, Cast


@pytest.fixture
def colleague(cast: Cast) -> User:
    """A curator with a customer of their own."""
    person = factories.user("zaitsev", role=Role.CURATOR, name="Зайцев Лев Львович")
    own = factories.organization("АО «Третий»", curator=person, inn="1111111111")
    contract = factories.contract(own, "77-1/26")
    factories.contract_volume(factories.supply_point(contract), "1000")
    sender = factories.user("third", role=Role.DIRECTOR)
    factories.grant(factories.member(sender, own), contract)
    return person


def stand_in(cast: Cast, colleague: User) -> None:
    arrange_stand_in(
        viewer=factories.viewer_of(cast.head),
        absent_id=cast.curator.pk,
        colleague_id=colleague.pk,
        first_day=TODAY,
        last_day=TODAY + timedelta(days=7),
        now=NOW,
    )


def page(browser: Client, query: str = "") -> str:
    return browser.get(f"/desk/{query}").content.decode()


class TestStandIn:
    def test_shows_the_absent_ones_matters_and_says_whose_they_are(
        self, cast: Cast, director: Viewer, colleague: User
    ) -> None:
        things.request(cast, director)
        browser = factories.signed_in(colleague)
        assert "Завод Керамик" not in page(browser)
        stand_in(cast, colleague)

        shown = page(browser)

        assert "Завод Керамик" in shown
        assert "До 30.11.2026 включительно вы замещаете: Петрова Мария Сергеевна." in shown

    def test_can_be_looked_at_alone(self, cast: Cast, director: Viewer, colleague: User) -> None:
        sender = User.objects.get(username="third")
        contract = next(iter(factories.viewer_of(sender).grants))
        things.request(cast, director)
        stand_in(cast, colleague)
        browser = factories.signed_in(colleague)

        narrowed = page(browser, f"?whose={cast.curator.pk}")

        assert "Завод Керамик" in narrowed
        assert f'href="?kind=requests&amp;whose={cast.curator.pk}"' in narrowed
        assert contract

    def test_lets_decide(self, cast: Cast, director: Viewer, colleague: User) -> None:
        request = things.request(cast, director)
        stand_in(cast, colleague)

        answer = factories.signed_in(colleague).post(
            f"/desk/requests/{request.pk}/",
            {"outcome": "accept", "seen_version": 1, f"agreed_{cast.point.pk}": "1 240,000"},
        )

        assert answer.status_code == 302
        request.refresh_from_db()
        assert (request.status, request.decided_by) == ("accepted", "Зайцев Лев Львович")

    def test_is_told_to_the_absent_one(self, cast: Cast, curator: Client, colleague: User) -> None:
        stand_in(cast, colleague)

        assert "вас замещает: Зайцев Лев Львович" in page(curator)

    @pytest.mark.parametrize("whose", ["nobody", "0", "x", "9" * 40])
    def test_nobody_sees_more_by_asking_for_it(self, cast: Cast, colleague: User, whose: str) -> None:
        assert "Завод Керамик" not in page(factories.signed_in(colleague), f"?whose={whose}")
        asked = page(factories.signed_in(colleague), f"?whose={cast.curator.pk}")
        assert "Завод Керамик" not in asked


class TestWithoutCurator:
    def test_the_head_reads_of_them_and_sees_them_alone(
        self, cast: Cast, director: Viewer, head: Client, colleague: User
    ) -> None:
        things.request(cast, director)
        assert "нет куратора" not in page(head)
        User.objects.filter(pk=cast.curator.pk).update(is_active=False)

        assert "У 2 потребителей нет куратора: их дела — ваши." in page(head)
        alone = page(head, "?whose=nobody")
        assert "Завод Керамик" in alone
        assert "/desk/entrust/" in alone

    def test_what_has_a_curator_is_left_out(
        self, cast: Cast, director: Viewer, head: Client, colleague: User
    ) -> None:
        things.request(cast, director)
        other = factories.organization("АО «Забытый»", curator=cast.curator, inn="2222222222")
        gone = factories.user("gone", role=Role.CURATOR, is_active=False)
        type(other).objects.everywhere(reason="test").filter(pk=other.pk).update(curator=gone)

        assert "Завод Керамик" not in page(head, "?whose=nobody")
        assert "Завод Керамик" in page(head)
