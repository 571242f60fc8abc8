from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def receipt(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def receipt_pdf(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
