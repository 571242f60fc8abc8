"""Between the right password and the code nobody is signed in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from kabinet.access.models import Session, SignIn, User
from kabinet.access.operations.second_factor import switch_on
from tests import factories
from tests.access.telephone import SECRET, code_at
from tests.factories import NOW, PASSWORD, Cast
from tests.portal.access.browsers import let_expire, sign_in

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)
CODE = "/login/code/"


@pytest.fixture(autouse=True)
def later() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@pytest.fixture
def expired(cast: Cast, client: Client) -> None:
    """Let a session in this browser have expired, before there was a second factor."""
    let_expire(client, "sidorov")


@pytest.fixture
def printed(cast: Cast) -> list[str]:
    """Give the engineer a second factor, and return the printed codes."""
    viewer = factories.viewer_of(cast.engineer)
    code = code_at(NOW)
    return list(switch_on(viewer=viewer, secret=SECRET, password=PASSWORD, code=code, at=NOW, real_at=NOW))


@pytest.fixture
def waiting(printed: list[str], client: Client) -> Client:
    """Return the browser in which the password was right."""
    assert sign_in(client, "sidorov", query="?next=/help/").url == "/login/code/?next=%2Fhelp%2F"
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


class TestSecondStep:
    def test_signs_in_by_the_app_and_leads_on(self, waiting: Client) -> None:
        answer = waiting.post(f"{CODE}?next=/help/", {"code": code_at(LATER)})

        assert answer.url == "/help/"
        assert is_signed_in(waiting)

    def test_opens_nothing_before_the_code(self, waiting: Client) -> None:
        for path in ("/", "/settings/", "/settings/second-factor/", "/documents/", "/login/password/"):
            assert waiting.get(path).headers["Location"].startswith("/login/?next="), path
        assert waiting.get("/api/v1/contracts").status_code == 401
        assert not SignIn.objects.everywhere(reason="test").exists()
        assert not Session.objects.filter(user_id__isnull=False).exists()

    def test_gives_the_session_another_key_at_each_step(
        self, expired: None, printed: list[str], client: Client
    ) -> None:
        client.post("/requests/new/2026-12/", {"comment": "Пуск печи"})
        before = client.session.session_key
        sign_in(client, "sidorov")
        between = client.session.session_key
        client.post(CODE, {"code": code_at(LATER)})

        assert len({before, between, client.session.session_key}) == 3
        assert not Session.objects.filter(session_key__in=[before, between]).exists()

    def test_gives_back_what_was_typed_into_an_expired_session(
        self, expired: None, printed: list[str], client: Client
    ) -> None:
        client.post("/requests/new/2026-12/", {"comment": "Пуск печи"})
        sign_in(client, "sidorov")

        assert client.post(CODE, {"code": code_at(LATER)}).url == "/resume/"
        assert "Пуск печи" in client.get("/resume/").content.decode()

    def test_refuses_a_wrong_code_at_the_field_and_waits_on(self, waiting: Client) -> None:
        answer = waiting.post(CODE, {"code": "000000"})

        assert answer.status_code == 422
        assert "Код неверен или уже использован" in answer.content.decode()
        assert "<title>Ошибка:" in answer.content.decode()
        assert waiting.post(CODE, {"code": code_at(LATER)}).status_code == 302

    def test_takes_a_code_once(self, waiting: Client, printed: list[str]) -> None:
        waiting.post(CODE, {"code": code_at(LATER)})
        another = Client()
        sign_in(another, "sidorov")

        assert another.post(CODE, {"code": code_at(LATER)}).status_code == 422
        assert another.post(f"{CODE}?printed", {"code": printed[0]}).status_code == 302
        third = Client()
        sign_in(third, "sidorov")
        assert third.post(f"{CODE}?printed", {"code": printed[0]}).status_code == 422

    def test_says_how_many_printed_codes_are_left(self, waiting: Client, printed: list[str]) -> None:
        answer = waiting.post(f"{CODE}?printed", {"code": printed[0].lower()}, follow=True)

        assert "Осталось 9" in answer.content.decode()

    def test_is_over_after_five_minutes(self, waiting: Client, later: time_machine.Traveller) -> None:
        later.shift(timedelta(minutes=5, seconds=1))
        code = code_at(LATER + timedelta(minutes=5, seconds=1))

        answer = waiting.post(f"{CODE}?next=/help/", {"code": code})

        assert answer.url == "/login/?next=%2Fhelp%2F"
        assert "Время для ввода кода истекло" in waiting.get("/login/").content.decode()

    def test_is_over_when_the_password_changes_meanwhile(self, waiting: Client, cast: Cast) -> None:
        cast.engineer.refresh_from_db()
        cast.engineer.set_password("issued anew at the desk")
        cast.engineer.save()

        assert waiting.post(CODE, {"code": code_at(LATER)}).url == "/login/"
        assert not is_signed_in(waiting)

    def test_is_over_when_the_person_is_let_in_no_longer(self, waiting: Client, cast: Cast) -> None:
        User.objects.filter(pk=cast.engineer.pk).update(is_active=False)

        assert waiting.post(CODE, {"code": code_at(LATER)}).url == "/login/"

    def test_is_closed_after_five_wrong_codes(self, waiting: Client) -> None:
        statuses = [waiting.post(CODE, {"code": f"00000{number}"}).status_code for number in range(6)]

        assert statuses == [422, 422, 422, 422, 429, 429]
        assert "Вход закрыт до" in waiting.post(CODE, {"code": code_at(LATER)}).content.decode()

    def test_of_a_stranger_does_not_close_that_of_the_known_browser(
        self, waiting: Client, printed: list[str]
    ) -> None:
        waiting.post(CODE, {"code": printed[0]})
        waiting.post("/logout/")
        stranger = Client(REMOTE_ADDR="198.51.100.1")
        sign_in(stranger, "sidorov")
        for number in range(6):
            stranger.post(CODE, {"code": f"00000{number}"})

        sign_in(waiting, "sidorov")
        assert waiting.post(CODE, {"code": printed[1]}).status_code == 302

    def test_is_passed_by_a_printed_code_while_others_guess_at_those_of_the_app(
        self, waiting: Client, printed: list[str]
    ) -> None:
        waiting.post(CODE, {"code": printed[0]})
        waiting.post("/logout/")
        for number in range(20):
            stranger = Client(REMOTE_ADDR=f"198.51.100.{number // 4}")
            sign_in(stranger, "sidorov")
            stranger.post(CODE, {"code": f"{number:06d}"})

        sign_in(waiting, "sidorov")
        assert waiting.post(CODE, {"code": code_at(LATER)}).status_code == 429
        assert waiting.post(CODE, {"code": printed[1]}).status_code == 302

    def test_without_a_password_leads_to_the_sign_in(self, client: Client, cast: Cast) -> None:
        assert client.get(CODE).url == "/login/"
        assert client.post(CODE, {"code": "123456"}).url == "/login/"

    def test_is_not_for_who_is_signed_in(self, cast: Cast) -> None:
        assert factories.signed_in(cast.accountant).get(CODE).url == "/login/"

    def test_wants_something_typed(self, waiting: Client) -> None:
        assert waiting.post(CODE, {"code": " "}).status_code == 422

    def test_shows_the_way_by_a_printed_code_and_by_the_desk(self, waiting: Client) -> None:
        page = waiting.get(f"{CODE}?next=/help/").content.decode()

        assert 'href="?printed&amp;next=%2Fhelp%2F"' in page
        assert 'inputmode="numeric"' in page
        assert "/access/" in page
        assert "inputmode" not in waiting.get(f"{CODE}?printed").content.decode()


def test_the_password_alone_is_enough_without_a_second_factor(cast: Cast, client: Client) -> None:
    assert sign_in(client, "sidorov", PASSWORD).url == "/"
