from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def login(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def logout(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def resume(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def offer(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def recovery(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def settings(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
