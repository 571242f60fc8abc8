from dataclasses import dataclass

from pytest_django import DjangoAssertNumQueries

from kabinet.foundation.rows import only_row, read_rows
from kabinet.organizations.models import Contract
from tests.factories import Cast

ALL = "a test of what is read"


@dataclass(frozen=True)
class ContractRow:
    pk: int
    number: str
    organization: str


class TestOnlyRow:
    def test_is_the_one_that_is_found(self, cast: Cast) -> None:
        contracts = Contract.objects.everywhere(reason=ALL)

        assert only_row(contracts.filter(pk=cast.contract.pk)) == cast.contract

    def test_is_none_where_nothing_is_found(self, cast: Cast) -> None:
        assert only_row(Contract.objects.everywhere(reason=ALL).filter(pk=0)) is None


class TestReadRows:
    def test_reads_what_the_dataclass_names(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        contracts = Contract.objects.everywhere(reason=ALL).filter(pk=cast.contract.pk)

        with django_assert_num_queries(1):
            rows = read_rows(ContractRow, contracts, organization="organization__name")

        assert rows == [ContractRow(cast.contract.pk, cast.contract.number, cast.plant.name)]
