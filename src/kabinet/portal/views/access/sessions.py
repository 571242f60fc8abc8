"""Ending sessions of one's own in other browsers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kabinet.access.operations.sessions import SessionNotFound, end_other_sessions, end_session
from kabinet.foundation import clock
from kabinet.foundation.http import ViewerRequest


@require_POST
def sessions(request: ViewerRequest) -> HttpResponse:
    if mark := request.POST.get("end", ""):
        _end_one(request, mark)
    else:
        _end_others(request)
    return redirect("portal:settings")


def _end_one(request: ViewerRequest, mark: str) -> None:
    """A second press finds the session gone, which is what was wanted."""
    try:
        end_session(viewer=request.viewer, mark=mark, at=clock.now())
    except SessionNotFound:
        messages.info(request, _("That session had ended before."))
    else:
        messages.success(request, _("The session has ended."))


def _end_others(request: ViewerRequest) -> None:
    key = request.session.session_key or ""
    ended = end_other_sessions(viewer=request.viewer, key=key, at=clock.now())
    words = ngettext("%(count)d other session has ended.", "%(count)d other sessions have ended.", ended)
    messages.success(request, words % {"count": ended})
