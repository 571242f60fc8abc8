"""The instruments of a contract as its client sees them: whose they are, verified, sealed, at fault; the gas itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.metering import parts, queries, wording
from kabinet.metering.queries import GasQuality, Instrument, Record, Seal
from kabinet.metering.rules.words import FaultKind
from kabinet.organizations.queries import SupplyPoint, Terms
from kabinet.values.months import BillingMonth

#: Of so many months the quality of the gas is shown.
QUALITY_MONTHS = 6


@dataclass(frozen=True, slots=True)
class InstrumentTables:
    instruments: ui.Table
    verifications: ui.Table
    faults: ui.Table


def tables(
    record: Record, *, units: Mapping[int, str], points: Mapping[int, str], terms: Terms, today: date
) -> InstrumentTables:
    """`units` and `points` are the names of a unit and of its supply point, by the unit's id."""
    return InstrumentTables(
        instruments=_instruments(record, units, points, today),
        verifications=_verifications(record),
        faults=_faults(record, terms),
    )


def _instruments(
    record: Record, units: Mapping[int, str], points: Mapping[int, str], today: date
) -> ui.Table:
    seals: dict[int, list[Seal]] = defaultdict(list)
    for seal in record.seals:
        if seal.removed_on is None:
            seals[seal.instrument_id].append(seal)
    return ui.Table(
        caption=_("Metering units and instruments"),
        columns=[
            ui.Column(_("Metering unit")),
            ui.Column(_("Instrument")),
            ui.Column(_("Serial number")),
            ui.Column(pgettext("instrument", "Whose")),
            ui.Column(_("Seals")),
            ui.Column(_("Verified until")),
        ],
        rows=[
            _instrument(one, seals[one.pk], ui.Noted(units[one.unit_id], points[one.unit_id]), today)
            for one in record.instruments
            if one.unit_id in units
        ],
        empty=ui.Empty(_("The curator has not entered the instruments yet")),
        stack=True,
    )


def _instrument(one: Instrument, seals: Sequence[Seal], unit: ui.Noted, today: date) -> ui.Row:
    until: ui.Content = parts.verified(one.verified_until, today)
    if one.removed_at is not None:
        until = ui.Tag(_("taken off on %(day)s") % {"day": formatting.day(one.removed_at.date())}, "closed")
    return ui.Row(
        [
            unit,
            ui.Noted(one.model, str(wording.KIND[one.kind])),
            one.serial_number,
            str(wording.OWNER[one.owner]),
            ui.join([ui.Noted(f"№ {seal.number}", seal.place) for seal in seals]) or formatting.DASH,
            until,
        ],
        kind="quiet" if one.removed_at else "",
    )


def _verifications(record: Record) -> ui.Table:
    return ui.Table(
        caption=_("Verifications"),
        columns=[
            ui.Column(_("Instrument")),
            ui.Column(_("Verified on")),
            ui.Column(_("Valid until")),
            ui.Column(_("Certificate")),
        ],
        rows=[
            ui.Row(
                [
                    ui.Noted(str(one.instrument), one.instrument.unit.name),
                    formatting.day(one.verified_on),
                    formatting.day(one.valid_until),
                    one.certificate,
                ]
            )
            for one in record.verifications
        ],
        empty=ui.Empty(_("No verification has been recorded yet")),
        stack=True,
    )


def _faults(record: Record, terms: Terms) -> ui.Table:
    return ui.Table(
        caption=_("Faults"),
        columns=[
            ui.Column(_("What is wrong")),
            ui.Column(_("Where")),
            ui.Column(_("Began")),
            ui.Column(_("Ended")),
            ui.Column(_("Told by")),
        ],
        rows=[
            ui.Row(
                [
                    ui.Noted(str(wording.FAULT_KIND[FaultKind(one.kind)]), one.note),
                    ui.Noted(one.unit.name, str(one.instrument or _("the whole unit"))),
                    formatting.moment(one.began_at, terms.zone),
                    formatting.moment(one.ended_at, terms.zone)
                    if one.ended_at
                    else ui.Tag(_("lasts"), "problem"),
                    ui.Noted(one.reported_by, formatting.moment(one.reported_at, terms.zone)),
                ],
                kind="" if one.ended_at else "attention",
            )
            for one in record.faults
        ],
        empty=ui.Empty(
            _("No faults"),
            _(
                "Tell the supplier at once when an instrument stops: from then on volumes are reckoned otherwise."
            ),
        ),
        stack=True,
    )


def quality_table(points: Sequence[SupplyPoint], *, today: date) -> ui.Table | None:
    """Return the calorific value by month and region of the supply points; None where nothing is known. One query."""
    regions = sorted({point.region for point in points if point.region})
    latest = BillingMonth.of(today)
    found = queries.qualities(regions=regions, months=[latest.plus(-back) for back in range(QUALITY_MONTHS)])
    if not found:
        return None
    return ui.Table(
        caption=_("Quality of the gas"),
        columns=[
            ui.Column(_("Month")),
            ui.Column(_("Region")),
            ui.Column(_("Calorific value"), numeric=True, unit=_("kcal/m³")),
            ui.Column(_("Passport")),
        ],
        rows=[_quality(one) for one in found],
        stack=True,
    )


def _quality(one: GasQuality) -> ui.Row:
    number = f"№ {one.passport_number}"
    return ui.Row(
        [
            formatting.month_as_title(one.month),
            one.region,
            formatting.number(one.calorific_value),
            ui.Link(number, row_address("portal:quality_passport", one.pk), hidden=one.passport_name)
            if one.passport_id
            else number,
        ]
    )
