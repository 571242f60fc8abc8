"""The first sign-in with the code of a slip."""

from datetime import timedelta

import pytest
from django.test import Client

from kabinet.access.models import IssuePoint, User
from kabinet.foundation import clock
from tests import factories
from tests.factories import PASSWORD, Cast
from tests.portal.access.browsers import sign_in

pytestmark = pytest.mark.django_db

CODE, FIRST = "H7KX-4TRN-9PWD", "/login/password/"
OWN = "правильная лошадь 7"


@pytest.fixture
def newcomer(cast: Cast) -> User:
    cast.engineer.set_password(CODE)
    cast.engineer.code_expires_at = clock.now() + timedelta(days=14)
    cast.engineer.save()
    return cast.engineer


@pytest.fixture
def inside(newcomer: User, client: Client) -> Client:
    sign_in(client, "sidorov", "h7kx 4trn 9pwd")
    return client


def choose(client: Client, new: str = OWN, repeated: str | None = None, *, query: str = "") -> object:
    return client.post(
        FIRST + query, {"new_password": new, "repeated_password": new if repeated is None else repeated}
    )


class TestFirstSignIn:
    @pytest.mark.parametrize("path", ["/", "/settings/", "/documents/?page=2", "/settings/second-factor/"])
    def test_leads_to_the_own_password_before_any_other_page(self, inside: Client, path: str) -> None:
        assert inside.get(path).headers["Location"].startswith(FIRST)

    def test_writes_nothing_before_it(self, inside: Client) -> None:
        assert inside.post("/contracts/", {"contract": 1}).url == FIRST
        assert inside.post("/settings/", {"language": "en"}).url == FIRST
        assert inside.get("/api/v1/contracts").status_code == 403

    def test_may_sign_out_and_read_what_is_open(self, inside: Client) -> None:
        assert inside.get("/offer/").status_code == 200
        assert inside.get("/help/").status_code == 200
        assert inside.post("/logout/").url == "/login/"

    def test_asks_no_query_more_to_know_it(self, cast: Cast, django_assert_num_queries: object) -> None:
        with_password, with_code = factories.signed_in(cast.director), factories.signed_in(cast.accountant)
        User.objects.filter(pk=cast.accountant.pk).update(code_expires_at=clock.now())

        with django_assert_num_queries(3):  # session, user, viewer
            with_code.get("/")
        assert with_password.get("/").status_code == 200


class TestFirstPassword:
    def test_opens_the_cabinet_and_ends_the_code(self, inside: Client) -> None:
        answer = choose(inside, query="?next=/documents/")

        assert answer.url == "/documents/"
        assert inside.get("/settings/").status_code == 200
        assert sign_in(Client(), "sidorov", CODE).status_code == 422
        assert sign_in(Client(), "sidorov", OWN).url == "/"

    def test_ends_a_session_that_somebody_else_began_with_the_slip(self, inside: Client) -> None:
        other = Client()
        sign_in(other, "sidorov", CODE)

        choose(inside)

        assert other.get("/settings/").url.startswith("/login/")
        assert other.post(FIRST, {"new_password": "x", "repeated_password": "x"}).url.startswith("/login/")

    @pytest.mark.parametrize(
        ("new", "repeated", "words"),
        [
            ("short", "short", "слишком коротк"),
            ("1234567890", "1234567890", "слишком широко распространён"),
            ("sidorov-2026", "sidorov-2026", "слишком похож"),
            ("Сидоров-Семён", "Сидоров-Семён", "слишком похож"),
            (CODE, CODE, "Похоже на код с листка"),
            ("h7kx4trn9pwd", "h7kx4trn9pwd", "Похоже на код с листка"),
            (OWN, OWN + " ", "Пароли не совпадают"),
            ("", "", "Заполните поле «Новый пароль»"),
        ],
    )
    def test_refuses_a_weak_or_mistyped_one(
        self, inside: Client, new: str, repeated: str, words: str
    ) -> None:
        answer = choose(inside, new, repeated)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert new not in answer.content.decode() or not new
        assert inside.get("/").url.startswith(FIRST)

    def test_says_how_long_it_has_to_be(self, inside: Client) -> None:
        assert "Не короче 10 знаков" in inside.get(FIRST).content.decode()

    def test_pressed_twice_is_chosen_once(self, inside: Client) -> None:
        choose(inside)

        assert choose(inside, "another one, later").url == "/"
        assert sign_in(Client(), "sidorov", OWN).url == "/"

    def test_is_not_for_who_has_one(self, cast: Cast) -> None:
        client = factories.signed_in(cast.director)

        assert client.get(FIRST).url == "/"
        assert choose(client).url == "/"
        assert sign_in(Client(), "kuznetsov", PASSWORD).url == "/"


class TestExpiredCode:
    def test_is_refused_and_says_where_to_get_another(self, newcomer: User, client: Client) -> None:
        newcomer.issue_point = IssuePoint.objects.create(
            name="Пункт на Удальцова", address="Москва, ул. Удальцова, 2", hours="пн–пт 9–16"
        )
        newcomer.code_expires_at = clock.now() - timedelta(seconds=1)
        newcomer.save()

        page = sign_in(client, "sidorov", CODE).content.decode()

        assert "Неверное имя пользователя или пароль" in page
        for words in ("Срок действия кода доступа истёк", "Пункт на Удальцова", "пн–пт 9–16"):
            assert words in page

    def test_says_nothing_to_whoever_does_not_have_the_code(self, newcomer: User, client: Client) -> None:
        newcomer.code_expires_at = clock.now() - timedelta(seconds=1)
        newcomer.save()

        page = sign_in(client, "sidorov", "H7KX-4TRN-9PWX").content.decode()

        assert "Неверное имя пользователя или пароль" in page
        assert "истёк" not in page
