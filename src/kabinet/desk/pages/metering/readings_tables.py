"""What the counters of a unit showed, and how the days agree with them."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations, wording
from kabinet.metering.queries import IndexReading
from kabinet.metering.wording import indexes as index_wording
from kabinet.organizations.queries import Terms


def compared_table(viewer: Viewer, terms: Terms, *, unit_id: int) -> ui.Table | None:
    """Return the newest reading beside the sum of the days; None where there is nothing to compare."""
    unit = _("thousand m³")
    found = [
        one
        for one in operations.compare_newest(viewer=viewer, terms=terms)
        if one[0].instrument.unit_id == unit_id
    ]
    if not found:
        return None
    return ui.Table(
        caption=_("The counter and the days"),
        columns=[
            ui.Column(_("Counter")),
            ui.Column(_("Until")),
            ui.Column(_("By the counter"), numeric=True, unit=unit),
            ui.Column(_("Sum of the days"), numeric=True, unit=unit),
            ui.Column(_("Finding")),
        ],
        rows=[
            ui.Row(
                [
                    str(counter.instrument),
                    formatting.moment(at, terms.zone),
                    formatting.volume(compared.by_counter),
                    formatting.volume(compared.by_days),
                    ui.Tag(*index_wording.finding(compared)),
                ]
            )
            for counter, at, compared in found
        ],
        stack=True,
    )


def readings_table(rows: Sequence[IndexReading], terms: Terms) -> ui.Table:
    return ui.Table(
        caption=_("Readings of counters"),
        columns=[
            ui.Column(_("Taken at")),
            ui.Column(_("Counter")),
            ui.Column(_("Index, m³"), numeric=True),
            ui.Column(pgettext("volume", "Passed"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("The customer's reason")),
            ui.Column(_("Photograph")),
            ui.Column(_("Receipt")),
        ],
        rows=[_reading(row, terms) for row in rows],
        empty=ui.Empty(_("No readings of counters yet")),
        stack=True,
    )


def _reading(row: IndexReading, terms: Terms) -> ui.Row:
    photo: ui.Content = formatting.DASH
    if row.photo_id:
        photo = ui.Link(_("photograph"), row_address("desk:index_photo", row.pk), hidden=str(row.instrument))
    receipt: ui.Content = formatting.DASH
    if row.receipt_number:
        receipt = ui.Link(row.receipt_number, reverse("desk:receipt", args=[row.receipt_number]))
    marks: list[ui.Content] = [wording.reason(row.reason)] if row.reason else []
    if row.rolled_over:
        marks.append(ui.Tag(_("through zero of the counter"), "progress"))
    if row.late:
        marks.append(ui.Tag(_("after the deadline"), "warning"))
    if mark := index_wording.past_closing(row):
        marks.append(ui.Tag(*mark))
    return ui.Row(
        [
            ui.Noted(formatting.moment(row.taken_at, terms.zone), row.submitted_by),
            str(row.instrument),
            formatting.index(row.index),
            formatting.DASH if row.volume is None else formatting.volume(row.volume),
            ui.join(marks) if marks else formatting.DASH,
            photo,
            receipt,
        ],
        kind="quiet" if row.superseded_at else "",
    )
