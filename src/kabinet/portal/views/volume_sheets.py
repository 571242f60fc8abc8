"""Sheets with daily volumes: the form to fill in, the columns to name, the days to hand in."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.foundation.rights import Right
from kabinet.metering import operations, queries, sheets
from kabinet.metering.queries import ArchiveFile
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.metering.wording import sheets as sheet_wording
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.sheet_columns import ColumnsForm
from kabinet.portal.forms.volume_files import ReasonForm
from kabinet.portal.pages import sheet_columns as columns_page
from kabinet.portal.pages import volume_file, volume_form
from kabinet.portal.pages import volume_sheet as page
from kabinet.values.months import BillingMonth

OK, UNPROCESSABLE = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


@clients_only
def form_of_month(request: ViewerRequest, month: BillingMonth) -> HttpResponseBase:
    """Give the form with the days of the month that are missing."""
    terms = chosen_terms(request)
    grid = queries.month_grid(viewer=request.viewer, terms=terms, month=month, now=clock.now())
    if not grid.missing():
        messages.info(request, _("Nothing is to be filled in: all days that are over have been submitted."))
        return redirect("portal:readings_month", month)
    return volume_form.download(grid, terms=terms)


def sheet(request: ViewerRequest, archive: ArchiveFile) -> HttpResponse:
    """Show what a sheet says and hand it in; one whose columns nobody named yet asks for them first."""
    if archive.status == ArchiveStatus.UNMAPPED:
        return redirect("portal:sheet_columns", archive.pk)
    work = page.gather(viewer=request.viewer, archive=archive, now=clock.now())
    if request.method != "POST":
        return _show(request, work, ReasonForm(wanted=work.wants_reason))
    request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=archive.contract_id)
    if request.POST.get("seen", work.seen) != work.seen:
        return _changed(request, archive.pk)
    form = ReasonForm(request.POST, wanted=work.wants_reason)
    if not form.is_valid():
        return _show(request, work, form, status=UNPROCESSABLE)
    return _submit(request, work, form)


def _submit(request: ViewerRequest, work: page.Work, form: ReasonForm) -> HttpResponse:
    archive_id = work.archive.pk
    try:
        receipts = operations.submit_sheet(
            viewer=request.viewer,
            archive_id=archive_id,
            reason=form.kept_reason,
            key=submission_key(form.cleaned_data["key"], [archive_id])[:50],
            now=work.now,
        )
    except (operations.NothingToSubmit, operations.ReasonNeeded, operations.ArchiveNotReady):
        return _changed(request, archive_id)
    if len(receipts) == 1:
        return redirect("portal:receipt", receipts[0].number)
    messages.success(request, volume_file.told_of(receipts))
    return redirect("portal:volume_file", archive_id)


def _changed(request: ViewerRequest, archive_id: int) -> HttpResponse:
    messages.warning(request, _("The file has changed its state meanwhile. Look it over again."))
    return redirect("portal:volume_file", archive_id)


def _show(request: ViewerRequest, work: page.Work, form: ReasonForm, *, status: int = OK) -> HttpResponse:
    return render(request, "portal/metering/file.html", page.context(work, form), status=status)


@clients_only
def columns(request: ViewerRequest, archive_id: int) -> HttpResponse:
    """Ask which column is what, and read the sheet so."""
    archive = queries.get_archive(viewer=request.viewer, archive_id=archive_id)
    if request.method == "POST":
        request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=archive.contract_id)
    if archive.template != sheets.SHEET or archive.status == ArchiveStatus.SUBMITTED:
        return redirect("portal:volume_file", archive_id)
    query = request.POST if request.method == "POST" else request.GET
    work = columns_page.gather(viewer=request.viewer, archive=archive, query=query, now=clock.now())
    if request.method != "POST":
        return _show_columns(request, work, work.form())
    form = work.form(request.POST)
    if not form.is_valid():
        return _show_columns(request, work, form, status=UNPROCESSABLE)
    try:
        operations.name_columns(
            viewer=request.viewer,
            archive_id=archive_id,
            sheet=work.table.name,
            layout=form.layout,
            month=form.chosen_month,
            now=work.now,
        )
    except operations.ArchiveUnreadable as refusal:
        problem = sheet_wording.unreadable(refusal.facts)
        return _show_columns(request, work, form, problem=problem, status=UNPROCESSABLE)
    except operations.ArchiveNotReady:
        return _changed(request, archive_id)
    return redirect("portal:volume_file", archive_id)


def _show_columns(
    request: ViewerRequest,
    work: columns_page.Work,
    form: ColumnsForm,
    *,
    problem: str = "",
    status: int = OK,
) -> HttpResponse:
    context = columns_page.context(work, form, problem=problem)
    return render(request, "portal/metering/columns.html", context, status=status)
