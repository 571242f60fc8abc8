"""Where a client takes gas, and how much of it."""

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    line: str
    """The line of industry by whose seasons and weeks it takes gas."""
    group: str
    base: Decimal
    shares: tuple[float, ...]
    retired: bool = False
    """Whether it has a unit more, taken out of service last summer."""


@dataclass(frozen=True, slots=True)
class Site:
    """What enterprises of one line consist of, the main place first, and what a place takes, thousand m³ a month."""

    names: tuple[str, str, str]
    bases: tuple[int, ...]


_FIRST_CLIENT = (
    # Its boilers give steam to the kilns, so they know no summer.
    Place("Котельная", "kiln", "3", Decimal(430_000), (1.0,)),
    Place("Печь обжига", "kiln", "3", Decimal(810_000), (1.0,)),
)
_CANTEEN = Place("Столовая и склад", "kiln", "5", Decimal(64_000), (1.0,))
RETIRED_SHARE = 0.05

_BOILERS = "Котельная"
_SITES = {
    "kiln": Site(("Печь обжига", "Сушильное отделение", _BOILERS), (130, 260, 540, 900, 1800)),
    "glass": Site(("Стекловаренная печь", "Отделение отжига", _BOILERS), (260, 540, 900, 1800)),
    "greenhouse": Site(("Теплица № 1", "Теплица № 2", _BOILERS), (80, 130, 260, 540)),
    "heat": Site(("Котельная № 1", "Котельная № 2", "Котельная № 3"), (24, 80, 260, 900, 1800)),
    "metal": Site(("Плавильный цех", "Термический цех", _BOILERS), (260, 540, 900, 1800)),
    "food": Site(("Производственный корпус", "Сушильное отделение", _BOILERS), (24, 45, 80, 130, 260)),
    "asphalt": Site(("Сушильный барабан", "Битумное хозяйство", _BOILERS), (24, 45, 80, 130)),
}


def places_of(index: int, dice: Random, *, line: str, second: bool) -> tuple[Place, ...]:
    """Return the places of the client's first contract, or of the second one."""
    if index == 1:
        return (_CANTEEN,) if second else _FIRST_CLIENT
    site = _SITES[line]
    count = dice.choices((1, 2, 3), weights=(75, 20, 5))[0]
    names = site.names[-count:] if second else site.names[:count]
    bases = sorted(dice.choices(site.bases, k=count), reverse=True)
    found = [_place(name, line, base, dice) for name, base in zip(names, bases, strict=True)]
    if index % 10 == 6:  # noqa: PLR2004 (one client of ten has replaced a unit)
        found[0] = replace(found[0], retired=True)
    return tuple(found)


def _place(name: str, line: str, thousand: int, dice: Random) -> Place:
    yearly = thousand * 12
    group = next(
        group for group, over in (("2", 10_000), ("3", 5_000), ("4", 1_000), ("5", 0)) if yearly > over
    )
    shares: tuple[float, ...] = dice.choices(((1.0,), (0.6, 0.4)), weights=(80, 20))[0]
    return Place(name, "heat" if name == _BOILERS else line, group, Decimal(thousand * 1000), shares)
