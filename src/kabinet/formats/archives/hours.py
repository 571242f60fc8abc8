"""Hours out of readings: differences of running totals, sums of half-hours, gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import lt, sub
from typing import Any

from kabinet.formats.archives.archive import Flag
from kabinet.formats.archives.device_clock import DeviceClock
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.sequence import Sequenced
from kabinet.formats.archives.shapes import Stamp, Volumes
from kabinet.formats.archives.stamps import HOUR

_TOTAL_TOLERANCE = 100


@dataclass(slots=True)
class HourColumns:
    """Hours by the clock of the device, in the order of time; `places` are those of the readings."""

    begins: list[int] = field(default_factory=list)
    standard: list[int] = field(default_factory=list)
    working: list[int | None] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def picked(self, order: Iterable[int]) -> "HourColumns":
        places = list(order)
        columns: tuple[list[Any], ...] = (self.begins, self.standard, self.working, self.flags, self.places)
        return HourColumns(*([column[place] for place in places] for column in columns))


class HourMaker:
    def __init__(
        self,
        table: Table,
        found: Sequenced,
        clock: DeviceClock,
        findings: Findings,
        *,
        volumes: Volumes,
        stamp: Stamp,
    ) -> None:
        self._table = table
        self._found = found
        self._readings = found.readings
        self._clock = clock
        self._findings = findings
        self._volumes = volumes
        back = found.spacing if stamp is Stamp.END else 0
        self._begins = (
            [minute - back for minute in self._readings.minutes] if back else self._readings.minutes
        )
        self._spanned: dict[int, int] = {}

    def make(self) -> HourColumns:
        """Return the hours that the readings close; what is no whole hour is told of."""
        columns = self._differences() if self._volumes is Volumes.TOTALS else self._increments()
        columns = self._whole_hours(self._on_the_hour(columns))
        self._tell_gaps(columns)
        return columns

    def _increments(self) -> HourColumns:
        readings = self._readings
        columns = self._columns(readings.standard, readings.working, range(len(readings)))
        if min(readings.standard, default=0) < 0:
            columns = columns.picked([place for place, volume in enumerate(readings.standard) if volume >= 0])
            for place, volume in enumerate(readings.standard):
                if volume < 0:
                    self._tell(FindingCode.BELOW_ZERO, place, volume=volume)
        self._check_total()
        return columns

    def _check_total(self) -> None:
        readings, minutes = self._readings, self._readings.minutes
        if not readings.total or readings.total[0] is None or None in readings.total:
            return
        grown = list(map(sub, readings.total[1:], readings.total))
        off = map(sub, grown, readings.standard[1:])
        for place, (by, grew) in enumerate(zip(off, grown, strict=True), start=1):
            if not -_TOTAL_TOLERANCE <= by <= _TOTAL_TOLERANCE:
                if minutes[place] - minutes[place - 1] == self._found.spacing:
                    self._tell(FindingCode.TOTAL_DIFFERS, place, volume=readings.standard[place], total=grew)
                elif grew >= readings.standard[place]:
                    self._spanned[self._after(place - 1)] = grew - readings.standard[place]

    def _differences(self) -> HourColumns:
        readings = self._readings
        if not len(readings):
            return HourColumns()
        self._tell(FindingCode.NO_STARTING_TOTAL, 0)
        grown = list(map(sub, readings.standard[1:], readings.standard))
        steps = list(map(sub, readings.minutes[1:], readings.minutes))
        working: list[int | None]
        if None in readings.working:
            working = [None] * len(readings)
        else:
            working = [None, *map(sub, readings.working[1:], readings.working)]
        columns = self._columns([0, *grown], working, range(len(readings)))
        if set(steps) <= {self._found.spacing} and (not grown or min(grown) >= 0):
            return columns.picked(range(1, len(readings)))
        return columns.picked(
            place
            for place, (volume, step) in enumerate(zip(grown, steps, strict=True), start=1)
            if self._closes_its_hour(place, volume, step)
        )

    def _closes_its_hour(self, place: int, volume: int, step: int) -> bool:
        readings = self._readings
        if volume < 0:
            before, after = readings.standard[place - 1], readings.standard[place]
            self._tell(FindingCode.TOTAL_FELL, place, before=before, after=after)
            return False
        if step == self._found.spacing or place in self._found.joined:
            return True
        self._spanned[self._after(place - 1)] = volume
        return False

    def _columns(
        self, standard: Sequence[int], working: Sequence[int | None], places: Sequence[int]
    ) -> HourColumns:
        if any(volume is not None and volume < 0 for volume in working):
            working = [None if volume is None or volume < 0 else volume for volume in working]
        return HourColumns(
            list(self._begins), list(standard), list(working), list(self._readings.flags), list(places)
        )

    def _on_the_hour(self, columns: HourColumns) -> HourColumns:
        spacing = min(self._found.spacing, HOUR)
        if not any(begin % spacing for begin in columns.begins):
            return columns
        keep = [place for place, begin in enumerate(columns.begins) if begin % spacing == 0]
        for place in set(range(len(columns.begins))) - set(keep):
            self._tell(FindingCode.OFF_HOUR, columns.places[place])
        return columns.picked(keep)

    def _whole_hours(self, columns: HourColumns) -> HourColumns:
        """Add up half-hours, and what a clock that went back stamped twice."""
        if self._found.spacing >= HOUR and all(map(lt, columns.begins, columns.begins[1:])):
            return columns
        parts: dict[int, list[int]] = {}
        for place, begin in enumerate(columns.begins):
            parts.setdefault(begin // HOUR * HOUR, []).append(place)
        needed = max(HOUR // self._found.spacing, 1)
        whole = HourColumns()
        for begin in sorted(parts):
            if len(parts[begin]) >= needed:
                self._add_hour(whole, columns, begin, parts[begin], merged=len(parts[begin]) > needed)
        return whole

    @staticmethod
    def _add_hour(
        whole: HourColumns, columns: HourColumns, begin: int, places: Sequence[int], *, merged: bool
    ) -> None:
        working = [columns.working[place] for place in places]
        flags = int(Flag.MERGED) if merged else 0
        for place in places:
            flags |= columns.flags[place]
        whole.begins.append(begin)
        whole.standard.append(sum(columns.standard[place] for place in places))
        whole.working.append(None if None in working else sum(volume or 0 for volume in working))
        whole.flags.append(flags)
        whole.places.append(columns.places[places[-1]])

    def _tell_gaps(self, columns: HourColumns) -> None:
        for place, step in enumerate(map(sub, columns.begins[1:], columns.begins), start=1):
            if step > HOUR:
                begin = columns.begins[place - 1] + HOUR
                facts = {} if (volume := self._spanned.get(begin)) is None else {"volume": volume}
                self._tell(FindingCode.GAP, columns.places[place], at=begin, hours=step // HOUR - 1, **facts)

    def _after(self, place: int) -> int:
        return self._begins[place] + self._found.spacing

    def _tell(self, code: FindingCode, place: int, *, at: int | None = None, **facts: Any) -> None:
        self._findings.add(
            code,
            row=self._table.where(self._readings.places[place]),
            hour=self._clock.utc(self._begins[place] if at is None else at),
            **facts,
        )
