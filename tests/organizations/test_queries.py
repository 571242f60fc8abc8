"""Who sees which customers, and how the desk finds one among them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from kabinet.access.models import User
from kabinet.foundation.rights import Right, Role
from kabinet.foundation.viewer import Viewer
from kabinet.organizations import queries
from kabinet.organizations.models import ContractVolume, SupplyPoint
from kabinet.organizations.rules.parameters import NoRuleSet
from tests import factories
from tests.factories import Cast


@pytest.fixture
def other_curator(db: None) -> User:
    return factories.user("other", role=Role.CURATOR)


@pytest.fixture
def head(cast: Cast) -> Viewer:
    return factories.viewer_of(cast.head)


def seen(person: User) -> list[str]:
    return [contract.number for contract in queries.list_contracts(viewer=factories.viewer_of(person))]


class TestGates:
    def test_everybody_sees_their_own_contracts(self, cast: Cast, other_curator: User) -> None:
        both = ["12-4-0777/26", "12-4-0345/26"]

        assert seen(cast.engineer) == ["12-4-0345/26"]
        assert seen(cast.neighbour) == ["12-4-0777/26"]
        assert sorted(seen(cast.curator)) == sorted(both)
        assert sorted(seen(cast.head)) == sorted(both)
        assert seen(other_curator) == []

    @pytest.mark.parametrize("role", [Role.CREDENTIALS_DESK, Role.ADMINISTRATOR])
    def test_staff_without_the_right_see_none(self, cast: Cast, role: Role) -> None:
        assert seen(factories.user("staff", role=role)) == []

    def test_of_two_contracts_only_the_granted_one_is_there(self, cast: Cast) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")
        viewer = factories.viewer_of(cast.engineer)

        assert seen(cast.engineer) == ["12-4-0345/26"]
        assert queries.contracts_of(viewer=viewer, organization_id=cast.plant.pk) == [cast.contract]
        with pytest.raises(queries.ContractNotFound):
            queries.get_contract(viewer=viewer, contract_id=second.pk)

    def test_points_and_volumes_follow_the_contract(self, cast: Cast, other_curator: User) -> None:
        for stranger in (cast.neighbour, other_curator):
            viewer = factories.viewer_of(stranger)
            assert cast.point not in SupplyPoint.objects.visible_to(viewer)
            assert not ContractVolume.objects.visible_to(viewer).filter(contract=cast.contract).exists()

    def test_a_foreign_and_a_missing_one_are_the_same_refusal(self, cast: Cast) -> None:
        viewer = factories.viewer_of(cast.neighbour)

        refusals = []
        for contract_id in (cast.contract.pk, 999_999):
            with pytest.raises(queries.ContractNotFound) as refused:
                queries.get_contract(viewer=viewer, contract_id=contract_id)
            refusals.append(refused.value.args)
        assert refusals[0] == refusals[1]
        for organization_id in (cast.plant.pk, 999_999):
            with pytest.raises(queries.OrganizationNotFound):
                queries.get_organization(viewer=viewer, organization_id=organization_id)

    def test_a_grant_without_the_right_to_see_shows_nothing(self, cast: Cast) -> None:
        blind = factories.user("blind", role=Role.ENGINEER)
        factories.grant(factories.member(blind, cast.plant), cast.contract, [Right.SUBMIT_READINGS])
        viewer = factories.viewer_of(blind)

        assert seen(blind) == []
        with pytest.raises(queries.OrganizationNotFound):
            queries.get_organization(viewer=viewer, organization_id=cast.plant.pk)


class TestClients:
    @pytest.mark.parametrize(
        "words", ["керамик", "ЗАВОД Керамик", "9876543210", "12-4-0345", "керамик 0345", "  завод  "]
    )
    def test_are_found_by_every_word_in_any_case(self, cast: Cast, head: Viewer, words: str) -> None:
        cast.plant.search = "ооо «завод керамик» 9876543210 12-4-0345/26"
        cast.plant.save()

        found = queries.list_clients(viewer=head, words=words, page=1)

        assert [row.name for row in found.rows] == ["ООО «Завод Керамик»"]

    @pytest.mark.parametrize("words", ["керамик стекло", "%", "_", "1' OR 1=1"])
    def test_are_not_found_by_what_they_do_not_hold(self, cast: Cast, head: Viewer, words: str) -> None:
        assert queries.list_clients(viewer=head, words=words, page=1).total == 0

    def test_of_another_curator_are_not_found(self, cast: Cast, other_curator: User) -> None:
        own = factories.organization("АО «Керамика»", curator=other_curator, inn="1111111111")

        found = queries.list_clients(viewer=factories.viewer_of(other_curator), words="", page=1)

        assert [row.pk for row in found.rows] == [own.pk]

    def test_come_with_their_contracts_and_their_curator(self, cast: Cast, head: Viewer) -> None:
        second = factories.contract(cast.plant, "12-4-0999/26")

        found = queries.list_clients(viewer=head, words="", page=1)

        row = next(row for row in found.rows if row.pk == cast.plant.pk)
        assert row.curator == cast.curator.full_name
        assert found.contracts[row.pk] == {cast.contract.pk: "12-4-0345/26", second.pk: "12-4-0999/26"}

    def test_come_page_by_page_in_as_many_queries(
        self, cast: Cast, head: Viewer, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(5):
            factories.organization(f"Завод {number}", curator=cast.curator, inn=f"11111111{number:02d}")

        with django_assert_num_queries(3):
            first = queries.list_clients(viewer=head, words="", page=1, size=4)
        second = queries.list_clients(viewer=head, words="", page=2, size=4)

        assert (first.total, len(first.rows), len(second.rows)) == (7, 4, 3)
        assert not set(first.rows) & set(second.rows)


class TestTerms:
    def test_reckon_in_the_contracts_own_zone_and_hour(self, cast: Cast) -> None:
        cast.contract.zone, cast.contract.contract_hour = "Asia/Yekaterinburg", 8
        terms = queries.terms_of(cast.contract)
        evening = datetime(2026, 11, 23, 20, tzinfo=UTC)

        assert terms.today(evening) == date(2026, 11, 24)
        assert terms.clock.ends_at(date(2026, 11, 22)) == datetime(2026, 11, 23, 3, tzinfo=UTC)

    def test_take_the_newest_rule_set_and_the_contracts_overrides(self, cast: Cast) -> None:
        factories.rule_set(since=date(2026, 3, 1), tolerance_above="0.07")
        cast.contract.overrides = {"tolerance_below": "0.10"}
        terms = queries.terms_of(cast.contract)

        found = terms.parameters(date(2026, 11, 1))
        assert (found.tolerance_below, found.tolerance_above) == (Decimal("0.10"), Decimal("0.07"))
        assert terms.parameters(date(2026, 2, 28)).tolerance_above == Decimal("0.10")
        with pytest.raises(NoRuleSet):
            terms.parameters(date(2019, 12, 31))

    def test_the_corridor_is_that_of_all_points_together(self, cast: Cast) -> None:
        found = queries.corridor_of(
            terms=queries.terms_of(cast.contract),
            month=factories.MONTH,
            volumes={1: Decimal(63_000), 2: Decimal(30_000)},
        )

        assert (found.norm, found.maximum) == (3100, 3410)
