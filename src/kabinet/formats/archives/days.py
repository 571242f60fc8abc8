"""Gas days: what the file itself records, and what its hours add up to."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kabinet.formats.archives.archive import Archive, DayRecord, Flag
from kabinet.formats.archives.device_clock import DeviceClock
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.hours import HourColumns
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.numbers import read_figures, whole
from kabinet.formats.archives.readings import TEN_THOUSANDTHS, Readings
from kabinet.formats.archives.sequence import Sequenced
from kabinet.formats.archives.shapes import Stamp, Template, Volumes
from kabinet.formats.archives.stamps import HOUR, MINUTES_OF_DAY, Stamps, day_of, minutes_at
from kabinet.values.gas_days import GasDayClock

_HOURS_OF_DAY = 24
_NIGHT_ENDS = 3
_TEXT_SHOWN = 40
_TROUBLED = int(Flag.ALARM | Flag.UNRELIABLE)
_MOVED = int(Flag.MOVED)


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
    least: int = 0
    """The smallest hour with gas, ten-thousandths of a m³; 0 where none had any."""
    greatest: int = 0

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
            least=min(filter(None, hours.standard[begin:end]), default=0),
            greatest=max(hours.standard[begin:end]),
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


def hour_of_days(minutes: Sequence[int], *, otherwise: int) -> int:
    """Return the hour at which most rows of days are stamped; `otherwise` where there are none, or at no full hour."""
    if not minutes:
        return otherwise
    [(minute, _rows)] = Counter(one % MINUTES_OF_DAY for one in minutes).most_common(1)
    return otherwise if minute % HOUR else minute // HOUR


class DayRows:
    """Rows of days; where a file holds nothing else, what is missing among them is told, too."""

    def __init__(
        self,
        readings: Readings,
        table: Table,
        template: Template,
        findings: Findings,
        clock: DeviceClock,
        *,
        alone: bool,
    ) -> None:
        self._readings = readings
        self._table = table
        self._template = template
        self._findings = findings
        self._clock = clock
        self._alone = alone

    def records(self, *, device_hour: int) -> Iterator[DayRecord]:
        """Return the volumes of days; running totals need the day before."""
        readings, totals = self._readings, self._template.volumes is Volumes.TOTALS
        back = MINUTES_OF_DAY if self._template.time.stamp is Stamp.END else 0
        for place, minute in enumerate(readings.minutes):
            if self._closes_its_day(place, totals=totals):
                standard, working = self._volumes(place, totals=totals)
                day = day_of(minute - back - device_hour * HOUR)
                file, row = self._table.where(readings.places[place])
                yield DayRecord(day, standard, working, row, file)

    def _closes_its_day(self, place: int, *, totals: bool) -> bool:
        readings = self._readings
        if not totals:
            return readings.standard[place] >= 0 or self._tell(FindingCode.BELOW_ZERO, place)
        if not place:
            return self._tell(FindingCode.NO_STARTING_TOTAL, place)
        if readings.standard[place] < readings.standard[place - 1]:
            return self._tell(FindingCode.TOTAL_FELL, place)
        step = readings.minutes[place] - readings.minutes[place - 1]
        return step == MINUTES_OF_DAY or self._tell(FindingCode.GAP, place)

    def _volumes(self, place: int, *, totals: bool) -> tuple[int, int | None]:
        standard, working = self._readings.standard[place], self._readings.working[place]
        if not totals:
            return standard, working
        before = self._readings.working[place - 1]
        return standard - self._readings.standard[
            place - 1
        ], None if working is None or before is None else working - before

    def _tell(self, code: FindingCode, place: int) -> bool:
        if self._alone:
            row, hour = self._readings.places[place], self._clock.utc(self._readings.minutes[place])
            self._findings.add(code, row=self._table.where(row), hour=hour, **self._facts(code, place))
        return False

    def _facts(self, code: FindingCode, place: int) -> dict[str, Any]:
        standard, minutes = self._readings.standard, self._readings.minutes
        if code is FindingCode.GAP:
            hours = (minutes[place] - minutes[place - 1]) // HOUR
            return {"hours": hours, "volume": standard[place] - standard[place - 1]}
        if code is FindingCode.TOTAL_FELL:
            return {"before": standard[place - 1], "after": standard[place]}
        return {"volume": standard[place]} if code is FindingCode.BELOW_ZERO else {}


def days_of_totals(table: Table, template: Template, findings: Findings) -> Iterator[DayRecord]:
    """Return the records of days that stand in rows of sums, under the title of the day."""
    stamps, roles = Stamps(template.time.formats), table.positions.roles
    factor = TEN_THOUSANDTHS * template.volume_factor
    columns = [
        whole(
            read_figures([total.row[roles[role]] if role in roles else "" for total in table.totals]).values,
            factor,
        )
        for role in ("standard", "working")
    ]
    for total, standard, working in zip(table.totals, *columns, strict=True):
        day = stamps.day(total.day)
        if day is not None and standard is not None and standard >= 0:
            yield DayRecord(day, standard, working, total.where[1], total.where[0])
        else:
            column = roles["standard"] + 1
            text = total.row[column - 1].strip()[:_TEXT_SHOWN]
            findings.add(FindingCode.UNREADABLE_CELL, row=total.where, column=column, text=text)


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
    own = _own_minutes(hours)
    shorter, longer = (_switched(days_, device_hour) for days_ in (found.forward_days, found.back_days))
    for record in days:
        at = minutes_at(record.day) + device_hour * HOUR
        begin, end = bisect_left(own, at), bisect_left(own, at + MINUTES_OF_DAY)
        volume, day = sum(hours.standard[begin:end]), at // MINUTES_OF_DAY
        whole_day = end - begin == _HOURS_OF_DAY - (day in shorter) + (day in longer)
        if whole_day and abs(volume - record.standard) > tolerance:
            findings.add(
                FindingCode.HOURS_NOT_DAY,
                row=(record.file, record.row),
                hour=clock.utc(at),
                day=record.day.isoformat(),
                hours=volume,
                record=record.standard,
            )


def _switched(days: Iterable[int], device_hour: int) -> set[int]:
    """Return the gas days of the nights in which the clock was changed."""
    return {day - (device_hour > _NIGHT_ENDS) for day in days}


def _own_minutes(hours: HourColumns) -> Sequence[int]:
    """Return the beginnings as the device stamped them, in its own summer time where it kept one."""
    if not any(flag & _MOVED for flag in set(hours.flags)):
        return hours.begins
    return [begin + HOUR * bool(flag & _MOVED) for begin, flag in zip(hours.begins, hours.flags, strict=True)]
