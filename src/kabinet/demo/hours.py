"""Hours as telemetry gave them, of the clients that have it: each day's add up to what was handed in for it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise

from kabinet.demo.case import Case
from kabinet.demo.clients import Unit
from kabinet.demo.sheets import Row
from kabinet.formats.archives.archive import Flag
from kabinet.metering.models import HourlyVolume
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.rules.words import Status


def _course(shares: str) -> tuple[int, ...]:
    return tuple(map(int, shares.split()))


#: How a day goes, hour by hour from midnight, by line of industry: those that never stand still, and those with shifts.
_EVEN = _course("97 97 97 98 98 99 100 102 103 103 103 102 101 102 102 102 101 101 100 99 99 98 98 97")
_SHIFTS = _course("30 28 28 30 45 80 130 150 155 155 150 140 120 145 155 150 145 140 130 110 95 70 50 35")
_HEATING = _course("112 112 113 115 118 120 118 112 104 98 93 90 88 86 85 86 89 93 97 101 104 107 110 111")
_COURSES = {"food": _SHIFTS, "asphalt": _SHIFTS, "metal": _SHIFTS, "heat": _HEATING, "greenhouse": _HEATING}

#: A day of the month before with two hours that never came.
_GAP_DAY = 14
_GAP = (3, 4)
_UNRELIABLE = 0.004
#: Pascal, and hundredths of a degree.
_PRESSURE, _TEMPERATURE = 304_000, 1_150


class Telemetry:
    """Gives the hours of one contract; `current` are the rows of daily volumes that count, by unit and day."""

    def __init__(self, case: Case, current: Mapping[tuple[int, date], Row]) -> None:
        self.case, self.scope, self.current = case, case.scope, current
        self.sheet = case.sheets[HourlyVolume]
        self.dice = case.dice("hours")

    def write(self) -> None:
        months = self._months()
        if not months or not self.case.is_first:
            return
        first = self.scope.month.plus(1 - months).first_day
        ensure_partitions([first, self.scope.today])
        for point in self.case.deal.points:
            for unit in point.units:
                self._write_unit(unit, _COURSES.get(point.line, _EVEN), first)

    def _months(self) -> int:
        """How many months of hours the client has: two the first one, one whoever's days come by telemetry."""
        index = self.case.client.index
        return 2 if index == 1 else int(index % 9 == 4)  # noqa: PLR2004

    def _write_unit(self, unit: Unit, course: tuple[int, ...], first: date) -> None:
        day, latest = first, Decimal(0)
        while day <= self.scope.last_given_day:
            row = self.current.get((unit.pk, day))
            if row is not None and row["status"] is not Status.RETURNED:
                latest = row["volume"]
                self._write_day(unit, day, latest, course)
            day += timedelta(days=1)
        if self.case.client.index == 1 and latest:
            self._write_day(unit, day, latest, course)

    def _write_day(self, unit: Unit, day: date, volume: Decimal, course: tuple[int, ...]) -> None:
        """Write the hours up to the midnight at which the demo stands; what was not over by then is not there."""
        clock = self.case.deal.clock
        begins = clock.begins_at(day)
        weights = [course[(clock.hour + place) % 24] * self.dice.uniform(0.96, 1.04) for place in range(24)]
        for place, share in enumerate(split(volume, weights)):
            starts_at = begins + timedelta(hours=place)
            if starts_at < self.scope.midnight and not self._is_gap(day, place):
                self.sheet.add_row(self._hour(unit, share) | {"starts_at": starts_at})

    def _hour(self, unit: Unit, volume: Decimal) -> Row:
        unreliable = self.dice.random() < _UNRELIABLE
        return {
            "unit_id": unit.pk,
            "volume": volume,
            "pressure": _PRESSURE + self.dice.randrange(-1500, 1500),
            "temperature": _TEMPERATURE + self.dice.randrange(-200, 200),
            "flags": int(Flag.UNRELIABLE) if unreliable else 0,
        }

    def _is_gap(self, day: date, place: int) -> bool:
        return day == self.scope.month.previous.first_day.replace(day=_GAP_DAY) and place in _GAP


def split(volume: Decimal, weights: list[float]) -> Iterator[Decimal]:
    """Part a volume by weights into tenths of a m³ that add up to it."""
    tenths, whole = int(volume * 10), sum(weights)
    marks = [round(tenths * reached / whole) for reached in accumulate(weights, initial=0.0)]
    return (Decimal(later - earlier) / 10 for earlier, later in pairwise(marks))
