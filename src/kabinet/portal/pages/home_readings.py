"""Tasks about readings: yesterday's, and days that were left out."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.foundation import formatting, ui
from kabinet.metering.operations import term_of_month
from kabinet.metering.queries import is_awaited
from kabinet.organizations.rules.deadlines import Deadline, readings_deadline
from kabinet.portal.pages.home_situation import Situation, last_month
from kabinet.portal.pages.home_tasks import Dated, time_left
from kabinet.values.months import BillingMonth

_NAMED_DAYS = 4


def readings(found: Situation) -> list[Dated]:
    last = found.terms.clock.last_closed_day(found.now)
    missing = missing_days(found)
    older = [day for day in missing if day < last]
    tasks = [_left_out(found, month, list(days)) for month, days in groupby(older, key=BillingMonth.of)]
    if last in missing:
        tasks.append(_yesterday(found, last))
    elif given := [row.submitted_at for row in found.given if row.day == last]:
        tasks.append(_given(found, last, max(given)))
    return tasks + _counters(found)


def _counters(found: Situation) -> list[Dated]:
    """Return the task to read the counters, where the contract asks for it and some were not read."""
    month = last_month(found.terms, found.now)
    deadline = term_of_month(found.terms, month) if found.unread else None
    if deadline is None:
        return []
    count = len(found.unread)
    hint = ngettext("%(count)d counter", "%(count)d counters", count) % {"count": count}
    until = _("until %(moment)s") % {"moment": _moment_in_words(deadline.at, found)}
    task = ui.Task(
        _("Submit what the counters showed at the end of %(month)s") % {"month": formatting.month(month)},
        time_left(deadline.at, found.now),
        url=reverse("portal:indexes"),
        hint=f"{hint} · {until}",
    )
    return [Dated(deadline.at, task)]


def missing_days(found: Situation) -> list[date]:
    """Return the closed days of this and the previous month for which a unit gave nothing, or that were returned."""
    last = found.terms.clock.last_closed_day(found.now)
    first = max(BillingMonth.of(last).previous.first_day, found.terms.contract.valid_from)
    given = {(row.unit_id, row.day) for row in found.given if not row.returned}
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if any((unit, day) not in given for unit in _awaited(found, day))]


def _awaited(found: Situation, day: date) -> list[int]:
    return [unit.pk for unit in found.units if is_awaited(unit, day)]


def deadline_of(found: Situation, day: date) -> Deadline:
    return readings_deadline(day, clock=found.terms.clock, parameters=found.terms.parameters(day))


def next_deadline(found: Situation) -> tuple[datetime, date]:
    """Return the deadline of the gas day that is under way, and the day."""
    day = found.terms.clock.day_at(found.now)
    return deadline_of(found, day).at, day


def _yesterday(found: Situation, day: date) -> Dated:
    deadline = deadline_of(found, day).at
    units = len(_awaited(found, day))
    hint = ngettext("%(count)d metering unit", "%(count)d metering units", units) % {"count": units}
    until = _("until %(moment)s") % {"moment": _moment_in_words(deadline, found)}
    task = ui.Task(
        _("Submit the readings for %(day)s") % {"day": formatting.day_and_month(day)},
        time_left(deadline, found.now),
        url=_address(day),
        hint=f"{hint} · {until}",
    )
    return Dated(deadline, task)


def _moment_in_words(moment: datetime, found: Situation) -> str:
    local = timezone.localtime(moment, found.terms.zone)
    return f"{formatting.clock_time(moment, found.terms.zone)} {formatting.day_and_month(local.date())}"


def _left_out(found: Situation, month: BillingMonth, days: list[date]) -> Dated:
    deadline = deadline_of(found, days[0]).at
    returned = {row.day for row in found.given if row.returned}.issuperset(days)
    task = ui.Task(
        _words(month, days, returned=returned),
        ui.Tag(_("Returned"), "problem") if returned else time_left(deadline, found.now),
        url=_address(days[0]),
        hint="" if len(days) == 1 else _named(days),
    )
    return Dated(deadline, task)


def _words(month: BillingMonth, days: list[date], *, returned: bool) -> str:
    if len(days) == 1:
        words = _("Correct the readings for %(day)s") if returned else _("Submit the readings for %(day)s")
        return words % {"day": formatting.day_and_month(days[0])}
    words = ngettext(
        "Submit the readings of %(month)s for %(count)d day",
        "Submit the readings of %(month)s for %(count)d days",
        len(days),
    )
    return words % {"month": formatting.month(month), "count": len(days)}


def _named(days: list[date]) -> str:
    named = ", ".join(formatting.short_day(day) for day in days[:_NAMED_DAYS])
    more = len(days) - _NAMED_DAYS
    return named if more <= 0 else _("%(days)s and %(count)d more") % {"days": named, "count": more}


def _given(found: Situation, day: date, at: datetime) -> Dated:
    local = timezone.localtime(at, found.terms.zone)
    same_day = local.date() == found.terms.today(found.now)
    when = f"{local:%H:%M}" if same_day else formatting.day(local.date())
    task = ui.Task(
        _("Readings for %(day)s") % {"day": formatting.day_and_month(day)},
        ui.Tag(_("Submitted %(when)s") % {"when": when}, "done"),
        url=_address(day),
        done=True,
    )
    return Dated(at, task)


def _address(day: date) -> str:
    return reverse("portal:readings_month", args=[BillingMonth.of(day)])
