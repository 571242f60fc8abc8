"""
Filling in an application in two steps: the form, and the page to check before it is sent.

The same for somebody who is not signed in, for a correction after a return, and for a colleague. The page to check
carries what was typed, and signed references to the scans; nothing of it is an application before it is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from kabinet.access.operations.applications import NotReturned, Paper
from kabinet.access.operations.public_tries import TooManyTries
from kabinet.access.operations.stray_uploads import note_uploads
from kabinet.access.rules.applications import Applied, PaperKind
from kabinet.foundation import clock
from kabinet.foundation.http import ViewerRequest
from kabinet.foundation.refusal import Refusal
from kabinet.portal.forms.applications import AnyForm
from kabinet.portal.pages import application_form as pages
from kabinet.portal.uploads import Batch, Uploads, take_in

#: Whoever is not signed in has no number of their own; a reference is kept from strangers by its signature.
_NOBODY = 0


def _nothing(_action: str, _uploads: Uploads) -> None:
    return None


def _no_warning(_applied: Applied) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Course:
    """
    What differs between those who fill in an application.

    `send` sends it and returns where to go. `admit` counts a press of a button and what comes with it, and may refuse
    it; `warn` says what the page to check warns of.
    """

    frame: pages.Frame
    make: Callable[..., AnyForm]
    send: Callable[[AnyForm, list[Paper]], str]
    admit: Callable[[str, Uploads], None] = _nothing
    warn: Callable[[Applied], str] = _no_warning
    initial: dict[str, Any] = field(default_factory=dict)


def fill_in(request: ViewerRequest, course: Course) -> HttpResponse:
    if request.method != "POST":
        return _form(request, course, course.make(initial=course.initial), Batch())
    action, uploads = request.POST.get("action", "check"), request.FILES.getlist(pages.FIELD)
    try:
        course.admit(action, uploads)
    except (NotReturned, TooManyTries) as refusal:
        return _refused(request, course, _batch(request, []), refusal)
    batch = _batch(request, uploads)
    form = _bound(request, course, batch)
    if action == "change":
        return _form(request, course, form, batch)
    if not form.is_valid() or batch.problems:
        return _form(request, course, form, batch, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if action == "send":
        return _send(request, course, form, batch)
    context = pages.check(form, frame=course.frame, batch=batch, warning=course.warn(form.applied()))
    return render(request, "portal/applications/check.html", context)


def _send(request: ViewerRequest, course: Course, form: AnyForm, batch: Batch) -> HttpResponse:
    papers = [Paper(PaperKind.POWER_OF_ATTORNEY, one.stored, one.name) for one in batch.files]
    try:
        return redirect(course.send(form, papers))
    except pages.REFUSED as refusal:
        return _refused(request, course, batch, refusal)


def _refused(request: ViewerRequest, course: Course, batch: Batch, refusal: Refusal) -> HttpResponse:
    """Show the form as it was typed, with the reason why it was not taken."""
    form = _bound(request, course, batch)
    pages.refuse(form, refusal)
    many = isinstance(refusal, TooManyTries)
    status = HTTPStatus.TOO_MANY_REQUESTS if many else HTTPStatus.CONFLICT
    return _form(request, course, form, batch, status=status)


def _batch(request: ViewerRequest, uploads: Uploads) -> Batch:
    user_id, now = request.viewer.user_id if request.viewer else _NOBODY, clock.now()
    batch = take_in(uploads, references=request.POST.getlist("kept"), user_id=user_id, now=now)
    if uploads and not request.viewer:
        note_uploads([one.stored.pk for one in batch.files], now=now)
    return batch


def _bound(request: ViewerRequest, course: Course, batch: Batch) -> AnyForm:
    """Return the form with what was typed; the scans that were taken stand in it as ticks."""
    choices = pages.kept_choices(batch)
    data = request.POST.copy()
    data.setlist("kept", [reference for reference, _name in choices])
    return course.make(data=data, kept=choices)


def _form(
    request: ViewerRequest, course: Course, form: AnyForm, batch: Batch, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = pages.form_page(form, frame=course.frame, batch=batch)
    return render(request, "portal/applications/apply.html", context, status=status)
