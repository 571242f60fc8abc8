"""Readings of the counters themselves, with photographs: checked, then handed in."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.files import queries as stored_files
from kabinet.files.refusals import StoredFileNotFound
from kabinet.foundation import clock, downloads
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.foundation.rights import Right
from kabinet.journal.operations import find_receipt
from kabinet.journal.queries import Receipt
from kabinet.metering import operations, queries
from kabinet.organizations.queries import Terms
from kabinet.portal.contract import chosen_terms
from kabinet.portal.pages import indexes as page
from kabinet.portal.pages.index_work import Work, gather

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@clients_only
def indexes(request: ViewerRequest) -> HttpResponse:
    terms, now = chosen_terms(request), clock.now()
    if request.method != "POST":
        return _show(request, gather(viewer=request.viewer, terms=terms, now=now))
    request.viewer.check_may(Right.SUBMIT_READINGS, contract_id=terms.contract.pk)
    if known := _receipt_of_press(request, terms):
        return redirect("portal:receipt", known.number)
    work = gather(viewer=request.viewer, terms=terms, now=now, data=request.POST, uploads=request.FILES)
    if not work.is_sound:
        return _show(request, work, status=UNPROCESSABLE)
    if request.POST.get("action") != "submit" or not work.was_checked:
        return _show(request, work)
    if not work.is_answered():
        return _show(request, work, status=UNPROCESSABLE)
    return _submit(request, work)


def _receipt_of_press(request: ViewerRequest, terms: Terms) -> Receipt | None:
    """Return what the same press of the button was answered with before."""
    if request.POST.get("action") != "submit":
        return None
    return find_receipt(
        viewer=request.viewer,
        organization_id=terms.contract.organization_id,
        key=_key(request, request.POST.get("checked", "")),
    )


def _key(request: ViewerRequest, seal: str) -> str:
    return submission_key(request.POST.get("key", ""), seal)[:50]


def _submit(request: ViewerRequest, work: Work) -> HttpResponse:
    try:
        receipt = operations.submit_index_readings(
            viewer=request.viewer,
            contract_id=work.terms.contract.pk,
            new=work.new,
            taken_at=work.at,
            key=_key(request, work.seal),
            now=work.now,
        )
    except (operations.IndexesRefused, operations.ReasonNeeded):
        messages.warning(request, _("Something has changed meanwhile. Look the readings over again."))
        return _show(request, work, status=UNPROCESSABLE)
    return redirect("portal:receipt", receipt.number)


def _show(request: ViewerRequest, work: Work, *, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "portal/metering/indexes.html", page.context(work), status=status)


@clients_only
def photo(request: ViewerRequest, reading_id: int) -> HttpResponseBase:
    """
    Show the photograph of a counter.

    :raises StoredFileNotFound: the reading came without one
    """
    found = queries.get_reading(viewer=request.viewer, reading_id=reading_id)
    if found.photo_id is None:
        raise StoredFileNotFound
    stream, stored = stored_files.open_file(found.photo_id)
    return downloads.stored_file(
        stream, name=found.photo_name, media_type=stored.media_type, size=stored.size, inline=True
    )
