"""What somebody types into an application, and how they go through its pages."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

TYPED: dict[str, Any] = {
    "inn": "9876543210",
    "kpp": "987601001",
    "ogrn": "1900000000019",
    "organization_name": "ООО «Завод Керамик»",
    "contract_number": "12-4-0345/26",
    "contract_dated_on": "01.12.2025",
    "full_name": "Новикова Ольга Андреевна",
    "position": "инженер-энергетик",
    "phone": "+7 495 100-00-07",
    "email": "novikova@example.org",
    "authority_kind": "power-of-attorney",
    "authority_number": "21",
    "authority_from": "01.11.2026",
    "authority_to": "31.10.2027",
    "role": "engineer",
    "rights": ["submit-readings"],
    "key": "key",
}
SECRET = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def press(client: Client, action: str = "check", *, path: str = "/access/apply/", **changes: Any) -> Any:
    return client.post(path, TYPED | {"action": action} | changes)


def hidden_of(answer: HttpResponse) -> dict[str, list[str]]:
    """Return what the page to check carries, to send it as the browser would."""
    fields: dict[str, list[str]] = {}
    pattern = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
    for name, value in re.findall(pattern, answer.content.decode()):
        if name != "csrfmiddlewaretoken":
            fields.setdefault(name, []).append(_plain(value))
    return fields


def _plain(value: str) -> str:
    return value.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")


def apply_and_open(client: Client, **changes: Any) -> str:
    """Send an application; this browser has it open then. Return the secret."""
    press(client, "send", **changes)
    found = SECRET.search(client.get("/access/apply/sent/").content.decode())
    assert found is not None
    return found.group()
