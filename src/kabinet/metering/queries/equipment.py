"""What burns the gas behind a metering unit, and when its instruments were at fault."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import FaultInterval, GasUsingUnit, SealedInterval
from kabinet.metering.rules.basis import Interval
from kabinet.metering.rules.reckoning import Equipment
from kabinet.organizations.queries import Terms


def equipment_on(*, viewer: Viewer, terms: Terms, unit_id: int, day: date) -> list[Equipment]:
    """Return what was in use behind the unit on the gas day, with its seals. Two queries."""
    units = GasUsingUnit.objects.visible_to(viewer).filter(
        Q(in_use_to__isnull=True) | Q(in_use_to__gt=day), unit_id=unit_id, in_use_from__lte=day
    )
    rows = list(units.order_by("name", "id"))
    sealed = _sealed(viewer, [row.pk for row in rows])
    return [_equipment(row, sealed.get(row.pk, ()), terms) for row in rows]


def acts_of_sealed_days(
    *, viewer: Viewer, terms: Terms, places: Collection[tuple[int, date]]
) -> dict[tuple[int, date], list[str]]:
    """
    Return the acts of those days, by unit id and day, on which all of the unit's equipment stood under seal.

    Two queries, none where no day is asked for.
    """
    if not places:
        return {}
    rows = GasUsingUnit.objects.visible_to(viewer).filter(unit_id__among={unit_id for unit_id, _ in places})
    by_unit: dict[int, list[GasUsingUnit]] = defaultdict(list)
    for row in rows.order_by("name", "id"):
        by_unit[row.unit_id].append(row)
    sealed = _sealed(viewer, [row.pk for rows_of_unit in by_unit.values() for row in rows_of_unit])
    found = {place: _acts_of(by_unit[place[0]], sealed, terms, place[1]) for place in places}
    return {place: acts for place, acts in found.items() if acts}


@dataclass(frozen=True, slots=True)
class _Seal:
    interval: Interval
    act: str


def _acts_of(
    rows: Sequence[GasUsingUnit], sealed: Mapping[int, Sequence[_Seal]], terms: Terms, day: date
) -> list[str]:
    """Return the acts by which everything in use stood under seal all day; none where something did not."""
    begins, ends = terms.clock.begins_at(day), terms.clock.ends_at(day)
    acts: dict[str, None] = {}
    for row in rows:
        if not (row.in_use_from <= day and (row.in_use_to is None or day < row.in_use_to)):
            continue
        seals = [one for one in sealed.get(row.pk, ()) if one.interval.within(begins, ends)]
        if _equipment(row, seals, terms).hours([(begins, ends)]):
            return []
        acts |= dict.fromkeys(one.act for one in seals)
    return list(acts)


def _equipment(row: GasUsingUnit, seals: Sequence[_Seal], terms: Terms) -> Equipment:
    use = Interval(
        terms.clock.begins_at(row.in_use_from),
        terms.clock.begins_at(row.in_use_to) if row.in_use_to else None,
    )
    return Equipment(row.capacity, use, [one.interval for one in seals], row.name)


def _sealed(viewer: Viewer, equipment_ids: list[int]) -> dict[int, list[_Seal]]:
    rows = SealedInterval.objects.visible_to(viewer).filter(equipment_id__among=equipment_ids)
    found: dict[int, list[_Seal]] = defaultdict(list)
    columns = rows.order_by("sealed_at", "id").values_list("equipment_id", "sealed_at", "unsealed_at", "act")
    for pk, sealed_at, unsealed_at, act in columns:
        found[pk].append(_Seal(Interval(sealed_at, unsealed_at), act))
    return dict(found)


def faults_within(*, viewer: Viewer, unit_id: int, since: datetime, until: datetime) -> list[FaultInterval]:
    """Return the intervals of fault that touch the time between two moments. One query."""
    rows = FaultInterval.objects.visible_to(viewer).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=since), unit_id=unit_id, began_at__lt=until
    )
    return list(rows.select_related("instrument").order_by("began_at", "id"))
