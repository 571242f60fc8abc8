"""Refusals as problem details (RFC 9457)."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from kabinet.foundation.refusal import NotAllowed, NotFound, Refusal


def answer_problems(api: NinjaAPI) -> None:
    """Let the API answer refusals, missing sign-in and malformed questions with problem details."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refusal: _refused,
        AuthenticationError: _unknown,
        ValidationError: _malformed,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = {NotFound: 404, NotAllowed: 403}
    found = next((code for kind, code in status.items() if isinstance(refusal, kind)), 409)
    # What is foreign and what is missing read the same.
    code = "not-found" if found == 404 else refusal.code  # noqa: PLR2004
    return problem(found, code)


def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(401, "not-signed-in")


def _malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(
        422, "malformed", errors=[{"in": list(one["loc"]), "says": one["msg"]} for one in error.errors]
    )


def problem(status: int, code: str, **more: object) -> HttpResponse:
    """Return `{"type": …, "status": …, "title": …}`; the type ends with the refusal's code and does not change."""
    body = {"type": f"urn:kabinet:problem:{code}", "status": status, "title": code.rpartition(".")[2], **more}
    return HttpResponse(json.dumps(body), status=status, content_type="application/problem+json")
