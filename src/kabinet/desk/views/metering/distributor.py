"""The distributor's monthly report: handed over, looked over beside our own month, loaded."""

from http import HTTPStatus

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.desk.answers import file_answer
from kabinet.desk.pages.metering import distributor as pages
from kabinet.desk.refusals import words_of
from kabinet.files import operations as files
from kabinet.files.kinds import TABLE_TYPES
from kabinet.files.names import clean_name
from kabinet.files.wording import explain
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, whole_number
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.metering import operations, queries
from kabinet.metering.wording import distributor as distributor_wording
from kabinet.organizations.rules.parameters import NoRuleSet


@staff_only
def distributor(request: ViewerRequest) -> HttpResponse:
    operations.check_may_compare(request.viewer)
    if request.method == "POST":
        return _take(request)
    return render(request, "desk/metering/distributor.html", pages.reports(viewer=request.viewer))


def _take(request: ViewerRequest) -> HttpResponse:
    upload, now = request.FILES.get(pages.FIELD), clock.now()
    name = clean_name(upload.name or "") if upload else ""
    try:
        stored = files.store_upload(upload, allowed=TABLE_TYPES, now=now)
        found = operations.take_report(viewer=request.viewer, stored=stored, name=name, now=now)
    except NotAllowed:
        raise
    except operations.ArchiveUnreadable as refusal:
        return _refused(request, f"{name}: {distributor_wording.problem(str(refusal.facts['problem']))}")
    except NoRuleSet as refusal:
        return _refused(request, f"{name}: {words_of(refusal)}")
    except Refusal as refusal:
        return _refused(request, explain(refusal))
    return redirect("desk:distributor_report", found.pk)


def _refused(request: ViewerRequest, problem: str) -> HttpResponse:
    context = pages.reports(viewer=request.viewer, problem=problem)
    return render(request, "desk/metering/distributor.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@staff_only
def report(request: ViewerRequest, report_id: int) -> HttpResponse:
    operations.check_may_compare(request.viewer)
    if request.method == "POST":
        found = operations.load_report(viewer=request.viewer, report_id=report_id, now=clock.now())
        messages.success(request, _("The distributor's volumes count for the month now."))
        return redirect("desk:distributor_report", found.pk)
    found = queries.get_report(viewer=request.viewer, report_id=report_id)
    context = pages.report(
        viewer=request.viewer,
        found=found,
        page=whole_number(request.GET.get("page", "")) or 1,
        all_points=request.GET.get("show") == "points",
    )
    return render(request, "desk/metering/distributor_report.html", context)


@staff_only
def original(request: ViewerRequest, report_id: int) -> FileResponse:
    """Give the report back as it was handed over."""
    found = queries.get_report(viewer=request.viewer, report_id=report_id)
    return file_answer(found.file, name=found.name, inline=False)
