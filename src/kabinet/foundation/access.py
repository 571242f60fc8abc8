"""Marks on views: open to everybody, or for one side only."""

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


def clients_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give a page to the client's people; for anybody else it is not there."""

    @wraps(view)
    def guarded(request: ViewerRequest, *args: Any, **kwargs: Any) -> Any:
        if request.viewer.is_staff:
            raise NotFound
        return view(request, *args, **kwargs)

    return guarded


def staff_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give a page to the supplier's staff; for anybody else it is not there."""

    @wraps(view)
    def guarded(request: ViewerRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.viewer.is_staff:
            raise NotFound
        return view(request, *args, **kwargs)

    return guarded
