"""The calorific value of the gas with its passports."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.desk.answers import file_answer
from kabinet.desk.forms.quality import QualityForm
from kabinet.desk.pages.metering import quality as pages
from kabinet.desk.refusals import words_of
from kabinet.files import operations as file_operations
from kabinet.files import queries as files
from kabinet.files.names import clean_name
from kabinet.files.refusals import StoredFileNotFound
from kabinet.files.wording import explain
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import NotAllowed, Refusal
from kabinet.foundation.rights import Right
from kabinet.metering import operations, queries
from kabinet.metering.operations import QualityFacts


@staff_only
def quality(request: ViewerRequest) -> HttpResponse:
    request.viewer.check_may(Right.SEE_SUPPLY)
    if request.method != "POST":
        return _page(request, pages.form_for(request.viewer, now=clock.now()))
    if not pages.may_set(request.viewer):
        raise NotAllowed(right=Right.DECIDE_READINGS)
    form = pages.form_for(request.viewer, request.POST, now=clock.now())
    if not form.is_valid():
        return _page(request, form, status=422)
    return _set(request, form)


def _set(request: ViewerRequest, form: QualityForm) -> HttpResponse:
    try:
        facts = _facts(request, form)
    except Refusal as refusal:
        return _page(request, form, status=422, file_error=explain(refusal))
    try:
        operations.set_quality(viewer=request.viewer, facts=facts, now=clock.now())
    except operations.QualityOutOfRange as refusal:
        form.add_error("calorific_value", words_of(refusal))
        return _page(request, form, status=422)
    messages.success(request, _("The calorific value is set. Customers of the region see it now."))
    return redirect("desk:quality")


def _facts(request: ViewerRequest, form: QualityForm) -> QualityFacts:
    typed, upload = form.cleaned_data, request.FILES.get(pages.FIELD)
    stored = file_operations.store_upload(upload, now=clock.now()) if upload else None
    return QualityFacts(
        region=typed["region"],
        month=typed["month"],
        calorific_value=int(typed["calorific_value"]),
        passport_number=typed["passport_number"],
        passport=stored,
        passport_name=clean_name(upload.name or "") if upload else "",
    )


def _page(request: ViewerRequest, form: QualityForm, status: int = 200, file_error: str = "") -> HttpResponse:
    context = pages.quality_page(viewer=request.viewer, form=form, now=clock.now(), file_error=file_error)
    return render(request, "desk/metering/quality.html", context, status=status)


@staff_only
def passport(request: ViewerRequest, quality_id: int) -> FileResponse:
    """
    Give the passport of the gas.

    :raises StoredFileNotFound: the paper has not come yet
    """
    request.viewer.check_may(Right.SEE_SUPPLY)
    found = queries.get_quality(quality_id=quality_id)
    if found.passport_id is None:
        raise StoredFileNotFound
    return file_answer(files.get_file(found.passport_id), name=found.passport_name, inline=True)
