"""What the pages of long jobs show."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.documents import wording as documents
from kabinet.files.queries import StoredFile
from kabinet.foundation import formatting, ui
from kabinet.jobs import wording
from kabinet.jobs.queries import JobRow

_REFUSALS = {**documents.REFUSALS, **wording.REFUSALS}


def table(rows: Sequence[JobRow]) -> ui.Table:
    return ui.Table(
        caption=_("Files and jobs"),
        columns=[
            ui.Column(_("Job")),
            ui.Column(_("Ordered")),
            ui.Column(_("State")),
            ui.Column(pgettext("of a job", "Done"), numeric=True),
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
            ui.Link(row.title, _page(row)),
            formatting.moment(row.created_at),
            _state(row),
            "" if row.percent is None else f"{row.percent}{formatting.SPACE}%",
            _result(row),
        ]
    )


def _result(row: JobRow) -> ui.Content:
    if archives := _archives(row):
        return ui.join(archives, glue="<br>")
    if not row.file_id or not row.kept_until:
        return formatting.DASH
    note = _("kept until %(day)s") % {"day": formatting.day(timezone.localdate(row.kept_until))}
    return ui.Noted(ui.Link(row.file_name, f"{_page(row)}?result"), note)


def _archives(row: JobRow) -> list[ui.Link]:
    """Return the ways to what was read from a file with volumes: one for each device in it."""
    ids = row.result.get("archives", [])
    return [
        ui.Link(_("What was read: %(file)s") % {"file": row.title}, reverse("portal:volume_file", args=[pk]))
        for pk in ids
    ]


def _page(row: JobRow) -> str:
    return reverse("portal:job", args=[row.number])


def _state(row: JobRow) -> ui.Tag:
    words = wording.CANCELLING if row.is_cancelling else wording.STATUS[row.status]
    return ui.Tag(str(words), wording.TAG[row.status])


def page_of(row: JobRow, *, stored: StoredFile | None) -> dict[str, Any]:
    return {
        "job": row,
        "progress": None if row.is_over else ui.Progress(row.percent or 0, row.message),
        "notice": _notice(row),
        "facts": _facts(row),
        "archives": _archives(row) if row.is_over else [],
        "download": _("Download (%(size)s)") % {"size": formatting.file_size(stored.size)} if stored else "",
    }


def _notice(row: JobRow) -> ui.Notice | None:
    if row.failure_code in _REFUSALS and row.is_over:
        return ui.Notice(str(_REFUSALS[row.failure_code]), kind="problem")
    if row.file_name and not row.file_id:
        return ui.Notice(_("The result is no longer kept. Order it anew if you need it."))
    if _archives(row):
        return ui.Notice(_("The file has been read. It is submitted only after you have looked it over."))
    if missing := len(row.result.get("missing", [])):
        words = ngettext(
            "%(count)s document could not be had; a text inside the ZIP names it.",
            "%(count)s documents could not be had; a text inside the ZIP names them.",
            missing,
        )
        return ui.Notice(words % {"count": formatting.number(missing)}, kind="warning")
    return None


def _facts(row: JobRow) -> ui.Facts:
    known: list[tuple[str, ui.Content]] = [
        (_("State"), _state(row)),
        (_("Ordered"), formatting.moment(row.created_at)),
        (_("Begun"), formatting.moment(row.started_at) if row.started_at else ""),
        (_("Ended"), formatting.moment(row.finished_at) if row.finished_at else ""),
        (_("Tries"), str(row.attempts) if row.attempts > 1 else ""),
        (_("Result"), row.file_name),
        (_("Kept until"), formatting.moment(row.kept_until) if row.file_id and row.kept_until else ""),
    ]
    return ui.Facts([ui.Fact(name, value) for name, value in known if value])
