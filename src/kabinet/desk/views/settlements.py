from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def payment(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def account(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def entry(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
