"""An archive as it was read: columns of hours in UTC, records of days, events, and what is not in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntFlag

from kabinet.formats.archives.findings import Finding, FindingCode


class Flag(IntFlag):
    """What is to be known of one hour."""

    ALARM = 1
    WARNING = 2
    UNRELIABLE = 4
    MOVED = 8
    """The device was in summer time; the hour stands where it was by the zone of the contract."""
    MERGED = 16
    """The clock of the device went back: two of its hours are one."""


@dataclass(frozen=True, slots=True)
class Hours:
    """
    Columns of the same length, one place an hour, in the order of time and without doubles.

    Volumes are whole ten-thousandths of a m³ and never below zero.
    """

    starts_at: Sequence[datetime] = ()
    standard: Sequence[int] = ()
    working: Sequence[int | None] = ()
    pressure_pa: Sequence[int | None] = ()
    """Absolute."""
    temperature: Sequence[int | None] = ()
    """Hundredths of a degree Celsius."""
    flags: Sequence[int] = ()
    """`Flag`, as whole numbers."""
    rows: Sequence[int] = ()
    """The line of the text or the row of the sheet that closes the hour."""

    def __len__(self) -> int:
        return len(self.starts_at)


@dataclass(frozen=True, slots=True)
class DayRecord:
    """What the file itself says of a gas day of the device, in ten-thousandths of a m³."""

    day: date
    standard: int
    working: int | None
    row: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    code: str
    row: int


@dataclass(frozen=True, slots=True)
class Constant:
    """What a constant of the device was from an hour on, in UTC; `value` as the file writes it."""

    name: str
    value: str
    since: datetime
    row: int
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    template: str
    version: int
    model: str
    serial: str
    """As the file says it; empty where it does not."""
    of_point: bool = False
    """What it says as a serial number is the code of a metering point."""
    device_hour: int
    """When the day of the device begins."""
    encoding: str
    begins_at: datetime | None
    ends_at: datetime | None
    hours: Hours
    days: Sequence[DayRecord]
    events: Sequence[Event]
    constants: Sequence[Constant] = ()
    """By name and time; a value stands once for as long as it lasts."""
    findings: Sequence[Finding]
    left_off: Mapping[FindingCode, int] = field(default_factory=dict)
    """How many more findings of a code there were than are listed."""
