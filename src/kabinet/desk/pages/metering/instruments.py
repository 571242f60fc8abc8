"""A metering unit: its instruments, what happened to them, and what can be recorded."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.desk.forms.instruments import ActForm
from kabinet.desk.instrument_acts import Act
from kabinet.desk.pages.metering.bench import Bench
from kabinet.desk.pages.metering.constants import constants_table, differing_table
from kabinet.desk.pages.metering.instrument_tables import (
    equipment_table,
    faults_table,
    instruments_table,
    sealed_table,
    seals_table,
    verifications_table,
)
from kabinet.desk.pages.metering.readings_tables import compared_table, readings_table
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address


def unit_page(bench: Bench) -> dict[str, Any]:
    unit = bench.unit
    return {
        "title": unit.name,
        "crumbs": _crumbs(bench),
        "facts": _facts(bench),
        "may_record": bench.may_record,
        "unit_id": unit.pk,
        "instruments": instruments_table(bench),
        "verifications": verifications_table(bench),
        "seals": seals_table(bench),
        "constants": constants_table(bench),
        "differing": differing_table(
            bench.differing, unit_id=unit.pk, zone=bench.terms.zone, may_record=bench.may_record
        ),
        "faults": faults_table(bench),
        "equipment": equipment_table(bench),
        "sealed": sealed_table(bench),
        "compared": compared_table(bench.viewer, bench.terms, unit_id=unit.pk),
        "readings": readings_table(bench.readings, bench.terms),
    }


def act_page(bench: Bench, chosen: Act, form: ActForm) -> dict[str, Any]:
    unit = bench.unit
    field: Any = form.fields[form.subject]
    possible = bool(field.choices) and (not field.required or any(pk for pk, _label in field.choices))
    return {
        "title": str(chosen.title),
        "crumbs": _crumbs(bench, ui.Link(unit.name, row_address("desk:unit", unit.pk))),
        "form": form,
        "is_possible": possible,
        "nothing": ui.Empty(_("There is nothing to record this about"), _("See what is known of the unit.")),
        "unit_url": row_address("desk:unit", unit.pk),
    }


def _crumbs(bench: Bench, *more: ui.Link) -> ui.Breadcrumbs:
    organization = bench.unit.contract.organization
    client = row_address("desk:client", organization.pk)
    return ui.Breadcrumbs(
        [
            ui.Link(_("Customers"), reverse("desk:clients")),
            ui.Link(organization.name, client),
            ui.Link(_("Instruments"), client + ui.query_url({"tab": "units"})),
            *more,
        ]
    )


def _facts(bench: Bench) -> ui.Facts:
    unit = bench.unit
    point, contract = unit.supply_point, unit.contract
    since = formatting.day(unit.in_use_from)
    until = formatting.day(unit.in_use_to) if unit.in_use_to else _("open end")
    return ui.Facts(
        [
            ui.Fact(_("Code"), unit.code),
            ui.Fact(_("Contract"), f"№ {contract.number}"),
            ui.Fact(_("Supply point"), ui.Noted(point.name, point.address)),
            ui.Fact(_("Region of gas quality"), point.region or formatting.DASH),
            ui.Fact(_("In use"), f"{since} – {until}"),
            ui.Fact(_("Telephone"), contract.organization.phone),
        ],
        tight=True,
    )
