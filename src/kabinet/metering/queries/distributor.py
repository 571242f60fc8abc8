"""The distributor's reports, and our points as they are compared with them."""

from decimal import Decimal

from django.db.models import Sum

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, DistributorReport, DistributorVolume
from kabinet.metering.rules.distributor import KnownPoint
from kabinet.metering.rules.words import Status
from kabinet.organizations.models import ContractVolume, SupplyPoint
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
    """Return every supply point of the viewer's customers with plan and fact of the month. Three queries."""
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
    )
    points = SupplyPoint.objects.visible_to(viewer).order_by("code", "id").values_list(*columns)
    return [
        KnownPoint(pk, code, address, contract, (name, full_name), plans.get(pk), facts.get(pk))
        for pk, code, address, contract, name, full_name in points
    ]


def _facts(viewer: Viewer, month: BillingMonth) -> dict[int, Decimal]:
    volumes = DailyVolume.objects.visible_to(viewer).filter(
        gas_day__gte=month.first_day, gas_day__lte=month.last_day, superseded_at__isnull=True
    )
    known = volumes.exclude(status=Status.RETURNED).values_list("unit__supply_point_id")
    return dict(known.annotate(total=Sum("volume")).order_by("unit__supply_point_id"))


def distributor_volumes(*, viewer: Viewer, month: BillingMonth) -> dict[int, Decimal]:
    """Return what the distributor carried in the month by supply point id, m³."""
    rows = DistributorVolume.objects.visible_to(viewer).filter(month=month, superseded_at__isnull=True)
    return dict(rows.values_list("supply_point_id", "volume"))
