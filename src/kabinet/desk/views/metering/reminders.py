"""Reminding customers at the supplier's word, and instruments whose verification runs out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kabinet.desk.pages.metering import verifications as pages
from kabinet.desk.pages.metering.choice import read_choice
from kabinet.desk.reading import number_in
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.metering.operations.reminding import ask_for_readings


@require_POST
@staff_only
def remind(request: ViewerRequest) -> HttpResponse:
    now = clock.now()
    choice = read_choice(request.GET, now=now)
    count = ask_for_readings(viewer=request.viewer, month=choice.month, words=choice.words, now=now)
    if count:
        text = ngettext("%(count)d contract is reminded.", "%(count)d contracts are reminded.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Nobody was reminded: nothing is missing, or all were reminded today."))
    return redirect(reverse("desk:matrix") + choice.address)


@staff_only
def verifications(request: ViewerRequest) -> HttpResponse:
    context = pages.verifications(
        viewer=request.viewer,
        words=" ".join(request.GET.get("q", "")[:100].split()),
        page=number_in(request, "page"),
        now=clock.now(),
    )
    return render(request, "desk/metering/verifications.html", context)
