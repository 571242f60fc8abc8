"""The slip as a PDF: one page to be folded in three, with the code inside."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from kabinet.access.models import Issue, Membership
from kabinet.foundation import formatting, pdf

_LONGEST = 160


def draw_slip(issue: Issue, *, code: str, expires_at: datetime, printed_at: datetime) -> bytes:
    """Return the page in the language of the person. It is kept nowhere."""
    brand, user = settings.BRAND, issue.user
    language = user.language if user.language in {"ru", "en"} else "ru"
    with translation.override(language):
        data = {
            "language": language,
            "supplier": brand["supplier_full"],
            "cabinet": brand["cabinet"],
            "hotline": f"{brand['hotline']}, {brand['hotline_hours']}",
            "person": _short(user.full_name),
            "organization": _short(_organizations_of(issue)),
            "username": user.username,
            "code": code,
            "until": formatting.moment(expires_at),
            "length": str(settings.PASSWORD_LENGTH),
            "number": str(issue.pk),
            "point": f"{issue.point.name}, {issue.point.address}",
            "officer": issue.slip_printed_by,
            "printed_at": formatting.moment(printed_at),
        }
    return pdf.render("access/slip", data, stamp=printed_at)


def _organizations_of(issue: Issue) -> str:
    parts = Membership.objects.everywhere(reason="the slip names for whom the person acts")
    names = parts.filter(user=issue.user).order_by("organization__name")
    return ", ".join(names.values_list("organization__name", flat=True))


def _short(text: str) -> str:
    """Keep what nobody is called from pushing the rest off the page."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
