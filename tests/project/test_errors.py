"""The pages for what goes wrong: each says what to do next, none says more than it should."""

import logging

import pytest
from django.test import Client, RequestFactory

from kabinet.project import errors
from tests import factories

pytestmark = pytest.mark.django_db


class TestNotFound:
    def test_reads_the_same_for_what_is_missing_and_what_is_foreign(self) -> None:
        cast = factories.cast()
        client = factories.signed_in(cast.engineer)
        foreign = factories.document(cast.neighbour_contract)

        pages = [client.get("/nothing/"), client.get(f"/documents/{foreign.pk}/")]

        for page in pages:
            assert page.status_code == 404
            assert "Такой страницы нет или у вас нет к ней доступа" in page.content.decode()
            assert "Стекло" not in page.content.decode()

    def test_is_there_for_whoever_has_not_signed_in(self, client: Client) -> None:
        page = client.get("/nothing/")

        assert page.status_code == 404
        assert "+7 495 730-60-00" in page.content.decode()


class TestCsrfFailure:
    def test_explains_itself_and_offers_to_repeat(self) -> None:
        client = Client(enforce_csrf_checks=True)

        page = client.post("/login/", {"username": "a", "password": "b"})

        assert page.status_code == 403
        assert "Страница устарела" in page.content.decode()
        assert 'href="/login/"' in page.content.decode()


class TestBadRequest:
    def test_says_what_to_do(self, rf: RequestFactory, client: Client) -> None:
        page = client.get("/", headers={"host": "evil.example"})

        assert page.status_code == 400


class TestServerError:
    def test_shows_the_number_that_stands_in_the_log_and_asks_the_database_for_nothing(
        self, rf: RequestFactory, caplog: pytest.LogCaptureFixture, django_assert_num_queries: object
    ) -> None:
        with caplog.at_level(logging.ERROR), django_assert_num_queries(0):
            page = errors.server_error(rf.get("/settlements/"))

        assert page.status_code == 500
        [record] = [one for one in caplog.records if one.name == "kabinet.incident"]
        assert record.args[0] in page.content.decode()
        assert "Произошла ошибка на нашей стороне" in page.content.decode()
