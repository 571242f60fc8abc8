"""Volume requests: the list, a new one, the check before sending, the card."""

from http import HTTPStatus
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render

from kabinet.foundation import clock, ui
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, submission_key, whole_number
from kabinet.foundation.rights import Right
from kabinet.journal import queries as journal
from kabinet.organizations.queries import Terms
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.requests import VolumesForm
from kabinet.portal.pages import request_card, request_form
from kabinet.portal.pages import requests as pages
from kabinet.requests import operations, queries
from kabinet.requests.queries import RequestForm
from kabinet.requests.rules.words import Status
from kabinet.values.months import BillingMonth

OK, UNPROCESSABLE = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


@clients_only
def requests(request: ViewerRequest) -> HttpResponse:
    terms = chosen_terms(request)
    shown = request.GET.get("show", "")
    shown = shown if shown in pages.SHOWN else ""
    found = queries.list_requests(
        viewer=request.viewer,
        contract_id=terms.contract.pk,
        open_only=pages.SHOWN[shown],
        page=whole_number(request.GET.get("page", "")) or 1,
    )
    following = pages.next_request(viewer=request.viewer, terms=terms, now=clock.now())
    context = {
        "tabs": pages.tabs(shown),
        "table": pages.table(found, terms=terms, empty=following.empty),
        "next": following,
        "total": found.total,
        "pages": ui.Pages(found.page, found.pages, request.GET.dict()) if found.pages > 1 else None,
    }
    return render(request, "portal/requests/list.html", context)


@clients_only
def new(request: ViewerRequest, month: BillingMonth) -> HttpResponse:
    terms, asked = _ask(request, month)
    form = VolumesForm(asked=asked, initial={"key": uuid4().hex, "comment": ""})
    return _show_form(request, form, terms)


def _ask(request: ViewerRequest, month: BillingMonth) -> tuple[Terms, RequestForm]:
    """
    Return what the month's form is made of.

    :raises RequestNotFound: gas of that month can no longer, or not yet be asked for
    """
    terms = chosen_terms(request)
    request.viewer.check_may(Right.SUBMIT_REQUESTS, contract_id=terms.contract.pk)
    if not request_form.can_be_requested(month, terms=terms, now=clock.now()):
        raise queries.RequestNotFound
    return terms, queries.request_form(viewer=request.viewer, terms=terms, month=month)


def _show_form(request: ViewerRequest, form: VolumesForm, terms: Terms, *, status: int = OK) -> HttpResponse:
    context = request_form.form_context(form, terms=terms, now=clock.now())
    current = form.asked.current
    if current is not None and current.status != Status.RETURNED:
        context["taken"] = request_form.taken(current, terms)
    return render(request, "portal/requests/new.html", context, status=status)


@clients_only
def check(request: ViewerRequest, month: BillingMonth) -> HttpResponse:
    """Show what is about to be sent; the page carries the values, so that just they are sent."""
    if request.method != "POST":
        return redirect("portal:request_new", month)
    terms, asked = _ask(request, month)
    form = VolumesForm(request.POST, asked=asked)
    action = request.POST.get("action", "check")
    if not form.is_valid():
        return _show_form(request, form, terms, status=UNPROCESSABLE)
    if action == "submit":
        return _submit(request, form, terms)
    if action == "change":
        return _show_form(request, form, terms)
    context = request_form.check_context(form, terms=terms, now=clock.now())
    return render(request, "portal/requests/check.html", context)


def _submit(request: ViewerRequest, form: VolumesForm, terms: Terms) -> HttpResponse:
    month, comment = form.asked.month, form.cleaned_data["comment"].strip()
    try:
        receipt = operations.submit_volume_request(
            viewer=request.viewer,
            contract_id=terms.contract.pk,
            month=month,
            volumes=form.volumes,
            comment=comment,
            key=submission_key(form.cleaned_data["key"], month, form.volumes, comment),
            now=clock.now(),
        )
    except operations.AlreadyRequested:
        _terms, taken = _ask(request, month)
        form = VolumesForm(request.POST, asked=taken)
        return _show_form(request, form, terms, status=HTTPStatus.CONFLICT)
    return redirect("portal:receipt", receipt.number)


@clients_only
def request(request: ViewerRequest, request_id: int) -> HttpResponse:
    card = queries.get_card(viewer=request.viewer, request_id=request_id)
    receipt = _receipt_of(request, card)
    context = request_card.context(card, viewer=request.viewer, receipt=receipt, now=clock.now())
    return render(request, "portal/requests/card.html", context)


def _receipt_of(request: ViewerRequest, card: queries.RequestCard) -> journal.Receipt | None:
    """Return the receipt of the newest version, which knows whether the supplier has looked at it."""
    try:
        return journal.get_receipt(viewer=request.viewer, number=card.versions[0].receipt_number)
    except journal.ReceiptNotFound:
        return None
