"""One request's work on a month of readings: what was typed, what is wrong with it, and the page that shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.access import queries as access
from kabinet.foundation import clock, formatting, ui
from kabinet.foundation.http import ViewerRequest, whole_number
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import operations, queries, wording
from kabinet.metering.operations import Finding, cell_name
from kabinet.metering.queries import MeteringUnit, MonthGrid
from kabinet.metering.rules.words import Fault
from kabinet.organizations.queries import Terms
from kabinet.organizations.rules.deadlines import readings_deadline
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.metering import (
    PasteForm,
    Place,
    TypedVolumes,
    named,
    read_volumes,
    typed_cells,
)
from kabinet.portal.pages import metering_head, metering_pasted, metering_problems
from kabinet.portal.pages.metering import UNITS_A_PAGE, GridPage
from kabinet.portal.pages.metering_closed import closed_context
from kabinet.values.months import BillingMonth

#: More days than these are looked over on a page of their own before they are handed in.
MOST_DAYS_AT_ONCE = 7


@dataclass
class Work:
    """`cells` are the texts in the grid that are not handed in yet."""

    viewer: Viewer
    terms: Terms
    month: BillingMonth
    now: datetime
    query: Mapping[str, str]
    cells: dict[Place, str] = field(default_factory=dict)
    problems: dict[Place, str] = field(default_factory=dict)

    @property
    def contract_id(self) -> int:
        return self.terms.contract.pk

    @property
    def url(self) -> str:
        """The address of the grid, on the same page of units."""
        url = reverse("portal:readings_month", args=[self.month])
        return f"{url}?units={self.number}" if self.number > 1 else url

    @cached_property
    def grid(self) -> MonthGrid:
        return queries.month_grid(viewer=self.viewer, terms=self.terms, month=self.month, now=self.now)

    @cached_property
    def units(self) -> Sequence[MeteringUnit]:
        if "grid" in self.__dict__:
            return self.grid.units
        return queries.list_units(viewer=self.viewer, contract_id=self.contract_id)

    @cached_property
    def number(self) -> int:
        """Which page of units is shown."""
        last = max(1, -(-len(self.units) // UNITS_A_PAGE))
        return min(whole_number(self.query.get("units", "")) or 1, last)

    @cached_property
    def open_places(self) -> frozenset[Place]:
        return frozenset((unit.pk, day) for day, unit in self.grid.missing())

    @cached_property
    def typed(self) -> TypedVolumes:
        return read_volumes(self.cells)

    @cached_property
    def may_type(self) -> bool:
        return self.viewer.may(Right.SUBMIT_READINGS, contract_id=self.contract_id)

    @cached_property
    def page(self) -> GridPage:
        return self._page(focus=False)

    def _page(self, *, focus: bool) -> GridPage:
        printing = "print" in self.query
        return GridPage(
            grid=self.grid,
            terms=self.terms,
            now=self.now,
            cells=self.cells,
            problems=self.problems,
            may_type=self.may_type and not printing,
            page=self.number,
            whole=printing,
            focus=focus,
        )

    def type(self, cells: Mapping[Place, str]) -> None:
        self.cells |= cells
        for reckoned in ("typed", "findings"):
            self.__dict__.pop(reckoned, None)

    def save_draft(self) -> None:
        operations.save_draft(
            viewer=self.viewer,
            contract_id=self.contract_id,
            month=self.month,
            cells=named(self.cells),
            now=self.now,
        )

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What is impossible or unlikely about the typed volumes."""
        judgement = operations.check_volumes(
            viewer=self.viewer, terms=self.terms, entries=self.typed.entries(), now=self.now
        )
        return judgement.findings

    def judge(self, findings: Iterable[Finding]) -> None:
        """Put into words what makes it impossible to go on."""
        found = list(findings)
        if self.typed.unreadable or any(isinstance(one.what, Fault) for one in found):
            self.problems = metering_problems.faults(self.grid, self.typed, found)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal's findings into words, in the month as it is now; what is still to be typed stays a draft."""
        for read in ("grid", "open_places", "page"):
            self.__dict__.pop(read, None)
        found: Any = refusal.facts["findings"]
        self.judge(found)
        self.cells = {place: text for place, text in self.cells.items() if place in self.open_places}
        self.save_draft()

    def units_from(self, chosen: str) -> list[int]:
        """Return the ids of the chosen unit and of those after it."""
        ids = [unit.pk for unit in self.units]
        return ids[ids.index(int(chosen)) :] if chosen else ids

    def paste_form(self, data: Mapping[str, str] | None = None) -> PasteForm:
        return PasteForm(data, month=self.month, units={unit.pk: unit.name for unit in self.page.units})

    def context(self, *, paste: PasteForm | None, key: str, told: bool, asked: bool) -> dict[str, Any]:
        """Return what the grid's template shows; the focus is set unless something else is to be read first."""
        errors = self._errors(asked=asked)
        if paste and paste.errors:
            errors = paste.summary
        page = self._page(focus=not (told or errors.problems))
        return {
            "page": page,
            "url": self.url,
            "month": formatting.month(self.month),
            "stepper": metering_head.stepper(self.month, terms=self.terms, now=self.now),
            "due": metering_head.due(self.grid, terms=self.terms, now=self.now),
            "state": metering_head.state(self.grid),
            "missing": metering_head.missing(self.grid),
            "empty": self._empty(),
            "errors": errors if errors.problems else None,
            "paste": paste or self.paste_form(),
            "paste_open": bool(paste and paste.errors),
            "words": metering_pasted.words_for_script(),
            "key": key,
            "primary_check": page.open_days > MOST_DAYS_AT_ONCE,
            **closed_context(viewer=self.viewer, terms=self.terms, month=self.month, now=self.now),
        }

    def _errors(self, *, asked: bool) -> ui.ErrorSummary:
        """List the problems; where something was to be handed in and nothing was typed, that is one."""
        if self.problems or not asked or self.typed.volumes:
            return metering_problems.summary(self.grid, self.problems, shown=self.page.open_places)
        text = str(wording.REFUSALS[operations.NothingToSubmit.code])
        first = next(iter(self.page.open_places), None)
        return ui.ErrorSummary([ui.Problem(text, f"id_{cell_name(*first)}" if first else "")])

    def _empty(self) -> ui.Empty | None:
        contract = self.terms.contract
        if not self.grid.units:
            curator = access.in_place_of(contract.organization.curator)
            facts = {"name": curator.full_name, "phone": curator.phone}
            return ui.Empty(
                _("No metering unit is registered for the contract yet"),
                _("Your curator %(name)s, %(phone)s, registers them.") % facts,
            )
        if self.month.last_day < contract.valid_from:
            return self._not_begun()
        if contract.valid_to is not None and self.month.first_day >= contract.valid_to:
            return metering_head.after_the_contract(self.terms.last_day(self.month.last_day))
        return None

    def _not_begun(self) -> ui.Empty:
        """Say when supply begins, and until when its first gas day is to be given."""
        first = self.terms.contract.valid_from
        if first <= self.terms.clock.day_at(self.now):
            return metering_head.before_the_contract(first)
        deadline = readings_deadline(first, clock=self.terms.clock, parameters=self.terms.parameters(first))
        facts = {"day": formatting.day(first), "moment": formatting.moment(deadline.at, self.terms.zone)}
        return ui.Empty(
            _("Supply under the contract begins on %(day)s") % facts,
            _("Readings for the first gas day are submitted until %(moment)s.") % facts,
        )


def gather(request: ViewerRequest, month: BillingMonth) -> Work:
    """Return the work on the grid: the draft where it can still be typed, and over it what was sent just now."""
    work = _work(request, month)
    ids = {unit.pk for unit in work.grid.units}
    draft = queries.get_draft(viewer=work.viewer, contract_id=work.contract_id, month=month)
    cells = typed_cells(draft, month=month, unit_ids=ids)
    work.cells = {place: text for place, text in cells.items() if place in work.open_places}
    work.cells |= typed_cells(request.POST.dict(), month=month, unit_ids=ids)
    return work


def gather_for_check(request: ViewerRequest, month: BillingMonth) -> Work:
    """Return the work on the check page: the draft, or what the page carried when it was sent."""
    work = _work(request, month)
    data = request.POST.dict()
    if request.method != "POST":
        data = queries.get_draft(viewer=work.viewer, contract_id=work.contract_id, month=month)
    work.cells = typed_cells(data, month=month, unit_ids={unit.pk for unit in work.units})
    return work


def _work(request: ViewerRequest, month: BillingMonth) -> Work:
    return Work(
        viewer=request.viewer,
        terms=chosen_terms(request),
        month=month,
        now=clock.now(),
        query=request.GET.dict(),
    )
