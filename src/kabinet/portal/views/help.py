from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kabinet.foundation.access import open_to_all


@open_to_all
def help(request: HttpRequest) -> HttpResponse:  # noqa: A001 (the page is called so)
    return render(request, "portal/help/help.html")
