"""Constants of instruments, recorded by the supplier's metering engineer from an act, or from the device's archive."""

from datetime import datetime

from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.models import DeviceConstant
from kabinet.metering.operations.instruments import AlreadyRecorded, WrongOrder
from kabinet.metering.rules.constants import Held


@operation
def record_constant(
    *, viewer: Viewer, instrument_id: int, held: Held, act: str, now: datetime
) -> DeviceConstant:
    """
    Record what a constant of an instrument is from a moment on; the same one twice is one. Volumes stay as they are.

    :raises InstrumentNotFound: it does not exist, or is not among the viewer's customers
    :raises NotAllowed: the viewer does not decide about readings
    :raises AlreadyRecorded: it has another value from this very moment on
    :raises WrongOrder: the instrument did not stand there then, or the moment is still to come
    """
    instrument = queries.get_instrument(viewer=viewer, instrument_id=instrument_id)
    viewer.check_may(Right.DECIDE_READINGS)
    organization_id = instrument.unit.contract.organization_id
    journal.lock_chain(organization_id)
    until = min(now, instrument.removed_at or now)
    if not instrument.installed_at <= held.since <= until:
        raise WrongOrder(after=instrument.installed_at)
    known = DeviceConstant.objects.visible_to(viewer).filter(
        instrument=instrument, name=held.name, since=held.since
    )
    if found := known.first():
        if (found.value, found.act) != (held.value, act):
            raise AlreadyRecorded
        return found
    row = DeviceConstant(
        instrument=instrument,
        name=held.name,
        value=held.value,
        since=held.since,
        act=act,
        recorded_by=viewer.name,
        recorded_at=now,
    )
    row.save(force_insert=True)
    journal.record(
        "metering.constant.recorded",
        viewer=viewer,
        organization_id=organization_id,
        subject=f"instrument:{instrument.pk}",
        data={
            "unit": instrument.unit.code,
            "instrument": str(instrument),
            "name": held.name,
            "value": held.value,
            "since": held.since,
            "act": act,
        },
        at=now,
    )
    return row
