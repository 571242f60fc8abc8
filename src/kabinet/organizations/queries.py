"""Reading organizations, contracts, their plan and the rules in force."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Sum

from kabinet.foundation.common import remembered
from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row, read_rows
from kabinet.foundation.viewer import Viewer
from kabinet.organizations.models import (
    Contract,
    ContractVolume,
    Organization,
    RuleSet,
    SupplierRequisites,
    SupplyPoint,
)
from kabinet.organizations.rules.corridor import Corridor, daily_corridor
from kabinet.organizations.rules.parameters import Parameters, parameters_on
from kabinet.organizations.rules.requisites import Requisites
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

#: Doors name these types and never import the tables.
__all__ = [
    "ClientPage",
    "ClientRow",
    "Contract",
    "ContractNotFound",
    "Organization",
    "OrganizationNotFound",
    "RequisitesNotFound",
    "RuleSet",
    "SupplierRequisites",
    "SupplyPoint",
    "Terms",
    "contracts_of",
    "corridor_of",
    "first_requisites",
    "get_contract",
    "get_organization",
    "get_requisites_version",
    "get_terms",
    "latest_version_id",
    "list_clients",
    "list_contracts",
    "list_supply_points",
    "replaced_on",
    "requisites_versions",
    "rule_sets",
    "supplier_on",
    "terms_of",
    "volumes_by_month",
    "volumes_by_point",
    "volumes_by_point_and_month",
]


class ContractNotFound(NotFound):
    code = "organizations.contract-not-found"


class OrganizationNotFound(NotFound):
    code = "organizations.organization-not-found"


class RequisitesNotFound(NotFound):
    code = "organizations.requisites-not-found"


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract together with the rule sets: everything that a deadline or a corridor is reckoned from."""

    contract: Contract
    rule_sets: tuple[RuleSet, ...]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.contract.zone)

    @property
    def clock(self) -> GasDayClock:
        return GasDayClock(self.contract.contract_hour, self.zone)

    def parameters(self, day: date) -> Parameters:
        """:raises NoRuleSet: no rule set covers the day"""
        return parameters_on(day, rule_sets=self.rule_sets, overrides=self.contract.overrides)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def covers(self, day: date) -> bool:
        """Say whether gas is supplied under the contract on the gas day."""
        return self.contract.valid_from <= day <= self.last_day(day)

    def last_day(self, until: date) -> date:
        """Return the last gas day of the contract, or `until`, where that comes first."""
        ends = self.contract.valid_to
        return until if ends is None else min(until, ends - timedelta(days=1))


def get_contract(*, viewer: Viewer, contract_id: int) -> Contract:
    """:raises ContractNotFound: it does not exist, or the viewer has no part in it"""
    contracts = Contract.objects.visible_to(viewer).select_related("organization", "organization__curator")
    found = only_row(contracts.filter(pk=contract_id))
    if found is None:
        raise ContractNotFound
    return found


def list_contracts(*, viewer: Viewer) -> list[Contract]:
    """Return the viewer's contracts with their organizations, by organization and number."""
    contracts = Contract.objects.visible_to(viewer).select_related("organization", "organization__curator")
    return list(contracts.order_by("organization__name", "number", "id"))


def contracts_of(*, viewer: Viewer, organization_id: int) -> list[Contract]:
    """Return the organization's contracts, those in force longest last."""
    contracts = Contract.objects.visible_to(viewer).filter(organization_id=organization_id)
    return list(contracts.order_by("-valid_from", "number", "id"))


def get_terms(*, viewer: Viewer, contract_id: int) -> Terms:
    """:raises ContractNotFound: it does not exist, or the viewer has no part in it"""
    return terms_of(get_contract(viewer=viewer, contract_id=contract_id))


def terms_of(contract: Contract) -> Terms:
    return Terms(contract=contract, rule_sets=rule_sets())


@remembered
def rule_sets() -> tuple[RuleSet, ...]:
    return tuple(RuleSet.objects.order_by("-valid_from"))


@remembered
def requisites_versions() -> tuple[SupplierRequisites, ...]:
    """Return the versions of the supplier's own requisites, the latest day first."""
    return tuple(SupplierRequisites.objects.order_by("-valid_from"))


def supplier_on(day: date) -> Requisites:
    """Return the supplier as documents of this day name it: before the first version, as the settings say."""
    version = next((one for one in requisites_versions() if one.valid_from <= day), None)
    return version.own if version else first_requisites()


def replaced_on(day: date) -> Requisites:
    """Return the requisites that a version of this day replaces, as they stand in the table at this moment."""
    before = SupplierRequisites.objects.filter(valid_from__lt=day).order_by("-valid_from").first()
    return before.own if before else first_requisites()


def get_requisites_version(*, version_id: int) -> SupplierRequisites:
    """:raises RequisitesNotFound: there is no such version"""
    found = SupplierRequisites.objects.filter(pk=version_id).first()
    if found is None:
        raise RequisitesNotFound
    return found


def latest_version_id() -> int:
    """Return the id of the requisites set last, 0 where none were."""
    return SupplierRequisites.objects.order_by("-id").values_list("id", flat=True).first() or 0


def first_requisites() -> Requisites:
    """Return the requisites that the settings say, in force before any version."""
    return Requisites.of(settings.SUPPLIER)


def get_organization(*, viewer: Viewer, organization_id: int) -> Organization:
    """:raises OrganizationNotFound: it does not exist, or is not among the viewer's clients"""
    organizations = Organization.objects.visible_to(viewer).select_related("curator")
    found = only_row(organizations.filter(pk=organization_id))
    if found is None:
        raise OrganizationNotFound
    return found


def list_supply_points(*, viewer: Viewer, contract_id: int) -> list[SupplyPoint]:
    return list(SupplyPoint.objects.visible_to(viewer).filter(contract_id=contract_id).order_by("code", "id"))


def volumes_by_point(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> dict[int, Decimal]:
    """Return the month's contract volume by supply point id, m³; points without one are left out."""
    volumes = ContractVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, month=month, superseded_at__isnull=True
    )
    return dict(volumes.values_list("supply_point_id", "volume"))


def volumes_by_month(
    *, viewer: Viewer, contract_id: int, since: BillingMonth, until: BillingMonth
) -> dict[BillingMonth, Decimal]:
    """Return the contract volume by month, m³, from `since` to `until`, both included."""
    volumes = ContractVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, month__gte=since, month__lte=until, superseded_at__isnull=True
    )
    return dict(volumes.values_list("month").annotate(total=Sum("volume")).order_by("month"))


def volumes_by_point_and_month(
    *, viewer: Viewer, contract_id: int, since: BillingMonth, until: BillingMonth
) -> dict[tuple[int, BillingMonth], Decimal]:
    """Return the contract volume by supply point id and month, m³, both months included."""
    volumes = ContractVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, month__gte=since, month__lte=until, superseded_at__isnull=True
    )
    rows = volumes.order_by("month", "supply_point_id").values_list("supply_point_id", "month", "volume")
    return {(point_id, month): volume for point_id, month, volume in rows}


def volumes_by_price_group(
    *, viewer: Viewer, contract_id: int, since: BillingMonth, until: BillingMonth
) -> dict[tuple[BillingMonth, str], Decimal]:
    """Return the contract volume by month and price group of the supply points, m³, both months included."""
    volumes = ContractVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, month__gte=since, month__lte=until, superseded_at__isnull=True
    )
    sums = volumes.values_list("month", "supply_point__price_group").annotate(total=Sum("volume"))
    return {
        (month, group): total for month, group, total in sums.order_by("month", "supply_point__price_group")
    }


def corridor_of(*, terms: Terms, month: BillingMonth, volumes: Mapping[int, Decimal]) -> Corridor:
    """Return the daily corridor of all the given supply points together."""
    total = sum(volumes.values(), ZERO)
    return daily_corridor(month_volume=total, month=month, parameters=terms.parameters(month.first_day))


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A customer in the desk's list. Of the curator: the name, whether they work here, and as what."""

    pk: int
    name: str
    inn: str
    phone: str
    curator: str
    curator_works: bool
    curator_role: str


@dataclass(frozen=True, slots=True)
class ClientPage:
    """One page of the desk's list of customers. `contracts` are numbers by contract id, by customer id."""

    rows: list[ClientRow]
    contracts: Mapping[int, Mapping[int, str]]
    total: int


def list_clients(*, viewer: Viewer, words: str, page: int, size: int = 50) -> ClientPage:
    """Return the viewer's customers whose name, ИНН, contract or telephone holds every one of the words."""
    clients = Organization.objects.visible_to(viewer)
    for word in words.lower().split():
        clients = clients.filter(search__contains=word)
    total = clients.count()
    first = (page - 1) * size
    shown = clients.order_by("name", "id")[first : first + size]
    rows = read_rows(
        ClientRow,
        shown,
        curator="curator__full_name",
        curator_works="curator__is_active",
        curator_role="curator__role",
    )
    return ClientPage(rows, _contract_numbers(viewer, [row.pk for row in rows]), total)


def _contract_numbers(viewer: Viewer, organization_ids: Collection[int]) -> dict[int, dict[int, str]]:
    contracts = Contract.objects.visible_to(viewer).filter(organization_id__among=organization_ids)
    numbers: dict[int, dict[int, str]] = defaultdict(dict)
    columns = contracts.order_by("id").values_list("organization_id", "id", "number")
    for organization_id, contract_id, number in columns:
        numbers[organization_id][contract_id] = number
    return numbers
