"""Rows of data as texts, wherever they came from."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kabinet.formats.archives.errors import NotAnArchive
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.shapes import Place, Template

MOST_ROWS = 200_000
"""Twenty years of one unit."""
MOST_OTHERS = 20_000

Row = Sequence[str]
Find = Callable[[Place], int | None]


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the columns of a template stand in the rows, from 0."""

    time: tuple[int, ...]
    status: tuple[int, ...]
    constants: Mapping[str, int]
    roles: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DayTotal:
    """A row with the sum of a gas day, and the day that its title named."""

    row: Row
    where: tuple[str, int]
    day: str


@dataclass(frozen=True, slots=True)
class Named:
    """A device that a heading names, for the rows from a place on."""

    place: int
    model: str
    serial: str


@dataclass(slots=True)
class Table:
    positions: Positions
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    others: list[tuple[int, str]] = field(default_factory=list)
    totals: list[DayTotal] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    day_hour: int | None = None
    """When the day of the device begins, where a heading tells."""
    cut: bool = False
    """Whether the file ends before its own end."""
    starts: list[int] = field(default_factory=lambda: [0])
    files: list[str] = field(default_factory=lambda: [""])

    def where(self, place: int) -> tuple[str, int]:
        """Return the file and the number of the row at a place."""
        return self.files[bisect_right(self.starts, place) - 1], self.numbers[place]

    def append(self, other: "Table", *, file: str) -> None:
        """Put the rows of another file of the same template behind."""
        before = len(self.rows)
        self.starts.append(before)
        self.named += [replace(device, place=device.place + before) for device in other.named]
        self.day_hour = other.day_hour if self.day_hour is None else self.day_hour
        self.files.append(file)
        self.rows += other.rows
        self.numbers += other.numbers
        self.others += other.others
        self.totals += other.totals
        self.cut |= other.cut


def check_size(rows: int) -> None:
    """:raises NotAnArchive: more rows than an archive can have"""
    if rows > MOST_ROWS:
        raise NotAnArchive("too-many-rows", most=MOST_ROWS)


def by_position(template: Template) -> Positions:
    """Return the positions of a template that has no headers."""
    return _positions(template, lambda place: place - 1 if isinstance(place, int) else None)


def by_name(template: Template, found: Mapping[str, int]) -> Positions | None:
    """Return the positions if every column is among the headers found; a column by position stays there."""

    def find(place: Place) -> int | None:
        if isinstance(place, int):
            return place - 1
        return next((found[name] for name in place if name in found), None)

    try:
        return _positions(template, find)
    except KeyError:
        return None


def _positions(template: Template, find: Find) -> Positions:
    def at(place: Place) -> int:
        position = find(place)
        if position is None:
            raise KeyError(place)
        return position

    columns = template.columns
    return Positions(
        time=tuple(at(place) for place in columns.time),
        status=tuple(at(place) for place in columns.status),
        constants={name: at(place) for name, place in columns.constants.items()},
        roles={role: at(place) for role, place in columns.roles.items()},
    )


def tell_shifted(findings: Findings, file: str, number: int, *, cells: int, expected: int) -> None:
    findings.add(FindingCode.COLUMNS_SHIFTED, row=(file, number), cells=cells, expected=expected)
