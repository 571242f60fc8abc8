"""The request as the doors know it, and numbers in its addresses and fields."""

from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from kabinet.foundation.viewer import Viewer


class ViewerRequest(HttpRequest):
    """A request of somebody signed in: ViewerMiddleware gave it its viewer, and the address it came from."""

    viewer: Viewer
    address: str
    user: Any


#: Every number of so many digits fits a column; longer ones are nobody's, and Python stops reading at 4300.
_MOST_DIGITS = 18

#: Outside of these years there is no day before or after, nor a rule.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def submission_key(key: str, *content: object) -> str:
    """
    Return the key of a form bound to what it carries.

    The same press twice is the same submission; the same page, brought again by "Back" with something else typed
    into it, is another one.
    """
    return sha256("\n".join([key, *map(str, content)]).encode()).hexdigest()


def whole_number(text: str) -> int | None:
    """Return the number that an address or a hidden field names, None where it names none."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def read_day(text: str) -> date | None:
    """Return the day that an address names, None where it names none in which gas was or will be supplied."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year < _LAST_YEAR else None


def row_address(name: str, number: int) -> str:
    """
    Return the address of a row's page by the row's number.

    Lists hold hundreds of them, and Django finds the way to each anew; here the page is looked up once.
    """
    before, after = _around_number(name, get_script_prefix())
    return f"{before}{number}{after}"


@cache
def _around_number(name: str, _prefix: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[0]).rpartition("0")
    return before, after
