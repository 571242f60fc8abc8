"""A file with volumes as it was read: device, period, findings, the days that may be handed in."""

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
from kabinet.metering import archives, devices, operations, queries
from kabinet.metering.archives import HANDED_IN, PlannedDay
from kabinet.metering.queries import ArchiveFile
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.metering.wording import archives as archive_wording
from kabinet.organizations import queries as organizations
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.volume_files import ReasonForm
from kabinet.portal.pages import volume_fates, volume_files
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
    def with_hours(self) -> list[PlannedDay]:
        """Return the days of which only the hours are handed in."""
        return [day for day in self.plan if day.gives_hours_alone]

    @property
    def wants_reason(self) -> bool:
        return any(day.wants_reason for day in self.chosen)

    @property
    def may_submit(self) -> bool:
        return bool(self.chosen or self.with_hours) and self.viewer.may(
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
    return {
        **volume_files.head(archive),
        "form": form,
        "seen": archives.seal_of(work.plan),
        "button": _button(work),
        "may_submit": work.may_submit,
        "notice": _notice(work, status),
        "facts": _facts(work),
        "is_reading": status is ArchiveStatus.READING,
        "findings": _findings(work),
        "days": volume_fates.days_table(work.plan) if work.plan else None,
        "receipts": _receipts(work) if status is ArchiveStatus.SUBMITTED else None,
    }


def _button(work: Work) -> str:
    if count := len(work.chosen):
        text = ngettext("Submit %(count)d gas day", "Submit %(count)d gas days", count)
    else:
        count = len(work.with_hours)
        text = ngettext(
            "Submit the hours of %(count)d gas day", "Submit the hours of %(count)d gas days", count
        )
    return text % {"count": count}


def told_of(receipts: Sequence[Receipt]) -> str:
    return _("The readings have been submitted. Receipts: %(numbers)s") % {
        "numbers": ", ".join(receipt.number for receipt in receipts)
    }


def receipt_to_show(receipts: Sequence[Receipt]) -> Receipt | None:
    """Return the receipt that the person looks at next, where there is one: volumes come before mere hours."""
    shown = [one for one in receipts if one.kind != operations.HOURS] or receipts
    return shown[0] if len(shown) == 1 else None


def _notice(work: Work, status: ArchiveStatus) -> ui.Notice | None:
    if status is ArchiveStatus.READING:
        return ui.Notice(_("The file is large and is being read. The page can be closed."), kind="info")
    if status is ArchiveStatus.FAILED:
        code = work.archive.report["problem"]["problem"]
        return ui.Notice(archive_wording.problem(code), kind="problem")
    if work.archive.unit_id is None:
        return ui.Notice(_unknown_device(work), kind="problem")
    return _notice_of_plan(work, is_open=status is ArchiveStatus.READ)


def _notice_of_plan(work: Work, *, is_open: bool) -> ui.Notice | None:
    if work.with_hours and not work.chosen:
        return ui.Notice(
            _(
                "There is no volume to submit in this file, but its hours have not been submitted yet. Press the "
                "button below: the volumes of the days stay as they are."
            )
        )
    if not is_open:
        return None
    if not work.chosen:
        return ui.Notice(_("There is nothing to submit in this file: see the days below."), kind="info")
    return ui.Notice(
        _("The readings have not been submitted yet. Look them over and press the button below.")
    )


def _unknown_device(work: Work) -> str:
    archive = work.archive
    if archives.is_of_point(archive):
        return _(
            "It is not known yet which metering unit is the point %(code)s of the file. Hand the file over again and "
            "choose the unit: later files of the point will find it themselves."
        ) % {"code": archive.serial}
    if not archive.serial:
        return _("The file does not name its device. Hand it over again and choose the metering unit.")
    if stood := devices.instruments_called(archive.serial, viewer=work.viewer, terms=work.terms):
        stays = "; ".join(archive_wording.stay(one, zone=work.terms.zone) for one in stood)
        return _(
            "Device № %(serial)s did not stand in this contract's metering units in the hours of this file. Where it "
            "stood: %(stays)s. Nothing can be submitted."
        ) % {"serial": archive.serial, "stays": stays}
    return _(
        "Device № %(serial)s is not among the instruments of this contract. If it was replaced, tell the supplier's "
        "metering engineer; nothing has been submitted."
    ) % {"serial": archive.serial}


def _facts(work: Work) -> ui.Facts:
    archive, zone = work.archive, work.terms.zone
    report = archive.report
    device = f"{report.get('model', '')} № {archive.serial}" if archive.serial else report.get("model", "")
    what = _("Metering point") if archives.is_of_point(archive) else _("Device")
    facts = [
        ui.Fact(what, device or formatting.DASH),
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
    told = _told_by_card(work)
    if not found and not told:
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
        rows=[*told, *(_finding(work, one) for one in shown)],
        total=ui.Row([archive_wording.left_off(more), "", "", ""]) if more else None,
        stack=True,
    )


def _told_by_card(work: Work) -> list[ui.Row]:
    """What the file says otherwise than what is known of its device: the model, and constants."""
    instrument, read = work.archive.instrument, work.archive.report.get("model", "")
    constants = queries.constants_of_file(work.archive, viewer=work.viewer)
    told = [
        (archive_wording.other_constant(one), formatting.moment(one.since, work.terms.zone))
        for one in constants
    ]
    if instrument and devices.is_other_model(instrument, read):
        told.insert(0, (archive_wording.other_model(instrument, read), formatting.DASH))
    tag = ui.Tag(str(archive_wording.WEIGHT[Weight.DOUBT]), archive_wording.WEIGHT_TAG[Weight.DOUBT])
    return [ui.Row([words[:1].upper() + words[1:], formatting.DASH, since, tag]) for words, since in told]


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


def _receipts(work: Work) -> ui.Facts | None:
    rows = queries.submissions_of_archive(viewer=work.viewer, archive_id=work.archive.pk)
    receipts = [(formatting.month_as_title(row.month), row.receipt_number) for row in rows]
    of_hours = queries.receipts_of_hours(viewer=work.viewer, archive_id=work.archive.pk)
    receipts += [(_("Hours"), one.number) for one in of_hours]
    return ui.Facts(
        [
            ui.Fact(title, ui.Link(f"№ {number}", reverse("portal:receipt", args=[number])))
            for title, number in receipts
        ],
        tight=True,
    )
