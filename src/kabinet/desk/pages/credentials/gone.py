"""An application on which access is not issued now: who has done what with it meanwhile."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access.queries.credentials import Issue
from kabinet.access.rules.applications import Status
from kabinet.access.rules.credentials import NotReady
from kabinet.foundation import formatting, ui


def gone(*, number: str, issued: Issue | None, refusal: NotReady) -> dict[str, Any]:
    url = reverse("desk:issue", args=[issued.pk]) if issued else ""
    return {
        "number": number,
        "said": _said(refusal),
        "reason": refusal.facts["reason"],
        "card": ui.Action(_("Open what was issued"), url, kind="primary") if url else None,
    }


def _said(refusal: NotReady) -> str:
    at = refusal.facts["at"]
    facts = {"by": refusal.facts["by"], "at": formatting.moment(at) if isinstance(at, datetime) else ""}
    match refusal.facts["status"]:
        case Status.ISSUED:
            return _("Access was issued on it already: %(by)s, %(at)s.") % facts
        case Status.STOPPED:
            return _("The head of the department has stopped it: %(by)s, %(at)s.") % facts
        case Status.RETURNED:
            return _("It was returned to the applicant: %(by)s, %(at)s.") % facts
        case _:
            return _("It is not ready any more: %(by)s, %(at)s.") % facts
