"""The gas days among which the volume of a counter is shared, and what becomes of those that were shared before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from kabinet.metering.queries import GivenDay
from kabinet.metering.rules.corrections import Standing
from kabinet.metering.rules.indexes import spread_evenly
from kabinet.metering.rules.words import IndexFault, Source
from kabinet.metering.terms import term_of_correction
from kabinet.organizations.queries import Terms
from kabinet.values.volume import ZERO

Place = tuple[int, date]
Given = Mapping[Place, GivenDay]


@dataclass(frozen=True, slots=True)
class SharedDay:
    """
    A gas day with its share, m³.

    `was` is what the reading that is corrected gave it, None where the day had no volume; `standing` says how its
    correction stands with the contract's term.
    """

    day: date
    share: Decimal
    was: Decimal | None = None
    standing: Standing | None = None

    @property
    def effect(self) -> Decimal:
        return self.share - (self.was or ZERO)

    @property
    def wants_consent(self) -> bool:
        return self.standing is Standing.WITH_CONSENT


@dataclass(frozen=True, slots=True)
class Offer:
    """
    What passed beyond the days that were given otherwise, m³, shared among the others; `days` are those that change.

    `obstacle` says why they cannot be given these volumes now, all of them together.
    """

    volume: Decimal
    days: tuple[SharedDay, ...] = ()
    obstacle: IndexFault | None = None

    @property
    def corrected(self) -> list[SharedDay]:
        return [day for day in self.days if day.was is not None]

    @property
    def effect(self) -> Decimal:
        return sum((day.effect for day in self.days), ZERO)


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a counter of a unit passed in the gas days, m³; `again` where it corrects a reading of the same moment."""

    unit_id: int
    volume: Decimal
    days: Sequence[date]
    again: bool


def offer_of(
    sharing: Sharing, *, given: Given, waiting: Collection[Place], terms: Terms, now: datetime
) -> Offer | None:
    """
    Return how the volume would be shared, or None where no day would change.

    Days without a volume take their share; those that got theirs from the corrected reading get a new one. Days that
    were given otherwise stay. A term that is over, or a correction that waits, stands in the way of all.
    """
    pool = [day for day in sharing.days if _takes_share(sharing, given.get((sharing.unit_id, day)))]
    if not pool:
        return None
    others = [
        one.volume
        for (unit_id, day), one in given.items()
        if unit_id == sharing.unit_id and day in sharing.days
    ]
    before = {day: given[sharing.unit_id, day].volume for day in pool if (sharing.unit_id, day) in given}
    rest = sharing.volume - sum(others, ZERO) + sum(before.values(), ZERO)
    if rest < 0:
        return Offer(rest, obstacle=IndexFault.LESS_THAN_DAYS)
    shares = spread_evenly(rest, pool)
    changed = [
        SharedDay(day, share, before.get(day)) for day, share in shares.items() if before.get(day) != share
    ]
    shared = [_with_standing(one, terms=terms, now=now) for one in changed]
    obstacle = _obstacle(shared, sharing.unit_id, waiting)
    return Offer(rest, tuple(shared), obstacle) if shared else None


def _takes_share(sharing: Sharing, given: GivenDay | None) -> bool:
    return given is None or (sharing.again and given.source == Source.INDEX)


def _with_standing(one: SharedDay, *, terms: Terms, now: datetime) -> SharedDay:
    if one.was is None:
        return one
    return replace(one, standing=term_of_correction(terms, one.day, now=now).standing)


def _obstacle(shared: Sequence[SharedDay], unit_id: int, waiting: Collection[Place]) -> IndexFault | None:
    if any((unit_id, one.day) in waiting for one in shared):
        return IndexFault.CORRECTION_WAITS
    if any(one.standing is Standing.TOO_LATE for one in shared):
        return IndexFault.CORRECTION_TOO_LATE
    return None
