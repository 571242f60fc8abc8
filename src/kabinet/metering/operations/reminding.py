"""Reminding: of readings before and after their deadline, at the supplier's word, and of verifications."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering.queries.control import Control, read_control, rows_of
from kabinet.metering.queries.control_units import ControlUnit
from kabinet.metering.queries.silence import SilentDay, list_silent_counters, list_silent_days
from kabinet.metering.queries.verifications import VerificationRow, verifications_running_out
from kabinet.metering.rules.control import State
from kabinet.metering.rules.reminders import verification_stage
from kabinet.metering.telling.reminders import (
    ask_for_days,
    remind_of_day,
    remind_of_month,
    remind_of_verification,
)
from kabinet.notifications.queries import told_before
from kabinet.values.months import BillingMonth

_LACKING = frozenset({State.MISSING, State.AWAITED, State.RETURNED})


def remind_of_readings(*, now: datetime) -> int:
    """Remind those who have not handed in a day: once before its deadline, once after it. Return how many days."""
    silent = {_key_of_day(one): one for one in list_silent_days(now=now)}
    fresh = set(silent) - told_before(list(silent))
    for key in sorted(fresh):
        with transaction.atomic():
            remind_of_day(silent[key], once=key, at=now)
    return len(fresh)


def _key_of_day(one: SilentDay) -> str:
    return f"readings-{one.contract_id}-{one.day}-{one.stage}"


def remind_of_counters(*, now: datetime) -> int:
    """Remind those whose counters were not read when the month closed, as of days. Return how many contracts."""
    silent = {
        f"counters-{one.contract_id}-{one.month}-{one.stage}": one for one in list_silent_counters(now=now)
    }
    fresh = set(silent) - told_before(list(silent))
    for key in sorted(fresh):
        with transaction.atomic():
            remind_of_month(silent[key], once=key, at=now)
    return len(fresh)


def ask_for_readings(*, viewer: Viewer, month: BillingMonth, words: str, now: datetime) -> int:
    """
    Remind at the supplier's word those whose days of the month lack a volume; each contract once a day.

    Return how many contracts were reminded: whoever was reminded today is not reminded again.

    :raises NotAllowed: the viewer may not decide about readings
    """
    viewer.check_may(Right.DECIDE_READINGS)
    control = read_control(viewer=viewer, month=month, words=words, now=now)
    days = _lacking_days(control, viewer=viewer)
    today = timezone.localdate(now)
    asked = {
        f"readings-asked-{unit.contract_id}-{today}": unit
        for unit in control.units
        if unit.contract_id in days
    }
    fresh = set(asked) - told_before(list(asked))
    for key in sorted(fresh):
        unit = asked[key]
        with transaction.atomic():
            ask_for_days(unit, days[unit.contract_id], month=month, by=viewer.name, once=key, at=now)
    return len(fresh)


def _lacking_days(control: Control, *, viewer: Viewer) -> dict[int, list[date]]:
    """Return by contract id the days that lack a volume of some unit."""
    units: Sequence[ControlUnit] = [
        unit for unit in control.units if control.missing(unit) or control.awaited(unit)
    ]
    found: dict[int, set[date]] = defaultdict(set)
    for row in rows_of(control, viewer=viewer, units=units):
        days = {cell.day for cell in row.cells if cell.state in _LACKING}
        if days:
            found[row.unit.contract_id] |= days
    return {contract_id: sorted(days) for contract_id, days in found.items()}


def remind_of_verifications(*, now: datetime) -> int:
    """Remind both sides of verifications that run out in ninety days, thirty, seven, and when they have; each once."""
    on = timezone.localdate(now)
    due: dict[str, tuple[VerificationRow, int]] = {}
    for row in verifications_running_out(on=on):
        stage = verification_stage(row.verified_until, on=on)
        if stage is not None:
            due[f"verification-{row.pk}-{row.verified_until}-{stage}"] = (row, stage)
    fresh = set(due) - told_before(list(due))
    for key in sorted(fresh):
        row, stage = due[key]
        with transaction.atomic():
            remind_of_verification(row, expired=stage == 0, once=key, at=now)
    return len(fresh)
