from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabinet.metering.rules.forecast import Course, Forecast, span, under_way, usual_profile
from kabinet.values.months import BillingMonth

NOVEMBER = BillingMonth(2026, 11)
FIRST, LAST = NOVEMBER.first_day, NOVEMBER.last_day
EVEN = [Decimal(1) / 24] * 24


def taken(since: date, until: date, volume: Callable[[date], int] = lambda _: 1000) -> dict[date, Decimal]:
    return {day: Decimal(volume(day)) for day in span(since, until)}


def norms(norm: int = 1000, **changed: int) -> dict[BillingMonth, Decimal]:
    found = {NOVEMBER.plus(-back): Decimal(norm) for back in range(16)}
    return found | {
        BillingMonth.parse(month[1:].replace("_", "-")): Decimal(n) for month, n in changed.items()
    }


def november(course: Course) -> Forecast:
    forecast = course.forecast(FIRST, LAST)
    assert forecast is not None
    return forecast


def workday_or_not(day: date) -> int:
    return 700 if day.weekday() >= 5 else 1000


class TestExpectation:
    def test_of_an_even_course_is_the_same_every_day(self) -> None:
        course = Course(taken(date(2026, 9, 1), date(2026, 11, 10)), norms())

        assert november(course).known == Decimal(10_000)
        assert november(course).expected == Decimal(30_000)

    def test_knows_the_weekdays(self) -> None:
        course = Course(taken(date(2026, 9, 1), date(2026, 11, 10), workday_or_not), norms())

        assert course.expect(date(2026, 11, 14)) == Decimal(700)
        assert november(course).expected == sum(map(workday_or_not, NOVEMBER.days()))

    def test_of_the_days_that_are_not_known_is_their_average(self) -> None:
        known = taken(date(2026, 9, 1), date(2026, 11, 10))
        gap = known.pop(date(2026, 11, 5))
        course = Course(known | {date(2026, 11, 6): gap * 2}, norms())

        assert course.average(FIRST, LAST) == course.expect(date(2026, 11, 5)) == Decimal(1000)
        assert course.average(FIRST, date(2026, 11, 4)) is None

    def test_follows_the_contract_volume_into_another_month(self) -> None:
        course = Course(taken(date(2026, 9, 1), date(2026, 10, 31)), norms(m2026_11=1500))

        assert november(course).expected == Decimal(45_000)

    def test_without_a_contract_volume_the_month_before_it_stands_in(self) -> None:
        course = Course(taken(date(2026, 9, 1), date(2026, 10, 31)), {BillingMonth(2026, 10): Decimal(800)})

        assert november(course).expected == Decimal(30_000)

    def test_days_of_the_month_itself_count_first_once_there_are_five(self) -> None:
        lower = lambda day: 800 if day >= FIRST else 1000  # noqa: E731
        four = Course(taken(date(2026, 9, 1), date(2026, 11, 4), lower), norms())
        five = Course(taken(date(2026, 9, 1), date(2026, 11, 5), lower), norms())

        assert four.expect(LAST) == Decimal(1000)
        assert five.expect(LAST) == Decimal(800)

    def test_single_slips_do_not_move_it(self) -> None:
        slip = lambda day: 9000 if day == date(2026, 11, 8) else 1000  # noqa: E731
        course = Course(taken(date(2026, 9, 1), date(2026, 11, 10), slip), norms())

        assert course.expect(LAST) == Decimal(1000)

    def test_a_day_that_is_missing_is_expected_too_and_never_zero(self) -> None:
        days = taken(date(2026, 9, 1), date(2026, 11, 10))
        del days[date(2026, 11, 5)]

        assert november(Course(days, norms())).known == Decimal(9_000)
        assert november(Course(days, norms())).expected == Decimal(30_000)

    @pytest.mark.parametrize("days", [0, 6])
    def test_of_less_than_a_week_nothing_is_expected(self, days: int) -> None:
        course = Course(taken(FIRST, FIRST + timedelta(days=days - 1)), norms())

        assert course.forecast(FIRST, LAST) is None
        assert course.expect(LAST) is None


class TestInterval:
    def test_is_as_wide_as_past_forecasts_were_wrong(self) -> None:
        """Every other month took a tenth more than its first ten days let expect."""
        rising = lambda day: 1100 if day.day > 10 and day.month % 2 else 1000  # noqa: E731
        course = Course(taken(date(2025, 8, 1), date(2026, 11, 10), rising), norms())

        forecast = november(course)

        assert forecast.expected == Decimal(30_000)
        assert forecast.least == Decimal(30_000)
        assert forecast.most == Decimal(32_000)

    def test_is_not_told_from_a_short_history(self) -> None:
        course = Course(taken(date(2026, 9, 1), date(2026, 11, 10)), norms())

        assert (november(course).least, november(course).most) == (None, None)

    def test_of_a_month_that_is_known_is_the_month(self) -> None:
        forecast = november(Course(taken(date(2026, 9, 1), LAST), norms()))

        assert forecast == Forecast(*[Decimal(30_000)] * 4)

    @given(
        st.lists(st.integers(0, 90_000), min_size=7, max_size=460),
        st.integers(0, 100_000),
    )
    def test_holds_the_expectation_and_never_less_than_is_known(self, volumes: list[int], norm: int) -> None:
        days = {date(2026, 11, 12) - timedelta(days=back): Decimal(one) for back, one in enumerate(volumes)}

        forecast = november(Course(days, norms(norm)))

        assert forecast.known == sum(days.get(day, 0) for day in NOVEMBER.days())
        assert forecast.known <= forecast.expected
        if forecast.least is not None and forecast.most is not None:
            assert forecast.known <= forecast.least <= forecast.expected <= forecast.most

    def test_what_was_taken_already_lifts_all_of_it(self) -> None:
        forecast = Forecast(Decimal(5), Decimal(9), Decimal(7), Decimal(12)).at_least(Decimal(10))

        assert forecast == Forecast(Decimal(10), Decimal(10), Decimal(10), Decimal(12))


class TestDayUnderWay:
    USUAL = Forecast(Decimal(0), Decimal(24), Decimal(20), Decimal(30))

    def test_without_hours_is_what_was_expected(self) -> None:
        assert under_way(self.USUAL, hours={}, profile=EVEN) == self.USUAL

    def test_half_of_it_counts_for_half(self) -> None:
        day = under_way(self.USUAL, hours=dict.fromkeys(range(12), Decimal(2)), profile=EVEN)

        rest = Decimal("0.5") * (Decimal(24) + Decimal(12))
        assert (day.known, day.expected) == (Decimal(24), Decimal(24) + rest)
        assert (day.least, day.most) == (Decimal(24) + rest * 20 / 24, Decimal(24) + rest * 30 / 24)

    def test_a_whole_day_is_its_hours(self) -> None:
        day = under_way(self.USUAL, hours=dict.fromkeys(range(24), Decimal(2)), profile=EVEN)

        assert day == Forecast(*[Decimal(48)] * 4)

    def test_after_days_of_nothing_what_is_taken_is_all_that_is_known(self) -> None:
        idle = Forecast(*[Decimal(0)] * 4)

        assert under_way(idle, hours={0: Decimal(5)}, profile=EVEN) == Forecast(*[Decimal(5)] * 4)

    def test_a_single_day_is_as_uncertain_as_single_days_were(self) -> None:
        """Of ten days one takes half as much more; a month evens that out, and a day does not."""
        uneven = lambda day: 1500 if day.toordinal() % 10 == 0 else 1000  # noqa: E731
        course = Course(taken(date(2025, 8, 1), date(2026, 11, 10), uneven), norms())

        day = course.forecast(date(2026, 11, 12), date(2026, 11, 12))

        assert day is not None
        assert (day.expected, day.least, day.most) == (Decimal(1000), Decimal(1000), Decimal(1500))

    def test_a_usual_day_has_the_median_share_of_each_hour(self) -> None:
        flat, odd = [Decimal(1)] * 24, [Decimal(24), *[Decimal(0)] * 23]

        assert usual_profile([flat, flat, odd]) == pytest.approx(EVEN)
        assert usual_profile([[Decimal(0)] * 24]) is None
