from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def readings(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def month(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def check(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def day(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
