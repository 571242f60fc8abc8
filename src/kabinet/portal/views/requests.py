from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def requests(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def new(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def check(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def request(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
