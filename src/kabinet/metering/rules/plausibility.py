"""
How plausible a typed daily volume is: impossible ones are refused, unlikely ones want a reason.

What a volume is measured against: the median of the unit's recent days, the same weekday of the latest weeks
(rules/robust.py), the contract's daily corridor, the range of the instruments, and the archive of the corrector.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median

from kabinet.metering.rules.robust import is_outlier
from kabinet.metering.rules.words import Doubt, Fault
from kabinet.values.volume import ZERO

#: More than any industrial metering unit passes in a day: 100 million m³.
GREATEST = Decimal(100_000_000)

_FAR_OVER_MAXIMUM = Decimal("1.4")
_FAR_UNDER_MINIMUM = Decimal("0.6")
_THOUSANDFOLD = Decimal(200)
_TENFOLD = Decimal(7)
_HOURS = 24

#: So many days of consumption handed in together tell which of them is off, where none are known before.
_ENOUGH_TOGETHER = 3

#: What typed and archived volumes of a day may differ by: rounding to a m³, or half a per cent.
_ROUNDING = Decimal(1)
_TOLERANCE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class FlowRange:
    """
    What instruments can measure, m³ an hour; None where that is not known.

    Below the least flow a meter still turns, or stands, with an error that nobody knows: no gas at all is no doubt.
    """

    least: Decimal | None = None
    greatest: Decimal | None = None

    def doubt(self, volume: Decimal, *, hours: int) -> Doubt | None:
        """Say whether the volume of so many hours, m³, lies outside the range."""
        if self.greatest and volume > self.greatest * hours:
            return Doubt.OVER_RANGE
        if self.least and 0 < volume < self.least * hours:
            return Doubt.UNDER_RANGE
        return None


_ANY = FlowRange()


@dataclass(frozen=True, slots=True)
class Yardstick:
    """
    What a unit's volume is measured against, m³.

    `recent` are its last known daily volumes, oldest first; `weekdays` the known ones of the latest weeks by weekday,
    Monday is 0. `together` are those handed in for the month at the same time, and `earlier` says by day what the
    nearest known day before it took. `flows` are by day those of the instruments that stood there, `archived` holds the
    sums of the hours of whole days; on the days `at_fault` the instruments cannot be trusted, or not all the time.
    """

    in_use_from: date
    in_use_to: date | None
    last_closed_day: date
    daily_maximum: Decimal | None
    recent: Sequence[Decimal] = ()
    daily_minimum: Decimal | None = None
    weekdays: Mapping[int, Sequence[Decimal]] = field(default_factory=dict)
    flows: Mapping[date, FlowRange] = field(default_factory=dict)
    archived: Mapping[date, Decimal] = field(default_factory=dict)
    at_fault: Collection[date] = ()
    together: Collection[Decimal] = ()
    earlier: Mapping[date, Decimal] = field(default_factory=dict)

    def range_on(self, day: date) -> FlowRange:
        return self.flows.get(day, _ANY)

    @property
    def usual(self) -> Decimal | None:
        """Return the median of the latest days; for a unit that took nothing on them, of those handed in together."""
        if any(self.recent):
            return median(self.recent)
        used = [volume for volume in self.together if volume > 0]
        return median(used) if len(used) >= _ENOUGH_TOGETHER else None


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


def find_doubt(volume: Decimal, *, day: date, yardstick: Yardstick) -> Doubt | None:
    """Return what is unlikely about the volume, m³, the strongest doubt first, or None."""
    archived = yardstick.archived.get(day)
    if archived is not None and abs(volume - archived) > max(_ROUNDING, archived * _TOLERANCE):
        return Doubt.DIFFERS
    return (
        _slip(volume, day, yardstick)
        or _outside_limits(volume, day, yardstick, hours_known=archived is not None)
        or _unlike(volume, day, yardstick)
        or (Doubt.AT_FAULT if day in yardstick.at_fault else None)
    )


def find_slip(volume: Decimal, usual: Decimal | None) -> Doubt | None:
    """Say whether a mark was misplaced, or m³ taken for thousand m³; without a usual volume nothing is known."""
    if not usual:
        return None
    if volume >= usual * _THOUSANDFOLD or (volume and volume * _THOUSANDFOLD <= usual):
        return Doubt.THOUSANDFOLD
    if volume >= usual * _TENFOLD or (volume and volume * _TENFOLD <= usual):
        return Doubt.TENFOLD
    return None


def _slip(volume: Decimal, day: date, yardstick: Yardstick) -> Doubt | None:
    usual = yardstick.usual
    if slip := find_slip(volume, usual):
        return slip
    if usual and volume == 0 and yardstick.earlier.get(day, ZERO) > 0:
        return Doubt.ZERO_AFTER_USE
    return None


def _outside_limits(volume: Decimal, day: date, yardstick: Yardstick, *, hours_known: bool) -> Doubt | None:
    """A day of few hours with gas may be little and right; where its hours are known, they are judged themselves."""
    outside = yardstick.range_on(day).doubt(volume, hours=_HOURS)
    if outside and not (hours_known and outside is Doubt.UNDER_RANGE):
        return outside
    if yardstick.daily_maximum and volume >= yardstick.daily_maximum * _FAR_OVER_MAXIMUM:
        return Doubt.OVER_MAXIMUM
    return None


def _unlike(volume: Decimal, day: date, yardstick: Yardstick) -> Doubt | None:
    least = (yardstick.daily_minimum or Decimal(0)) * _FAR_UNDER_MINIMUM
    if volume and volume < least and is_outlier(volume, yardstick.recent):
        return Doubt.UNDER_MINIMUM
    if volume and is_outlier(volume, yardstick.weekdays.get(day.weekday(), ())):
        return Doubt.UNLIKE_WEEKDAY
    return None
