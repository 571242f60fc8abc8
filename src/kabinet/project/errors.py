"""The pages for what went wrong outside a view."""

import logging
import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger("kabinet.incident")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "ui/bad_request.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "ui/not_found.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "ui/not_found.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return render(request, "ui/csrf_failure.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Show an incident number that stands in the log beside the trace, and nothing of the trace itself.

    The frame goes without what it usually asks the database for: that may be what broke.
    """
    incident = uuid.uuid4().hex[:8].upper()
    logger.error("incident %s at %s", incident, request.path)
    page = render_to_string("ui/server_error.html", {"incident": incident, "brand": settings.BRAND})
    return HttpResponseServerError(page)
