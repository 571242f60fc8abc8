"""How the month goes: daily bars with the corridor, plan and fact, the forecast."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.foundation import charts, formatting, ui
from kabinet.metering.queries import is_awaited
from kabinet.metering.rules.forecast import Course
from kabinet.organizations.rules.corridor import Corridor, daily_corridor
from kabinet.portal.pages import radar
from kabinet.portal.pages.home_situation import Situation
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO, to_thousand


@dataclass(frozen=True, slots=True)
class Month:
    fact: ui.Figure
    forecast: ui.Figure | None
    meter: ui.Meter | None
    chart: charts.DailyChart
    table_url: str
    more_url: str
    radar: radar.Radar | None


def month(found: Situation) -> Month:
    totals = _totals(found)
    fact = sum(totals.values(), ZERO)
    expected, each = _ahead(found, fact)
    return Month(
        fact=_fact(found, fact),
        forecast=None if expected is None else _forecast(found, expected),
        meter=_meter(found, fact, len(totals)),
        chart=_chart(found, totals, each),
        table_url=reverse("portal:readings_month", args=[found.month]),
        more_url=reverse("portal:consumption_month", args=[found.month]),
        radar=radar.radar_at_home(found.outlook) if found.outlook else None,
    )


def _totals(found: Situation) -> dict[date, Decimal]:
    totals: dict[date, Decimal] = defaultdict(lambda: ZERO)
    for row in found.given:
        if row.day in found.month and not row.returned:
            totals[row.day] += row.volume
    return dict(totals)


def _course(found: Situation) -> Course:
    """Return what the forecast rests on: the days of which no unit is missing, and their contract volumes."""
    days: dict[date, dict[int, Decimal]] = defaultdict(dict)
    for row in found.given:
        if not row.returned:
            days[row.day][row.unit_id] = row.volume
    norms: dict[BillingMonth, Decimal] = defaultdict(lambda: ZERO)
    for (_point, month), volume in found.volumes.items():
        norms[month] += volume / month.length
    return Course(
        {
            day: sum(given.values(), ZERO)
            for day, given in days.items()
            if len(given) >= sum(is_awaited(unit, day) for unit in found.units)
        },
        norms,
    )


def _ahead(found: Situation, fact: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Return what the month will come to, and a day of it that is not known: as the radar has them, if there is one."""
    outlook = found.outlook
    if outlook is not None and outlook.month == found.month:
        return outlook.forecast.expected if outlook.forecast else None, outlook.each
    if not found.goes_on:
        return None, None
    course, first, last = _course(found), found.month.first_day, found.terms.last_day(found.month.last_day)
    forecast = course.forecast(first, last)
    return max(forecast.expected, fact) if forecast else None, course.average(first, last)


def _fact(found: Situation, fact: Decimal) -> ui.Figure:
    label = _("Taken: %(month)s") % {"month": formatting.month(found.month)}
    note = _("the plan of the month is not agreed yet")
    if found.plan:
        note = _("of %(plan)s by the plan: %(share)s") % {
            "plan": formatting.volume(found.plan),
            "share": formatting.percent(fact * 100 / found.plan),
        }
    return ui.Figure(label, formatting.volume(fact), _("thousand m³"), note)


def _forecast(found: Situation, expected: Decimal) -> ui.Figure:
    note, over = "", False
    if found.plan:
        over = expected > found.plan
        difference = formatting.signed(formatting.percent(expected * 100 / found.plan - 100))
        note = _("%(difference)s against the plan") % {"difference": difference}
    label = _("Forecast to the end of the month")
    return ui.Figure(label, formatting.volume(expected), _("thousand m³"), note, "problem" if over else "")


def _meter(found: Situation, fact: Decimal, days: int) -> ui.Meter | None:
    if not found.plan:
        return None
    percent = int(fact * 100 / found.plan)
    label = _("%(percent)d %% of the month's plan is taken in %(days)d %% of its days") % {
        "percent": percent,
        "days": days * 100 // found.month.length,
    }
    return ui.Meter(percent, label, mark=days * 100 // found.month.length)


def _chart(found: Situation, totals: dict[date, Decimal], expected: Decimal | None) -> charts.DailyChart:
    corridor = _corridor(found)
    return charts.DailyChart(
        title=_("Volume by day of %(month)s, thousand m³") % {"month": formatting.month(found.month)},
        days=[charts.DayBar(day, _thousand(totals.get(day))) for day in found.month.days()],
        least=_thousand(corridor.minimum) if corridor else None,
        most=_thousand(corridor.maximum) if corridor else None,
        plan=_thousand(corridor.norm) if corridor else None,
        forecast=_thousand(expected),
    )


def _corridor(found: Situation) -> Corridor | None:
    if not found.plan:
        return None
    parameters = found.terms.parameters(found.month.first_day)
    return daily_corridor(month_volume=found.plan, month=found.month, parameters=parameters)


def _thousand(m3: Decimal | None) -> Decimal | None:
    return None if m3 is None else to_thousand(m3)
