"""
The first and the last gas day of a file, whole with hours that an earlier one gave.

A month is read from the end of its first hour to the end of the next month's first: what one file lacks stands in the
one before (RULES A2).
"""

from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering.archive_report import DaySum
from kabinet.metering.archives.joined_days import ByHour, Figures, JoinedDay, figures_by_hour
from kabinet.metering.archives.reading import read
from kabinet.metering.models import ArchiveFile, HourlyVolume
from kabinet.organizations.queries import Terms


def edge_days(archive: ArchiveFile, *, viewer: Viewer, terms: Terms) -> dict[date, JoinedDay]:
    """
    Return those of both days that the file gives in part, and hours that are kept make whole.

    Where all hours of the day are kept, they say the same or the day is left alone: a part replaces no whole. A query
    for each such day; the file is read again only where one can be whole.
    """
    found = {}
    for one in _in_part(archive):
        begins, ends = terms.clock.begins_at(one.day), terms.clock.ends_at(one.day)
        kept = _kept(archive, begins, ends, viewer=viewer)
        if len(kept) + one.hours < one.expected_hours:
            continue
        hours = figures_by_hour(read(archive, terms=terms).hours)
        own = {moment: figures for moment, figures in hours if begins <= moment < ends}
        together = {**kept, **own}
        if len(together) == one.expected_hours and (
            len(kept) < one.expected_hours or _sum(together) == _sum(kept)
        ):
            found[one.day] = JoinedDay(one.day, together, one.expected_hours, others="")
    return found


def _in_part(archive: ArchiveFile) -> list[DaySum]:
    days = archive.report.get("days", [])
    edges = [DaySum.of(one) for one in (*days[:1], *days[1:][-1:])]
    return [one for one in edges if one.hours < one.expected_hours]


def _kept(archive: ArchiveFile, begins: datetime, ends: datetime, *, viewer: Viewer) -> ByHour:
    """Return the newest version of the hours that are kept."""
    rows = HourlyVolume.objects.visible_to(viewer).filter(
        unit_id=archive.unit_id, starts_at__gte=begins, starts_at__lt=ends
    )
    columns = ("starts_at", "volume", "working_volume", "pressure", "temperature", "flags")
    return {
        moment: Figures(
            _whole(volume), None if working is None else _whole(working), pressure, temperature, flags, row=0
        )
        for moment, volume, working, pressure, temperature, flags in rows.order_by(
            "starts_at", "version"
        ).values_list(*columns)
    }


def _whole(volume: Decimal) -> int:
    """Return ten-thousandths of a m³, as archives have them."""
    return int(volume.scaleb(4))


def _sum(hours: ByHour) -> int:
    return sum(one.standard for one in hours.values())
