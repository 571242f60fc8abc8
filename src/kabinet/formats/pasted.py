"""A table copied from a spreadsheet, and where its rows belong in a month of gas days."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kabinet.formats.dates import NotADay, parse_day
from kabinet.formats.signs import plain
from kabinet.values.months import BillingMonth

# A quote opens a quoted cell only if its partner ends the cell; otherwise it is a sign like any other.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\r\n]|\Z)')
_BARE = re.compile(r"[^\t\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")


def parse_table(text: str) -> list[tuple[str, ...]]:
    """Return rows of cells: TAB parts cells, CR or LF parts rows; the line end of the last row is dropped."""
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    place = 0
    while place < len(text):
        cell, place = _cell_at(text, place)
        cells.append(cell)
        if text.startswith("\t", place):
            place += 1
            if place < len(text):
                continue
            cells.append("")
        elif line_end := _LINE_END.match(text, place):
            place = line_end.end()
        rows.append(tuple(cells))
        cells = []
    return rows


def _cell_at(text: str, place: int) -> tuple[str, int]:
    if quoted := _QUOTED.match(text, place):
        return quoted[1].replace('""', '"'), quoted.end()
    bare = _BARE.match(text, place)
    assert bare  # noqa: S101 - the pattern takes the empty cell too
    return bare[0], bare.end()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Where the pasted rows went. The counts tell of every row that went nowhere, each for one reason."""

    values: dict[date, tuple[str, ...]]
    by_date: bool
    not_fitted: int
    """Rows that fall outside the month."""
    read_only: int
    """Rows that fall on a day closed for typing; they are dropped, so that the later ones keep their days."""
    blank: int
    """Rows without a value, which erase nothing."""
    no_such_day: int
    """In a table with dates: rows of a day that no calendar has, as 29 February of a common year."""
    undated: int
    """In a table with dates: headings, totals and other rows that name no day."""
    repeated: int
    """In a table with dates: rows of a day that an earlier row has taken."""

    @property
    def total(self) -> int:
        lost = self.not_fitted + self.read_only + self.blank + self.no_such_day + self.undated + self.repeated
        return len(self.values) + lost


def lay_out_by_day(
    rows: Sequence[Sequence[str]],
    *,
    month: BillingMonth,
    first_day: date,
    open_days: Collection[date] | None = None,
) -> LaidOut:
    """
    Put rows on the days of the month: by the dates of the first column if it holds any, else one by one.

    :param first_day: the day of the first row, where there are no dates
    :param open_days: the days that may be typed; None means every day of the month
    """
    by_date = is_dated(rows, month=month)
    openings = set(month.days()) if open_days is None else set(open_days)
    values: dict[date, tuple[str, ...]] = {}
    lost: Counter[str] = Counter()
    for place, row in enumerate(rows):
        cells = tuple(row[1:] if by_date else row)
        day = _written_day(row[0], month) if by_date else first_day + timedelta(days=place)
        if reason := _reason_to_drop(day, cells, month=month, openings=openings, taken=values):
            lost[reason] += 1
        elif isinstance(day, date):
            values[day] = cells
    return LaidOut(values=values, by_date=by_date, **{reason: lost[reason] for reason in _REASONS})


def is_dated(rows: Sequence[Sequence[str]], *, month: BillingMonth) -> bool:
    """Say whether the first of several columns holds days: most of its rows do."""
    filled = [row for row in rows if any(map(plain, row))]
    if not any(len(row) > 1 for row in filled):
        return False
    certain = sum(_names_day(row[0], month=None) for row in filled)
    likely = sum(_names_day(row[0], month=month) for row in filled)
    # One "22.11" may as well be a number; several in a column, all within the month, are days.
    return max(certain, likely if likely > 1 else 0) * 2 > len(filled)


_REASONS = ("not_fitted", "read_only", "blank", "no_such_day", "undated", "repeated")


def _reason_to_drop(
    day: date | str,
    cells: Sequence[str],
    *,
    month: BillingMonth,
    openings: Collection[date],
    taken: Collection[date],
) -> str:
    if not any(map(plain, cells)):
        return "blank"
    if isinstance(day, str):
        return day
    if day not in month:
        return "not_fitted"
    if day not in openings:
        return "read_only"
    return "repeated" if day in taken else ""


def _written_day(cell: str, month: BillingMonth) -> date | str:
    """Return the day, or the reason for which there is none."""
    try:
        return parse_day(cell, month=month)
    except NotADay as problem:
        return "no_such_day" if problem.code == "no-such-day" else "undated"


def _names_day(cell: str, *, month: BillingMonth | None) -> bool:
    try:
        day = parse_day(cell, month=month)
    except NotADay as problem:
        return month is None and problem.code == "no-such-day"
    return month is None or ("," not in cell and day in month)
