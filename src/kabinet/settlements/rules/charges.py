"""
What a month's gas costs, line by line.

Volume is priced per 1000 m³ by component, overtake apart from the rest with the coefficient of its gas day's season
(RULES A1, A5). Net and VAT are each rounded to the kopeck once, at the line; totals are sums of rounded lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kabinet.organizations.rules.corridor import Corridor
from kabinet.organizations.rules.parameters import Parameters
from kabinet.values.money import round_to_kopeck
from kabinet.values.volume import Rounding, to_thousand


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the price: roubles per 1000 m³ without VAT; `takes_coefficient` where overtake multiplies it."""

    code: str
    name: str
    price: Decimal
    takes_coefficient: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a charge: volume in thousand m³ with three places, price per thousand m³, sums in roubles."""

    code: str
    name: str
    volume: Decimal
    price: Decimal
    coefficient: Decimal
    net: Decimal
    vat_percent: int
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


def price_line(*, component: Component, volume: Decimal, coefficient: Decimal, vat_percent: int) -> Line:
    """Price thousand m³: 12.345 at 6543.21 and 22 % VAT give 80775.93 net and 17770.70 VAT."""
    factor = coefficient if component.takes_coefficient else Decimal(1)
    net = round_to_kopeck(volume * component.price * factor)
    vat = round_to_kopeck(net * vat_percent / 100)
    return Line(component.code, component.name, volume, component.price, factor, net, vat_percent, vat)


@dataclass(frozen=True, slots=True)
class Split:
    """A month's volume, thousand m³: within the daily maximum, and over it by coefficient."""

    within: Decimal
    over: Mapping[Decimal, Decimal]


def split_by_overtake(days: Mapping[date, Decimal], *, corridor: Corridor, parameters: Parameters) -> Split:
    """
    Part the daily facts, m³, into what the contract covers and what is over the daily maximum.

    Overtake is rounded by day and then summed, as the act's annex prints it; days are never netted. What is within
    is the rounded total less the overtake, so that the parts add up to the total that is printed.
    """
    over: dict[Decimal, Decimal] = {}
    for day, fact in sorted(days.items()):
        extra = _thousand(corridor.overtake(fact), parameters.rounding)
        if extra:
            coefficient = parameters.overtake_coefficient(day)
            over[coefficient] = over.get(coefficient, Decimal(0)) + extra
    total = _thousand(sum(days.values(), Decimal(0)), parameters.rounding)
    return Split(within=total - sum(over.values(), Decimal(0)), over=over)


def charge_lines(*, split: Split, components: Sequence[Component], vat_percent: int) -> list[Line]:
    """Return the lines of one supply point's month: every component within the plan, then every overtake."""
    parts: Iterable[tuple[Decimal, Decimal]] = [(Decimal(1), split.within), *sorted(split.over.items())]
    return [
        price_line(component=component, volume=volume, coefficient=coefficient, vat_percent=vat_percent)
        for coefficient, volume in parts
        if volume
        for component in components
    ]


def planned_cost(*, volume: Decimal, components: Sequence[Component], vat_percent: int) -> Decimal:
    """Return what the month's contract volume, m³, costs with VAT: the base of the advance payments."""
    split = Split(within=_thousand(volume, Rounding.HALF_UP), over={})
    lines = charge_lines(split=split, components=components, vat_percent=vat_percent)
    return sum((line.gross for line in lines), Decimal("0.00"))


def _thousand(m3: Decimal, rounding: Rounding) -> Decimal:
    return to_thousand(m3, rounding)
