"""One document: its file, its review; and the publication of a new one."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kabinet.desk.answers import file_answer, pdf_answer, picture_answer
from kabinet.desk.drafts import Draft, DraftNotFound, draft_of, read_draft
from kabinet.desk.forms.decisions import ScanDecisionForm
from kabinet.desk.forms.documents import PublishForm
from kabinet.desk.pages import documents as pages
from kabinet.desk.pages import publish as publish_pages
from kabinet.desk.pages.publish import Publishing
from kabinet.desk.refusals import words_of
from kabinet.desk.sightings import note_receipt_opened
from kabinet.documents import drawing, operations, queries
from kabinet.documents.queries import Document
from kabinet.documents.rules.words import Direction
from kabinet.files import operations as file_operations
from kabinet.files import queries as files
from kabinet.files.names import clean_name
from kabinet.files.wording import explain
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import Refusal


@staff_only
def document(request: ViewerRequest, document_id: int) -> HttpResponse:
    found = queries.get_document(viewer=request.viewer, document_id=document_id)
    if request.method == "POST":
        return _decide(request, found)
    if found.direction == Direction.IN:
        note_receipt_opened(viewer=request.viewer, number=found.receipt_number, now=clock.now())
    return _page(request, found, ScanDecisionForm())


def _page(request: ViewerRequest, found: Document, form: ScanDecisionForm, status: int = 200) -> HttpResponse:
    context = pages.document(viewer=request.viewer, found=found, form=form)
    return render(request, "desk/documents/document.html", context, status=status)


def _decide(request: ViewerRequest, found: Document) -> HttpResponse:
    form = ScanDecisionForm(request.POST)
    outcome = request.POST.get("outcome", "")
    accept = outcome in {"accept", "accept-next"}
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        operations.decide_scan(
            viewer=request.viewer,
            document_id=found.pk,
            accept=accept,
            reason="" if accept else form.reason,
            now=clock.now(),
        )
    except operations.AlreadyDecided as refusal:
        if refusal.facts["by"] != request.viewer.name:
            messages.warning(request, words_of(refusal))
        return redirect("desk:document", found.pk)
    except operations.ReasonNeeded:
        form.add_error("note", _("Write why the scan is returned"))
        return _page(request, found, form, status=422)
    messages.success(request, _("The scan is accepted.") if accept else _("The scan is returned."))
    return redirect(pages.next_url()) if outcome == "accept-next" else redirect("desk:document", found.pk)


@staff_only
def file(request: ViewerRequest, document_id: int) -> FileResponse:
    found = queries.get_document(viewer=request.viewer, document_id=document_id)
    stored = operations.ensure_drawn(viewer=request.viewer, document=found, now=clock.now())
    return file_answer(stored, name=found.file_name, inline="inline" in request.GET)


@staff_only
def preview(request: ViewerRequest, document_id: int) -> HttpResponse:
    found = queries.get_document(viewer=request.viewer, document_id=document_id)
    picture = files.get_preview(found.file_id) if found.file_id else None
    if picture is None:
        raise Http404
    return picture_answer(picture)


@staff_only
def publish(request: ViewerRequest, organization_id: int) -> HttpResponse:
    publishing = Publishing.load(viewer=request.viewer, organization_id=organization_id, now=clock.now())
    signed = request.POST.get("change")
    if request.method == "GET" or signed:
        initial = read_draft(signed).typed() if signed else publishing.initial()
        return _publish_page(request, publishing, publishing.form(initial=initial))
    form = publishing.form(request.POST)
    if not form.is_valid():
        return _publish_page(request, publishing, form, status=422)
    try:
        draft = _draft(request, form)
    except Refusal as refusal:
        return _publish_page(request, publishing, form, status=422, file_error=explain(refusal))
    return _check_page(request, publishing, draft)


def _draft(request: ViewerRequest, form: PublishForm) -> Draft:
    if form.is_drawn:
        return draft_of(form, file_id=None, file_name="")
    upload = request.FILES.get("file")
    stored = file_operations.store_upload(upload, now=clock.now())
    return draft_of(form, file_id=stored.pk, file_name=clean_name(upload.name or "") if upload else "")


def _publish_page(
    request: ViewerRequest,
    publishing: Publishing,
    form: PublishForm,
    status: int = 200,
    file_error: str = "",
) -> HttpResponse:
    context = publish_pages.form_page(publishing, form, file_error=file_error)
    return render(request, "desk/documents/publish.html", context, status=status)


def _check_page(
    request: ViewerRequest, publishing: Publishing, draft: Draft, problem: str = "", status: int = 200
) -> HttpResponse:
    context = publish_pages.check_page(publishing, draft, problem=problem)
    return render(request, "desk/documents/publish_check.html", context, status=status)


@staff_only
@require_POST
def check(request: ViewerRequest, organization_id: int) -> HttpResponse:
    """Publish what was checked. The draft's key makes a second press answer with the first document."""
    draft = read_draft(request.POST.get("draft", ""))
    try:
        found = operations.publish_document(
            viewer=request.viewer,
            contract_id=draft.contract_id,
            facts=draft.facts,
            stored=files.get_file(draft.file_id) if draft.file_id else None,
            file_name=draft.file_name,
            key=draft.key,
            now=clock.now(),
        )
    except drawing.NothingToDraw:
        publishing = Publishing.load(viewer=request.viewer, organization_id=organization_id, now=clock.now())
        return _check_page(request, publishing, draft, problem=publish_pages.nothing_to_draw(), status=422)
    messages.success(request, _("The document is published. The customer sees it now."))
    return redirect("desk:document", found.pk)


@staff_only
def publish_preview(request: ViewerRequest, organization_id: int) -> HttpResponse | FileResponse:
    draft = read_draft(request.GET.get("draft", ""))
    publishing = Publishing.load(viewer=request.viewer, organization_id=organization_id, now=clock.now())
    if draft.contract_id not in {contract.pk for contract in publishing.contracts}:
        raise DraftNotFound
    if draft.file_id:
        return file_answer(files.get_file(draft.file_id), name=draft.file_name, inline=True)
    data = operations.draw_preview(
        viewer=request.viewer, contract_id=draft.contract_id, facts=draft.facts, now=clock.now()
    )
    return pdf_answer(data, name=draft.file_name)
