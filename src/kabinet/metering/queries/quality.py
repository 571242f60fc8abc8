"""The calorific value of the gas by region and month; common to all who take gas there."""

from collections.abc import Collection, Sequence

from kabinet.foundation.refusal import NotFound
from kabinet.foundation.rows import only_row
from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import GasQuality
from kabinet.organizations.models import SupplyPoint
from kabinet.values.months import BillingMonth


class QualityNotFound(NotFound):
    code = "metering.quality-not-found"


def quality_of(*, region: str, months: Collection[BillingMonth]) -> dict[BillingMonth, GasQuality]:
    """Return by month what is in force in the region; months without a passport are left out. One query."""
    return {one.month: one for one in qualities(regions=[region], months=months)}


def qualities(*, regions: Collection[str], months: Collection[BillingMonth]) -> list[GasQuality]:
    """Return what is in force by region and month, the newest month first. One query."""
    if not regions or not months:
        return []
    rows = GasQuality.objects.filter(region__in=list(regions), month__gte=min(months), month__lte=max(months))
    newest: dict[tuple[BillingMonth, str], GasQuality] = {}
    for row in rows.order_by("version"):
        if row.month in months:
            newest[row.month, row.region] = row
    return [newest[place] for place in sorted(newest, key=lambda place: (-_count(place[0]), place[1]))]


def versions_of_quality(*, region: str, month: BillingMonth) -> list[GasQuality]:
    """Return every version, newest first."""
    return list(GasQuality.objects.filter(region=region, month=month).order_by("-version"))


def get_quality(*, quality_id: int) -> GasQuality:
    """:raises QualityNotFound: there is no such row"""
    found = only_row(GasQuality.objects.filter(pk=quality_id))
    if found is None:
        raise QualityNotFound
    return found


def list_regions(*, viewer: Viewer) -> Sequence[str]:
    """Return the regions in which the viewer's customers take gas."""
    regions = SupplyPoint.objects.visible_to(viewer).exclude(region="").order_by("region")
    return list(regions.values_list("region", flat=True).distinct())


def _count(month: BillingMonth) -> int:
    return month.year * 12 + month.month
