"""The second factor in the settings."""

import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from kabinet.access.models import AccessPolicy, User
from tests import factories
from tests.access.telephone import code_at, typed_in
from tests.factories import NOW, PASSWORD, Cast
from tests.portal.access.browsers import let_expire, sign_in

pytestmark = pytest.mark.django_db

PAGE = "/settings/second-factor/"


@pytest.fixture(autouse=True)
def moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client(cast: Cast) -> Client:
    return factories.signed_in(cast.engineer)


def secret_on(client: Client) -> str:
    """Type the key from the page into the app."""
    page = client.get(PAGE).content.decode()
    key = re.search(r'id="key">([A-Z2-7 ]+)<', page)
    assert key
    return typed_in(key[1])


def typed(code: str, password: str = PASSWORD) -> dict[str, str]:
    return {"code": code, "current_password": password}


def set_up(client: Client) -> tuple[str, list[str]]:
    """Return the secret of the app and the printed codes."""
    secret = secret_on(client)
    answer = client.post(PAGE, typed(code_at(NOW, secret)))
    assert answer.status_code == 200, answer.content.decode()
    return secret, re.findall(r'name="codes" value="([^"]+)"', answer.content.decode())


def oblige(*roles: str) -> None:
    AccessPolicy.objects.create(second_factor_roles=list(roles), set_at=NOW, set_by="Администратор")


class TestSettingUp:
    def test_shows_picture_and_key_and_is_on_after_a_code(self, client: Client, cast: Cast) -> None:
        _secret, codes = set_up(client)

        assert len(codes) == 10
        assert User.objects.get(pk=cast.engineer.pk).second_factor
        assert "включён" in client.get("/settings/").content.decode()

    def test_the_key_stays_the_same_until_it_is_confirmed(self, client: Client) -> None:
        assert secret_on(client) == secret_on(client)

    def test_each_session_has_a_key_of_its_own(self, client: Client, cast: Cast) -> None:
        assert secret_on(client) != secret_on(factories.signed_in(cast.engineer))

    def test_a_wrong_code_is_told_at_the_field(self, client: Client, cast: Cast) -> None:
        secret_on(client)

        answer = client.post(PAGE, typed("000000"))

        assert answer.status_code == 422
        assert "Код неверен" in answer.content.decode()
        assert not User.objects.get(pk=cast.engineer.pk).second_factor

    def test_a_wrong_password_is_told_at_the_field(self, client: Client, cast: Cast) -> None:
        secret = secret_on(client)

        answer = client.post(PAGE, typed(code_at(NOW, secret), "wrong"))

        assert answer.status_code == 422
        assert "Текущий пароль неверен" in answer.content.decode()
        assert not User.objects.get(pk=cast.engineer.pk).second_factor

    def test_the_picture_is_kept_by_nobody_and_gone_afterwards(self, client: Client) -> None:
        assert client.get(f"{PAGE}qr/").status_code == 404
        secret_on(client)

        picture = client.get(f"{PAGE}qr/")

        assert picture.headers["Content-Type"] == "image/svg+xml"
        assert "no-store" in picture.headers["Cache-Control"]
        assert b"<svg" in picture.content
        set_up(client)
        assert client.get(f"{PAGE}qr/").status_code == 404

    def test_pressed_twice_says_where_to_get_new_codes(self, client: Client) -> None:
        secret, _codes = set_up(client)

        answer = client.post(PAGE, typed(code_at(NOW, secret)))

        assert answer.status_code == 422
        assert "Создать новые коды" in answer.content.decode()

    def test_nothing_secret_is_kept_by_the_browser(self, client: Client) -> None:
        assert "no-store" in client.get(PAGE).headers["Cache-Control"]

    def test_codes_typed_into_an_expired_session_are_not_parked(self, client: Client) -> None:
        anonymous = Client()
        let_expire(anonymous, "sidorov")
        anonymous.post(f"{PAGE}codes/", {"codes": ["H7KX-4TRN-9PWD"]})
        anonymous.post(PAGE, {"code": "123456", "current_password": PASSWORD, "action": "off"})
        sign_in(anonymous, "sidorov")

        page = anonymous.get("/resume/").content.decode()
        for kept in ("H7KX", "123456", PASSWORD):
            assert kept not in page


class TestSheet:
    def test_is_made_of_the_codes_just_shown(self, client: Client) -> None:
        _secret, codes = set_up(client)

        sheet = client.post(f"{PAGE}codes/", {"codes": codes})

        assert sheet.headers["Content-Type"] == "application/pdf"
        assert "no-store" in sheet.headers["Cache-Control"]
        text = subprocess.run(
            ["pdftotext", "-", "-"], input=sheet.content, capture_output=True, check=True
        ).stdout.decode()
        assert [code for code in codes if code not in text] == []
        assert "sidorov" in text

    def test_holds_nothing_but_codes(self, client: Client) -> None:
        assert (
            client.post(f"{PAGE}codes/", {"codes": ['#read("/etc/passwd")', "x" * 5000]}).status_code == 404
        )
        assert client.post(f"{PAGE}codes/").status_code == 404


class TestChanging:
    def press(self, client: Client, action: str, password: str, code: str) -> Any:
        return client.post(PAGE, {"action": action, "current_password": password, "code": code})

    def test_is_switched_off_by_password_and_code(
        self, client: Client, cast: Cast, moment: time_machine.Traveller
    ) -> None:
        secret, _codes = set_up(client)
        moment.shift(timedelta(minutes=1))

        answer = self.press(client, "off", PASSWORD, code_at(NOW + timedelta(minutes=1), secret))

        assert answer.url == "/settings/"
        assert not User.objects.get(pk=cast.engineer.pk).second_factor

    @pytest.mark.parametrize(
        ("password", "code", "words"),
        [
            ("wrong", "", "Текущий пароль неверен"),
            (PASSWORD, "000000", "Код неверен"),
            ("", "", "Заполните поле «Текущий пароль»"),
        ],
    )
    def test_a_wrong_one_is_told_at_the_field(
        self, client: Client, cast: Cast, password: str, code: str, words: str
    ) -> None:
        _secret, codes = set_up(client)

        answer = self.press(client, "off", password, code or (codes[0] if password else ""))

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert User.objects.get(pk=cast.engineer.pk).second_factor

    def test_is_closed_after_five_wrong_tries(self, client: Client) -> None:
        set_up(client)

        statuses = [self.press(client, "off", "wrong", "000000").status_code for _ in range(7)]

        assert statuses[-1] == 429

    def test_new_codes_take_the_place_of_the_earlier_ones(self, client: Client) -> None:
        _secret, codes = set_up(client)

        answer = self.press(client, "renew", PASSWORD, codes[0])

        renewed = re.findall(r'name="codes" value="([^"]+)"', answer.content.decode())
        assert len(set(renewed) - set(codes)) == 10


class TestObligatory:
    def test_leads_there_before_any_other_page_until_it_is_on(self, cast: Cast, client: Client) -> None:
        oblige("engineer")
        newcomer = Client()
        assert sign_in(newcomer, "sidorov", query="?next=/documents/").url == "/documents/"

        assert newcomer.get("/documents/").url == f"{PAGE}?next=%2Fdocuments%2F"
        assert newcomer.get("/api/v1/contracts").status_code == 403
        assert newcomer.post("/settings/", {"language": "en"}).url == PAGE
        page = newcomer.get(PAGE).content.decode()
        assert "В вашей роли без него нельзя" in page
        set_up(newcomer)
        assert newcomer.get("/documents/").status_code == 200

    def test_is_not_asked_of_other_roles(self, cast: Cast) -> None:
        oblige("director")
        other = Client()
        sign_in(other, "sidorov")

        assert other.get("/documents/").status_code == 200

    def test_is_let_go_when_the_policy_changes_meanwhile(self, cast: Cast) -> None:
        oblige("engineer")
        newcomer = Client()
        sign_in(newcomer, "sidorov")
        oblige()

        assert newcomer.get(PAGE).url == "/"
        assert newcomer.get("/documents/").status_code == 200

    def test_cannot_be_switched_off(self, client: Client, cast: Cast) -> None:
        _secret, codes = set_up(client)
        oblige("engineer")

        page = client.get(PAGE).content.decode()
        answer = client.post(PAGE, {"action": "off", "current_password": PASSWORD, "code": codes[0]})

        assert 'value="off"' not in page
        assert answer.status_code == 409
        assert User.objects.get(pk=cast.engineer.pk).second_factor
