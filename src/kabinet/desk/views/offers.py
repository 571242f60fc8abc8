"""The offer agreement: its versions, a new one, and who accepted which."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from kabinet.access.operations.offers import check_draft, propose_offer
from kabinet.access.queries.offers import list_offers, offer_in_force
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE
from kabinet.desk.forms.acceptances import AcceptancesForm
from kabinet.desk.forms.offers import OfferForm
from kabinet.desk.pages import offers as pages
from kabinet.desk.pages.offers.versions import sees_acceptances
from kabinet.desk.reading import number_in
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer


def _check_sees(viewer: Viewer) -> None:
    """:raises NotAllowed: the versions are for who proposes, approves or reads the journal"""
    if not (sees_acceptances(viewer) or viewer.may(RIGHT_TO_APPROVE)):
        raise NotAllowed(right=Right.PROPOSE_OFFER)


@staff_only
def offers(request: ViewerRequest) -> HttpResponse:
    _check_sees(request.viewer)
    return render(request, "desk/offers/offers.html", pages.offers(viewer=request.viewer, now=clock.now()))


@staff_only
def offer(request: ViewerRequest, version: str) -> HttpResponse:
    _check_sees(request.viewer)
    context = pages.offer(viewer=request.viewer, version=version, now=clock.now())
    return render(request, "desk/offers/offer.html", context)


@staff_only
def new(request: ViewerRequest) -> HttpResponse:
    request.viewer.check_may(Right.PROPOSE_OFFER)
    if request.method != "POST":
        today = timezone.localdate(clock.now())
        return _form_page(request, OfferForm.from_version(offer_in_force(on=today)))
    form = OfferForm(request.POST)
    if request.POST.get("action") == "edit":
        return _form_page(request, OfferForm(initial=request.POST.dict()))
    if not form.is_valid():
        return _form_page(request, form, status=422)
    try:
        return _go_on(request, form)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.refuse(refusal, words_of(refusal))
        return _form_page(request, form, status=422)


def _go_on(request: ViewerRequest, form: OfferForm) -> HttpResponse:
    """Show the version before it is proposed, and propose it from there."""
    if request.POST.get("action") != "propose":
        check_draft(form.draft, now=clock.now())
        return render(request, "desk/offers/check.html", pages.check(form=form))
    proposal = propose_offer(
        viewer=request.viewer,
        draft=form.draft,
        reason=form.cleaned_data["reason"],
        key=form.submission_key,
        now=clock.now(),
    )
    return redirect("desk:proposal", proposal.pk)


def _form_page(request: ViewerRequest, form: OfferForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/offers/new.html", pages.new(form=form), status=status)


@staff_only
def acceptances(request: ViewerRequest) -> HttpResponseBase:
    if not sees_acceptances(request.viewer):
        raise NotAllowed(right=Right.SEE_JOURNAL)
    form = AcceptancesForm(request.GET, offers=list_offers())
    if request.GET.get("format") == "xlsx":
        return pages.sheet(viewer=request.viewer, form=form, today=timezone.localdate(clock.now()))
    context = pages.acceptances(viewer=request.viewer, form=form, page=number_in(request, "page"))
    return render(request, "desk/offers/acceptances.html", context)
