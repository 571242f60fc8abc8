from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def help(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
