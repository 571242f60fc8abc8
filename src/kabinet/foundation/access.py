"""Marks on views: open to everybody, for one side only, or somebody's own."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotFound

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Mark a page that needs no sign-in; every other one does."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def ends_looking(view: View) -> View:
    """Mark the one form that is taken from whoever looks at the cabinet as others see it."""
    view.ends_looking = True  # type: ignore[attr-defined]
    return view


def clients_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give a page to the client's people; for anybody else it is not there."""

    @wraps(view)
    def guarded(request: ViewerRequest, *args: Any, **kwargs: Any) -> Any:
        if request.viewer.is_staff:
            raise NotFound
        return view(request, *args, **kwargs)

    guarded.for_clients = True  # type: ignore[attr-defined]
    return guarded


def personal(view: View) -> View:
    """Mark a page that is somebody's own, and is shown to no one who looks at the cabinet as others see it."""
    view.personal = True  # type: ignore[attr-defined]
    return view


def staff_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give a page to the supplier's staff; for anybody else it is not there."""

    @wraps(view)
    def guarded(request: ViewerRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.viewer.is_staff:
            raise NotFound
        return view(request, *args, **kwargs)

    return guarded
