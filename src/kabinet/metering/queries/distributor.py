"""The distributor's reports, and our points as they are compared with them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, DistributorReport, DistributorVolume
from kabinet.metering.rules.distributor import KnownPoint
from kabinet.metering.rules.words import Status
from kabinet.organizations.models import ContractVolume, SupplyPoint
from kabinet.organizations.queries import rule_sets
from kabinet.organizations.rules.parameters import Tolerance, parameters_on
from kabinet.values.months import BillingMonth


class ReportNotFound(NotFound):
    code = "metering.distributor-report-not-found"


def get_report(*, viewer: Viewer, report_id: int) -> DistributorReport:
    """:raises ReportNotFound: it does not exist, or the viewer does not control the readings of all customers"""
    rows = DistributorReport.objects.visible_to(viewer).select_related("file")
    found = only_row(rows.filter(pk=report_id))
    if found is None:
        raise ReportNotFound
    return found


def list_reports(*, viewer: Viewer, limit: int = 50) -> list[DistributorReport]:
    """Return the newest reports."""
    return list(DistributorReport.objects.visible_to(viewer).order_by("-uploaded_at", "-id")[:limit])


def known_points(*, viewer: Viewer, month: BillingMonth) -> list[KnownPoint]:
    """
    Return every supply point of the viewer's customers with plan and fact of the month. Three queries.

    :raises NoRuleSet: no rule set covers the month
    """
    plan = ContractVolume.objects.visible_to(viewer).filter(month=month, superseded_at__isnull=True)
    plans: dict[int, Decimal] = dict(plan.values_list("supply_point_id", "volume"))
    facts = _facts(viewer, month)
    columns = (
        "id",
        "code",
        "address",
        "contract__number",
        "contract__organization__name",
        "contract__organization__full_name",
        "contract__overrides",
    )
    points = SupplyPoint.objects.visible_to(viewer).order_by("code", "id").values_list(*columns)
    return [
        KnownPoint(
            pk,
            code,
            address,
            contract,
            (name, full_name),
            tolerance_of(month, overrides),
            plans.get(pk),
            facts.get(pk),
        )
        for pk, code, address, contract, name, full_name, overrides in points
    ]


def tolerance_of(month: BillingMonth, overrides: Mapping[str, Any]) -> Tolerance:
    """
    Return by how much the distributor may differ in the month, as the rules or a contract's overrides say.

    :raises NoRuleSet: no rule set covers the month
    """
    rules = parameters_on(month.first_day, rule_sets=rule_sets(), overrides=overrides)
    return rules.distributor_tolerance


def _facts(viewer: Viewer, month: BillingMonth) -> dict[int, Decimal]:
    volumes = DailyVolume.objects.visible_to(viewer).filter(
        gas_day__gte=month.first_day, gas_day__lte=month.last_day, superseded_at__isnull=True
    )
    known = volumes.exclude(status=Status.RETURNED).values_list("unit__supply_point_id")
    return dict(known.annotate(total=Sum("volume")).order_by("unit__supply_point_id"))


def distributor_volumes(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> dict[int, Decimal]:
    """Return what the distributor carried in the month to the contract's supply points by id, m³. One query."""
    rows = DistributorVolume.objects.visible_to(viewer).filter(
        supply_point__contract_id=contract_id, month=month, superseded_at__isnull=True
    )
    return dict(rows.values_list("supply_point_id", "volume"))
