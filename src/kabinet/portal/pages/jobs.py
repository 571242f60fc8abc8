"""What the pages of long jobs show."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kabinet.foundation import formatting, ui
from kabinet.jobs import wording
from kabinet.jobs.queries import JobRow

TAG = {
    "waiting": "sent",
    "running": "progress",
    "retrying": "warning",
    "done": "done",
    "failed": "problem",
    "cancelled": "closed",
    "given-up": "problem",
}


def table(rows: Sequence[JobRow]) -> ui.Table:
    return ui.Table(
        caption=_("Files and jobs"),
        columns=[
            ui.Column(_("Job")),
            ui.Column(_("Ordered")),
            ui.Column(_("State")),
            ui.Column(_("Done"), numeric=True),
            ui.Column(_("Result")),
        ],
        rows=[_row(row) for row in rows],
        empty=ui.Empty(
            _("There are no jobs"),
            _("Long work, such as large downloads, goes on here while you do other things."),
            ui.Action(_("To the documents"), reverse("portal:documents")),
        ),
        stack=True,
    )


def _row(row: JobRow) -> ui.Row:
    return ui.Row(
        [
            ui.Link(row.title, reverse("portal:job", args=[row.number])),
            formatting.moment(row.created_at),
            state(row),
            _percent(row),
            row.file_name or formatting.DASH,
        ]
    )


def state(row: JobRow) -> ui.Tag:
    return ui.Tag(str(wording.STATUS[row.status]), TAG[row.status])


def _percent(row: JobRow) -> str:
    return "" if row.percent is None else f"{row.percent}{formatting.SPACE}%"


def progress(row: JobRow) -> ui.Progress | None:
    if row.is_over or row.percent is None:
        return None
    return ui.Progress(row.percent, row.message or row.title)


def facts(row: JobRow) -> ui.Facts:
    known: list[tuple[str, ui.Content]] = [
        (_("State"), state(row)),
        (_("Being done"), row.message),
        (_("Ordered"), formatting.moment(row.created_at)),
        (_("Begun"), formatting.moment(row.started_at) if row.started_at else ""),
        (_("Ended"), formatting.moment(row.finished_at) if row.finished_at else ""),
        (_("Tries"), str(row.attempts) if row.attempts > 1 else ""),
        (_("Result"), row.file_name),
        (_("Kept until"), formatting.moment(row.kept_until) if row.file_id and row.kept_until else ""),
        (_("What happened"), str(wording.REFUSALS.get(row.failure_code, "")) if row.failure_code else ""),
    ]
    return ui.Facts([ui.Fact(name, value) for name, value in known if value])
