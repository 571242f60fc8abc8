"""The register of documents: finding, reading, downloading, and sending signed scans back."""

import hashlib
import logging
import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kabinet.documents import bundles, operations, queries, wording
from kabinet.documents.drawing import NothingToDraw
from kabinet.documents.queries import Document
from kabinet.files import queries as files
from kabinet.files.refusals import FileMissing, StoredFileNotFound
from kabinet.files.wording import explain
from kabinet.foundation import clock, downloads, formatting
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.rights import Right
from kabinet.organizations import queries as organizations
from kabinet.portal.contract import chosen_terms
from kabinet.portal.forms.documents import Choice, ScanForm, new_key, read_choice
from kabinet.portal.pages import documents as pages
from kabinet.portal.pages import documents_card, documents_sheets, scans
from kabinet.portal.uploads import Batch, take_in
from kabinet.values.months import BillingMonth

logger = logging.getLogger("kabinet.incident")


@clients_only
def documents(request: ViewerRequest) -> HttpResponseBase:
    viewer, query = request.viewer, request.GET.dict()
    choice = _choice(request, query)
    if query.get("format") in {"xlsx", "csv"}:
        rows = queries.all_documents(viewer=viewer, narrowed=choice.narrowed, limit=pages.MOST_ROWS)
        return documents_sheets.answer(rows, wanted=query["format"])
    size = pages.MOST_ROWS if query.get("print") == "1" else choice.size
    found = queries.list_documents(viewer=viewer, narrowed=choice.narrowed, page=choice.page, size=size)
    page = pages.page_of(
        found,
        choice=choice,
        query=query,
        today=timezone.localdate(clock.now()),
        may_send=viewer.may(Right.SEND_DOCUMENTS),
        several=len(viewer.grants) > 1,
    )
    return render(request, "portal/documents/list.html", page)


def _choice(request: ViewerRequest, query: dict[str, str]) -> Choice:
    """Read what is asked for; the contracts are needed only by those who have a choice."""
    viewer = request.viewer
    contracts = organizations.list_contracts(viewer=viewer) if len(viewer.grants) > 1 else []
    return read_choice(query, month=BillingMonth.of(clock.now().date()), contracts=contracts)


@clients_only
@require_POST
def archive(request: ViewerRequest) -> HttpResponseBase:
    """Send the ticked documents as one ZIP, or all that were found, or a whole month; many of them by a job."""
    chosen = _chosen_for_zip(request)
    if not chosen:
        return _back_to_list(request, _("Tick the documents that are to be in the ZIP."))
    if len(chosen) > bundles.MOST:
        text = _("At most %(most)s documents go into one ZIP. Narrow the search.")
        return _back_to_list(request, text % {"most": formatting.number(bundles.MOST)})
    viewer, now = request.viewer, clock.now()
    if len(chosen) > bundles.MOST_AT_ONCE:
        key = request.POST.get("key", "") or new_key()
        return redirect("portal:job", bundles.order_zip(viewer=viewer, document_ids=chosen, key=key, now=now))
    documents = queries.get_documents(viewer=viewer, document_ids=chosen)
    pieces = bundles.zip_of(viewer=viewer, documents=documents, now=now)
    answer = StreamingHttpResponse(pieces, content_type=downloads.ZIP)
    return downloads.sealed(answer, name=bundles.zip_name(now))


def _chosen_for_zip(request: ViewerRequest) -> list[int]:
    """
    Return the documents' ids, one more than may be where there are too many.

    :raises DocumentNotFound: one of the ticked is none
    """
    month = request.POST.get("month", "")
    if month or "all" in request.POST:
        query = QueryDict(request.POST.get("query", "")).dict()
        narrowed = pages.narrowed_by(_choice(request, query), month=_month(month))
        return queries.all_document_ids(viewer=request.viewer, narrowed=narrowed, limit=bundles.MOST + 1)
    ticked = request.POST.getlist("document")
    if not all(one.isdecimal() and len(one) < 19 for one in ticked):  # noqa: PLR2004 (what a database counts to)
        raise queries.DocumentNotFound
    return [int(one) for one in ticked]


def _back_to_list(request: ViewerRequest, text: str) -> HttpResponse:
    messages.error(request, text)
    return redirect(f"{reverse('portal:documents')}?{request.POST.get('query', '')}")


def _month(text: str) -> BillingMonth | None:
    try:
        return BillingMonth.parse(text)
    except ValueError:
        return None


@clients_only
def document(request: ViewerRequest, document_id: int) -> HttpResponse:
    found = queries.get_document(viewer=request.viewer, document_id=document_id)
    related = (
        queries.documents_of_months(
            viewer=request.viewer, contract_id=found.contract_id, months=[found.month]
        )
        if found.month
        else []
    )
    page = documents_card.page_of(
        found,
        scans=queries.scans_of(viewer=request.viewer, document_id=document_id),
        related=related,
        terms=organizations.terms_of(found.contract),
        may_send=request.viewer.may(Right.SEND_DOCUMENTS, contract_id=found.contract_id),
        now=clock.now(),
    )
    page |= {"upload": scans.upload_part(), "key": new_key()}
    return render(request, "portal/documents/card.html", page)


@clients_only
def file(request: ViewerRequest, document_id: int) -> HttpResponseBase:
    found = queries.get_document(viewer=request.viewer, document_id=document_id)
    now = clock.now()
    try:
        kept = operations.ensure_drawn(viewer=request.viewer, document=found, now=now)
        stream, stored = files.open_file(kept.pk)
    except (NothingToDraw, StoredFileNotFound):
        return _missing(request, found)
    operations.note_seen(viewer=request.viewer, document=found, now=now)
    return downloads.stored_file(stream, name=found.file_name, media_type=stored.media_type, size=stored.size)


def _missing(request: ViewerRequest, found: Document) -> HttpResponse:
    incident = uuid.uuid4().hex[:8].upper()
    logger.error("incident %s: the file of document %s cannot be had", incident, found.pk)
    page = {"document": found, "incident": incident}
    return render(request, "portal/documents/missing.html", page, status=404)


@clients_only
def preview(request: ViewerRequest, document_id: int) -> HttpResponse:
    """
    Show a small picture of a scan.

    :raises StoredFileNotFound: there is no picture to show
    """
    found = queries.get_document(viewer=request.viewer, document_id=document_id)
    picture = files.get_preview(found.file_id) if found.file_id else None
    if picture is None:
        raise StoredFileNotFound
    answer = HttpResponse(picture, content_type="image/png")
    answer["Content-Security-Policy"] = "sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


# --- Sending scans ---


@clients_only
def send(request: ViewerRequest) -> HttpResponse:
    contract = chosen_terms(request).contract
    waiting = _waiting(request, contract.pk)
    if request.method != "POST":
        initial = {"answers": request.GET.get("answers", ""), "key": new_key()}
        form = ScanForm(waiting=waiting, initial=initial)
        return _show(request, form, Batch(), waiting)
    form = ScanForm(waiting=waiting, data=request.POST)
    batch = take_in(
        request.FILES.getlist(scans.FIELD),
        references=request.POST.getlist("kept"),
        user_id=request.viewer.user_id,
        now=clock.now(),
    )
    if not batch.files and not batch.problems:
        batch.problems.append(explain(FileMissing()))
    form.fields.pop("kept")
    if form.is_valid() and not batch.problems:
        try:
            receipt = _send(request, form, batch, contract.pk)
        except operations.NotAwaited as refusal:
            form.add_error("answers", str(wording.REFUSALS[refusal.code]))
        else:
            return redirect("portal:receipt", receipt)
    return _show_again(request, form, batch, waiting)


def _waiting(request: ViewerRequest, contract_id: int) -> list[Document]:
    """
    Return what may be answered: the documents of the chosen contract that wait, and the one the page is for.

    :raises NotAllowed: the viewer may not send documents
    :raises DocumentNotFound: the page was asked for a document that is not the viewer's
    """
    viewer = request.viewer
    viewer.check_may(Right.SEND_DOCUMENTS)
    waiting = queries.list_awaiting_signature(viewer=viewer, contract_id=contract_id, limit=50)
    asked = request.POST.get("answers", "") or request.GET.get("answers", "")
    if asked.isdecimal() and len(asked) < 19 and asked not in {str(one.pk) for one in waiting}:  # noqa: PLR2004
        waiting.append(queries.get_document(viewer=viewer, document_id=int(asked)))
    return waiting


def _send(request: ViewerRequest, form: ScanForm, batch: Batch, contract_id: int) -> str:
    """
    Send the batch and return the receipt's number.

    The key covers the files too: a form that "Back" brought again with other files in it is another batch.
    """
    answered = form.answered
    content = hashlib.sha256("".join(sorted(one.stored.sha256 for one in batch.files)).encode())
    receipt = operations.send_scans(
        viewer=request.viewer,
        contract_id=answered.contract_id if answered else contract_id,
        scans=[operations.Scan(one.stored, one.name, form.sent_kind) for one in batch.files],
        answers_id=answered.pk if answered else None,
        key=f"{form.cleaned_data['key'] or new_key()}-{content.hexdigest()[:16]}",
        now=clock.now(),
    )
    return receipt.number


def _show_again(
    request: ViewerRequest, form: ScanForm, batch: Batch, waiting: list[Document]
) -> HttpResponse:
    """Show the form as it was, with the files that were taken as ticks."""
    choices = scans.kept_choices(batch)
    data = request.POST.copy()
    data.setlist("kept", [reference for reference, _name in choices])
    again = ScanForm(waiting=waiting, kept=choices, data=data)
    for name, errors in form.errors.items():
        if name not in again.errors:
            again.add_error(name if name in again.fields else None, list(errors))
    return _show(request, again, batch, waiting, status=422)


def _show(
    request: ViewerRequest, form: ScanForm, batch: Batch, waiting: list[Document], status: int = 200
) -> HttpResponse:
    page = scans.page_of(form, batch=batch, waiting=waiting)
    return render(request, "portal/documents/send.html", page, status=status)
