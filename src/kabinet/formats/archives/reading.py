"""From the bytes of a file to an archive: unfold, choose the template, read rows, put in order, make hours, check."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import lt

from kabinet.formats.archives.archive import Archive, Constant, DayRecord, Event, Hours
from kabinet.formats.archives.checks import Checks
from kabinet.formats.archives.constants import read_constants, tell_changes
from kabinet.formats.archives.containers import unfold
from kabinet.formats.archives.days import DayRows, check_days, days_of_totals, hour_of_days
from kabinet.formats.archives.device_clock import DeviceClock
from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.hours import HourColumns, HourMaker
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.numbers import whole
from kabinet.formats.archives.period import Expected, check_period
from kabinet.formats.archives.readings import Reader, Readings
from kabinet.formats.archives.recognition import template_of
from kabinet.formats.archives.rows import kinds_of
from kabinet.formats.archives.sequence import Sequenced, Sequencer
from kabinet.formats.archives.shapes import Template, Volumes
from kabinet.formats.archives.stamps import HOUR, MINUTES_OF_DAY
from kabinet.formats.archives.tables import read_tables
from kabinet.values.gas_days import GasDayClock

_HUNDREDTHS = 100
_AN_HOUR = timedelta(hours=1)


def read_archive(
    content: bytes,
    name: str,
    *,
    clock: GasDayClock,
    template: Template | None = None,
    device_hour: int | None = None,
    serial: str = "",
    expected: Expected | None = None,
) -> Archive:
    """
    Read a file by its template, or by the one that it is recognised by.

    The device keeps the time of the contract's zone. `device_hour` is when its day begins, where somebody recorded it;
    otherwise the heading of the file says it, or the rows of its days, and where nothing does, it follows the contract.
    `serial` chooses one of several devices, where the file holds it.

    :raises NotAnArchive: nothing of the file can be read; a bad row is a finding
    """
    parts = unfold(content, name)
    template = template or template_of(parts)
    findings = Findings()
    table, encoding = read_tables(parts, template, findings)
    reading = _Reading(
        table, template, findings, clock, table.day_hour if device_hour is None else device_hour
    )
    reading.read(serial)
    if expected is not None:
        check_period(reading.hours.starts_at, expected, clock, findings)
    return reading.archive(encoding)


class _Reading:
    """What is known so far of one file."""

    def __init__(
        self,
        table: Table,
        template: Template,
        findings: Findings,
        clock: GasDayClock,
        device_hour: int | None,
    ) -> None:
        self._table = table
        self._template = template
        self._findings = findings
        self._contract = clock
        self._told_hour, self._device_hour = device_hour, clock.hour
        self._reader = Reader(table, template, findings)
        self._sequencer = Sequencer(table, template.volumes, findings)
        self._clock = DeviceClock(clock.zone)
        self._serial = ""
        self.hours = Hours()
        self._days: Sequence[DayRecord] = ()
        self._events: Sequence[Event] = ()
        self._constants: Sequence[Constant] = ()

    def read(self, serial: str) -> None:
        """:raises NotAnArchive: there is no row that could be read"""
        kinds, self._serial = kinds_of(self._table, self._template, self._findings, serial=serial)
        hourly, daily = self._reader.read(kinds.hours), self._reader.read(kinds.days)
        self._events = self._read_events(kinds.events)
        days = self._sequencer.sequence(daily) if len(daily) else Sequenced(daily)
        found = self._sequencer.sequence(_with_closing_days(hourly, daily, self._template))
        if found.spacing == MINUTES_OF_DAY:
            found, days = Sequenced(self._reader.read(())), found
        if not len(found.readings) and not len(days.readings) and not self._table.totals:
            raise NotAnArchive("no-rows", template=self._template.code)
        self._device_hour = self._hour_of(days.readings)
        self._read_days(days.readings, alone=not len(found.readings))
        self._make_hours(found)

    def archive(self, encoding: str) -> Archive:
        starts_at = self.hours.starts_at
        return Archive(
            template=self._template.code,
            version=self._template.version,
            model=self._model(),
            serial=self._serial,
            of_point=self._template.device.is_point,
            device_hour=self._device_hour,
            encoding=encoding,
            begins_at=starts_at[0] if starts_at else None,
            ends_at=starts_at[-1] + _AN_HOUR if starts_at else None,
            hours=self.hours,
            days=self._days,
            events=self._events,
            constants=self._constants,
            findings=self._findings.found,
            left_off=self._findings.left_off(),
        )

    def _read_events(self, places: Sequence[int]) -> Sequence[Event]:
        rows, kind = self._table.rows, self._table.positions.roles.get("kind")
        if kind is None:
            return ()
        stamps = self._reader.stamps(places)
        return [
            Event(self._clock.utc(minutes), rows[place][kind].strip(), self._table.numbers[place])
            for place, minutes in zip(places, stamps, strict=True)
            if minutes is not None
        ]

    def _hour_of(self, days: Readings) -> int:
        """Return when the day of the device begins: a row of a day is stamped at just that time."""
        if self._told_hour is not None:
            return self._told_hour
        return hour_of_days(days.minutes, otherwise=self._contract.hour)

    def _read_days(self, readings: Readings, *, alone: bool) -> None:
        table, template, findings = self._table, self._template, self._findings
        rows = DayRows(readings, table, template, findings, self._clock, alone=alone)
        totals = days_of_totals(table, template, findings)
        self._days = [*rows.records(device_hour=self._device_hour), *totals]

    def _make_hours(self, found: Sequenced) -> None:
        if self._contract.hour != self._device_hour:
            self._findings.add(
                FindingCode.DAY_HOUR_DIFFERS, device=self._device_hour, contract=self._contract.hour
            )
        self._clock = DeviceClock(self._contract.zone, winter=found.summer)
        template = self._template
        maker = HourMaker(
            self._table,
            found,
            self._clock,
            self._findings,
            volumes=template.volumes,
            stamp=template.time.stamp,
        )
        columns = maker.make()
        columns, self.hours = self._in_utc(columns, found.readings)
        rows = [found.readings.places[place] for place in columns.places]
        self._constants = read_constants(self._table, rows, self.hours.starts_at)
        tell_changes(self._constants, self._findings)
        Checks(
            self._table, found.readings, columns, self.hours.starts_at, self._findings, template.limits
        ).run()
        check_days(
            self._days,
            columns,
            found,
            self._clock,
            self._findings,
            device_hour=self._device_hour,
            tolerance=template.limits.day,
        )

    def _in_utc(self, columns: HourColumns, readings: Readings) -> tuple[HourColumns, Hours]:
        starts_at = self._clock.all_utc(columns.begins)
        if not all(map(lt, starts_at, starts_at[1:])):
            # A zone that changes its own clocks: one of two hours that fall together counts.
            first = {moment: place for place, moment in reversed(list(enumerate(starts_at)))}
            columns = columns.picked(first[moment] for moment in sorted(first))
            starts_at = sorted(first)
        return columns, self._hours(columns, starts_at, readings)

    def _hours(self, columns: HourColumns, starts_at: Sequence[datetime], readings: Readings) -> Hours:
        places, numbers = columns.places, self._table.numbers
        pressure = whole(readings.pressure, 1)
        temperature = whole(readings.temperature, _HUNDREDTHS)
        return Hours(
            starts_at=starts_at,
            standard=columns.standard,
            working=columns.working,
            pressure_pa=[pressure[place] for place in places],
            temperature=[temperature[place] for place in places],
            flags=columns.flags,
            rows=[numbers[readings.places[place]] for place in places],
        )

    def _model(self) -> str:
        named = [device.model for device in self._table.named if device.serial == self._serial]
        return (named or [self._template.device.model])[0]


def _with_closing_days(hours: Readings, days: Readings, template: Template) -> Readings:
    """A running total at the end of a day closes its last hour, too, where no row of an hour does."""
    if template.volumes is not Volumes.TOTALS or not len(hours) or not len(days):
        return hours
    stamped = set(hours.minutes)
    closing = [
        place
        for place, minute in enumerate(days.minutes)
        if minute not in stamped and stamped & {minute - HOUR, minute + HOUR}
    ]
    return hours.joined(days.picked(closing)) if closing else hours
