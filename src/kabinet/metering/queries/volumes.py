"""Daily volumes: sums, versions, what was given when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, Sum

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.queries.units import UnitNotFound
from kabinet.metering.rules.words import Status
from kabinet.values.months import BillingMonth


def daily_totals(*, viewer: Viewer, contract_id: int, since: date, until: date) -> dict[date, Decimal]:
    """Return the contract's volume by gas day, m³, both ends included; days without one are left out."""
    volumes = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, gas_day__gte=since, gas_day__lte=until, superseded_at__isnull=True
    )
    known = volumes.exclude(status=Status.RETURNED)
    return dict(known.values_list("gas_day").annotate(total=Sum("volume")).order_by("gas_day"))


def totals_by_point(*, viewer: Viewer, contract_id: int, month: BillingMonth) -> dict[int, Decimal]:
    """Return the month's fact by supply point id, m³."""
    volumes = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id,
        gas_day__gte=month.first_day,
        gas_day__lte=month.last_day,
        superseded_at__isnull=True,
    )
    known = volumes.exclude(status=Status.RETURNED)
    return dict(
        known.values_list("unit__supply_point_id")
        .annotate(total=Sum("volume"))
        .order_by("unit__supply_point_id")
    )


def versions_of_day(*, viewer: Viewer, unit_id: int, day: date) -> list[DailyVolume]:
    """
    Return every version of the day's volume, newest first.

    :raises UnitNotFound: the viewer sees no such unit
    """
    if not MeteringUnit.objects.visible_to(viewer).filter(pk=unit_id).exists():
        raise UnitNotFound
    versions = DailyVolume.objects.visible_to(viewer).filter(unit_id=unit_id, gas_day=day)
    return list(versions.select_related("submission", "unit", "decision").order_by("-version"))


def older_versions(
    *, viewer: Viewer, volumes: Sequence[DailyVolume]
) -> dict[tuple[int, date], list[DailyVolume]]:
    """Return by unit id and day the versions that came before the given ones, newest first. One query."""
    corrected = {(volume.unit_id, volume.gas_day): volume for volume in volumes if volume.version > 1}
    if not corrected:
        return {}
    rows = DailyVolume.objects.visible_to(viewer).filter(
        unit_id__in={unit_id for unit_id, _ in corrected}, gas_day__in={day for _, day in corrected}
    )
    older: dict[tuple[int, date], list[DailyVolume]] = defaultdict(list)
    for row in rows.select_related("submission").order_by("-version"):
        newer = corrected.get((row.unit_id, row.gas_day))
        if newer is not None and row.version < newer.version:
            older[row.unit_id, row.gas_day].append(row)
    return dict(older)


def latest_volume_day(*, viewer: Viewer, organization_id: int) -> date | None:
    """Return the newest gas day for which a contract of the organization has a volume."""
    volumes = DailyVolume.objects.visible_to(viewer).filter(contract__organization_id=organization_id)
    newest: date | None = volumes.aggregate(day=Max("gas_day"))["day"]
    return newest


@dataclass(frozen=True, slots=True)
class GivenDay:
    """The current volume of one gas day by one unit, m³, how it came, and when it was handed in."""

    unit_id: int
    day: date
    volume: Decimal
    returned: bool
    submitted_at: datetime
    source: str


def list_given_days(*, viewer: Viewer, contract_id: int, since: date, until: date) -> list[GivenDay]:
    """Return what the units gave from `since` to `until`, both included, by day. One query."""
    current = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=contract_id, gas_day__gte=since, gas_day__lte=until, superseded_at__isnull=True
    )
    columns = ("unit_id", "gas_day", "volume", "status", "submission__submitted_at", "source")
    return [
        GivenDay(unit_id, day, volume, status == Status.RETURNED, at, source)
        for unit_id, day, volume, status, at, source in current.order_by("gas_day", "unit_id").values_list(
            *columns
        )
    ]
