"""Keeping the hours of an archive or of telemetry."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import repeat
from typing import Any

from django.db import connection

from kabinet.formats.archives import Hours
from kabinet.foundation.bulk import Values, add_rows
from kabinet.metering.models import HourlyVolume

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


def hours_within(hours: Hours, *, since: datetime, until: datetime) -> Hours:
    """Return the hours that begin from `since` on and before `until`."""
    first, last = (bisect_left(hours.starts_at, moment) for moment in (since, until))
    return Hours(*(getattr(hours, column.name)[first:last] for column in fields(Hours)))


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
