"""What a customer handed in, and the decision about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.desk.forms.decisions import ReadingsDecisionForm
from kabinet.desk.pages.metering import submission as pages
from kabinet.desk.refusals import words_of
from kabinet.desk.sightings import note_opened
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.metering import operations


@staff_only
def submission(request: ViewerRequest, submission_id: int) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, submission_id)
    note_opened(viewer=request.viewer, subject=f"volumes:{submission_id}", now=clock.now())
    return _page(request, submission_id, ReadingsDecisionForm())


def _page(
    request: ViewerRequest, submission_id: int, form: ReadingsDecisionForm, status: int = 200
) -> HttpResponse:
    context = pages.submission(viewer=request.viewer, submission_id=submission_id, form=form, now=clock.now())
    return render(request, "desk/metering/submission.html", context, status=status)


def _decide(request: ViewerRequest, submission_id: int) -> HttpResponse:
    form = ReadingsDecisionForm(request.POST)
    accept = request.POST.get("outcome") == "accept"
    if not form.is_valid():
        return _page(request, submission_id, form, status=422)
    try:
        operations.decide_submission(
            viewer=request.viewer,
            submission_id=submission_id,
            accept=accept,
            reason="" if accept else form.reason,
            now=clock.now(),
        )
    except operations.AlreadyDecided as refusal:
        if refusal.facts["by"] != request.viewer.name:
            messages.warning(request, words_of(refusal))
        return redirect("desk:submission", submission_id)
    except operations.ChangedMeanwhile as refusal:
        messages.warning(request, words_of(refusal))
        return redirect("desk:submission", submission_id)
    except operations.ReasonNeeded:
        form.add_error("note", _("Write why the readings are returned"))
        return _page(request, submission_id, form, status=422)
    text = (
        _("The readings are accepted.")
        if accept
        else _("The readings are returned; their days are open again.")
    )
    messages.success(request, text)
    return redirect("desk:submission", submission_id)
