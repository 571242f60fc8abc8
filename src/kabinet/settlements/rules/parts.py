"""How the stored lines of a charge are read: by supply point, and apart what was taken over the daily maximum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Keyed(Generic[L]):
    """A stored line with what it is told apart by: its supply point, component and coefficient."""

    supply_point_id: int
    code: str
    coefficient: Decimal
    line: L


@dataclass(frozen=True, slots=True)
class Part(Generic[L]):
    """The lines that price one volume of one supply point, each by a component of the price."""

    supply_point_id: int
    over: bool
    lines: Sequence[L]


def parts_of(lines: Iterable[Keyed[L]]) -> list[Part[L]]:
    """
    Part the lines, in their stored order, wherever the point changes or a component comes again.

    A part is overtake if any of its lines bears a coefficient: components that take none are in it with 1.
    """
    runs: list[list[Keyed[L]]] = []
    for line in lines:
        run = runs[-1] if runs else []
        if run and run[0].supply_point_id == line.supply_point_id and line.code not in _codes(run):
            run.append(line)
        else:
            runs.append([line])
    return [Part(run[0].supply_point_id, _is_over(run), [one.line for one in run]) for run in runs]


def _codes(run: Iterable[Keyed[L]]) -> set[str]:
    return {one.code for one in run}


def _is_over(run: Iterable[Keyed[L]]) -> bool:
    return any(one.coefficient != 1 for one in run)
