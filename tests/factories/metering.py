"""Metering units, their instruments and volumes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kabinet.files.operations import store_bytes
from kabinet.metering.models import (
    DailyVolume,
    DistributorReport,
    DistributorVolume,
    GasQuality,
    GasUsingUnit,
    Instrument,
    MeteringUnit,
    SealedInterval,
    VolumeSubmission,
)
from kabinet.metering.rules.words import InstrumentKind, ReportStatus
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.organizations.models import SupplyPoint
from kabinet.values.months import BillingMonth
from tests.factories.moments import MONTH, NOW, SEEN_FROM


def metering_unit(point: SupplyPoint, code: str = "УУГ-1", **columns: Any) -> MeteringUnit:
    columns = {"name": code, "in_use_from": SEEN_FROM} | columns
    row = MeteringUnit(contract=point.contract, supply_point=point, code=f"{point.code}/{code}", **columns)
    row.save(force_insert=True)
    return row


def instrument(unit: MeteringUnit, *, verified_until: date = date(2029, 5, 1), **columns: Any) -> Instrument:
    columns = {
        "kind": InstrumentKind.METER,
        "model": "СГ-16М",
        "serial_number": f"{unit.pk:06d}",
        "digits": 8,
        "installed_at": datetime(2024, 1, 1, 6, tzinfo=UTC),
    } | columns
    row = Instrument(unit=unit, verified_until=verified_until, **columns)
    row.save(force_insert=True)
    return row


def equipment(unit: MeteringUnit, name: str = "Печь", **columns: Any) -> GasUsingUnit:
    columns = {"capacity": Decimal(1500), "in_use_from": SEEN_FROM} | columns
    row = GasUsingUnit(unit=unit, name=name, **columns)
    row.save(force_insert=True)
    return row


def sealed(
    row: GasUsingUnit, since: datetime, until: datetime | None = None, act: str = "Акт № 14"
) -> SealedInterval:
    interval = SealedInterval(equipment=row, sealed_at=since, unsealed_at=until, act=act)
    interval.save(force_insert=True)
    return interval


def gas_quality(
    point: SupplyPoint, value: int = 8123, *, month: BillingMonth = MONTH.previous, **columns: Any
) -> GasQuality:
    """Set the calorific value of the point's region, which is named if it was not."""
    if not point.region:
        point.region = "Московская область"
        point.save(update_fields=["region"])
    columns = {"passport_number": "12-10", "passport_name": "Паспорт.pdf", "set_by": "Лаптева"} | columns
    return GasQuality.objects.create(
        region=point.region, month=month, calorific_value=value, set_at=NOW, **columns
    )


def volumes(
    unit: MeteringUnit,
    by_day: Mapping[date, Decimal | str],
    *,
    status: VolumeStatus = VolumeStatus.ACCEPTED,
    late: bool = False,
) -> VolumeSubmission:
    """Give the unit its daily volumes, m³, as one submission without a receipt."""
    figures = {day: Decimal(volume) for day, volume in by_day.items()}
    submission = VolumeSubmission(
        contract=unit.contract,
        month=BillingMonth.of(min(figures)),
        first_day=min(figures),
        last_day=max(figures),
        submitted_at=NOW,
        submitted_by="Сидоров С. С.",
        days=len(figures),
        volume=sum(figures.values(), Decimal(0)),
        late=late,
        status=status,
    )
    submission.save(force_insert=True)
    DailyVolume.objects.everywhere(reason="a test's own rows").bulk_create(
        DailyVolume(
            contract=unit.contract,
            unit=unit,
            gas_day=day,
            volume=volume,
            status=status,
            late=late,
            submission=submission,
        )
        for day, volume in figures.items()
    )
    return submission


def carried(
    point: SupplyPoint, volume: Decimal | str, *, month: BillingMonth = MONTH.previous
) -> DistributorVolume:
    """Let the distributor report the point's month, m³, in the place of what was reported of it before."""
    reports = DistributorReport.objects.everywhere(reason="a test's own rows").filter(month=month)
    rows = DistributorVolume.objects.everywhere(reason="a test's own rows").filter(month=month)
    reports.update(status=ReportStatus.REPLACED)
    rows.filter(supply_point=point).update(superseded_at=NOW)
    figures = {"points": 1, "volume": Decimal(volume), "uploaded_at": NOW, "uploaded_by": "Лаптев"}
    file = store_bytes(b"report", media_type="text/csv", now=NOW)
    report = DistributorReport(month=month, file=file, name="ГРО.csv", status=ReportStatus.COUNTS, **figures)
    report.save(force_insert=True)
    row = DistributorVolume(
        report=report, supply_point=point, month=month, volume=volume, within=volume, over=0
    )
    row.save(force_insert=True)
    return row
