"""Looking as a customer, from the button on their page to the end, and what becomes of the session meanwhile."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from kabinet.access.models import Look, User
from kabinet.foundation.rights import Role
from kabinet.journal.models import Record
from tests import factories
from tests.factories import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> None:
    settings.FROZEN_NOW = NOW


@pytest.fixture
def curator(cast: Cast) -> Client:
    return factories.signed_in(cast.curator)


def look(browser: Client, cast: Cast) -> None:
    assert browser.post(f"/desk/look/{cast.plant.pk}/").headers["Location"] == "/"


def events() -> list[str]:
    return list(Record.objects.everywhere(reason="test").order_by("id").values_list("event", flat=True))


class TestLooking:
    def test_begins_with_the_button_on_the_customers_page(self, cast: Cast, curator: Client) -> None:
        assert (
            f"/desk/look/{cast.plant.pk}/" in curator.get(f"/desk/clients/{cast.plant.pk}/").content.decode()
        )
        look(curator, cast)

        page = curator.get("/").content.decode()
        assert "Вы смотрите как потребитель: ООО «Завод Керамик»" in page
        assert "Петрова Мария Сергеевна, только чтение, до 10:20" in page
        assert "/logout/" not in page

    def test_is_not_offered_to_whoever_has_no_right(self, cast: Cast) -> None:
        metrologist = factories.signed_in(factories.user("lvov", role=Role.METERING_ENGINEER))

        assert "/desk/look/" not in metrologist.get(f"/desk/clients/{cast.plant.pk}/").content.decode()
        assert metrologist.post(f"/desk/look/{cast.plant.pk}/").status_code == 403

    def test_ends_with_the_button_and_leads_back(self, cast: Cast, curator: Client) -> None:
        look(curator, cast)

        answer = curator.post("/desk/look/end/", follow=True)

        assert answer.redirect_chain == [(f"/desk/clients/{cast.plant.pk}/", 302)]
        assert "Просмотр закончен." in answer.content.decode()
        assert events() == ["access.looking_started", "access.looking_ended"]

    def test_ended_twice_is_ended_once(self, cast: Cast, curator: Client) -> None:
        look(curator, cast)
        curator.post("/desk/look/end/")

        assert curator.post("/desk/look/end/").headers["Location"] == "/desk/"
        assert events().count("access.looking_ended") == 1

    def test_ends_after_an_hour(self, cast: Cast, curator: Client, settings: Settings) -> None:
        look(curator, cast)
        settings.FROZEN_NOW = NOW + timedelta(hours=1)

        answer = curator.get("/settlements/", follow=True)

        assert answer.redirect_chain == [("/desk/", 302)]
        assert "Просмотр кабинета потребителя закончен." in answer.content.decode()
        assert events()[-1] == "access.looking_ended"

    def test_ends_at_once_where_the_role_is_taken(self, cast: Cast, curator: Client) -> None:
        look(curator, cast)
        User.objects.filter(pk=cast.curator.pk).update(role=Role.METERING_ENGINEER)

        assert curator.get("/settlements/").headers["Location"] == "/desk/"
        assert curator.get("/settlements/").status_code == 404

    def test_is_in_this_browser_alone(self, cast: Cast, curator: Client) -> None:
        look(curator, cast)

        assert factories.signed_in(cast.curator).get("/desk/").status_code == 200

    def test_shows_another_contract_without_changing_anybodys_choice(
        self, cast: Cast, curator: Client
    ) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")
        look(curator, cast)
        assert "12-4-0345/26" in curator.get("/contract/").content.decode()

        curator.get(f"/contracts/?look={second.pk}")

        assert "12-4-0999/26" in curator.get("/contract/").content.decode()
        assert not User.objects.filter(last_contract_id__isnull=False).exists()

    @pytest.mark.parametrize("wanted", ["x", "9" * 30, "0"])
    def test_shows_no_contract_of_others(self, cast: Cast, curator: Client, wanted: str) -> None:
        look(curator, cast)

        assert curator.get(f"/contracts/?look={wanted}").status_code == 404
        assert curator.get(f"/contracts/?look={cast.neighbour_contract.pk}").status_code == 404

    def test_of_a_customer_without_a_contract_can_be_ended(self, cast: Cast, curator: Client) -> None:
        bare = factories.organization("АО «Без договора»", curator=cast.curator, inn="1111111111")
        curator.post(f"/desk/look/{bare.pk}/")
        assert "Закончить просмотр" in curator.get("/").content.decode()

        curator.post("/desk/look/end/")

        assert curator.get("/desk/").status_code == 200

    def test_is_nothing_that_a_client_can_end(self, cast: Cast) -> None:
        assert factories.signed_in(cast.director).post("/desk/look/end/").status_code == 404

    def test_a_refused_form_says_how_to_end(self, cast: Cast, curator: Client) -> None:
        look(curator, cast)

        answer = curator.post("/contracts/", {"contract": cast.contract.pk})

        assert answer.status_code == 403
        assert "В это время ничего нельзя отправить или изменить" in answer.content.decode()
        assert Look.objects.everywhere(reason="test").filter(ended_at__isnull=True).exists()
