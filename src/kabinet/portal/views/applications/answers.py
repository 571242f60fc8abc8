"""What both sides of the sign-in do with an application that is on its way: print it, add scans to it."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kabinet.access.operations import applications as operations
from kabinet.access.operations.applications import Paper
from kabinet.access.queries.applications import Application
from kabinet.access.rules.applications import PaperKind
from kabinet.files.refusals import FileMissing
from kabinet.files.wording import explain
from kabinet.foundation import clock, pdf
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.viewer import Viewer
from kabinet.journal.operations import Actor
from kabinet.portal.forms.applications import ScanForm
from kabinet.portal.pages import application_card as cards
from kabinet.portal.pages import applications as pages
from kabinet.portal.pages import scans
from kabinet.portal.uploads import take_in


def paper(application: Application) -> FileResponse:
    """Answer with the application to be signed and sealed; it is a Russian paper in every language."""
    with translation.override("ru"):
        content = cards.pdf_data(application, on=timezone.localdate(clock.now()))
    data = pdf.render("access/application", content, stamp=application.submitted_at)
    name = cards.pdf_name(application)
    answer = FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


def add_scans(request: ViewerRequest, application: Application, *, asker: Viewer | Actor) -> None:
    """Add what was sent, and say on the next page what became of it."""
    form = ScanForm(request.POST)
    batch = take_in(request.FILES.getlist(scans.FIELD), references=[], user_id=0, now=clock.now())
    problems = batch.problems or ([] if batch.files else [explain(FileMissing())])
    for text in problems:
        messages.error(request, text)
    if not batch.files:
        return
    kind = PaperKind(form.cleaned_data["kind"]) if form.is_valid() else PaperKind.OTHER
    papers = [Paper(kind, one.stored, one.name) for one in batch.files]
    try:
        operations.add_scans(asker=asker, number=application.number, papers=papers, now=clock.now())
    except (operations.NotReturned, operations.TooManyPapers) as refusal:
        messages.error(request, pages.refusal_words(refusal))
    else:
        messages.success(request, _("The scans are added to the application."))
