"""What every answer tells the browser about safety."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings

from tests import factories
from tests.factories import Cast

pytestmark = pytest.mark.django_db

OPEN = ("/login/", "/offer/", "/access/", "/nothing/")
CLIENTS = (
    "/",
    "/readings/2026-11/",
    "/requests/",
    "/settlements/",
    "/documents/",
    "/documents/send/",
    "/notifications/",
    "/contract/",
    "/settings/",
    "/help/",
)
STAFF = ("/desk/", "/desk/clients/", "/desk/journal/")


def policy(answer: HttpResponse) -> dict[str, list[str]]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (part.split() for part in parts)}


def check(answer: HttpResponse) -> None:
    directives = policy(answer)
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert directives["frame-ancestors"] == directives["base-uri"] == ["'none'"]
    assert directives["form-action"] == ["'self'"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


class TestHeaders:
    @pytest.mark.parametrize("url", OPEN)
    def test_of_open_pages(self, client: Client, url: str) -> None:
        factories.offer()

        check(client.get(url))

    @pytest.mark.parametrize("url", CLIENTS)
    def test_of_the_clients_pages(self, cast: Cast, url: str) -> None:
        check(factories.signed_in(cast.director).get(url))

    @pytest.mark.parametrize("url", STAFF)
    def test_of_the_staffs_pages(self, cast: Cast, url: str) -> None:
        check(factories.signed_in(cast.head).get(url))

    @pytest.mark.parametrize("url", CLIENTS)
    def test_no_page_holds_what_the_policy_forbids(self, cast: Cast, url: str) -> None:
        page = factories.signed_in(cast.director).get(url).content.decode()

        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page

    def test_whoever_is_led_to_the_sign_in_gets_them_too(self, client: Client) -> None:
        answer = client.get("/documents/")

        assert answer.status_code == 302
        assert policy(answer)["default-src"] == ["'none'"]


class TestCookies:
    def cookies(self, **cookie_settings: bool) -> dict[str, dict[str, object]]:
        factories.cast()
        client = Client()
        with override_settings(**cookie_settings):
            tls = any(cookie_settings.values())
            client.get("/login/?lang=ru", secure=tls)
            client.get("/login/", secure=tls)
            name_and_password = {"username": "sidorov", "password": factories.PASSWORD}
            client.post("/login/", name_and_password, secure=tls)
        return {name: dict(cookie) for name, cookie in client.cookies.items()}

    def test_that_signs_in_is_out_of_reach_of_scripts_and_of_other_sites(self) -> None:
        session = self.cookies()[settings.SESSION_COOKIE_NAME]

        assert session["httponly"]
        assert session["samesite"] == "Lax"
        assert 0 <= 12 * 3600 - session["max-age"] <= 2

    def test_are_read_by_no_script(self) -> None:
        cookies = self.cookies()

        assert {name for name, cookie in cookies.items() if not cookie["httponly"]} == {"django_language"}

    def test_are_all_kept_to_this_site(self) -> None:
        cookies = self.cookies()

        assert {"sessionid", "csrftoken", "django_language", "known_browser"} <= cookies.keys()
        assert {cookie["samesite"] for cookie in cookies.values()} == {"Lax"}

    def test_go_over_tls_only_where_there_is_tls(self) -> None:
        cookies = self.cookies(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)

        assert {name for name, cookie in cookies.items() if not cookie["secure"]} == set()
