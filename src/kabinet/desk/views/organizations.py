"""The customers: the list with its search, and the whole of one on a page."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from kabinet.access.queries.members import get_end_paper
from kabinet.desk.answers import file_answer
from kabinet.desk.forms.organizations import SearchForm
from kabinet.desk.pages import organizations as pages
from kabinet.desk.reading import number_in
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest


@staff_only
def clients(request: ViewerRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    page = number_in(request, "page")
    context = pages.clients(viewer=request.viewer, words=words, page=page, now=clock.now())
    form = SearchForm(initial={"q": words})
    return render(request, "desk/organizations/clients.html", {"search": form, **context})


@staff_only
def end_paper(request: ViewerRequest, paper_id: int) -> FileResponse:
    """Give the scan with which a customer ended somebody's access."""
    paper = get_end_paper(viewer=request.viewer, paper_id=paper_id)
    return file_answer(paper.file, name=paper.name, inline="inline" in request.GET)


@staff_only
def client(request: ViewerRequest, organization_id: int) -> HttpResponse:
    context = pages.client(
        viewer=request.viewer,
        organization_id=organization_id,
        tab=request.GET.get("tab", ""),
        page=number_in(request, "page"),
        now=clock.now(),
    )
    return render(request, "desk/organizations/client.html", context)
