"""An instrument is taken off, and another one put in its place. Recorded by the supplier's metering engineer."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.models import IndexReading, Instrument, MonthStatement
from kabinet.metering.operations.instruments import AlreadyRecorded, WrongOrder, locked, note
from kabinet.metering.rules.indexes import (
    Reading,
    can_show,
    find_index_doubt,
    hours_between,
    passed_between,
)
from kabinet.organizations import queries as organizations
from kabinet.values.months import BillingMonth

#: Who may still change what belongs to a closed month, with a reason: the head of the department.
RIGHT_TO_CLOSED_MONTHS = Right.APPROVE_PROPOSALS


class SerialNumberTaken(Refusal):
    """An instrument of this model with this number is installed somewhere."""

    code = "metering.serial-number-taken"


class ClosingIndexImpossible(Refusal):
    """The counter that is taken off cannot show this: below zero, or more digits than it has."""

    code = "metering.closing-index-impossible"


class OpeningIndexImpossible(Refusal):
    """The counter that is put in its place cannot show this."""

    code = "metering.opening-index-impossible"


class ClosingIndexUnlikely(Refusal):
    """More passed since the last reading than the counter can measure, or ten times the usual; a reason is wanted."""

    code = "metering.closing-index-unlikely"


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
    :raises ClosingIndexImpossible: the old counter cannot show it
    :raises OpeningIndexImpossible: the new counter cannot show it
    :raises ClosingIndexUnlikely: so much is unlikely to have passed, and no reason is given
    :raises SerialNumberTaken: such an instrument stands elsewhere
    :raises MonthIsClosed: the moment belongs to a closed month, and the viewer is not the head, or gives no reason
    """
    old = locked(viewer, instrument_id)
    if old.removed_at is not None:
        return _replaced_before(viewer, old, at=at, closing_index=closing_index, new=new)
    _check_replacement(viewer, old, at=at, new=new, now=now)
    _check_indexes(viewer, old, at=at, closing_index=closing_index, new=new, reason=reason)
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
    note(
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
    new: NewInstrument,
    now: datetime,
) -> None:
    last = _last_reading(viewer, old)
    if not old.installed_at < at <= now or (last and at < last.at):
        raise WrongOrder(after=max(old.installed_at, last.at) if last else old.installed_at)
    taken = Instrument.objects.everywhere(reason="a serial number stands in one place").filter(
        model=new.model, serial_number=new.serial_number, removed_at__isnull=True
    )
    if taken.exists():
        raise SerialNumberTaken


def _check_indexes(
    viewer: Viewer,
    old: Instrument,
    *,
    at: datetime,
    closing_index: Decimal | None,
    new: NewInstrument,
    reason: str,
) -> None:
    if new.opening_index is not None and not can_show(new.opening_index, digits=new.digits):
        raise OpeningIndexImpossible
    if closing_index is None:
        return
    if not can_show(closing_index, digits=old.digits):
        raise ClosingIndexImpossible
    closing, last = Reading(at, closing_index), _last_reading(viewer, old)
    if last is None:
        return
    passed = passed_between(last, closing, digits=old.digits, greatest_flow=old.greatest_flow)
    doubt = find_index_doubt(
        passed.volume,
        hours=hours_between(last.at, at),
        greatest_flow=old.greatest_flow,
        usual=queries.usual_flow(viewer=viewer, instrument=old, before=at),
    )
    if doubt and not reason.strip():
        raise ClosingIndexUnlikely


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
