"""What is in order and waits for nothing but acceptance, as a list to look over."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.desk.pages.waiting import Kind
from kabinet.desk.pages.words import readings_title
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.queries import SubmissionRow
from kabinet.values.volume import ZERO

#: So many are accepted with one press; the list of them is still read on one page.
AT_ONCE = 500
#: What takes longer goes on waiting: the browser does not.
SECONDS = 20


def in_order(*, viewer: Viewer) -> dict[str, Any]:
    """Return what the page shows. Two queries."""
    rows = queries.list_in_order(viewer=viewer, limit=AT_ONCE)
    more = queries.count_in_order(viewer=viewer) - len(rows)
    text = ngettext("Accept %(count)d submission", "Accept %(count)d submissions", len(rows))
    return {
        "crumbs": ui.Breadcrumbs([ui.Link(_("Control of readings"), reverse("desk:matrix"))]),
        "items": [f"{Kind.READINGS}-{row.pk}-1" for row in rows],
        "more": _more(more) if more > 0 else "",
        "button": text % {"count": len(rows)},
        "table": _table(rows),
    }


def _more(count: int) -> str:
    text = ngettext("%(count)d more follows after these.", "%(count)d more follow after these.", count)
    return text % {"count": count}


def left(count: int) -> str:
    """Say how many of what was to be accepted still waits, as the press took too long."""
    text = ngettext(
        "%(count)d submission is left: look it over and press the button again.",
        "%(count)d submissions are left: look them over and press the button again.",
        count,
    )
    return text % {"count": count}


def _table(rows: Sequence[SubmissionRow]) -> ui.Table:
    columns = [ui.Column(_("What is accepted")), ui.Column(_("Customer")), ui.Column(_("Days"), numeric=True)]
    columns += [ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")), ui.Column(_("Handed in"))]
    volume = sum((row.volume for row in rows), ZERO)
    return ui.Table(
        caption=_("Submissions that are in order"),
        columns=columns,
        rows=[_row(row) for row in rows],
        total=ui.Row([_("Total"), "", "", formatting.volume(volume), ""]) if rows else None,
        empty=ui.Empty(
            _("Nothing waits that is in order"),
            _("What is in doubt is decided one by one."),
            ui.Action(_("To the control of readings"), reverse("desk:matrix")),
        ),
        stack=True,
    )


def _row(row: SubmissionRow) -> ui.Row:
    late: ui.Content = _("after the deadline") if row.late else ""
    moment = formatting.moment(row.submitted_at)
    return ui.Row(
        [
            ui.Link(readings_title(row.first_day, row.last_day), row_address("desk:submission", row.pk)),
            ui.Noted(row.organization, f"№ {row.contract}"),
            str(row.days),
            formatting.volume(row.volume),
            ui.Noted(row.submitted_by, " · ".join(filter(None, (moment, str(late))))),
        ]
    )
