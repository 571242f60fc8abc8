"""Any number of ids as one parameter, on both databases."""

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.organizations.models import Contract, Organization
from tests.factories import Cast

ALL = "a test of what the database is asked"


class TestAmong:
    def test_finds_rows_by_their_own_id_and_by_that_of_another(self, cast: Cast) -> None:
        own, others = cast.contract.pk, [cast.plant.pk, 10**9]

        assert list(Contract.objects.everywhere(reason=ALL).filter(pk__among=[own])) == [cast.contract]
        assert list(Contract.objects.everywhere(reason=ALL).filter(organization_id__among=others)) == [
            cast.contract
        ]

    def test_reaches_through_a_join(self, cast: Cast) -> None:
        found = Contract.objects.everywhere(reason=ALL).filter(
            organization__curator_id__among=frozenset({cast.curator.pk})
        )

        assert cast.contract in found

    def test_can_be_turned_round(self, cast: Cast) -> None:
        rest = Organization.objects.everywhere(reason=ALL).exclude(pk__among=[cast.plant.pk])

        assert list(rest) == [cast.neighbour_plant]

    @pytest.mark.parametrize("count", [1, 200])
    def test_is_one_parameter_for_any_number_of_ids(self, db: None, count: int) -> None:
        found = Contract.objects.everywhere(reason=ALL).filter(pk__among=range(count))
        _sql, parameters = found.query.get_compiler("default").as_sql()

        assert len(parameters) == 1

    def test_asks_nothing_where_there_are_no_ids(
        self, db: None, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(0):
            assert not Contract.objects.everywhere(reason=ALL).filter(pk__among=[])
