"""When instruments could not be trusted: told by the client, recorded and ended by the supplier."""

from dataclasses import dataclass
from datetime import datetime

from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering import queries
from kabinet.metering.models import FaultInterval, Instrument, MeteringUnit
from kabinet.metering.operations.instruments import AlreadyRecorded, WrongOrder
from kabinet.metering.rules.words import FaultKind
from kabinet.metering.telling.faults import (
    tell_of_ended_fault,
    tell_of_recorded_fault,
    tell_of_reported_fault,
)


@dataclass(frozen=True, slots=True)
class FaultFacts:
    """A fault of one instrument, or of the whole unit; without an end it lasts."""

    kind: FaultKind
    began_at: datetime
    ended_at: datetime | None = None
    instrument_id: int | None = None
    note: str = ""


@operation
def report_fault(
    *, viewer: Viewer, contract_id: int, unit_id: int, facts: FaultFacts, key: str, now: datetime
) -> Receipt:
    """
    Tell the supplier of a fault of one's own unit. A repeated key answers with the first receipt.

    :raises UnitNotFound: the contract has no such unit, or the viewer no part in it
    :raises NotAllowed: the viewer may not hand in readings for it
    :raises InstrumentNotFound: the unit has no such instrument
    :raises WrongOrder: it ends before it begins, or begins after now
    """
    queries.get_unit(viewer=viewer, contract_id=contract_id, unit_id=unit_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    unit = queries.get_unit_in_full(viewer=viewer, unit_id=unit_id)
    organization_id = unit.contract.organization_id
    if known := journal.find_receipt(viewer=viewer, organization_id=organization_id, key=key):
        return known
    instrument = _instrument(viewer, unit, facts)
    fault = _save(unit, instrument, facts, viewer=viewer, now=now)
    tell_of_reported_fault(fault, by=viewer.name, at=now)
    return journal.give_receipt(
        "metering.fault",
        viewer=viewer,
        organization_id=organization_id,
        contract_id=contract_id,
        subject=f"fault:{fault.pk}",
        content=_content(unit, instrument, facts),
        at=now,
        deadline=None,
        key=key,
    )


@operation
def record_fault(*, viewer: Viewer, unit_id: int, facts: FaultFacts, now: datetime) -> FaultInterval:
    """
    Record a fault as the supplier; the same one twice is one.

    :raises UnitNotFound: it does not exist, or is not among the viewer's customers
    :raises NotAllowed: the viewer does not decide about readings
    :raises InstrumentNotFound: the unit has no such instrument
    :raises WrongOrder: it ends before it begins, or begins after now
    """
    unit = queries.get_unit_in_full(viewer=viewer, unit_id=unit_id)
    viewer.check_may(Right.DECIDE_READINGS)
    journal.lock_chain(unit.contract.organization_id)
    same = FaultInterval.objects.visible_to(viewer).filter(
        unit=unit, kind=facts.kind, began_at=facts.began_at
    )
    if known := next((row for row in same if row.instrument_id == facts.instrument_id), None):
        return known
    instrument = _instrument(viewer, unit, facts)
    fault = _save(unit, instrument, facts, viewer=viewer, now=now)
    journal.record(
        "metering.fault.reported",
        viewer=viewer,
        organization_id=unit.contract.organization_id,
        subject=f"fault:{fault.pk}",
        data=_content(unit, instrument, facts),
        at=now,
    )
    tell_of_recorded_fault(fault, by=viewer.name, at=now)
    return fault


@operation
def end_fault(*, viewer: Viewer, fault_id: int, ended_at: datetime, now: datetime) -> FaultInterval:
    """
    Record from when on the instruments can be trusted again.

    :raises FaultNotFound: it does not exist, or is not among the viewer's customers
    :raises NotAllowed: the viewer does not decide about readings
    :raises AlreadyRecorded: it ended before, at another moment
    :raises WrongOrder: it began later, or the moment is still to come
    """
    unit = queries.get_fault(viewer=viewer, fault_id=fault_id).unit
    viewer.check_may(Right.DECIDE_READINGS)
    journal.lock_chain(unit.contract.organization_id)
    fault = queries.get_fault(viewer=viewer, fault_id=fault_id)
    if fault.ended_at == ended_at:
        return fault
    if fault.ended_at is not None:
        raise AlreadyRecorded
    if not fault.began_at < ended_at <= now:
        raise WrongOrder(after=fault.began_at)
    fault.ended_at = ended_at
    fault.save(update_fields=["ended_at"])
    journal.record(
        "metering.fault.ended",
        viewer=viewer,
        organization_id=unit.contract.organization_id,
        subject=f"fault:{fault.pk}",
        data={"unit": unit.code, "began_at": fault.began_at, "ended_at": ended_at},
        at=now,
    )
    tell_of_ended_fault(fault, ended_at=ended_at, by=viewer.name, at=now)
    return fault


def _instrument(viewer: Viewer, unit: MeteringUnit, facts: FaultFacts) -> Instrument | None:
    if facts.instrument_id is None:
        return None
    found = queries.get_instrument(viewer=viewer, instrument_id=facts.instrument_id)
    if found.unit_id != unit.pk:
        raise queries.InstrumentNotFound
    return found


def _save(
    unit: MeteringUnit, instrument: Instrument | None, facts: FaultFacts, *, viewer: Viewer, now: datetime
) -> FaultInterval:
    ends = facts.ended_at
    if facts.began_at > now or (ends is not None and not facts.began_at < ends <= now):
        raise WrongOrder(after=facts.began_at)
    fault = FaultInterval(
        unit=unit,
        instrument=instrument,
        kind=facts.kind,
        began_at=facts.began_at,
        ended_at=ends,
        note=facts.note,
        reported_at=now,
        reported_by=viewer.name,
    )
    fault.save(force_insert=True)
    return fault


def _content(unit: MeteringUnit, instrument: Instrument | None, facts: FaultFacts) -> dict[str, object]:
    return {
        "unit": unit.code,
        "instrument": str(instrument) if instrument else "",
        "kind": facts.kind.value,
        "began_at": facts.began_at,
        "ended_at": facts.ended_at,
        "note": facts.note,
    }
