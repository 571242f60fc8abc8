"""The addresses that the page's frame links to, so that it can be looked at without the doors."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


portal = [
    path(f"{name}/", nothing, name=name)
    for name in ("home", "login", "logout", "offer", "help", "notifications", "contracts", "settings")
]
urlpatterns = [path("", include((portal, "portal")))]
