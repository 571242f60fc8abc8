"""A month of consumption by gas day: figures, bars with the corridor, the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.formats.sheets import Value
from kabinet.foundation import charts, formatting, ui
from kabinet.metering import queries
from kabinet.metering.queries import HISTORY, Outlook, PlanFact
from kabinet.metering.rules.plan_fact import Figures, total
from kabinet.portal.pages import radar
from kabinet.portal.pages.consumption import Look
from kabinet.portal.pages.consumption_quality import MEASURED, quality
from kabinet.portal.pages.report import Field, Kind, Line, Report
from kabinet.requests.queries import agreed_volumes, list_requests_since
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO, to_thousand

_FACT, _DEVIATION, _OVER = 1, 5, 6


@dataclass(frozen=True)
class MonthPage:
    look: Look
    month: BillingMonth
    found: PlanFact

    #: A page without volumes still has its plan to show.
    empty: ClassVar[None] = None

    @cached_property
    def figures(self) -> Figures:
        return self.found.month(self.month)

    @cached_property
    def last_year(self) -> BillingMonth:
        return self.month.plus(-12)

    @property
    def is_current(self) -> bool:
        return self.month == self.look.current

    @cached_property
    def outlook(self) -> Outlook | None:
        """Only the month under way has something to look ahead to."""
        if not (self.is_current and self.look.terms.covers(self.look.today)):
            return None
        return queries.outlook(viewer=self.look.viewer, found=self.found)

    @cached_property
    def report(self) -> Report:
        unit = _("thousand m³")
        fields = [
            Field(_("Gas day")),
            Field(_("Taken"), 3, unit),
            Field(_("Plan"), 3, unit),
            Field(_("Minimum"), 3, unit),
            Field(_("Maximum"), 3, unit),
            Field(_("Deviation"), 1, "%"),
            Field(_("Overtake"), 3, unit),
            Field(_("Coefficient"), 1),
            Field(_("Undertake"), 3, unit),
            Field(_("A year before"), 3, unit),
            Field(_("Data")),
        ]
        title = _("Consumption by gas day, %(month)s") % {"month": formatting.month(self.month)}
        return Report(title, fields, [self._line(day) for day in self.month.days()], self._total())

    def _line(self, day: date) -> Line:
        figures = self.found.day(day)
        to_come = day > self.found.last_closed
        kind: Kind = "quiet" if to_come else "attention" if figures.missing else ""
        return Line(
            [day, *self._values(figures, self._a_year_before(day)), self._quality(day)],
            kind=kind,
            over=_too_much(figures),
            blank="" if to_come else formatting.DASH,
        )

    def _quality(self, day: date) -> str:
        """Return the marks of the day; where one of several supply points took too much, which one."""
        marks = quality(self.found, day)
        over = self.found.points_over(day) if self.several_points else []
        if not over:
            return marks
        text = self._over_at(over)
        return text if marks == str(MEASURED) else f"{marks}; {text}"

    def _over_at(self, point_ids: Sequence[int]) -> str:
        if len(point_ids) == 1:
            name = next(point.name for point in self.look.points if point.pk == point_ids[0])
            return _("overtake: %(name)s") % {"name": name}
        text = ngettext(
            "overtake at %(count)d supply point", "overtake at %(count)d supply points", len(point_ids)
        )
        return text % {"count": len(point_ids)}

    def _values(self, figures: Figures, before: Decimal | None) -> list[Value]:
        coefficients = sorted(figures.overtake)
        has_corridor = figures.most is not None and figures.fact is not None
        return [
            thousand(figures.fact),
            thousand(figures.plan),
            thousand(figures.least),
            thousand(figures.most),
            rounded(figures.deviation),
            thousand(figures.over) if has_corridor else None,
            coefficients[0] if len(coefficients) == 1 else None,
            thousand(figures.undertake) if has_corridor else None,
            thousand(before),
        ]

    def _total(self) -> Line:
        before = self.found.fact(self.last_year.days())
        missing = sum(bool(self.found.day(day).missing) for day in self.month.days())
        text = ngettext("%(count)d day is missing", "%(count)d days are missing", missing)
        marks = text % {"count": missing} if missing else ""
        values = self._values(self.figures, before)
        values[_DEVIATION - 1] = rounded(self._known().deviation)
        return Line([_("Total"), *values, marks], over=_too_much(self.figures))

    def _known(self) -> Figures:
        """Return the days that are known together: what is not known cannot be short of its plan."""
        days = map(self.found.day, self.month.days())
        return total(day for day in days if day.fact is not None and not day.missing)

    def _a_year_before(self, day: date) -> Decimal | None:
        if day.day > self.last_year.length:
            return None
        return self.found.fact([day.replace(year=self.last_year.year)])

    @cached_property
    def chart(self) -> charts.DailyChart:
        corridor = self.found.corridor(self.month.first_day)
        return charts.DailyChart(
            title=_("Volume by day of %(month)s, thousand m³") % {"month": formatting.month(self.month)},
            days=[
                charts.DayBar(day, thousand(self.found.day(day).fact), self._note(day))
                for day in self.month.days()
            ],
            least=thousand(corridor.minimum) if corridor else None,
            most=thousand(corridor.maximum) if corridor else None,
            plan=thousand(corridor.norm) if corridor else None,
            forecast=thousand(self.outlook.each) if self.outlook else None,
        )

    def _note(self, day: date) -> str:
        return f"({quality(self.found, day)})" if self.found.day(day).missing else ""

    def cards(self) -> list[ui.Figure]:
        return [self._fact(), self._overtake(), self._undertake(), self._year_against_year()]

    def _fact(self) -> ui.Figure:
        plan, fact = self.figures.plan, self.figures.fact
        note = self._no_plan
        if plan:
            share = formatting.percent((fact or ZERO) * 100 / plan)
            facts = {"plan": formatting.volume(plan), "share": share}
            note = _("of %(plan)s by the contract: %(share)s") % facts
        return ui.Figure(_("Taken"), _shown(fact), _("thousand m³"), note)

    @property
    def _no_plan(self) -> str:
        """Say why there is no plan: a unit that shares its supply point has none of its own."""
        if not self.found.planned:
            return _("the contract volume is set for the supply point, not for the unit")
        return _("no contract volume is set")

    def _overtake(self) -> ui.Figure:
        days = sum(bool(self.found.day(day).over) for day in self.month.days())
        note = ngettext("%(count)d day over the maximum", "%(count)d days over the maximum", days)
        note = note % {"count": days} if days else _("no day over the maximum")
        if len(self.figures.overtake) == 1:
            [coefficient] = self.figures.overtake
            note += _(", coefficient %(value)s") % {"value": formatting.number(coefficient, 1)}
        if self.figures.most is None:
            return ui.Figure(_("Overtake"), formatting.DASH, note=self._no_plan)
        over = formatting.volume(self.figures.over)
        return ui.Figure(_("Overtake"), over, _("thousand m³"), note, "problem" if self.figures.over else "")

    def _undertake(self) -> ui.Figure:
        if self.figures.most is None:
            return ui.Figure(_("Undertake"), formatting.DASH, note=self._no_plan)
        days = sum(bool(self.found.day(day).undertake) for day in self.month.days())
        note = ngettext("%(count)d day under the minimum", "%(count)d days under the minimum", days)
        note = note % {"count": days} if days else _("no day under the minimum")
        return ui.Figure(_("Undertake"), formatting.volume(self.figures.undertake), _("thousand m³"), note)

    def _year_against_year(self) -> ui.Figure:
        """Compare the same days, as far as this month is known."""
        days = [day for day in self.month.days() if self.found.day(day).fact is not None]
        before = [one for day in days if (one := self._a_year_before(day)) is not None]
        label = formatting.month_as_title(self.last_year)
        if not before:
            return ui.Figure(label, formatting.DASH, note=_("nothing is known of it"))
        now, then = self.found.fact(days) or ZERO, sum(before, ZERO)
        note = ""
        if then:
            difference = formatting.signed(formatting.percent((now - then) * 100 / then))
            note = _("the same days; now %(difference)s") % {"difference": difference}
        return ui.Figure(label, formatting.volume(then), _("thousand m³"), note)

    def agreed(self) -> str:
        """Return what was agreed on the month's request, for the part that is looked at."""
        agreed = agreed_volumes(
            viewer=self.look.viewer,
            contract_id=self.look.terms.contract.pk,
            since=self.month,
            until=self.month,
        )
        volumes = [one for point, one in agreed.get(self.month, {}).items() if point in self.found.planned]
        if not volumes:
            return _("No request was agreed for this month: the volume is the contract's.")
        return _("By the accepted request: %(volume)s.") % {
            "volume": formatting.volume_with_unit(sum(volumes, ZERO))
        }

    @cached_property
    def several_points(self) -> bool:
        return len({unit.supply_point_id for unit in self.found.units}) > 1

    def context(self) -> Mapping[str, Any]:
        requests = []
        if self.outlook is not None:
            requests = list_requests_since(
                viewer=self.look.viewer, contract_id=self.look.terms.contract.pk, since=self.month
            )
        return {
            "page": self,
            "cards": self.cards(),
            "agreed": self.agreed(),
            "radar": radar.radar(self.outlook, look=self.look, requests=requests) if self.outlook else None,
            "table": self.report.table(),
        }


def read(look: Look, month: BillingMonth) -> MonthPage:
    """Read the month, the one a year before it, and for the month under way what the forecast rests on."""
    is_current = month == look.current
    since = month.plus(-HISTORY if is_current else -12)
    until = BillingMonth(month.year, 12) if is_current else month
    return MonthPage(look, month, look.read(since, until))


def _too_much(figures: Figures) -> frozenset[int]:
    """Mark the overtake, and the fact where it is over the maximum itself and not one supply point's part of it."""
    over = {_OVER} if figures.over else set()
    is_over = figures.most is not None and figures.fact is not None and figures.fact > figures.most
    return frozenset(over | {_FACT} if is_over else over)


def thousand(m3: Decimal | None) -> Decimal | None:
    return None if m3 is None else to_thousand(m3)


def rounded(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent.quantize(Decimal("0.1"))


def _shown(m3: Decimal | None) -> str:
    return formatting.DASH if m3 is None else formatting.volume(m3)
