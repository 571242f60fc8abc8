"""What the close of a month means to the client: that it is closed, and what was adjusted afterwards."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer
from kabinet.metering import parts, queries, wording
from kabinet.metering.queries import MonthStatement
from kabinet.metering.rules.beside import Beside, read_beside
from kabinet.metering.wording.distributor import agreement
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth


def closed_context(*, viewer: Viewer, terms: Terms, month: BillingMonth, now: datetime) -> dict[str, Any]:
    """Return what stands beside the grid of a month. One query, and one more where the month is over."""
    contract_id = terms.contract.pk
    kept = None
    if month.last_day <= terms.clock.last_closed_day(now):
        kept = queries.find_statement(viewer=viewer, contract_id=contract_id, month=month)
    found = queries.adjustments_about(viewer=viewer, contract_id=contract_id, month=month)
    taken_up = [one for one in found if one.month == month]
    later = [one for one in found if one.month != month]
    return {
        "closed": _notice(kept, terms) if kept else None,
        "beside": _beside(read_beside(kept.beside)) if kept else None,
        "beside_rule": terms.parameters(month.first_day).distributor_tolerance.says if kept else "",
        "taken_up": parts.adjustments_table(
            taken_up, caption=_("Corrections of closed months that count in this month")
        ),
        "later": parts.adjustments_table(later, caption=_("Corrected after the month was closed")),
    }


def _notice(kept: MonthStatement, terms: Terms) -> ui.Notice:
    text = _(
        "The supplier closed the month on %(moment)s: %(volume)s. Corrections now count in the open month."
    )
    facts = {
        "moment": formatting.moment(kept.closed_at, terms.zone),
        "volume": formatting.month_total_with_unit(kept.volume),
    }
    beside = read_beside(kept.beside)
    why = "; ".join(map(wording.reason, beside.reasons)) if beside else ""
    said = [text % facts, *([_("No gas was taken. Reason: “%(why)s”.") % {"why": why}] if why else [])]
    return ui.Notice(" ".join(said), title=_("The month is closed"))


def _beside(beside: Beside | None) -> ui.Table | None:
    if beside is None or not beside.points:
        return None
    unit = _("thousand m³")
    return ui.Table(
        caption=_("The distributor's month beside ours, as it stood at the close"),
        columns=[
            ui.Column(_("Supply point")),
            ui.Column(_("By the days"), numeric=True, unit=unit),
            ui.Column(_("Distributor"), numeric=True, unit=unit),
            ui.Column(_("Difference"), numeric=True, unit=unit),
            ui.Column(_("Deviation"), numeric=True),
            ui.Column(_("State")),
        ],
        rows=[
            ui.Row([ui.Noted(one.name, one.code), *parts.compared(one), ui.Tag(*agreement(one))])
            for one in beside.points
        ],
        total=ui.Row([_("Total"), *parts.compared(beside.total), ""]) if len(beside.points) > 1 else None,
        stack=True,
    )
