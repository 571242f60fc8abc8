"""Instruments whose verification runs out within ninety days, or has run out."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.desk.forms.control import ControlForm
from kabinet.desk.pages.days import local_day
from kabinet.desk.pages.metering.matrix import PAGE
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import wording
from kabinet.metering.queries.verifications import VerificationPage, VerificationRow, list_verifications


def verifications(*, viewer: Viewer, words: str, page: int, now: datetime) -> dict[str, Any]:
    """Return what the list shows. Three queries."""
    viewer.check_may(Right.SEE_SUPPLY)
    today = local_day(now)
    found = list_verifications(viewer=viewer, words=words, on=today, page=page, size=PAGE)
    return {
        "search": ControlForm(initial={"q": words}),
        "crumbs": ui.Breadcrumbs([ui.Link(_("Control of readings"), reverse("desk:matrix"))]),
        "lead": _lead(found),
        "table": _table(found, words, today),
        "pages": ui.Pages(page, max(1, -(-found.total // PAGE)), {"q": words}),
    }


def _lead(found: VerificationPage) -> str:
    text = ngettext(
        "%(count)s instrument is to be verified within ninety days.",
        "%(count)s instruments are to be verified within ninety days.",
        found.total - found.expired,
    ) % {"count": formatting.number(found.total - found.expired)}
    if not found.expired:
        return text
    over = ngettext(
        "The verification of %(count)s instrument has run out: its volumes rest on something else.",
        "The verification of %(count)s instruments has run out: their volumes rest on something else.",
        found.expired,
    ) % {"count": formatting.number(found.expired)}
    return f"{text} {over}"


def _table(found: VerificationPage, words: str, today: date) -> ui.Table:
    labels = [_("Verified until"), _("Instrument"), _("Metering unit"), _("Customer"), _("Telephone")]
    return ui.Table(
        caption=_("Verifications"),
        columns=[ui.Column(label) for label in labels],
        rows=[_row(row, today) for row in found.rows],
        empty=_nothing(words),
        stack=True,
    )


def _row(row: VerificationRow, today: date) -> ui.Row:
    left = (row.verified_until - today).days
    client = ui.Link(row.organization, row_address("desk:client", row.organization_id))
    return ui.Row(
        [
            ui.Noted(_tag(row, left), _left(left)),
            ui.Noted(f"{row.model} № {row.serial_number}", str(wording.KIND[row.kind])),
            ui.Link(row.unit, row_address("desk:unit", row.unit_id)),
            ui.Noted(client, f"№ {row.contract}"),
            row.phone,
        ]
    )


def _tag(row: VerificationRow, left: int) -> ui.Tag | str:
    day = formatting.day(row.verified_until)
    if left < 0:
        return ui.Tag(day, "problem")
    return ui.Tag(day, "warning") if left <= wording.VERIFIED_SOON else day


def _left(left: int) -> str:
    if left < 0:
        text = ngettext("%(count)d day ago", "%(count)d days ago", -left)
        return text % {"count": -left}
    if left == 0:
        return _("the last day")
    text = ngettext("%(count)d day left", "%(count)d days left", left)
    return text % {"count": left}


def _nothing(words: str) -> ui.Empty:
    if not words:
        return ui.Empty(_("No verification runs out within ninety days"))
    title = _("Nothing found for “%(words)s”") % {"words": words}
    return ui.Empty(title, "", ui.Action(_("All verifications"), reverse("desk:verifications")))
