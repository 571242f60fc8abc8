"""One request: what is asked for, and the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.desk.forms.requests import DecisionForm
from kabinet.desk.pages import requests as pages
from kabinet.desk.refusals import words_of
from kabinet.desk.sightings import note_opened
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.requests import operations, queries
from kabinet.requests.queries import RequestCard
from kabinet.requests.rules import decisions
from kabinet.requests.rules.words import Outcome


@staff_only
def request(request: ViewerRequest, request_id: int) -> HttpResponse:
    card = queries.get_card(viewer=request.viewer, request_id=request_id)
    if request.method == "POST":
        return _decide(request, card)
    note_opened(viewer=request.viewer, subject=f"request:{request_id}", now=clock.now())
    return _page(request, card, DecisionForm(card=card))


def _page(request: ViewerRequest, card: RequestCard, form: DecisionForm, status: int = 200) -> HttpResponse:
    context = pages.request(viewer=request.viewer, card=card, form=form, now=clock.now())
    return render(request, "desk/requests/request.html", context, status=status)


def _decide(request: ViewerRequest, card: RequestCard) -> HttpResponse:
    outcome = _outcome(request)
    form = DecisionForm(request.POST, card=card, outcome=outcome)
    if not form.is_valid():
        return _page(request, card, form, status=422)
    try:
        operations.decide_volume_request(
            viewer=request.viewer,
            request_id=card.request.pk,
            seen_version=form.cleaned_data["seen_version"],
            outcome=outcome,
            agreed=form.agreed if outcome is Outcome.ACCEPT_WITH_CHANGES else {},
            reason=form.reason if outcome is not Outcome.ACCEPT else "",
            now=clock.now(),
        )
    except decisions.AlreadyDecided as refusal:
        if not _is_own_repeat(request, refusal):
            messages.warning(request, words_of(refusal))
        return redirect("desk:request", card.request.pk)
    except (decisions.ReasonNeeded, decisions.NothingChanged, decisions.VolumeNegative) as refusal:
        form.add_error(_field_of(refusal), words_of(refusal))
        return _page(request, card, form, status=422)
    messages.success(request, _done(outcome))
    return redirect("desk:request", card.request.pk)


def _outcome(request: ViewerRequest) -> Outcome:
    typed = request.POST.get("outcome", "")
    return Outcome(typed) if typed in set(Outcome) else Outcome.ACCEPT


def _is_own_repeat(request: ViewerRequest, refusal: decisions.AlreadyDecided) -> bool:
    """Say whether it is the second press of the same person's button: the page shows what the first one did."""
    return refusal.facts["by"] == request.viewer.name


def _field_of(refusal: Exception) -> str | None:
    return "note" if isinstance(refusal, decisions.ReasonNeeded) else None


def _done(outcome: Outcome) -> str:
    return {
        Outcome.ACCEPT: _("The request is accepted. The customer has been told."),
        Outcome.ACCEPT_WITH_CHANGES: _("The request is accepted with changes. The customer has been told."),
        Outcome.RETURN: _("The request is returned. The customer has been told why."),
    }[outcome]
