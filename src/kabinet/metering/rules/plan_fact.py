"""
Plan and fact of a day, a month, a quarter, a year, m³.

What is longer than a day is the sum of its days: overtake and undertake are reckoned by gas day and supply point, and
never netted. What is not known is None and stays a gap; a sum with a gap is the sum of what is known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kabinet.organizations.rules.corridor import Corridor
from kabinet.values.volume import ZERO, Rounding, from_thousand, to_thousand


@dataclass(frozen=True, slots=True)
class Figures:
    """
    `plan` is the contract volume, `least` and `most` what the corridor allows, each None where nothing is agreed.

    `overtake` is by the coefficient of its season. `missing` counts what units were to give and have not given.
    """

    fact: Decimal | None = None
    plan: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    overtake: Mapping[Decimal, Decimal] = field(default_factory=dict)
    undertake: Decimal = ZERO
    missing: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        coefficients = self.overtake.keys() | other.overtake.keys()
        return Figures(
            fact=_plus(self.fact, other.fact),
            plan=_plus(self.plan, other.plan),
            least=_plus(self.least, other.least),
            most=_plus(self.most, other.most),
            overtake={
                one: self.overtake.get(one, ZERO) + other.overtake.get(one, ZERO) for one in coefficients
            },
            undertake=self.undertake + other.undertake,
            missing=self.missing + other.missing,
        )

    @property
    def over(self) -> Decimal:
        return sum(self.overtake.values(), ZERO)

    @property
    def deviation(self) -> Decimal | None:
        """Return by how much the fact differs from the plan, per cent; None where either is missing."""
        if self.fact is None or not self.plan:
            return None
        return (self.fact - self.plan) / self.plan * 100

    def planned(self, plan: Decimal | None) -> "Figures":
        """Return the same with the plan as it was agreed: spread over the days it loses its last decimals."""
        return replace(self, plan=plan)


def figures_of_day(
    facts: Iterable[Decimal | None],
    *,
    corridor: Corridor | None,
    coefficient: Decimal,
    rounding: Rounding,
    awaited: int,
) -> Figures:
    """
    Return the day of one supply point by what its units gave.

    Overtake is rounded as the act's annex prints it. While a unit is missing, nobody can tell an undertake.
    """
    known = [fact for fact in facts if fact is not None]
    fact = sum(known, ZERO) if known else None
    missing = max(awaited - len(known), 0)
    if corridor is None:
        return Figures(fact=fact, missing=missing)
    over = ZERO if fact is None else as_printed(corridor.overtake(fact), rounding)
    whole = fact is not None and not missing
    return Figures(
        fact=fact,
        plan=corridor.norm,
        least=corridor.minimum,
        most=corridor.maximum,
        overtake={coefficient: over} if over else {},
        undertake=as_printed(corridor.undertake(fact), rounding) if fact is not None and whole else ZERO,
        missing=missing,
    )


def as_printed(m3: Decimal, rounding: Rounding) -> Decimal:
    """Return the volume as the act prints it, in thousands with three places, in m³."""
    return from_thousand(to_thousand(m3, rounding))


def total(parts: Iterable[Figures]) -> Figures:
    return sum(parts, Figures())


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
