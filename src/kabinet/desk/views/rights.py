"""The table of roles and rights."""

from django.http import HttpResponseBase
from django.shortcuts import render

from kabinet.desk.pages import rights as pages
from kabinet.desk.pages.setup import crumbs
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest


@staff_only
def rights(request: ViewerRequest) -> HttpResponseBase:
    pages.check_may_read(request.viewer)
    if request.GET.get("format") == "xlsx":
        return pages.spreadsheet()
    return render(request, "desk/rights/rights.html", {"crumbs": crumbs(), **pages.rights()})
