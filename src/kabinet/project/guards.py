"""What no page is asked, and how long a page may be kept: rules that hold for every address."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from kabinet.project.around import Around

_METHODS = frozenset({"GET", "HEAD", "POST"})

#: What no page of ours asks of the browser, so that nobody else can ask it in our name.
_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class GuardMiddleware(Around):
    """
    Refuse, in words, methods that no page knows and zero bytes, which no person types and PostgreSQL does not take.

    What somebody signed in has seen is kept by no one but their own browser, and shown anew only after asking.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in _METHODS:
            return _refused(request, HTTPStatus.METHOD_NOT_ALLOWED)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return _refused(request, HTTPStatus.BAD_REQUEST)
        answer = _worded(request, self.get_response(request))
        answer.headers.setdefault("Permissions-Policy", _POLICY)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.user.is_authenticated and not answer.has_header("Cache-Control"):
            patch_cache_control(answer, private=True, no_cache=True)
        return answer

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        typed = (text for values in request.POST.lists() for text in (values[0], *values[1]))
        return _refused(request, HTTPStatus.BAD_REQUEST) if any("\0" in str(text) for text in typed) else None


def _worded(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Put a page in the place of an empty answer to a method that the view does not know."""
    if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or answer.content:
        return answer
    page = _refused(request, HTTPStatus.METHOD_NOT_ALLOWED)
    page["Allow"] = answer.headers.get("Allow", "")
    return page


def _refused(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    return render(request, "ui/bad_request.html", status=status)
