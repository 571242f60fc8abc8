"""What the instruments of one contract show, day by day."""

from datetime import date
from decimal import Decimal
from random import Random

from kabinet.demo.case import Case
from kabinet.demo.clients import Point
from kabinet.demo.terms import Plan
from kabinet.demo.volumes import Given
from kabinet.values.months import BillingMonth

_WEEK: dict[str, tuple[int, ...]] = {
    "kiln": (100, 101, 101, 100, 100, 98, 97),
    "glass": (100, 100, 100, 100, 100, 100, 100),
    "greenhouse": (100, 100, 100, 100, 100, 102, 102),
    "heat": (101, 101, 101, 101, 100, 98, 98),
    "metal": (103, 104, 104, 103, 102, 92, 90),
    "food": (105, 106, 105, 104, 102, 90, 84),
    "asphalt": (112, 114, 114, 112, 108, 75, 60),
}

#: Two days in a row of this month, of which some clients gave no volume.
GAP_DAYS = (5, 6)

#: Of a hundred days, so many take more than the contract allows.
_OVERTAKES = 2

#: A supply point, its daily norm in hundredths of a m³, and the course of its week.
Norm = tuple[Point, float, tuple[int, ...]]


class Meter:
    """Measures the gas that a contract's points take."""

    def __init__(self, case: Case, plan: Plan, dice: Random) -> None:
        self.scope, self.client, self.deal = case.scope, case.client, case.deal
        self.plan, self.dice = plan, dice

    def read(self, month: BillingMonth) -> list[Given]:
        """What the instruments of the month show, by day and unit, without the days that are still missing."""
        found: list[Given] = []
        level = self.dice.uniform(0.9, 1.0) / month.length / 100
        norms = [
            (point, float(self.plan[month][point.pk]) * level, _WEEK[point.line])
            for point in self.deal.points
        ]
        for day in month.days():
            if day > self.scope.last_given_day:
                break
            if not self._is_gap(day):
                self._meter(day, norms, found)
        return found

    def _is_gap(self, day: date) -> bool:
        """Some clients gave nothing for two days of this month: they forgot, or everything stood under seal."""
        return self.client.index % 6 == 0 and day.day in GAP_DAYS and day in self.scope.month

    def _meter(self, day: date, norms: list[Norm], found: list[Given]) -> None:
        uniform, weekday = self.dice.uniform, day.weekday()
        for point, norm, week in norms:
            taken = norm * week[weekday]
            if self.dice.random() * 100 < _OVERTAKES:
                taken *= uniform(1.2, 1.35)
            for unit in point.units:
                if unit.in_use_to is None or day < unit.in_use_to:
                    volume = Decimal(round(taken * unit.share * uniform(0.94, 1.05)))
                    found.append(Given(unit, point.pk, day, volume))
