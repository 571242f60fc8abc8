"""Sessions of one's own, listed and ended in the settings."""

import pytest
from django.test import Client

from kabinet.access.queries.sessions import mark_of
from tests.factories import Cast
from tests.portal.access.browsers import sign_in

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36"


def browser(user_agent: str, address: str, name: str = "sidorov") -> Client:
    client = Client(headers={"User-Agent": user_agent}, REMOTE_ADDR=address)
    sign_in(client, name)
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


@pytest.fixture
def office(cast: Cast) -> Client:
    return browser(FIREFOX, "192.0.2.1")


@pytest.fixture
def phone(cast: Cast, office: Client) -> Client:
    return browser(CHROME, "198.51.100.7")


def mark(client: Client) -> str:
    return mark_of(client.session.session_key)


class TestList:
    def test_names_browser_place_and_time_and_marks_this_one(self, office: Client, phone: Client) -> None:
        page = office.get("/settings/").content.decode()

        for words in ("Mozilla Firefox, Windows", "192.0.2.1", "Google Chrome, Android", "198.51.100.7"):
            assert words in page
        assert page.count("этот браузер") == 1
        assert f'value="{mark(phone)}"' in page
        assert f'value="{mark(office)}"' not in page
        assert "Завершить все остальные" in page

    def test_never_shows_what_would_open_a_session(self, office: Client, phone: Client) -> None:
        page = office.get("/settings/").content.decode()

        assert phone.session.session_key not in page
        assert office.session.session_key not in page

    def test_does_not_show_those_of_others(self, cast: Cast, office: Client) -> None:
        browser(CHROME, "203.0.113.5", cast.neighbour.username)

        page = office.get("/settings/").content.decode()

        assert "203.0.113.5" not in page
        assert "Завершить все остальные" not in page


class TestEnd:
    def test_ends_one_at_once(self, office: Client, phone: Client) -> None:
        answer = office.post("/settings/sessions/", {"end": mark(phone)}, follow=True)

        assert "Сеанс завершён" in answer.content.decode()
        assert not is_signed_in(phone)
        assert is_signed_in(office)

    def test_pressed_twice_says_that_it_had_ended(self, office: Client, phone: Client) -> None:
        named = {"end": mark(phone)}
        office.post("/settings/sessions/", named)

        assert "уже завершён" in office.post("/settings/sessions/", named, follow=True).content.decode()

    def test_ends_all_others(self, office: Client, phone: Client) -> None:
        answer = office.post("/settings/sessions/", {}, follow=True)

        assert "Завершён 1 другой сеанс" in answer.content.decode()
        assert not is_signed_in(phone)
        assert is_signed_in(office)

    def test_ends_none_of_somebody_else(self, cast: Cast, office: Client) -> None:
        neighbour = browser(CHROME, "203.0.113.5", cast.neighbour.username)

        office.post("/settings/sessions/", {"end": mark(neighbour)})
        office.post("/settings/sessions/", {})

        assert is_signed_in(neighbour)

    def test_wants_a_form(self, office: Client) -> None:
        assert office.get("/settings/sessions/").status_code == 405
