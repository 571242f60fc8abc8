"""Handing in the days of an archive that was read, and keeping its hours."""

from datetime import date, datetime, timedelta

from kabinet.formats.archives import Hours
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal.models import Receipt
from kabinet.metering import archives, queries
from kabinet.metering.archive_reading import read
from kabinet.metering.archives import HANDED_IN
from kabinet.metering.checks import ReasonNeeded
from kabinet.metering.joined_days import joined_days, with_joined
from kabinet.metering.models import ArchiveFile, MeteringUnit
from kabinet.metering.operations.handing_in import HandedIn, hand_in, receipts_of_key
from kabinet.metering.operations.hours import hours_within, store_hours
from kabinet.metering.operations.volumes import NothingToSubmit
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.rules.words import ArchiveStatus, Source
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth

_LESS_THAN_AN_HOUR = timedelta(minutes=59, seconds=59)


class SeenOtherwise(Refusal):
    """The page showed another fate of some day than it has now."""

    code = "metering.seen-otherwise"


class ArchiveNotReady(Refusal):
    """It is being read, could not be read, or its device is not known. Facts: status."""

    code = "metering.archive-not-ready"


def submit_archive(
    *, viewer: Viewer, archive_id: int, reason: str, key: str, now: datetime, seen: str = ""
) -> list[Receipt]:
    """
    Hand in the whole days of an archive, and keep its hours. A receipt a month, and one for what wants consent.

    Days that were given as they stand in the archive are passed over, those that differ are corrected for the reason
    given; incomplete and impossible ones stay out. A repeated key answers with the first receipts. `seen` is the seal
    of what the page showed, see archives.seal_of: a colleague may have handed in some of the days meanwhile.

    :raises ArchiveNotFound: the viewer sees no such archive
    :raises NotAllowed: the viewer may not hand in readings for its contract
    :raises ArchiveNotReady: it was not read, or nobody knows whose device it is
    :raises NothingToSubmit: no day of it can be handed in
    :raises ReasonNeeded: something is in doubt, or differs from what was given, and no reason was said
    :raises SeenOtherwise: something else would become of its days than the page showed
    """
    row = queries.get_archive(viewer=viewer, archive_id=archive_id)
    if row.unit is not None:
        ensure_partitions(_days_kept(row, row.unit, now=now))
    return _submit(row, viewer=viewer, reason=reason, key=key, now=now, seen=seen)


@operation
def _submit(
    row: ArchiveFile, *, viewer: Viewer, reason: str, key: str, now: datetime, seen: str
) -> list[Receipt]:
    # Load
    terms = organizations.get_terms(viewer=viewer, contract_id=row.contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=row.contract_id)
    months = {BillingMonth.of(date.fromisoformat(day[0])) for day in row.report.get("days", ())}
    if known := receipts_of_key(row, months, viewer=viewer, key=key):
        return known
    if row.status not in {ArchiveStatus.READ, ArchiveStatus.SUBMITTED} or row.unit is None:
        raise ArchiveNotReady(status=row.status)

    # Judge
    plan = archives.plan_of(row, viewer=viewer, terms=terms, now=now)
    if seen and seen != archives.seal_of(plan):
        raise SeenOtherwise
    chosen = [day for day in plan if day.fate in HANDED_IN]
    if not chosen:
        raise NothingToSubmit
    if any(day.wants_reason for day in chosen) and not reason.strip():
        raise ReasonNeeded(findings=[])

    # Save, record
    own = _hours_kept(read(row, terms=terms).hours, row, row.unit, terms=terms, now=now)
    hours = with_joined(own, joined_days(row, viewer=viewer, terms=terms))
    store_hours(hours, unit_id=row.unit.pk, archive_id=row.pk)
    receipts = hand_in(
        HandedIn(row, {row.unit.pk: chosen}, Source.ARCHIVE, reason.strip()),
        viewer=viewer,
        terms=terms,
        key=key,
        now=now,
    )
    row.status = ArchiveStatus.SUBMITTED
    row.save(update_fields=["status"])
    return receipts


def _days_kept(row: ArchiveFile, unit: MeteringUnit, *, now: datetime) -> list[date]:
    """Return the days whose hours may be kept: a device whose clock is wrong writes of days that cannot be."""
    days = [date.fromisoformat(day[0]) for day in row.report.get("days", ())]
    return [day for day in days if unit.in_use_from <= day <= now.date() + timedelta(days=1)]


def _hours_kept(hours: Hours, row: ArchiveFile, unit: MeteringUnit, *, terms: Terms, now: datetime) -> Hours:
    """Return the hours in which the unit was in use, and its device stood there for some of the hour at least."""
    since = [terms.clock.begins_at(unit.in_use_from)]
    until = [now, *([terms.clock.begins_at(unit.in_use_to)] if unit.in_use_to else [])]
    if row.instrument:
        since.append(row.instrument.installed_at - _LESS_THAN_AN_HOUR)
        until += [row.instrument.removed_at] if row.instrument.removed_at else []
    return hours_within(hours, since=max(since), until=min(until))
