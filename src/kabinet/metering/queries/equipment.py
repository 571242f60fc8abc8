"""What burns the gas behind a metering unit, and when its instruments were at fault."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import FaultInterval, GasUsingUnit, SealedInterval
from kabinet.metering.rules.basis import Equipment, Interval, capacity_volume
from kabinet.organizations.queries import Terms


@dataclass(frozen=True, slots=True)
class EquipmentDay:
    """One gas-using unit over a gas day: m³ an hour, hours of use without a seal, m³."""

    name: str
    capacity: Decimal
    hours: Decimal
    volume: Decimal


def equipment_on(*, viewer: Viewer, terms: Terms, unit_id: int, day: date) -> list[EquipmentDay]:
    """Return what the equipment may have taken on the gas day. Two queries."""
    begins, ends = terms.clock.begins_at(day), terms.clock.ends_at(day)
    units = GasUsingUnit.objects.visible_to(viewer).filter(
        Q(in_use_to__isnull=True) | Q(in_use_to__gt=day), unit_id=unit_id, in_use_from__lte=day
    )
    rows = list(units.order_by("name", "id"))
    sealed = _sealed(viewer, [row.pk for row in rows])
    found = []
    for row in rows:
        use = Interval(
            terms.clock.begins_at(row.in_use_from),
            terms.clock.begins_at(row.in_use_to) if row.in_use_to else None,
        )
        one = Equipment(row.capacity, use, sealed.get(row.pk, ()))
        volume = capacity_volume([one], since=begins, until=ends)
        found.append(EquipmentDay(row.name, row.capacity, one.hours(begins, ends), volume))
    return found


def _sealed(viewer: Viewer, equipment_ids: list[int]) -> dict[int, list[Interval]]:
    rows = SealedInterval.objects.visible_to(viewer).filter(equipment_id__among=equipment_ids)
    found: dict[int, list[Interval]] = defaultdict(list)
    for pk, sealed_at, unsealed_at in rows.values_list("equipment_id", "sealed_at", "unsealed_at"):
        found[pk].append(Interval(sealed_at, unsealed_at))
    return dict(found)


def faults_within(*, viewer: Viewer, unit_id: int, since: datetime, until: datetime) -> list[FaultInterval]:
    """Return the intervals of fault that touch the time between two moments. One query."""
    rows = FaultInterval.objects.visible_to(viewer).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=since), unit_id=unit_id, began_at__lt=until
    )
    return list(rows.select_related("instrument").order_by("began_at", "id"))
