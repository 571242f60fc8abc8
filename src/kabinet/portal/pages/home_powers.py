"""What Home says of the person's own powers when their end is near."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.access.rules.members import reminder_due
from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer


def powers(viewer: Viewer, *, organization_id: int, on: date) -> ui.Notice | None:
    """Return the notice of the last thirty days; None while the end is far off."""
    ends = viewer.powers_end.get(organization_id)
    if ends is None or reminder_due(valid_to=ends, on=on) is None:
        return None
    left = (ends - on).days
    text = ngettext(
        "The last day is %(day)s, %(count)d day is left. To go on, apply for access by a new power of attorney "
        "or order.",
        "The last day is %(day)s, %(count)d days are left. To go on, apply for access by a new power of attorney "
        "or order.",
        left,
    ) % {"day": formatting.day(ends - timedelta(days=1)), "count": left}
    link = ui.Link(_("Apply for access"), reverse("portal:apply"))
    return ui.Notice(ui.join([text, link]), title=_("Your powers end soon"), kind="warning")
