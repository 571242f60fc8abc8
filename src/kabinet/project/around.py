"""What stands around every page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class Around:
    """A middleware that lets the request through, unless a class of its own does more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
