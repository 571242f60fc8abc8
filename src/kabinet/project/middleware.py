"""What happens around every page: who is asking, sign-in by default, refusals in words."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes, urlencode

from kabinet.access import queries as access
from kabinet.foundation import clock
from kabinet.foundation.refusal import NotAllowed, NotFound, Refusal
from kabinet.foundation.viewer import Viewer
from kabinet.project.around import Around
from kabinet.project.looking import watching_viewer
from kabinet.project.parking import park


def client_address(request: HttpRequest) -> str:
    """
    Return the address the request came from; behind the supplier's own proxy, as the proxy tells it.

    Anybody can write the header: believed from others than the proxies, it would lift the limit of wrong passwords.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    if peer not in settings.PROXIES:
        return peer
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    nearest = forwarded.rsplit(",", 1)[-1].strip()
    return nearest if _is_address(nearest) else peer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class LanguageMiddleware(Around):
    """
    Speak Russian, or the language that the person chose.

    The browser's own preference does not count: an office machine with an English system is no wish for English.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            answer = self.get_response(request)
        answer.headers.setdefault("Content-Language", language)
        return answer


class ViewerMiddleware(Around):
    """Give the request its viewer: None for whoever is not signed in."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.address = client_address(request)  # type: ignore[attr-defined]
        request.viewer = _viewer_of(request)  # type: ignore[attr-defined]
        language = request.GET.get("lang")
        if language and request.method in {"GET", "HEAD"}:
            return _switch_language(request, language)
        return self.get_response(request)


def _viewer_of(request: HttpRequest) -> Viewer | None:
    if not request.user.is_authenticated:
        return None
    now, address = clock.now(), client_address(request)
    looking = watching_viewer(request, address=address, now=now)
    return looking or access.viewer_of(user=request.user, address=address, on=timezone.localdate(now))


def _switch_language(request: HttpRequest, language: str) -> HttpResponse:
    rest = request.GET.copy()
    del rest["lang"]
    # Two slashes in front would be another host.
    path = escape_leading_slashes(escape_uri_path(request.path))
    answer = redirect(f"{path}?{rest.urlencode()}" if rest else path)
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=31_536_000,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return answer


class SignedInMiddleware(Around):
    """
    Ask whoever is not signed in to do so; open pages say that they are by `open_to_all`.

    What such a person had typed into a form is parked, and offered back after the sign-in.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "open_to_all", False) or request.user.is_authenticated:
            return None
        if request.path.startswith("/api/"):
            return None
        query = {"next": request.get_full_path() if request.method == "GET" else request.path}
        if request.method == "POST":
            query |= park(request)
        return redirect(f"{reverse('portal:login')}?{urlencode(query)}")


class RefusalMiddleware(Around):
    """
    Turn a refusal that no view has answered into a page in words.

    What is foreign, what is missing and what is not allowed read the same, so that nothing leaks.
    """

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return render(request, "ui/not_found.html", status=403)
        if isinstance(error, NotFound):
            return render(request, "ui/not_found.html", status=404)
        if isinstance(error, Refusal):
            return render(request, "ui/refused.html", {"refusal": error}, status=409)
        return None
