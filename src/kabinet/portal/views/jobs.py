from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.documents import bundles
from kabinet.files import queries as files
from kabinet.foundation import clock, downloads
from kabinet.foundation.access import clients_only, personal
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotFound
from kabinet.jobs import operations, queries
from kabinet.portal.pages import jobs as pages


@personal
@clients_only
def jobs(request: ViewerRequest) -> HttpResponse:
    return render(
        request, "portal/jobs/jobs.html", {"table": pages.table(queries.list_jobs(viewer=request.viewer))}
    )


@personal
@clients_only
def job(request: ViewerRequest, number: int) -> HttpResponseBase:
    if request.method == "POST":
        return _cancel(request, number)
    row = queries.get_job(viewer=request.viewer, number=number)
    if "result" in request.GET:
        return _result(request, row)
    answer = render(request, "portal/jobs/job.html", pages.page_of(row, stored=_stored(row)))
    if row.is_over:
        answer["HX-Refresh"] = "true"  # the script that asks for news has its last
    return answer


def _cancel(request: ViewerRequest, number: int) -> HttpResponse:
    try:
        operations.cancel_job(viewer=request.viewer, number=number, now=clock.now())
    except operations.JobIsOver:
        messages.warning(request, _("The job had ended before it could be cancelled."))
    return redirect("portal:job", number)


def _stored(row: queries.JobRow) -> files.StoredFile | None:
    return files.get_file(row.file_id) if row.file_id else None


def _result(request: ViewerRequest, row: queries.JobRow) -> HttpResponseBase:
    """
    Hand the result over; it was made for the owner of the job, who alone sees the job.

    :raises NotFound: there is none, or none any more
    """
    if row.file_id is None:
        raise NotFound
    if row.kind == bundles.KIND:
        bundles.note_fetched(viewer=request.viewer, job=row, now=clock.now())
    stream, stored = files.open_file(row.file_id)
    return downloads.stored_file(stream, name=row.file_name, media_type=stored.media_type, size=stored.size)
