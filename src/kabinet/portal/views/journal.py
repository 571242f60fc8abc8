from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kabinet.foundation import pdf
from kabinet.foundation.access import clients_only
from kabinet.foundation.http import ViewerRequest
from kabinet.portal.pages import journal as pages


@clients_only
def receipt(request: ViewerRequest, number: str) -> HttpResponse:
    found = pages.proof(viewer=request.viewer, number=number)
    context = {
        "receipt": found.receipt,
        "head": pages.head(found),
        "facts": pages.facts(found),
        "content": pages.content_table(found),
        "course": pages.course(found),
        "proofs": pages.proofs(found),
        "next": pages.what_next(found),
        "object_link": pages.object_link(found),
    }
    return render(request, "portal/journal/receipt.html", context)


@clients_only
def receipt_pdf(request: ViewerRequest, number: str) -> FileResponse:
    found = pages.proof(viewer=request.viewer, number=number)
    data = pdf.render("journal/receipt", pages.pdf_data(found), stamp=found.receipt.at)
    name = _("Receipt_%(number)s.pdf") % {"number": number}
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type="application/pdf")
