"""What people do at the sign-in page."""

from typing import Any

from django.test import Client

from tests.factories import PASSWORD


def sign_in(client: Client, name: str, password: str = PASSWORD, *, query: str = "") -> Any:
    return client.post(f"/login/{query}", {"username": name, "password": password})


def let_expire(client: Client, name: str, password: str = PASSWORD) -> None:
    """Sign in, and let the session expire: what this browser sends now is parked."""
    assert sign_in(client, name, password).status_code == 302
    del client.cookies["sessionid"]
