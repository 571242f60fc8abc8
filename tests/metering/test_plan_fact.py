"""Plan and fact add up at every level, and what is not known is a gap."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kabinet.metering import queries
from kabinet.metering.models import HourlyVolume, MeteringUnit
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.queries import WHOLE, GivenVolume, Hour, Part, PlanFact, hours_by_day
from kabinet.metering.rules.plan_fact import total
from kabinet.metering.rules.words import Status
from kabinet.organizations.models import Contract, RuleSet
from kabinet.organizations.queries import Terms, get_terms
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MONTH, NOW, PARAMETERS, Cast

YEAR = [BillingMonth(2026, number) for number in range(1, 13)]
QUARTER = YEAR[9:]
WINTER, SUMMER = Decimal("1.5"), Decimal("1.1")

TERMS = Terms(
    contract=Contract(pk=1, contract_hour=8, zone="Europe/Moscow", overrides={}, valid_from=date(2026, 1, 1)),
    rule_sets=(RuleSet(code="rules", valid_from=date(2020, 1, 1), valid_to=None, parameters=PARAMETERS),),
)
#: Two supply points: the first with two units, the second with one that came in May.
UNITS = [
    MeteringUnit(pk=pk, contract=TERMS.contract, supply_point_id=point, in_use_from=since)
    for pk, point, since in ((1, 1, date(2026, 1, 1)), (2, 1, date(2026, 1, 1)), (3, 2, date(2026, 5, 1)))
]
PARTS = [WHOLE, Part(point_id=1), Part(point_id=2), Part(unit_id=1), Part(unit_id=2), Part(unit_id=3)]


def found(given: dict[date, dict[int, Decimal]], part: Part = WHOLE, **plan: int) -> PlanFact:
    chosen = [
        unit
        for unit in UNITS
        if part.point_id in {None, unit.supply_point_id} and part.unit_id in {None, unit.pk}
    ]
    ids = {unit.pk for unit in chosen}
    volumes = {
        day: {pk: GivenVolume(volume, Status.ACCEPTED, "buyer", 1) for pk, volume in row.items() if pk in ids}
        for day, row in given.items()
    }
    agreed = {(int(point[1:]), month): Decimal(one) for point, one in plan.items() for month in YEAR}
    return PlanFact(TERMS, NOW, UNITS, chosen, agreed, volumes)


def hours_of(day: date, unit_id: int, volumes: list[int]) -> list[Hour]:
    begins = TERMS.clock.begins_at(day)
    return [
        Hour(unit_id, begins + timedelta(hours=place), Decimal(volume), None, None, 0)
        for place, volume in enumerate(volumes)
    ]


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
a_day = st.lists(st.integers(0, 9000), min_size=24, max_size=24)
hourly = st.dictionaries(st.tuples(days, st.sampled_from([1, 2, 3])), a_day, max_size=25)


class TestEqualities:
    @settings(max_examples=25, deadline=None)
    @given(hourly, st.sampled_from(PARTS))
    def test_hours_days_months_quarters_and_the_year_are_the_same_gas(
        self, hours: dict[tuple[date, int], list[int]], part: Part
    ) -> None:
        given_days: dict[date, dict[int, Decimal]] = {}
        for (day, unit_id), volumes in hours.items():
            given_days.setdefault(day, {})[unit_id] = Decimal(sum(volumes))
        one = found(given_days, part, p1=62_000, p2=31_000)
        ids = {unit.pk for unit in one.units}
        expected = sum(sum(volumes) for (_day, unit_id), volumes in hours.items() if unit_id in ids)
        year = one.months(YEAR)

        assert (year.fact or 0) == expected
        assert (total(one.day(day) for month in YEAR for day in month.days()).fact or 0) == expected
        quarters = [one.months(YEAR[first : first + 3]) for first in (0, 3, 6, 9)]
        assert total(quarters) == year == total(map(one.month, YEAR))

    @settings(max_examples=25, deadline=None)
    @given(hourly)
    def test_supply_points_make_up_the_contract_overtake_and_undertake_included(
        self, hours: dict[tuple[date, int], list[int]]
    ) -> None:
        given_days: dict[date, dict[int, Decimal]] = {}
        for (day, unit_id), volumes in hours.items():
            given_days.setdefault(day, {})[unit_id] = Decimal(sum(volumes))
        whole, first, second = (
            found(given_days, part, p1=62_000, p2=31_000).months(YEAR) for part in PARTS[:3]
        )

        assert first + second == whole

    @settings(max_examples=25, deadline=None)
    @given(hourly)
    def test_whole_hours_of_units_make_the_hours_of_the_day(
        self, hours: dict[tuple[date, int], list[int]]
    ) -> None:
        one = found({}, Part(unit_id=3))
        rows = [
            hour
            for (day, unit_id), volumes in hours.items()
            if unit_id == 3
            for hour in hours_of(day, unit_id, volumes)
        ]

        by_day = hours_by_day(one, rows)

        assert {day: sum(filter(None, row)) for day, row in by_day.items()} == {
            day: sum(volumes) for (day, unit_id), volumes in hours.items() if unit_id == 3
        }


class TestDays:
    def test_overtake_and_undertake_are_never_netted(self) -> None:
        """62000 m³ a month of 31 days are 2000 a day, from 1600 to 2200."""
        given_days = {
            date(2026, 10, 1): {3: Decimal(2500)},
            date(2026, 10, 2): {3: Decimal(1000)},
            date(2026, 10, 3): {3: Decimal(2200)},
        }

        month = found(given_days, Part(point_id=2), p2=62_000).month(BillingMonth(2026, 10))

        assert (month.over, month.undertake) == (Decimal(300), Decimal(600))
        assert month.overtake == {WINTER: Decimal(300)}
        assert month.missing == 28

    def test_the_season_is_that_of_the_gas_day(self) -> None:
        given_days = {date(2026, 9, 15): {3: Decimal(2500)}, date(2026, 9, 16): {3: Decimal(2600)}}

        month = found(given_days, Part(point_id=2), p2=60_000).month(BillingMonth(2026, 9))

        assert month.overtake == {SUMMER: Decimal(300), WINTER: Decimal(400)}

    def test_what_one_point_leaves_does_not_excuse_the_other(self) -> None:
        row = {1: Decimal(1000), 2: Decimal(1500), 3: Decimal(700)}

        day = found({date(2026, 10, 1): row}, p1=62_000, p2=31_000).day(date(2026, 10, 1))

        assert day.most == Decimal(3300)
        assert (day.fact, day.over, day.undertake) == (Decimal(3200), Decimal(300), Decimal(100))

    def test_while_a_unit_is_missing_there_is_no_undertake(self) -> None:
        day = found({date(2026, 10, 1): {1: Decimal(10)}}, p1=62_000, p2=31_000).day(date(2026, 10, 1))

        assert (day.fact, day.undertake, day.missing) == (Decimal(10), Decimal(0), 2)

    def test_a_day_without_volumes_is_a_gap_and_so_is_one_to_come(self) -> None:
        one = found({}, p1=62_000)

        over, to_come = one.day(date(2026, 11, 22)), one.day(date(2026, 11, 23))
        assert (over.fact, over.missing, over.undertake) == (None, 3, Decimal(0))
        assert (to_come.fact, to_come.missing) == (None, 0)

    def test_a_unit_is_awaited_only_while_it_is_in_use(self) -> None:
        assert found({}, Part(unit_id=3)).day(date(2026, 4, 30)).missing == 0
        assert found({}, Part(unit_id=3)).day(date(2026, 5, 1)).missing == 1

    def test_overtake_is_rounded_as_the_act_prints_it(self) -> None:
        day = found({date(2026, 10, 1): {3: Decimal("2200.6")}}, Part(point_id=2), p2=62_000).day(
            date(2026, 10, 1)
        )

        assert day.over == Decimal(1)


class TestPlan:
    def test_of_a_month_is_the_agreed_volume_to_the_last_place(self) -> None:
        assert found({}, p1=62_000, p2=31_000).month(MONTH).plan == Decimal(93_000)

    def test_belongs_to_a_unit_only_where_the_unit_is_alone_at_its_point(self) -> None:
        assert found({}, Part(unit_id=1), p1=62_000, p2=31_000).month(MONTH).plan is None
        assert found({}, Part(unit_id=3), p1=62_000, p2=31_000).month(MONTH).plan == Decimal(31_000)

    def test_that_was_not_agreed_is_none_and_no_deviation_can_be_told(self) -> None:
        month = found({date(2026, 11, 1): {3: Decimal(5)}}).month(MONTH)

        assert (month.plan, month.most, month.deviation, month.over) == (None, None, None, Decimal(0))


class TestHours:
    def test_an_hour_that_one_of_the_units_has_not_given_is_a_gap(self) -> None:
        day = date(2026, 11, 1)
        one = found({}, Part(point_id=1))
        rows = hours_of(day, 1, [10] * 24) + hours_of(day, 2, [5] * 2)

        assert hours_by_day(one, rows)[day] == [Decimal(15)] * 2 + [None] * 22


@pytest.mark.django_db
class TestReading:
    def read(self, cast: Cast, part: Part = WHOLE) -> PlanFact:
        viewer = factories.viewer_of(cast.engineer)
        terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)
        return queries.plan_fact(
            viewer=viewer, terms=terms, since=YEAR[0], until=YEAR[-1], now=NOW, part=part
        )

    def test_takes_what_counts_and_nothing_that_was_returned(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 1): "36100", date(2026, 11, 2): "36200"})
        factories.volumes(cast.unit, {date(2026, 11, 3): "9"}, status=Status.RETURNED)

        month = self.read(cast).month(MONTH)

        assert (month.fact, month.plan, month.missing) == (Decimal(72_300), Decimal(1_240_000), 20)

    def test_asks_three_queries_for_a_year(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        factories.volumes(cast.unit, {date(2026, 11, day): "36100" for day in range(1, 23)})
        viewer = factories.viewer_of(cast.engineer)
        terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)

        with django_assert_num_queries(3):
            one = queries.plan_fact(viewer=viewer, terms=terms, since=YEAR[0], until=YEAR[-1], now=NOW)
            one.months(YEAR)

    def test_a_part_of_another_contract_is_not_there(self, cast: Cast) -> None:
        for part in (Part(unit_id=cast.unit.pk + 1), Part(point_id=cast.point.pk + 1)):
            with pytest.raises(queries.UnitNotFound):
                self.read(cast, part)


@pytest.mark.django_db
class TestOutlook:
    def look(self, cast: Cast) -> queries.Outlook:
        viewer = factories.viewer_of(cast.engineer)
        terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)
        one = queries.plan_fact(viewer=viewer, terms=terms, since=YEAR[0], until=YEAR[-1], now=NOW)
        return queries.outlook(viewer=viewer, found=one)

    def give(self, cast: Cast, last: int = 22) -> None:
        october = dict.fromkeys(BillingMonth(2026, 10).days(), "36000")
        factories.volumes(cast.unit, october | {date(2026, 11, day): "36000" for day in range(1, last + 1)})

    def test_says_what_the_month_will_come_to_and_what_is_free(self, cast: Cast) -> None:
        self.give(cast)

        seen = self.look(cast)

        assert seen.forecast is not None
        assert seen.forecast.expected == Decimal(36_000) * 30
        assert seen.today is not None
        assert seen.today.free == Decimal("45466.6667") - 36_000
        assert seen.free == seen.today.free * 8
        assert seen.periods == []

    def test_what_one_point_leaves_free_is_nothing_to_another_that_is_full(self, cast: Cast) -> None:
        self.give(cast)
        kiln = factories.supply_point(cast.contract, "ТП-2", name="Печь")
        unit = factories.metering_unit(kiln, "УУГ-2")
        factories.contract_volume(kiln, "300000")  # 10 000 a day, at most 11 000
        factories.volumes(unit, {date(2026, 11, day): "12000" for day in range(1, 23)})

        today = self.look(cast).today

        assert today is not None
        assert [(room.point, room.free, room.over) for room in today.rooms] == [
            (cast.point.name, Decimal("45466.6667") - 36_000, 0),
            ("Печь", 0, Decimal(1000)),
        ]
        assert today.free == Decimal("45466.6667") - 36_000
        assert today.over == Decimal(1000)

    def test_what_is_left_is_parted_among_the_days_that_are_not_known(self, cast: Cast) -> None:
        self.give(cast, last=20)

        assert self.look(cast).unknown == 10

    def test_the_hours_of_the_day_under_way_count(self, cast: Cast) -> None:
        self.give(cast)
        begins = NOW.replace(hour=8, minute=0)
        rows = [(begins - timedelta(hours=back), Decimal(1500)) for back in range(1, 25)]
        ensure_partitions([NOW.date()])
        HourlyVolume.objects.everywhere(reason="a test's own rows").bulk_create(
            HourlyVolume(unit=cast.unit, starts_at=at, volume=volume)
            for at, volume in [*rows, (begins, Decimal(3000))]
        )

        today = self.look(cast).today

        assert today is not None
        assert (today.forecast.known, today.hours) == (Decimal(3000), 1)
        assert today.forecast.expected > Decimal(3000) + Decimal(36_000) * 23 / 24

    def test_measures_the_quarter_and_the_year_by_the_clause(self, cast: Cast) -> None:
        cast.contract.overrides = {"take_or_pay_share": "0.8", "take_or_pay_says": "п. 5.6 договора"}
        cast.contract.save()
        self.give(cast)

        quarter, year = self.look(cast).periods

        assert (quarter.plan, quarter.line) == (Decimal(1_240_000), Decimal(992_000))
        assert quarter.forecast.known == Decimal(36_000) * 53
        assert quarter.short == 0
        assert year.is_year

    def test_of_nothing_known_nothing_is_foretold(self, cast: Cast) -> None:
        seen = self.look(cast)

        assert (seen.forecast, seen.today, seen.free, seen.periods) == (None, None, None, [])
