"""What the pages of the second factor show."""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer

_GROUP = 4


def secret_in_groups(secret: str) -> str:
    """Return the secret (hexadecimal) as apps take it when it is typed: «JBSW Y3DP EHPK 3PXP»."""
    text = _base32(secret)
    return " ".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def address_for_app(secret: str, *, username: str) -> str:
    """Return the address that the picture holds: the secret with the names under which the app lists it."""
    issuer = settings.BRAND["supplier"].replace(":", "")
    query = urlencode({"secret": _base32(secret), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{issuer}:{username}')}?{query}"


def _base32(secret: str) -> str:
    return b32encode(bytes.fromhex(secret)).decode()


def facts(codes_left: int) -> ui.Facts:
    left: ui.Content = str(codes_left)
    if not codes_left:
        left = ui.Tag(_("none: print new ones"), "warning")
    return ui.Facts(
        [
            ui.Fact(_("Sign-in"), _("by password and a code of the app")),
            ui.Fact(_("Printed codes left"), left),
        ]
    )


def sheet(viewer: Viewer, codes: Sequence[str], at: datetime) -> Mapping[str, Any]:
    """Return the data of the printed sheet."""
    return {
        "language": "en" if get_language() == "en" else "ru",
        "supplier": settings.BRAND["supplier_full"],
        "cabinet": settings.BRAND["cabinet"],
        "hotline": f"{settings.BRAND['hotline']}, {settings.BRAND['hotline_hours']}",
        "person": viewer.name,
        "username": viewer.username,
        "made_at": formatting.moment(at),
        "codes": list(codes),
    }
