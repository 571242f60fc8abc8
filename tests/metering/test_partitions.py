from datetime import UTC, datetime

import pytest
from django.db import connection

from kabinet.metering.partitions import ensure_partitions, partition_of
from kabinet.values.months import BillingMonth

pytestmark = pytest.mark.django_db


def partitions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits")
        return {name for (name,) in cursor.fetchall() if name.startswith("metering_hourlyvolume")}


def test_months_of_the_hours_by_utc_get_a_partition_each_once() -> None:
    for _ in range(2):
        ensure_partitions(datetime(2025, 11, 30, 23, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))

    if connection.vendor == "postgresql":
        assert {
            partition_of(BillingMonth(year, month)) for year, month in ((2025, 11), (2025, 12), (2026, 1))
        } <= (partitions())
