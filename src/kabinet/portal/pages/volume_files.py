"""The page on which files with volumes are handed over, with those that came before."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kabinet.files.kinds import EXCHANGE_TYPES
from kabinet.formats.archives import all_templates
from kabinet.foundation import formatting, ui
from kabinet.foundation.rights import Right
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries, wording
from kabinet.metering.queries import ArchiveFile
from kabinet.metering.rules.words import ArchiveStatus
from kabinet.organizations.queries import Terms
from kabinet.portal.forms.volume_files import FileForm
from kabinet.values.months import BillingMonth

FIELD = "files"


def context(
    *,
    viewer: Viewer,
    terms: Terms,
    form: FileForm,
    problems: Sequence[str],
    has_units: bool,
    now: datetime,
) -> dict[str, Any]:
    archives = queries.list_archives(viewer=viewer, contract_id=terms.contract.pk)
    may_submit = viewer.may(Right.SUBMIT_READINGS, contract_id=terms.contract.pk)
    return {
        "form": form,
        "asks_unit": "unit" in form.fields,
        "may_submit": may_submit and has_units,
        "summary": ui.ErrorSummary([ui.Problem(text, f"id_{FIELD}") for text in problems]),
        "upload": upload_part(problems),
        "devices": _devices(),
        "blanks": _blanks(terms, now),
        "table": _table(archives, terms),
        "crumbs": ui.Breadcrumbs([ui.Link(_("Readings"), reverse("portal:readings"))]),
    }


def head(archive: ArchiveFile) -> dict[str, Any]:
    """Return what stands at the head of the page of one file."""
    status = ArchiveStatus(archive.status)
    return {
        "title": archive.name,
        "tag": ui.Tag(str(wording.ARCHIVE_STATUS[status]), wording.ARCHIVE_TAG[status]),
        "crumbs": ui.Breadcrumbs(
            [
                ui.Link(_("Readings"), reverse("portal:readings")),
                ui.Link(_("Files"), reverse("portal:volume_files")),
            ]
        ),
    }


def _blanks(terms: Terms, now: datetime) -> list[ui.Link]:
    """The ways to the form of the month that is awaited, and of the one before it; none outside the contract."""
    month = BillingMonth.of(terms.clock.last_closed_day(now))
    return [
        ui.Link(formatting.month(one), reverse("portal:volume_form", args=[one]))
        for one in (month, month.previous)
        if any(map(terms.covers, (one.first_day, one.last_day)))
    ]


def _devices() -> list[str]:
    language = (get_language() or "ru")[:2]
    return [one.title[language] for one in all_templates()]


def upload_part(problems: Sequence[str] = ()) -> ui.Upload:
    endings = sorted({ending for kind in EXCHANGE_TYPES for ending in kind.endings})
    megabytes = Decimal(settings.UPLOAD_BYTES) / 1024 / 1024
    facts = {"size": formatting.number(megabytes), "count": settings.UPLOAD_COUNT}
    return ui.Upload(
        field=FIELD,
        label=_("Archive or sheet"),
        hint=_(
            "TXT, CSV, XLS, XLSX, ODS, XML or ZIP, each smaller than %(size)s MB, at most %(count)s at a time."
        )
        % facts,
        accept=",".join(endings),
        errors=list(problems),
    )


def _table(archives: Sequence[ArchiveFile], terms: Terms) -> ui.Table:
    return ui.Table(
        caption=_("Files that were handed over"),
        columns=[
            ui.Column(_("File")),
            ui.Column(_("Metering unit")),
            ui.Column(_("Hours"), numeric=True),
            ui.Column(_("Handed over")),
            ui.Column(_("State")),
        ],
        rows=[_row(one, terms) for one in archives],
        empty=ui.Empty(
            _("No files yet"),
            _("The archive of a corrector is added up by gas days; a sheet is read by its columns."),
        ),
        stack=True,
    )


def _row(archive: ArchiveFile, terms: Terms) -> ui.Row:
    return ui.Row(
        [
            ui.Link(archive.name, reverse("portal:volume_file", args=[archive.pk])),
            archive.unit.name if archive.unit else formatting.DASH,
            formatting.number(archive.hours) if archive.hours else formatting.DASH,
            ui.Noted(formatting.moment(archive.uploaded_at, terms.zone), archive.uploaded_by),
            ui.Tag(str(wording.ARCHIVE_STATUS[archive.status]), wording.ARCHIVE_TAG[archive.status]),
        ]
    )
