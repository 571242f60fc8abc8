"""The hours of an archive that belong to its unit: of chosen days, and while the device stood there."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime, timedelta

from kabinet.formats.archives import Hours
from kabinet.foundation.viewer import Viewer
from kabinet.metering.archives.edge_days import edge_days
from kabinet.metering.archives.joined_days import joined_days, with_joined
from kabinet.metering.archives.reading import read
from kabinet.metering.models import ArchiveFile, Instrument
from kabinet.organizations.queries import Terms
from kabinet.values.gas_days import GasDayClock

_AN_HOUR = timedelta(hours=1)
_MOMENT = timedelta.resolution


def hours_of(
    archive: ArchiveFile, days: Collection[date], *, viewer: Viewer, terms: Terms, by: datetime
) -> Hours:
    """
    Read the original again and return the hours of these gas days that were over by a moment.

    Of the day on which one device took another's place, they are those of both, from the files handed over by then;
    what the first or the last day lacks is what is kept already.

    :raises ArchiveUnreadable: the original is gone
    """
    own = _of_days(read(archive, terms=terms).hours, days, archive.instrument, clock=terms.clock, by=by)
    edges = edge_days(archive, viewer=viewer, terms=terms)
    joined = edges | joined_days(archive, viewer=viewer, terms=terms, by=by)
    return with_joined(own, {day: one for day, one in joined.items() if day in days})


def _of_days(
    hours: Hours, days: Collection[date], instrument: Instrument | None, *, clock: GasDayClock, by: datetime
) -> Hours:
    """Return the hours of the days that the device counted in its unit from end to end."""
    since = instrument.installed_at if instrument else None
    until = min(by, instrument.removed_at or by) if instrument else by
    places: list[int] = []
    for day in sorted(days):
        begins, ends = clock.begins_at(day), clock.ends_at(day)
        begin = bisect_left(hours.starts_at, max(begins, since or begins))
        places += range(begin, bisect_left(hours.starts_at, min(ends, until - _AN_HOUR + _MOMENT)))
    columns = (getattr(hours, column.name) for column in fields(Hours))
    return Hours(*([column[place] for place in places] for column in columns))
