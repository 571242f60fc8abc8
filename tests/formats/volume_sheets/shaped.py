"""The same volumes in sheets of every shape."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kabinet.formats.volume_sheets import Shape
from tests.formats.volume_sheets.books import Rows, Value

#: Thousand m³ by the name of the metering unit and the day.
Volumes = Mapping[tuple[str, date], float]
TITLE: list[Value] = ["Объёмы газа за ноябрь 2026 г., тыс. м3"]


def days_of(volumes: Volumes) -> list[date]:
    return sorted({day for _name, day in volumes})


def names_of(volumes: Volumes) -> list[str]:
    return sorted({name for name, _day in volumes})


def down(volumes: Volumes) -> Rows:
    names = names_of(volumes)
    rows: list[list[Value]] = [
        [number, day, *(volumes.get((name, day)) for name in names)]
        for number, day in enumerate(days_of(volumes), start=1)
    ]
    return [TITLE, [], ["№", "Дата", *names], *rows, ["Итого", None, *_sums(volumes, names)]]


def across(volumes: Volumes) -> Rows:
    days = days_of(volumes)
    rows: list[list[Value]] = [
        [number, name, "тыс. м3", *(volumes.get((name, day)) for day in days), total]
        for number, (name, total) in enumerate(
            zip(names_of(volumes), _sums(volumes, names_of(volumes)), strict=True), start=1
        )
    ]
    totals = [sum(volumes.get((name, day), 0) for name in names_of(volumes)) for day in days]
    head: list[Value] = ["№ п/п", "Узел учёта", "Ед. изм.", *days, "Итого"]
    return [TITLE, [], head, *rows, [None, "Итого", None, *totals, sum(totals)]]


def numbered(volumes: Volumes) -> Rows:
    """The same, with the days as plain numbers, and the month in the title only."""
    return [[cell.day if isinstance(cell, date) else cell for cell in row] for row in across(volumes)]


def listed(volumes: Volumes, *, by_day: bool = False) -> Rows:
    order = sorted(volumes, key=lambda place: place[::-1] if by_day else place)
    rows: list[list[Value]] = [["Т-1", name, day, "тыс. м3", volumes[name, day], 5.2] for name, day in order]
    head: list[Value] = ["Договор", "Узел учёта", "Дата", "Ед. изм.", "Объём газа", "Давление"]
    return [head, *rows, ["Итого", None, None, None, sum(volumes.values())]]


def _sums(volumes: Volumes, names: Sequence[str]) -> list[float]:
    return [sum(volume for (name, _day), volume in volumes.items() if name == one) for one in names]


SHAPES: Mapping[str, tuple[Shape, Callable[[Volumes], Rows]]] = {
    "down": (Shape.DOWN, down),
    "across": (Shape.ACROSS, across),
    "across by number": (Shape.ACROSS, numbered),
    "listed by unit": (Shape.LIST, listed),
    "listed by day": (Shape.LIST, lambda volumes: listed(volumes, by_day=True)),
}
