"""Rows of one kind as columns of figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import compress, repeat

from kabinet.formats.archives.archive import Flag
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.numbers import NO_FIGURE, Figures, read_figures, whole
from kabinet.formats.archives.shapes import Otherwise, StatusShape, Template
from kabinet.formats.archives.stamps import Stamps
from kabinet.formats.archives.workbooks import SHEET_FORMAT

TEN_THOUSANDTHS = 10_000
ATMOSPHERE_PA = 101_325
_TEXT_SHOWN = 40
_OTHERWISE = {
    Otherwise.NOTHING: 0,
    Otherwise.WARNING: Flag.WARNING,
    Otherwise.ALARM: Flag.ALARM,
    Otherwise.UNRELIABLE: Flag.UNRELIABLE,
}


@dataclass(slots=True)
class Readings:
    """Columns of the same length; a figure that is not there is None."""

    places: list[int]
    """In the table: where the row came from, and in which order it was written."""
    minutes: list[int]
    """Of the stamp, by the clock of the device."""
    standard: list[int]
    working: list[int | None]
    total: list[int | None]
    number: list[str]
    pressure: list[float | None]
    """Pascals, absolute."""
    temperature: list[float | None]
    compressibility: list[float | None]
    conversion: list[float | None]
    flags: list[int]
    status: list[str]

    def __len__(self) -> int:
        return len(self.places)

    def picked(self, places: Iterable[int]) -> "Readings":
        """Return the readings at these places, in this order."""
        order = list(places)
        return Readings(*([column[place] for place in order] for column in self.columns()))

    def joined(self, other: "Readings") -> "Readings":
        """Return both, as their rows were written."""
        both = Readings(
            *(ours + theirs for ours, theirs in zip(self.columns(), other.columns(), strict=True))
        )
        return both.picked(sorted(range(len(both)), key=both.places.__getitem__))

    def kept(self, keep: Sequence[bool]) -> "Readings":
        return self if all(keep) else Readings(*(list(compress(column, keep)) for column in self.columns()))

    def columns(self) -> Iterable[list]:  # type: ignore[type-arg]  # columns of different things
        return (getattr(self, field.name) for field in fields(self))


class Reader:
    """Reads rows of one table by one template."""

    def __init__(self, table: Table, template: Template, findings: Findings) -> None:
        self._table = table
        self._template = template
        self._findings = findings
        self._stamps = Stamps((*template.time.formats, *([SHEET_FORMAT] if template.file.sheet else [])))
        self._status = Statuses(template.status)

    def read(self, places: Sequence[int]) -> Readings:
        """Read the rows at these places; one without a stamp or a volume is told of and left out."""
        if not places:
            return Readings(*([] for _ in fields(Readings)))
        columns = self._columns(places)
        texts, flags = self._read_status(columns, len(places))
        minutes = self._read_stamps(columns, places)
        factor = TEN_THOUSANDTHS * self._template.volume_factor
        standard = self._read_volumes(columns, places, flags, factor)
        readings = Readings(
            places=list(places),
            minutes=minutes,  # type: ignore[arg-type]  # None goes below
            standard=standard,  # type: ignore[arg-type]
            working=whole(self._figures("working", columns, places), factor),
            total=whole(self._figures("standard_total", columns, places), factor),
            number=self._column("number", columns, len(places)),
            pressure=self._read_pressure(columns, places),
            temperature=list(self._figures("temperature", columns, places)),
            compressibility=list(self._figures("compressibility", columns, places)),
            conversion=list(self._figures("conversion", columns, places)),
            flags=flags,
            status=texts,
        )
        if None in minutes or None in standard:
            keep = [
                minute is not None and volume is not None
                for minute, volume in zip(minutes, standard, strict=True)
            ]
            return readings.kept(keep)
        return readings

    def stamps(self, places: Sequence[int]) -> list[int | None]:
        """Read the stamps alone."""
        if not places:
            return []
        return self._read_stamps(self._columns(places), places)

    def _columns(self, places: Sequence[int]) -> Sequence[Sequence[str]]:
        rows = self._table.rows
        chosen = rows if len(places) == len(rows) else [rows[place] for place in places]
        return list(zip(*chosen, strict=True))

    def _read_stamps(self, columns: Sequence[Sequence[str]], places: Sequence[int]) -> list[int | None]:
        first, *others = self._table.positions.time
        texts: Sequence[str] = columns[first]
        for position in others:
            texts = [f"{text} {more}" for text, more in zip(texts, columns[position], strict=True)]
        minutes = self._stamps.read(texts)
        if None in minutes:
            for place, text, minute in zip(places, texts, minutes, strict=True):
                if minute is None:
                    self._tell_stamp(place, first, text)
        return minutes

    def _tell_stamp(self, place: int, position: int, text: str) -> None:
        no_day = self._stamps.names_no_day(text)
        code = FindingCode.NO_SUCH_DAY if no_day else FindingCode.UNREADABLE_CELL
        self._tell(code, place, position, text)

    def _read_volumes(
        self, columns: Sequence[Sequence[str]], places: Sequence[int], flags: Sequence[int], factor: int
    ) -> list[int | None]:
        """Read the volumes; an empty cell is a mistake, unless the file itself calls the hour unreliable."""
        values = whole(self._figures("standard", columns, places), factor)
        if None in values:
            position = self._table.positions.roles["standard"]
            for place, value, flag, text in zip(places, values, flags, columns[position], strict=True):
                if value is None and text.strip() in NO_FIGURE:
                    self._tell_no_volume(place, position, text, unreliable=bool(flag & Flag.UNRELIABLE))
        return values

    def _tell_no_volume(self, place: int, position: int, text: str, *, unreliable: bool) -> None:
        if unreliable:
            row, positions = self._table.rows[place], self._table.positions.status
            status = self._status.text(row[at] for at in positions)
            self._findings.add(FindingCode.UNRELIABLE, row=self._table.where(place), status=status, hours=1)
        else:
            self._tell(FindingCode.UNREADABLE_CELL, place, position, text)

    def _read_pressure(self, columns: Sequence[Sequence[str]], places: Sequence[int]) -> list[float | None]:
        factor, above = self._template.pascals, ATMOSPHERE_PA if self._template.gauge else 0
        values = self._figures("pressure", columns, places)
        if None in values:
            return [None if value is None else value * factor + above for value in values]
        return [value * factor + above for value in values]  # type: ignore[operator]

    def _read_status(self, columns: Sequence[Sequence[str]], length: int) -> tuple[list[str], list[int]]:
        positions = self._table.positions.status
        if not positions:
            return [""] * length, [0] * length
        chosen = [columns[position] for position in positions]
        if all(column.count(column[0]) == length for column in chosen):
            only = [column[0] for column in chosen]
            return [self._status.text(only)] * length, [self._status.flag(only)] * length
        rows = list(zip(*chosen, strict=True))
        known = set(rows)
        texts, flags = (
            {row: self._status.text(row) for row in known},
            {row: self._status.flag(row) for row in known},
        )
        return list(map(texts.__getitem__, rows)), list(map(flags.__getitem__, rows))

    def _column(self, role: str, columns: Sequence[Sequence[str]], length: int) -> list[str]:
        position = self._table.positions.roles.get(role)
        return list(repeat("", length)) if position is None else list(columns[position])

    def _figures(
        self, role: str, columns: Sequence[Sequence[str]], places: Sequence[int]
    ) -> Sequence[float | None]:
        position = self._table.positions.roles.get(role)
        if position is None:
            return [None] * len(places)
        figures = read_figures(columns[position])
        for place in figures.unreadable:
            self._tell(FindingCode.UNREADABLE_CELL, places[place], position, columns[position][place])
        if figures.mixed:
            self._tell_mixed(figures, places[0], position)
        return figures.values

    def _tell_mixed(self, figures: Figures, place: int, position: int) -> None:
        self._findings.add(
            FindingCode.MIXED_MARKS,
            row=self._table.where(place),
            column=position + 1,
            commas=figures.commas,
            points=figures.points,
        )

    def _tell(self, code: FindingCode, place: int, position: int, text: str) -> None:
        self._findings.add(
            code, row=self._table.where(place), column=position + 1, text=text.strip()[:_TEXT_SHOWN]
        )


class Statuses:
    """What the statuses of a row say, by the template."""

    def __init__(self, shape: StatusShape) -> None:
        self._shape = shape

    def flag(self, row: Iterable[str]) -> int:
        flag = 0
        for code in self._codes(row):
            flag |= self._meaning(code)
        return flag

    def text(self, row: Iterable[str]) -> str:
        """Return the statuses that mean something."""
        return " ".join(dict.fromkeys(code for code in self._codes(row) if self._meaning(code)))

    def _meaning(self, code: str) -> int:
        shape = self._shape
        for listed, flag in (
            (shape.alarm, Flag.ALARM),
            (shape.warning, Flag.WARNING),
            (shape.unreliable, Flag.UNRELIABLE),
            (shape.quiet, 0),
        ):
            if code in listed:
                return int(flag)
        return int(_OTHERWISE[shape.otherwise])

    @staticmethod
    def _codes(row: Iterable[str]) -> list[str]:
        """A cell may hold several: 2;14."""
        codes = (code.strip() for cell in row for code in cell.replace(";", ",").split(","))
        return [code for code in codes if code]
