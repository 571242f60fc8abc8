"""Parts of pages about metering that are the same at both doors."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.metering import wording
from kabinet.metering.queries.statements import AdjustmentRow
from kabinet.metering.rules.beside import PointBeside
from kabinet.values.volume import ZERO


def verified(until: date, today: date) -> ui.Content:
    """Return the last day of a verification with a mark that grows louder."""
    day, mark = formatting.day(until), wording.verification_left(until, today)
    return day if mark is None else ui.join([day, ui.Tag(*mark)])


def compared(one: PointBeside) -> list[str]:
    """Return our volume, the distributor's, the difference in thousand m³ and in per cent."""
    return [
        formatting.volume(one.ours),
        formatting.DASH if one.theirs is None else formatting.volume(one.theirs),
        formatting.DASH if one.difference is None else formatting.signed(formatting.volume(one.difference)),
        formatting.DASH if one.per_cent is None else formatting.signed(formatting.percent(one.per_cent, 2)),
    ]


def adjustments_table(rows: Sequence[AdjustmentRow], *, caption: str) -> ui.Table | None:
    """Return what was corrected in closed months; None where nothing was."""
    if not rows:
        return None
    unit = _("thousand m³")
    total = formatting.signed(formatting.volume(sum((one.difference for one in rows), ZERO)))
    return ui.Table(
        caption=caption,
        columns=[
            ui.Column(_("Gas day")),
            ui.Column(_("Metering unit")),
            ui.Column(_("Difference"), numeric=True, unit=unit),
            ui.Column(_("Now"), numeric=True, unit=unit),
            ui.Column(_("Reason")),
            ui.Column(_("Counts in")),
        ],
        rows=[_adjustment(one) for one in rows],
        total=ui.Row([_("Total"), "", total, "", "", ""]),
        stack=True,
    )


def _adjustment(one: AdjustmentRow) -> ui.Row:
    return ui.Row(
        [
            formatting.day(one.gas_day),
            one.unit,
            formatting.signed(formatting.volume(one.difference)),
            formatting.volume(one.volume),
            wording.reason(one.reason),
            formatting.month(one.month),
        ]
    )
