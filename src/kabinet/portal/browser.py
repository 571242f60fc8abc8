"""
The browser at the sign-in: where it is, and who has signed in with it before.

A browser in which somebody has signed in carries a signed cookie that says so, for that person alone. It opens
nothing: it only gives the browser tries of its own, which no stranger can use up.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from kabinet.access import operations
from kabinet.access.operations.sign_in import Visit
from kabinet.access.wording import PARKED_KEY

_COOKIE, _KEPT_FOR = "known_browser", timedelta(days=400)
#: Of how many people one browser remembers that they have signed in.
_PEOPLE = 8

#: Who signed in last in this browser; outlives the session and every form that is kept after it.
_LAST_PERSON, _LAST_PERSON_FOR = "last_person", timedelta(hours=48)


def visit_of(request: HttpRequest, username: str) -> Visit:
    key, people = _known(request)
    return Visit(
        address=request.address,  # type: ignore[attr-defined]
        browser=request.headers.get("User-Agent", ""),
        known_browser=key if _mark(username) in people else "",
    )


def remember(request: HttpRequest, answer: HttpResponse, *, username: str, user_id: int) -> None:
    """Let the browser carry that the person has signed in with it."""
    key, people = _known(request)
    mark = _mark(username)
    newest = [mark, *(one for one in people if one != mark)][:_PEOPLE]
    _set(answer, _COOKIE, ".".join([key or secrets.token_urlsafe(12), *newest]), _KEPT_FOR)
    _set(answer, _LAST_PERSON, str(user_id), _LAST_PERSON_FOR)


def drop_anothers_form(request: HttpRequest, user_id: int) -> None:
    """Forget what somebody else had typed in this browser: it is not for the one who signs in now."""
    last = request.get_signed_cookie(_LAST_PERSON, default="", max_age=_LAST_PERSON_FOR)
    if last not in {"", str(user_id)} and (key := request.session.pop(PARKED_KEY, "")):
        operations.discard_parked_form(key=key)


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the browser's own key and the marks of its people; nothing where it carries none that we have signed."""
    key, *people = (request.get_signed_cookie(_COOKIE, default="", max_age=_KEPT_FOR) or "").split(".")
    return key, people


def _mark(username: str) -> str:
    """Stand for the person without telling the name to whoever looks at the browser's cookies."""
    return salted_hmac("kabinet.known-browser", username).hexdigest()[:16]


def _set(answer: HttpResponse, name: str, value: str, kept_for: timedelta) -> None:
    answer.set_signed_cookie(
        name,
        value,
        max_age=kept_for,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
