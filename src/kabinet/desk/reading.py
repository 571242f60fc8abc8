"""Reading what the addresses of the desk say."""

from django.http import HttpRequest

from kabinet.desk.pages.waiting import Kind


def number_in(request: HttpRequest, name: str) -> int:
    """Return the number in the address, 1 where there is none or it is no number."""
    text = request.GET.get(name, "")
    return max(1, int(text)) if text.isdecimal() and text.isascii() and len(text) < 7 else 1  # noqa: PLR2004


def kind_in(request: HttpRequest) -> Kind | None:
    text = request.GET.get("kind", "")
    return Kind(text) if text in set(Kind) else None


def year_in(request: HttpRequest) -> int | None:
    text = request.GET.get("year", "")
    return int(text) if len(text) == 4 and text.isdecimal() and text.isascii() and int(text) > 1 else None  # noqa: PLR2004
