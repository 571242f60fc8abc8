"""Somebody whose password was right and whose code is still to come: signed in nowhere yet, for a few minutes."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from kabinet.access import queries
from kabinet.foundation import clock

_KEY = "second_step"
_PATIENCE = timedelta(minutes=5)


def wait_for_code(request: HttpRequest, user: Any) -> None:
    """Remember in the session whose password was right; it gets another key, as at every change of standing."""
    request.session.cycle_key()
    request.session[_KEY] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": (clock.real_now() + _PATIENCE).isoformat(),
    }


def waiting_user(request: HttpRequest) -> Any:
    """Return whose code is waited for; None when nobody's is, it took too long, or the password has changed since."""
    kept = request.session.get(_KEY)
    if kept is None or datetime.fromisoformat(kept["until"]) < clock.real_now():
        return None
    return queries.find_by_session(user_id=kept["user"], password_hash=kept["hash"])


def stop_waiting(request: HttpRequest) -> None:
    request.session.pop(_KEY, None)
