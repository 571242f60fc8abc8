"""What is kept of the reading of an archive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kabinet.formats.archives import Archive, day_volumes
from kabinet.metering.temperatures import temperatures_of
from kabinet.values.gas_days import GasDayClock

#: So many values of constants are kept; what changes oftener is none.
MOST_CONSTANTS = 200


@dataclass(frozen=True, slots=True)
class DaySum:
    """What a file gives for a gas day, m³; a sheet gives the day itself, as whole."""

    day: date
    volume: Decimal
    hours: int = 1
    expected_hours: int = 1
    troubled: int = 0

    @classmethod
    def of(cls, kept: Sequence[Any]) -> "DaySum":
        """Read a day as the report of an archive keeps it."""
        day, ten_thousandths, hours, expected_hours, troubled = kept
        volume = Decimal(ten_thousandths).scaleb(-4)
        return cls(date.fromisoformat(day), volume, hours, expected_hours, troubled)


def report_of(archive: Archive, *, clock: GasDayClock) -> dict[str, Any]:
    """Return what is kept of a reading: device, period, sums by gas day, and every finding, as JSON."""
    days = day_volumes(archive, clock)
    return {
        "model": archive.model,
        "serial": archive.serial,
        "version": archive.version,
        "device_hour": archive.device_hour,
        "encoding": archive.encoding,
        "days": [
            [one.day.isoformat(), one.standard, one.hours, one.expected_hours, one.troubled] for one in days
        ],
        "flows": {one.day.isoformat(): [one.least, one.greatest] for one in days},
        "temperatures": temperatures_of(archive, clock=clock),
        "constants": [
            [one.name, one.value, one.since.isoformat(), one.row, one.file]
            for one in archive.constants[:MOST_CONSTANTS]
        ],
        "findings": [
            [
                one.code.value,
                one.row,
                one.column,
                one.hour.isoformat() if one.hour else None,
                one.file,
                {name: str(fact) for name, fact in one.facts.items()},
            ]
            for one in archive.findings
        ],
        "left_off": {code.value: count for code, count in archive.left_off.items()},
    }
