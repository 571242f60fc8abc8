"""What a sheet is not in order in, named by row and column."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

#: More findings of one code are only counted.
MOST_OF_A_CODE = 200
_MOST_NAMES = 8
_LONGEST_NAME = 60


class FindingCode(StrEnum):
    UNREADABLE_DAY = "unreadable-day"
    """Facts: text."""
    NO_SUCH_DAY = "no-such-day"
    """29 February of a common year, 31 June. Facts: text."""
    NO_DAY = "no-day"
    """A volume without a day: below a merged cell, or a sum without its word. Facts: text."""
    NO_UNIT = "no-unit"
    """A row of a list that says of no metering unit: below a merged cell. Facts: text."""
    UNREADABLE_VOLUME = "unreadable-volume"
    """Facts: text."""
    OTHER_UNIT = "other-unit"
    """The cell itself says m³ where the column is thousand m³, or the other way round. Facts: text."""
    DOUBLE_DIFFERENT = "double-different"
    """The day stands twice with different volumes: neither counts. Facts: day, first."""
    UNKNOWN_UNIT = "unknown-unit"
    """A column of the form whose metering unit is not of this contract. Facts: unit."""
    DOUBLE_SAME = "double-same"
    """Facts: day, first."""
    OTHER_NAMES = "other-names"
    """Rows of a list under names that nobody said a metering unit of. Facts: rows, names."""
    TOTAL_DIFFERS = "total-differs"
    """Facts: total, sum."""
    TOTALS = "totals"
    """Totals, left out. Facts: rows, columns (either may be empty)."""
    NUMBERS = "numbers"
    """The row counts the columns."""
    OTHER_YEAR = "other-year"
    """The day is of another year than most of the sheet. Facts: day."""
    ROUNDED = "rounded"
    """More places than a volume keeps. Facts: cells."""
    MIXED_MARKS = "mixed-marks"
    """Facts: commas, points."""
    HIDDEN_ROWS = "hidden-rows"
    """Facts: rows."""
    HIDDEN_COLUMNS = "hidden-columns"
    """Facts: columns."""
    HIDDEN_UNKNOWN = "hidden-unknown"
    """The workbook could not be asked which rows and columns it hides."""
    FORMULAS = "formulas"
    """Facts: cells."""
    UNRECKONED = "unreckoned"
    """Formulas whose results the file does not hold: the cells are empty. Facts: cells."""
    MERGED_CELLS = "merged-cells"
    """Facts: cells."""
    OTHER_SHEETS = "other-sheets"
    """Sheets with something in them that were not read. Facts: names."""


#: What leaves a row or a cell out.
LOSSES = frozenset(
    {
        FindingCode.UNREADABLE_DAY,
        FindingCode.NO_SUCH_DAY,
        FindingCode.NO_DAY,
        FindingCode.NO_UNIT,
        FindingCode.UNREADABLE_VOLUME,
        FindingCode.OTHER_UNIT,
        FindingCode.DOUBLE_DIFFERENT,
        FindingCode.UNKNOWN_UNIT,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`row` counts from 1, `column` is a letter, as a spreadsheet shows them."""

    code: FindingCode
    row: int | None = None
    column: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def enumerated(names: Iterable[object]) -> str:
    """Return the names in a line; of many, the first."""
    first = [str(name)[:_LONGEST_NAME] for name in islice(names, _MOST_NAMES + 1)]
    return ", ".join(first if len(first) <= _MOST_NAMES else [*first[:-1], "…"])


class Findings:
    """Collects findings, and counts those of a code that are too many to list."""

    def __init__(self) -> None:
        self.listed: list[Finding] = []
        self.counts: dict[FindingCode, int] = {}

    def add(
        self, code: FindingCode, *, row: int | None = None, column: str | None = None, **facts: object
    ) -> None:
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= MOST_OF_A_CODE:
            told = {name: str(fact) for name, fact in facts.items()}
            self.listed.append(Finding(code, row, column, told))

    @property
    def left_off(self) -> int:
        return sum(max(0, count - MOST_OF_A_CODE) for count in self.counts.values())
