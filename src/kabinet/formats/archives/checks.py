"""What the figures of an archive say against each other. A run of hours with the same trouble is one finding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from kabinet.formats.archives.archive import Flag
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.hours import HourColumns
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.readings import ATMOSPHERE_PA, Readings
from kabinet.formats.archives.shapes import Limits

_STANDARD_KELVIN = 293.15
_ZERO_CELSIUS = 273.15
_MILLIONTHS = 1_000_000
_FEW_HOURS = 24
_FLAGS = (
    (int(Flag.ALARM), FindingCode.ALARM),
    (int(Flag.UNRELIABLE), FindingCode.UNRELIABLE),
    (int(Flag.WARNING), FindingCode.WARNING),
)


@dataclass(frozen=True, slots=True)
class Checks:
    """Looks at hours and the readings they came from; what it sees goes to the findings."""

    table: Table
    readings: Readings
    hours: HourColumns
    starts_at: Sequence[datetime]
    findings: Findings
    limits: Limits

    def run(self) -> None:
        self._check_status()
        self._check_conversion()
        self._check_zero_runs()
        self._check_jumps()

    def _check_status(self) -> None:
        flags = self.hours.flags
        for flag, code in _FLAGS:
            if any(value & flag for value in set(flags)):
                for run in _runs([place for place, value in enumerate(flags) if value & flag]):
                    self._tell(code, run, status=self.readings.status[self.hours.places[run[0]]])

    def _check_conversion(self) -> None:
        """Compare C with P / 101.325 kPa × 293.15 / (T + 273.15) / K (RULES B4.3)."""
        readings, picked = self.readings, self.hours.places
        if not picked or readings.conversion[picked[0]] is None:
            return
        off = set(_off(readings, self.limits.conversion))
        if not off:
            return
        for run in _runs([place for place, reading in enumerate(picked) if reading in off]):
            stated, expected = readings.conversion[picked[run[0]]], _expected(readings, picked[run[0]])
            self._tell(
                FindingCode.CONVERSION_OFF,
                run,
                stated=round((stated or 0) * _MILLIONTHS),
                expected=round(expected * _MILLIONTHS),
            )

    def _check_zero_runs(self) -> None:
        standard = self.hours.standard
        if 0 not in standard:
            return
        for run in _runs([place for place, volume in enumerate(standard) if not volume]):
            if self.limits.zero_hours <= len(run) < len(standard):
                self._tell(FindingCode.ZERO_RUN, run)

    def _check_jumps(self) -> None:
        """Find hours of so many times the median of the hours with gas."""
        flowing = [volume for volume in self.hours.standard if volume]
        if len(flowing) < _FEW_HOURS:
            return
        usual = int(median(flowing))
        bound = usual * self.limits.jump
        if max(flowing) >= bound:
            for place, volume in enumerate(self.hours.standard):
                if volume >= bound:
                    self._tell(FindingCode.JUMP, [place], volume=volume, usual=usual)

    def _tell(self, code: FindingCode, run: Sequence[int], **facts: Any) -> None:
        self.findings.add(
            code,
            row=self.table.where(self.readings.places[self.hours.places[run[0]]]),
            hour=self.starts_at[run[0]],
            hours=len(run),
            **facts,
        )


def _off(readings: Readings, tolerance: float) -> Iterator[int]:
    columns = zip(
        readings.conversion, readings.pressure, readings.temperature, readings.compressibility, strict=True
    )
    for place, (stated, pascals, celsius, k) in enumerate(columns):
        if stated is None or pascals is None or celsius is None:
            continue
        left = stated * ATMOSPHERE_PA * (celsius + _ZERO_CELSIUS) * (k or 1.0)
        right = pascals * _STANDARD_KELVIN
        if not -tolerance * right <= left - right <= tolerance * right:
            yield place


def _expected(readings: Readings, place: int) -> float:
    pascals, celsius = readings.pressure[place] or 0.0, readings.temperature[place] or 0.0
    kelvin, k = celsius + _ZERO_CELSIUS, readings.compressibility[place] or 1.0
    return pascals / ATMOSPHERE_PA * _STANDARD_KELVIN / kelvin / k if kelvin else 0.0


def _runs(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Return neighbouring places together."""
    begin = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield places[begin:at]
            begin = at
