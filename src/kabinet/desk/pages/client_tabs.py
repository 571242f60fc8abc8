"""The tabs of a customer's page, each a list of one kind."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kabinet.desk.pages.client_people import people_of
from kabinet.desk.pages.words import document_tag, document_title, request_tag, submission_tag
from kabinet.documents import queries as documents
from kabinet.documents import wording as document_words
from kabinet.documents.queries import DocumentRow, ScanRow
from kabinet.documents.rules.words import Direction
from kabinet.documents.rules.words import Status as DocumentStatus
from kabinet.foundation import formatting, ui
from kabinet.foundation.http import row_address
from kabinet.foundation.viewer import Viewer
from kabinet.metering import queries as metering
from kabinet.metering.queries import MeteringUnit, SubmissionRow
from kabinet.metering.rules.words import Status as VolumeStatus
from kabinet.requests import queries as requests
from kabinet.requests.queries import RequestRow
from kabinet.requests.rules.words import Status as RequestStatus

_NEWEST = 50


def requests_of(*, viewer: Viewer, organization_id: int, page: int) -> ui.Table:  # noqa: ARG001 (as every tab)
    found = requests.newest_of_organization(viewer=viewer, organization_id=organization_id, limit=_NEWEST)
    return ui.Table(
        caption=_("Requests"),
        columns=[
            ui.Column(_("Request")),
            ui.Column(_("Contract")),
            ui.Column(_("Requested"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("Agreed"), numeric=True, unit=_("thousand m³")),
            ui.Column(pgettext("request", "Sent")),
            ui.Column(_("Status")),
        ],
        rows=[_request_row(row) for row in found],
        empty=ui.Empty(_("The customer has sent no requests yet")),
        stack=True,
    )


def _request_row(row: RequestRow) -> ui.Row:
    agreed = formatting.DASH if row.agreed_volume is None else formatting.volume(row.agreed_volume)
    return ui.Row(
        [
            ui.Link(_request_title(row), row_address("desk:request", row.pk)),
            row.contract,
            formatting.volume(row.volume),
            agreed,
            formatting.moment(row.submitted_at),
            request_tag(row.status),
        ]
    )


def _request_title(row: RequestRow) -> str:
    return _("Request for %(month)s") % {"month": formatting.month(row.month)}


def submissions_of(*, viewer: Viewer, organization_id: int, page: int) -> ui.Table:  # noqa: ARG001 (as every tab)
    found = metering.newest_submissions(viewer=viewer, organization_id=organization_id, limit=_NEWEST)
    return ui.Table(
        caption=_("Readings"),
        columns=[
            ui.Column(_("Handed in")),
            ui.Column(_("Contract")),
            ui.Column(_("Month")),
            ui.Column(_("Days"), numeric=True),
            ui.Column(_("Volume"), numeric=True, unit=_("thousand m³")),
            ui.Column(_("By whom")),
            ui.Column(_("Status")),
        ],
        rows=[_submission_row(row) for row in found],
        empty=ui.Empty(_("The customer has handed in no readings yet")),
        stack=True,
    )


def _submission_row(row: SubmissionRow) -> ui.Row:
    link = ui.Link(formatting.moment(row.submitted_at), row_address("desk:submission", row.pk))
    return ui.Row(
        [
            ui.Noted(link, _("after the deadline")) if row.late else link,
            row.contract,
            formatting.month(row.month),
            str(row.days),
            formatting.volume(row.volume),
            row.submitted_by,
            submission_tag(row.status),
        ]
    )


def documents_of(*, viewer: Viewer, organization_id: int, page: int) -> ui.Content:
    narrowed = documents.Filter(organization_id=organization_id)
    found = documents.list_documents(viewer=viewer, narrowed=narrowed, page=page, size=_NEWEST)
    table = ui.Table(
        caption=_("Documents"),
        columns=[
            ui.Column(_("Document")),
            ui.Column(_("From whom")),
            ui.Column(_("Month")),
            ui.Column(_("Sum"), numeric=True, unit="₽"),
            ui.Column(_("Status")),
        ],
        rows=[_document_row(row) for row in found.rows],
        empty=ui.Empty(_("There are no documents yet")),
        stack=True,
    )
    return ui.join([table, ui.Pages(found.page, found.pages, {"tab": "documents"})])


def _document_row(row: DocumentRow) -> ui.Row:
    return ui.Row(
        [
            ui.Link(document_title(row), row_address("desk:document", row.pk)),
            str(document_words.DIRECTION[row.direction]),
            formatting.month(row.month) if row.month else formatting.DASH,
            formatting.DASH if row.amount is None else formatting.money(row.amount),
            document_tag(row.status, row.direction),
        ]
    )


def waiting(*, viewer: Viewer, organization_id: int) -> ui.TaskList | None:
    """Return what of this customer's is open, the newest of each kind. Three queries."""
    asked = requests.newest_of_organization(viewer=viewer, organization_id=organization_id, limit=12)
    handed = metering.newest_submissions(viewer=viewer, organization_id=organization_id, limit=30)
    open_statuses = {RequestStatus.SUBMITTED, RequestStatus.RETURNED}
    tasks = [_request_task(row) for row in asked if row.status in open_statuses]
    tasks += [
        _submission_task(row)
        for row in handed
        if row.status in {VolumeStatus.RECORDED, VolumeStatus.RETURNED}
    ]
    scans = documents.list_under_review(viewer=viewer, limit=12, organization_id=organization_id)
    tasks += [_scan_task(row) for row in scans]
    return ui.TaskList(tasks) if tasks else None


def _request_task(row: RequestRow) -> ui.Task:
    return ui.Task(
        _request_title(row),
        request_tag(row.status),
        url=row_address("desk:request", row.pk),
        hint=f"{row.contract} · {formatting.volume_with_unit(row.volume)}",
    )


def _submission_task(row: SubmissionRow) -> ui.Task:
    days = ngettext("%(count)d gas day", "%(count)d gas days", row.days) % {"count": row.days}
    return ui.Task(
        _("Readings for %(month)s") % {"month": formatting.month(row.month)},
        submission_tag(row.status),
        url=row_address("desk:submission", row.pk),
        hint=f"{row.contract} · {days} · {formatting.volume_with_unit(row.volume)}",
    )


def _scan_task(row: ScanRow) -> ui.Task:
    return ui.Task(
        _("Scan: %(document)s") % {"document": document_title(row)},
        document_tag(DocumentStatus.UNDER_REVIEW, Direction.IN),
        url=row_address("desk:document", row.pk),
        hint=row.file_name,
    )


def units_of(*, viewer: Viewer, organization_id: int, page: int) -> ui.Table:  # noqa: ARG001 (as every tab)
    found = metering.units_of_organization(viewer=viewer, organization_id=organization_id)
    return ui.Table(
        caption=_("Metering units"),
        columns=[
            ui.Column(_("Metering unit")),
            ui.Column(_("Contract")),
            ui.Column(_("Supply point")),
            ui.Column(_("In use")),
        ],
        rows=[_unit_row(unit) for unit in found],
        empty=ui.Empty(_("The customer has no metering units yet")),
        stack=True,
    )


def _unit_row(unit: MeteringUnit) -> ui.Row:
    since = formatting.day(unit.in_use_from)
    until = formatting.day(unit.in_use_to) if unit.in_use_to else _("open end")
    return ui.Row(
        [
            ui.Noted(ui.Link(unit.name, row_address("desk:unit", unit.pk)), unit.code),
            unit.contract.number,
            ui.Noted(unit.supply_point.name, unit.supply_point.address),
            f"{since} – {until}",
        ],
        kind="quiet" if unit.in_use_to else "",
    )


#: By the name in the address; the overview is put together elsewhere.
TABS: dict[str, Callable[..., ui.Content] | None] = {
    "": None,
    "requests": requests_of,
    "readings": submissions_of,
    "units": units_of,
    "documents": documents_of,
    "people": people_of,
}
