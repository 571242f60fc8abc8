"""
Hours are kept in partitions by month (UTC) on PostgreSQL; on SQLite, they are one table.

A partition is made before the first hour of its month comes. Making one locks the whole table, so it is looked for
first, and made in a transaction of its own.
"""

from datetime import UTC, datetime

from django.db import connection, transaction

from kabinet.values.months import BillingMonth

_TABLE = "metering_hourlyvolume"
_LOCK = 4_705_018


def ensure_partitions(first: datetime, last: datetime) -> None:
    """Make the partitions that the hours from `first` to `last`, both included, are to go into."""
    if connection.vendor != "postgresql":
        return
    standing = _standing()
    missing = [month for month in _months(first, last) if partition_of(month) not in standing]
    if not missing:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for month in missing:
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {partition_of(month)} PARTITION OF {_TABLE}"
                f" FOR VALUES FROM ('{month.first_day} 00:00+00') TO ('{month.next.first_day} 00:00+00')"
            )


def partition_of(month: BillingMonth) -> str:
    return f"{_TABLE}_{month.year}_{month.month:02}"


def _months(first: datetime, last: datetime) -> list[BillingMonth]:
    month, end = BillingMonth.of(first.astimezone(UTC).date()), BillingMonth.of(last.astimezone(UTC).date())
    months = []
    while month <= end:
        months.append(month)
        month = month.next
    return months


def _standing() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [_TABLE]
        )
        return {name for (name,) in cursor.fetchall()}
