"""A year of consumption by month and quarter, against the year before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.translation import gettext as _

from kabinet.formats.sheets import Value
from kabinet.foundation import charts, formatting, ui
from kabinet.metering import queries
from kabinet.metering.queries import HISTORY, WHOLE, Period, PlanFact
from kabinet.metering.rules.plan_fact import Figures, total
from kabinet.portal.pages import radar
from kabinet.portal.pages.consumption import Look
from kabinet.portal.pages.consumption_month import rounded, thousand
from kabinet.portal.pages.report import Field, Kind, Line, Report
from kabinet.requests.queries import agreed_volumes
from kabinet.values.months import BillingMonth
from kabinet.values.volume import ZERO

_OVER = 7


@dataclass(frozen=True)
class YearPage:
    look: Look
    year: int
    found: PlanFact

    #: A page without volumes still has its plan to show.
    empty: ClassVar[None] = None

    @cached_property
    def months(self) -> list[BillingMonth]:
        return [BillingMonth(self.year, number) for number in range(1, 13)]

    @property
    def quarters(self) -> list[list[BillingMonth]]:
        return [self.months[first : first + 3] for first in range(0, 12, 3)]

    @cached_property
    def by_month(self) -> dict[BillingMonth, Figures]:
        return {month: self.found.month(month) for month in self.months}

    @cached_property
    def before(self) -> dict[BillingMonth, Decimal | None]:
        """What was taken in the same month of the year before."""
        return {month: self.found.fact(month.plus(-12).days()) for month in self.months}

    @cached_property
    def agreed(self) -> dict[BillingMonth, Decimal]:
        """What was agreed on requests, for the part that is looked at."""
        found = agreed_volumes(
            viewer=self.look.viewer,
            contract_id=self.look.terms.contract.pk,
            since=self.months[0],
            until=self.months[-1],
        )
        return {
            month: sum(volumes, ZERO)
            for month, points in found.items()
            if (volumes := [one for point, one in points.items() if point in self.found.planned])
        }

    @cached_property
    def report(self) -> Report:
        unit = _("thousand m³")
        fields = [
            Field(_("Period")),
            Field(_("Contract volume"), 3, unit),
            Field(_("By requests"), 3, unit),
            Field(_("Taken"), 3, unit),
            Field(_("Deviation"), 1, "%"),
            Field(_("A year before"), 3, unit),
            Field(_("Against the year before"), 1, "%"),
            Field(_("Overtake"), 3, unit),
            Field(_("Undertake"), 3, unit),
            Field(_("Unit-days missing"), 0),
        ]
        lines = [line for quarter in self.quarters for line in self._lines(quarter)]
        title = _("Consumption by month, %(year)s") % {"year": self.year}
        return Report(title, fields, lines, self._line(str(self.year), self.months))

    def _lines(self, quarter: Sequence[BillingMonth]) -> list[Line]:
        months = [self._line(formatting.month_name(month), [month]) for month in quarter]
        return [*months, self._line(formatting.quarter(quarter[0]), quarter, kind="sum")]

    def _line(self, name: str, months: Sequence[BillingMonth], *, kind: Kind = "") -> Line:
        figures = total(self.by_month[month] for month in months)
        over = frozenset({_OVER}) if figures.over else frozenset[int]()
        to_come = months[0].first_day > self.found.last_closed
        return Line(
            [name, *self._values(figures, months)],
            kind=kind or ("quiet" if to_come else ""),
            over=over,
            blank="" if to_come else formatting.DASH,
        )

    def _values(self, figures: Figures, months: Sequence[BillingMonth]) -> list[Value]:
        agreed = [self.agreed[month] for month in months if month in self.agreed]
        before = _sum(self.before[month] for month in months)
        counts = figures.fact is not None and figures.most is not None
        return [
            thousand(figures.plan),
            thousand(sum(agreed, ZERO)) if agreed else None,
            thousand(figures.fact),
            rounded(self._deviation(months)),
            thousand(before),
            rounded(self._against(months)),
            thousand(figures.over) if counts else None,
            thousand(figures.undertake) if counts else None,
            figures.missing if figures.fact is not None or figures.missing else None,
        ]

    def _deviation(self, months: Sequence[BillingMonth]) -> Decimal | None:
        """Compare the months that are over: what is not over cannot be short of its plan."""
        over = [month for month in months if month.last_day <= self.found.last_closed]
        return total(self.by_month[month] for month in over).deviation

    def _against(self, months: Sequence[BillingMonth]) -> Decimal | None:
        """Compare the months that are over and known in both years."""
        known = [
            (fact, before)
            for month in months
            if month.last_day <= self.found.last_closed
            and (fact := self.by_month[month].fact) is not None
            and (before := self.before[month])
        ]
        then = sum((before for _, before in known), ZERO)
        return (sum((fact for fact, _ in known), ZERO) - then) / then * 100 if then else None

    @cached_property
    def chart(self) -> charts.MonthlyChart:
        return charts.MonthlyChart(
            title=_("Consumption by month of %(year)s, thousand m³") % {"year": self.year},
            months=[
                charts.MonthBar(
                    formatting.month_name(month)[:3],
                    thousand(self.by_month[month].fact),
                    thousand(self.by_month[month].plan),
                    thousand(self.before[month]),
                )
                for month in self.months
            ],
            shown_on_phones=12,
        )

    def cards(self) -> list[ui.Figure]:
        unit = _("thousand m³")
        figures = total(self.by_month.values())
        return [
            ui.Figure(_("Taken"), _shown(figures.fact), unit, self._of_plan(figures)),
            ui.Figure(
                _("Overtake"),
                formatting.volume(figures.over),
                unit,
                self._seasons(figures),
                "problem" if figures.over else "",
            ),
            ui.Figure(
                _("Undertake"), formatting.volume(figures.undertake), unit, _("under the daily minimum")
            ),
            ui.Figure(
                str(self.year - 1), _shown(_sum(self.before.values())), unit, _("the whole year before")
            ),
        ]

    def _of_plan(self, figures: Figures) -> str:
        if not figures.plan:
            return _("no contract volume is set")
        share = formatting.percent((figures.fact or ZERO) * 100 / figures.plan)
        facts = {"plan": formatting.volume(figures.plan), "share": share}
        return _("of %(plan)s by the contract: %(share)s") % facts

    def _seasons(self, figures: Figures) -> str:
        """Part the overtake by the coefficients of its seasons."""
        parts = [
            _("%(volume)s with coefficient %(coefficient)s")
            % {"volume": formatting.volume(volume), "coefficient": formatting.number(coefficient, 1)}
            for coefficient, volume in sorted(figures.overtake.items())
        ]
        return "; ".join(parts) or _("no day over the maximum")

    @cached_property
    def periods(self) -> list[Period]:
        """Take-or-pay is a matter of the whole contract."""
        return queries.periods_of_year(self.found, self.year) if self.look.part == WHOLE else []

    def take_or_pay(self) -> ui.Table | None:
        if not self.periods:
            return None
        unit = _("thousand m³")
        columns = [
            ui.Column(_("Period")),
            ui.Column(_("Contract volume"), numeric=True, unit=unit),
            ui.Column(_("Take-or-pay line"), numeric=True, unit=unit),
            ui.Column(_("Taken"), numeric=True, unit=unit),
            ui.Column(_("Forecast"), numeric=True, unit=unit),
            ui.Column(_("State")),
        ]
        rows = [
            ui.Row(
                [
                    str(self.year) if period.is_year else formatting.quarter(period.months[0]),
                    formatting.volume(period.plan),
                    formatting.volume(period.line),
                    formatting.volume(period.forecast.known),
                    formatting.volume(period.forecast.expected),
                    radar.state(period),
                ],
                kind="sum" if period.is_year else "",
            )
            for period in self.periods
        ]
        return ui.Table(_("Take-or-pay"), columns, rows, css="table-dense table-plain")

    def clause(self) -> str:
        clause = self.look.terms.parameters(self.found.last_closed).take_or_pay
        return clause.says if clause else ""

    def context(self) -> Mapping[str, object]:
        return {
            "page": self,
            "cards": self.cards(),
            "table": self.report.table(),
            "take_or_pay": self.take_or_pay(),
            "clause": self.clause(),
        }


def read(look: Look, year: int) -> YearPage:
    """Read the year and the one before it, and as much more as a forecast of this year rests on."""
    since = BillingMonth(year - 1, 1)
    if year == look.current.year:
        since = min(since, look.current.plus(-HISTORY))
    return YearPage(look, year, look.read(since, BillingMonth(year, 12)))


def _sum(volumes: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in volumes if one is not None]
    return sum(known, ZERO) if known else None


def _shown(m3: Decimal | None) -> str:
    return formatting.DASH if m3 is None else formatting.volume(m3)
