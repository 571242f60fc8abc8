"""Metering units and their instruments."""

import re
from datetime import date

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import Instrument, MeteringUnit


class UnitNotFound(NotFound):
    code = "metering.unit-not-found"


class InstrumentNotFound(NotFound):
    code = "metering.instrument-not-found"


def get_unit_in_full(*, viewer: Viewer, unit_id: int) -> MeteringUnit:
    """
    Return the unit with its contract, customer and supply point.

    :raises UnitNotFound: it does not exist, or is somebody else's
    """
    units = MeteringUnit.objects.visible_to(viewer).select_related("contract__organization", "supply_point")
    found = only_row(units.filter(pk=unit_id))
    if found is None:
        raise UnitNotFound
    return found


def list_units(*, viewer: Viewer, contract_id: int) -> list[MeteringUnit]:
    """Return the units with contract and supply point, in the order of their codes: 2 before 10."""
    units = MeteringUnit.objects.visible_to(viewer).filter(contract_id=contract_id)
    units = units.select_related("contract", "supply_point")
    return sorted(units.order_by("code", "id"), key=lambda unit: _as_counted(unit.code))


def _as_counted(code: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", code)]


def units_of_organization(*, viewer: Viewer, organization_id: int) -> list[MeteringUnit]:
    """Return the units of all its contracts, with contract and supply point."""
    units = MeteringUnit.objects.visible_to(viewer).filter(contract__organization_id=organization_id)
    return list(units.select_related("contract", "supply_point").order_by("contract__number", "code", "id"))


def get_unit(*, viewer: Viewer, contract_id: int, unit_id: int) -> MeteringUnit:
    """:raises UnitNotFound: the contract has no such unit, or the viewer no part in it"""
    units = MeteringUnit.objects.visible_to(viewer).filter(contract_id=contract_id)
    found = only_row(units.filter(pk=unit_id))
    if found is None:
        raise UnitNotFound
    return found


def list_instruments(*, viewer: Viewer, contract_id: int) -> list[Instrument]:
    instruments = Instrument.objects.visible_to(viewer).filter(unit__contract_id=contract_id)
    return list(instruments.select_related("unit").order_by("unit__code", "kind", "id"))


def is_awaited(unit: MeteringUnit, day: date) -> bool:
    """Say whether the unit is in use on the day, and the contract in force that was read with it."""
    terms = unit.contract
    return _lies(day, unit.in_use_from, unit.in_use_to) and _lies(day, terms.valid_from, terms.valid_to)


def _lies(day: date, since: date, until: date | None) -> bool:
    return since <= day and (until is None or day < until)
