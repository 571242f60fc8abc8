from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def contracts(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def contract(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
