"""The plan of a contract: every change is a new version, and stands in the journal."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kabinet.journal import queries as journal
from kabinet.journal.models import Record
from kabinet.organizations import operations, queries
from kabinet.organizations.models import ContractVolume, RuleSet
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast

DECEMBER = BillingMonth(2026, 12)


def set_volume(cast: Cast, volume: str, *, reason: str = "request:1 v1") -> None:
    operations.set_contract_volumes(
        viewer=factories.viewer_of(cast.curator),
        contract=cast.contract,
        month=DECEMBER,
        volumes={cast.point.pk: Decimal(volume)},
        reason=reason,
        at=NOW,
    )


def versions(cast: Cast) -> list[ContractVolume]:
    rows = ContractVolume.objects.everywhere(reason="test").filter(supply_point=cast.point, month=DECEMBER)
    return list(rows.order_by("version"))


class TestSetContractVolumes:
    def test_the_old_version_stays_beside_the_new_one(self, cast: Cast) -> None:
        set_volume(cast, "1000000")
        set_volume(cast, "900000.5", reason="request:1 v2")

        old, new = versions(cast)
        assert (old.version, old.volume, old.superseded_at) == (1, Decimal(1_000_000), NOW)
        assert (new.version, new.volume, new.superseded_at) == (2, Decimal("900000.5"), None)
        assert new.reason == "request:1 v2"

    def test_the_current_one_is_what_is_read(self, cast: Cast) -> None:
        set_volume(cast, "1000000")
        set_volume(cast, "900000")
        viewer = factories.viewer_of(cast.engineer)

        assert queries.volumes_by_point(viewer=viewer, contract_id=cast.contract.pk, month=DECEMBER) == {
            cast.point.pk: Decimal(900_000)
        }
        assert queries.volumes_by_month(
            viewer=viewer, contract_id=cast.contract.pk, since=factories.MONTH, until=DECEMBER
        ) == {factories.MONTH: Decimal(1_240_000), DECEMBER: Decimal(900_000)}

    def test_the_journal_keeps_both_figures_and_the_reason(self, cast: Cast) -> None:
        set_volume(cast, "1000000")
        set_volume(cast, "900000")

        entry = Record.objects.everywhere(reason="test").get(organization_id=cast.plant.pk, position=2)
        assert entry.event == "organizations.contract_volume.set"
        assert entry.subject == "contract:12-4-0345/26"
        assert f'"{cast.point.pk}":["1000000.0000","900000"]' in entry.data
        assert journal.verify_chains() == []

    def test_the_same_volume_is_no_change(self, cast: Cast) -> None:
        set_volume(cast, "1000000")
        set_volume(cast, "1000000.0000")

        assert len(versions(cast)) == 1
        assert Record.objects.everywhere(reason="test").count() == 1

    def test_of_two_points_only_the_changed_one_gets_a_version(self, cast: Cast) -> None:
        other = factories.supply_point(cast.contract, "ТП-2")
        set_volume(cast, "1000000")

        operations.set_contract_volumes(
            viewer=factories.viewer_of(cast.curator),
            contract=cast.contract,
            month=DECEMBER,
            volumes={cast.point.pk: Decimal(1_000_000), other.pk: Decimal(5)},
            reason="request:1 v2",
            at=NOW,
        )

        assert len(versions(cast)) == 1

    def test_the_database_takes_no_negative_volume_and_no_second_current_one(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            set_volume(cast, "-1")
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.contract_volume(cast.point, "1", version=2)


class TestRuleSet:
    @pytest.mark.parametrize("days", [0, -1])
    def test_ends_after_it_begins(self, db: None, days: int) -> None:
        begins = date(2026, 3, 1)

        with pytest.raises(IntegrityError), transaction.atomic():
            factories.rule_set(since=begins, until=begins + timedelta(days=days))

        factories.rule_set(since=begins, until=begins + timedelta(days=1))
        assert RuleSet.objects.count() == 1
