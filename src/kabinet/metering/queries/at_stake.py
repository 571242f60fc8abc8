"""How much gas is in question at each unit, and the problems in that order."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from kabinet.foundation.viewer import Viewer
from kabinet.metering.models import DailyVolume
from kabinet.metering.queries.control import Control
from kabinet.metering.queries.control_units import ControlUnit
from kabinet.metering.rules.words import Status
from kabinet.values.volume import STEP, ZERO

#: Days before the month that tell what a unit usually takes.
_BEFORE = timedelta(days=28)


def largest_first(control: Control, *, viewer: Viewer) -> Control:
    """
    Return the month with its units by the m³ that are at stake, the most first. One query.

    At stake are what a volume in doubt differs by from the unit's average day, and that average for a missing day.
    """
    usual = _average_days(control, viewer)
    at_stake = {unit.pk: _at_stake(control, unit, usual.get(unit.pk, ZERO)) for unit in control.problem_units}
    units = sorted(control.units, key=lambda unit: -at_stake.get(unit.pk, ZERO))
    return replace(control, units=units, at_stake=at_stake)


def _average_days(control: Control, viewer: Viewer) -> dict[int, Decimal]:
    counted = DailyVolume.objects.visible_to(viewer).filter(
        unit_id__among=[unit.pk for unit in control.problem_units],
        gas_day__gte=control.month.first_day - _BEFORE,
        gas_day__lte=control.month.last_day,
        superseded_at__isnull=True,
    )
    settled = counted.exclude(status__in=[Status.RETURNED, Status.RECORDED])
    sums = settled.values_list("unit_id").annotate(volume=Sum("volume"), days=Count("*")).order_by("unit_id")
    return {unit_id: (volume / days).quantize(STEP) for unit_id, volume, days in sums}


def _at_stake(control: Control, unit: ControlUnit, usual: Decimal) -> Decimal:
    asked = control.questions.get(unit.pk, ())
    doubtful = (abs(one.volume - usual) for one in asked if one.status != Status.RETURNED)
    return sum(doubtful, usual * control.missing(unit))
