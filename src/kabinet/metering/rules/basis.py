"""
What a day's volume rests on: the chain of sources that the law gives (RULES A3).

The supplier's instruments come first, then the buyer's, and where neither can be trusted, the design capacity of the
equipment that was not sealed, times the hours of supply, or the method that the contract names instead.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kabinet.metering.rules.words import Basis, FaultKind, Owner
from kabinet.values.volume import STEP, ZERO

_SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Interval:
    """From a moment to another; without an end it lasts."""

    begins: datetime
    ends: datetime | None

    def within(self, since: datetime, until: datetime) -> tuple[datetime, datetime] | None:
        """Return the part of the interval between two moments, or None."""
        begins = max(self.begins, since)
        ends = until if self.ends is None else min(self.ends, until)
        return (begins, ends) if begins < ends else None


@dataclass(frozen=True, slots=True)
class Installed:
    """An instrument as far as trust in it goes. `pk` is its id, flows are m³ an hour."""

    pk: int
    owner: Owner
    stay: Interval
    verified_until: date
    greatest_flow: Decimal | None = None
    least_flow: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Distrust:
    """An interval of fault; of one instrument, or of the whole unit where `instrument` is None."""

    kind: FaultKind
    interval: Interval
    instrument: int | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The basis of a day, and why the instruments were passed over, where they were."""

    basis: Basis
    why: FaultKind | None = None


def choose_basis(
    day: date,
    *,
    begins: datetime,
    ends: datetime,
    instruments: Collection[Installed],
    distrust: Collection[Distrust],
    without_instruments: Basis,
) -> Chosen:
    """Return what the gas day from `begins` to `ends` rests on; `without_instruments` is the contract's last resort."""
    why: FaultKind | None = None
    for owner, basis in ((Owner.SUPPLIER, Basis.SUPPLIER), (Owner.BUYER, Basis.BUYER)):
        own = [one for one in instruments if one.owner is owner and one.stay.within(begins, ends)]
        if not own:
            continue
        fault = _fault_of(own, day, begins=begins, ends=ends, distrust=distrust)
        if fault is None:
            return Chosen(basis, why)
        why = why or fault
    return Chosen(without_instruments, why or FaultKind.REMOVED)


def _fault_of(
    own: Sequence[Installed],
    day: date,
    *,
    begins: datetime,
    ends: datetime,
    distrust: Collection[Distrust],
) -> FaultKind | None:
    ids = {one.pk for one in own}
    for one in distrust:
        if one.interval.within(begins, ends) and (one.instrument is None or one.instrument in ids):
            return one.kind
    return FaultKind.UNVERIFIED if any(one.verified_until < day for one in own) else None


@dataclass(frozen=True, slots=True)
class Equipment:
    """A gas-using unit: design capacity, m³ an hour, its time in use, and when it was sealed."""

    capacity: Decimal
    use: Interval
    sealed: Sequence[Interval] = ()

    def hours(self, since: datetime, until: datetime) -> Decimal:
        """Return for how many hours between two moments it was in use and not sealed."""
        used = self.use.within(since, until)
        if used is None:
            return ZERO
        sealed = [part for one in self.sealed if (part := one.within(*used))]
        seconds = _seconds(*used) - sum(_seconds(*part) for part in _merged(sealed))
        return Decimal(seconds) / _SECONDS_AN_HOUR


def capacity_volume(equipment: Collection[Equipment], *, since: datetime, until: datetime) -> Decimal:
    """Return what the equipment may have taken between two moments, m³: Σ capacity · hours not sealed."""
    return sum((one.capacity * one.hours(since, until) for one in equipment), ZERO).quantize(STEP)


def _merged(parts: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    merged: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(parts):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((begins, ends))
    return merged


def _seconds(begins: datetime, ends: datetime) -> int:
    return int((ends - begins).total_seconds())
