"""What a template says, as values: the shape of a file, of its rows, columns, times and statuses."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

Place = int | tuple[str, ...]
"""A column: its position from 1, or the headers (for XML the paths) by which it goes."""


class Layout(StrEnum):
    GROUPS = "groups"
    """Rows of values in parentheses: (18484)(640)(2014-05-02,10:00:00)…"""
    SEPARATED = "separated"
    """A table: text with separators, CSV, or a sheet of a workbook."""
    XML = "xml"


class Stamp(StrEnum):
    BEGIN = "begin"
    END = "end"


class Volumes(StrEnum):
    INCREMENTS = "increments"
    TOTALS = "totals"
    """Running totals, of which differences are taken."""


class Otherwise(StrEnum):
    """What a status that is listed nowhere means."""

    NOTHING = "nothing"
    WARNING = "warning"
    ALARM = "alarm"
    UNRELIABLE = "unreliable"


VOLUME_UNITS = {"m3": 1, "thousand-m3": 1000}
PASCALS = {"kPa": 1_000.0, "bar": 100_000.0, "MPa": 1_000_000.0, "kgf/cm2": 98_066.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShape:
    layout: Layout
    marks: tuple[re.Pattern[str], ...]
    """All of them are found in the beginning of such a file, and of no other."""
    encodings: tuple[str, ...]
    separators: tuple[str, ...]
    """Two spaces mean a run of two and more, one space a run of any length."""
    width: int
    first_row: int
    """The first row of data among the rows that are not empty; 0 where the header tells."""
    sheet: bool
    row: str
    """The element of an XML file that is one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceShape:
    model: str
    patterns: tuple[re.Pattern[str], ...]
    """Groups `model`, `serial` and `day_hour`, looked for in the lines that are no rows of data."""
    is_point: bool
    """The column `serial` names the metering point, and nothing is said of its device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShape:
    formats: tuple[str, ...]
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    time: tuple[Place, ...]
    status: tuple[Place, ...]
    constants: Mapping[str, Place]
    roles: Mapping[str, Place]

    def places(self) -> Iterator[Place]:
        yield from self.time
        yield from self.status
        yield from self.constants.values()
        yield from self.roles.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShape:
    hour: frozenset[str]
    day: frozenset[str]
    mark: str
    """What the column `mark` says of a row that arrived whole."""
    channel: frozenset[str]
    """The values of the column `channel` that are read; others are somebody else's rows."""
    day_title: re.Pattern[str] | None
    day_total: re.Pattern[str] | None
    last: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusShape:
    alarm: frozenset[str]
    warning: frozenset[str]
    unreliable: frozenset[str]
    quiet: frozenset[str]
    otherwise: Otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    conversion: float
    """Share by which the conversion factor may differ from the one that P, T and K give."""
    day: int
    """Ten-thousandths of a m³ by which the sum of hours may differ from the record of the day."""
    zero_hours: int
    jump: int
    """How many times the usual hour is a jump."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    code: str
    version: int
    title: Mapping[str, str]
    file: FileShape
    device: DeviceShape
    time: TimeShape
    columns: Columns
    rows: RowShape
    status: StatusShape
    volumes: Volumes
    volume_factor: int
    """How many m³ one unit of volume is."""
    pascals: float
    gauge: bool
    """Whether the pressure is above the atmosphere, which then is taken for 101.325 kPa."""
    limits: Limits
