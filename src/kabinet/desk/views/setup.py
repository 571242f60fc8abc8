"""The hub «Настройка»."""

from django.http import HttpResponse
from django.shortcuts import render

from kabinet.desk.pages import setup as pages
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotFound


@staff_only
def setup(request: ViewerRequest) -> HttpResponse:
    if not pages.entries_for(request.viewer):
        raise NotFound
    return render(request, "desk/setup/setup.html", pages.setup(viewer=request.viewer))
