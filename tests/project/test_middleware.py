"""What happens around every page: language, sign-in, parked forms, refusals, the address of who asks."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from pytest_django import Settings

from kabinet.access.models import ParkedForm
from kabinet.foundation.access import open_to_all
from kabinet.foundation.refusal import NotAllowed, NotFound, Refusal
from kabinet.foundation.rights import Role
from kabinet.project import urls
from kabinet.project.middleware import client_address
from tests import factories
from tests.factories import Cast
from tests.portal.access.browsers import let_expire

pytestmark = pytest.mark.django_db

_FAULTS: dict[str, Exception] = {
    "refused": Refusal(),
    "missing": NotFound(),
    "forbidden": NotAllowed(),
    "broken": ZeroDivisionError("secret of the trace"),
}


@open_to_all
def fault(_request: HttpRequest, name: str) -> HttpResponse:
    raise _FAULTS[name]


urlpatterns = [path("fault/<name>/", fault), *urls.urlpatterns]
handler404, handler500 = urls.handler404, urls.handler500


class TestLanguage:
    def test_is_russian_whatever_the_browser_prefers(self, client: Client) -> None:
        page = client.get("/login/", headers={"Accept-Language": "en"})

        assert page.headers["Content-Language"] == "ru"
        assert "Войти" in page.content.decode()

    @pytest.mark.parametrize(
        ("cookie", "language"), [("en", "en"), ("ru", "ru"), ("de", "ru"), ("../x", "ru")]
    )
    def test_is_that_of_the_cookie_where_we_speak_it(
        self, client: Client, cookie: str, language: str
    ) -> None:
        client.cookies["django_language"] = cookie

        assert client.get("/login/").headers["Content-Language"] == language

    @pytest.mark.parametrize(
        ("asked", "kept"),
        [
            ("/login/?lang=en", "/login/"),
            ("/login/?next=/documents/%3Fq%3D1&lang=en", "/login/?next=%2Fdocuments%2F%3Fq%3D1"),
            ("/requests/%D0%B0%3Fb/?lang=en", "/requests/%D0%B0%3Fb/"),
        ],
    )
    def test_is_changed_on_the_page_where_one_is(self, client: Client, asked: str, kept: str) -> None:
        answer = client.get(asked)

        assert (answer.status_code, answer.headers["Location"]) == (302, kept)
        assert client.cookies["django_language"].value == "en"

    def test_leads_to_no_other_host(self, rf: RequestFactory, client: Client) -> None:
        answer = client.get("http://testserver//evil.example/?lang=en")

        assert not answer.headers["Location"].startswith("//")

    def test_that_we_do_not_speak_is_not_kept(self, client: Client) -> None:
        answer = client.get("/login/?lang=de")

        assert answer.headers["Location"] == "/login/"
        assert "django_language" not in client.cookies

    def test_is_not_changed_over_a_form(self, cast: Cast, client: Client) -> None:
        answer = client.post("/login/?lang=en", {"username": "sidorov", "password": factories.PASSWORD})

        assert answer.headers["Location"] == "/"


class TestSignedIn:
    def test_a_page_leads_to_the_sign_in_and_back(self, client: Client) -> None:
        answer = client.get("/documents/?q=1")

        assert answer.headers["Location"] == "/login/?next=%2Fdocuments%2F%3Fq%3D1"

    def test_what_was_typed_after_the_session_expired_is_parked(self, cast: Cast) -> None:
        client = Client()
        let_expire(client, "sidorov")

        answer = client.post(
            "/requests/new/2026-12/", {"comment": "ремонт", "password": "x", "csrfmiddlewaretoken": "y"}
        )

        assert answer.headers["Location"] == "/login/?next=%2Frequests%2Fnew%2F2026-12%2F"
        parked = ParkedForm.objects.everywhere(reason="test").get()
        assert (parked.path, parked.fields) == ("/requests/new/2026-12/", {"comment": ["ремонт"]})
        client.post("/login/", {"username": "sidorov", "password": factories.PASSWORD})
        assert "ремонт" in client.get("/resume/").content.decode()

    def test_a_membership_ends_at_midnight_of_the_supplier_not_of_greenwich(self, cast: Cast) -> None:
        guest = factories.user("guest", role=Role.DIRECTOR)
        membership = factories.member(guest, cast.plant, valid_to=factories.TODAY)
        factories.grant(membership, cast.contract)
        client = factories.signed_in(guest)

        with override_settings(FROZEN_NOW=datetime(2026, 11, 22, 20, 59, tzinfo=UTC)):
            before = client.get("/").content.decode()
        with override_settings(FROZEN_NOW=datetime(2026, 11, 22, 21, 1, tzinfo=UTC)):
            after = client.get("/").content.decode()

        assert "12-4-0345/26" in before
        assert "12-4-0345/26" not in after


@pytest.mark.urls(__name__)
class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "status", "words"),
        [
            ("refused", 409, "Сейчас это сделать нельзя"),
            ("missing", 404, "Такой страницы нет"),
            ("forbidden", 403, "Такой страницы нет"),
        ],
    )
    def test_become_pages_in_words(self, client: Client, name: str, status: int, words: str) -> None:
        page = client.get(f"/fault/{name}/")

        assert page.status_code == status
        assert words in page.content.decode()

    def test_what_nobody_foresaw_shows_a_number_and_no_trace(self) -> None:
        client = Client(raise_request_exception=False)

        page = client.get("/fault/broken/")

        text = page.content.decode()
        assert page.status_code == 500
        assert "Номер" in text
        for part in ("Traceback", "ZeroDivisionError", "secret of the trace", "test_middleware"):
            assert part not in text


class TestClientAddress:
    @pytest.mark.parametrize(
        ("peer", "forwarded", "address"),
        [
            ("192.0.2.9", None, "192.0.2.9"),
            ("192.0.2.9", "198.51.100.1", "192.0.2.9"),
            ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("127.0.0.1", "203.0.113.7, 198.51.100.1", "198.51.100.1"),
            ("::1", "2001:db8::5", "2001:db8::5"),
            ("127.0.0.1", "unknown", "127.0.0.1"),
            ("127.0.0.1", "x" * 500, "127.0.0.1"),
            ("127.0.0.1", "", "127.0.0.1"),
        ],
    )
    def test_is_told_by_our_own_proxy_and_by_nobody_else(
        self, rf: RequestFactory, settings: Settings, peer: str, forwarded: str | None, address: str
    ) -> None:
        settings.PROXIES = ["127.0.0.1", "::1"]
        headers: dict[str, Any] = {} if forwarded is None else {"X-Forwarded-For": forwarded}

        assert client_address(rf.get("/", headers=headers, REMOTE_ADDR=peer)) == address
