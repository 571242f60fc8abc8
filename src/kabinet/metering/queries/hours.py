"""The hours that archives and telemetry gave."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import HourlyVolume
from kabinet.metering.rules.fates import HourSum
from kabinet.organizations.queries import Terms
from kabinet.values.volume import ZERO

HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of a unit: m³, kPa absolute, °C, and bits of formats.archives.Flag."""

    unit_id: int
    starts_at: datetime
    volume: Decimal
    pressure: Decimal | None
    temperature: Decimal | None
    flags: int


def list_hours(*, viewer: Viewer, unit_ids: Collection[int], since: datetime, until: datetime) -> list[Hour]:
    """Return the newest version of every hour that begins from `since` to before `until`, by time. One query."""
    rows = HourlyVolume.objects.visible_to(viewer).filter(
        unit_id__in=unit_ids, starts_at__gte=since, starts_at__lt=until
    )
    columns = ("unit_id", "starts_at", "volume", "pressure", "temperature", "flags")
    newest = {
        (unit_id, starts_at): Hour(
            unit_id, starts_at, volume, _parted(pressure, 1000), _parted(temperature, 100), flags
        )
        for unit_id, starts_at, volume, pressure, temperature, flags in rows.order_by(
            "starts_at", "unit_id", "version"
        ).values_list(*columns)
    }
    return list(newest.values())


def hour_sums(
    *, viewer: Viewer, terms: Terms, unit_ids: Collection[int], since: date, until: date
) -> dict[tuple[int, date], HourSum]:
    """Return by unit id and gas day how many of its hours are known, and their sum. One query."""
    clock = terms.clock
    hours = list_hours(
        viewer=viewer, unit_ids=unit_ids, since=clock.begins_at(since), until=clock.ends_at(until)
    )
    of_day: dict[tuple[int, date], list[Decimal]] = defaultdict(list)
    for hour in hours:
        of_day[hour.unit_id, clock.day_at(hour.starts_at)].append(hour.volume)
    return {place: HourSum(len(volumes), sum(volumes, ZERO)) for place, volumes in of_day.items()}


def day_sums(
    *, viewer: Viewer, terms: Terms, unit_ids: Collection[int], since: date, until: date
) -> dict[int, dict[date, Decimal]]:
    """Return by unit id and gas day the sum of its hours, m³, of days with all their hours only. One query."""
    sums = hour_sums(viewer=viewer, terms=terms, unit_ids=unit_ids, since=since, until=until)
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for (unit_id, day), one in sums.items():
        if one.hours == HOURS_A_DAY:
            found[unit_id][day] = one.volume
    return found


def _parted(kept: int | None, parts: int) -> Decimal | None:
    return None if kept is None else Decimal(kept) / parts
