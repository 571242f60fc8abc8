"""The close of a month: the list of contracts, and one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.desk.pages.metering import months as pages
from kabinet.desk.pages.metering.choice import read_choice
from kabinet.desk.pages.metering.statement import Closing, read_closing, statement
from kabinet.desk.refusals import words_of
from kabinet.formats.sheets import to_xlsx
from kabinet.foundation import clock, downloads
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.metering import operations
from kabinet.metering.statement_paper import draw, sheets_of
from kabinet.values.months import BillingMonth


@staff_only
def months(request: ViewerRequest) -> HttpResponse:
    now = clock.now()
    choice = read_choice(request.GET, now=now)
    return render(
        request, "desk/metering/months.html", pages.months(viewer=request.viewer, choice=choice, now=now)
    )


@staff_only
def month_statement(request: ViewerRequest, contract_id: int, month: BillingMonth) -> HttpResponseBase:
    if request.method == "POST":
        act = _put_in_sealed if request.POST.get("act") == "sealed" else _close
        return act(request, contract_id, month)
    found = read_closing(viewer=request.viewer, contract_id=contract_id, month=month, now=clock.now())
    if form := request.GET.get("format"):
        return _download(found, form)
    return render(request, "desk/metering/statement.html", statement(found, viewer=request.viewer))


def _close(request: ViewerRequest, contract_id: int, month: BillingMonth) -> HttpResponse:
    try:
        operations.close_month(
            viewer=request.viewer,
            contract_id=contract_id,
            month=month,
            now=clock.now(),
            seen=request.POST.get("seen", ""),
        )
    except operations.MonthAlreadyClosed as refusal:
        if refusal.facts["by"] != request.viewer.name:
            messages.warning(request, words_of(refusal))
    except (operations.MonthIncomplete, operations.MonthSeenOtherwise, operations.NothingToClose) as refusal:
        messages.warning(request, words_of(refusal))
    else:
        messages.success(request, _("The month is closed. Later corrections count in the open month."))
    return redirect("desk:month_statement", contract_id, month)


def _put_in_sealed(request: ViewerRequest, contract_id: int, month: BillingMonth) -> HttpResponse:
    try:
        operations.put_in_sealed_days(
            viewer=request.viewer,
            contract_id=contract_id,
            month=month,
            key=submission_key(request.POST.get("key", ""), contract_id, month),
            now=clock.now(),
        )
    except operations.NothingToSubmit:
        messages.warning(request, _("No day that passed under seal lacks a volume any longer."))
    except operations.VolumesRefused as refusal:
        messages.warning(request, words_of(refusal))
    else:
        messages.success(request, _("The days under seal are put in with 0 m³."))
    return redirect("desk:month_statement", contract_id, month)


def _download(found: Closing, form: str) -> HttpResponseBase:
    paper = found.statement
    if form == "xlsx":
        data = to_xlsx(sheets_of(paper))
        return downloads.made_file(data, name=f"{paper.file_name}.xlsx", media_type=downloads.XLSX)
    data = draw(paper, now=clock.now())
    return downloads.made_file(data, name=f"{paper.file_name}.pdf", media_type="application/pdf")
