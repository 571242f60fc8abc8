from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def jobs(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def job(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
