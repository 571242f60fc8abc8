"""The page that asks which way a sheet goes and which column is what: its first rows, and the likeliest answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.formats.volume_sheets import (
    Layout,
    Shape,
    Table,
    cell_text,
    column_name,
    guess_layout,
    guess_month,
    holds_days,
    needs_month,
)
from kabinet.foundation import ui
from kabinet.foundation.http import whole_number
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries, sheets
from kabinet.metering.queries import ArchiveFile, MeteringUnit
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.sheet_columns import FORMS, ColumnsForm, SheetForm
from kabinet.values.months import BillingMonth

_ROWS, _COLUMNS = 14, 12
_LONGEST = 40
_MONTHS_BACK = 24


@dataclass(frozen=True, slots=True)
class Work:
    """
    A sheet whose columns are to be named. `place` is which of the workbook's sheets is shown.

    `shape` is which way somebody says that it goes, and `unit_column` where a list names the metering units.
    """

    viewer: Viewer
    archive: ArchiveFile
    terms: Terms
    units: Sequence[MeteringUnit]
    tables: Sequence[Table]
    place: int
    shape: Shape | None
    unit_column: int | None
    now: datetime

    @property
    def table(self) -> Table:
        return self.tables[self.place]

    @property
    def url(self) -> str:
        return reverse("portal:sheet_columns", args=[self.archive.pk])

    def form(self, data: Mapping[str, str] | None = None) -> ColumnsForm:
        layout, month = self._likeliest()
        form = FORMS[layout.shape]
        return form(
            data, table=self.table, units=self.units, layout=layout, month=month, months=self._months()
        )

    def _likeliest(self) -> tuple[Layout, BillingMonth | None]:
        """Return what was said of this very sheet, of one like it, or what it looks like."""
        if (known := self._known()) and self._is_asked(known[0]):
            return known
        units = sheets.known_units(viewer=self.viewer, contract_id=self.terms.contract.pk)
        layout = guess_layout(self.table, units, shape=self.shape, unit_column=self.unit_column)
        asks = needs_month(self.table, layout)
        return layout, guess_month(self.table, layout, self.archive.name) if asks else None

    def _known(self) -> tuple[Layout, BillingMonth | None] | None:
        report = self.archive.report
        if report.get("sheet") == self.table.name and "layout" in report:
            return Layout.of_json(report["layout"]), _month(report["month"])
        known = sheets.remembered([self.table], viewer=self.viewer, terms=self.terms, name=self.archive.name)
        return (known.layout, known.month) if known else None

    def _is_asked(self, layout: Layout) -> bool:
        """Say whether nobody asks to see the sheet otherwise."""
        return self.shape in {None, layout.shape} and self.unit_column in {None, layout.unit}

    def _months(self) -> list[BillingMonth]:
        month = BillingMonth.of(self.terms.clock.day_at(self.now))
        months = [month]
        for _back in range(_MONTHS_BACK):
            months.append(months[-1].previous)
        return months


def gather(*, viewer: Viewer, archive: ArchiveFile, query: Mapping[str, str], now: datetime) -> Work:
    """:raises ArchiveUnreadable: the original is no table any longer"""
    terms = organizations.terms_of(archive.contract)
    tables = [table for table in sheets.tables_of(archive) if table.visible] or list(
        sheets.tables_of(archive)
    )
    units = queries.list_units(viewer=viewer, contract_id=terms.contract.pk)
    asked = whole_number(query.get("sheet", ""))
    if asked is None:
        asked = _place_of(tables, archive)
    place = min(asked, len(tables) - 1)
    shape, column = _shape(query.get("shape", "")), whole_number(query.get("units", ""))
    if column is not None and column >= tables[place].width:
        column = None
    return Work(viewer, archive, terms, units, tables, place, shape, column, now)


def _shape(asked: str) -> Shape | None:
    return Shape(asked) if asked in set(Shape) else None


def _place_of(tables: Sequence[Table], archive: ArchiveFile) -> int:
    """Return the sheet that was read, or else the first that has days and figures."""
    names = [table.name for table in tables]
    if (read := archive.report.get("sheet")) in names:
        return names.index(read)
    return next((place for place, table in enumerate(tables) if holds_days(table)), 0)


def _month(kept: str) -> BillingMonth | None:
    return BillingMonth.parse(kept) if kept else None


def _shown_as(work: Work, form: ColumnsForm) -> SheetForm:
    """Return the choice of what is shown and how, with what is chosen or guessed."""
    layout = form.guessed
    initial = {"sheet": str(work.place), "shape": layout.shape.value, "units": str(layout.unit)}
    names = [table.name for table in work.tables]
    return SheetForm(names=names, table=work.table, layout=layout, initial=initial)


def context(work: Work, form: ColumnsForm, *, problem: str = "") -> dict[str, Any]:
    problems = [ui.Problem(problem, "id_day")] if problem else []
    return {
        "title": work.archive.name,
        "form": form,
        "may_name": work.viewer.may(Right.SUBMIT_READINGS, contract_id=work.archive.contract_id),
        "summary": ui.ErrorSummary(problems) if problem else form.summary,
        "shown_as": _shown_as(work, form),
        "hidden": {"sheet": work.place, "shape": form.shape.value, "units": form.guessed.unit},
        "url": work.url,
        "preview": _preview(work.table),
        "more": _more(work.table),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Readings"), reverse("portal:readings")),
                ui.Link(_("Files"), reverse("portal:volume_files")),
            ]
        ),
    }


def _preview(table: Table) -> ui.Table:
    width = min(table.width, _COLUMNS)
    columns = [ui.Column(_("Row"))]
    columns += [ui.Column(column_name(column)) for column in range(width)]
    rows = [
        ui.Row([str(number), *(_shown(cell_text(table.cell(number, column))) for column in range(width))])
        for number in range(1, min(len(table.rows), _ROWS) + 1)
    ]
    return ui.Table(caption=_("First rows of the sheet"), columns=columns, rows=rows)


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _more(table: Table) -> str:
    if len(table.rows) <= _ROWS and table.width <= _COLUMNS:
        return ""
    return _("The sheet has %(rows)s rows and %(columns)s columns; its beginning is shown.") % {
        "rows": len(table.rows),
        "columns": table.width,
    }
