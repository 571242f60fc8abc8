"""The supplier's own requisites: those in force, their versions, and a change to be approved."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kabinet.access.operations.requisites import RequisitesMoved, propose_requisites
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE
from kabinet.desk.forms.requisites import RequisitesForm
from kabinet.desk.pages import requisites as pages
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.queries import latest_version_id, supplier_on

_SEEN_WITH = (Right.PROPOSE_REQUISITES, RIGHT_TO_APPROVE, Right.SEE_JOURNAL)


def _check_sees(viewer: Viewer) -> None:
    """:raises NotAllowed: the requisites are for who proposes, approves or reads the journal"""
    if not any(viewer.may(right) for right in _SEEN_WITH):
        raise NotAllowed(right=Right.PROPOSE_REQUISITES)


@staff_only
def requisites(request: ViewerRequest) -> HttpResponse:
    _check_sees(request.viewer)
    context = pages.requisites(viewer=request.viewer, now=clock.now())
    return render(request, "desk/requisites/requisites.html", context)


@staff_only
def version(request: ViewerRequest, version_id: int) -> HttpResponse:
    _check_sees(request.viewer)
    context = pages.version(viewer=request.viewer, version_id=version_id, now=clock.now())
    return render(request, "desk/requisites/version.html", context)


@staff_only
def new(request: ViewerRequest) -> HttpResponse:
    request.viewer.check_may(Right.PROPOSE_REQUISITES)
    if request.method != "POST":
        in_force = supplier_on(timezone.localdate(clock.now()))
        return _form_page(request, RequisitesForm.of(in_force, seen=latest_version_id()))
    form = RequisitesForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    try:
        proposal = propose_requisites(
            viewer=request.viewer,
            requisites=form.requisites,
            valid_from=form.cleaned_data["valid_from"],
            seen_id=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
            key=form.submission_key,
            now=clock.now(),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _refused(request, form, refusal)
    return redirect("desk:proposal", proposal.pk)


def _refused(request: ViewerRequest, form: RequisitesForm, refusal: Refusal) -> HttpResponse:
    """Keep what was typed; after a change by others, the next press counts it as seen."""
    moved = isinstance(refusal, RequisitesMoved)
    if moved:
        form = RequisitesForm(request.POST | {"seen": str(latest_version_id())})
    form.refuse(refusal, words_of(refusal))
    return _form_page(request, form, status=409 if moved else 422)


def _form_page(request: ViewerRequest, form: RequisitesForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/requisites/new.html", pages.new(form=form), status=status)
