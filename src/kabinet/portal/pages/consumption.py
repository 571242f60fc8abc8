"""What the pages of consumption have in common: which part of the contract, the ways between them, what is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.foundation import clock, formatting, ui
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries
from kabinet.metering.queries import WHOLE, Part, PlanFact
from kabinet.organizations.queries import SupplyPoint, Terms, list_supply_points
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.consumption import PartForm, named, read_part
from kabinet.values.months import BillingMonth

MONTH, HOURS, YEAR = "portal:consumption_month", "portal:consumption_hours", "portal:consumption_year"


@dataclass(frozen=True)
class Look:
    """Somebody's look at a part of a contract; `query` is what the address says."""

    viewer: Viewer
    terms: Terms
    now: datetime
    query: Mapping[str, str]

    @cached_property
    def part(self) -> Part:
        return read_part(self.query)

    @property
    def printing(self) -> bool:
        return "print" in self.query

    @property
    def today(self) -> date:
        """The gas day that is under way."""
        return self.terms.clock.day_at(self.now)

    @property
    def current(self) -> BillingMonth:
        return BillingMonth.of(self.today)

    @property
    def first(self) -> BillingMonth:
        return BillingMonth.of(self.terms.contract.valid_from)

    @cached_property
    def points(self) -> Sequence[SupplyPoint]:
        return list_supply_points(viewer=self.viewer, contract_id=self.terms.contract.pk)

    def read(self, since: BillingMonth, until: BillingMonth) -> PlanFact:
        return queries.plan_fact(
            viewer=self.viewer, terms=self.terms, since=since, until=until, now=self.now, part=self.part
        )

    def form(self, found: PlanFact) -> PartForm:
        return PartForm(self.part, points=self.points, units=found.all_units)

    def title_of_part(self, found: PlanFact) -> str:
        """Return what is looked at in words; nothing where it is the whole contract."""
        if self.part == WHOLE:
            return ""
        if self.part.unit_id is not None:
            return found.units[0].name
        return next(point.name for point in self.points if point.pk == self.part.point_id)

    def address(self, name: str, period: object, **more: str) -> str:
        query = {"part": named(self.part), **more}
        return reverse(name, args=[period]) + ui.query_url(query).rstrip("?")

    def tabs(self, name: str, month: BillingMonth) -> ui.Tabs:
        labels = {MONTH: _("By day"), HOURS: _("By hour"), YEAR: _("By month")}
        return ui.Tabs(
            [
                ui.Tab(
                    label,
                    self.address(page, month.year if page == YEAR else month),
                    current=page == name,
                )
                for page, label in labels.items()
            ],
            label=_("Consumption"),
        )

    def stepper(self, name: str, month: BillingMonth) -> ui.Stepper:
        return ui.Stepper(
            formatting.month_as_title(month),
            formatting.month_name(month.previous),
            formatting.month_name(month.next),
            self.address(name, month.previous) if month > self.first else "",
            self.address(name, month.next) if month < self.current else "",
        )

    def stepper_of_years(self, year: int) -> ui.Stepper:
        return ui.Stepper(
            str(year),
            str(year - 1),
            str(year + 1),
            self.address(YEAR, year - 1) if year > self.first.year else "",
            self.address(YEAR, year + 1) if year < self.current.year else "",
        )

    def file_name(self, period: object) -> str:
        number = self.terms.contract.number.replace("/", "-")
        return "_".join(filter(None, [_("Consumption"), number, named(self.part), str(period)]))

    def empty(self, found: PlanFact, last: BillingMonth) -> ui.Empty | None:
        """Say why there is nothing to look at, and what comes first."""
        if not found.units:
            return ui.Empty(
                _("No metering unit is registered for the contract yet"),
                _("Consumption is shown as soon as there is one, and readings for it."),
                ui.Action(_("Contract and instruments"), reverse("portal:contract")),
            )
        if last < self.first:
            return self._before_the_contract()
        return None

    def _before_the_contract(self) -> ui.Empty:
        first = self.terms.contract.valid_from
        facts, nothing = {"day": formatting.day(first)}, _("Before it nothing was metered.")
        if first > self.today:
            return ui.Empty(_("Supply under the contract begins on %(day)s") % facts, nothing)
        way = ui.Action(_("To the first month"), self.address(MONTH, self.first))
        return ui.Empty(_("Supply under the contract began on %(day)s") % facts, nothing, way)


def look(request: ViewerRequest) -> Look:
    return Look(request.viewer, chosen_terms(request), clock.now(), request.GET.dict())
