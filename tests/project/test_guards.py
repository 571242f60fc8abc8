import pytest
from django.test import Client

from tests import factories
from tests.factories import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    return factories.signed_in(cast.accountant)


class TestMethods:
    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
    def test_no_page_knows_another_than_reading_and_sending(self, client: Client, method: str) -> None:
        assert client.generic(method, "/documents/").status_code == 405

    def test_a_page_that_is_only_sent_to_answers_a_reader_in_words(self, client: Client) -> None:
        answer = client.get("/documents/zip/")

        assert answer.status_code == 405
        assert answer.headers["Allow"] == "POST"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "На главную" in answer.content.decode()


class TestZeroBytes:
    @pytest.mark.parametrize("address", ["/receipts/%00/", "/offer/%00/", "/documents/?q=%00"])
    def test_are_refused_in_an_address(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 400

    def test_are_refused_in_a_form(self, client: Client) -> None:
        answer = client.post("/contracts/", {"contract": "1\0"})

        assert answer.status_code == 400
        assert "не удалось прочитать" in answer.content.decode()


class TestKeeping:
    def test_what_somebody_has_seen_is_theirs_alone(self, client: Client) -> None:
        assert client.get("/help/").headers["Cache-Control"] == "private, no-cache"

    def test_a_page_that_says_how_long_it_may_be_kept_is_left_alone(self, client: Client) -> None:
        assert client.get("/documents/?format=csv").headers["Cache-Control"] == "private, no-store"
