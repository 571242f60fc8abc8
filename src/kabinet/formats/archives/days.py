"""Gas days: what the file itself records, and what its hours add up to."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kabinet.formats.archives.archive import Archive, DayRecord, Flag
from kabinet.formats.archives.device_clock import DeviceClock
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.hours import HourColumns
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.numbers import read_figures, whole
from kabinet.formats.archives.readings import TEN_THOUSANDTHS, Readings
from kabinet.formats.archives.sequence import HOUR, Sequenced
from kabinet.formats.archives.stamps import MINUTES_OF_DAY, Stamps, day_of
from kabinet.formats.archives.templates import Stamp, Template, Volumes
from kabinet.values.gas_days import GasDayClock

_HOURS_OF_DAY = 24
_NIGHT_ENDS = 3
_TROUBLED = Flag.ALARM | Flag.UNRELIABLE


@dataclass(frozen=True, slots=True)
class DayVolume:
    """What the hours of one gas day of the contract add up to."""

    day: date
    standard: int
    """Ten-thousandths of a m³."""
    hours: int
    expected_hours: int
    """24, or 23 and 25 where the zone itself changes its clocks."""
    troubled: int
    """Hours of an alarm, or that the file calls unreliable."""

    @property
    def complete(self) -> bool:
        return self.hours == self.expected_hours


def day_volumes(archive: Archive, clock: GasDayClock) -> Sequence[DayVolume]:
    """Add the hours up by the gas days of the contract; a day without any hour is not there."""
    hours = archive.hours
    return [
        DayVolume(
            day=day,
            standard=sum(hours.standard[begin:end]),
            hours=end - begin,
            expected_hours=_length(clock, day),
            troubled=sum(1 for flag in hours.flags[begin:end] if flag & _TROUBLED),
        )
        for day, begin, end in _days_of(hours.starts_at, clock)
    ]


def _length(clock: GasDayClock, day: date) -> int:
    """Return the hours of a gas day: moments of one zone would be subtracted by their wall clocks."""
    return (clock.ends_at(day).astimezone(UTC) - clock.begins_at(day).astimezone(UTC)) // timedelta(hours=1)


def _days_of(starts_at: Sequence[datetime], clock: GasDayClock) -> Iterator[tuple[date, int, int]]:
    begin = 0
    while begin < len(starts_at):
        day = clock.day_at(starts_at[begin])
        end = bisect_left(starts_at, clock.ends_at(day), begin + 1)
        yield day, begin, end
        begin = end


def days_of_readings(
    readings: Readings, table: Table, template: Template, *, device_hour: int
) -> Iterator[DayRecord]:
    """Return the records of days among the rows; running totals need the day before."""
    totals = template.volumes is Volumes.TOTALS
    for place in range(len(readings)):
        minute, volume, working = readings.minutes[place], readings.standard[place], readings.working[place]
        if totals:
            if not place or minute - readings.minutes[place - 1] != MINUTES_OF_DAY:
                continue
            before = readings.working[place - 1]
            volume -= readings.standard[place - 1]
            working = None if working is None or before is None else working - before
        if volume >= 0:
            begin = minute - (MINUTES_OF_DAY if template.time.stamp is Stamp.END else 0)
            day = day_of(begin - device_hour * HOUR)
            yield DayRecord(day, volume, working, table.where(readings.places[place])[1])


def days_of_totals(table: Table, template: Template, findings: Findings) -> Iterator[DayRecord]:
    """Return the records of days that stand in rows of sums, under the title of the day."""
    stamps, roles = Stamps(template.time.formats), table.positions.roles
    for total in table.totals:
        day = stamps.day(total.day)
        texts = [total.row[roles[role]] if role in roles else "" for role in ("standard", "working")]
        standard, working = whole(
            [read_figures([text]).values[0] for text in texts], TEN_THOUSANDTHS * template.volume_factor
        )
        if day is not None and standard is not None and standard >= 0:
            yield DayRecord(day, standard, working, total.number)
        else:
            findings.add(
                FindingCode.UNREADABLE_CELL,
                row=("", total.number),
                column=roles["standard"] + 1,
                text=texts[0][:40],
            )


def check_days(
    days: Iterable[DayRecord],
    hours: HourColumns,
    found: Sequenced,
    clock: DeviceClock,
    findings: Findings,
    *,
    device_hour: int,
    tolerance: int,
) -> None:
    """Compare the sum of all hours of a device's day with the record of that day."""
    sums = _sums_of_device_days(hours, device_hour)
    shorter, longer = (_switched(days_, device_hour) for days_ in (found.forward_days, found.back_days))
    for record in days:
        at = (record.day.toordinal() - date(1970, 1, 1).toordinal()) * MINUTES_OF_DAY + device_hour * HOUR
        day = at // MINUTES_OF_DAY
        volume, count = sums.get(day, (0, 0))
        whole_day = count == _HOURS_OF_DAY - (day in shorter) + (day in longer)
        if whole_day and abs(volume - record.standard) > tolerance:
            findings.add(
                FindingCode.HOURS_NOT_DAY,
                row=("", record.row),
                hour=clock.utc(at),
                day=record.day.isoformat(),
                hours=volume,
                record=record.standard,
            )


def _switched(days: Iterable[int], device_hour: int) -> set[int]:
    """Return the gas days of the nights in which the clock was changed."""
    return {day - (device_hour > _NIGHT_ENDS) for day in days}


def _sums_of_device_days(hours: HourColumns, device_hour: int) -> dict[int, tuple[int, int]]:
    """Add up by the days as the device counted them, in its own summer time where it kept one."""
    sums: dict[int, tuple[int, int]] = {}
    for begin, volume, flag in zip(hours.begins, hours.standard, hours.flags, strict=True):
        own = begin + HOUR if flag & Flag.MOVED else begin
        day = (own - device_hour * HOUR) // MINUTES_OF_DAY
        total, count = sums.get(day, (0, 0))
        sums[day] = total + volume, count + 1
    return sums
