"""A submission of daily volumes beside what the contract says of each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kabinet.desk.forms.decisions import ReadingsDecisionForm
from kabinet.desk.pages.waiting import Kind
from kabinet.desk.pages.words import readings_title, submission_tag
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries, wording
from kabinet.metering.queries import DailyVolume, DayRow, MonthGrid, VolumeDecision, VolumeSubmission
from kabinet.metering.rules.words import Source, Status
from kabinet.organizations import queries as organizations
from kabinet.values.volume import ZERO

#: A version that was proposed or returned has never counted.
_NEVER_COUNTED = frozenset({Status.PROPOSED, Status.RETURNED})

Versions = Mapping[tuple[int, date], Sequence[DailyVolume]]


@dataclass(frozen=True, slots=True)
class _Contents:
    submission: VolumeSubmission
    volumes: Sequence[DailyVolume]
    older: Versions
    grid: MonthGrid
    decisions: Sequence[VolumeDecision]

    def days(self) -> list[DayRow]:
        given = {volume.gas_day for volume in self.volumes}
        return [row for row in self.grid.rows if row.day in given]


def submission(
    *, viewer: Viewer, submission_id: int, form: ReadingsDecisionForm, now: datetime
) -> dict[str, Any]:
    """Return what the page of a submission shows. Eight queries."""
    contents = _load(viewer, submission_id, now)
    found = contents.submission
    organization = found.contract.organization
    return {
        "title": readings_title(found.first_day, found.last_day),
        "tag": submission_tag(found.status),
        "form": form,
        "may_decide": found.status == Status.RECORDED and viewer.may(Right.DECIDE_READINGS),
        "volumes": _volumes_table(contents),
        "days": _days_table(contents),
        "proposal": _proposal_notice(contents),
        "overtake": _overtake_notice(contents),
        "facts": _facts(found),
        "timeline": ui.Timeline(_events(contents)),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Queue"), reverse("desk:queue")),
                ui.Link(organization.name, row_address("desk:client", organization.pk)),
            ]
        ),
        "next_url": reverse("desk:next") + ui.query_url({"kind": Kind.READINGS}),
    }


def _load(viewer: Viewer, submission_id: int, now: datetime) -> _Contents:
    found = queries.get_submission(viewer=viewer, submission_id=submission_id)
    volumes = queries.volumes_of_submission(viewer=viewer, submission_id=submission_id)
    return _Contents(
        submission=found,
        volumes=volumes,
        older=queries.older_versions(viewer=viewer, volumes=volumes),
        grid=queries.month_grid(
            viewer=viewer, terms=organizations.terms_of(found.contract), month=found.month, now=now
        ),
        decisions=queries.decisions_of_submission(viewer=viewer, submission_id=submission_id),
    )


def _volumes_table(contents: _Contents) -> ui.Table:
    columns = [ui.Column(_("Gas day")), ui.Column(_("Metering unit"))]
    columns.append(ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")))
    if contents.older:
        columns.append(ui.Column(_("Was"), numeric=True, unit=_("thousand m³")))
        columns.append(ui.Column(_("Effect"), numeric=True, unit=_("m³")))
    columns += [ui.Column(_("The customer's reason")), ui.Column(_("Marks"))]
    return ui.Table(
        caption=_("Volumes handed in"),
        columns=columns,
        rows=[_volume_row(volume, contents.older) for volume in contents.volumes],
        total=ui.Row(
            [_("Total"), "", formatting.volume(contents.submission.volume), *[""] * (len(columns) - 3)]
        ),
        stack=True,
    )


def _volume_row(volume: DailyVolume, older: Versions) -> ui.Row:
    day = formatting.day(volume.gas_day)
    address = reverse("desk:discrepancy", args=[volume.unit_id, volume.gas_day.isoformat()])
    cells: list[ui.Content | ui.Cell] = [
        ui.Link(f"{day}, {formatting.weekday(volume.gas_day)}", address),
        volume.unit.name,
        formatting.volume(volume.volume),
    ]
    if older:
        versions = older.get((volume.unit_id, volume.gas_day), ())
        cells += [_was(versions), _effect(volume, versions)]
    cells += [wording.reason(volume.reason), _marks(volume)]
    return ui.Row(cells, kind="attention" if volume.reason else "")


def _was(versions: Sequence[DailyVolume]) -> ui.Content:
    if not versions:
        return formatting.DASH
    parts = [
        ui.Noted(
            formatting.volume(one.volume),
            f"{one.submission.submitted_by}, {formatting.moment(one.submission.submitted_at)}",
        )
        for one in versions
    ]
    return ui.join(parts)


def _effect(volume: DailyVolume, versions: Sequence[DailyVolume]) -> str:
    """Return what the new version changes, m³: against the newest older one that was not merely proposed."""
    before = next((one for one in versions if one.status not in _NEVER_COUNTED), None)
    if before is None:
        return formatting.DASH
    return formatting.signed(formatting.number(volume.volume - before.volume))


def _marks(volume: DailyVolume) -> ui.Content:
    marks: list[ui.Content] = []
    if volume.late:
        marks.append(ui.Tag(_("after the deadline"), "warning"))
    if volume.version > 1:
        marks.append(ui.Tag(_("version %(number)d") % {"number": volume.version}, "progress"))
    if volume.decision_id is not None:
        marks.append(submission_tag(volume.status))
    elif volume.status == Status.PROPOSED:
        marks.append(ui.Tag(_("waits for consent"), "my-move"))
    elif volume.superseded_at is not None:
        marks.append(ui.Tag(_("replaced since"), "closed"))
    if volume.source != Source.CLIENT:
        marks.append(str(wording.SOURCE[volume.source]))
    return ui.join(marks)


def _days_table(contents: _Contents) -> ui.Table:
    unit = _("thousand m³")
    corridor = contents.grid.corridor
    labels = [_("All units"), _("Daily norm"), _("Daily maximum"), _("Overtake")]
    rows = []
    for day in contents.days():
        total = day.total()
        over = contents.grid.overtake_of(day)
        rows.append(
            ui.Row(
                [
                    f"{formatting.day(day.day)}, {formatting.weekday(day.day)}",
                    formatting.DASH if total is None else formatting.volume(total),
                    formatting.volume(corridor.norm),
                    formatting.volume(corridor.maximum),
                    ui.Cell(formatting.volume(over) if over else formatting.DASH, over=bool(over)),
                ]
            )
        )
    return ui.Table(
        caption=_("The days against the plan"),
        columns=[ui.Column(_("Gas day")), *(ui.Column(label, numeric=True, unit=unit) for label in labels)],
        rows=rows,
        css="table-by-day",
    )


def _proposal_notice(contents: _Contents) -> ui.Notice | None:
    """Say that the volumes do not count yet, and what consent would change."""
    proposed = [volume for volume in contents.volumes if volume.status == Status.PROPOSED]
    if not proposed:
        return None
    text = _(
        "The customer's term for corrections was over when it was made. Accept it, and it counts from then on; "
        "return it, and the volume in force stays. Old, new and effect stand in the table."
    )
    return ui.Notice(text, title=_("A correction waits for consent"), kind="warning")


def _overtake_notice(contents: _Contents) -> ui.Notice | None:
    if not contents.grid.corridor.maximum:
        return ui.Notice(
            _("No contract volume is set for the month: overtake cannot be told."), kind="warning"
        )
    over = [contents.grid.overtake_of(row) for row in contents.days()]
    days = sum(one > 0 for one in over)
    if not days:
        return None
    text = ngettext(
        "Over the daily maximum on %(count)d day, by %(volume)s in all.",
        "Over the daily maximum on %(count)d days, by %(volume)s in all.",
        days,
    )
    volume = formatting.volume_with_unit(sum(over, ZERO))
    return ui.Notice(text % {"count": days, "volume": volume}, kind="warning")


def _facts(found: VolumeSubmission) -> ui.Facts:
    organization = found.contract.organization
    kept = ui.Tag(_("after the deadline"), "problem") if found.late else _("before the deadline")
    days = ngettext("%(count)d gas day", "%(count)d gas days", found.days) % {"count": found.days}
    facts = [
        ui.Fact(_("Customer"), ui.Link(organization.name, row_address("desk:client", organization.pk))),
        ui.Fact(_("Contract"), found.contract.number),
        ui.Fact(_("Telephone"), organization.phone),
        ui.Fact(_("Handed in"), ui.join([formatting.moment(found.submitted_at), kept], glue=", ")),
        ui.Fact(_("By whom"), found.submitted_by),
        ui.Fact(_("Days"), days),
        ui.Fact(_("Volume"), formatting.volume_with_unit(found.volume)),
    ]
    if found.receipt_number:
        url = reverse("desk:receipt", args=[found.receipt_number])
        facts.append(ui.Fact(_("Receipt"), ui.Link(found.receipt_number, url)))
    return ui.Facts(facts, tight=True)


def _events(contents: _Contents) -> list[ui.Event]:
    found = contents.submission
    meta = f"{found.submitted_by} · {formatting.moment(found.submitted_at)}"
    handed = ui.Event(_("Readings handed in"), meta)
    if contents.decisions:
        return [*(_decided_in_part(one, contents) for one in contents.decisions), handed]
    if found.decided_at is None:
        return [handed]
    meta = f"{found.decided_by} · {formatting.moment(found.decided_at)}"
    return [_decided(found.status, meta, found.decision_reason), handed]


def _decided_in_part(decision: VolumeDecision, contents: _Contents) -> ui.Event:
    """Name the days that the decision is about beside who decided."""
    days = sorted({one.gas_day for one in contents.volumes if one.decision_id == decision.pk})
    about = ", ".join(formatting.short_day(day) for day in days)
    meta = f"{about} · {decision.decided_by} · {formatting.moment(decision.decided_at)}"
    return _decided(decision.status, meta, decision.reason)


def _decided(status: str, meta: str, reason: str) -> ui.Event:
    returned = status == Status.RETURNED
    return ui.Event(submission_tag(status).text, meta, reason, "problem" if returned else "done")
