"""Reading the original of an archive."""

from kabinet.files.queries import read_file
from kabinet.formats.archives import Archive, NotAnArchive, all_templates, read_archive
from kabinet.foundation.refusal import Refusal
from kabinet.metering.models import ArchiveFile, Instrument
from kabinet.organizations.queries import Terms


class ArchiveUnreadable(Refusal):
    """Facts: problem (a code of formats.archives.NotAnArchive), and what it tells."""

    code = "metering.archive-unreadable"


def read(archive: ArchiveFile, *, terms: Terms) -> Archive:
    """
    Read the original again; equal bytes and an equal template give an equal archive.

    :raises ArchiveUnreadable: nothing of the file can be read
    """
    return read_bytes(
        read_file(archive.file_id),
        archive.name,
        terms=terms,
        template=archive.template,
        serial=archive.serial,
        device_hour=archive.instrument.device_hour if archive.instrument else None,
    )


def read_bytes(
    content: bytes,
    name: str,
    *,
    terms: Terms,
    template: str = "",
    serial: str = "",
    device_hour: int | None = None,
) -> Archive:
    """:raises ArchiveUnreadable: nothing of the file can be read"""
    known = next((one for one in all_templates() if one.code == template), None)
    try:
        return read_archive(
            content, name, clock=terms.clock, template=known, device_hour=device_hour, serial=serial
        )
    except NotAnArchive as error:
        raise ArchiveUnreadable(problem=error.code, **error.facts) from error


def is_of_point(archive: ArchiveFile) -> bool:
    """Say whether what the file calls by a number is a metering point, and not a device."""
    return any(one.device.is_point for one in all_templates() if one.code == archive.template)


def by_device_hour(
    archive: Archive, instrument: Instrument | None, content: bytes, name: str, *, terms: Terms
) -> Archive:
    """Read the file once more where the day of this very device is known to begin at another hour."""
    hour = instrument.device_hour if instrument else None
    if hour is None or hour == archive.device_hour:
        return archive
    return read_bytes(
        content, name, terms=terms, template=archive.template, serial=archive.serial, device_hour=hour
    )
