"""What happens to instruments: verified, sealed. Recorded by the supplier's metering engineer."""

from datetime import date, datetime
from typing import TypeVar

from django.utils import timezone

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.models import Instrument, Seal, Verification

Known = TypeVar("Known", Verification, Seal)


class AlreadyRecorded(Refusal):
    """The same was recorded before, with other particulars."""

    code = "metering.already-recorded"


class WrongOrder(Refusal):
    """It would come before what it follows, or after now. Facts: after (a moment or a day)."""

    code = "metering.wrong-order"


@operation
def record_verification(
    *,
    viewer: Viewer,
    instrument_id: int,
    verified_on: date,
    valid_until: date,
    certificate: str,
    now: datetime,
) -> Verification:
    """
    Record a verification; the newest one says until when the instrument may be trusted. The same one twice is one.

    :raises InstrumentNotFound: it does not exist, or is not among the viewer's customers
    :raises NotAllowed: the viewer does not decide about readings
    :raises AlreadyRecorded: there is another verification of this day
    :raises WrongOrder: it ends before it begins, or is still to come
    """
    instrument = locked(viewer, instrument_id)
    if valid_until <= verified_on or verified_on > timezone.localdate(now):
        raise WrongOrder(after=verified_on)
    known = Verification.objects.visible_to(viewer).filter(instrument=instrument, verified_on=verified_on)
    if found := known.first():
        return _same(found, valid_until=valid_until, certificate=certificate)
    row = Verification(
        instrument=instrument,
        verified_on=verified_on,
        valid_until=valid_until,
        certificate=certificate,
        recorded_by=viewer.name,
        recorded_at=now,
    )
    row.save(force_insert=True)
    newest = Verification.objects.visible_to(viewer).filter(instrument=instrument).order_by("-verified_on")
    instrument.verified_until = newest[0].valid_until
    instrument.save(update_fields=["verified_until"])
    facts = {"certificate": certificate, "valid_until": valid_until}
    note("verification.recorded", instrument, viewer=viewer, now=now, **facts)
    return row


@operation
def set_seal(
    *, viewer: Viewer, instrument_id: int, number: str, place: str, set_on: date, now: datetime
) -> Seal:
    """
    Record a seal; the same one twice is one.

    :raises AlreadyRecorded: the instrument had a seal of this number at another place or on another day
    """
    instrument = locked(viewer, instrument_id)
    if set_on > timezone.localdate(now):
        raise WrongOrder(after=set_on)
    if found := Seal.objects.visible_to(viewer).filter(instrument=instrument, number=number).first():
        return _same(found, place=place, set_on=set_on)
    row = Seal(instrument=instrument, number=number, place=place, set_on=set_on)
    row.save(force_insert=True)
    note("seal.set", instrument, viewer=viewer, now=now, seal=number, place=place)
    return row


@operation
def remove_seal(*, viewer: Viewer, seal_id: int, removed_on: date, reason: str, now: datetime) -> Seal:
    """
    Record that a seal was taken off or found broken.

    :raises SealNotFound: it does not exist, or is not among the viewer's customers
    :raises AlreadyRecorded: it was off before
    :raises WrongOrder: it was set later, or the day is still to come
    """
    instrument = locked(viewer, queries.get_seal(viewer=viewer, seal_id=seal_id).instrument_id)
    seal = queries.get_seal(viewer=viewer, seal_id=seal_id)
    if seal.removed_on is not None:
        return _same(seal, removed_on=removed_on, removal_reason=reason)
    if not seal.set_on <= removed_on <= timezone.localdate(now):
        raise WrongOrder(after=seal.set_on)
    seal.removed_on, seal.removal_reason = removed_on, reason
    seal.save(update_fields=["removed_on", "removal_reason"])
    note("seal.removed", instrument, viewer=viewer, now=now, seal=seal.number, reason=reason)
    return seal


def locked(viewer: Viewer, instrument_id: int) -> Instrument:
    """Return the instrument as it is now; who comes second waits, and sees what came first."""
    found = queries.get_instrument(viewer=viewer, instrument_id=instrument_id)
    viewer.check_may(Right.DECIDE_READINGS)
    journal.lock_chain(found.unit.contract.organization_id)
    return queries.get_instrument(viewer=viewer, instrument_id=instrument_id)


def _same(found: Known, **facts: object) -> Known:
    if any(getattr(found, name) != value for name, value in facts.items()):
        raise AlreadyRecorded
    return found


def note(event: str, instrument: Instrument, *, viewer: Viewer, now: datetime, **facts: object) -> None:
    journal.record(
        f"metering.{event}",
        viewer=viewer,
        organization_id=instrument.unit.contract.organization_id,
        subject=f"instrument:{instrument.pk}",
        data={"unit": instrument.unit.code, "instrument": str(instrument), **facts},
        at=now,
    )
