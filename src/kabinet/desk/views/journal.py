"""Receipts as the customer sees them, and the journal for those who may read it."""

from django.http import HttpResponse
from django.shortcuts import render

from kabinet.desk.forms.journal import JournalForm
from kabinet.desk.pages import journal as pages
from kabinet.desk.reading import number_in
from kabinet.desk.sightings import note_receipt_opened
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest


@staff_only
def receipt(request: ViewerRequest, number: str) -> HttpResponse:
    context = pages.receipt(viewer=request.viewer, number=number)
    if not context["subject_url"]:  # no other page shows what was sent
        note_receipt_opened(viewer=request.viewer, number=number, now=clock.now())
    return render(request, "desk/journal/receipt.html", context)


@staff_only
def journal(request: ViewerRequest) -> HttpResponse:
    form = JournalForm(request.GET)
    context = pages.journal(viewer=request.viewer, form=form, page=number_in(request, "page"))
    return render(request, "desk/journal/journal.html", context)
