"""Signing in and out, and what was typed into an expired session."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kabinet.access import queries
from kabinet.access.models import SignIn
from kabinet.journal.models import Record
from tests import factories
from tests.factories import NOW, PASSWORD, Cast
from tests.portal.access.browsers import sign_in

pytestmark = pytest.mark.django_db


class TestLoginPage:
    def test_shows_fields_offer_hotline_and_the_way_to_recover(self, cast: Cast, client: Client) -> None:
        page = client.get("/login/").content.decode()

        for words in ("Имя пользователя", "Пароль", "Войти", "Условия Договора-оферты", "+7 495 730-60-00"):
            assert words in page
        assert 'href="#offer"' in page
        assert 'id="offer"' in page
        assert "лично" in page
        assert "novatek.ru" in page
        assert "lk.novatek.ru" in page

    def test_speaks_english_when_asked(self, cast: Cast, client: Client) -> None:
        client.get("/login/?lang=en")

        page = client.get("/login/").content.decode()

        assert "User name" in page
        assert "Войти" not in page


class TestSigningIn:
    def test_leads_clients_home_and_staff_to_the_queue(self, cast: Cast) -> None:
        assert sign_in(Client(), "sidorov").url == "/"
        assert sign_in(Client(), "petrova").url == "/desk/"

    def test_takes_the_name_in_any_case_and_with_spaces(self, cast: Cast, client: Client) -> None:
        assert sign_in(client, "  SIDOROV ").status_code == 302

    def test_records_the_accepted_offer_the_address_and_the_browser(self, cast: Cast, client: Client) -> None:
        sign_in(client, "sidorov")

        made = SignIn.objects.everywhere(reason="the test's own").get()
        assert (made.user, made.offer.version, made.address) == (cast.engineer, "2026-03", "127.0.0.1")

    def test_gives_the_session_another_key(self, cast: Cast, client: Client) -> None:
        client.get("/")
        session = client.session
        session["anything"] = 1
        session.save()
        before = session.session_key
        client.cookies["sessionid"] = before

        sign_in(client, "sidorov")

        assert client.session.session_key != before

    def test_leads_to_the_page_asked_for_but_never_to_another_host(self, cast: Cast) -> None:
        assert sign_in(Client(), "sidorov", query="?next=/help/").url == "/help/"
        assert sign_in(Client(), "sidorov", query="?next=https://evil.example/").url == "/"
        assert sign_in(Client(), "sidorov", query="?next=//evil.example/").url == "/"

    def test_shows_the_new_terms_once_after_they_have_changed(self, cast: Cast) -> None:
        sign_in(Client(), "sidorov")
        factories.offer(version="2026-11", since=NOW.date(), text="1. Новый предмет.")

        answer = sign_in(Client(), "sidorov")

        assert answer.url.startswith("/offer/?changed=2026-03")
        assert sign_in(Client(), "sidorov").url == "/"


class TestRefusedSignIn:
    def test_says_the_same_for_a_wrong_password_and_a_wrong_name(self, cast: Cast, client: Client) -> None:
        pages = [
            sign_in(client, "sidorov", "wrong one").content.decode(),
            sign_in(client, "sidoroff", "wrong one").content.decode(),
        ]

        for page in pages:
            assert "Неверное имя пользователя или пароль" in page
            assert "<title>Ошибка:" in page
            assert "wrong one" not in page
        assert 'value="sidorov"' in pages[0]

    def test_hints_at_the_keyboard_layout(self, cast: Cast, client: Client) -> None:
        page = sign_in(client, "шмфтщмф").content.decode()

        assert "русские буквы" in page

    def test_records_the_try_and_never_the_password(self, cast: Cast, client: Client) -> None:
        sign_in(client, "sidorov", "wrong one")

        record = Record.objects.everywhere(reason="the test's own").get(event="access.sign_in_refused")
        assert record.subject == "user:sidorov"
        assert "wrong one" not in record.data

    def test_closes_sign_in_after_ten_tries_and_says_until_when(self, cast: Cast, client: Client) -> None:
        for _ in range(9):
            assert sign_in(client, "sidorov", "wrong one").status_code == 422

        page = sign_in(client, "sidorov", "wrong one")

        assert page.status_code == 429
        assert "Вход закрыт до" in page.content.decode()
        assert sign_in(client, "sidorov").status_code == 429
        until = queries.closed_until(username="sidorov", address="127.0.0.1")
        assert timedelta(minutes=14) < until - timezone.now() <= timedelta(minutes=15)

    def test_closes_it_for_that_name_only(self, cast: Cast, client: Client) -> None:
        for _ in range(10):
            sign_in(client, "sidorov", "wrong one")

        assert sign_in(client, "ivanova").status_code == 302


class TestSigningOut:
    def test_wants_a_form_and_ends_the_session(self, cast: Cast) -> None:
        client = factories.signed_in(cast.engineer)

        assert client.get("/logout/").status_code == 405
        assert client.post("/logout/").url == "/login/"
        assert client.get("/settings/").status_code == 302

    def test_works_after_the_session_has_ended_by_itself(self, client: Client) -> None:
        assert client.post("/logout/").url == "/login/"
        assert "parked_form" not in client.session


class TestResume:
    def test_gives_back_what_was_typed_into_an_expired_session(self, cast: Cast, client: Client) -> None:
        client.post("/requests/new/2026-12/?from=home", {"volume": ["1,5", "2"], "comment": 'a "b" <c>'})

        assert sign_in(client, "sidorov").url == "/resume/"
        page = client.get("/resume/").content.decode()

        assert 'action="/requests/new/2026-12/?from=home"' in page
        assert 'name="volume" value="1,5"' in page
        assert 'name="volume" value="2"' in page
        assert "a &quot;b&quot; &lt;c&gt;" in page

    def test_gives_nothing_of_one_person_to_the_next_one_in_the_same_browser(
        self, cast: Cast, client: Client
    ) -> None:
        sign_in(client, "sidorov")
        del client.cookies["sessionid"]
        client.post("/requests/new/2026-12/", {"comment": "Только для своих"})

        assert sign_in(client, cast.neighbour.username).url == "/"
        assert client.get("/resume/").url == "/"

    def test_gives_it_back_to_the_same_person(self, cast: Cast, client: Client) -> None:
        sign_in(client, "sidorov")
        del client.cookies["sessionid"]
        client.post("/requests/new/2026-12/", {"comment": "Пуск печи"})

        assert sign_in(client, "sidorov").url == "/resume/"
        assert "Пуск печи" in client.get("/resume/").content.decode()

    def test_forgets_it_when_told_to(self, cast: Cast, client: Client) -> None:
        client.post("/requests/new/2026-12/", {"volume": "1,5"})
        sign_in(client, "sidorov")
        key = client.session["parked_form"]

        assert client.post("/resume/").url == "/"
        assert client.get("/resume/").url == "/"
        assert queries.parked_form(key=key) is None

    def test_never_keeps_a_password(self, cast: Cast, client: Client) -> None:
        client.post(
            "/settings/",
            {"current_password": PASSWORD, "new_password": "something long and new", "language": "ru"},
        )

        parked = queries.parked_form(key=client.session["parked_form"])
        assert "current_password" not in parked.fields
        assert "new_password" not in parked.fields


class TestClosedUntil:
    def test_is_nothing_where_nobody_has_tried(self) -> None:
        assert queries.closed_until(username="sidorov", address="127.0.0.1") is None
