"""What takes two people: the list, and a proposal with its decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.access.operations import proposals as operations
from kabinet.access.queries.proposals import Proposal, get_proposal
from kabinet.access.rules.proposals import RIGHT_TO_APPROVE, ProposalDecided, ReasonNeeded
from kabinet.desk.forms.proposals import AnswerForm
from kabinet.desk.pages import proposals as pages
from kabinet.desk.pages.setup import sees_proposals
from kabinet.desk.reading import number_in
from kabinet.desk.refusals import words_of
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotAllowed, NotFound, Refusal


@staff_only
def proposals(request: ViewerRequest) -> HttpResponse:
    if not sees_proposals(request.viewer):
        raise NotFound
    waiting = request.GET.get("tab") != "decided"
    context = pages.proposals(viewer=request.viewer, waiting=waiting, page=number_in(request, "page"))
    return render(request, "desk/proposals/proposals.html", context)


@staff_only
def proposal(request: ViewerRequest, proposal_id: int) -> HttpResponse:
    found = get_proposal(viewer=request.viewer, proposal_id=proposal_id)
    form = AnswerForm(request.POST or None, compare=pages.is_to_be_compared(found))
    if request.method != "POST":
        return _page(request, found, form)
    try:
        return _act(request, found, form)
    except (NotAllowed, NotFound):
        raise
    except ProposalDecided as refusal:
        messages.warning(request, words_of(refusal))
        return redirect("desk:proposal", proposal_id)
    except ReasonNeeded as refusal:
        form.add_error("answer", words_of(refusal))
        return _page(request, found, form, status=422)
    except Refusal as refusal:
        return _page(request, found, form, problem=words_of(refusal), status=409)


def _act(request: ViewerRequest, found: Proposal, form: AnswerForm) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "withdraw":
        operations.withdraw(viewer=request.viewer, proposal_id=found.pk, now=clock.now())
        messages.success(request, _("The proposal is withdrawn."))
    elif action == "approve":
        if not form.is_compared():
            return _page(request, found, form, status=422)
        operations.approve(viewer=request.viewer, proposal_id=found.pk, now=clock.now())
        messages.success(request, _("The proposal is approved. Its author has been told."))
    else:
        return _refuse(request, found, form)
    return redirect("desk:proposal", found.pk)


def _refuse(request: ViewerRequest, found: Proposal, form: AnswerForm) -> HttpResponse:
    request.viewer.check_may(RIGHT_TO_APPROVE)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    answer = form.cleaned_data["answer"]
    operations.refuse(viewer=request.viewer, proposal_id=found.pk, answer=answer, now=clock.now())
    messages.success(request, _("The proposal is refused. Its author has been told why."))
    return redirect("desk:proposal", found.pk)


def _page(
    request: ViewerRequest, found: Proposal, form: AnswerForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = pages.proposal(viewer=request.viewer, found=found, form=form, problem=problem)
    return render(request, "desk/proposals/proposal.html", context, status=status)
