"""Keeping what was read: a row for each device of the contract whose hours are in the file."""

from collections.abc import Container
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from kabinet.files.models import StoredFile
from kabinet.files.queries import read_file
from kabinet.formats.archives import Archive
from kabinet.foundation.transactions import operation
from kabinet.foundation.viewer import Viewer
from kabinet.journal import operations as journal
from kabinet.metering import archives, devices
from kabinet.metering.archive_report import report_of
from kabinet.metering.models import ArchiveFile, Instrument
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.organizations.queries import Terms

#: So many devices of one file are looked at.
_MOST_DEVICES = 20

#: A large file that is not read by then was given up by the worker, and may be handed over again.
_GIVEN_UP_AFTER = timedelta(hours=1)

#: No instrument has a longer serial number.
_LONGEST_SERIAL = 40


def taken_before(
    viewer: Viewer, contract_id: int, stored: StoredFile, unit_id: int | None, *, now: datetime
) -> list[ArchiveFile]:
    """Return the rows of the same file and person that wait to be handed in, or are being read."""
    waits = Q(status=ArchiveStatus.READ, unit__isnull=False)
    being_read = Q(status=ArchiveStatus.READING, uploaded_at__gt=now - _GIVEN_UP_AFTER)
    known = list(_rows_of(viewer, contract_id, stored).filter(waits | being_read).order_by("id"))
    return known if unit_id is None or all(row.unit_id == unit_id for row in known) else []


def _rows_of(viewer: Viewer, contract_id: int, stored: StoredFile) -> QuerySet[ArchiveFile]:
    return ArchiveFile.objects.visible_to(viewer).filter(
        contract_id=contract_id, file=stored, uploader_id=viewer.user_id
    )


@operation
def keep_all(
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
    """
    Keep a row for the device that was read, and one for each other device of the file that is the contract's.

    A file whose device nobody knew before is looked at anew: it may have been entered meanwhile.
    """
    journal.lock_chain(terms.contract.organization_id)
    contract_id = terms.contract.pk
    if instead_of is None and (rows := taken_before(viewer, contract_id, stored, unit_id, now=now)):
        return rows
    unknown = _rows_of(viewer, contract_id, stored).filter(status=ArchiveStatus.READ, unit=None)
    again = instead_of or unknown.order_by("id").first()
    known = devices.instruments_by_serial(viewer=viewer, terms=terms)
    points = devices.units_by_point(viewer=viewer, terms=terms) if first.of_point else {}
    content = read_file(stored.pk)
    kept = []
    for archive in _of_the_contract(first, points or known, content, name, terms=terms):
        row = again or new_row(viewer=viewer, terms=terms, stored=stored, name=name, now=now)
        again = None
        instrument = devices.instrument_of(archive, known)
        read = archives.by_device_hour(archive, instrument, content, name, terms=terms)
        _fill(row, read, instrument, terms=terms, unit_id=points.get(devices.bare(archive.serial), unit_id))
        row.save()
        kept.append(row)
    return kept


def _of_the_contract(
    first: Archive, known: Container[str], content: bytes, name: str, *, terms: Terms
) -> list[Archive]:
    """Return the devices or points of the file that are the contract's; the first one where none of them is."""
    others = [serial for serial in devices.other_serials(first) if devices.bare(serial) in known]
    found = [first] if not others or devices.bare(first.serial) in known else []
    return found + [
        archives.read_bytes(content, name, terms=terms, serial=serial) for serial in others[:_MOST_DEVICES]
    ]


def new_row(*, viewer: Viewer, terms: Terms, stored: StoredFile, name: str, now: datetime) -> ArchiveFile:
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
        row.unit_id = unit_id if archive.of_point or not archive.serial else None
    row.template, row.serial = archive.template, archive.serial[:_LONGEST_SERIAL]
    row.first_hour, row.last_hour = archive.begins_at, archive.hours.starts_at[-1] if archive.hours else None
    row.hours = len(archive.hours)
    row.report = report_of(archive, clock=terms.clock)
    row.status = ArchiveStatus.READ
