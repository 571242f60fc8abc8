"""Constants of instruments: those recorded, and those that their archives have."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import ArchiveFile, DeviceConstant, Instrument
from kabinet.metering.rules.constants import Differing, Held, differing
from kabinet.metering.rules.words import ArchiveStatus

#: So many of the newest archives of a unit are held against what is recorded.
_NEWEST = 12


@dataclass(frozen=True, slots=True)
class ArchiveConstants:
    """A constant of an instrument that an archive has otherwise than it is known."""

    instrument: Instrument
    differs: Differing


def list_constants(*, viewer: Viewer, instruments: Collection[Instrument]) -> list[DeviceConstant]:
    """Return what was recorded of the instruments' constants, newest first. One query."""
    rows = DeviceConstant.objects.visible_to(viewer).filter(instrument_id__in=[one.pk for one in instruments])
    return list(rows.select_related("instrument").order_by("-since", "name", "id"))


def constants_at(*, viewer: Viewer, instrument: Instrument, at: datetime) -> dict[str, str]:
    """Return the constants of an instrument as they are known for a moment. One query."""
    recorded = reversed(list_constants(viewer=viewer, instruments=[instrument]))
    return {**instrument.constants, **{one.name: one.value for one in recorded if one.since <= at}}


def constants_of_file(archive: ArchiveFile, *, viewer: Viewer) -> list[Differing]:
    """Return where the file has other constants than those known of its instrument. Two queries, none without any."""
    instrument, found = archive.instrument, _held(archive.report.get("constants", ()))
    if instrument is None or not found or archive.last_hour is None:
        return []
    recorded = list_constants(viewer=viewer, instruments=[instrument])
    known = [*_known(instrument, recorded)]
    names = {one.name for one in known}
    known += [one for one in _of_file_before(archive, viewer=viewer) if one.name not in names]
    return differing(found, known, until=_end(archive.last_hour))


def differing_constants(
    *, viewer: Viewer, instruments: Sequence[Instrument], recorded: Sequence[DeviceConstant]
) -> list[ArchiveConstants]:
    """Return where the newest archives handed in still differ from what is recorded, the latest first. One query."""
    by_id = {one.pk: one for one in instruments}
    rows = ArchiveFile.objects.visible_to(viewer).filter(
        instrument_id__in=list(by_id), status=ArchiveStatus.SUBMITTED
    )
    columns = ("instrument_id", "last_hour", "report__constants")
    found: dict[tuple[int, str, str], ArchiveConstants] = {}
    for pk, last_hour, kept in rows.order_by("-uploaded_at", "-id").values_list(*columns)[:_NEWEST]:
        instrument = by_id[pk]
        known = _known(instrument, [one for one in recorded if one.instrument_id == pk])
        for one in differing(_held(kept or ()), known, until=_end(last_hour)):
            found[pk, one.name, one.found] = ArchiveConstants(instrument, one)
    return sorted(found.values(), key=lambda one: one.differs.since, reverse=True)


def _known(instrument: Instrument, recorded: Iterable[DeviceConstant]) -> list[Held]:
    own = [Held(name, str(value), instrument.installed_at) for name, value in instrument.constants.items()]
    return own + [Held(one.name, one.value, one.since) for one in recorded]


def _of_file_before(archive: ArchiveFile, *, viewer: Viewer) -> Iterator[Held]:
    """What nobody recorded is to stay as it was in the file before."""
    rows = ArchiveFile.objects.visible_to(viewer).filter(
        instrument=archive.instrument,
        status=ArchiveStatus.SUBMITTED,
        first_hour__lt=archive.first_hour,
    )
    kept = (
        rows.exclude(pk=archive.pk).order_by("-first_hour", "-id").values_list("report__constants", flat=True)
    )
    yield from _held((kept[:1] or [()])[0] or ())


def _held(kept: Iterable[Sequence[Any]]) -> list[Held]:
    return [Held(name, value, datetime.fromisoformat(since)) for name, value, since, *_ in kept]


def _end(last_hour: datetime) -> datetime:
    return last_hour + timedelta(hours=1)
