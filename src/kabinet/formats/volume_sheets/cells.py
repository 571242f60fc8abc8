"""What a single cell or line of a sheet looks like."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from kabinet.formats.dates import NotADay
from kabinet.formats.lookalikes import folded
from kabinet.formats.numbers import NotANumber, Unit, parse_number
from kabinet.formats.signs import plain
from kabinet.formats.volume_sheets.days import read_day
from kabinet.formats.volume_sheets.table import Cell
from kabinet.values.months import BillingMonth

TOTAL = re.compile(r"\b(?:итого|всего|сумма|total|sum)\b", re.IGNORECASE)

_NOTHING = frozenset(("", "-", "—", "–"))
_DIGIT = re.compile(r"\d")
#: The heading of a count of rows, whose 1, 2, 3 are no days.
_COUNTER = re.compile(r"(?:№+|n) ?п ?[/\\]? ?п\.?|№+|п/п|#", re.IGNORECASE)
#: Any month will do to try whether a plain number can be a day.
_SOME_MONTH = BillingMonth(2024, 1)


def is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or plain(cell) not in _NOTHING


def is_figure(cell: Cell) -> bool:
    """Say whether the cell is a number; one that was typed may be grouped, and say m³ or thousand m³ itself."""
    return _is_typed_figure(cell) if isinstance(cell, str) else not isinstance(cell, date)


@lru_cache(maxsize=4096)
def _is_typed_figure(text: str) -> bool:
    return bool(_DIGIT.search(text)) and any(_is_number(text, unit) for unit in (Unit.M3, Unit.THOUSAND_M3))


def _is_number(text: str, unit: Unit) -> bool:
    try:
        parse_number(text, places=0, unit=unit)
    except NotANumber:
        return False
    return True


def is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(TOTAL.search(cell))


def is_counter(line: Sequence[Cell]) -> bool:
    """Say whether the line is headed as one that only counts the others, and goes on with a number."""
    return any(
        isinstance(cell, str) and _COUNTER.fullmatch(cell.strip()) and is_figure(_next(line, place))
        for place, cell in enumerate(line)
    )


def _next(line: Sequence[Cell], place: int) -> Cell:
    return next((cell for cell in line[place + 1 :] if cell != ""), "")


@lru_cache(maxsize=4096)
def day_like(cell: Cell) -> date | None:
    """Return the day that the cell may be, a plain number being one of some month."""
    if isinstance(cell, str) and not _DIGIT.search(cell):
        return None
    try:
        return read_day(cell, month=_SOME_MONTH)
    except NotADay:
        return None


def is_data(line: Sequence[Cell]) -> bool:
    """Say whether the line has a day and a figure beside it."""
    day = next((place for place, cell in enumerate(line) if day_like(cell)), None)
    if day is None:
        return False
    beside = (cell for place, cell in enumerate(line) if place != day and cell != "")
    return any(map(is_figure, beside)) and not is_counter(line)


def bare(text: str) -> str:
    """Return the text as names are compared: no matter the case, the spaces, the alphabet of a lookalike letter."""
    return " ".join(folded(text).casefold().split())
