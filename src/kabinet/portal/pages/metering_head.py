"""What stands above and below the grid of readings: the period, the deadline, the state of the month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.foundation import formatting, ui
from kabinet.metering.queries import DayRow, MonthGrid
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import readings_deadline
from kabinet.values.months import BillingMonth

_SOON = timedelta(hours=3)


def stepper(month: BillingMonth, *, terms: Terms, now: datetime) -> ui.Stepper:
    """The neighbouring months, from the first of the contract to the one under way."""
    first = BillingMonth.of(terms.contract.valid_from)
    latest = BillingMonth.of(terms.clock.day_at(now))
    return ui.Stepper(
        formatting.month_as_title(month),
        formatting.month_name(month.previous),
        formatting.month_name(month.next),
        _url(month.previous) if month.previous >= first else "",
        _url(month.next) if month.next <= latest else "",
    )


def _url(month: BillingMonth) -> str:
    return reverse("portal:readings_month", args=[month])


@dataclass(frozen=True, slots=True)
class Due:
    """Until when which day is awaited: "Gas day 22.11 until 23.11.2026 10:00 MSK", "40 min left", why."""

    text: str
    left: str
    kind: str
    rule: str


def due(grid: MonthGrid, *, terms: Terms, now: datetime) -> Due | None:
    """Return the next deadline: of a day that waits, else of the day under way; None where the month is over."""
    waiting = {day for day, _unit in grid.missing()}
    rows = [row for row in grid.rows if row.day in waiting]
    nearest = next((row for row in rows if row.deadline.is_kept(now)), rows[-1] if rows else None)
    if nearest is None:
        return _due_of_the_day_under_way(grid, terms=terms, now=now)
    return _due(nearest, terms=terms, now=now)


def _due(row: DayRow, *, terms: Terms, now: datetime) -> Due:
    left = row.deadline.at - now
    kind = "bad" if left < timedelta(0) else "warn" if left < _SOON else ""
    return Due(_until(row, terms), formatting.time_left(row.deadline.at, now), kind, row.deadline.rule)


def _due_of_the_day_under_way(grid: MonthGrid, *, terms: Terms, now: datetime) -> Due | None:
    current = terms.clock.day_at(now)
    row = next((row for row in grid.rows if row.day == current), None)
    if row is None or not terms.covers(current):
        return None
    deadline = readings_deadline(current, clock=terms.clock, parameters=terms.parameters(current))
    return Due(_until(row, terms), formatting.time_left(deadline.at, now), "", deadline.rule)


def _until(row: DayRow, terms: Terms) -> str:
    return _("Gas day %(day)s: until %(moment)s") % {
        "day": formatting.short_day(row.day),
        "moment": formatting.moment(row.deadline.at, terms.zone),
    }


def state(grid: MonthGrid) -> str:
    """Return "812,450 of 1 240,000 thousand m³ (65,5 %)"; before a day is over, what is planned, if anything."""
    if not any(row.is_closed for row in grid.rows):
        return _("Planned: %(plan)s") % {"plan": formatting.volume_with_unit(grid.plan)} if grid.plan else ""
    fact = formatting.volume(grid.fact())
    if not grid.plan:
        return formatting.volume_with_unit(grid.fact())
    return _("%(fact)s of %(plan)s (%(share)s)") % {
        "fact": fact,
        "plan": formatting.volume_with_unit(grid.plan),
        "share": formatting.percent(grid.fact() / grid.plan * 100),
    }


def missing(grid: MonthGrid) -> str:
    count = len({day for day, _unit in grid.missing()})
    if not any(row.is_closed for row in grid.rows):
        return _("No gas day of the month is over yet")
    if not count:
        return _("All days that are over have been submitted")
    text = ngettext("%(count)d gas day is missing", "%(count)d gas days are missing", count)
    return text % {"count": count}


def before_the_contract(first: date) -> ui.Empty:
    """Say of a month before the contract that there is nothing in it, and show the way to the first that has."""
    return ui.Empty(
        _("Supply under the contract began on %(day)s") % {"day": formatting.day(first)},
        _("There are no readings for earlier months."),
        ui.Action(_("To the first month"), _url(BillingMonth.of(first))),
    )


def after_the_contract(last: date) -> ui.Empty:
    return ui.Empty(
        _("The last gas day of the contract was %(day)s") % {"day": formatting.day(last)},
        _("Readings for later days are not taken."),
        ui.Action(_("To the last month"), _url(BillingMonth.of(last))),
    )
