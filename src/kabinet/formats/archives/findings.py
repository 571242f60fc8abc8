"""What an archive is not in order in. Nothing is mended in silence: whatever was left out or moved is told of."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

MOST_OF_A_CODE = 200
"""More findings of one code are only counted."""


class Weight(StrEnum):
    """What a finding does to the figures."""

    NOTE = "note"
    """Nothing; a person may want to know."""
    DOUBT = "doubt"
    """They are there, and a person is to judge them."""
    LOSS = "loss"
    """A row or an hour is left out."""


class FindingCode(StrEnum):
    UNREADABLE_CELL = "unreadable-cell"
    """The row is left out, unless it is a figure beside the volume. Facts: text."""
    NO_SUCH_DAY = "no-such-day"
    """29 February of a common year, or 31 June. Facts: text."""
    COLUMNS_SHIFTED = "columns-shifted"
    """Facts: cells, expected."""
    MIXED_MARKS = "mixed-marks"
    """Decimal comma and point in one column. Facts: commas, points."""
    UNDECODABLE = "undecodable"
    """Bytes that are no text in the encoding of the file. Facts: signs, encoding."""
    CRC_MISSING = "crc-missing"
    """Facts: text."""
    TRUNCATED = "truncated"
    """The file ends in the middle of a row, or without its last row."""
    TWO_DEVICES = "two-devices"
    """Only the rows of one are read. Facts: read, other, rows."""
    HIDDEN_ROWS = "hidden-rows"
    """Facts: rows."""
    FORMULAS = "formulas"
    """Facts: cells."""
    MERGED_CELLS = "merged-cells"
    """Facts: cells."""
    DOUBLE_SAME = "double-same"
    """The row stands twice. Facts: first_row, kept, other."""
    DOUBLE_DIFFERENT = "double-different"
    """One stamp, two figures: the first counts. Facts: first_row, kept, other (ten-thousandths of a m³)."""
    OFF_HOUR = "off-hour"
    """The stamp is not on the hour. Facts: text."""
    GAP = "gap"
    """Facts: hours, and volume where running totals tell it."""
    CLOCK_FORWARD = "clock-forward"
    """Rows that follow each other, and a stamp that left some time out. Facts: minutes."""
    CLOCK_BACK = "clock-back"
    """Hours of one stamp are added up. Facts: minutes."""
    SUMMER_TIME = "summer-time"
    """The device changed to summer time and its hours were moved back by one. Facts: rows, begins, ends."""
    NO_STARTING_TOTAL = "no-starting-total"
    """Running totals begin with this row: its own hour is not known."""
    TOTAL_FELL = "total-fell"
    """Facts: before, after (ten-thousandths of a m³)."""
    BELOW_ZERO = "below-zero"
    """Facts: volume."""
    TOTAL_DIFFERS = "total-differs"
    """The running total beside the volumes says another. Facts: volume, total."""
    UNRELIABLE = "unreliable"
    """Facts: status, hours."""
    ALARM = "alarm"
    """Facts: status, hours."""
    WARNING = "warning"
    """Facts: status, hours."""
    CONSTANT_CHANGED = "constant-changed"
    """Facts: name, before, after."""
    HOURS_NOT_DAY = "hours-not-day"
    """Facts: day, hours, record (ten-thousandths of a m³)."""
    CONVERSION_OFF = "conversion-off"
    """Facts: stated, expected (millionths), hours."""
    ZERO_RUN = "zero-run"
    """Facts: hours."""
    JUMP = "jump"
    """Facts: volume, usual (ten-thousandths of a m³)."""
    DAY_HOUR_DIFFERS = "day-hour-differs"
    """The day of the device is not the gas day of the contract. Facts: device, contract."""
    OUTSIDE_PERIOD = "outside-period"
    """Facts: hours, begins, ends."""
    OTHER_YEAR = "other-year"
    """The months are those expected, the year is not. Facts: hours, year, expected."""

    @property
    def weight(self) -> Weight:
        if self in _NOTES:
            return Weight.NOTE
        return Weight.LOSS if self in _LOSSES else Weight.DOUBT


_NOTES = {
    FindingCode.NO_STARTING_TOTAL,
    FindingCode.DAY_HOUR_DIFFERS,
    FindingCode.DOUBLE_SAME,
    FindingCode.HIDDEN_ROWS,
    FindingCode.FORMULAS,
    FindingCode.MERGED_CELLS,
}
_LOSSES = {
    FindingCode.UNREADABLE_CELL,
    FindingCode.NO_SUCH_DAY,
    FindingCode.COLUMNS_SHIFTED,
    FindingCode.CRC_MISSING,
    FindingCode.TRUNCATED,
    FindingCode.TWO_DEVICES,
    FindingCode.DOUBLE_DIFFERENT,
    FindingCode.OFF_HOUR,
    FindingCode.GAP,
    FindingCode.TOTAL_FELL,
    FindingCode.BELOW_ZERO,
}


@dataclass(frozen=True, slots=True)
class Finding:
    code: FindingCode
    row: int | None = None
    """From 1: the line of a text, the row of a sheet."""
    column: int | None = None
    """From 1."""
    hour: datetime | None = None
    """The beginning of the hour, in UTC."""
    file: str = ""
    """The name inside a ZIP of several files."""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """Collects them, so many of each code."""

    found: list[Finding] = field(default_factory=list)
    counted: Counter[FindingCode] = field(default_factory=Counter)

    def add(
        self,
        code: FindingCode,
        *,
        row: tuple[str, int] | None = None,
        column: int | None = None,
        hour: datetime | None = None,
        **facts: object,
    ) -> None:
        self.counted[code] += 1
        if self.counted[code] <= MOST_OF_A_CODE:
            file, number = row or ("", None)
            self.found.append(Finding(code, number, column, hour, file, facts))

    def left_off(self) -> Mapping[FindingCode, int]:
        """Return how many more of a code there were than were kept."""
        return {code: n - MOST_OF_A_CODE for code, n in self.counted.items() if n > MOST_OF_A_CODE}
