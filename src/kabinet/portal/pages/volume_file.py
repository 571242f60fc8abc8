"""A file with volumes as it was read: device, period, findings, the days that may be handed in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.formats.archives import FindingCode, Weight
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.journal.queries import Receipt
from kabinet.metering import archive_wording, archives, queries, wording
from kabinet.metering.archives import HANDED_IN, PlannedDay
from kabinet.metering.queries import ArchiveFile
from kabinet.metering.rules.constants import Differing
from kabinet.metering.rules.words import ArchiveStatus, Doubt
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.volume_files import ReasonForm
from kabinet.values.volume import ZERO

#: So many findings are listed; the rest is counted.
_MOST_FINDINGS = 40


@dataclass(frozen=True, slots=True)
class Work:
    """A file, with what becomes of its days."""

    viewer: Viewer
    archive: ArchiveFile
    terms: Terms
    plan: Sequence[PlannedDay]
    now: datetime

    @property
    def chosen(self) -> list[PlannedDay]:
        return [day for day in self.plan if day.fate in HANDED_IN]

    @property
    def wants_reason(self) -> bool:
        return any(day.wants_reason for day in self.chosen)

    @property
    def may_submit(self) -> bool:
        return bool(self.chosen) and self.viewer.may(
            Right.SUBMIT_READINGS, contract_id=self.archive.contract_id
        )


def gather(*, viewer: Viewer, archive: ArchiveFile, now: datetime) -> Work:
    terms = organizations.terms_of(archive.contract)
    is_read = archive.status in {ArchiveStatus.READ, ArchiveStatus.SUBMITTED}
    plan = archives.plan_of(archive, viewer=viewer, terms=terms, now=now) if is_read else []
    return Work(viewer, archive, terms, plan, now)


def context(work: Work, form: ReasonForm) -> dict[str, Any]:
    archive = work.archive
    status = ArchiveStatus(archive.status)
    count = len(work.chosen)
    button = ngettext("Submit %(count)d gas day", "Submit %(count)d gas days", count) % {"count": count}
    return {
        "title": archive.name,
        "tag": ui.Tag(str(wording.ARCHIVE_STATUS[status]), wording.ARCHIVE_TAG[status]),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Readings"), reverse("portal:readings")),
                ui.Link(_("Files"), reverse("portal:volume_files")),
            ]
        ),
        "form": form,
        "seen": archives.seal_of(work.plan),
        "button": button,
        "may_submit": work.may_submit,
        "notice": _notice(work, status),
        "facts": _facts(work),
        "is_reading": status is ArchiveStatus.READING,
        "findings": _findings(work),
        "days": _days(work) if work.plan else None,
        "receipts": _receipts(work) if status is ArchiveStatus.SUBMITTED else None,
    }


def told_of(receipts: Sequence[Receipt]) -> str:
    return _("The readings have been submitted. Receipts: %(numbers)s") % {
        "numbers": ", ".join(receipt.number for receipt in receipts)
    }


def _notice(work: Work, status: ArchiveStatus) -> ui.Notice | None:
    if status is ArchiveStatus.READING:
        return ui.Notice(_("The file is large and is being read. The page can be closed."), kind="info")
    if status is ArchiveStatus.FAILED:
        code = work.archive.report["problem"]["problem"]
        return ui.Notice(archive_wording.problem(code), kind="problem")
    if work.archive.unit_id is None:
        return ui.Notice(_unknown_device(work.archive), kind="problem")
    if not work.chosen and status is ArchiveStatus.READ:
        return ui.Notice(_("There is nothing to submit in this file: see the days below."), kind="info")
    if status is ArchiveStatus.READ:
        return ui.Notice(
            _("The readings have not been submitted yet. Look them over and press the button below.")
        )
    return None


def _unknown_device(archive: ArchiveFile) -> str:
    if not archive.serial:
        return _("The file does not name its device. Hand it over again and choose the metering unit.")
    return _(
        "Device № %(serial)s is not among the instruments of this contract. If it was replaced, tell the supplier's "
        "metering engineer; nothing has been submitted."
    ) % {"serial": archive.serial}


def _facts(work: Work) -> ui.Facts:
    archive, zone = work.archive, work.terms.zone
    report = archive.report
    device = f"{report.get('model', '')} № {archive.serial}" if archive.serial else report.get("model", "")
    facts = [
        ui.Fact(_("Device"), device or formatting.DASH),
        ui.Fact(_("Metering unit"), archive.unit.name if archive.unit else formatting.DASH),
    ]
    if archive.first_hour and archive.last_hour:
        facts.append(
            ui.Fact(
                _("Period"),
                f"{formatting.moment(archive.first_hour, zone)} – {formatting.moment(archive.last_hour, zone)}",
            )
        )
        facts.append(ui.Fact(_("Hours"), formatting.number(archive.hours)))
    if "device_hour" in report:
        facts.append(ui.Fact(_("Day of the device begins"), f"{report['device_hour']:02}:00"))
    if work.chosen:
        total = sum((day.volume for day in work.chosen), ZERO)
        facts.append(ui.Fact(_("To be submitted"), formatting.volume_with_unit(total)))
    original = ui.Link(archive.name, reverse("portal:volume_file_original", args=[archive.pk]))
    facts.append(ui.Fact(_("Original"), original))
    facts.append(
        ui.Fact(_("Handed over"), f"{archive.uploaded_by}, {formatting.moment(archive.uploaded_at, zone)}")
    )
    return ui.Facts(facts, tight=True)


def _findings(work: Work) -> ui.Table | None:
    found = work.archive.report.get("findings", [])
    constants = queries.constants_of_file(work.archive, viewer=work.viewer)
    if not found and not constants:
        return None
    order = list(archive_wording.WEIGHT)
    ranked = sorted(found, key=lambda one: order.index(FindingCode(one[0]).weight))
    shown = ranked[:_MOST_FINDINGS]
    more = len(found) - len(shown) + sum(work.archive.report["left_off"].values())
    return ui.Table(
        caption=_("What was found in the file"),
        columns=[
            ui.Column(_("What")),
            ui.Column(_("Where")),
            ui.Column(pgettext("archive", "Hour")),
            ui.Column(pgettext("finding", "Weight")),
        ],
        rows=[*(_constant(work, one) for one in constants), *(_finding(work, one) for one in shown)],
        total=ui.Row([archive_wording.left_off(more), "", "", ""]) if more else None,
        stack=True,
    )


def _constant(work: Work, one: Differing) -> ui.Row:
    since = formatting.moment(one.since, work.terms.zone)
    words = archive_wording.other_constant(one)
    tag = ui.Tag(str(archive_wording.WEIGHT[Weight.DOUBT]), archive_wording.WEIGHT_TAG[Weight.DOUBT])
    return ui.Row([words, formatting.DASH, since, tag])


def _finding(work: Work, one: Sequence[Any]) -> ui.Row:
    code, row, column, hour, file, facts = one
    where = [file] if file else []
    if row is not None:
        where.append(_("row %(row)s") % {"row": row})
    if column is not None:
        where.append(_("column %(column)s") % {"column": column})
    moment = formatting.moment(datetime.fromisoformat(hour), work.terms.zone) if hour else formatting.DASH
    weight = FindingCode(code).weight
    words = archive_wording.finding(code, facts)
    tag = ui.Tag(str(archive_wording.WEIGHT[weight]), archive_wording.WEIGHT_TAG[weight])
    return ui.Row([words[:1].upper() + words[1:], ", ".join(where) or formatting.DASH, moment, tag])


def _days(work: Work) -> ui.Table:
    unit = _("thousand m³")
    counted = Counter(day.fate for day in work.plan)
    total = sum((day.volume for day in work.plan), ZERO)
    parts = [f"{archive_wording.FATE[fate]}: {count}" for fate, count in counted.items()]
    return ui.Table(
        caption=_("Gas days"),
        columns=[
            ui.Column(_("Gas day")),
            ui.Column(_("Hours"), numeric=True),
            ui.Column(_("Volume"), numeric=True, unit=unit),
            ui.Column(_("Submitted before"), numeric=True, unit=unit),
            ui.Column(_("What becomes of it")),
        ],
        rows=[_day(day) for day in work.plan],
        total=ui.Row([_("Total"), "", formatting.volume(total), "", "; ".join(parts)]),
        stack=True,
        css="table-by-day",
    )


def _day(day: PlannedDay) -> ui.Row:
    tag = ui.Tag(str(archive_wording.FATE[day.fate]), archive_wording.FATE_TAG[day.fate])
    what: ui.Content = tag
    if day.what is not None:
        words = wording.DOUBT[day.what] if isinstance(day.what, Doubt) else wording.FAULT[day.what]
        what = ui.join([tag, str(words)])
    if day.beside:
        what = ui.join([what, _beside(day)])
    return ui.Row(
        [
            f"{formatting.day(day.day)},{formatting.SPACE}{formatting.weekday(day.day)}",
            f"{day.hours} / {day.expected_hours}" if day.hours != day.expected_hours else str(day.hours),
            formatting.volume(day.volume),
            formatting.DASH if day.given is None else formatting.volume(day.given),
            what,
        ],
        kind="attention" if day.wants_reason else "",
    )


def _beside(day: PlannedDay) -> str:
    """Say of a day of a replacement that both devices give it, or whose archive is still missing."""
    facts = {"other": day.beside}
    if day.hours == day.expected_hours:
        return _("together with the archive of %(other)s, on the day of the replacement") % facts
    return _("the other hours are in the archive of %(other)s: hand it over as well") % facts


def _receipts(work: Work) -> ui.Facts | None:
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
