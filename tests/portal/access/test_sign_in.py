"""Signing in and out, and what was typed into an expired session."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kabinet.access import queries
from kabinet.access.models import AccessPolicy, ParkedForm, Session, SignIn
from kabinet.foundation.rights import Role
from tests import factories
from tests.factories import NOW, PASSWORD, Cast
from tests.portal.access.browsers import let_expire, sign_in

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
    @pytest.mark.parametrize(
        ("role", "page"),
        [
            (Role.ENGINEER, "/"),
            (Role.CURATOR, "/desk/"),
            (Role.METERING_ENGINEER, "/desk/metering/"),
            (Role.CREDENTIALS_DESK, "/desk/issue/"),
            (Role.ADMINISTRATOR, "/desk/setup/"),
        ],
    )
    def test_leads_everybody_to_what_their_work_begins_with(self, cast: Cast, role: Role, page: str) -> None:
        factories.user("somebody", role=role)

        assert sign_in(Client(), "somebody").url == page

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
        assert sign_in(Client(), "sidorov", query="?next=login").url == "/"

    def test_lasts_as_long_as_the_policy_says(self, cast: Cast, client: Client) -> None:
        AccessPolicy.objects.create(session_hours=3, set_at=NOW, set_by="Администратор")
        with time_machine.travel(NOW, tick=False):
            sign_in(client, "sidorov")
            session = Session.objects.get(user_id=cast.engineer.pk)

        assert session.expire_date == NOW + timedelta(hours=3)
        assert client.cookies["sessionid"]["max-age"] == 3 * 3600

    def test_does_not_last_longer_by_being_used(self, cast: Cast, client: Client) -> None:
        with time_machine.travel(NOW, tick=False) as traveller:
            sign_in(client, "sidorov")
            traveller.shift(timedelta(hours=11))
            client.post("/requests/new/2026-12/", {"comment": "x"})
            assert client.get("/settings/").status_code == 200
            traveller.shift(timedelta(hours=1, seconds=1))
            assert client.get("/settings/").status_code == 302

    def test_tells_whose_session_it_is_and_from_where(self, cast: Cast) -> None:
        sign_in(Client(headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"}), "sidorov")

        session = Session.objects.get(user_id=cast.engineer.pk)
        assert (session.address, session.browser) == ("127.0.0.1", "Mozilla/5.0 Firefox/140.0")
        assert session.started_at is not None

    def test_shows_the_new_terms_once_after_they_have_changed(self, cast: Cast) -> None:
        sign_in(Client(), "sidorov")
        factories.offer(version="2026-11", since=NOW.date(), text="1. Новый предмет.")

        answer = sign_in(Client(), "sidorov")

        assert answer.url == "/offer/changes/?since=2026-03&version=2026-11&next=%2F"
        assert sign_in(Client(), "sidorov").url == "/"

    def test_goes_on_from_the_new_terms_to_the_page_asked_for(self, cast: Cast) -> None:
        browser = Client()
        sign_in(browser, "sidorov")
        factories.offer(version="2026-11", since=NOW.date(), text="1. Новый предмет.")
        browser.logout()

        page = browser.get(sign_in(browser, "sidorov", query="?next=/readings/").url).content.decode()

        assert "условия изменились" in page
        assert 'href="/readings/">Продолжить' in page


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

    @pytest.mark.parametrize("name", ["шмфтщмф", "sidоrov", "SIDОROV"])
    def test_hints_at_single_russian_letters_too(self, cast: Cast, client: Client, name: str) -> None:
        assert "русские буквы" in sign_in(client, name).content.decode()

    def test_closes_sign_in_after_five_tries_and_says_until_when(self, cast: Cast) -> None:
        with time_machine.travel(NOW, tick=False):
            for _ in range(4):
                assert sign_in(Client(), "sidorov", "wrong one").status_code == 422

            page = sign_in(Client(), "sidorov", "wrong one")
            again = sign_in(Client(), "sidorov")

        for answer in (page, again):
            assert answer.status_code == 429
            assert "Вход закрыт до 09:21\u00a0МСК" in answer.content.decode()
            assert "+7 495 730-60-00" in answer.content.decode()
            assert answer.headers["Retry-After"] == "30"

    def test_opens_again_when_the_pause_is_over(self, cast: Cast) -> None:
        with time_machine.travel(NOW, tick=False) as traveller:
            for _ in range(5):
                sign_in(Client(), "sidorov", "wrong one")
            traveller.shift(30)

            assert sign_in(Client(), "sidorov").status_code == 302

    def test_closes_it_for_that_name_only(self, cast: Cast, client: Client) -> None:
        for _ in range(6):
            sign_in(client, "sidorov", "wrong one")

        assert sign_in(client, "ivanova").status_code == 302

    def test_says_the_same_of_a_name_that_nobody_has(self, cast: Cast, client: Client) -> None:
        statuses = [sign_in(client, "nobody", "wrong one").status_code for _ in range(6)]

        assert statuses == [422, 422, 422, 422, 429, 429]


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
        let_expire(client, "sidorov")
        client.post("/requests/new/2026-12/?from=home", {"volume": ["1,5", "2"], "comment": 'a "b" <c>'})

        assert sign_in(client, "sidorov").url == "/resume/"
        page = client.get("/resume/").content.decode()

        assert 'action="/requests/new/2026-12/?from=home"' in page
        assert 'name="volume" value="1,5"' in page
        assert 'name="volume" value="2"' in page
        assert "a &quot;b&quot; &lt;c&gt;" in page

    def test_gives_back_the_fields_of_a_form_with_files_and_says_that_files_are_not_kept(
        self, cast: Cast, client: Client
    ) -> None:
        let_expire(client, "sidorov")
        scan = SimpleUploadedFile("скан.pdf", b"%PDF-1.4 a scan", content_type="application/pdf")
        client.post("/documents/send/", {"kind": "act", "file": scan, "key": "x"})

        assert sign_in(client, "sidorov").url == "/resume/"
        page = client.get("/resume/").content.decode()

        assert 'action="/documents/send/"' in page
        assert 'name="kind" value="act"' in page
        assert "Файлы не сохраняются" in page
        assert "a scan" not in page

    def test_gives_nothing_of_one_person_to_the_next_one_in_the_same_browser(
        self, cast: Cast, client: Client
    ) -> None:
        let_expire(client, "sidorov")
        client.post("/requests/new/2026-12/", {"comment": "Только для своих"})

        assert sign_in(client, cast.neighbour.username).url == "/"
        assert client.get("/resume/").url == "/"

    def test_gives_it_back_to_the_same_person(self, cast: Cast, client: Client) -> None:
        let_expire(client, "sidorov")
        client.post("/requests/new/2026-12/", {"comment": "Пуск печи"})

        assert sign_in(client, "sidorov").url == "/resume/"
        assert "Пуск печи" in client.get("/resume/").content.decode()

    def test_forgets_it_when_told_to(self, cast: Cast, client: Client) -> None:
        let_expire(client, "sidorov")
        client.post("/requests/new/2026-12/", {"volume": "1,5"})
        sign_in(client, "sidorov")
        key = client.session["parked_form"]

        assert client.post("/resume/").url == "/"
        assert client.get("/resume/").url == "/"
        assert queries.parked_form(key=key) is None

    def test_never_keeps_a_password(self, cast: Cast, client: Client) -> None:
        let_expire(client, "sidorov")
        client.post(
            "/settings/",
            {"current_password": PASSWORD, "new_password": "something long and new", "language": "ru"},
        )

        parked = queries.parked_form(key=client.session["parked_form"])
        assert "current_password" not in parked.fields
        assert "new_password" not in parked.fields

    def test_keeps_nothing_of_a_stranger(self, cast: Cast, client: Client) -> None:
        answer = client.post("/requests/new/2026-12/", {"comment": "Пуск печи"})

        assert answer.url == "/login/?next=%2Frequests%2Fnew%2F2026-12%2F"
        assert "sessionid" not in client.cookies
        assert not ParkedForm.objects.everywhere(reason="test").exists()

    def test_believes_no_cookie_that_we_have_not_signed(self, cast: Cast, client: Client) -> None:
        client.cookies["last_person"] = f"{cast.engineer.pk}:1tq:forged"
        client.post("/requests/new/2026-12/", {"comment": "Пуск печи"})

        assert not ParkedForm.objects.everywhere(reason="test").exists()

    @pytest.mark.parametrize(
        ("typed", "times", "words"),
        [
            ("я" * 33_000, 1, "Введённое слишком велико, чтобы его сохранить"),
            ("я" * 30_000, 21, "Введённое не сохранено: сегодня сохранено слишком много форм"),
        ],
    )
    def test_says_when_it_cannot_be_kept(
        self, cast: Cast, client: Client, typed: str, times: int, words: str
    ) -> None:
        let_expire(client, "sidorov")
        for _ in range(times):
            answer = client.post("/requests/new/2026-12/", {"comment": typed})

        assert ParkedForm.objects.everywhere(reason="test").count() == times - 1
        assert words in client.get(answer.url).content.decode()
