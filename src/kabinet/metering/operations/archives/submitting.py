"""Handing in what an archive says: its days, and the hours of the days that count."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.journal.models import Receipt
from kabinet.metering import archives, queries
from kabinet.metering.archives import HANDED_IN, HoursFate, PlannedDay
from kabinet.metering.checks import ReasonNeeded
from kabinet.metering.models import ArchiveFile, MeteringUnit
from kabinet.metering.operations.handing_in import (
    HOURS,
    HandedIn,
    facts_of_file,
    hand_in,
    key_of_hours,
    receipts_of_key,
)
from kabinet.metering.operations.hours import keep_hours
from kabinet.metering.operations.volumes import NothingToSubmit
from kabinet.metering.operations.writing import UNIT_OF_VOLUME
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.rules.words import ArchiveStatus, Source
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.values.months import BillingMonth


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
    Hand in the whole days of an archive, and keep the hours of the days that count.

    A receipt a month, one for what wants consent, and one for the hours of days whose volume stands as it was given.
    Days that were given as they stand in the archive are passed over, those that differ are corrected for the reason
    given; incomplete and impossible ones stay out. The hours of a proposed day are kept when the supplier accepts it.
    A repeated key answers with the first receipts. `seen` is the seal of what the page showed, see archives.seal_of: a
    colleague may have handed in some of the days meanwhile.

    :raises ArchiveNotFound: the viewer sees no such archive
    :raises NotAllowed: the viewer may not hand in readings for its contract
    :raises ArchiveNotReady: it was not read, or nobody knows whose device it is
    :raises NothingToSubmit: no day of it can be handed in, and no hours
    :raises ReasonNeeded: something is in doubt, or differs from what was given, and no reason was said
    :raises SeenOtherwise: something else would become of its days than the page showed
    """
    row = queries.get_archive(viewer=viewer, archive_id=archive_id)
    if row.unit is not None:
        ensure_partitions(_days_in_use(row, row.unit, now=now))
    return _submit(row, viewer=viewer, reason=reason, key=key, now=now, seen=seen)


def _days_in_use(row: ArchiveFile, unit: MeteringUnit, *, now: datetime) -> list[date]:
    """Return the days whose hours may be kept: a device whose clock is wrong writes of days that cannot be."""
    days = [date.fromisoformat(day[0]) for day in row.report.get("days", ())]
    return [day for day in days if unit.in_use_from <= day <= now.date() + timedelta(days=1)]


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
    with_hours = [day for day in plan if day.gives_hours_alone]
    if not chosen and not with_hours:
        raise NothingToSubmit
    if any(day.wants_reason for day in chosen) and not reason.strip():
        raise ReasonNeeded(findings=[])

    # Save, record
    kept = {day.day for day in plan if day.fate_of_hours is HoursFate.KEPT}
    keep_hours(row, kept, viewer=viewer, terms=terms, by=now)
    receipts = hand_in(
        HandedIn(row, {row.unit.pk: chosen}, Source.ARCHIVE, reason.strip()),
        viewer=viewer,
        terms=terms,
        key=key,
        now=now,
    )
    if with_hours:
        receipts.append(_receipt_of_hours(row, with_hours, viewer=viewer, terms=terms, key=key, now=now))
    row.status = ArchiveStatus.SUBMITTED
    row.save(update_fields=["status"])
    return receipts


def _receipt_of_hours(
    row: ArchiveFile, days: Sequence[PlannedDay], *, viewer: Viewer, terms: Terms, key: str, now: datetime
) -> Receipt:
    """Prove that hours were handed in for days whose volumes stay as they are."""
    unit = row.unit.code if row.unit else ""
    return journal.give_receipt(
        HOURS,
        viewer=viewer,
        organization_id=terms.contract.organization_id,
        contract_id=terms.contract.pk,
        subject=f"archive:{row.pk}",
        content={
            "contract": terms.contract.number,
            "unit_of_volume": UNIT_OF_VOLUME,
            "file": facts_of_file(row),
            "hours": [
                {"unit": unit, "gas_day": day.day, "hours": day.hours, "sum": day.volume, "given": day.given}
                for day in days
            ],
        },
        at=now,
        deadline=None,
        key=key_of_hours(key),
    )
