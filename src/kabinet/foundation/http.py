"""The request as the doors know it."""

from typing import Any

from django.http import HttpRequest

from kabinet.foundation.viewer import Viewer


class ViewerRequest(HttpRequest):
    """A request of somebody signed in: ViewerMiddleware gave it its viewer."""

    viewer: Viewer
    user: Any
