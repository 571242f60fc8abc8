"""
Hours are kept in partitions by gas month on PostgreSQL; on SQLite, they are one table.

A gas month begins where the gas days of the law do, at 10:00 in Moscow (RULES A2), so that a month's page reads one
partition; a contract with another hour reads a few hours of the neighbour. A partition is made before the first hour of
its month comes. Making one locks the whole table, so it is looked for first, and made in a transaction of its own.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection, transaction

from kabinet.values.months import BillingMonth

_TABLE = "metering_hourlyvolume"
_LOCK = 4_705_018
_BEGINS = "07:00+00"


def ensure_partitions(days: Iterable[date]) -> None:
    """Make the partitions that the hours of these gas days, by any contract's hour, are to go into."""
    if connection.vendor != "postgresql":
        return
    standing = _standing()
    missing = [month for month in _months(days) if partition_of(month) not in standing]
    if not missing:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for month in missing:
            cursor.execute(
                f"CREATE TABLE IF NOT EXISTS {partition_of(month)} PARTITION OF {_TABLE}"
                f" FOR VALUES FROM ('{month.first_day} {_BEGINS}') TO ('{month.next.first_day} {_BEGINS}')"
            )


def partition_of(month: BillingMonth) -> str:
    return f"{_TABLE}_{month.year}_{month.month:02}"


def _months(days: Iterable[date]) -> list[BillingMonth]:
    """Return the months of the days and their neighbours: a gas day may begin before 10:00 in Moscow, or end after."""
    around = {day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)}
    return sorted({BillingMonth.of(day) for day in around})


def _standing() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [_TABLE]
        )
        return {name for (name,) in cursor.fetchall()}
