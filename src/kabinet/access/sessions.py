"""Django's sessions in our own table, which knows whose they are: the setting SESSION_ENGINE names this module."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

#: The session's names for where it was started from; sign-in writes them, and they become columns.
ADDRESS, BROWSER, STARTED_AT = "address", "browser", "started_at"

#: The session's name for: its person has to set a second factor up before they see any other page.
SECOND_FACTOR_DUE = "second_factor_due"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        # Django loads the store before the tables.
        from kabinet.access.models.sessions import Session  # noqa: PLC0415

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.address = str(data.get(ADDRESS, ""))[:64]
        row.browser = str(data.get(BROWSER, ""))[:300]
        row.started_at = data.get(STARTED_AT)
        return row
