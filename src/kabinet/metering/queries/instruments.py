"""Instruments with what happened to them: verifications, seals, faults; and the equipment behind a unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import QuerySet

from kabinet.foundation.gate import GatedModel
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import (
    FaultInterval,
    GasUsingUnit,
    Instrument,
    MeteringUnit,
    Seal,
    SealedInterval,
    Verification,
)
from kabinet.metering.queries.units import InstrumentNotFound

M = TypeVar("M", bound=GatedModel)


class SealNotFound(NotFound):
    code = "metering.seal-not-found"


class FaultNotFound(NotFound):
    code = "metering.fault-not-found"


class EquipmentNotFound(NotFound):
    code = "metering.equipment-not-found"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of instruments and equipment, of one unit or of all of a contract. Newest first."""

    instruments: Sequence[Instrument]
    verifications: Sequence[Verification]
    seals: Sequence[Seal]
    faults: Sequence[FaultInterval]
    equipment: Sequence[GasUsingUnit] = field(default=())
    sealed: Sequence[SealedInterval] = field(default=())


def record_of_unit(*, viewer: Viewer, unit: MeteringUnit) -> Record:
    """Return everything about the unit's instruments and equipment. Six queries."""
    return Record(
        instruments=_instruments(Instrument.objects.visible_to(viewer).filter(unit=unit)),
        verifications=_verifications(Verification.objects.visible_to(viewer).filter(instrument__unit=unit)),
        seals=_seals(Seal.objects.visible_to(viewer).filter(instrument__unit=unit)),
        faults=_faults(FaultInterval.objects.visible_to(viewer).filter(unit=unit)),
        equipment=list(GasUsingUnit.objects.visible_to(viewer).filter(unit=unit).order_by("name", "id")),
        sealed=list(
            SealedInterval.objects.visible_to(viewer)
            .filter(equipment__unit=unit)
            .select_related("equipment")
            .order_by("-sealed_at", "-id")
        ),
    )


def record_of_contract(*, viewer: Viewer, contract_id: int) -> Record:
    """Return what happened to the contract's instruments. Four queries."""
    of_unit = {"unit__contract_id": contract_id}
    of_instrument = {"instrument__unit__contract_id": contract_id}
    return Record(
        instruments=_instruments(Instrument.objects.visible_to(viewer).filter(**of_unit)),
        verifications=_verifications(Verification.objects.visible_to(viewer).filter(**of_instrument)),
        seals=_seals(Seal.objects.visible_to(viewer).filter(**of_instrument)),
        faults=_faults(FaultInterval.objects.visible_to(viewer).filter(**of_unit)),
    )


def get_instrument(*, viewer: Viewer, instrument_id: int) -> Instrument:
    """:raises InstrumentNotFound: it does not exist, or is somebody else's"""
    rows = Instrument.objects.visible_to(viewer).select_related("unit__contract")
    return _one(rows.filter(pk=instrument_id), InstrumentNotFound)


def get_seal(*, viewer: Viewer, seal_id: int) -> Seal:
    """:raises SealNotFound: it does not exist, or is somebody else's"""
    return _one(Seal.objects.visible_to(viewer).filter(pk=seal_id), SealNotFound)


def get_fault(*, viewer: Viewer, fault_id: int) -> FaultInterval:
    """:raises FaultNotFound: it does not exist, or is somebody else's"""
    rows = FaultInterval.objects.visible_to(viewer).select_related("unit__contract", "instrument")
    return _one(rows.filter(pk=fault_id), FaultNotFound)


def get_equipment(*, viewer: Viewer, equipment_id: int) -> GasUsingUnit:
    """:raises EquipmentNotFound: it does not exist, or is somebody else's"""
    rows = GasUsingUnit.objects.visible_to(viewer).select_related("unit__contract")
    return _one(rows.filter(pk=equipment_id), EquipmentNotFound)


def get_sealed(*, viewer: Viewer, interval_id: int) -> SealedInterval:
    """:raises EquipmentNotFound: it does not exist, or is somebody else's"""
    return _one(SealedInterval.objects.visible_to(viewer).filter(pk=interval_id), EquipmentNotFound)


def _one(rows: QuerySet[M], missing: type[NotFound]) -> M:
    found = only_row(rows)
    if found is None:
        raise missing
    return found


def _instruments(rows: QuerySet[Instrument]) -> list[Instrument]:
    """Those that stand there first, then those that were taken off, the latest first."""
    found = list(rows.select_related("unit").order_by("unit__code", "kind", "-installed_at", "id"))
    return sorted(found, key=lambda one: (one.unit.code, one.removed_at is not None))


def _verifications(rows: QuerySet[Verification]) -> list[Verification]:
    return list(rows.select_related("instrument__unit").order_by("-verified_on", "-id"))


def _seals(rows: QuerySet[Seal]) -> list[Seal]:
    return list(rows.select_related("instrument__unit").order_by("-set_on", "-id"))


def _faults(rows: QuerySet[FaultInterval]) -> list[FaultInterval]:
    return list(rows.select_related("unit", "instrument").order_by("-began_at", "-id"))
