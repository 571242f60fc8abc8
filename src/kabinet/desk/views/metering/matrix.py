"""The month at a glance, and the way from one problem to the next."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.pages.metering import matrix as pages
from kabinet.desk.pages.metering.choice import read_choice
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, whole_number
from kabinet.metering import queries


@staff_only
def matrix(request: ViewerRequest) -> HttpResponse:
    choice = read_choice(request.GET, now=clock.now())
    context = pages.matrix(viewer=request.viewer, choice=choice, now=clock.now())
    return render(request, "desk/metering/matrix.html", context)


@staff_only
def next_problem(request: ViewerRequest) -> HttpResponse:
    """Open the next problem of what the person has chosen, behind the one they come from."""
    choice = read_choice(request.GET, now=clock.now())
    control = pages.chosen(viewer=request.viewer, choice=choice, now=clock.now())
    found = queries.next_problem(control, viewer=request.viewer, after=_place(request))
    if found is None:
        messages.success(request, _("No problem is left in this choice."))
        return redirect(reverse("desk:matrix") + choice.address)
    unit_id, day = found
    return redirect(reverse("desk:discrepancy", args=[unit_id, day.isoformat()]) + choice.address)


def _place(request: HttpRequest) -> tuple[int, date] | None:
    """Read "12-2026-11-22"."""
    number, _dash, day = request.GET.get("after", "").partition("-")
    unit_id = whole_number(number)
    try:
        return None if unit_id is None else (unit_id, date.fromisoformat(day))
    except ValueError:
        return None
