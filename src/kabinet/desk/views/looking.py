"""Looking at the cabinet as a customer's people see it: begun from the customer's page, ended from any."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kabinet.access.operations.looking import end_looking, start_looking
from kabinet.access.queries.looking import LOOK, LOOK_CONTRACT
from kabinet.foundation import clock
from kabinet.foundation.access import ends_looking, staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotFound


@staff_only
@require_POST
def look(request: ViewerRequest, organization_id: int) -> HttpResponse:
    found = start_looking(viewer=request.viewer, organization_id=organization_id, now=clock.now())
    request.session[LOOK] = found.pk
    return redirect("portal:home")


@ends_looking
@require_POST
def look_end(request: ViewerRequest) -> HttpResponse:
    """End the look; a second press finds it ended, and leads to the queue."""
    watcher = request.viewer.watcher
    if watcher is None and not request.viewer.is_staff:
        raise NotFound
    if watcher is None:
        return redirect("desk:queue")
    end_looking(look_id=watcher.look_id, address=request.viewer.address, now=clock.now())
    request.session.pop(LOOK, None)
    request.session.pop(LOOK_CONTRACT, None)
    messages.success(request, _("You look as the customer no more."))
    return redirect("desk:client", watcher.organization_id)
