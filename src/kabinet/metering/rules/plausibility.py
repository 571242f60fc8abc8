"""
How plausible a typed daily volume is: impossible ones are refused, unlikely ones want a reason.

The yardstick is the median of the unit's recent days (robust against a single slip) and the contract's daily maximum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from kabinet.metering.rules.words import Doubt, Fault

#: More than any industrial metering unit passes in a day: 100 million m³.
GREATEST = Decimal(100_000_000)

_FAR_OVER_MAXIMUM = Decimal("1.4")
_THOUSANDFOLD = Decimal(200)
_TENFOLD = Decimal(7)


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a unit's volume is measured against. `recent` are its last known daily volumes, m³, oldest first."""

    in_use_from: date
    in_use_to: date | None
    last_closed_day: date
    daily_maximum: Decimal | None
    recent: Sequence[Decimal] = ()

    @property
    def usual(self) -> Decimal | None:
        return median(self.recent) if self.recent else None


def find_fault(volume: Decimal, *, day: date, yardstick: Yardstick) -> Fault | None:
    """Return why the volume, m³, cannot be, or None."""
    if volume < 0:
        return Fault.NEGATIVE
    if volume > GREATEST:
        return Fault.TOO_LARGE
    if day > yardstick.last_closed_day:
        return Fault.DAY_NOT_CLOSED
    if day < yardstick.in_use_from or (yardstick.in_use_to is not None and day >= yardstick.in_use_to):
        return Fault.OUT_OF_USE
    return None


def find_doubt(volume: Decimal, *, yardstick: Yardstick) -> Doubt | None:
    """Return what is unlikely about the volume, m³, the strongest doubt first, or None."""
    usual = yardstick.usual
    if usual:
        if volume >= usual * _THOUSANDFOLD or (volume and volume * _THOUSANDFOLD <= usual):
            return Doubt.THOUSANDFOLD
        if volume >= usual * _TENFOLD or (volume and volume * _TENFOLD <= usual):
            return Doubt.TENFOLD
        if volume == 0 and yardstick.recent[-1] > 0:
            return Doubt.ZERO_AFTER_USE
    if yardstick.daily_maximum and volume >= yardstick.daily_maximum * _FAR_OVER_MAXIMUM:
        return Doubt.OVER_MAXIMUM
    return None
