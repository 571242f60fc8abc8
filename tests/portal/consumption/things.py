"""Consumption as the tests give it and read it."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from django.test import Client

from kabinet.metering.models import HourlyVolume, MeteringUnit
from kabinet.metering.partitions import ensure_partitions
from kabinet.metering.rules.forecast import span
from kabinet.organizations.models import SupplyPoint
from kabinet.values.gas_days import GasDayClock
from kabinet.values.months import BillingMonth
from tests import factories
from tests.factories import MOSCOW, TODAY

MONTH = "/consumption/2026-11/"
HOURS = "/consumption/2026-11/hours/"
YEAR = "/consumption/2026/"
YESTERDAY = TODAY - timedelta(days=1)
CLOCK = GasDayClock(8, MOSCOW)


def give(
    unit: MeteringUnit, volume: str = "36100", *, since: date = date(2026, 11, 1), until: date = YESTERDAY
) -> None:
    factories.volumes(unit, dict.fromkeys(span(since, until), volume))


def second_point(unit: MeteringUnit, volume: str = "310000") -> tuple[SupplyPoint, MeteringUnit]:
    """Add a supply point with a volume and a unit of its own."""
    point = factories.supply_point(unit.contract, "ТП-2")
    factories.contract_volume(point, volume)
    return point, factories.metering_unit(point, "УУГ-2")


def give_hours(unit: MeteringUnit, day: date, volumes: list[int | None], *, flags: int = 0) -> None:
    begins = CLOCK.begins_at(day)
    ensure_partitions([day])
    HourlyVolume.objects.everywhere(reason="a test's own rows").bulk_create(
        HourlyVolume(
            unit=unit, starts_at=begins + timedelta(hours=place), volume=Decimal(volume), flags=flags
        )
        for place, volume in enumerate(volumes)
        if volume is not None
    )


def agree_year(point: SupplyPoint, volume: str = "1240000", *, year: int = 2026) -> None:
    for number in range(1, 13):
        if (year, number) != (2026, 11):
            factories.contract_volume(point, volume, month=BillingMonth(year, number))


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def sheet_of(client: Client, path: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(BytesIO(client.get(path).content))
    return list(book.active.iter_rows(values_only=True))
