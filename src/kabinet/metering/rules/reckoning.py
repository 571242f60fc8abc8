"""
A gas day where instruments are missing or at fault: capacity times the hours of that, and the rest as it was measured.

Order № 961 p. 3.9 (RULES A3): the design capacity counts for the time in which gas was fed during the fault, not for
the whole day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kabinet.metering.rules.basis import Interval
from kabinet.metering.rules.spans import Part, common, hours_of, rest_of, share_of
from kabinet.values.volume import STEP, ZERO

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Equipment:
    """A gas-using unit: design capacity, m³ an hour, its time in use, and when it was sealed."""

    capacity: Decimal
    use: Interval
    sealed: Sequence[Interval] = ()
    name: str = ""

    def hours(self, parts: Iterable[Part]) -> Decimal:
        """Return for how many hours of the given time it was in use and not sealed."""
        return hours_of(open_part for part in parts for open_part in self._open(part))

    def volume(self, parts: Iterable[Part]) -> Decimal:
        """Return what it may have taken in that time, m³."""
        return (self.capacity * self.hours(parts)).quantize(STEP)

    def _open(self, part: Part) -> list[Part]:
        used = self.use.within(*part)
        if used is None:
            return []
        return rest_of(used, filter(None, (one.within(*used) for one in self.sealed)))


def capacity_volume(equipment: Iterable[Equipment], parts: Sequence[Part]) -> Decimal:
    """Return what the equipment may have taken in the given time, m³: Σ capacity · hours not sealed."""
    return sum((one.capacity * one.hours(parts) for one in equipment), ZERO).quantize(STEP)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """
    The parts of a gas day: `at_fault` no instrument could be trusted, `measured` is known by its hours, of the rest,
    `unknown`, nothing is.

    Where `fills`, capacity stands for the unknown as well: the day has no volume at all.
    """

    equipment: Sequence[Equipment]
    at_fault: Sequence[Part]
    measured: Sequence[Part]
    unknown: Sequence[Part]
    measured_volume: Decimal
    fills: bool

    @property
    def by_capacity(self) -> list[Part]:
        return [*self.at_fault, *(self.unknown if self.fills else ())]

    @property
    def is_whole(self) -> bool:
        """Say whether the parts are all of the day."""
        return self.fills or not self.unknown

    @property
    def is_parted(self) -> bool:
        """Say whether capacity stands for a part of the day only."""
        return bool(self.at_fault) and bool(self.measured or self.unknown)

    def volume_of(self, parts: Sequence[Part]) -> Decimal:
        return capacity_volume(self.equipment, parts)

    @property
    def volume(self) -> Decimal:
        """Return what the capacity gives and the hours add to it, m³."""
        return self.volume_of(self.by_capacity) + self.measured_volume


def reckon(
    whole: Part,
    *,
    untrusted: Sequence[Part],
    hours: Iterable[tuple[datetime, Decimal]],
    equipment: Sequence[Equipment],
    is_open: bool,
) -> Reckoning:
    """
    Part a gas day. `hours` are those that devices recorded, m³ by their beginning; `is_open` where no volume
    of the customer counts.

    Of an hour into which a fault falls, the share outside it is measured. Where the instruments are in order all day,
    capacity stands for the whole: then nobody gave a volume, or it is only compared.
    """
    if not untrusted:
        return Reckoning(equipment, (), (), [whole], ZERO, fills=True)
    trusted = rest_of(whole, untrusted)
    recorded = [((at, at + _HOUR), volume) for at, volume in hours]
    measured = common((part for part, _ in recorded), trusted)
    volume = sum((volume * share_of(part, trusted) for part, volume in recorded), ZERO)
    return Reckoning(
        equipment=equipment,
        at_fault=untrusted,
        measured=measured,
        unknown=common(trusted, rest_of(whole, measured)),
        measured_volume=volume.quantize(STEP),
        fills=is_open,
    )
