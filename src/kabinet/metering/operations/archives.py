"""Archives of correctors: taking the file in, reading it, handing in what it says."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kabinet.access import queries as access
from kabinet.files.models import StoredFile
from kabinet.files.queries import read_file
from kabinet.formats.archives import Archive
from kabinet.formats.volume_sheets import holds_days
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.jobs import operations as jobs
from kabinet.jobs.progress import Progress
from kabinet.jobs.registry import Outcome, register
from kabinet.journal import operations as journal
from kabinet.metering import devices, queries
from kabinet.metering.archive_reading import ArchiveUnreadable, by_device_hour, read_bytes
from kabinet.metering.archive_report import report_of
from kabinet.metering.models import ArchiveFile, Instrument
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.metering.sheets import MAYBE_SHEETS, SHEET, tables_of
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms

KIND = "metering.archive"

#: What is read while the reader waits; a job reads more.
MOST_AT_ONCE = 2 * 1024 * 1024

#: So many devices of one file are looked at.
MOST_DEVICES = 20

#: A large file that is not read by then was given up by the worker, and may be handed over again.
_GIVEN_UP_AFTER = timedelta(hours=1)

#: No instrument has a longer serial number.
LONGEST_SERIAL = 40


def take_archive(
    *, viewer: Viewer, contract_id: int, stored: StoredFile, name: str, unit_id: int | None, now: datetime
) -> list[ArchiveFile]:
    """
    Take a file in and read it; a large one is read by a job. A file of several devices gives one row for each of ours.

    `unit_id` is for files that do not name their device. The same file of the same person, not handed in yet, is the
    same row.

    :raises ContractNotFound: the viewer has no part in the contract
    :raises NotAllowed: the viewer may not hand in readings for it
    :raises UnitNotFound: the contract has no such unit
    :raises ArchiveUnreadable: nothing of the file can be read
    """
    terms = organizations.get_terms(viewer=viewer, contract_id=contract_id)
    viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
    if unit_id is not None:
        queries.get_unit(viewer=viewer, contract_id=contract_id, unit_id=unit_id)
    if known := _taken_before(viewer, contract_id, stored, unit_id, now=now):
        return known
    if stored.size > MOST_AT_ONCE:
        return [_order_reading(viewer, terms, stored, name, unit_id, now=now)]
    first = read_bytes(read_file(stored.pk), name, terms=terms)
    return _keep_all(first, viewer=viewer, terms=terms, stored=stored, name=name, unit_id=unit_id, now=now)


def _taken_before(
    viewer: Viewer, contract_id: int, stored: StoredFile, unit_id: int | None, *, now: datetime
) -> list[ArchiveFile]:
    being_read = Q(status=ArchiveStatus.READING, uploaded_at__gt=now - _GIVEN_UP_AFTER)
    rows = ArchiveFile.objects.visible_to(viewer).filter(
        Q(status=ArchiveStatus.READ) | being_read,
        contract_id=contract_id,
        file=stored,
        uploader_id=viewer.user_id,
    )
    known = list(rows.order_by("id"))
    return known if unit_id is None or all(row.unit_id == unit_id for row in known) else []


@operation
def _order_reading(
    viewer: Viewer, terms: Terms, stored: StoredFile, name: str, unit_id: int | None, *, now: datetime
) -> ArchiveFile:
    journal.lock_chain(terms.contract.organization_id)
    if known := _taken_before(viewer, terms.contract.pk, stored, unit_id, now=now):
        return known[0]
    row = _row(viewer=viewer, terms=terms, stored=stored, name=name, now=now)
    row.unit_id, row.status = unit_id, ArchiveStatus.READING
    row.save(force_insert=True)
    jobs.start_job(
        kind=KIND, arguments={"archive": row.pk}, title=name, viewer=viewer, key=f"archive-{row.pk}", now=now
    )
    return row


@register(KIND)
def read_in_job(job: Progress, *, archive: int) -> Outcome:
    """Read a large file; what it says, or why it says nothing, stands on its row."""
    row = ArchiveFile.objects.everywhere(reason="the job was ordered by who took the file in").get(pk=archive)
    if row.status != ArchiveStatus.READING:
        return Outcome({"archives": [row.pk]})  # the run before was killed when all of it was done
    viewer = access.viewer_of(
        user=access.get_user(user_id=job.owner_id), address="", on=timezone.localdate(job.now)
    )
    job.step(0, 2, row.name)
    try:
        terms = organizations.get_terms(viewer=viewer, contract_id=row.contract_id)
        first = read_bytes(read_file(row.file_id), row.name, terms=terms)
    except Refusal as refusal:
        if _is_a_sheet(row, refusal):
            row.status, row.template = ArchiveStatus.UNMAPPED, SHEET
            row.save(update_fields=["status", "template"])
            return Outcome({"archives": [row.pk]})
        row.status, row.report = (
            ArchiveStatus.FAILED,
            {"problem": {"problem": "damaged", **_plain(refusal.facts)}},
        )
        row.save(update_fields=["status", "report"])
        raise
    job.step(1, 2, row.name)
    kept = _keep_all(
        first,
        viewer=viewer,
        terms=terms,
        stored=row.file,
        name=row.name,
        unit_id=row.unit_id,
        now=job.now,
        instead_of=row,
    )
    return Outcome({"archives": [one.pk for one in kept]})


def _is_a_sheet(row: ArchiveFile, refusal: Refusal) -> bool:
    """Say whether what no device wrote is a sheet whose columns can be named."""
    if refusal.facts.get("problem") not in MAYBE_SHEETS:
        return False
    try:
        return any(map(holds_days, tables_of(row)))
    except ArchiveUnreadable:
        return False


@operation
def _keep_all(
    first: Archive,
    *,
    viewer: Viewer,
    terms: Terms,
    stored: StoredFile,
    name: str,
    unit_id: int | None,
    now: datetime,
    instead_of: ArchiveFile | None = None,
) -> list[ArchiveFile]:
    """Keep a row for the device that was read, and one for each other device of the file that is the contract's."""
    journal.lock_chain(terms.contract.organization_id)
    if instead_of is None and (rows := _taken_before(viewer, terms.contract.pk, stored, unit_id, now=now)):
        return rows
    known = devices.instruments_by_serial(viewer=viewer, terms=terms)
    others = [serial for serial in devices.other_serials(first) if devices.bare(serial) in known][
        :MOST_DEVICES
    ]
    found = [first] if not others or devices.bare(first.serial) in known else []
    content = read_file(stored.pk)
    found += [read_bytes(content, name, terms=terms, serial=serial) for serial in others]
    kept = []
    for place, archive in enumerate(found):
        row = instead_of if instead_of and not place else None
        row = row or _row(viewer=viewer, terms=terms, stored=stored, name=name, now=now)
        instrument = devices.instrument_of(archive, known)
        by_hour = by_device_hour(archive, instrument, content, name, terms=terms)
        _fill(row, by_hour, instrument, terms=terms, unit_id=unit_id)
        row.save()
        kept.append(row)
    return kept


def _row(*, viewer: Viewer, terms: Terms, stored: StoredFile, name: str, now: datetime) -> ArchiveFile:
    return ArchiveFile(
        contract=terms.contract,
        file=stored,
        name=name,
        uploaded_at=now,
        uploaded_by=viewer.name,
        uploader_id=viewer.user_id,
    )


def _fill(
    row: ArchiveFile,
    archive: Archive,
    instrument: Instrument | None,
    *,
    terms: Terms,
    unit_id: int | None,
) -> None:
    row.instrument = instrument
    if instrument:
        row.unit_id = instrument.unit_id
    else:
        row.unit_id = None if archive.serial else unit_id
    row.template, row.serial = archive.template, archive.serial[:LONGEST_SERIAL]
    row.first_hour, row.last_hour = archive.begins_at, archive.hours.starts_at[-1] if archive.hours else None
    row.hours = len(archive.hours)
    row.report = report_of(archive, clock=terms.clock)
    row.status = ArchiveStatus.READ


def _plain(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(fact) for name, fact in facts.items()}
