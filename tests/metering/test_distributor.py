"""The distributor's month beside our own: what does not agree, and a newer report in the place of an older one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kabinet.access.models import User
from kabinet.files import operations as files
from kabinet.foundation.refusal import NotAllowed
from kabinet.foundation.rights import Role
from kabinet.journal.models import Record
from kabinet.metering import operations, queries
from kabinet.metering.distributor import comparison_of
from kabinet.metering.models import DistributorReport, DistributorVolume
from kabinet.metering.rules.words import ReportStatus
from kabinet.organizations.models import Organization, RuleSet, SupplyPoint
from kabinet.organizations.rules.parameters import NoRuleSet
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import NOW, Cast
from tests.formats.distributor_reports import buyer, point, report

pytestmark = pytest.mark.django_db

NOVEMBER = "Объемы транспортировки газа за ноябрь 2026 г."
MONTH = BillingMonth(2026, 11)


@pytest.fixture
def metering(cast: Cast) -> User:
    return factories.user("laptev", role=Role.METERING_ENGINEER, name="Лаптев Игорь Павлович")


def taken(by: User, *rows: Any) -> DistributorReport:
    stored = files.store_bytes(report(*rows, title=NOVEMBER), media_type="application/vnd.ms-excel", now=NOW)
    return operations.take_report(viewer=factories.viewer_of(by), stored=stored, name="ГРО.xlsx", now=NOW)


def loaded(by: User, found: DistributorReport) -> DistributorReport:
    return operations.load_report(viewer=factories.viewer_of(by), report_id=found.pk, now=NOW)


def discrepancies(by: User, *rows: Any) -> list[tuple[str, str]]:
    compared = comparison_of(taken(by, *rows), viewer=factories.viewer_of(by))
    return [(one.kind.value, one.code or one.contract) for one in compared.discrepancies]


def ours(cast: Cast) -> list[Any]:
    return [buyer(f"  {cast.plant.name.upper()}", cast.contract.number), agreed(cast)]


def agreed(cast: Cast, total: float = 36.1, **cells: Any) -> Any:
    return point(cast.point.code, total, **{"address": cast.point.address, **cells})


@pytest.fixture
def given(cast: Cast) -> None:
    """Our days of the plant's point, 36.1 thousand m³ in all; the neighbour is agreed to have none."""
    factories.volumes(cast.unit, {date(2026, 11, 1): "30000", date(2026, 11, 2): "6100"})


class TestDiscrepancies:
    def found(self, cast: Cast, by: User, *rows: Any) -> list[tuple[str, str]]:
        neighbour = SupplyPoint.objects.everywhere(reason="a test").get(contract=cast.neighbour_contract)
        every = discrepancies(by, *rows)
        return [one for one in every if one != ("plan-without-fact", neighbour.code)]

    def test_are_none_where_all_agrees(self, cast: Cast, metering: User, given: None) -> None:
        assert self.found(cast, metering, *ours(cast)) == []

    def test_of_what_we_do_not_know(self, cast: Cast, metering: User, given: None) -> None:
        rows = [
            *ours(cast),
            buyer("ООО «Чужой»", "99"),
            point("ТП-99", 5),
            buyer(cast.plant.name, "98"),
        ]
        assert self.found(cast, metering, *rows) == [
            ("unknown-buyer", "99"),
            ("unknown-point", "ТП-99"),
            ("unknown-contract", "98"),
        ]

    def test_of_names_addresses_and_contracts(self, cast: Cast, metering: User, given: None) -> None:
        rows = [
            buyer("ООО «Завод Керамика»", cast.contract.number),
            agreed(cast, address="Другая ул., 1", contract=cast.neighbour_contract.number),
        ]
        assert self.found(cast, metering, *rows) == [
            ("other-buyer", cast.contract.number),
            ("other-contract", cast.point.code),
            ("other-address", cast.point.code),
        ]

    def test_of_sums(self, cast: Cast, metering: User, given: None) -> None:
        rows = [
            buyer(cast.plant.name, cast.contract.number, 40.0),
            agreed(cast, 30.0, within=29.0, own=31.0),
            agreed(cast, 6.1),
        ]
        assert self.found(cast, metering, *rows) == [
            ("buyer-differs", cast.contract.number),
            ("parts-differ", cast.point.code),
            ("own-differs", cast.point.code),
            ("twice", cast.point.code),
        ]

    def test_of_volumes_beyond_the_tolerance(self, cast: Cast, metering: User, given: None) -> None:
        assert self.found(cast, metering, ours(cast)[0], agreed(cast, 36.2)) == []
        assert self.found(cast, metering, ours(cast)[0], agreed(cast, 36.201)) == [
            ("volume-differs", cast.point.code)
        ]

    def test_of_points_without_days_of_ours(self, cast: Cast, metering: User) -> None:
        assert self.found(cast, metering, *ours(cast)) == [("no-days", cast.point.code)]

    def test_of_a_plan_without_a_row(self, cast: Cast, metering: User, given: None) -> None:
        assert ("plan-without-fact", cast.point.code) in discrepancies(metering, point("ТП-99", 5))

    def test_of_cells_that_are_no_volumes(self, cast: Cast, metering: User, given: None) -> None:
        assert ("unreadable", "") in discrepancies(metering, *ours(cast), point("ТП-2", "нет"))

    def test_beyond_the_tolerance_of_the_contract_where_it_has_its_own(
        self, cast: Cast, metering: User, given: None
    ) -> None:
        own = {"distributor_tolerance": {"share": "0.02", "least": "0", "says": "п. 7.1 договора: 2 %"}}
        cast.contract.overrides = own
        cast.contract.save()

        assert self.found(cast, metering, ours(cast)[0], agreed(cast, 36.822)) == []
        assert self.found(cast, metering, ours(cast)[0], agreed(cast, 36.823)) == [
            ("volume-differs", cast.point.code)
        ]

    def test_by_the_rules_of_the_month_itself(self, cast: Cast, metering: User, given: None) -> None:
        RuleSet.objects.update(valid_to=date(2026, 11, 1))
        strict = {"share": "0", "least": "10", "says": "10 м³"}
        factories.rule_set(since=date(2026, 11, 1), distributor_tolerance=strict)

        assert self.found(cast, metering, ours(cast)[0], agreed(cast, 36.111)) == [
            ("volume-differs", cast.point.code)
        ]

    def test_are_not_looked_for_where_no_rules_say_what_agrees(self, cast: Cast, metering: User) -> None:
        RuleSet.objects.update(valid_from=date(2026, 12, 1))

        with pytest.raises(NoRuleSet):
            taken(metering, *ours(cast))


class TestLoading:
    def volumes(self, **narrowed: Any) -> dict[str, Decimal]:
        rows = DistributorVolume.objects.everywhere(reason="a test").filter(**narrowed)
        return dict(rows.values_list("supply_point__code", "volume"))

    def test_counts_nothing_before_it_is_said(self, cast: Cast, metering: User) -> None:
        assert taken(metering, *ours(cast)).status == ReportStatus.READ
        assert self.volumes() == {}

    def test_keeps_volumes_of_our_points_and_no_card(self, cast: Cast, metering: User) -> None:
        before = Organization.objects.everywhere(reason="a test").count()
        found = loaded(metering, taken(metering, *ours(cast), buyer("ООО «Чужой»", "99"), point("ТП-99", 5)))

        assert self.volumes(report=found, month=MONTH) == {cast.point.code: Decimal(36100)}
        assert Organization.objects.everywhere(reason="a test").count() == before
        assert SupplyPoint.objects.everywhere(reason="a test").filter(code="ТП-99").count() == 0
        assert Record.objects.everywhere(reason="a test").get(event="metering.distributor.loaded")

    def test_again_replaces_the_month_and_no_other(self, cast: Cast, metering: User) -> None:
        first = loaded(metering, taken(metering, *ours(cast)))
        october = report(buyer(cast.plant.name, cast.contract.number), agreed(cast, 7.0))
        stored = files.store_bytes(october, media_type="application/vnd.ms-excel", now=NOW)
        viewer = factories.viewer_of(metering)
        loaded(metering, operations.take_report(viewer=viewer, stored=stored, name="10.xlsx", now=NOW))

        second = loaded(metering, taken(metering, ours(cast)[0], agreed(cast, 40.0)))

        first.refresh_from_db()
        assert (first.status, second.status, second.version) == (
            ReportStatus.REPLACED,
            ReportStatus.COUNTS,
            2,
        )
        assert self.volumes(superseded_at=None, month=MONTH) == {cast.point.code: Decimal(40000)}
        assert self.volumes(superseded_at=None, month=MONTH.previous) == {cast.point.code: Decimal(7000)}
        found = queries.distributor_volumes(viewer=viewer, contract_id=cast.contract.pk, month=MONTH)
        assert found == {cast.point.pk: Decimal(40000)}

    def test_twice_does_nothing_more(self, cast: Cast, metering: User) -> None:
        found = taken(metering, *ours(cast))
        assert loaded(metering, found).version == loaded(metering, found).version == 1
        assert (
            Record.objects.everywhere(reason="a test").filter(event="metering.distributor.loaded").count()
            == 1
        )

    def test_of_the_same_file_is_the_same_report_until_it_counts(self, cast: Cast, metering: User) -> None:
        first = taken(metering, *ours(cast))
        assert taken(metering, *ours(cast)).pk == first.pk
        loaded(metering, first)
        assert taken(metering, *ours(cast)).pk != first.pk


class TestWhoMay:
    def test_compare_those_who_control_all_customers(self, cast: Cast, metering: User) -> None:
        found = taken(cast.head, *ours(cast))
        assert queries.get_report(viewer=factories.viewer_of(metering), report_id=found.pk) == found

    @pytest.mark.parametrize("who", ["curator", "director", "neighbour"])
    def test_nobody_else(self, cast: Cast, metering: User, who: str) -> None:
        person = getattr(cast, who)
        found = taken(metering, *ours(cast))

        with pytest.raises(NotAllowed):
            taken(person, *ours(cast))
        with pytest.raises(queries.ReportNotFound):
            queries.get_report(viewer=factories.viewer_of(person), report_id=found.pk)

    def test_a_customer_sees_their_own_volumes(self, cast: Cast, metering: User) -> None:
        loaded(metering, taken(metering, *ours(cast)))
        asked: dict[str, Any] = {"contract_id": cast.contract.pk, "month": MONTH}
        engineer, neighbour = factories.viewer_of(cast.engineer), factories.viewer_of(cast.neighbour)
        assert queries.distributor_volumes(viewer=engineer, **asked) == {cast.point.pk: Decimal(36100)}
        assert queries.distributor_volumes(viewer=neighbour, **asked) == {}


def test_a_file_that_is_no_report_is_refused(cast: Cast, metering: User) -> None:
    stored = files.store_bytes(b"a;b\n1;2\n", media_type="text/csv", now=NOW)
    with pytest.raises(operations.ArchiveUnreadable):
        operations.take_report(viewer=factories.viewer_of(metering), stored=stored, name="a.csv", now=NOW)
