"""What the close of a month means to the client: that it is closed, and what was adjusted afterwards."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries, wording
from kabinet.metering.distributor_wording import agreement
from kabinet.metering.queries import AdjustmentRow, MonthStatement
from kabinet.metering.rules.beside import Beside, PointBeside, read_beside
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


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
        "taken_up": _table(_("Corrections of closed months that count in this month"), taken_up),
        "later": _table(_("Corrected after the month was closed"), later),
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
            ui.Row([ui.Noted(one.name, one.code), *_figures(one), ui.Tag(*agreement(one))])
            for one in beside.points
        ],
        total=ui.Row([_("Total"), *_figures(beside.total), ""]) if len(beside.points) > 1 else None,
        stack=True,
    )


def _figures(one: PointBeside) -> list[str]:
    return [
        formatting.volume(one.ours),
        formatting.DASH if one.theirs is None else formatting.volume(one.theirs),
        formatting.DASH if one.difference is None else formatting.signed(formatting.volume(one.difference)),
        formatting.DASH if one.per_cent is None else formatting.signed(formatting.percent(one.per_cent, 2)),
    ]


def _table(caption: str, rows: list[AdjustmentRow]) -> ui.Table | None:
    if not rows:
        return None
    return ui.Table(
        caption=caption,
        columns=[
            ui.Column(_("Gas day")),
            ui.Column(_("Metering unit")),
            ui.Column(_("Difference"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Reason")),
            ui.Column(_("Counts in")),
        ],
        rows=[
            ui.Row(
                [
                    formatting.day(one.gas_day),
                    one.unit,
                    formatting.volume(one.difference),
                    wording.reason(one.reason),
                    formatting.month(one.month),
                ]
            )
            for one in rows
        ],
        total=ui.Row(
            [_("Total"), "", formatting.volume(sum((one.difference for one in rows), ZERO)), "", ""]
        ),
        stack=True,
    )
