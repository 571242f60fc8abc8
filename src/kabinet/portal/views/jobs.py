from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.files import queries as files
from kabinet.foundation import clock
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotFound
from kabinet.jobs import operations, queries
from kabinet.portal.pages import jobs as pages


@clients_only
def jobs(request: ViewerRequest) -> HttpResponse:
    return render(
        request, "portal/jobs/jobs.html", {"table": pages.table(queries.list_jobs(viewer=request.viewer))}
    )


@clients_only
def job(request: ViewerRequest, number: int) -> HttpResponse | FileResponse:
    if request.method == "POST":
        return _cancel(request, number)
    row = queries.get_job(viewer=request.viewer, number=number)
    if "result" in request.GET:
        return _result(row)
    context = {"job": row, "progress": pages.progress(row), "facts": pages.facts(row)}
    return render(request, "portal/jobs/job.html", context)


def _cancel(request: ViewerRequest, number: int) -> HttpResponse:
    try:
        operations.cancel_job(viewer=request.viewer, number=number, now=clock.now())
    except operations.JobIsOver:
        messages.warning(request, _("The job had ended before it could be cancelled."))
    return redirect("portal:job", number)


def _result(row: queries.JobRow) -> FileResponse:
    """Hand the result over; it was made for the owner of the job, who alone sees the job."""
    if row.file_id is None:
        raise NotFound
    stream, stored = files.open_file(row.file_id)
    return FileResponse(stream, as_attachment=True, filename=row.file_name, content_type=stored.media_type)
