"""The client's own administrator asks for a colleague's access, and follows what becomes of it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kabinet.access.operations import applications as operations
from kabinet.access.operations.applications import Paper
from kabinet.access.queries import applications as queries
from kabinet.access.queries.application_lists import list_asked
from kabinet.access.rules.applications import Status
from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.foundation.rights import Right
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Contract
from kabinet.portal.forms.applications import AnyForm, ColleagueForm, initial_of, new_key
from kabinet.portal.pages import application_card as cards
from kabinet.portal.pages import colleagues as pages
from kabinet.portal.views.applications.answers import add_scans, paper
from kabinet.portal.views.applications.filling import Course, fill_in


@clients_only
def colleagues(request: ViewerRequest) -> HttpResponse:
    request.viewer.check_may(Right.MANAGE_PEOPLE)
    context = pages.colleagues(list_asked(viewer=request.viewer))
    return render(request, "portal/applications/colleagues.html", context)


@clients_only
def new(request: ViewerRequest) -> HttpResponse:
    contracts = _managed(request)
    chosen = request.user.last_contract_id
    course = Course(
        frame=pages.new_frame(),
        make=partial(_form, request, contracts),
        send=partial(_ask, request),
        initial={"key": new_key(), "contract": chosen},
    )
    return fill_in(request, course)


def _managed(request: ViewerRequest) -> list[Contract]:
    """
    Return the contracts whose people the viewer manages.

    :raises NotAllowed: there are none
    """
    viewer = request.viewer
    viewer.check_may(Right.MANAGE_PEOPLE)
    mine = set(viewer.contracts_with(Right.MANAGE_PEOPLE))
    return [one for one in organizations.list_contracts(viewer=viewer) if one.pk in mine]


def _form(request: ViewerRequest, contracts: list[Contract], **options: object) -> ColleagueForm:
    grants = request.viewer.grants
    rights = frozenset(right for one in contracts for right in grants[one.pk])
    today = timezone.localdate(clock.now())
    return ColleagueForm(contracts=contracts, rights=rights, today=today, **options)


def _ask(request: ViewerRequest, form: AnyForm, papers: list[Paper]) -> str:
    applied = form.applied()
    sums = sorted(one.stored.sha256 for one in papers)
    application = operations.ask_for_colleague(
        viewer=request.viewer,
        contract_id=form.cleaned_data["contract"],
        applied=applied,
        papers=papers,
        key=submission_key(form.cleaned_data["key"], sorted(applied.content().items(), key=str), *sums),
        now=clock.now(),
    )
    text = _("Application No. %(number)s is sent. Print it for signature, and follow it here.")
    messages.success(request, text % {"number": application.number})
    return reverse("portal:colleague", args=[application.number])


@clients_only
def colleague(request: ViewerRequest, number: str) -> HttpResponse:
    found = queries.get_asked(viewer=request.viewer, number=number)
    context = cards.card(
        found, steps=queries.list_steps(found), papers=queries.list_papers(found), now=clock.now()
    )
    context |= {"crumbs": pages.crumbs(), "name": found.full_name}
    return render(request, "portal/applications/colleague.html", context)


@clients_only
def correct(request: ViewerRequest, number: str) -> HttpResponse:
    found = queries.get_asked(viewer=request.viewer, number=number)
    if found.status != Status.RETURNED and request.method != "POST":
        return redirect("portal:colleague", number)
    contracts = [one for one in _managed(request) if one.pk == found.contract_id]
    course = Course(
        frame=pages.correct_frame(found, reason=queries.list_steps(found)[0].reason),
        make=partial(_form, request, contracts),
        send=partial(_correct, request, number),
        initial=initial_of(found),
    )
    return fill_in(request, course)


def _correct(request: ViewerRequest, number: str, form: AnyForm, papers: list[Paper]) -> str:
    operations.correct_application(
        asker=request.viewer,
        number=number,
        seen_version=form.cleaned_data["seen_version"] or 0,
        applied=form.applied(),
        papers=papers,
        now=clock.now(),
    )
    messages.success(request, _("The corrected application is sent."))
    return reverse("portal:colleague", args=[number])


@clients_only
@require_POST
def scans(request: ViewerRequest, number: str) -> HttpResponse:
    found = queries.get_asked(viewer=request.viewer, number=number)
    add_scans(request, found, asker=request.viewer)
    return redirect("portal:colleague", number)


@clients_only
def pdf(request: ViewerRequest, number: str) -> HttpResponseBase:
    return paper(queries.get_asked(viewer=request.viewer, number=number))
