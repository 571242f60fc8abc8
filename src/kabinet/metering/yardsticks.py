"""What the volumes of a contract's units are measured against."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.rules.basis import Chosen, Installed
from kabinet.metering.rules.plausibility import FlowRange, Yardstick
from kabinet.metering.rules.words import Source, Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.corridor import Corridor
from kabinet.values.months import BillingMonth

#: So long the latest days go back, and the weeks whose weekdays are compared.
_RECENT = timedelta(days=14)
_WEEKS = timedelta(weeks=8)

Place = tuple[int, date]
Known = Mapping[int, Sequence[tuple[date, Decimal]]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """
    What volumes are judged by.

    `sticks` are by unit id and month, `bases` by unit id and day; `given` are the places among those judged where a
    volume counts already.
    """

    sticks: Mapping[tuple[int, BillingMonth], Yardstick] = field(default_factory=dict)
    bases: Mapping[Place, Chosen] = field(default_factory=dict)
    given: Collection[Place] = ()


def read_grounds(
    *,
    viewer: Viewer,
    terms: Terms,
    units: Iterable[MeteringUnit],
    volumes: Mapping[Place, Decimal],
    now: datetime,
    source: Source = Source.CLIENT,
) -> Grounds:
    """
    Return what the volumes, m³ by unit id and day, are measured against. Five queries.

    In a file of many months each month is measured against the weeks before it, those of the file among them. An
    archive is not measured against the hours of archives.
    """
    units = list(units)
    days = sorted({day for _, day in volumes})
    if not days:
        return Grounds()
    counted = _counted_volumes(viewer, terms, days=days)
    known = _known_days({**counted, **volumes})
    corridors = _corridors(viewer, units, terms=terms, days=days)
    installed = queries.installed_in(viewer=viewer, units=units)
    bases = queries.bases_of(viewer=viewer, terms=terms, units=units, days=days, installed=installed)
    flows = {unit.pk: _flows(installed.get(unit.pk, ()), terms, days=days, source=source) for unit in units}
    archived = _archived(viewer, terms, units, days=days, source=source)
    last_closed = terms.clock.last_closed_day(now)
    together = _by_month(volumes)
    earlier = {unit_id: _earlier(of_unit) for unit_id, of_unit in known.items()}
    sticks = {}
    for month, first in _first_days(days).items():
        for unit in units:
            before = [one for one in known[unit.pk] if first - _WEEKS <= one[0] < first]
            corridor = corridors.get((unit.pk, month))
            sticks[unit.pk, month] = Yardstick(
                in_use_from=unit.in_use_from,
                in_use_to=unit.in_use_to,
                last_closed_day=last_closed,
                daily_maximum=corridor.maximum if corridor else None,
                daily_minimum=corridor.minimum if corridor else None,
                recent=[volume for day, volume in before if day >= first - _RECENT],
                weekdays=_by_weekday(before),
                flows=flows[unit.pk],
                archived=archived.get(unit.pk, {}),
                at_fault={day for day in days if bases[unit.pk, day].untrusted},
                together=together.get((unit.pk, month), ()),
                earlier=earlier.get(unit.pk, {}),
            )
    return Grounds(sticks, bases, given=counted.keys() & volumes.keys())


def range_on(installed: Collection[Installed], *, begins: datetime, ends: datetime) -> FlowRange:
    """Return the flows that an instrument can measure that stood there then: what lies outside, none of them can."""
    there = [one for one in installed if one.stay.within(begins, ends)]
    return FlowRange(
        least=min((one.least_flow for one in there if one.least_flow), default=None),
        greatest=max((one.greatest_flow for one in there if one.greatest_flow), default=None),
    )


def _flows(
    installed: Collection[Installed], terms: Terms, *, days: Sequence[date], source: Source
) -> dict[date, FlowRange]:
    """The days of an archive are not held against the least flow, for their hours are."""
    clock = terms.clock
    by_day = {day: range_on(installed, begins=clock.begins_at(day), ends=clock.ends_at(day)) for day in days}
    if source is not Source.ARCHIVE:
        return by_day
    return {day: FlowRange(greatest=flows.greatest) for day, flows in by_day.items()}


def _first_days(days: Sequence[date]) -> dict[BillingMonth, date]:
    first: dict[BillingMonth, date] = {}
    for day in days:
        first.setdefault(BillingMonth.of(day), day)
    return first


def _counted_volumes(viewer: Viewer, terms: Terms, *, days: Sequence[date]) -> dict[Place, Decimal]:
    """Return what counts now on the days and in the weeks before them, m³ by unit id and day."""
    rows = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=terms.contract.pk,
        gas_day__gte=days[0] - _WEEKS,
        gas_day__lte=days[-1],
        superseded_at__isnull=True,
    )
    counted = rows.exclude(status=Status.RETURNED).values_list("unit_id", "gas_day", "volume")
    return {(unit_id, day): volume for unit_id, day, volume in counted}


def _known_days(volumes: Mapping[Place, Decimal]) -> Known:
    """Return the volumes by unit id, in the order of the days."""
    by_unit: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for (unit_id, day), volume in sorted(volumes.items()):
        by_unit[unit_id].append((day, volume))
    return by_unit


def _by_month(volumes: Mapping[Place, Decimal]) -> dict[tuple[int, BillingMonth], list[Decimal]]:
    found: dict[tuple[int, BillingMonth], list[Decimal]] = defaultdict(list)
    for (unit_id, day), volume in volumes.items():
        found[unit_id, BillingMonth.of(day)].append(volume)
    return found


def _earlier(known: Sequence[tuple[date, Decimal]]) -> dict[date, Decimal]:
    """Return by day the volume of the nearest known day before it."""
    return {day: volume for (_, volume), (day, _) in pairwise(known)}


def _by_weekday(known: Collection[tuple[date, Decimal]]) -> dict[int, list[Decimal]]:
    found: dict[int, list[Decimal]] = defaultdict(list)
    for day, volume in known:
        found[day.weekday()].append(volume)
    return found


def _archived(
    viewer: Viewer, terms: Terms, units: Sequence[MeteringUnit], *, days: Sequence[date], source: Source
) -> Mapping[int, Mapping[date, Decimal]]:
    if source is Source.ARCHIVE:
        return {}
    ids = [unit.pk for unit in units]
    return queries.day_sums(viewer=viewer, terms=terms, unit_ids=ids, since=days[0], until=days[-1])


def _corridors(
    viewer: Viewer, units: Sequence[MeteringUnit], *, terms: Terms, days: Sequence[date]
) -> dict[tuple[int, BillingMonth], Corridor]:
    """Return by unit id and month the daily corridor of its supply point, where the unit is the only one there."""
    plan = organizations.volumes_by_point_and_month(
        viewer=viewer,
        contract_id=terms.contract.pk,
        since=BillingMonth.of(days[0]),
        until=BillingMonth.of(days[-1]),
    )
    at_point = Counter(unit.supply_point_id for unit in units)
    return {
        (unit.pk, month): organizations.corridor_of(terms=terms, month=month, volumes={point_id: volume})
        for (point_id, month), volume in plan.items()
        for unit in units
        if volume and unit.supply_point_id == point_id and at_point[point_id] == 1
    }
