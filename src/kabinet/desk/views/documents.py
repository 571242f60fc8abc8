from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def publish(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def document(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def file(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def preview(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
