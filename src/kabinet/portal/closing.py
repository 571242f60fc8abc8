"""Pages that may be closed for a while after too many wrong tries."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kabinet.foundation import clock, formatting

_MINUTE = timedelta(minutes=1)


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int,
    closed_until: datetime | None,
) -> HttpResponse:
    """Render the page with the given status; while it is closed, with 429 and until when."""
    if closed_until is None:
        return render(request, template, dict(context), status=status)
    # The minute that is over by then: whoever comes at the time that they read is not sent away again.
    shown = formatting.clock_time(closed_until + _MINUTE - timedelta(microseconds=1))
    answer = render(request, template, {**context, "closed": shown}, status=429)
    answer["Retry-After"] = str(max(1, ceil((closed_until - clock.real_now()).total_seconds())))
    return answer
