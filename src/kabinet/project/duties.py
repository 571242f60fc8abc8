"""What comes before any other page: a password of one's own, a second factor where the policy wants one, a contract."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from kabinet.access.sessions import SECOND_FACTOR_DUE
from kabinet.api.problems import problem
from kabinet.project.around import Around

#: The pages on which each duty is done.
_PAGES = {
    "portal:first_password": frozenset({"portal:first_password"}),
    "portal:second_factor": frozenset(
        {"portal:second_factor", "portal:second_factor_qr", "portal:recovery_codes"}
    ),
}

#: What is there for somebody who has no contract, or none any longer.
_WITHOUT_CONTRACT = frozenset(
    {"portal:home", "portal:notifications", "portal:settings", "portal:sessions", "portal:resume"}
    | _PAGES["portal:second_factor"]
)


class DutyMiddleware(Around):
    """Lead whoever is signed in to what they have to do first. Asks no query: all is known from the session."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "open_to_all", False) or not request.user.is_authenticated:
            return None
        page = request.resolver_match.view_name if request.resolver_match else ""
        duty = _duty(request)
        if duty:
            return None if page in _PAGES[duty] else _lead(request, duty)
        if _has_no_contract(request) and page not in _WITHOUT_CONTRACT and not _is_api(request):
            return redirect("portal:home")
        return None


def _duty(request: HttpRequest) -> str:
    """Return the name of the page that has to come first, or nothing."""
    if request.user.code_expires_at is not None:  # type: ignore[union-attr]
        return "portal:first_password"
    return "portal:second_factor" if request.session.get(SECOND_FACTOR_DUE) else ""


def _has_no_contract(request: HttpRequest) -> bool:
    viewer = request.viewer  # type: ignore[attr-defined]
    return viewer.acts_for_client and not viewer.grants


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _lead(request: HttpRequest, duty: str) -> HttpResponse:
    if _is_api(request):
        return problem(403, "not-allowed")
    came_for = request.get_full_path() if request.method == "GET" else ""
    query = f"?{urlencode({'next': came_for})}" if came_for not in {"", "/"} else ""
    return redirect(f"{reverse(duty)}{query}")
