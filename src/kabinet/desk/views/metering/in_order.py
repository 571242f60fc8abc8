"""Acceptance of everything that is in order, with one press after a look at the list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from kabinet.desk.bulk import accept_all
from kabinet.desk.pages.metering import in_order as pages
from kabinet.desk.pages.waiting import Kind, read_ticks
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.rights import Right


@staff_only
def accept_in_order(request: ViewerRequest) -> HttpResponse:
    request.viewer.check_may(Right.DECIDE_READINGS)
    if request.method == "POST":
        return _accept(request)
    return render(request, "desk/metering/in_order.html", pages.in_order(viewer=request.viewer))


def _accept(request: ViewerRequest) -> HttpResponse:
    ticked = [
        one for one in read_ticks(request.POST.getlist("item"))[: pages.AT_ONCE] if one.kind is Kind.READINGS
    ]
    results = accept_all(viewer=request.viewer, ticked=ticked, now=clock.now(), seconds=pages.SECONDS)
    done = sum(not one.problem for one in results)
    if done:
        text = ngettext("%(count)d submission accepted.", "%(count)d submissions accepted.", done)
        messages.success(request, text % {"count": done})
    for one in results:
        if one.problem:
            messages.warning(request, one.problem)
    if left := len(ticked) - len(results):
        messages.info(request, pages.left(left))
        return redirect("desk:accept_in_order")
    return redirect("desk:matrix")
