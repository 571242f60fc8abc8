"""A sheet with daily volumes as it was read: its columns, findings, the days that may be handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.formats.volume_sheets import Layout, Shape, column_name
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import submission_key
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries, sheets
from kabinet.metering.archives import HANDED_IN, PlannedDay
from kabinet.metering.queries import ArchiveFile, MeteringUnit
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.metering.wording import archives as archive_wording
from kabinet.metering.wording import sheets as sheet_wording
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.volume_files import ReasonForm
from kabinet.portal.pages import volume_fates, volume_files
from kabinet.values.volume import ZERO

#: So many findings are listed; the rest is counted.
_MOST_FINDINGS = 60


@dataclass(frozen=True, slots=True)
class Work:
    """A sheet, with what becomes of its volumes by unit id."""

    viewer: Viewer
    archive: ArchiveFile
    terms: Terms
    units: Mapping[int, MeteringUnit]
    plan: Mapping[int, Sequence[PlannedDay]]
    now: datetime

    @property
    def days(self) -> list[tuple[int, PlannedDay]]:
        """All volumes by day, and within it by unit."""
        every = [(unit_id, day) for unit_id, days in self.plan.items() for day in days]
        return sorted(every, key=lambda one: (one[1].day, self.units[one[0]].code))

    @property
    def chosen(self) -> list[PlannedDay]:
        return [day for _unit, day in self.days if day.fate in HANDED_IN]

    @property
    def wants_reason(self) -> bool:
        return any(day.wants_reason for day in self.chosen)

    @property
    def seen(self) -> str:
        """What the page shows, so that just this is handed in: somebody may name the columns anew meanwhile."""
        return submission_key(str(self.archive.pk), self.archive.report["volumes"])

    @property
    def may_submit(self) -> bool:
        return bool(self.chosen) and self.may_change

    @property
    def may_change(self) -> bool:
        return self.viewer.may(Right.SUBMIT_READINGS, contract_id=self.archive.contract_id)


def gather(*, viewer: Viewer, archive: ArchiveFile, now: datetime) -> Work:
    terms = organizations.terms_of(archive.contract)
    units = queries.list_units(viewer=viewer, contract_id=archive.contract_id)
    plan = sheets.plan_of_sheet(archive, viewer=viewer, terms=terms, now=now)
    return Work(viewer, archive, terms, {unit.pk: unit for unit in units}, plan, now)


def context(work: Work, form: ReasonForm) -> dict[str, Any]:
    archive = work.archive
    status = ArchiveStatus(archive.status)
    return {
        **volume_files.head(archive),
        "form": form,
        "seen": work.seen,
        "button": _button(work),
        "may_submit": work.may_submit,
        "notice": _notice(work, status),
        "facts": _facts(work, status),
        "findings": _findings(archive),
        "days": _days(work),
        "receipts": _receipts(work) if status is ArchiveStatus.SUBMITTED else None,
    }


def _button(work: Work) -> str:
    count = len({day.day for day in work.chosen})
    if sheets.losses(work.archive):
        text = ngettext(
            "Submit without these rows: %(count)d gas day",
            "Submit without these rows: %(count)d gas days",
            count,
        )
    else:
        text = ngettext("Submit %(count)d gas day", "Submit %(count)d gas days", count)
    return text % {"count": count}


def _notice(work: Work, status: ArchiveStatus) -> ui.Notice | None:
    if status is not ArchiveStatus.READ:
        return None
    if not work.chosen:
        return ui.Notice(_("There is nothing to submit in this file: see the days below."), kind="info")
    if lost := sheets.losses(work.archive):
        text = ngettext(
            "%(count)d row or cell could not be read and is left out: it is named below. Correct the file and hand "
            "it over again, or submit without it.",
            "%(count)d rows or cells could not be read and are left out: they are named below. Correct the file and "
            "hand it over again, or submit without them.",
            lost,
        )
        return ui.Notice(text % {"count": lost}, kind="warning")
    return ui.Notice(
        _("The readings have not been submitted yet. Look them over and press the button below.")
    )


def _facts(work: Work, status: ArchiveStatus) -> ui.Facts:
    archive, zone = work.archive, work.terms.zone
    days = [day.day for _unit, day in work.days]
    facts = [ui.Fact(_("Sheet"), archive.report["sheet"]), ui.Fact(_("Read as"), _columns(work, status))]
    if days:
        period = f"{formatting.day(days[0])} – {formatting.day(days[-1])}"
        facts.append(ui.Fact(_("Period"), period))
    if work.chosen:
        total = sum((day.volume for day in work.chosen), ZERO)
        facts.append(ui.Fact(_("To be submitted"), formatting.volume_with_unit(total)))
    original = ui.Link(archive.name, reverse("portal:volume_file_original", args=[archive.pk]))
    facts.append(ui.Fact(_("Original"), original))
    handed = f"{archive.uploaded_by}, {formatting.moment(archive.uploaded_at, zone)}"
    facts.append(ui.Fact(_("Handed over"), handed))
    return ui.Facts(facts, tight=True)


def _columns(work: Work, status: ArchiveStatus) -> ui.Content:
    """Return which column was read as what, and the way to say otherwise."""
    if work.archive.template == sheets.FORM:
        return _("the cabinet's template")
    layout = Layout.of_json(work.archive.report["layout"])
    parts = _parts(layout, {unit_id: unit.name for unit_id, unit in work.units.items()})
    words: list[ui.Content] = ["; ".join(parts)]
    if status is ArchiveStatus.READ and work.may_change:
        words.append(ui.Link(_("Say otherwise"), reverse("portal:sheet_columns", args=[work.archive.pk])))
    return ui.join(words)


def _parts(layout: Layout, units: Mapping[int, str]) -> list[str]:
    """Return what is where in the sheet, the days first."""
    line = _row_name if layout.shape is Shape.ACROSS else column_name
    in_units = _("thousand m³") if layout.thousand else _("m³")
    parts = [(line(layout.day), _("gas days"))]
    if layout.shape is Shape.LIST:
        parts += [
            (line(layout.unit), _("metering units")),
            (line(layout.volume), _("volumes, %s") % in_units),
        ]
    parts += [
        (line(place), f"{units[one]}, {in_units}") for one, place in layout.volumes.items() if one in units
    ]
    parts += [(_("“%s”") % name, units[one]) for one, name in layout.names.items() if one in units]
    return [f"{where} — {what}" for where, what in parts]


def _row_name(row: int) -> str:
    return _("row %(row)s") % {"row": row + 1}


def _findings(archive: ArchiveFile) -> ui.Table | None:
    found = archive.report.get("findings", [])
    if not found:
        return None
    order = list(archive_wording.WEIGHT)
    ranked = sorted(found, key=lambda one: order.index(sheet_wording.weight(one[0])))
    shown = ranked[:_MOST_FINDINGS]
    more = len(found) - len(shown) + archive.report["left_off"]
    return ui.Table(
        caption=_("What was found in the file"),
        columns=[ui.Column(_("What")), ui.Column(_("Where")), ui.Column(pgettext("finding", "Weight"))],
        rows=[_finding(one) for one in shown],
        total=ui.Row([archive_wording.left_off(more), "", ""]) if more else None,
        stack=True,
    )


def _finding(one: Sequence[Any]) -> ui.Row:
    code, row, column, facts = one
    where = []
    if row is not None:
        where.append(_("row %(row)s") % {"row": row})
    if column is not None:
        where.append(_("column %(column)s") % {"column": column})
    words = sheet_wording.finding(code, facts)
    weight = sheet_wording.weight(code)
    tag = ui.Tag(str(archive_wording.WEIGHT[weight]), archive_wording.WEIGHT_TAG[weight])
    return ui.Row([words[:1].upper() + words[1:], ", ".join(where) or _("whole sheet"), tag])


def _days(work: Work) -> ui.Table:
    unit = _("thousand m³")
    days = work.days
    several = len(work.plan) > 1
    total = sum((day.volume for _unit, day in days), ZERO)
    parts = volume_fates.counted([day for _unit, day in days])
    columns = [
        ui.Column(_("Gas day")),
        *([ui.Column(_("Metering unit"))] if several else []),
        ui.Column(_("Volume"), numeric=True, unit=unit),
        ui.Column(_("Submitted before"), numeric=True, unit=unit),
        ui.Column(_("What becomes of it")),
    ]
    totals = [_("Total"), *([""] if several else []), formatting.volume(total), "", parts]
    return ui.Table(
        caption=_("Gas days"),
        columns=columns,
        rows=[_day(work.units[unit_id].name if several else "", day) for unit_id, day in days],
        total=ui.Row(totals),
        stack=True,
        css="table-by-day",
    )


def _day(unit: str, day: PlannedDay) -> ui.Row:
    cells: list[ui.Content] = [f"{formatting.day(day.day)}, {formatting.weekday(day.day)}"]
    if unit:
        cells.append(unit)
    cells += [
        formatting.volume(day.volume),
        formatting.DASH if day.given is None else formatting.volume(day.given),
        volume_fates.fate(day),
    ]
    return ui.Row(cells, kind="attention" if day.wants_reason else "")


def _receipts(work: Work) -> ui.Facts:
    rows = queries.submissions_of_archive(viewer=work.viewer, archive_id=work.archive.pk)
    return ui.Facts(
        [
            ui.Fact(
                formatting.month_as_title(row.month),
                ui.Link(f"№ {row.receipt_number}", reverse("portal:receipt", args=[row.receipt_number])),
            )
            for row in rows
        ],
        tight=True,
    )
