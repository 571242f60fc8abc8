"""Where a client takes gas, and how much of it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    group: str
    base: Decimal
    shares: tuple[float, ...]
    retired: bool = False
    """Whether it has a unit more, taken out of service last summer."""


_FIRST_CLIENT = (
    Place("Котельная", "3", Decimal(430_000), (1.0,)),
    Place("Печь обжига", "3", Decimal(810_000), (1.0,)),
)
RETIRED_SHARE = 0.05
_NAMES = ("Котельная", "Производственный корпус", "Цех № 1", "Цех № 2", "Сушильное отделение")


def places_of(index: int, dice: Random, *, second: bool) -> tuple[Place, ...]:
    if index == 1:
        return (Place("Столовая и склад", "5", Decimal(64_000), (1.0,)),) if second else _FIRST_CLIENT
    count = dice.choices((1, 2, 3), weights=(75, 20, 5))[0]
    found = [_place(name, dice) for name in dice.sample(_NAMES, count)]
    if index % 10 == 6:  # noqa: PLR2004 (one client of ten has replaced a unit)
        found[0] = replace(found[0], retired=True)
    return tuple(found)


def _place(name: str, dice: Random) -> Place:
    base = Decimal(dice.choice((24, 45, 80, 130, 260, 540, 900, 1800))) * 1000
    yearly = base * 12
    group = next(
        group
        for group, over in (("2", 10_000_000), ("3", 5_000_000), ("4", 1_000_000), ("5", 0))
        if yearly > over
    )
    return Place(name, group, base, dice.choices(((1.0,), (0.6, 0.4)), weights=(80, 20))[0])
