"""The page that was asked for before something came in between."""

import re

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

#: What browsers drop or turn into a slash on their way to an address: with it a path may become another host.
_BENT = re.compile(r"[\\\x00-\x1f\x7f-\x9f]")


def next_page(request: HttpRequest, otherwise: str) -> str:
    """Return the page that the query names as the next one, if it is one of ours."""
    return own_page(request, request.GET.get("next", "")) or otherwise


def own_page(request: HttpRequest, wanted: str) -> str:
    """Return the address if it is a path of this host and of no other, otherwise nothing."""
    if not wanted.startswith("/") or _BENT.search(wanted):
        return ""
    own = url_has_allowed_host_and_scheme(wanted, None, require_https=request.is_secure())
    return wanted if own else ""


def with_next(name: str, page: str) -> str:
    """Return the address of the named page, from which it goes on to the other one."""
    return f"{reverse(name)}?{urlencode({'next': page})}" if page else reverse(name)
