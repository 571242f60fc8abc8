"""Which application a browser has sent or opened: the applicant is nobody who could sign in."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from kabinet.access.operations.applications import secret_of

_OPENED, _SENT = "application_opened", "application_sent"
#: For so long the receipt of a sent application shows its secret again: after a reload, or a second press.
_SHOWN_FOR = timedelta(minutes=30)


def remember_opened(request: HttpRequest, number: str) -> None:
    """Let this browser see this application, and no other one any longer."""
    if request.session.get(_OPENED) != number:
        request.session.cycle_key()
    request.session[_OPENED] = number


def remember_sent(request: HttpRequest, *, number: str, key: str, now: datetime) -> None:
    remember_opened(request, number)
    request.session[_SENT] = [number, key, now.isoformat()]


def opened_number(request: HttpRequest) -> str:
    """Return the number of the application that this browser may see, or nothing."""
    return str(request.session.get(_OPENED, ""))


def secret_to_show(request: HttpRequest, *, now: datetime) -> str:
    """Return the secret of the application just sent; nothing later, and nothing in another browser."""
    number, key, sent_at = request.session.get(_SENT, ["", "", ""])
    if not number or number != opened_number(request):
        return ""
    if now - datetime.fromisoformat(sent_at) > _SHOWN_FOR:
        del request.session[_SENT]
        return ""
    return secret_of(key)


def forget(request: HttpRequest) -> None:
    for name in (_OPENED, _SENT):
        request.session.pop(name, None)
