"""What the volumes of a contract's units rest on, by gas day."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import FaultInterval, Instrument, MeteringUnit
from kabinet.metering.rules.basis import Chosen, Distrust, Installed, Interval, choose_basis
from kabinet.metering.rules.words import COUNTING, Basis, FaultKind, Owner
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.parameters import ExpiredVerification

#: A unit of which no instruments are known yet is taken at its word.
_UNKNOWN = Chosen(Basis.BUYER)


InstalledByUnit = Mapping[int, Sequence[Installed]]


def bases_of(
    *,
    viewer: Viewer,
    terms: Terms,
    units: Collection[MeteringUnit],
    days: Sequence[date],
    installed: InstalledByUnit | None = None,
) -> dict[tuple[int, date], Chosen]:
    """Return by unit id and day what the volume rests on, and why. Two queries, one where `installed` is known."""
    if installed is None:
        installed = installed_in(viewer=viewer, units=units)
    distrust = _distrust(viewer, terms, units, days)
    clock = terms.clock
    found = {}
    for day in set(days):
        rules = terms.parameters(day)
        for unit in units:
            found[unit.pk, day] = (
                choose_basis(
                    day,
                    begins=clock.begins_at(day),
                    ends=clock.ends_at(day),
                    instruments=installed[unit.pk],
                    distrust=distrust[unit.pk],
                    without_instruments=Basis(rules.without_instruments.method),
                    expired_is_fault=rules.expired_verification is ExpiredVerification.FAULT,
                )
                if unit.pk in installed
                else _UNKNOWN
            )
    return found


def installed_in(*, viewer: Viewer, units: Collection[MeteringUnit]) -> InstalledByUnit:
    """Return by unit id the instruments that are or were installed there. One query."""
    found: dict[int, list[Installed]] = defaultdict(list)
    rows = Instrument.objects.visible_to(viewer).filter(unit__in=units)
    stays = ("installed_at", "removed_at")
    columns = ("unit_id", "pk", "owner", *stays, "kind", "verified_until", "greatest_flow", "least_flow")
    for unit_id, pk, owner, since, until, kind, verified_until, greatest, least in rows.values_list(*columns):
        stay, counts = Interval(since, until), kind in COUNTING
        one = Installed(pk, Owner(owner), stay, verified_until, greatest, least, counts=counts)
        found[unit_id].append(one)
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
