"""The page of a gas day in doubt, and what the day is made of."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.http import HttpResponse
from django.test import Client

from kabinet.metering.models import (
    DailyVolume,
    FaultInterval,
    GasUsingUnit,
    HourlyVolume,
    SealedInterval,
    VolumeSubmission,
)
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.rules.words import FaultKind, Status
from tests import factories
from tests.desk import things
from tests.factories import Cast

DAY = things.day(2)
BEFORE = [date(2026, 11, day) for day in range(1, 21)]


def sealed_kiln(cast: Cast) -> GasUsingUnit:
    """A kiln of 1000 m³ an hour, sealed for six hours of the day."""
    row = GasUsingUnit(unit=cast.unit, name="Печь № 1", capacity=Decimal(1000), in_use_from=date(2024, 1, 1))
    row.save(force_insert=True)
    begins = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC)
    seal = SealedInterval(
        equipment=row, sealed_at=begins, unsealed_at=begins + timedelta(hours=6), act="17-о"
    )
    seal.save(force_insert=True)
    return row


def address(cast: Cast, day: date = DAY) -> str:
    return f"/desk/metering/{cast.unit.pk}/{day.isoformat()}/?month=2026-11"


def fault(cast: Cast, begins: float, ends: float | None) -> None:
    """Let the instruments be at fault from so many hours after the begin of the day."""
    first = datetime(DAY.year, DAY.month, DAY.day, cast.contract.contract_hour, tzinfo=factories.MOSCOW)
    FaultInterval(
        unit=cast.unit,
        kind=FaultKind.BROKEN,
        began_at=first + timedelta(hours=begins),
        ended_at=None if ends is None else first + timedelta(hours=ends),
        reported_at=first,
        reported_by="Лаптев",
    ).save(force_insert=True)


def archived(cast: Cast, volume: str, hours: range = range(24)) -> None:
    first = datetime(DAY.year, DAY.month, DAY.day, cast.contract.contract_hour, tzinfo=factories.MOSCOW)
    ensure_partitions([DAY])
    HourlyVolume.objects.everywhere(reason="test").bulk_create(
        HourlyVolume(unit=cast.unit, starts_at=first + timedelta(hours=hour), volume=Decimal(volume))
        for hour in hours
    )


def page_of(client: Client, cast: Cast, day: date = DAY) -> str:
    answer = client.get(address(cast, day))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, cast: Cast, **typed: str) -> HttpResponse:
    """Press a button of the page as it stands now, or of the one whose submission is `seen`."""
    rows = VolumeSubmission.objects.everywhere(reason="test").filter(status=Status.RECORDED)
    newest = rows.order_by("-id").first()
    return client.post(address(cast), {"seen": str(newest.pk) if newest else ""} | typed)


def current() -> DailyVolume:
    rows = DailyVolume.objects.everywhere(reason="test").filter(superseded_at=None)
    return rows.select_related("submission").get(gas_day=DAY)
