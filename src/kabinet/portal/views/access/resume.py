"""Going on with what was typed into a form whose session had expired."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from kabinet.access import operations, queries
from kabinet.access.wording import PARKED_KEY
from kabinet.foundation import formatting
from kabinet.foundation.http import ViewerRequest


@never_cache
def resume(request: ViewerRequest) -> HttpResponse:
    key = request.session.get(PARKED_KEY, "")
    parked = queries.parked_form(key=key)
    if parked is None or request.method == "POST":
        operations.discard_parked_form(key=key)
        request.session.pop(PARKED_KEY, None)
        return redirect("desk:queue" if request.viewer.is_staff else "portal:home")
    fields = [(name, value) for name, values in parked.fields.items() for value in values]
    context = {"path": parked.path, "fields": fields, "saved_at": formatting.moment(parked.parked_at)}
    return render(request, "portal/access/resume.html", context)
