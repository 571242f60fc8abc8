"""Whether the hours are those that were asked for."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.values.gas_days import GasDayClock


@dataclass(frozen=True, slots=True)
class Expected:
    """The gas days that were asked for, both inclusive."""

    first: date
    last: date


def check_period(
    starts_at: Sequence[datetime], expected: Expected, clock: GasDayClock, findings: Findings
) -> None:
    """Tell of hours outside, and of months that are right but for the year."""
    begin = bisect_left(starts_at, clock.begins_at(expected.first))
    end = bisect_left(starts_at, clock.ends_at(expected.last))
    outside = [*starts_at[:begin], *starts_at[end:]]
    if not outside:
        return
    first, last = clock.day_at(outside[0]), clock.day_at(outside[-1])
    same_months = _months(first, last) & _months(expected.first, expected.last)
    if begin == end and first.year != expected.first.year and same_months:
        findings.add(
            FindingCode.OTHER_YEAR,
            hour=outside[0],
            hours=len(outside),
            year=first.year,
            expected=expected.first.year,
        )
    else:
        findings.add(
            FindingCode.OUTSIDE_PERIOD,
            hour=outside[0],
            hours=len(outside),
            begins=first.isoformat(),
            ends=last.isoformat(),
        )


def _months(first: date, last: date) -> set[int]:
    """Return the months of the year that the days touch."""
    return {number % 12 for number in range(first.year * 12 + first.month, last.year * 12 + last.month + 1)}
