"""What Home says of powers that end, and whose pages a person with several organizations chooses among."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from kabinet.access.models import Membership, User
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> None:
    settings.FROZEN_NOW = NOW


def ends_in(person: User, days: int) -> None:
    rows = Membership.objects.everywhere(reason="test").filter(user=person)
    rows.update(valid_to=TODAY + timedelta(days=days))


def home(person: User) -> str:
    return factories.signed_in(person).get("/").content.decode()


class TestHome:
    @pytest.mark.parametrize(
        ("days", "words"),
        [
            (30, "Последний день: 22.12.2026, осталось 30 дней."),
            (7, "Последний день: 29.11.2026, осталось 7 дней."),
            (1, "Последний день: 23.11.2026, остался 1 день."),
        ],
    )
    def test_says_in_the_last_thirty_days_when_powers_end(self, cast: Cast, days: int, words: str) -> None:
        ends_in(cast.engineer, days)

        page = home(cast.engineer)

        assert words in page
        assert 'href="/access/apply/"' in page

    @pytest.mark.parametrize("days", [31, 400])
    def test_says_nothing_before(self, cast: Cast, days: int) -> None:
        ends_in(cast.engineer, days)

        assert "Последний день" not in home(cast.engineer)

    def test_says_nothing_of_powers_for_others(self, cast: Cast) -> None:
        ends_in(cast.director, 7)
        factories.grant(factories.member(cast.director, cast.neighbour_plant), cast.neighbour_contract)
        browser = factories.signed_in(cast.director)
        assert "Последний день" in browser.get("/").content.decode()

        browser.post("/contracts/", {"contract": cast.neighbour_contract.pk})

        assert "Последний день" not in browser.get("/").content.decode()

    def test_asks_the_database_no_more_for_it(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        ends_in(cast.engineer, 7)

        with django_assert_num_queries(1):
            factories.viewer_of(cast.engineer)


class TestContracts:
    def test_are_grouped_by_organization(self, cast: Cast) -> None:
        holding = factories.user("holding", role=Role.DIRECTOR)
        second = factories.contract(cast.plant, "12-4-0999/26")
        plant = factories.member(holding, cast.plant)
        factories.grant(plant, second)
        factories.grant(factories.member(holding, cast.neighbour_plant), cast.neighbour_contract)
        factories.grant(plant, cast.contract)

        page = factories.signed_in(holding).get("/contracts/").content.decode().partition("<h1>")[2]

        places = [
            page.index(text)
            for text in (
                "<h2>АО «Стекло»</h2>",
                "№ 12-4-0777/26",
                "<h2>ООО «Завод Керамик»</h2>",
                "№ 12-4-0345/26",
                "№ 12-4-0999/26",
            )
        ]
        assert places == sorted(places)
