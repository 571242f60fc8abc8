"""The close of a month: contracts with the state of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.forms.control import ControlForm
from kabinet.desk.pages.metering.choice import Choice
from kabinet.desk.pages.metering.matrix import PAGE, stepper
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries, wording
from kabinet.metering.queries import AdjustmentRow, ContractMonth
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


def months(*, viewer: Viewer, choice: Choice, now: datetime) -> dict[str, Any]:
    """Return the contracts with the state of the month. Eight queries. `problems` leaves the closed ones out."""
    viewer.check_may(Right.SEE_SUPPLY)
    found = queries.contract_months(viewer=viewer, month=choice.month, words=choice.words, now=now)
    still_open = [one for one in found if one.statement is None]
    asked = still_open if choice.problems else found
    pages = max(1, -(-len(asked) // PAGE))
    page = min(choice.page, pages)
    return {
        "choice": choice,
        "search": ControlForm(initial={"q": choice.words}),
        "month": formatting.month(choice.month),
        "crumbs": ui.Breadcrumbs(
            [ui.Link(_("Control of readings"), reverse("desk:matrix") + choice.address)]
        ),
        "stepper": stepper(choice, now=now),
        "lead": _lead(found),
        "tabs": _tabs(choice, found, still_open),
        "table": _table(asked[(page - 1) * PAGE : page * PAGE], choice),
        "adjustments": _adjustments(viewer, choice, found),
        "pages": ui.Pages(page, pages, choice.query),
    }


def _lead(found: Sequence[ContractMonth]) -> str:
    closed = sum(one.statement is not None for one in found)
    ready = sum(one.is_ready for one in found)
    text = _("Closed: %(closed)d of %(all)d contracts; ready to be closed: %(ready)d.")
    return text % {"closed": closed, "all": len(found), "ready": ready}


def _tabs(choice: Choice, found: Sequence[ContractMonth], still_open: Sequence[ContractMonth]) -> ui.Tabs:
    everything = ui.Tab(
        _("All contracts"),
        ui.query_url(choice.query, show=None),
        current=not choice.problems,
        count=len(found),
    )
    waiting = ui.Tab(
        _("Not closed"),
        ui.query_url(choice.query, show="problems"),
        current=choice.problems,
        count=len(still_open),
    )
    return ui.Tabs([everything, waiting], label=_("Which contracts"))


def _adjustments(viewer: Viewer, choice: Choice, found: Sequence[ContractMonth]) -> ui.Table | None:
    """What was corrected in closed months and counts in this one: the accountant charges it."""
    ids = [one.contract_id for one in found]
    rows = queries.adjustments_in(viewer=viewer, month=choice.month, contract_ids=ids)
    if not rows:
        return None
    return ui.Table(
        caption=_("Adjustments that count in this month"),
        columns=[
            ui.Column(_("Customer")),
            ui.Column(_("Gas day")),
            ui.Column(_("Metering unit")),
            ui.Column(_("Difference"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Reason")),
        ],
        rows=[_adjustment(one) for one in rows],
        total=ui.Row(
            [_("Total"), "", "", formatting.volume(sum((one.difference for one in rows), ZERO)), ""]
        ),
        stack=True,
    )


def _adjustment(one: AdjustmentRow) -> ui.Row:
    url = reverse("desk:month_statement", args=[one.contract_id, one.month])
    return ui.Row(
        [
            ui.Noted(ui.Link(one.organization, url, hidden=formatting.day(one.gas_day)), one.contract),
            formatting.day(one.gas_day),
            one.unit,
            formatting.volume(one.difference),
            wording.reason(one.reason),
        ]
    )


def _table(rows: Sequence[ContractMonth], choice: Choice) -> ui.Table:
    return ui.Table(
        caption=_("Contracts"),
        columns=[
            ui.Column(_("Customer")),
            ui.Column(_("Contract")),
            ui.Column(_("Days missing"), numeric=True),
            ui.Column(_("Await a decision"), numeric=True, unit=_("submissions")),
            ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("State")),
        ],
        rows=[_row(one, choice.month) for one in rows],
        empty=ui.Empty(
            _("No contract is left in this choice"),
            "",
            ui.Action(_("All contracts"), ui.query_url({"month": str(choice.month)})),
        ),
        stack=True,
    )


def _row(one: ContractMonth, month: BillingMonth) -> ui.Row:
    url = reverse("desk:month_statement", args=[one.contract_id, month])
    return ui.Row(
        [
            ui.Link(one.organization, url, hidden=one.contract),
            one.contract,
            count_of(one.missing),
            count_of(one.waiting),
            formatting.volume(one.statement.volume) if one.statement else formatting.DASH,
            _state(one),
        ]
    )


def count_of(number: int) -> str:
    return formatting.number(number) if number else formatting.DASH


def _state(one: ContractMonth) -> ui.Content:
    if one.statement is not None:
        closed = formatting.moment(one.statement.closed_at)
        return ui.Noted(ui.Tag(_("Closed"), "done"), f"{one.statement.closed_by}, {closed}")
    if not one.is_over:
        return ui.Tag(_("The month goes on"))
    if one.is_ready:
        return ui.Tag(_("Ready to be closed"), "my-move")
    return ui.Tag(_("Not complete"), "warning")
