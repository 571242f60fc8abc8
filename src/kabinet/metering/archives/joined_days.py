"""
The gas day on which one device took another's place, out of the archives of both.

Each gives the hours in which it stood in the unit; the hour of the replacement itself is the sum of both parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from operator import or_

from django.db.models import Q

from kabinet.formats.archives import Flag, Hours
from kabinet.foundation.viewer import Viewer
from kabinet.metering.archive_report import DaySum
from kabinet.metering.archives.reading import read
from kabinet.metering.models import ArchiveFile, Instrument
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.organizations.queries import Terms

_AN_HOUR = timedelta(hours=1)
_TROUBLED = int(Flag.ALARM | Flag.UNRELIABLE)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is kept of one hour, as formats.archives.Hours has it."""

    standard: int
    working: int | None
    pressure_pa: int | None
    temperature: int | None
    flags: int
    row: int

    def __add__(self, other: "Figures") -> "Figures":
        working = None
        if self.working is not None and other.working is not None:
            working = self.working + other.working
        return Figures(
            self.standard + other.standard,
            working,
            self.pressure_pa,
            self.temperature,
            or_(self.flags, other.flags),
            self.row,
        )


ByHour = Mapping[datetime, Figures]


@dataclass(frozen=True, slots=True)
class JoinedDay:
    """
    A gas day with hours of more than one file.

    `hours` are those that every device has which stood there then; `others` names the other devices.
    """

    day: date
    hours: ByHour
    expected_hours: int
    others: str

    @property
    def sum(self) -> DaySum:
        return DaySum(
            self.day,
            Decimal(sum(one.standard for one in self.hours.values())).scaleb(-4),
            len(self.hours),
            self.expected_hours,
            sum(bool(one.flags & _TROUBLED) for one in self.hours.values()),
        )


def joined_days(archive: ArchiveFile, *, viewer: Viewer, terms: Terms, by: datetime) -> dict[date, JoinedDay]:
    """
    Return the days of the file on which its device took another's place, or another its own, with the hours of all.

    Of the files of the others, the newest counts that was handed over by a moment: so a day that waits for consent
    stays what it was when it was handed in.

    One query where there may be such a day; where there is one, the files are read again.
    """
    if archive.instrument is None:
        return {}
    clock, own = terms.clock, archive.instrument
    turns = {clock.day_at(moment): moment for moment in (own.installed_at, own.removed_at) if moment}
    days = {day for day, moment in turns.items() if moment != clock.begins_at(day)}
    days &= {date.fromisoformat(one[0]) for one in archive.report.get("days", ())}
    found = {}
    for day in days:
        begins, ends = clock.begins_at(day), clock.ends_at(day)
        others = _others(own, begins, ends, viewer=viewer)
        if others:
            files = [archive, *(_file_of(one, begins, ends, viewer=viewer, by=by) for one in others)]
            parts = [_hours_of(file, begins, ends, terms=terms) for file in files]
            found[day] = _joined(day, [own, *others], parts, begins, ends)
    return found


def with_joined(hours: Hours, joined: Mapping[date, JoinedDay]) -> Hours:
    """Return the hours of a file, with those of its joined days in their place."""
    if not joined:
        return hours
    kept = dict(figures_by_hour(hours))
    for day in joined.values():
        kept.update(day.hours)
    moments = sorted(kept)
    figures = [kept[moment] for moment in moments]
    return Hours(
        starts_at=moments,
        standard=[one.standard for one in figures],
        working=[one.working for one in figures],
        pressure_pa=[one.pressure_pa for one in figures],
        temperature=[one.temperature for one in figures],
        flags=[one.flags for one in figures],
        rows=[one.row for one in figures],
    )


def _others(own: Instrument, begins: datetime, ends: datetime, *, viewer: Viewer) -> list[Instrument]:
    """Return what stood there on the day before the device came, or after it went; never what stands beside it."""
    turns = Q(removed_at__gt=begins, removed_at__lte=own.installed_at)
    if own.removed_at is not None:
        turns |= Q(installed_at__gte=own.removed_at, installed_at__lt=ends)
    rows = Instrument.objects.visible_to(viewer).filter(turns, unit_id=own.unit_id, kind=own.kind)
    return list(rows.exclude(pk=own.pk).order_by("installed_at", "id"))


def _file_of(
    instrument: Instrument, begins: datetime, ends: datetime, *, viewer: Viewer, by: datetime
) -> ArchiveFile | None:
    """Return the newest file of the device with hours of the day, handed in or not."""
    rows = ArchiveFile.objects.visible_to(viewer).filter(
        instrument=instrument,
        status__in=[ArchiveStatus.READ, ArchiveStatus.SUBMITTED],
        first_hour__lt=ends,
        last_hour__gte=begins,
        uploaded_at__lte=by,
    )
    return rows.select_related("instrument").order_by("-uploaded_at", "-id").first()


def _hours_of(file: ArchiveFile | None, begins: datetime, ends: datetime, *, terms: Terms) -> ByHour:
    if file is None or file.instrument is None:
        return {}
    return {
        moment: figures
        for moment, figures in figures_by_hour(read(file, terms=terms).hours)
        if begins <= moment < ends and _stands(file.instrument, moment)
    }


def figures_by_hour(hours: Hours) -> Iterator[tuple[datetime, Figures]]:
    """Yield the hours of a file one by one."""
    columns = (hours.standard, hours.working, hours.pressure_pa, hours.temperature, hours.flags, hours.rows)
    for moment, *figures in zip(hours.starts_at, *columns, strict=True):
        yield moment, Figures(*figures)


def _stands(instrument: Instrument, hour: datetime) -> bool:
    """Say whether the device stood there for some of the hour."""
    ends = hour + _AN_HOUR
    return instrument.installed_at < ends and (instrument.removed_at is None or hour < instrument.removed_at)


def _joined(
    day: date, instruments: Sequence[Instrument], parts: Sequence[ByHour], begins: datetime, ends: datetime
) -> JoinedDay:
    hours, expected = {}, 0
    hour, last = begins.astimezone(UTC), ends.astimezone(UTC)
    while hour < last:
        expected += 1
        own = [part for one, part in zip(instruments, parts, strict=True) if _stands(one, hour)]
        if own and all(hour in part for part in own):
            first, *more = [part[hour] for part in own]
            for figures in more:
                first += figures
            hours[hour] = first
        hour += _AN_HOUR
    return JoinedDay(day, hours, expected, ", ".join(str(one) for one in instruments[1:]))
