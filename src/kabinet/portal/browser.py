"""
The browser at the sign-in: where it is, and who has signed in with it before.

A browser in which somebody has signed in carries a signed cookie that says so, for that person alone and as long as
password and second factor stay as they are. It opens nothing: it only gives the browser tries of its own, which no
stranger can use up.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from kabinet.access import operations, queries
from kabinet.access.operations.sign_in import Visit
from kabinet.access.wording import PARKED_KEY

_COOKIE, _KEPT_FOR = "known_browser", timedelta(days=400)
#: Of how many people one browser remembers that they have signed in.
_PEOPLE = 8
_DIGEST = 16

#: Who signed in last in this browser; outlives the longest session of a policy, and every form that is kept after it.
_LAST_PERSON, _LAST_PERSON_FOR = "last_person", timedelta(days=9)


def visit_of(request: HttpRequest, username: str) -> Visit:
    key, marks = _known(request)
    return Visit(
        address=request.address,  # type: ignore[attr-defined]
        browser=request.headers.get("User-Agent", ""),
        known_browser=key if marks and _mark(username) in marks else "",
    )


def remember(request: HttpRequest, answer: HttpResponse, user: Any) -> None:
    """
    Let the browser carry that the person has signed in with it.

    It is said again after a change of password or second factor: what was said before counts no longer.
    """
    key, marks = _known(request)
    mark = _mark(user.username)
    newest = [mark, *(one for one in marks if one[:_DIGEST] != mark[:_DIGEST])][:_PEOPLE]
    _set(answer, _COOKIE, ".".join([key or secrets.token_urlsafe(12), *newest]), _KEPT_FOR)
    _set(answer, _LAST_PERSON, str(user.pk), _LAST_PERSON_FOR)


def last_person(request: HttpRequest) -> int | None:
    """Return the number of who signed in last in this browser; None if nobody has of late."""
    last = request.get_signed_cookie(_LAST_PERSON, default="", max_age=_LAST_PERSON_FOR)
    return int(last) if last else None


def drop_anothers_form(request: HttpRequest, user_id: int) -> None:
    """Forget what somebody else had typed in this browser: it is not for the one who signs in now."""
    if last_person(request) != user_id and (key := request.session.pop(PARKED_KEY, "")):
        operations.discard_parked_form(key=key)


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the browser's own key and the marks of its people; nothing where it carries none that we have signed."""
    key, *marks = (request.get_signed_cookie(_COOKIE, default="", max_age=_KEPT_FOR) or "").split(".")
    return key, marks


def _mark(username: str) -> str:
    """Stand for the person, and after that for what they sign in with, telling neither to whoever reads cookies."""
    return _digest(username) + _digest(queries.credentials_of(username=username))


def _digest(text: str) -> str:
    return salted_hmac("kabinet.known-browser", text).hexdigest()[:_DIGEST]


def _set(answer: HttpResponse, name: str, value: str, kept_for: timedelta) -> None:
    answer.set_signed_cookie(
        name,
        value,
        max_age=kept_for,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
