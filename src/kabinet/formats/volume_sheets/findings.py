"""What a sheet is not in order in, named by row and column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: More findings of one code are only counted.
MOST_OF_A_CODE = 200


class FindingCode(StrEnum):
    UNREADABLE_DAY = "unreadable-day"
    """Facts: text."""
    NO_SUCH_DAY = "no-such-day"
    """29 February of a common year, 31 June. Facts: text."""
    NO_DAY = "no-day"
    """A volume in a row without a day: below a merged cell, or a sum without its word. Facts: text."""
    UNREADABLE_VOLUME = "unreadable-volume"
    """Facts: text."""
    OTHER_UNIT = "other-unit"
    """The cell itself says m³ where the column is thousand m³, or the other way round. Facts: text."""
    DOUBLE_DIFFERENT = "double-different"
    """The day stands twice with different volumes: neither counts. Facts: day, first_row."""
    UNKNOWN_UNIT = "unknown-unit"
    """A column of the form whose metering unit is not of this contract. Facts: unit."""
    DOUBLE_SAME = "double-same"
    """Facts: day, first_row."""
    TOTAL_DIFFERS = "total-differs"
    """Facts: total, sum."""
    OTHER_YEAR = "other-year"
    """The day is of another year than most of the sheet. Facts: day."""
    ROUNDED = "rounded"
    """More places than a volume keeps. Facts: cells."""
    MIXED_MARKS = "mixed-marks"
    """Facts: commas, points."""
    HIDDEN_ROWS = "hidden-rows"
    """Facts: rows."""
    FORMULAS = "formulas"
    """Facts: cells."""
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
