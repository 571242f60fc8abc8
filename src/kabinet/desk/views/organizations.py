from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def clients(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def client(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
