"""One contract's month: its volumes by unit, whether it can be closed, and what was corrected afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.desk.pages.metering.beside import beside_section
from kabinet.desk.pages.metering.months import count_of
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import parts, queries, wording
from kabinet.metering.beside import beside_of
from kabinet.metering.month_content import seal_of
from kabinet.metering.queries import AdjustmentRow, MonthGrid, MonthStatement, UnitMonth
from kabinet.metering.rules.beside import Beside
from kabinet.metering.statement_paper import Statement, statement_of
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO


@dataclass(frozen=True)
class Closing:
    """
    A contract's month with everything that its page and its papers show.

    `beside` is what stands beside it now, `sealed` holds the acts of the days that lack a volume and passed under seal.
    """

    terms: Terms
    grid: MonthGrid
    kept: MonthStatement | None
    adjustments: Sequence[AdjustmentRow]
    beside: Beside
    sealed: Mapping[tuple[int, date], Sequence[str]]

    @property
    def month(self) -> BillingMonth:
        return self.grid.month

    @property
    def taken_up(self) -> list[AdjustmentRow]:
        """What was corrected in months closed before, and counts in this one."""
        return [one for one in self.adjustments if one.month == self.month]

    @property
    def later(self) -> list[AdjustmentRow]:
        """What was corrected in this month after its close, and counts in a later one."""
        return [one for one in self.adjustments if one.month != self.month]

    @property
    def has_nothing(self) -> bool:
        """Say whether there is nothing to close, and nothing to hand out."""
        return self.kept is None and self.grid.is_empty

    @property
    def statement(self) -> Statement:
        return statement_of(
            self.grid, self.kept, terms=self.terms, adjustments=self.taken_up, beside=self.beside
        )


def read_closing(*, viewer: Viewer, contract_id: int, month: BillingMonth, now: datetime) -> Closing:
    """
    Return the contract's month. Eight queries, two more where days are missing.

    :raises ContractNotFound: the viewer sees no such contract
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    grid = queries.month_grid(viewer=viewer, terms=terms, month=month, now=now)
    return Closing(
        terms=terms,
        grid=grid,
        kept=queries.find_statement(viewer=viewer, contract_id=contract_id, month=month),
        adjustments=queries.adjustments_about(viewer=viewer, contract_id=contract_id, month=month),
        beside=beside_of(grid, viewer=viewer, terms=terms),
        sealed=queries.acts_of_sealed_days(
            viewer=viewer, terms=terms, places=[(unit.pk, day) for day, unit in grid.missing()]
        ),
    )


def statement(found: Closing, *, viewer: Viewer) -> dict[str, Any]:
    contract = found.terms.contract
    units = queries.unit_months(found.grid)
    why_not = _why_not(found, units)
    may_close = viewer.may(Right.DECIDE_READINGS) and found.kept is None
    return {
        "title": _("Volume statement, %(month)s") % {"month": formatting.month(found.month)},
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Close of the month"), f"{reverse('desk:months')}?month={found.month}"),
                ui.Link(contract.organization.name, row_address("desk:client", contract.organization_id)),
            ]
        ),
        "tag": _closing_tag(found, why_not),
        "why_not": why_not if may_close else "",
        "may_close": may_close and not why_not,
        "seen": seal_of(found.grid, found.beside),
        "sealed": _sealed(found) if may_close else None,
        "key": uuid4().hex,
        "facts": _facts(found),
        "units": _units_table(found, units),
        "beside": None if found.has_nothing else beside_section(found.statement, now=found.beside),
        "has_papers": not found.has_nothing,
        "taken_up": parts.adjustments_table(
            found.taken_up, caption=_("Adjustments that count in this month")
        ),
        "later": parts.adjustments_table(found.later, caption=_("Corrected after the close")),
        "matrix_url": reverse("desk:matrix")
        + ui.query_url({"month": str(found.month), "q": contract.organization.inn}),
    }


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a press puts in for the days under seal, and by which acts."""

    press: str
    acts: str


def _sealed(found: Closing) -> Sealed | None:
    if not found.sealed:
        return None
    count = len(found.sealed)
    press = ngettext(
        "Put in 0 m³ for %(count)d unit-day under seal",
        "Put in 0 m³ for %(count)d unit-days under seal",
        count,
    )
    acts = dict.fromkeys(act for acts in found.sealed.values() for act in acts if act)
    return Sealed(press % {"count": count}, "; ".join(acts))


def _why_not(found: Closing, units: Sequence[UnitMonth]) -> str:
    """Say what is still to be done before the month can be closed."""
    if found.has_nothing:
        return _("No metering unit was in use in this month: there is nothing to close.")
    if any(not row.is_closed for row in found.grid.rows):
        return _("The month can be closed after its last gas day.")
    missing, undecided = sum(one.missing for one in units), sum(one.undecided for one in units)
    parts = []
    if missing:
        text = ngettext("%(count)d unit-day is missing", "%(count)d unit-days are missing", missing)
        parts.append(text % {"count": missing})
    if undecided:
        text = ngettext(
            "%(count)d unit-day awaits a decision", "%(count)d unit-days await a decision", undecided
        )
        parts.append(text % {"count": undecided})
    if not parts:
        return ""
    return _("The month cannot be closed yet: %(why)s.") % {"why": "; ".join(parts)}


def _closing_tag(found: Closing, why_not: str) -> ui.Tag:
    if found.kept is not None:
        return ui.Tag(_("Closed"), "done")
    if found.has_nothing:
        return ui.Tag(_("Nothing to close"))
    return (
        ui.Tag(pgettext("month", "Open"), "warning")
        if why_not
        else ui.Tag(_("Ready to be closed"), "my-move")
    )


def _facts(found: Closing) -> ui.Facts:
    contract, statement = found.terms.contract, found.statement
    facts = [
        ui.Fact(_("Customer"), contract.organization.name),
        ui.Fact(_("Contract"), contract.number),
        ui.Fact(_("Volume"), formatting.month_total_with_unit(statement.volume)),
        ui.Fact(_("Overtake"), formatting.volume_with_unit(statement.overtake)),
    ]
    if statement.beside and statement.beside.reasons:
        reasons = "; ".join(map(wording.reason, statement.beside.reasons))
        facts.append(ui.Fact(_("Why no gas was taken"), reasons))
    if found.kept is not None:
        closed = formatting.moment(found.kept.closed_at, found.terms.zone)
        facts.append(ui.Fact(_("Closed"), ui.Noted(closed, found.kept.closed_by)))
    return ui.Facts(facts, tight=True)


def _units_table(found: Closing, units: Sequence[UnitMonth]) -> ui.Table:
    statement = found.statement
    labels = [_("Given"), _("Missing"), _("Await a decision"), _("Put in by the supplier")]
    columns = [
        ui.Column(_("Metering unit")),
        *(ui.Column(label, numeric=True, unit=_("days")) for label in labels),
    ]
    columns.append(ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")))
    total = ui.Row([_("Total"), "", "", "", "", formatting.month_total(statement.volume)])
    return ui.Table(
        caption=_("Volumes by metering unit"),
        columns=columns,
        rows=[_unit_row(one, statement) for one in units],
        total=total if units else None,
        empty=ui.Empty(_("No metering unit was in use in this month")),
        stack=True,
    )


def _unit_row(one: UnitMonth, statement: Statement) -> ui.Row:
    volume = statement.total(one.code) if one.code in statement.days else ZERO
    counts = [count_of(number) for number in (one.given, one.missing, one.undecided, one.estimated)]
    return ui.Row(
        [one.name, *counts, formatting.month_total(volume)],
        kind="problem" if one.missing else "attention" if one.undecided else "",
    )
