from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def notifications(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
