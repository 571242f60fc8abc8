"""The radar of deviations: what the day and the month under way and the periods of take-or-pay will come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering.queries.hours import HOURS_A_DAY, Hour, list_hours
from kabinet.metering.queries.plan_fact import PlanFact
from kabinet.metering.rules.forecast import Course, Forecast, span, under_way, usual_profile
from kabinet.metering.rules.plan_fact import Figures
from kabinet.organizations.rules.parameters import TakeOrPay
from kabinet.values.months import BillingMonth
from kabinet.values.volume import STEP, ZERO

#: Months of history that the interval of a forecast rests on, before the month under way.
HISTORY = 14

_PROFILE_DAYS = 7
_SHARE_DAYS = 10


@dataclass(frozen=True, slots=True)
class Room:
    """What a supply point is expected to take on a day, and the most that it may, m³."""

    point: str
    expected: Decimal
    most: Decimal

    @property
    def free(self) -> Decimal:
        """What may be taken there over what is expected, without an overtake."""
        return max(self.most - self.expected, ZERO)

    @property
    def over(self) -> Decimal:
        """The overtake that is expected there."""
        return max(self.expected - self.most, ZERO)


@dataclass(frozen=True, slots=True)
class Today:
    """
    The gas day under way, m³: the forecast, by how many of its hours, and the room at each supply point.

    There is no room where nothing is agreed. What one point leaves free is nothing to another that is full: an
    overtake is reckoned by supply point.
    """

    day: date
    forecast: Forecast
    hours: int
    rooms: Sequence[Room]

    @property
    def most(self) -> Decimal:
        return sum((room.most for room in self.rooms), ZERO)

    @property
    def free(self) -> Decimal:
        return sum((room.free for room in self.rooms), ZERO)

    @property
    def over(self) -> Decimal:
        return sum((room.over for room in self.rooms), ZERO)


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or a year of take-or-pay: its contract volume, the line to be taken or paid for, what is expected."""

    months: Sequence[BillingMonth]
    plan: Decimal
    line: Decimal
    forecast: Forecast

    @property
    def is_year(self) -> bool:
        return len(self.months) > 3  # noqa: PLR2004 (a quarter has three months)

    @property
    def short(self) -> Decimal:
        """What is expected to be paid for and not taken."""
        return max(self.line - self.forecast.expected, ZERO)


@dataclass(frozen=True, slots=True)
class Outlook:
    """
    `each` is what a day of the month that is not known is expected to be on average, `unknown` how many there are.
    `free` is what may be taken to the end of the month over what is expected, without an overtake on any day.
    """

    month: BillingMonth
    figures: Figures
    forecast: Forecast | None
    each: Decimal | None
    unknown: int
    today: Today | None
    free: Decimal | None
    clause: TakeOrPay | None
    periods: Sequence[Period]


def outlook(*, viewer: Viewer, found: PlanFact) -> Outlook:
    """
    Look ahead from the gas day under way to the end of the month, or of the contract, where that comes first.

    `found` holds HISTORY months before the month and the rest of its year.
    """
    day = found.terms.clock.day_at(found.now)
    month = BillingMonth.of(day)
    until = found.terms.last_day(month.last_day)
    course = Course(found.whole_days(), found.norms())
    shares = found.shares(sorted(course.days)[-_SHARE_DAYS:])
    figures = found.month(month)
    clause = found.parameters(day).take_or_pay
    return Outlook(
        month=month,
        figures=figures,
        forecast=_at_least(course.forecast(month.first_day, until), figures.fact),
        each=course.average(month.first_day, until),
        unknown=sum(day not in course.days for day in span(month.first_day, until)),
        today=_today(course, found, day, list_recent_hours(viewer=viewer, found=found), shares),
        free=_free(course, found, span(day, until), shares),
        clause=clause,
        periods=_under_way(_periods(course, found, month.year, clause), month) if clause else [],
    )


def periods_of_year(found: PlanFact, year: int) -> list[Period]:
    """Return the quarters and the year of take-or-pay; none where the contract has no such clause."""
    clause = found.parameters(BillingMonth(year, 12).last_day).take_or_pay
    return _periods(Course(found.whole_days(), found.norms()), found, year, clause) if clause else []


def list_recent_hours(*, viewer: Viewer, found: PlanFact) -> list[Hour]:
    """Return the hours of the day under way and of the days before it. One query."""
    day = found.terms.clock.day_at(found.now)
    return list_hours(
        viewer=viewer,
        unit_ids=[unit.pk for unit in found.units],
        since=found.terms.clock.begins_at(day - timedelta(days=_PROFILE_DAYS)),
        until=found.now,
    )


def hours_by_day(found: PlanFact, hours: Sequence[Hour]) -> dict[date, list[Decimal | None]]:
    """
    Return by gas day the volume of its 24 hours, m³; an hour that one of the units has not given is a gap.

    Days without any hour are left out.
    """
    clock = found.terms.clock
    by_day: dict[date, list[dict[int, Decimal]]] = defaultdict(lambda: [{} for _ in range(HOURS_A_DAY)])
    for hour in hours:
        day = clock.day_at(hour.starts_at)
        place = int((hour.starts_at - clock.begins_at(day)).total_seconds()) // 3600
        by_day[day][place][hour.unit_id] = hour.volume
    return {day: [_whole(found, day, given) for given in places] for day, places in by_day.items()}


def _whole(found: PlanFact, day: date, given: Mapping[int, Decimal]) -> Decimal | None:
    if not given or found.units_in_use(day) - given.keys():
        return None
    return sum(given.values(), ZERO)


def _at_least(forecast: Forecast | None, fact: Decimal | None) -> Forecast | None:
    if forecast is None or fact is None or fact <= forecast.known:
        return forecast
    return forecast.at_least(fact)


def _today(
    course: Course, found: PlanFact, day: date, hours: Sequence[Hour], shares: Mapping[int, Decimal]
) -> Today | None:
    forecast = course.forecast(day, day)
    if forecast is None:
        return None
    by_day = hours_by_day(found, hours)
    given = {place: volume for place, volume in enumerate(by_day.pop(day, [])) if volume is not None}
    profile = usual_profile(
        [volume for volume in row if volume is not None] for row in by_day.values() if None not in row
    )
    if given and profile:
        forecast = under_way(forecast, hours=given, profile=profile)
    return Today(day, forecast, len(given), _rooms(found, day, forecast.expected, shares))


def _rooms(found: PlanFact, day: date, expected: Decimal, shares: Mapping[int, Decimal]) -> list[Room]:
    """Part what is expected among the supply points as they took of the latest days."""
    names = {unit.supply_point_id: unit.supply_point.name for unit in found.units}
    return [
        Room(names[point_id], (expected * shares.get(point_id, ZERO)).quantize(STEP), corridor.maximum)
        for point_id, corridor in found.corridors(day).items()
    ]


def _free(
    course: Course, found: PlanFact, days: Iterable[date], shares: Mapping[int, Decimal]
) -> Decimal | None:
    """Sum up what is free by day and supply point: what one leaves free is nothing to another that is full."""
    rooms = [
        room
        for day in days
        if (expected := course.expect(day)) is not None
        for room in _rooms(found, day, expected, shares)
    ]
    return sum((room.free for room in rooms), ZERO) if rooms else None


def _periods(course: Course, found: PlanFact, year: int, clause: TakeOrPay) -> list[Period]:
    months = [BillingMonth(year, number) for number in range(1, 13)]
    quarters = [months[first : first + 3] for first in range(0, 12, 3)]
    periods = (_period(course, found, one, clause) for one in [*quarters, months])
    return [period for period in periods if period is not None]


def _under_way(periods: Sequence[Period], month: BillingMonth) -> list[Period]:
    return [period for period in periods if month in period.months]


def _period(
    course: Course, found: PlanFact, months: Sequence[BillingMonth], clause: TakeOrPay
) -> Period | None:
    """Return the part of the period that the contract covers; None where nothing is agreed for it."""
    plan = sum((found.plan(month) or ZERO for month in months), ZERO)
    since = max(months[0].first_day, found.terms.contract.valid_from)
    until = found.terms.last_day(months[-1].last_day)
    forecast = _at_least(course.forecast(since, until), found.fact(span(since, until)))
    if not plan or forecast is None:
        return None
    return Period(months, plan, (plan * clause.share).quantize(plan), forecast)
