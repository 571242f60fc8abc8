"""One gas day of one metering unit: look at it, and decide."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.desk.forms.decisions import DayDecisionForm
from kabinet.desk.forms.put_in import PutInForm
from kabinet.desk.pages.metering import discrepancy as pages
from kabinet.desk.pages.metering.choice import read_choice
from kabinet.desk.pages.metering.reckoned import reason_of
from kabinet.desk.refusals import words_of
from kabinet.desk.sightings import note_opened
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, read_day, submission_key
from kabinet.foundation.rights import Right
from kabinet.metering import operations, queries, wording
from kabinet.metering.discrepancies import Discrepancy, read_discrepancy
from kabinet.metering.operations import Entry

OK, UNPROCESSABLE = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


@staff_only
def discrepancy(request: ViewerRequest, unit_id: int, day: str) -> HttpResponse:
    found = read_discrepancy(viewer=request.viewer, unit_id=unit_id, day=_day(day), now=clock.now())
    if request.method != "POST":
        if found.waiting is not None:
            note_opened(viewer=request.viewer, subject=f"volumes:{found.waiting.pk}", now=clock.now())
        return _page(request, found)
    request.viewer.check_may(Right.DECIDE_READINGS)
    if request.POST.get("outcome") == "put-in":
        return _put_in(request, found)
    return _decide(request, found)


def _day(text: str) -> date:
    found = read_day(text)
    if found is None:
        raise queries.UnitNotFound
    return found


def _page(
    request: ViewerRequest,
    found: Discrepancy,
    *,
    form: DayDecisionForm | None = None,
    put_in: PutInForm | None = None,
    status: int = OK,
) -> HttpResponse:
    context = pages.discrepancy(
        found,
        viewer=request.viewer,
        choice=read_choice(request.GET, now=clock.now()),
        form=form or _form(request, found),
        put_in=put_in
        or PutInForm(by_capacity=found.by_capacity, initial={"key": uuid4().hex, "why": reason_of(found)}),
        now=clock.now(),
    )
    return render(request, "desk/metering/discrepancy.html", context, status=status)


def _form(request: ViewerRequest, found: Discrepancy, typed: QueryDict | None = None) -> DayDecisionForm:
    waiting = found.waiting
    alone = waiting is None or queries.count_asked(viewer=request.viewer, submission_id=waiting.pk) == 1
    return DayDecisionForm(typed, alone=alone)


def _decide(request: ViewerRequest, found: Discrepancy) -> HttpResponse:
    form = _form(request, found, request.POST)
    accept = request.POST.get("outcome") == "accept"
    if not form.is_valid():
        return _page(request, found, form=form, status=UNPROCESSABLE)
    if found.asked is None or found.waiting is None:
        messages.warning(request, _("Nothing about this day waits for a decision any longer."))
        return redirect(request.get_full_path())
    if request.POST.get("seen") != str(found.waiting.pk):
        messages.warning(
            request, _("The customer has handed in anew meanwhile. Look it over and decide then.")
        )
        return redirect(request.get_full_path())
    try:
        operations.decide_submission(
            viewer=request.viewer,
            submission_id=found.waiting.pk,
            accept=accept,
            reason="" if accept else form.reason,
            now=clock.now(),
            volume_ids=() if form.is_about_all else [found.asked.pk],
        )
    except (operations.AlreadyDecided, operations.ChangedMeanwhile) as refusal:
        messages.warning(request, words_of(refusal))
    except operations.ReasonNeeded:
        form.add_error("note", _("Write why the readings are returned"))
        return _page(request, found, form=form, status=UNPROCESSABLE)
    else:
        messages.success(request, _("Accepted.") if accept else _("Returned to the customer."))
    return redirect(request.get_full_path())


def _put_in(request: ViewerRequest, found: Discrepancy) -> HttpResponse:
    form = PutInForm(request.POST, by_capacity=found.by_capacity)
    if not form.is_valid():
        return _page(request, found, put_in=form, status=UNPROCESSABLE)
    entry = Entry(found.unit.pk, found.day, form.volume_m3, form.cleaned_data["why"])
    try:
        operations.put_in_volumes(
            viewer=request.viewer,
            contract_id=found.terms.contract.pk,
            entries=[entry],
            basis=form.chosen,
            key=submission_key(form.cleaned_data["key"], entry),
            now=clock.now(),
        )
    except operations.VolumesRefused as refusal:
        form.add_error(None, _why(refusal))
        return _page(request, found, put_in=form, status=UNPROCESSABLE)
    messages.success(request, _("The volume is put in. The customer sees it with its reason."))
    return redirect(request.get_full_path())


def _why(refusal: operations.VolumesRefused) -> str:
    findings: Any = refusal.facts["findings"]
    return str(wording.FAULT[findings[0].what]).capitalize()
