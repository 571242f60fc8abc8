"""Keeping what was typed into a form whose session had expired, until its person has signed in again."""

from django.http import HttpRequest

from kabinet.access import operations
from kabinet.access.operations.parked_forms import FormTooLong
from kabinet.access.operations.public_tries import TooManyTries
from kabinet.access.wording import PARKED_KEY
from kabinet.foundation import clock
from kabinet.portal.browser import last_person


def park(request: HttpRequest) -> dict[str, str]:
    """
    Park what was typed; return what the sign-in page is to be told: nothing, or why it could not be kept.

    Only a browser in which somebody has signed in had a session that could expire: of strangers nothing is kept.
    """
    user_id = last_person(request)
    if user_id is None:
        return {}
    fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    try:
        request.session[PARKED_KEY] = operations.park_form(
            user_id=user_id,
            address=request.address,  # type: ignore[attr-defined]
            path=request.get_full_path(),
            fields=fields,
            at=clock.now(),
        )
    except FormTooLong:
        return {"unkept": "long"}
    except TooManyTries:
        return {"unkept": "many"}
    return {}
