from datetime import date, datetime
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.metering import queries
from kabinet.metering.checks import Entry, check_volumes
from kabinet.metering.queries import MonthGrid
from kabinet.metering.rules.words import Doubt, Status
from kabinet.metering.yardsticks import read_grounds
from kabinet.organizations.queries import get_terms
from tests import factories
from tests.factories import MONTH, NOW, Cast


def grid_of(cast: Cast, *, now: datetime = NOW, person: object = None) -> MonthGrid:
    viewer = factories.viewer_of(person or cast.engineer)
    terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)
    return queries.month_grid(viewer=viewer, terms=terms, month=MONTH, now=now)


class TestMonthGrid:
    def test_spreads_the_plan_evenly_with_its_corridor(self, cast: Cast) -> None:
        corridor = grid_of(cast).corridor

        assert corridor.norm == Decimal("41333.3333")
        assert corridor.minimum == Decimal("33066.6667")
        assert corridor.maximum == Decimal("45466.6667")

    def test_sums_days_and_overtakes_without_netting(self, cast: Cast) -> None:
        days = {date(2026, 11, 1): "45466.6668", date(2026, 11, 2): "10000", date(2026, 11, 3): "46000"}
        factories.volumes(cast.unit, days)

        grid = grid_of(cast)

        assert grid.fact() == Decimal("101466.6668")
        assert grid.overtake() == Decimal(533)  # each day as the act prints it

    def test_misses_the_closed_days_that_nobody_gave_or_that_were_returned(self, cast: Cast) -> None:
        days = [date(2026, 11, day) for day in range(1, 21)]
        factories.volumes(cast.unit, dict.fromkeys(days, "36100"))
        factories.volumes(cast.unit, {date(2026, 11, 21): "1"}, status=Status.RETURNED)

        grid = grid_of(cast)

        assert [day.day for day, _unit in grid.missing()] == [21, 22]
        assert grid.fact() == Decimal(722_000)

    def test_a_day_closes_at_the_contract_hour(self, cast: Cast) -> None:
        before, after = NOW.replace(hour=7, minute=59), NOW.replace(hour=8, minute=0)

        assert [row.day.day for row in grid_of(cast, now=before).rows if row.is_closed][-1] == 21
        assert [row.day.day for row in grid_of(cast, now=after).rows if row.is_closed][-1] == 22

    def test_awaits_a_unit_only_while_it_is_in_use(self, cast: Cast) -> None:
        factories.metering_unit(
            cast.point, "УУГ-2", in_use_from=date(2026, 11, 20), in_use_to=date(2026, 11, 22)
        )

        second = [day.day for day, unit in grid_of(cast).missing() if unit.pk != cast.unit.pk]

        assert second == [20, 21]

    def test_awaits_nothing_outside_the_contract(self, cast: Cast) -> None:
        cast.contract.valid_from, cast.contract.valid_to = date(2026, 11, 20), date(2026, 11, 22)
        cast.contract.save()

        assert [day.day for day, _unit in grid_of(cast).missing()] == [20, 21]

    def test_shows_units_in_the_order_of_their_numbers(self, cast: Cast) -> None:
        for code in ("УУГ-10", "УУГ-2"):
            factories.metering_unit(cast.point, code)

        assert [unit.name for unit in grid_of(cast).units] == [cast.unit.name, "УУГ-2", "УУГ-10"]

    def test_takes_as_many_queries_for_a_full_month_as_for_an_empty_one(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        viewer = factories.viewer_of(cast.engineer)
        terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)
        with django_assert_num_queries(3):
            queries.month_grid(viewer=viewer, terms=terms, month=MONTH, now=NOW)
        days = [date(2026, 11, day) for day in range(1, 23)]
        factories.volumes(cast.unit, dict.fromkeys(days, "36100"))

        with django_assert_num_queries(3):
            grid = queries.month_grid(viewer=viewer, terms=terms, month=MONTH, now=NOW)
            assert {given.submission.submitted_by for row in grid.rows for given in row.volumes.values()}


class TestGate:
    def test_a_neighbour_sees_neither_units_nor_volumes(self, cast: Cast) -> None:
        factories.volumes(cast.unit, {date(2026, 11, 1): "36100"})
        neighbour = factories.viewer_of(cast.neighbour)

        assert queries.list_units(viewer=neighbour, contract_id=cast.contract.pk) == []
        with pytest.raises(queries.UnitNotFound):
            queries.versions_of_day(viewer=neighbour, unit_id=cast.unit.pk, day=date(2026, 11, 1))

    def test_a_submission_of_another_client_is_not_there(self, cast: Cast) -> None:
        submission = factories.volumes(cast.unit, {date(2026, 11, 1): "36100"})

        with pytest.raises(queries.SubmissionNotFound):
            queries.get_submission(viewer=factories.viewer_of(cast.neighbour), submission_id=submission.pk)


def test_returned_volumes_are_no_yardstick(cast: Cast) -> None:
    factories.volumes(cast.unit, {date(2026, 11, 1): "36100"})
    factories.volumes(cast.unit, {date(2026, 11, 2): "36100000"}, status=Status.RETURNED)
    viewer = factories.viewer_of(cast.engineer)
    terms = get_terms(viewer=viewer, contract_id=cast.contract.pk)

    volumes = {(cast.unit.pk, date(2026, 11, 3)): Decimal(36_000)}
    grounds = read_grounds(viewer=viewer, terms=terms, units=[cast.unit], volumes=volumes, now=NOW)

    assert grounds.sticks[cast.unit.pk, MONTH].usual == Decimal(36_100)


def test_the_first_month_of_a_unit_is_measured_against_itself(cast: Cast) -> None:
    typed = {date(2026, 11, day): Decimal(13_000) for day in range(1, 8)}
    typed |= {date(2026, 11, 3): Decimal(13), date(2026, 11, 5): Decimal(0), date(2026, 11, 6): Decimal(0)}

    judged = check_volumes(
        viewer=factories.viewer_of(cast.engineer),
        terms=get_terms(viewer=factories.viewer_of(cast.engineer), contract_id=cast.contract.pk),
        entries=[Entry(cast.unit.pk, day, volume) for day, volume in typed.items()],
        now=NOW,
    )

    assert {(one.day.day, one.what) for one in judged.findings} == {
        (3, Doubt.THOUSANDFOLD),
        (5, Doubt.ZERO_AFTER_USE),
    }
