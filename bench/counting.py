"""
Counts the database queries and bytes of pages: `python -m bench.counting`, paths and people as JSON on standard input.

Runs with the settings and the database of the environment, one process a supplier.
"""

import json
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 (after the set-up)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def count(username: str, path: str) -> dict[str, int]:
    """Return the status, queries and bytes of a page whose process is warm."""
    client = Client(SERVER_NAME="127.0.0.1")
    user = get_user_model().objects.get_by_natural_key(username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    return {"status": answer.status_code, "queries": len(captured), "bytes": len(answer.content)}


def main() -> None:
    asked = json.load(sys.stdin)
    json.dump([count(username, path) for username, path in asked], sys.stdout)


if __name__ == "__main__":
    main()
