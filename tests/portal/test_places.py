"""Where access is issued, as everybody reads it without signing in."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from tests import factories

pytestmark = pytest.mark.django_db

PAGES = ["/access/", "/login/", "/help/"]


@pytest.fixture(autouse=True)
def frozen(settings: Settings) -> None:
    settings.FROZEN_NOW = factories.NOW


@pytest.mark.parametrize("address", PAGES)
class TestPlaces:
    def test_are_those_that_the_administrator_entered(self, client: Client, address: str) -> None:
        factories.issue_point("Окно 3")
        factories.issue_point("Тверь", address="Тверь, ул. Газовая, д. 5", hours="вт, чт 10:00–15:00")

        page = client.get(address).content.decode()

        for words in ("Окно 3", "пн–пт 9:00–16:00", "Тверь, ул. Газовая, д. 5", "вт, чт 10:00–15:00"):
            assert words in page
        assert "окно 3" not in page

    def test_come_from_the_settings_before_any_is_entered(self, client: Client, address: str) -> None:
        assert "119313, Москва, ул. Удальцова, д. 2, окно 3" in client.get(address).content.decode()

    def test_leave_out_closed_ones(self, client: Client, address: str) -> None:
        factories.issue_point("Окно 3")
        factories.issue_point("Окно 7", closed_on=factories.TODAY)

        assert "Окно 7" not in client.get(address).content.decode()


def test_a_place_that_will_close_says_so(client: Client) -> None:
    factories.issue_point("Окно 3", closed_on=factories.TODAY + timedelta(days=7))

    assert "закрывается с 30.11.2026" in client.get("/access/").content.decode()


def test_the_sign_in_page_leaves_many_of_them_to_the_page_of_their_own(client: Client) -> None:
    for number in range(4):
        factories.issue_point(f"Пункт {number}")

    assert "Пункт 0" not in client.get("/login/").content.decode()
    assert "Пункт 3" in client.get("/access/").content.decode()
