"""The order in which a device wrote its rows: doubles, clocks set forward and back, summer time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import gt, lt, sub

from kabinet.formats.archives.archive import Flag
from kabinet.formats.archives.findings import FindingCode, Findings
from kabinet.formats.archives.layouts.table import Table
from kabinet.formats.archives.readings import Readings
from kabinet.formats.archives.shapes import Volumes
from kabinet.formats.archives.stamps import HOUR, MINUTES_OF_DAY, day_of, minutes_at

_SPACINGS = (60, 30, 20, 15, 10, 5, MINUTES_OF_DAY)
_MOST_BACK = 48 * HOUR
_MARCH, _OCTOBER, _SUNDAY = 3, 10, 6
_NIGHT = 5 * HOUR
_TOLERANCE = 100
_MOST_BETWEEN = 50


@dataclass(slots=True)
class Sequenced:
    """Readings in the order of the device, and what is known of the steps between them."""

    readings: Readings
    spacing: int = HOUR
    joined: set[int] = field(default_factory=set)
    """Places whose row follows the one before at once, whatever the stamps say."""
    written: list[int] = field(default_factory=list)
    """The minutes as the device stamped them; those of `readings` are without summer time."""
    forward_days: set[int] = field(default_factory=set)
    back_days: set[int] = field(default_factory=set)
    """Days since 1970 on which the device changed to summer time and back."""

    @property
    def summer(self) -> bool:
        return bool(self.forward_days or self.back_days)


class Sequencer:
    def __init__(self, table: Table, volumes: Volumes, findings: Findings) -> None:
        self._table = table
        self._volumes = volumes
        self._findings = findings

    def sequence(self, readings: Readings) -> Sequenced:
        if not _rises(readings.minutes):
            readings = self._ordered(self._without_doubles(_forwards(readings)))
        found = Sequenced(readings, _usual_step(readings.minutes), written=list(readings.minutes))
        steps = list(map(sub, readings.minutes[1:], readings.minutes))
        if set(steps) - {found.spacing}:
            self._read_jumps(found, steps)
        return found

    def _without_doubles(self, readings: Readings) -> Readings:
        first: dict[tuple[object, ...], int] = {}
        keep = []
        keys = zip(readings.minutes, readings.standard, readings.working, readings.number, strict=True)
        for place, key in enumerate(keys):
            keep.append(key not in first)
            if key in first:
                self._tell_double(FindingCode.DOUBLE_SAME, readings, place, first[key])
            first.setdefault(key, place)
        return readings.kept(keep)

    def _ordered(self, readings: Readings) -> Readings:
        """Keep the order where the clock went back; sort where rows merely stand in disorder."""
        falls = [place for place in range(1, len(readings)) if _step(readings, place) <= 0]
        if all(self._goes_on(readings, place) for place in falls):
            return readings
        ordered = readings.picked(sorted(range(len(readings)), key=readings.minutes.__getitem__))
        keep = [True] * len(ordered)
        kept = 0
        for place in range(1, len(ordered)):
            if ordered.minutes[place] == ordered.minutes[kept]:
                keep[place] = False
                self._tell_double(FindingCode.DOUBLE_DIFFERENT, ordered, place, kept)
            else:
                kept = place
        return ordered.kept(keep)

    def _goes_on(self, readings: Readings, place: int) -> bool:
        """Whether the row follows the one before it although its stamp does not."""
        if _step(readings, place) < -_MOST_BACK:
            return False
        before, after = readings.number[place - 1], readings.number[place]
        if before.isdecimal() and after.isdecimal():
            if _step(readings, place) <= 0:
                return int(after) > int(before) and not self._falls(readings, place)
            return self._is_next(readings.places[place - 1], readings.places[place])
        if self._volumes is Volumes.TOTALS:
            return _step(readings, place) <= 0 and readings.standard[place] > readings.standard[place - 1]
        return self._counts_on(readings, place)

    def _is_next(self, before: int, after: int) -> bool:
        """Whether all rows of the file from one place to the other, of whatever kind, are numbered on."""
        if not 0 < after - before <= _MOST_BETWEEN:
            return False
        position = self._table.positions.roles["number"]
        numbers = [self._table.rows[place][position].strip() for place in range(before, after + 1)]
        first = int(numbers[0])
        return numbers == [str(number) for number in range(first, first + len(numbers))]

    def _falls(self, readings: Readings, place: int) -> bool:
        """Whether a running total says that the row is older than the one before it."""
        return self._volumes is Volumes.TOTALS and readings.standard[place] < readings.standard[place - 1]

    def _is_jump(self, readings: Readings, place: int, month: int) -> bool:
        """Without numbers of rows, hours that are not there are rather a gap than a clock set forward."""
        numbered = readings.number[place].isdecimal()
        return self._goes_on(readings, place) and (numbered or _step(readings, place) <= 0 or month == _MARCH)

    def _counts_on(self, readings: Readings, place: int) -> bool:
        """Whether the running total beside the volumes grew by this row's own volume."""
        before, after = readings.total[place - 1], readings.total[place]
        if before is None or after is None:
            return _step(readings, place) == 0 and _switch(readings.minutes[place]) == _OCTOBER
        return readings.standard[place] > 0 and abs(after - before - readings.standard[place]) <= _TOLERANCE

    def _read_jumps(self, found: Sequenced, steps: Sequence[int]) -> None:
        readings, begin = found.readings, 0
        in_summer = False
        for place, step in enumerate(steps, start=1):
            month = _switch(found.written[place - 1])
            if step == found.spacing or not self._is_jump(readings, place, month):
                continue
            found.joined.add(place)
            day = found.written[place] // MINUTES_OF_DAY
            if step == found.spacing + HOUR and month == _MARCH and not in_summer:
                in_summer, begin = True, place
                found.forward_days.add(day)
            elif step == found.spacing - HOUR and month == _OCTOBER and day not in found.back_days:
                self._move(found, begin if in_summer else _since_march(found, place), place)
                in_summer = False
                found.back_days.add(day)
            else:
                self._tell_clock(found, place, step)
        if in_summer:
            self._move(found, begin, len(readings))

    def _move(self, found: Sequenced, begin: int, end: int) -> None:
        readings = found.readings
        for place in range(begin, end):
            readings.minutes[place] -= HOUR
            readings.flags[place] |= Flag.MOVED
        self._findings.add(
            FindingCode.SUMMER_TIME,
            row=self._table.where(readings.places[begin]),
            rows=end - begin,
            begins=str(day_of(found.written[begin])),
            ends=str(day_of(found.written[end - 1])),
        )

    def _tell_clock(self, found: Sequenced, place: int, step: int) -> None:
        forward = step > found.spacing
        self._findings.add(
            FindingCode.CLOCK_FORWARD if forward else FindingCode.CLOCK_BACK,
            row=self._table.where(found.readings.places[place]),
            minutes=abs(step - found.spacing),
        )

    def _tell_double(self, code: FindingCode, readings: Readings, place: int, first: int) -> None:
        self._findings.add(
            code,
            row=self._table.where(readings.places[place]),
            first_row=self._table.where(readings.places[first])[1],
            kept=readings.standard[first],
            other=readings.standard[place],
        )


def _rises(minutes: Sequence[int]) -> bool:
    return all(map(lt, minutes, minutes[1:]))


def _forwards(readings: Readings) -> Readings:
    """Turn a file round whose newest row stands first."""
    rises = sum(map(lt, readings.minutes, readings.minutes[1:]))
    falls = sum(map(gt, readings.minutes, readings.minutes[1:]))
    if falls <= rises:
        return readings
    return readings.picked(reversed(range(len(readings))))


def _step(readings: Readings, place: int) -> int:
    return readings.minutes[place] - readings.minutes[place - 1]


def _usual_step(minutes: Sequence[int]) -> int:
    steps = Counter(map(sub, minutes[1:], minutes))
    return next((step for step, _ in steps.most_common() if step in _SPACINGS), HOUR)


def _switch(minutes: int) -> int:
    """Return the month in whose switching night (its last Sunday) the minutes are, or 0."""
    day = day_of(minutes)
    night = minutes % MINUTES_OF_DAY <= _NIGHT
    last_sunday = day.weekday() == _SUNDAY and (day + timedelta(days=7)).month != day.month
    return day.month if night and last_sunday else 0


def _since_march(found: Sequenced, end: int) -> int:
    """Return the place from which a device that went back at `end` was in summer time, by its gap or the calendar."""
    written, year = found.written, day_of(found.written[end]).year
    gaps = (
        place
        for place in range(1, end)
        if written[place] - written[place - 1] == found.spacing + HOUR
        and _switch(written[place - 1]) == _MARCH
        and day_of(written[place]).year == year
    )
    if (gap := next(gaps, None)) is not None:
        return gap
    march_31 = date(year, _MARCH, 31)
    last_sunday = march_31 - timedelta(days=(march_31.weekday() - _SUNDAY) % 7)
    since = minutes_at(last_sunday) + _NIGHT
    return next((place for place in range(end) if written[place] >= since), end)
