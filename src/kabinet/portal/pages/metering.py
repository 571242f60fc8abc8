"""The month of readings: the grid in which the missing days are typed, ready for the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.metering import wording
from kabinet.metering.operations import cell_name
from kabinet.metering.queries import DailyVolume, DayRow, MeteringUnit, MonthGrid, is_awaited
from kabinet.metering.rules.words import Status
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.metering import Place
from kabinet.portal.pages.metering_rows import GridCell, GridRow, GridWriter
from kabinet.portal.pages.metering_sums import Sums, Totals
from kabinet.values.volume import to_thousand

UNITS_A_PAGE = 5

_URGENCY = (
    Status.RETURNED,
    Status.PROPOSED,
    Status.RECORDED,
    Status.CHECKED,
    Status.ESTIMATED,
    Status.ACCEPTED,
)


@dataclass(frozen=True)
class GridPage:
    """
    What the grid's template shows.

    `cells` are the texts typed and not handed in yet, `problems` say at each place what is wrong with it.
    """

    grid: MonthGrid
    terms: Terms
    now: datetime
    cells: Mapping[Place, str]
    problems: Mapping[Place, str]
    may_type: bool
    page: int = 1
    whole: bool = False
    focus: bool = True

    @cached_property
    def units(self) -> Sequence[MeteringUnit]:
        """The units of this page; all of them on paper."""
        if self.whole:
            return self.grid.units
        return self.grid.units[(self.page - 1) * UNITS_A_PAGE : self.page * UNITS_A_PAGE]

    @cached_property
    def unit_pages(self) -> ui.Tabs | None:
        count = -(-len(self.grid.units) // UNITS_A_PAGE)
        if count < 2 or self.whole:  # noqa: PLR2004 (one page needs no tabs)
            return None
        tabs = [
            ui.Tab(_units_label(self.grid.units, number), f"?units={number}", current=number == self.page)
            for number in range(1, count + 1)
        ]
        return ui.Tabs(tabs, label=_("Metering units"))

    @cached_property
    def open_places(self) -> list[Place]:
        """Where something may be typed, oldest first."""
        return [(unit.pk, day) for day, unit in self.grid.missing()] if self.may_type else []

    @cached_property
    def is_open(self) -> bool:
        shown = {unit.pk for unit in self.units}
        return any(unit_id in shown for unit_id, _day in self.open_places)

    @cached_property
    def open_days(self) -> int:
        return len({day for _unit, day in self.open_places})

    @cached_property
    def norm(self) -> str:
        return formatting.volume(self.grid.corridor.norm) if self.grid.plan else formatting.DASH

    @cached_property
    def maximum(self) -> str:
        return formatting.volume(self.grid.corridor.maximum) if self.grid.plan else formatting.DASH

    @cached_property
    def plan_for_script(self) -> str:
        """The daily norm in thousand m³ with all its places, so that the sum of days stays exact."""
        return str(self.grid.corridor.norm / 1000) if self.grid.plan else ""

    @cached_property
    def sums_units(self) -> bool:
        return len(self.grid.units) > 1

    @cached_property
    def rows(self) -> list[GridRow]:
        return [self._row(number, row) for number, row in enumerate(self.grid.rows)]

    @cached_property
    def body(self) -> SafeString:
        writer = GridWriter(
            norm=self.norm,
            maximum=self.maximum,
            plan=self.plan_for_script,
            sums_units=self.sums_units,
            may_type=self.may_type,
        )
        return ui.safe("\n".join(writer.write(row) for row in self.rows))

    def _row(self, number: int, row: DayRow) -> GridRow:
        total = row.total()
        is_whole = self._is_whole(row)
        over = self.grid.overtake_of(row)
        return GridRow(
            number=number,
            day=row.day,
            label=formatting.day(row.day),
            weekday=formatting.weekday(row.day),
            kind=self._kind(row),
            cells=[self._cell(unit, row) for unit in self.units],
            total="" if total is None else formatting.volume(total),
            rest=self._rest(row),
            partial=self._is_partial(row),
            overtake="" if total is None else formatting.volume(over) if over else formatting.DASH,
            is_over=bool(over),
            deviation=self._deviation(total, self.grid.corridor.norm) if is_whole else "",
            status=self._status(row),
            correct_url=self._correct_url(row),
        )

    def _cell(self, unit: MeteringUnit, row: DayRow) -> GridCell:
        place = (unit.pk, row.day)
        given = row.volumes.get(unit.pk)
        if place in self._open:
            return GridCell(
                column=unit.pk,
                value=self.cells.get(place, ""),
                name=cell_name(*place),
                label=_("%(unit)s, %(day)s, volume in thousand m³")
                % {"unit": unit.name, "day": formatting.day(row.day)},
                error=self.problems.get(place, ""),
                focus=self.focus and place == self._first_empty,
            )
        if given is None or given.status == Status.RETURNED:
            return GridCell(column=unit.pk, text="" if is_awaited(unit, row.day) else formatting.DASH)
        return GridCell(
            column=unit.pk, text=formatting.volume(given.volume), value=f"{to_thousand(given.volume)}"
        )

    @cached_property
    def _open(self) -> frozenset[Place]:
        return frozenset(self.open_places)

    @cached_property
    def _first_empty(self) -> Place | None:
        shown = {unit.pk for unit in self.units}
        mine = [place for place in self.open_places if place[0] in shown]
        return next((place for place in mine if not self.cells.get(place)), mine[0] if mine else None)

    def _rest(self, row: DayRow) -> str:
        """What the units of other pages gave, so that the browser can add up the whole day."""
        shown = {unit.pk for unit in self.units}
        others = [given for unit_id, given in row.volumes.items() if unit_id not in shown and _counts(given)]
        return str(to_thousand(sum((given.volume for given in others), Decimal(0)))) if others else ""

    def _is_partial(self, row: DayRow) -> bool:
        """Say whether a unit of another page is still to give the day's volume."""
        shown = {unit.pk for unit in self.units}
        others = [unit for unit in self.grid.units if unit.pk not in shown and is_awaited(unit, row.day)]
        return any(not _counts(row.volumes.get(unit.pk)) for unit in others)

    def _is_whole(self, row: DayRow) -> bool:
        awaited = [unit for unit in self.grid.units if is_awaited(unit, row.day)]
        return bool(awaited) and all(_counts(row.volumes.get(unit.pk)) for unit in awaited)

    def _deviation(self, total: Decimal | None, plan: Decimal) -> str:
        if total is None or not plan:
            return ""
        return formatting.percent((total - plan) / plan * 100)

    def _kind(self, row: DayRow) -> str:
        if not row.is_closed:
            return "quiet"
        if any(given.status == Status.RETURNED for given in row.volumes.values()):
            return "problem"
        return "attention" if self._lacks(row) else ""

    def _lacks(self, row: DayRow) -> bool:
        return row.is_closed and any(
            is_awaited(unit, row.day) and not _counts(row.volumes.get(unit.pk)) for unit in self.grid.units
        )

    def _status(self, row: DayRow) -> ui.Content:
        if not row.is_closed:
            return _("not over yet") if self.terms.covers(row.day) else formatting.DASH
        returned = next((given for given in row.volumes.values() if given.status == Status.RETURNED), None)
        if returned is not None:
            return ui.Noted(_tag(Status.RETURNED), self._why_returned(returned))
        if self._lacks(row):
            return self._awaited(row)
        if not row.volumes:
            return formatting.DASH
        statuses = {given.status for given in row.volumes.values()}
        status = next(status for status in _URGENCY if status in statuses)
        first, *more = self._receipts(row) or [""]
        return ui.join([_on_one_line(_tag(status), first), *more], glue=" · ")

    def _why_returned(self, given: DailyVolume) -> str:
        facts = {"reason": given.answer, "volume": formatting.volume(given.volume)}
        return _("%(reason)s (was %(volume)s)") % facts

    def _awaited(self, row: DayRow) -> ui.Content:
        is_typed = any(self.cells.get((unit.pk, row.day)) for unit in self.grid.units)
        tag = ui.Tag(_("Draft"), "progress") if is_typed else ui.Tag(_("Waiting for you"), "my-move")
        if row.deadline.is_kept(self.now):
            return tag
        return ui.join([tag, _("past the deadline")])

    def _receipts(self, row: DayRow) -> list[ui.Content]:
        """Links to the receipts of the day, and notes on what is special about it."""
        numbers = sorted(
            {number for given in row.volumes.values() if (number := given.submission.receipt_number)}
        )
        links: list[ui.Content] = [
            ui.Link(
                _("receipt") if place == 1 else str(place),
                reverse("portal:receipt", args=[number]),
                hidden=f"№ {number}",
            )
            for place, number in enumerate(numbers, start=1)
        ]
        if any(given.late for given in row.volumes.values()):
            links.append(_("after the deadline"))
        if any(given.version > 1 for given in row.volumes.values()):
            links.append(_("corrected"))
        return links

    def _correct_url(self, row: DayRow) -> str:
        given = [unit.pk for unit in self.units if _counts(row.volumes.get(unit.pk))]
        if not given or not self.may_type or self.whole:
            return ""
        return reverse("portal:readings_day", args=[given[0], row.day.isoformat()])

    @cached_property
    def sums(self) -> Sums:
        whole = [row for row in self.grid.rows if self._is_whole(row)]
        return Sums(
            by_unit={unit.pk: self._fact_of(unit) for unit in self.grid.units},
            total=self.grid.fact(),
            plan=self.grid.corridor.norm * len(whole) if self.grid.plan else None,
            overtake=self.grid.overtake() if self.grid.plan else None,
            of_whole_days=sum((row.total() or Decimal(0) for row in whole), Decimal(0)),
        )

    @property
    def totals(self) -> Totals:
        return self.sums.printed([unit.pk for unit in self.units])

    def _fact_of(self, unit: MeteringUnit) -> Decimal:
        given = (row.volumes.get(unit.pk) for row in self.grid.rows)
        return sum((volume.volume for volume in given if volume and _counts(volume)), Decimal(0))


def _counts(given: DailyVolume | None) -> bool:
    return given is not None and given.status != Status.RETURNED


def _on_one_line(status: ui.Tag, receipt: ui.Content) -> SafeString:
    """Keep a status beside its receipt; what is special about the day may go on the next line."""
    return ui.safe(
        f'<span class="nowrap">{ui.join([status, receipt] if receipt else [status], glue=" · ")}</span>'
    )


def _tag(status: Status) -> ui.Tag:
    return ui.Tag(str(wording.STATUS[status]), wording.TAG[status])


def _units_label(units: Sequence[MeteringUnit], page: int) -> str:
    first, last = (page - 1) * UNITS_A_PAGE + 1, min(page * UNITS_A_PAGE, len(units))
    return _("Units %(first)d–%(last)d") % {"first": first, "last": last}
