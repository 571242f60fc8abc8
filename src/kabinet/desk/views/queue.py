"""The queue, what comes next in it, and acceptance of several things at once."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.desk.bulk import Accepted, accept_all
from kabinet.desk.pages import queue as pages
from kabinet.desk.pages.waiting import first_waiting, kinds_of, list_ticked, read_ticks
from kabinet.desk.reading import kind_in, number_in
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest


@staff_only
def queue(request: ViewerRequest) -> HttpResponse:
    context = pages.queue(
        viewer=request.viewer,
        kind=kind_in(request),
        whose=request.GET.get("whose", ""),
        page=number_in(request, "page"),
        ticked=request.GET.get("tick") == "all",
        now=clock.now(),
    )
    return render(request, "desk/queue/queue.html", context)


@staff_only
def following(request: ViewerRequest) -> HttpResponse:
    """Open what is due first: of the kind just decided, and then of any other."""
    kind = kind_in(request)
    for kinds in ([kind] if kind else [], kinds_of(request.viewer)):
        if found := first_waiting(viewer=request.viewer, kinds=kinds):
            return redirect(found.url)
    messages.success(request, _("Everything is decided: the queue is empty."))
    return redirect("desk:queue")


@staff_only
def accept(request: ViewerRequest) -> HttpResponse:
    chosen = request.POST if request.method == "POST" else request.GET
    ticked = read_ticks(chosen.getlist("item"))[: pages.PAGE]
    if request.method == "POST":
        _tell(request, accept_all(viewer=request.viewer, ticked=ticked, now=clock.now()))
        return redirect("desk:queue")
    items = list_ticked(viewer=request.viewer, ticked=ticked)
    context = pages.confirmation(items=items, ticked=ticked, now=clock.now())
    return render(request, "desk/queue/accept.html", context)


def _tell(request: ViewerRequest, results: Sequence[Accepted]) -> None:
    done = sum(not one.problem for one in results)
    if done:
        text = ngettext("%(count)d item accepted.", "%(count)d items accepted.", done)
        messages.success(request, text % {"count": done})
    for one in results:
        if one.problem:
            messages.warning(request, one.problem)
