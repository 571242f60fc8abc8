"""
What is to be expected of days that are not known yet, with an interval.

A day is expected to be its daily norm (the month's contract volume by calendar day) times the level of the latest
days times the factor of its weekday. The level is the median of the latest days as shares of their norms, freed of
their weekdays; once the month under way has five days, its own days make the level. The factor is the median of the
weekday in the latest eight weeks against the median of all days. A month without a contract volume has the norm of
the one before.

The interval is what past forecasts teach: the same question is asked as of as many days before the end of each of the
past months, and its answers are compared with what came. Four of five are meant to fall within. docs/forecast.md has
the figures measured on the demo supplier.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from math import ceil, floor
from statistics import median

from kabinet.values.months import BillingMonth
from kabinet.values.volume import STEP, ZERO

#: The latest days that the expectation itself rests on.
WINDOW = timedelta(weeks=8)

#: How far back past forecasts are asked anew.
LOOKBACK = timedelta(days=425)

#: Of so many forecasts, a share is meant to fall within the interval.
COVERAGE = 0.8

_WEEK = 7
_LEVEL_DAYS = 10
_OWN_DAYS = 5
_ALIKE_DAYS = 3
_LEAST_TRIES = 8
_TRIED_DAYS = 60
_TRIED_MONTHS = 12
_MOST_MONTHS_AHEAD = 2
_ENOUGH_KNOWN = 0.8
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """
    What a period comes to, m³: known of it, expected of all of it, and between which figures.

    Without enough past forecasts there is no interval, and its ends are None.
    """

    known: Decimal
    expected: Decimal
    least: Decimal | None
    most: Decimal | None

    def at_least(self, known: Decimal) -> "Forecast":
        """Return the forecast of one who knows so much already: nothing that was taken is untaken."""
        least, most = (None if end is None else max(end, known) for end in (self.least, self.most))
        return Forecast(known, max(self.expected, known), least, most)


@dataclass(frozen=True, slots=True)
class _Habit:
    """How gas was taken lately: the level as a share of the daily norm, and the factor of each weekday."""

    level: float
    factors: Sequence[float]

    def share(self, day: date) -> float:
        return self.level * self.factors[day.weekday()]


@dataclass(frozen=True)
class Course:
    """
    The course of consumption: m³ by known gas day, and the daily norm by month where there is one.

    A day that is missing between known ones is expected as a day to come is.
    """

    days: Mapping[date, Decimal]
    norms: Mapping[BillingMonth, Decimal]

    def forecast(self, since: date, until: date) -> Forecast | None:
        """Return what the days from `since` to `until` come to, both included; None where too little is known."""
        habit = self._habit(self._last)
        if habit is None:
            return None
        known = sum((self.days[day] for day in span(since, until) if day in self.days), ZERO)
        rest = self._sum(habit, (day for day in span(since, until) if day not in self.days))
        expected = known + _volume(rest)
        reach = _reach(self._tries(since, until)) if rest else (1.0, 1.0)
        if reach is None:
            return Forecast(known, expected, None, None)
        return Forecast(known, expected, known + _volume(rest * reach[0]), known + _volume(rest * reach[1]))

    def expect(self, day: date) -> Decimal | None:
        """Return what one day is expected to be."""
        habit = self._habit(self._last)
        return None if habit is None else _volume(self._sum(habit, [day]))

    def average(self, since: date, until: date) -> Decimal | None:
        """Return what a day that is not known is expected to be; None where all are, or too little is."""
        unknown = [day for day in span(since, until) if day not in self.days]
        expected = [volume for day in unknown if (volume := self.expect(day)) is not None]
        return sum(expected, ZERO) / len(expected) if expected else None

    @cached_property
    def _known(self) -> list[date]:
        return sorted(self.days)

    @property
    def _last(self) -> date:
        return self._known[-1] if self._known else date.min

    @cached_property
    def _shares(self) -> list[float]:
        return [float(self.days[day]) / self._norm(BillingMonth.of(day)) for day in self._known]

    @cached_property
    def _norms(self) -> dict[BillingMonth, float]:
        return {month: float(norm) for month, norm in self.norms.items() if norm}

    def _norm(self, month: BillingMonth) -> float:
        if month not in self._norms:
            earlier = [known for known in self._norms if known < month]
            self._norms[month] = self._norms[max(earlier)] if earlier else self._first_norm
        return self._norms[month]

    @cached_property
    def _first_norm(self) -> float:
        return self._norms[min(self._norms)] if self._norms else 1.0

    @cached_property
    def _habits(self) -> dict[date, _Habit | None]:
        return {}

    def _habit(self, origin: date) -> _Habit | None:
        """Return the habit as it was to be seen when `origin` was the newest known day."""
        if origin not in self._habits:
            self._habits[origin] = self._see_habit(origin)
        return self._habits[origin]

    def _see_habit(self, origin: date) -> _Habit | None:
        end = bisect_right(self._known, origin)
        begin = bisect_right(self._known, origin - WINDOW, hi=end) if end else 0
        days, shares = self._known[begin:end], self._shares[begin:end]
        if len(days) < _WEEK:
            return None
        factors = _factors(days, shares)
        freed = [share / factors[day.weekday()] for day, share in zip(days, shares, strict=True)]
        own = freed[bisect_right(days, (origin + _DAY).replace(day=1) - _DAY) :]
        return _Habit(median(own if len(own) >= _OWN_DAYS else freed[-_LEVEL_DAYS:]), factors)

    def _sum(self, habit: _Habit, days: Iterable[date]) -> float:
        return sum(habit.share(day) * self._norm(BillingMonth.of(day)) for day in days)

    def _tries(self, since: date, until: date) -> list[float]:
        """Return what came in the past to one unit of what was expected, of the same question asked then."""
        lag = max(since - self._last, _DAY)
        asked = ((self._habit(origin), origin + lag, end) for origin, end in self._questions(since, until))
        found = (self._came(habit, begin, end) for habit, begin, end in asked if habit is not None)
        return [share for share in found if share is not None]

    def _came(self, habit: _Habit, begin: date, end: date) -> float | None:
        known = [day for day in span(begin, end) if day in self.days]
        expected = self._sum(habit, known)
        if not expected or len(known) < ((end - begin).days + 1) * _ENOUGH_KNOWN:
            return None
        return float(sum(self.days[day] for day in known)) / expected

    def _questions(self, since: date, until: date) -> Iterator[tuple[date, date]]:
        """
        Yield from which past day up to which other one the question would have been the same.

        Up to the end of a month: as of as many days before the end of each past month, or a day more or less. Of a
        single day, or up to another one: as of each of the latest days.
        """
        month = BillingMonth.of(self._last)
        if since == until or until != BillingMonth.of(until).last_day:
            ahead = until - self._last
            for back in range(_TRIED_DAYS):
                end = self._last - timedelta(days=back)
                yield end - ahead, end
            return
        left = (month.last_day - self._last).days
        months = min(_months(month, BillingMonth.of(until)), _MOST_MONTHS_AHEAD)
        for back in range(1 + months, 1 + months + _TRIED_MONTHS):
            past = month.plus(-back)
            end = past.plus(months).last_day
            for days in (left - 1, left, left + 1):
                origin = past.last_day - timedelta(days=days)
                if origin < end:
                    yield origin, end


def under_way(forecast: Forecast, *, hours: Mapping[int, Decimal], profile: Sequence[Decimal]) -> Forecast:
    """
    Return what the day under way comes to by the hours of it that are known.

    `profile` is the share of each hour of a usual day. The rest of the day is expected between its own pace and what
    the days before it gave to expect: the more of the day is known, the more its own pace counts.
    """
    known = sum(hours.values(), ZERO)
    done = sum((profile[hour] for hour in hours), Decimal(0))
    if not done or not forecast.expected:
        return forecast.at_least(known)
    rest = (1 - done) * (known + (1 - done) * forecast.expected)

    def come_to(end: Decimal | None) -> Decimal | None:
        return None if end is None else known + (rest * end / forecast.expected).quantize(STEP)

    return Forecast(known, known + rest.quantize(STEP), come_to(forecast.least), come_to(forecast.most))


def usual_profile(days: Iterable[Sequence[Decimal]]) -> list[Decimal] | None:
    """Return the usual share of each hour in a day, from whole days; None where there is none with consumption."""
    shares = [[hour / total for hour in hours] for hours in days if (total := sum(hours, ZERO))]
    if not shares:
        return None
    medians = [median(column) for column in zip(*shares, strict=True)]
    whole = sum(medians, Decimal(0))
    return [share / whole for share in medians] if whole else None


def span(since: date, until: date) -> Iterator[date]:
    """Yield the days from `since` to `until`, both included."""
    return (since + timedelta(days=ahead) for ahead in range((until - since).days + 1))


def _factors(days: Sequence[date], shares: Sequence[float]) -> list[float]:
    usual = median(shares) or 1.0
    by_weekday: list[list[float]] = [[] for _ in range(_WEEK)]
    for day, share in zip(days, shares, strict=True):
        by_weekday[day.weekday()].append(share)
    return [(median(alike) / usual or 1.0) if len(alike) >= _ALIKE_DAYS else 1.0 for alike in by_weekday]


def _reach(tries: Sequence[float]) -> tuple[float, float] | None:
    """Return between which factors the outcome lies, the expectation itself included."""
    if len(tries) < _LEAST_TRIES:
        return None
    ranked, tail = sorted(tries), (1 - COVERAGE) / 2
    low = max(floor(tail * (len(ranked) + 1)), 1)
    high = min(ceil((1 - tail) * (len(ranked) + 1)), len(ranked))
    return min(ranked[low - 1], 1.0), max(ranked[high - 1], 1.0)


def _months(earlier: BillingMonth, later: BillingMonth) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _volume(m3: float) -> Decimal:
    return Decimal(m3).quantize(STEP)
