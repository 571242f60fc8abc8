"""
What a day's volume rests on: the chain of sources that the law gives (RULES A3).

The supplier's instruments come first, then the buyer's, and where neither can be trusted, the design capacity of the
equipment that was not sealed, times the hours of supply, or the method that the contract names instead.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from kabinet.metering.rules.spans import Part, common, merged, rest_of
from kabinet.metering.rules.words import MEASURED, Basis, FaultKind, Owner


@dataclass(frozen=True, slots=True)
class Interval:
    """From a moment to another; without an end it lasts."""

    begins: datetime
    ends: datetime | None

    def within(self, since: datetime, until: datetime) -> Part | None:
        """Return the part of the interval between two moments, or None."""
        begins = max(self.begins, since)
        ends = until if self.ends is None else min(self.ends, until)
        return (begins, ends) if begins < ends else None


@dataclass(frozen=True, slots=True)
class Installed:
    """
    An instrument as far as trust in it goes. `pk` is its id, flows are m³ an hour.

    What does not count, a sensor, gives no volume; but the counter that reckons with it is as good as the sensor is.
    """

    pk: int
    owner: Owner
    stay: Interval
    verified_until: date
    greatest_flow: Decimal | None = None
    least_flow: Decimal | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Distrust:
    """An interval of fault; of one instrument, or of the whole unit where `instrument` is None."""

    kind: FaultKind
    interval: Interval
    instrument: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    The basis of a day, and why the instruments were passed over, or are to be looked at.

    `untrusted` is the time of the day in which none could be trusted; `stood` says whose were there, trusted or not.
    """

    basis: Basis
    why: FaultKind | None = None
    untrusted: tuple[Part, ...] = field(default=(), compare=False)
    stood: Basis | None = field(default=None, compare=False)

    @property
    def of_a_device(self) -> "Chosen":
        """Return what a figure rests on that a device recorded itself: on the device, whatever it is worth."""
        return self if self.stood is None or self.basis in MEASURED else replace(self, basis=self.stood)


@dataclass(frozen=True, slots=True)
class _Side:
    """One owner's instruments on a day: when they cannot be trusted, and why."""

    basis: Basis
    untrusted: Sequence[Part]
    why: FaultKind | None


def choose_basis(
    day: date,
    *,
    begins: datetime,
    ends: datetime,
    instruments: Collection[Installed],
    distrust: Collection[Distrust],
    without_instruments: Basis,
    expired_is_fault: bool = False,
) -> Chosen:
    """
    Return what the gas day from `begins` to `ends` rests on; `without_instruments` is the contract's last resort.

    Instruments that could be trusted in a part of the day still carry it, with the cause of the distrust. That a
    verification has run out is told; where it `expired_is_fault` by the contract, it takes the trust as well.
    """
    whole = (begins, ends)
    here = [one for one in instruments if one.stay.within(*whole)]
    sides = list(_sides(day, whole, here, distrust=distrust, expired_is_fault=expired_is_fault))
    untrusted = [whole]
    for side in sides:
        untrusted = common(untrusted, side.untrusted)
    stood = sides[0].basis if sides else None
    why = next((side.why for side in sides if side.why), None)
    for side in sides:
        if not side.untrusted:
            return Chosen(side.basis, why, stood=stood)
    for side in sides:
        if side.untrusted != [whole]:
            return Chosen(side.basis, why, tuple(untrusted), stood)
    return Chosen(without_instruments, why or FaultKind.REMOVED, (whole,), stood)


def _sides(
    day: date,
    whole: Part,
    here: Collection[Installed],
    *,
    distrust: Collection[Distrust],
    expired_is_fault: bool,
) -> Iterator[_Side]:
    """Return the owners with a counter, the supplier first. Sensors of one without serve the other's counter."""
    counting = {one.owner for one in here if one.counts}
    for owner, basis in ((Owner.SUPPLIER, Basis.SUPPLIER), (Owner.BUYER, Basis.BUYER)):
        if owner not in counting:
            continue
        own = [one for one in here if one.owner is owner or one.owner not in counting]
        stays = [one.stay.within(*whole) for one in own if one.counts]
        gaps = rest_of(whole, filter(None, stays))
        faults = _faults(own, whole, distrust)
        expired = any(one.verified_until < day for one in own)
        expiry = [whole] if expired and expired_is_fault else []
        why = faults[0][0] if faults else FaultKind.UNVERIFIED if expired else None
        untrusted = merged([*gaps, *(part for _, part in faults), *expiry])
        yield _Side(basis, untrusted, why or (FaultKind.REMOVED if gaps else None))


def _faults(
    own: Collection[Installed], whole: Part, distrust: Collection[Distrust]
) -> list[tuple[FaultKind, Part]]:
    ids = {one.pk for one in own}
    return [
        (one.kind, part)
        for one in distrust
        if (one.instrument is None or one.instrument in ids) and (part := one.interval.within(*whole))
    ]
