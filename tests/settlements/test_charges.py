"""Worked examples of RULES A1 and A5."""

from datetime import date
from decimal import Decimal

import pytest

from kabinet.organizations.rules.corridor import Corridor
from kabinet.organizations.rules.parameters import Parameters, read_parameters
from kabinet.settlements.rules.charges import (
    Component,
    charge_lines,
    planned_cost,
    price_line,
    split_by_overtake,
)
from tests.factories import PARAMETERS

GAS = Component("gas", "Газ", Decimal("6543.21"), takes_coefficient=True)
SUPPLY = Component("supply", "ПССУ", Decimal("178.32"), takes_coefficient=False)
CORRIDOR = Corridor(Decimal(2100), Decimal(1680), Decimal(2310))


def parameters(**changes: str) -> Parameters:
    return read_parameters("1901", PARAMETERS | changes)


def test_net_and_vat_are_rounded_to_the_kopeck_once() -> None:
    line = price_line(component=GAS, volume=Decimal("12.345"), coefficient=Decimal(1), vat_percent=22)

    assert (line.net, line.vat, line.gross) == (
        Decimal("80775.93"),
        Decimal("17770.70"),
        Decimal("98546.63"),
    )


def test_vat_of_a_line_is_that_of_its_net_and_not_of_the_gross() -> None:
    part = Component("part", "Деталь", Decimal("3871.31"), takes_coefficient=False)

    line = price_line(component=part, volume=Decimal(3), coefficient=Decimal(1), vat_percent=22)

    assert (line.net, line.vat) == (Decimal("11613.93"), Decimal("2555.06"))


@pytest.mark.parametrize(
    ("m3", "rounding", "over", "total"),
    [
        (("2310.6", "2500.5", "2099.9"), "half-even", "0.191", "6.911"),
        (("2310.6", "2500.5", "2099.9"), "half-up", "0.192", "6.911"),
        (("2310.6", "2500.7", "2099.4"), "half-even", "0.192", "6.911"),
    ],
)
def test_overtake_is_rounded_by_day_and_then_summed(
    m3: tuple[str, ...], rounding: str, over: str, total: str
) -> None:
    days = {date(2026, 11, number): Decimal(volume) for number, volume in enumerate(m3, start=1)}

    split = split_by_overtake(days, corridor=CORRIDOR, parameters=parameters(rounding=rounding))

    assert split.over == {Decimal("1.5"): Decimal(over)}
    assert split.within + Decimal(over) == Decimal(total)


def test_a_day_below_the_maximum_does_not_make_up_for_one_above() -> None:
    days = {date(2026, 11, 1): Decimal(2410), date(2026, 11, 2): Decimal(1700)}

    split = split_by_overtake(days, corridor=CORRIDOR, parameters=parameters())

    assert split.over == {Decimal("1.5"): Decimal("0.100")}


def test_a_month_of_two_seasons_has_two_coefficients() -> None:
    days = {date(2026, 4, 14): Decimal(2410), date(2026, 4, 15): Decimal(2510)}

    split = split_by_overtake(days, corridor=CORRIDOR, parameters=parameters())

    assert split.over == {Decimal("1.5"): Decimal("0.100"), Decimal("1.1"): Decimal("0.200")}


def test_the_coefficient_multiplies_only_what_takes_it() -> None:
    days = {date(2026, 11, 1): Decimal(2410)}
    split = split_by_overtake(days, corridor=CORRIDOR, parameters=parameters())

    lines = charge_lines(split=split, components=[GAS, SUPPLY], vat_percent=22)

    assert [(line.code, line.volume, line.coefficient) for line in lines] == [
        ("gas", Decimal("2.310"), Decimal(1)),
        ("supply", Decimal("2.310"), Decimal(1)),
        ("gas", Decimal("0.100"), Decimal("1.5")),
        ("supply", Decimal("0.100"), Decimal(1)),
    ]


def test_the_plan_is_priced_with_vat() -> None:
    cost = planned_cost(volume=Decimal(12345), components=[GAS], vat_percent=22)

    assert cost == Decimal("98546.63")
