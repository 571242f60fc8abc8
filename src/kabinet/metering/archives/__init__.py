"""Files with volumes of gas days: reading them, and what becomes of their days and hours when they are handed in."""

from kabinet.metering.archives.hours import hours_of
from kabinet.metering.archives.plan import PlannedDay, plan_days, plan_of, seal_of
from kabinet.metering.archives.reading import ArchiveUnreadable, by_device_hour, is_of_point, read, read_bytes
from kabinet.metering.rules.fates import HANDED_IN, Fate, HoursFate

__all__ = [
    "HANDED_IN",
    "ArchiveUnreadable",
    "Fate",
    "HoursFate",
    "PlannedDay",
    "by_device_hour",
    "hours_of",
    "is_of_point",
    "plan_days",
    "plan_of",
    "read",
    "read_bytes",
    "seal_of",
]
