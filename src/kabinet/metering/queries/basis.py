"""What the volumes of a contract's units rest on, by gas day."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import FaultInterval, Instrument, MeteringUnit
from kabinet.metering.rules.basis import Chosen, Distrust, Installed, Interval, choose_basis
from kabinet.metering.rules.words import Basis, FaultKind, Owner
from kabinet.organizations.queries import Terms

#: A unit of which no instruments are known yet is taken at its word.
_UNKNOWN = Chosen(Basis.BUYER)


def bases_of(
    *, viewer: Viewer, terms: Terms, units: Collection[MeteringUnit], days: Sequence[date]
) -> dict[tuple[int, date], Chosen]:
    """Return by unit id and day what the day's volume rests on, and why. Two queries."""
    instruments = _instruments(viewer, units)
    distrust = _distrust(viewer, terms, units, days)
    without = terms.parameters(min(days)).without_instruments
    return {
        (unit.pk, day): choose_basis(
            day,
            begins=terms.clock.begins_at(day),
            ends=terms.clock.ends_at(day),
            instruments=instruments[unit.pk],
            distrust=distrust[unit.pk],
            without_instruments=Basis(without.method),
        )
        if unit.pk in instruments
        else _UNKNOWN
        for unit in units
        for day in set(days)
    }


def _instruments(viewer: Viewer, units: Collection[MeteringUnit]) -> dict[int, list[Installed]]:
    found: dict[int, list[Installed]] = defaultdict(list)
    rows = Instrument.objects.visible_to(viewer).filter(unit__in=units)
    columns = ("unit_id", "pk", "owner", "installed_at", "removed_at", "verified_until")
    for unit_id, pk, owner, installed_at, removed_at, verified_until in rows.values_list(*columns):
        stay = Interval(installed_at, removed_at)
        found[unit_id].append(Installed(pk, Owner(owner), stay, verified_until))
    return found


def _distrust(
    viewer: Viewer, terms: Terms, units: Collection[MeteringUnit], days: Sequence[date]
) -> dict[int, list[Distrust]]:
    found: dict[int, list[Distrust]] = defaultdict(list)
    rows = FaultInterval.objects.visible_to(viewer).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=terms.clock.begins_at(min(days))),
        unit__in=units,
        began_at__lt=terms.clock.ends_at(max(days)),
    )
    columns = ("unit_id", "kind", "began_at", "ended_at", "instrument_id")
    for unit_id, kind, began_at, ended_at, instrument_id in rows.order_by("began_at", "id").values_list(
        *columns
    ):
        found[unit_id].append(Distrust(FaultKind(kind), Interval(began_at, ended_at), instrument_id))
    return found


def greatest_flows(*, viewer: Viewer, units: Collection[MeteringUnit]) -> dict[int, Decimal]:
    """Return by unit id the greatest flow, m³ an hour, that an instrument installed now can measure. One query."""
    rows = Instrument.objects.visible_to(viewer).filter(
        unit__in=units, removed_at__isnull=True, greatest_flow__isnull=False
    )
    greatest = rows.values_list("unit_id").annotate(greatest=Max("greatest_flow")).order_by("unit_id")
    return dict(greatest)
