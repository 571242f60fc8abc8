"""What happens to instruments: verified, sealed, replaced. Recorded by the supplier's metering engineer."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.utils import timezone

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import queries
from kabinet.metering.models import IndexReading, Instrument, MonthStatement, Seal, Verification
from kabinet.metering.rules.indexes import Reading, passed_between
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth

Known = TypeVar("Known", Verification, Seal)

#: Who may still change what belongs to a closed month, with a reason: the head of the department.
RIGHT_TO_CLOSED_MONTHS = Right.APPROVE_PROPOSALS


class AlreadyRecorded(Refusal):
    """The same was recorded before, with other particulars."""

    code = "metering.already-recorded"


class WrongOrder(Refusal):
    """It would come before what it follows, or after now. Facts: after (a moment or a day)."""

    code = "metering.wrong-order"


class SerialNumberTaken(Refusal):
    """An instrument of this model with this number is installed somewhere."""

    code = "metering.serial-number-taken"


class MonthIsClosed(Refusal):
    """The moment belongs to a closed month; only the head may go on, with a reason. Facts: month."""

    code = "metering.month-is-closed"


@dataclass(frozen=True, slots=True)
class NewInstrument:
    """
    What is known of an instrument that takes another one's place; of a sensor there is no index.

    Flows, m³ an hour, that are not known are those of the instrument before.
    """

    model: str
    serial_number: str
    owner: str
    verified_until: date
    digits: int | None = None
    opening_index: Decimal | None = None
    least_flow: Decimal | None = None
    greatest_flow: Decimal | None = None


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
    instrument = _locked(viewer, instrument_id)
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
    _note("verification.recorded", instrument, viewer=viewer, now=now, **facts)
    return row


@operation
def set_seal(
    *, viewer: Viewer, instrument_id: int, number: str, place: str, set_on: date, now: datetime
) -> Seal:
    """
    Record a seal; the same one twice is one.

    :raises AlreadyRecorded: the instrument had a seal of this number at another place or on another day
    """
    instrument = _locked(viewer, instrument_id)
    if set_on > timezone.localdate(now):
        raise WrongOrder(after=set_on)
    if found := Seal.objects.visible_to(viewer).filter(instrument=instrument, number=number).first():
        return _same(found, place=place, set_on=set_on)
    row = Seal(instrument=instrument, number=number, place=place, set_on=set_on)
    row.save(force_insert=True)
    _note("seal.set", instrument, viewer=viewer, now=now, seal=number, place=place)
    return row


@operation
def remove_seal(*, viewer: Viewer, seal_id: int, removed_on: date, reason: str, now: datetime) -> Seal:
    """
    Record that a seal was taken off or found broken.

    :raises SealNotFound: it does not exist, or is not among the viewer's customers
    :raises AlreadyRecorded: it was off before
    :raises WrongOrder: it was set later, or the day is still to come
    """
    instrument = _locked(viewer, queries.get_seal(viewer=viewer, seal_id=seal_id).instrument_id)
    seal = queries.get_seal(viewer=viewer, seal_id=seal_id)
    if seal.removed_on is not None:
        return _same(seal, removed_on=removed_on, removal_reason=reason)
    if not seal.set_on <= removed_on <= timezone.localdate(now):
        raise WrongOrder(after=seal.set_on)
    seal.removed_on, seal.removal_reason = removed_on, reason
    seal.save(update_fields=["removed_on", "removal_reason"])
    _note("seal.removed", instrument, viewer=viewer, now=now, seal=seal.number, reason=reason)
    return seal


@operation
def replace_instrument(
    *,
    viewer: Viewer,
    instrument_id: int,
    at: datetime,
    closing_index: Decimal | None,
    new: NewInstrument,
    reason: str,
    now: datetime,
) -> Instrument:
    """
    Take an instrument off at a moment and put another one in its place; the same replacement twice is one.

    :raises AlreadyRecorded: the instrument was replaced before, otherwise
    :raises WrongOrder: it was installed or read later, or the moment is still to come
    :raises IndexFell: the closing index is less than the last reading, and no roll-over
    :raises SerialNumberTaken: such an instrument stands elsewhere
    :raises MonthIsClosed: the moment belongs to a closed month, and the viewer is not the head, or gives no reason
    """
    old = _locked(viewer, instrument_id)
    if old.removed_at is not None:
        return _replaced_before(viewer, old, at=at, closing_index=closing_index, new=new)
    _check_replacement(viewer, old, at=at, closing_index=closing_index, new=new, now=now)
    _check_month(viewer, old, at, reason)

    old.removed_at, old.closing_index = at, closing_index
    old.save(update_fields=["removed_at", "closing_index"])
    row = Instrument(
        unit_id=old.unit_id,
        kind=old.kind,
        model=new.model,
        serial_number=new.serial_number,
        owner=new.owner,
        digits=new.digits,
        greatest_flow=new.greatest_flow or old.greatest_flow,
        least_flow=new.least_flow or old.least_flow,
        device_hour=old.device_hour,
        constants=queries.constants_at(viewer=viewer, instrument=old, at=at),
        installed_at=at,
        opening_index=new.opening_index,
        verified_until=new.verified_until,
    )
    row.save(force_insert=True)
    _note(
        "instrument.replaced",
        old,
        viewer=viewer,
        now=now,
        new_instrument=str(row),
        at=at,
        closing_index=closing_index,
        opening_index=new.opening_index,
        reason=reason,
    )
    return row


def _locked(viewer: Viewer, instrument_id: int) -> Instrument:
    """Return the instrument as it is now; who comes second waits, and sees what came first."""
    found = queries.get_instrument(viewer=viewer, instrument_id=instrument_id)
    viewer.check_may(Right.DECIDE_READINGS)
    journal.lock_chain(found.unit.contract.organization_id)
    return queries.get_instrument(viewer=viewer, instrument_id=instrument_id)


def _same(found: Known, **facts: object) -> Known:
    if any(getattr(found, name) != value for name, value in facts.items()):
        raise AlreadyRecorded
    return found


def _replaced_before(
    viewer: Viewer, old: Instrument, *, at: datetime, closing_index: Decimal | None, new: NewInstrument
) -> Instrument:
    after = Instrument.objects.visible_to(viewer).filter(
        unit_id=old.unit_id, kind=old.kind, installed_at=at, serial_number=new.serial_number
    )
    found = after.first()
    if found is None or (old.removed_at, old.closing_index) != (at, closing_index):
        raise AlreadyRecorded
    return found


def _check_replacement(
    viewer: Viewer,
    old: Instrument,
    *,
    at: datetime,
    closing_index: Decimal | None,
    new: NewInstrument,
    now: datetime,
) -> None:
    last = _last_reading(viewer, old)
    if not old.installed_at < at <= now or (last and at < last.at):
        raise WrongOrder(after=max(old.installed_at, last.at) if last else old.installed_at)
    if last and closing_index is not None:
        passed_between(last, Reading(at, closing_index), digits=old.digits, greatest_flow=old.greatest_flow)
    taken = Instrument.objects.everywhere(reason="a serial number stands in one place").filter(
        model=new.model, serial_number=new.serial_number, removed_at__isnull=True
    )
    if taken.exists():
        raise SerialNumberTaken


def _last_reading(viewer: Viewer, old: Instrument) -> Reading | None:
    rows = IndexReading.objects.visible_to(viewer).filter(instrument=old, superseded_at__isnull=True)
    if newest := rows.order_by("-taken_at").first():
        return Reading(newest.taken_at, newest.index)
    return None if old.opening_index is None else Reading(old.installed_at, old.opening_index)


def _check_month(viewer: Viewer, old: Instrument, at: datetime, reason: str) -> None:
    terms = organizations.terms_of(old.unit.contract)
    month = BillingMonth.of(terms.clock.day_at(at))
    closed = MonthStatement.objects.visible_to(viewer).filter(contract=terms.contract, month__gte=month)
    if closed.exists() and not (viewer.may(RIGHT_TO_CLOSED_MONTHS) and reason.strip()):
        raise MonthIsClosed(month=month)


def _note(event: str, instrument: Instrument, *, viewer: Viewer, now: datetime, **facts: object) -> None:
    journal.record(
        f"metering.{event}",
        viewer=viewer,
        organization_id=instrument.unit.contract.organization_id,
        subject=f"instrument:{instrument.pk}",
        data={"unit": instrument.unit.code, "instrument": str(instrument), **facts},
        at=now,
    )
