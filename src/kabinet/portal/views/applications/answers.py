"""What both sides of the sign-in do with an application that is on its way: print it, add scans to it."""

from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kabinet.access.operations import applications as operations
from kabinet.access.operations.applications import Paper
from kabinet.access.operations.public_tries import TooManyTries
from kabinet.access.operations.stray_uploads import note_uploads
from kabinet.access.queries.applications import Application
from kabinet.access.rules.applications import PaperKind
from kabinet.files.names import clean_name
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
from kabinet.portal.uploads import Kept, Uploads, take_in


def _nothing(_uploads: Uploads) -> None:
    return None


def paper(application: Application) -> FileResponse:
    """Answer with the application to be signed and sealed; it is a Russian paper in every language."""
    with translation.override("ru"):
        content = cards.pdf_data(application, on=timezone.localdate(clock.now()))
    data = pdf.render("access/application", content, stamp=application.submitted_at)
    name = cards.pdf_name(application)
    answer = FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type="application/pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


def add_scans(
    request: ViewerRequest,
    application: Application,
    *,
    asker: Viewer | Actor,
    admit: Callable[[Uploads], None] = _nothing,
) -> None:
    """
    Add what was sent, and say on the next page what became of it.

    Nothing is kept before it is known that the application has room for it, and `admit` lets it in.
    """
    uploads = request.FILES.getlist(scans.FIELD)
    try:
        operations.check_room(application, [(clean_name(one.name or ""), one.size or 0) for one in uploads])
        admit(uploads)
        _add(request, application, _kept(request, uploads), asker)
    except (operations.NotReturned, operations.TooManyPapers, TooManyTries) as refusal:
        messages.error(request, pages.refusal_words(refusal))


def _kept(request: ViewerRequest, uploads: Uploads) -> list[Kept]:
    """Keep the good ones and tell of the others. What a stranger sends is noted: something may come between."""
    batch = take_in(uploads, references=[], user_id=0, now=clock.now())
    if not request.viewer:
        note_uploads([one.stored.pk for one in batch.files], now=clock.now())
    problems = batch.problems or ([] if batch.files else [explain(FileMissing())])
    for text in problems:
        messages.error(request, text)
    return batch.files


def _add(request: ViewerRequest, application: Application, files: list[Kept], asker: Viewer | Actor) -> None:
    """:raises NotReturned, TooManyPapers: it was decided, or filled, in this very moment"""
    if not files:
        return
    form = ScanForm(request.POST)
    kind = PaperKind(form.cleaned_data["kind"]) if form.is_valid() else PaperKind.OTHER
    papers = [Paper(kind, one.stored, one.name) for one in files]
    operations.add_scans(asker=asker, number=application.number, papers=papers, now=clock.now())
    messages.success(request, _("The scans are added to the application."))
