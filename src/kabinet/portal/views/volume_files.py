"""Files with volumes, archives of correctors and sheets: taken in, looked over, handed in."""

from http import HTTPStatus

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.files import operations as files
from kabinet.files import queries as stored_files
from kabinet.files.kinds import EXCHANGE_TYPES
from kabinet.files.names import clean_name
from kabinet.files.queries import StoredFile
from kabinet.files.refusals import FileTooLarge
from kabinet.files.wording import explain
from kabinet.foundation import clock, downloads
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.foundation.refusal import Refusal
from kabinet.foundation.rights import Right
from kabinet.metering import operations, queries
from kabinet.metering.queries import ArchiveFile
from kabinet.metering.sheets import MAYBE_SHEETS, is_sheet
from kabinet.metering.wording import sheets as sheet_wording
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.volume_files import FileForm, ReasonForm
from kabinet.portal.pages import volume_file as page
from kabinet.portal.pages import volume_files as list_page
from kabinet.portal.views import volume_sheets

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@clients_only
def volume_files(request: ViewerRequest) -> HttpResponse:
    terms = chosen_terms(request)
    contract_id = terms.contract.pk
    units = queries.list_units(viewer=request.viewer, contract_id=contract_id)
    form = FileForm(request.POST if request.method == "POST" else None, units=units)
    problems: list[str] = []
    if request.method == "POST":
        request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=contract_id)
        taken = _take(request, form, contract_id, problems)
        if taken and not problems:
            return _to_what_was_taken(taken)
    context = list_page.context(
        viewer=request.viewer,
        terms=terms,
        form=form,
        problems=problems,
        has_units=bool(units),
        now=clock.now(),
    )
    status = UNPROCESSABLE if problems else HTTPStatus.OK
    return render(request, "portal/metering/files.html", context, status=status)


def _to_what_was_taken(taken: list[ArchiveFile]) -> HttpResponse:
    if len(taken) == 1:
        return redirect("portal:volume_file", taken[0].pk)
    return redirect("portal:volume_files")


def _take(request: ViewerRequest, form: FileForm, contract_id: int, problems: list[str]) -> list[ArchiveFile]:
    """Take in every file that can be read; of each other one, say why not."""
    uploads = request.FILES.getlist(list_page.FIELD)
    if not form.is_valid():
        problems.append(_("Choose the metering unit from the list"))
        return []
    if not uploads:
        problems.append(_("Choose the file"))
    try:
        files.check_count(uploads)
    except Refusal as refusal:
        problems.append(explain(refusal))
        return []
    taken: list[ArchiveFile] = []
    for upload in uploads:
        taken += _take_one(request, upload, contract_id, form.unit_id, problems)
    return taken


def _take_one(
    request: ViewerRequest,
    upload: "UploadedFile[bytes]",
    contract_id: int,
    unit_id: int | None,
    problems: list[str],
) -> list[ArchiveFile]:
    name, now = clean_name(upload.name or ""), clock.now()
    try:
        stored = files.store_upload(upload, allowed=EXCHANGE_TYPES, now=now)
        return _read(request, stored, name, contract_id=contract_id, unit_id=unit_id)
    except operations.ArchiveUnreadable as refusal:
        problems.append(f"{name}: {sheet_wording.unreadable(refusal.facts)}")
    except FileTooLarge as refusal:
        advice = _("Packed into a ZIP, a file of a device is several times smaller.")
        problems.append(f"{explain(refusal)} {advice}")
    except Refusal as refusal:
        problems.append(explain(refusal))
    return []


def _read(
    request: ViewerRequest, stored: StoredFile, name: str, *, contract_id: int, unit_id: int | None
) -> list[ArchiveFile]:
    """Take the file for the archive of a device, and where no device has written it, for a sheet."""
    viewer, now = request.viewer, clock.now()
    try:
        return operations.take_archive(
            viewer=viewer, contract_id=contract_id, stored=stored, name=name, unit_id=unit_id, now=now
        )
    except operations.ArchiveUnreadable as refusal:
        if refusal.facts["problem"] not in MAYBE_SHEETS:
            raise
    sheet = operations.take_sheet(viewer=viewer, contract_id=contract_id, stored=stored, name=name, now=now)
    return [sheet]


@clients_only
def volume_file(request: ViewerRequest, archive_id: int) -> HttpResponse:
    archive = queries.get_archive(viewer=request.viewer, archive_id=archive_id)
    if is_sheet(archive):
        return volume_sheets.sheet(request, archive)
    work = page.gather(viewer=request.viewer, archive=archive, now=clock.now())
    if request.method != "POST":
        return _show(request, work, ReasonForm(wanted=work.wants_reason))
    request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=work.archive.contract_id)
    form = ReasonForm(request.POST, wanted=work.wants_reason)
    if not form.is_valid():
        return _show(request, work, form, status=UNPROCESSABLE)
    try:
        receipts = operations.submit_archive(
            viewer=request.viewer,
            archive_id=archive_id,
            reason=form.kept_reason,
            key=submission_key(form.cleaned_data["key"], [archive_id])[:50],
            now=work.now,
            seen=request.POST.get("seen", ""),
        )
    except (
        operations.NothingToSubmit,
        operations.ReasonNeeded,
        operations.ArchiveNotReady,
        operations.SeenOtherwise,
    ):
        messages.warning(request, _("The file has changed its state meanwhile. Look it over again."))
        return redirect("portal:volume_file", archive_id)
    if (only := page.receipt_to_show(receipts)) is not None:
        return redirect("portal:receipt", only.number)
    messages.success(request, page.told_of(receipts))
    return redirect("portal:volume_file", archive_id)


def _show(
    request: ViewerRequest, work: page.Work, form: ReasonForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "portal/metering/file.html", page.context(work, form), status=status)


@clients_only
def original(request: ViewerRequest, archive_id: int) -> HttpResponseBase:
    """Give the file back as it was handed in."""
    found = queries.get_archive(viewer=request.viewer, archive_id=archive_id)
    stream, stored = stored_files.open_file(found.file_id)
    return downloads.stored_file(stream, name=found.name, media_type=stored.media_type, size=stored.size)
