"""Keeping the hours of an archive or of telemetry."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import repeat
from typing import Any

from django.db import connection

from kabinet.formats.archives import Hours
from kabinet.foundation.bulk import Values, add_rows
from kabinet.foundation.viewer import Viewer
from kabinet.metering import archives
from kabinet.metering.models import ArchiveFile, DailyVolume, HourlyVolume
from kabinet.metering.rules.words import Source
from kabinet.organizations.queries import Terms

_COLUMNS = (
    "unit_id",
    "starts_at",
    "version",
    "volume",
    "working_volume",
    "pressure",
    "temperature",
    "flags",
    "archive_id",
)


def keep_hours(
    row: ArchiveFile, days: Collection[date], *, viewer: Viewer, terms: Terms, by: datetime
) -> None:
    """
    Keep the hours of these gas days, as the archive and those handed over by a moment give them.

    :raises ArchiveUnreadable: the original is gone
    """
    if days and row.unit_id is not None:
        hours = archives.hours_of(row, days, viewer=viewer, terms=terms, by=by)
        store_hours(hours, unit_id=row.unit_id, archive_id=row.pk)


def bring_hours(versions: Iterable[DailyVolume], *, viewer: Viewer, terms: Terms) -> None:
    """
    Let the hours come into force with the versions that came in the same archive.

    :raises ArchiveUnreadable: the original is gone
    """
    days: dict[tuple[int, datetime], set[date]] = defaultdict(set)
    for one in versions:
        if one.source == Source.ARCHIVE and one.submission.archive_id is not None:
            days[one.submission.archive_id, one.submission.submitted_at].add(one.gas_day)
    rows = ArchiveFile.objects.visible_to(viewer).filter(pk__in={archive_id for archive_id, _ in days})
    files = {row.pk: row for row in rows.select_related("instrument")}
    for (archive_id, submitted_at), of_file in sorted(days.items()):
        keep_hours(files[archive_id], of_file, viewer=viewer, terms=terms, by=submitted_at)


def store_hours(hours: Hours, *, unit_id: int, archive_id: int | None) -> int:
    """
    Add the hours that are new, or other than their newest version, and return how many. Two statements.

    Their partitions have to stand, see metering/partitions.py; call it inside the operation that hands them in.
    """
    if not len(hours):
        return 0
    known = _newest(unit_id, hours.starts_at[0], hours.starts_at[-1])
    measured = zip(
        hours.standard, hours.working, hours.pressure_pa, hours.temperature, hours.flags, strict=True
    )
    rows = _all_new(hours, measured, unit_id, archive_id)
    if known:
        rows = _other(rows, hours.starts_at, known)
    add_rows(HourlyVolume._meta.db_table, _COLUMNS, rows)  # noqa: SLF001 (Django's documented API)
    return len(rows)


def _all_new(hours: Hours, measured: Iterable[Values], unit_id: int, archive_id: int | None) -> list[Values]:
    stamps = _stamps(hours.starts_at)
    return [
        (unit, stamp, version, *figures, archive)
        for unit, stamp, version, figures, archive in zip(
            repeat(unit_id), stamps, repeat(1), measured, repeat(archive_id), strict=False
        )
    ]


def _other(
    rows: Sequence[Values], starts_at: Sequence[datetime], known: dict[datetime, Values]
) -> list[Values]:
    """Leave out what is known already, and give the next version to what differs."""
    found = []
    for row, moment in zip(rows, starts_at, strict=True):
        version, *figures = known.get(moment, (0,))
        if figures != list(row[3:-1]):
            found.append((*row[:2], version + 1, *row[3:]))
    return found


def _newest(unit_id: int, first: datetime, last: datetime) -> dict[datetime, Values]:
    """Return version and figures, as the database keeps them, of the newest version of each hour."""
    rows = HourlyVolume.objects.everywhere(reason="the unit was judged as the viewer's").filter(
        unit_id=unit_id, starts_at__gte=first, starts_at__lte=last
    )
    columns = ("starts_at", "version", "volume", "working_volume", "pressure", "temperature", "flags")
    return {
        moment: (version, _whole(volume), _whole(working), pressure, temperature, flags)
        for moment, version, volume, working, pressure, temperature, flags in rows.order_by(
            "version"
        ).values_list(*columns)
    }


def _whole(volume: Any) -> int | None:
    return None if volume is None else int(volume.scaleb(4))


def _stamps(starts_at: Sequence[datetime]) -> Sequence[Any]:
    if connection.vendor == "postgresql":
        return starts_at
    return [moment.isoformat(" ").removesuffix("+00:00") for moment in starts_at]
