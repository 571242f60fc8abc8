"""Sealing gas-using equipment off, and taking the seal away."""

from datetime import datetime

from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.models import GasUsingUnit, SealedInterval
from kabinet.metering.operations.instruments import AlreadyRecorded, WrongOrder


@operation
def seal_equipment(
    *, viewer: Viewer, equipment_id: int, sealed_at: datetime, act: str, now: datetime
) -> SealedInterval:
    """
    Record that equipment was sealed off: from then on it counts with no capacity. The same one twice is one.

    :raises EquipmentNotFound: it does not exist, or is not among the viewer's customers
    :raises NotAllowed: the viewer does not decide about readings
    :raises AlreadyRecorded: it is sealed already, or was so at this moment
    :raises WrongOrder: the moment is still to come
    """
    equipment = _locked(viewer, equipment_id)
    rows = SealedInterval.objects.visible_to(viewer).filter(equipment=equipment)
    if known := rows.filter(sealed_at=sealed_at, act=act).first():
        return known
    if any(row.unsealed_at is None or row.unsealed_at > sealed_at for row in rows):
        raise AlreadyRecorded
    if sealed_at > now:
        raise WrongOrder(after=now)
    row = SealedInterval(equipment=equipment, sealed_at=sealed_at, act=act)
    row.save(force_insert=True)
    _note("sealed", equipment, viewer=viewer, at=sealed_at, act=act, now=now)
    return row


@operation
def unseal_equipment(
    *, viewer: Viewer, interval_id: int, unsealed_at: datetime, now: datetime
) -> SealedInterval:
    """
    Record that the seal is off, and that the equipment may take gas again.

    :raises EquipmentNotFound: there is no such seal, or it is not among the viewer's customers
    :raises AlreadyRecorded: it was off before
    :raises WrongOrder: it was set later, or the moment is still to come
    """
    equipment = _locked(viewer, queries.get_sealed(viewer=viewer, interval_id=interval_id).equipment_id)
    row = queries.get_sealed(viewer=viewer, interval_id=interval_id)
    if row.unsealed_at == unsealed_at:
        return row
    if row.unsealed_at is not None:
        raise AlreadyRecorded
    if not row.sealed_at < unsealed_at <= now:
        raise WrongOrder(after=row.sealed_at)
    row.unsealed_at = unsealed_at
    row.save(update_fields=["unsealed_at"])
    _note("unsealed", equipment, viewer=viewer, at=unsealed_at, act=row.act, now=now)
    return row


def _locked(viewer: Viewer, equipment_id: int) -> GasUsingUnit:
    found = queries.get_equipment(viewer=viewer, equipment_id=equipment_id)
    viewer.check_may(Right.DECIDE_READINGS)
    journal.lock_chain(found.unit.contract.organization_id)
    return found


def _note(
    event: str, equipment: GasUsingUnit, *, viewer: Viewer, at: datetime, act: str, now: datetime
) -> None:
    journal.record(
        f"metering.equipment.{event}",
        viewer=viewer,
        organization_id=equipment.unit.contract.organization_id,
        subject=f"equipment:{equipment.pk}",
        data={"unit": equipment.unit.code, "equipment": equipment.name, "at": at, "act": act},
        at=now,
    )
