"""Looking at the cabinet as a client's people see it: what goes through, and what does not."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.access.operations.looking import end_looking
from kabinet.access.queries.looking import LOOK, LOOK_CONTRACT, watching
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.viewer import Viewer
from kabinet.project.around import Around

_OVER = "look_is_over"


def watching_viewer(request: HttpRequest, *, address: str, now: datetime) -> Viewer | None:
    """Return what is seen in a session in which somebody looks; None in every other one, without a query."""
    look_id = request.session.get(LOOK)
    if look_id is None:
        return None
    found = watching(look_id=look_id, user=request.user, address=address, now=now)  # type: ignore[arg-type]
    if found is None:
        end_looking(look_id=look_id, address=address, now=now)
        stop_watching(request)
        setattr(request, _OVER, True)
    return found


def stop_watching(request: HttpRequest) -> None:
    request.session.pop(LOOK, None)
    request.session.pop(LOOK_CONTRACT, None)


class LookingMiddleware(Around):
    """
    Let whoever looks read what a client's people read, and do nothing: every POST is refused but the one that ends it.

    Somebody's own pages and the supplier's are not there meanwhile. The viewer has no right to write in any case.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: list[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(request, _OVER, False):
            return _tell_that_it_is_over(request)
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
        if viewer is None or viewer.watcher is None or getattr(view, "ends_looking", False):
            return None
        return None if _is_read(request, view) else _refused(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
        looks = viewer is not None and viewer.watcher is not None
        return _refused(request) if looks and isinstance(error, NotAllowed) else None


def _is_read(request: HttpRequest, view: Callable[..., Any]) -> bool:
    shown = getattr(view, "for_clients", False) or getattr(view, "open_to_all", False)
    shown = shown or request.path.startswith("/api/")
    return request.method in {"GET", "HEAD"} and shown and not getattr(view, "personal", False)


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/looking.html", status=403)


def _tell_that_it_is_over(request: HttpRequest) -> HttpResponse | None:
    messages.info(request, _("The look at the customer's cabinet is over."))
    return None if request.path.startswith("/desk/") else redirect("desk:queue")
