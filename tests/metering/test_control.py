"""The supplier's control: what is missing, in doubt, and which problem comes next."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from kabinet.metering import queries
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.queries import Control
from kabinet.metering.rules.control import State, state_of, state_without
from kabinet.metering.rules.words import IN_QUESTION, Source, Status
from tests import factories
from tests.factories import MONTH, NOW, TODAY, Cast

YESTERDAY = TODAY - timedelta(days=1)
#: The newest day whose deadline has passed: yesterday's is at ten, and it is twenty past nine.
OVERDUE = TODAY - timedelta(days=2)

pytestmark = pytest.mark.django_db


def days(first: int, last: int, volume: str = "36100") -> Mapping[date, str]:
    return {date(2026, 11, day): volume for day in range(first, last + 1)}


def control(cast: Cast, *, words: str = "", now: object = NOW) -> Control:
    return queries.read_control(
        viewer=factories.viewer_of(cast.head),
        month=MONTH,
        words=words,
        now=now,  # type: ignore[arg-type]
    )


def states(cast: Cast, of: MeteringUnit) -> dict[int, State]:
    """Return by day of the month how the unit's days stand."""
    found = control(cast)
    [row] = [
        row
        for row in queries.rows_of(found, viewer=factories.viewer_of(cast.head), units=found.units)
        if row.unit.pk == of.pk
    ]
    return {cell.day.day: cell.state for cell in row.cells}


class TestState:
    def test_a_day_is_missing_only_after_its_deadline(self) -> None:
        assert state_without(awaited=True, closed=True, overdue=True) is State.MISSING
        assert state_without(awaited=True, closed=True, overdue=False) is State.AWAITED
        assert state_without(awaited=True, closed=False, overdue=False) is State.NONE
        assert state_without(awaited=False, closed=True, overdue=True) is State.NONE

    def test_every_status_has_one(self) -> None:
        of_days = set(Status) - {Status.REPLACED}  # which only a submission can be
        assert {state_of(status, Source.CLIENT) for status in of_days} < set(State)
        assert state_of(Status.CHECKED, Source.TELEMETRY) is State.TELEMETRY
        assert state_of(Status.ACCEPTED, Source.TELEMETRY) is State.ACCEPTED


class TestMatrix:
    def test_shows_each_day_as_it_stands(self, cast: Cast) -> None:
        factories.volumes(cast.unit, days(1, 17))
        factories.volumes(cast.unit, days(18, 18), status=Status.CHECKED)
        factories.volumes(cast.unit, days(19, 19), status=Status.RECORDED)
        factories.volumes(cast.unit, days(20, 20), status=Status.RETURNED)

        found = states(cast, cast.unit)

        assert [found[day] for day in (17, 18, 19, 20, 21, 22, 23)] == [
            State.ACCEPTED,
            State.CHECKED,
            State.DOUBT,
            State.RETURNED,
            State.MISSING,
            State.AWAITED,
            State.NONE,
        ]

    def test_counts_what_its_cells_show(self, cast: Cast) -> None:
        factories.volumes(cast.unit, days(1, 18))
        factories.volumes(cast.unit, days(19, 19), status=Status.RECORDED)
        factories.volumes(cast.unit, days(20, 20), status=Status.RETURNED)

        found = control(cast)

        assert (found.missing_in_all, found.awaited_in_all, found.doubts) == (2, 1, 1)

    def test_a_day_given_early_is_no_longer_awaited(self, cast: Cast) -> None:
        factories.volumes(cast.unit, days(1, 22))

        found = control(cast)

        assert (found.missing_in_all, found.awaited_in_all) == (0, 0)
        assert found.problem_units == []

    def test_a_correction_that_waits_is_a_doubt_over_the_version_in_force(self, cast: Cast) -> None:
        submission = factories.volumes(cast.unit, days(1, 22))
        proposed = DailyVolume(
            contract=cast.contract,
            unit=cast.unit,
            gas_day=date(2026, 11, 3),
            version=2,
            volume=Decimal(1),
            status=Status.PROPOSED,
            submission=submission,
            superseded_at=NOW,
        )
        proposed.save(force_insert=True)

        assert control(cast).doubts == 1
        assert states(cast, cast.unit)[3] is State.PROPOSED

    def test_a_unit_out_of_use_is_awaited_no_more(self, cast: Cast) -> None:
        cast.unit.in_use_to = date(2026, 11, 3)
        cast.unit.save()

        assert control(cast).missing_in_all == 2

    def test_a_unit_of_a_contract_that_is_over_is_awaited_no_more(self, cast: Cast) -> None:
        cast.contract.valid_to = date(2026, 11, 3)
        cast.contract.save()
        assert control(cast).missing_in_all == 2

        cast.contract.valid_to = date(2026, 11, 1)
        cast.contract.save()
        assert control(cast).units == []

    def test_a_unit_of_another_month_is_not_shown(self, cast: Cast) -> None:
        cast.unit.in_use_to = date(2026, 11, 1)
        cast.unit.save()

        assert control(cast).units == []

    def test_is_narrowed_by_customer_contract_and_curator(self, cast: Cast) -> None:
        for words, count in (
            ("керамик", 1),
            (cast.plant.inn, 1),
            ("Петрова", 1),
            ("петрова керамик", 1),
        ):
            assert len(control(cast, words=words).units) == count, words
        assert control(cast, words="керамик сидоров").units == []

    def test_is_the_curators_own(self, cast: Cast) -> None:
        stranger = factories.user("zaitsev", role=cast.curator.role, name="Зайцев Лев Львович")  # type: ignore[arg-type]

        found = queries.read_control(viewer=factories.viewer_of(stranger), month=MONTH, words="", now=NOW)

        assert found.units == []

    def test_asks_the_database_a_fixed_number_of_times(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(2, 9):
            unit = factories.metering_unit(cast.point, f"УУГ-{number}")
            factories.volumes(unit, days(1, 9))
        viewer = factories.viewer_of(cast.head)

        with django_assert_num_queries(7):  # the rule sets among them
            found = queries.read_control(viewer=viewer, month=MONTH, words="", now=NOW)
            queries.rows_of(found, viewer=viewer, units=found.units)


class TestNextProblem:
    @pytest.fixture
    def units(self, cast: Cast) -> list[MeteringUnit]:
        """Three units: two missing days, nothing, and one in doubt."""
        second = factories.metering_unit(cast.point, "УУГ-2")
        third = factories.metering_unit(cast.point, "УУГ-3")
        factories.volumes(cast.unit, days(3, 22))
        factories.volumes(second, days(1, 22))
        factories.volumes(third, days(1, 20))
        factories.volumes(third, days(21, 21), status=Status.RECORDED)
        return [cast.unit, second, third]

    def walk(self, cast: Cast, after: tuple[int, date] | None) -> tuple[int, date] | None:
        return queries.next_problem(control(cast), viewer=factories.viewer_of(cast.head), after=after)

    def test_what_can_be_decided_comes_first_and_then_what_is_missing(
        self, cast: Cast, units: list[MeteringUnit]
    ) -> None:
        first, _second, third = (unit.pk for unit in units)

        one = self.walk(cast, None)
        two = self.walk(cast, one)
        three = self.walk(cast, two)

        assert [one, two, three] == [
            (third, date(2026, 11, 21)),
            (first, date(2026, 11, 1)),
            (first, date(2026, 11, 2)),
        ]
        assert self.walk(cast, three) == one

    def test_goes_along_the_rows_within_each(self, cast: Cast, units: list[MeteringUnit]) -> None:
        first, second, third = (unit.pk for unit in units)
        rows = DailyVolume.objects.everywhere(reason="test").filter(gas_day=date(2026, 11, 5))
        rows.filter(unit_id__in=[first, second]).update(status=Status.RECORDED)

        walked = [self.walk(cast, None)]
        while len(walked) < 5:
            walked.append(self.walk(cast, walked[-1]))

        assert [(unit_id, day.day) for unit_id, day in walked if unit_id] == [
            (first, 5),
            (second, 5),
            (third, 21),
            (first, 1),
            (first, 2),
        ]

    def test_from_a_unit_without_problems_goes_on_below(self, cast: Cast, units: list[MeteringUnit]) -> None:
        assert self.walk(cast, (units[1].pk, YESTERDAY)) == (units[2].pk, date(2026, 11, 21))

    def test_from_what_has_just_been_decided_goes_on_to_the_next_decision(
        self, cast: Cast, units: list[MeteringUnit]
    ) -> None:
        assert self.walk(cast, (units[0].pk, date(2026, 11, 10))) == (units[2].pk, date(2026, 11, 21))

    def test_the_last_problem_leads_nowhere(self, cast: Cast) -> None:
        factories.volumes(cast.unit, days(1, 20))

        assert self.walk(cast, None) == (cast.unit.pk, OVERDUE)
        assert self.walk(cast, (cast.unit.pk, OVERDUE)) is None


class TestInOrder:
    def test_is_what_waits_without_any_doubt(self, cast: Cast) -> None:
        plain = factories.volumes(cast.unit, days(1, 3), status=Status.CHECKED)
        doubted = factories.volumes(cast.unit, days(4, 4), status=Status.RECORDED)
        factories.volumes(cast.unit, days(5, 5))
        type(plain).objects.everywhere(reason="test").filter(pk=plain.pk).update(status=Status.RECORDED)
        viewer = factories.viewer_of(cast.head)

        rows = queries.list_in_order(viewer=viewer, limit=9)

        assert [row.pk for row in rows] == [plain.pk]
        assert doubted.pk not in {row.pk for row in rows}
        assert queries.count_in_order(viewer=viewer) == 1


def test_what_is_in_question_is_found_by_an_index(cast: Cast) -> None:
    """On PostgreSQL by the one of its own; SQLite does not see that it fits, and goes by the units."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    rows = DailyVolume.objects.everywhere(reason="test").filter(
        unit_id__among=[cast.unit.pk],
        status__in=[one.value for one in IN_QUESTION],
        gas_day__gte=MONTH.first_day,
        gas_day__lte=MONTH.last_day,
    )

    plan = rows.explain()

    assert "Index" in plan or "USING INDEX" in plan


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_those_of_the_days(cast: Cast, seed: int) -> None:
    """Units that begin and end at any day, contracts too: what is counted is what the cells show."""
    dice = Random(seed)
    month = list(MONTH.days())
    cast.contract.valid_to = dice.choice([None, *month])
    cast.contract.save()
    for number in range(6):
        begins, ends = dice.choice([date(2026, 10, 5), *month]), dice.choice([None, *month])
        last = min((day for day in (ends, cast.contract.valid_to) if day), default=date.max)
        unit = factories.metering_unit(cast.point, f"УУГ-1{number}", in_use_from=begins, in_use_to=ends)
        for third, status in enumerate((Status.ACCEPTED, Status.RETURNED, Status.CHECKED)):
            given = [day for day in month if day < TODAY and day.day % 3 == third]
            awaited = [day for day in given if begins <= day < last]
            if chosen := [day for day in awaited if dice.random() < 0.7]:
                factories.volumes(unit, dict.fromkeys(chosen, "36100"), status=status)

    found = control(cast)

    for row in queries.rows_of(found, viewer=factories.viewer_of(cast.head), units=found.units):
        over = [cell.state for cell in row.cells if cell.day <= OVERDUE and row.unit.awaits(cell.day)]
        assert found.missing(row.unit) == sum(state in {State.MISSING, State.RETURNED} for state in over)
        assert found.awaited(row.unit) == sum(cell.state is State.AWAITED for cell in row.cells)
