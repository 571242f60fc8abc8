"""The gas days that a corrected reading would change: what they had, what they would get, and how it would count."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.metering import queries, wording
from kabinet.metering.operations import Offer, PlannedIndex, SharedDay
from kabinet.metering.rules.words import IndexFault
from kabinet.portal.pages.index_work import Work
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

#: Told beside the table; that the days add up to more stands there as the finding.
_TOLD = (IndexFault.CORRECTION_WAITS, IndexFault.CORRECTION_TOO_LATE)


def corrected_days(work: Work) -> list[ui.Table]:
    """Return a table for each counter whose earlier shares would be corrected. A query where there is one."""
    offers = [
        (plan, plan.offer)
        for plan in work.plans.values()
        if plan.offer is not None and plan.offer.obstacle is None and plan.offer.corrected
    ]
    if not offers:
        return []
    closed = queries.closed_months(viewer=work.viewer, contract_id=work.terms.contract.pk)
    return [_table(plan, offer, closed) for plan, offer in offers]


def why_days_stay(work: Work) -> list[ui.Notice]:
    """Say of the days that were shared from a corrected reading why they cannot follow it."""
    return [
        ui.Notice(
            _("%(unit)s: %(what)s. The days stay as they are; the comparison shows the difference.")
            % {
                "unit": plan.counter.instrument.unit.name,
                "what": wording.INDEX_FAULT[plan.offer.obstacle],
            },
            kind="info",
        )
        for plan in work.plans.values()
        if plan.offer is not None and plan.offer.obstacle in _TOLD
    ]


def _table(plan: PlannedIndex, offer: Offer, closed: Collection[BillingMonth]) -> ui.Table:
    unit = _("thousand m³")
    return ui.Table(
        caption=_("%(unit)s: what would become of the days") % {"unit": plan.counter.instrument.unit.name},
        columns=[
            ui.Column(_("Gas day")),
            ui.Column(_("It was"), numeric=True, unit=unit),
            ui.Column(_("It will be"), numeric=True, unit=unit),
            ui.Column(_("Difference"), numeric=True, unit=unit),
            ui.Column(_("How it counts")),
        ],
        rows=[_row(one, closed) for one in offer.days],
        total=ui.Row(
            [
                _("Total"),
                formatting.volume(sum((one.was or ZERO for one in offer.days), ZERO)),
                formatting.volume(sum((one.share for one in offer.days), ZERO)),
                formatting.signed(formatting.volume(offer.effect)),
                "",
            ]
        ),
        stack=True,
    )


def _row(one: SharedDay, closed: Collection[BillingMonth]) -> ui.Row:
    return ui.Row(
        [
            formatting.day(one.day),
            formatting.DASH if one.was is None else formatting.volume(one.was),
            formatting.volume(one.share),
            formatting.signed(formatting.volume(one.effect)),
            _how(one, closed),
        ]
    )


def _how(one: SharedDay, closed: Collection[BillingMonth]) -> ui.Content:
    notes = [_("after the supplier's consent") if one.wants_consent else _("at once")]
    if BillingMonth.of(one.day) in closed:
        notes.append(_("in the open month"))
    return ", ".join(notes)
