import pytest
from django.conf import settings as configured
from django.test import Client, RequestFactory

from kabinet.project.middleware import client_address
from tests import factories

TRIES = configured.SIGN_IN_TRIES


def test_without_a_proxy_nobody_is_believed_about_their_address(rf: RequestFactory) -> None:
    asked = rf.get("/", headers={"X-Forwarded-For": "198.51.100.1"}, REMOTE_ADDR="127.0.0.1")

    assert client_address(asked) == "127.0.0.1"


@pytest.mark.django_db
def test_invented_addresses_give_no_more_tries_at_a_password() -> None:
    factories.cast()

    for number in range(TRIES):
        answer = Client(headers={"X-Forwarded-For": f"198.51.100.{number}"}).post(
            "/login/", {"username": "sidorov", "password": "wrong"}
        )

    assert answer.status_code == 429
