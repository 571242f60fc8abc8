"""What the volumes of a contract's units are measured against."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.models import DailyVolume, MeteringUnit
from kabinet.metering.rules.plausibility import Yardstick
from kabinet.metering.rules.words import Basis, Source, Status
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.corridor import Corridor
from kabinet.values.months import BillingMonth

#: So long the latest days go back, and the weeks whose weekdays are compared.
_RECENT = timedelta(days=14)
_WEEKS = timedelta(weeks=8)

_MEASURED = frozenset({Basis.SUPPLIER, Basis.BUYER})


def yardsticks(
    *,
    viewer: Viewer,
    terms: Terms,
    units: Iterable[MeteringUnit],
    days: Sequence[date],
    now: datetime,
    source: Source = Source.CLIENT,
) -> dict[int, Yardstick]:
    """
    Return by unit id what a volume of these days is measured against. Six queries.

    An archive is not measured against the hours of archives.
    """
    units = list(units)
    first, last = min(days), max(days)
    known = _known_days(viewer, terms, before=first)
    corridors = _corridors(viewer, units, terms=terms, month=BillingMonth.of(first))
    flows = queries.greatest_flows(viewer=viewer, units=units)
    bases = queries.bases_of(viewer=viewer, terms=terms, units=units, days=days)
    ids = [unit.pk for unit in units]
    archived = (
        {}
        if source is Source.ARCHIVE
        else queries.day_sums(viewer=viewer, terms=terms, unit_ids=ids, since=first, until=last)
    )
    last_closed = terms.clock.last_closed_day(now)
    return {
        unit.pk: Yardstick(
            in_use_from=unit.in_use_from,
            in_use_to=unit.in_use_to,
            last_closed_day=last_closed,
            daily_maximum=corridors[unit.pk].maximum if unit.pk in corridors else None,
            daily_minimum=corridors[unit.pk].minimum if unit.pk in corridors else None,
            recent=[volume for day, volume in known[unit.pk] if day >= first - _RECENT],
            weekdays=_by_weekday(known[unit.pk]),
            greatest_flow=flows.get(unit.pk),
            archived=archived.get(unit.pk, {}),
            at_fault={day for day in days if bases[unit.pk, day].basis not in _MEASURED},
        )
        for unit in units
    }


def _known_days(viewer: Viewer, terms: Terms, *, before: date) -> dict[int, list[tuple[date, Decimal]]]:
    known: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    rows = DailyVolume.objects.visible_to(viewer).filter(
        contract_id=terms.contract.pk,
        gas_day__gte=before - _WEEKS,
        gas_day__lt=before,
        superseded_at__isnull=True,
    )
    counted = rows.exclude(status=Status.RETURNED).order_by("gas_day", "unit_id")
    for unit_id, day, volume in counted.values_list("unit_id", "gas_day", "volume"):
        known[unit_id].append((day, volume))
    return known


def _by_weekday(known: Collection[tuple[date, Decimal]]) -> dict[int, list[Decimal]]:
    found: dict[int, list[Decimal]] = defaultdict(list)
    for day, volume in known:
        found[day.weekday()].append(volume)
    return found


def _corridors(
    viewer: Viewer, units: Sequence[MeteringUnit], *, terms: Terms, month: BillingMonth
) -> dict[int, Corridor]:
    """Return by unit id the daily corridor of its supply point, where the unit is the only one there."""
    plan: Mapping[int, Decimal] = organizations.volumes_by_point(
        viewer=viewer, contract_id=terms.contract.pk, month=month
    )
    at_point = Counter(unit.supply_point_id for unit in units)
    return {
        unit.pk: organizations.corridor_of(
            terms=terms, month=month, volumes={unit.supply_point_id: plan[unit.supply_point_id]}
        )
        for unit in units
        if at_point[unit.supply_point_id] == 1 and plan.get(unit.supply_point_id)
    }
