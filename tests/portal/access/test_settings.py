"""The settings of one's own."""

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from kabinet.access import queries
from kabinet.journal.models import Record
from tests import factories
from tests.factories import PASSWORD, Cast
from tests.portal.access.browsers import sign_in

pytestmark = pytest.mark.django_db


def typed(current: str, new: str, repeated: str | None = None) -> dict[str, str]:
    return {
        "current_password": current,
        "new_password": new,
        "repeated_password": new if repeated is None else repeated,
    }


class TestSettings:
    def test_shows_the_user_name_as_unchangeable(self, cast: Cast) -> None:
        page = factories.signed_in(cast.engineer).get("/settings/").content.decode()

        assert "sidorov" in page
        assert "не меняется" in page
        assert "Доверенность № 17" in page

    def test_changes_the_password_and_ends_other_sessions(self, cast: Cast) -> None:
        here, elsewhere = factories.signed_in(cast.engineer), factories.signed_in(cast.engineer)

        answer = here.post("/settings/", typed(PASSWORD, "another long password"))

        assert answer.status_code == 302
        assert here.get("/settings/").status_code == 200
        assert elsewhere.get("/settings/").status_code == 302
        assert sign_in(Client(), "sidorov", "another long password").status_code == 302
        records = Record.objects.everywhere(reason="the test's own").filter(event="access.password_changed")
        assert records.count() == 1

    @pytest.mark.parametrize(
        ("current", "new", "words"),
        [
            ("wrong", "another long password", "Текущий пароль неверен"),
            (PASSWORD, "short", "слишком коротк"),
            (PASSWORD, "1234567890", "слишком широко распространён"),
            (PASSWORD, PASSWORD, "Это ваш нынешний пароль"),
            ("", "", "Заполните поле «Новый пароль»"),
        ],
    )
    def test_refuses_a_wrong_or_weak_one(self, cast: Cast, current: str, new: str, words: str) -> None:
        client = factories.signed_in(cast.engineer)

        answer = client.post("/settings/", typed(current, new))

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert sign_in(Client(), "sidorov").status_code == 302

    def test_refuses_two_that_differ(self, cast: Cast) -> None:
        client = factories.signed_in(cast.engineer)

        answer = client.post("/settings/", typed(PASSWORD, "another long password", "another long passwort"))

        assert answer.status_code == 422
        assert "Пароли не совпадают" in answer.content.decode()

    @override_settings(PASSWORD_LENGTH=14)
    def test_says_how_long_the_password_has_to_be(self, cast: Cast) -> None:
        page = factories.signed_in(cast.engineer).get("/settings/").content.decode()

        assert "Не короче 14 знаков" in page

    def test_closes_after_five_wrong_current_passwords(self, cast: Cast) -> None:
        client = factories.signed_in(cast.engineer)

        statuses = [
            client.post("/settings/", typed("wrong", "another long password")).status_code for _ in range(6)
        ]

        assert statuses == [422] * 5 + [429]

    def test_asks_as_many_queries_with_many_sessions_as_with_one(self, cast: Cast) -> None:
        client = factories.signed_in(cast.engineer)
        with CaptureQueriesContext(connection) as few:
            client.get("/settings/")
        for _ in range(5):
            factories.signed_in(cast.engineer)
        with CaptureQueriesContext(connection) as many:
            client.get("/settings/")

        assert len(few) == len(many)

    def test_switches_the_language_of_pages_and_letters(self, cast: Cast) -> None:
        client = factories.signed_in(cast.engineer)

        answer = client.post("/settings/", {"language": "en"}, follow=True)

        assert "Latest sign-ins" in answer.content.decode()
        assert queries.get_user(user_id=cast.engineer.pk).language == "en"

    def test_is_there_for_the_staff_too(self, cast: Cast) -> None:
        assert factories.signed_in(cast.curator).get("/settings/").status_code == 200
