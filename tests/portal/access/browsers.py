"""What people do at the sign-in page."""

from typing import Any

from django.test import Client

from tests.factories import PASSWORD


def sign_in(client: Client, name: str, password: str = PASSWORD, *, query: str = "") -> Any:
    return client.post(f"/login/{query}", {"username": name, "password": password})
