"""Hours lie by gas month on PostgreSQL, and a month's page reads its own only; on SQLite, by the key."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from kabinet.metering.models import HourlyVolume
from kabinet.metering.partitions import ensure_partitions, partition_of
from kabinet.values.months import BillingMonth
from tests.factories import MOSCOW

pytestmark = pytest.mark.django_db

YEAR = [date(2025, 12, 1) + timedelta(days=number) for number in range(365)]


def tables() -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_list(cursor)
    return {table.name for table in found if table.name.startswith("metering_hourlyvolume")}


def plan_of_a_month(hour: int) -> str:
    since, until = (datetime(2026, month, 1, hour, tzinfo=MOSCOW) for month in (10, 11))
    rows = HourlyVolume.objects.everywhere(reason="a test").filter(
        unit_id=1, starts_at__gte=since, starts_at__lt=until
    )
    return str(rows.explain())


def test_months_of_the_days_get_a_partition_each_once() -> None:
    for _ in range(2):
        ensure_partitions([date(2025, 11, 30), date(2026, 1, 15)])

    months = [BillingMonth(2025, 11), BillingMonth(2025, 12), BillingMonth(2026, 1)]
    made = {partition_of(month) for month in months} if connection.vendor == "postgresql" else set()
    assert tables() == {"metering_hourlyvolume"} | made


@pytest.mark.parametrize(("hour", "partitions"), [(10, 1), (8, 2)])
def test_a_month_of_gas_days_reads_the_partition_of_the_month(hour: int, partitions: int) -> None:
    ensure_partitions(YEAR)

    plan = plan_of_a_month(hour)

    if connection.vendor == "postgresql":
        read = set(re.findall(r"metering_hourlyvolume_\d{4}_\d\d", plan))
        assert partition_of(BillingMonth(2026, 10)) in read
        assert len(read) == partitions
    else:
        assert "SEARCH metering_hourlyvolume USING INDEX" in plan
