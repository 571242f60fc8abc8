"""The customers' list and the page of one."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.rights import Role
from kabinet.foundation.viewer import Viewer
from kabinet.settlements.rules.words import EntryKind
from tests import factories
from tests.desk import things
from tests.factories import Cast


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestClients:
    def test_finds_by_name_and_by_number(self, curator: Client) -> None:
        assert "АО «Стекло»" not in text(curator, "/desk/clients/?q=керамик")
        assert "АО «Стекло»" in text(curator, "/desk/clients/?q=1357924680")

    def test_tells_what_to_do_where_nothing_is_found(self, curator: Client) -> None:
        page = text(curator, "/desk/clients/?q=нет такого")

        assert "По запросу «нет такого» ничего нет" in page
        assert "Все потребители" in page

    def test_shows_what_is_owed_in_words(self, cast: Cast, curator: Client) -> None:
        factories.ledger_entry(cast.contract, EntryKind.CHARGE, "1000.50", on=things.day(5))
        factories.ledger_entry(cast.neighbour_contract, EntryKind.PAYMENT, "-20.00", on=things.day(5))

        page = text(curator, "/desk/clients/")

        assert '1\u00a0000,50<span class="cell-note">задолженность' in page
        assert '20,00<span class="cell-note">переплата' in page

    def test_shows_no_money_to_the_metering_engineer(self, cast: Cast) -> None:
        metrologist = factories.signed_in(factories.user("lvov", role=Role.METERING_ENGINEER))

        assert "Сальдо" not in text(metrologist, "/desk/clients/")

    def test_shows_a_curator_only_their_customers(self, stranger: Client) -> None:
        assert "Завод Керамик" not in text(stranger, "/desk/clients/")

    def test_is_closed_to_the_credentials_desk(self, cast: Cast) -> None:
        issuer = factories.signed_in(factories.user("desk", role=Role.CREDENTIALS_DESK))

        assert issuer.get("/desk/clients/").status_code == 403

    @pytest.mark.parametrize("count", [1, 30])
    def test_asks_the_database_as_often_for_many_as_for_few(
        self, cast: Cast, curator: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(count):
            owner = factories.organization(
                f"ООО «Котельная {number}»", curator=cast.curator, inn=f"{number:010d}"
            )
            factories.contract(owner, f"77-{number}/26")

        with django_assert_max_num_queries(8):
            curator.get("/desk/clients/")


class TestClient:
    def test_gathers_what_a_telephone_call_needs(self, cast: Cast, director: Viewer, curator: Client) -> None:
        request = things.request(cast, director)

        page = text(curator, f"/desk/clients/{cast.plant.pk}/")

        for words in ("12-4-0345/26", "+7 495 100-00-01", "Петрова Мария Сергеевна", "Ждёт решения"):
            assert words in page
        assert f"/desk/requests/{request.pk}/" in page

    @pytest.mark.parametrize("tab", ["requests", "readings", "documents", "people"])
    def test_tells_in_every_tab_that_there_is_nothing_yet(
        self, cast: Cast, curator: Client, tab: str
    ) -> None:
        page = text(curator, f"/desk/clients/{cast.neighbour_plant.pk}/?tab={tab}")

        assert "None" not in page
        assert ('class="empty"' in page) is (tab != "people")

    def test_offers_only_what_the_role_may_do(self, cast: Cast, curator: Client, bookkeeper: Client) -> None:
        address = f"/desk/clients/{cast.plant.pk}/"

        assert "Отметить платёж" in text(bookkeeper, address)
        assert "Отметить платёж" not in text(curator, address)

    def test_is_not_there_for_another_curator(self, cast: Cast, stranger: Client) -> None:
        assert stranger.get(f"/desk/clients/{cast.plant.pk}/").status_code == 404

    def test_asks_the_database_a_fixed_number_of_times(
        self, cast: Cast, curator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(11):
            curator.get(f"/desk/clients/{cast.plant.pk}/")
