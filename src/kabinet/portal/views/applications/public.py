"""Applying for access without being signed in: the form, what was sent, and following it."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kabinet.access.operations import applications as operations
from kabinet.access.operations import public_tries
from kabinet.access.operations.applications import Paper
from kabinet.access.operations.public_tries import TooManyTries
from kabinet.access.queries import applications as queries
from kabinet.access.queries.applications import Application, ApplicationNotFound
from kabinet.access.rules.applications import Applied, Status
from kabinet.access.rules.public_tries import TryKind
from kabinet.foundation import clock
from kabinet.foundation.access import open_to_all
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.journal.operations import Actor
from kabinet.portal import applicants
from kabinet.portal.forms.applications import AnyForm, ApplicationForm, OpenForm, initial_of, new_key
from kabinet.portal.pages import application_card as cards
from kabinet.portal.pages import applications as pages
from kabinet.portal.uploads import Uploads
from kabinet.portal.views.applications.answers import add_scans, paper
from kabinet.portal.views.applications.filling import Course, fill_in


@open_to_all
@never_cache
def apply(request: ViewerRequest) -> HttpResponse:
    course = Course(
        frame=pages.apply_frame(),
        make=partial(ApplicationForm, today=timezone.localdate(clock.now())),
        send=partial(_submit, request),
        admit=partial(_admit, request),
        warn=_warn,
        initial={"key": new_key()},
    )
    return fill_in(request, course)


def _admit(request: ViewerRequest, action: str, uploads: Uploads) -> None:
    """:raises TooManyTries: this address has sent, or looked whether numbers fit, too often, or sent too many bytes"""
    kind = TryKind.SUBMIT if action == "send" else TryKind.CHECK
    public_tries.count_try(kind, address=request.address, now=clock.now())
    size = sum(upload.size or 0 for upload in uploads)
    public_tries.count_bytes(size, address=request.address, now=clock.now())


def _warn(applied: Applied) -> str:
    """Say that the numbers are not among ours, and nothing of what is."""
    known = queries.match(inn=applied.inn, contract_number=applied.contract_number)
    return "" if known.contract else _("The contract is not found: the head of the department considers it.")


def _submit(request: ViewerRequest, form: AnyForm, papers: list[Paper]) -> str:
    applied, now = form.applied(), clock.now()
    sums = sorted(one.stored.sha256 for one in papers)
    key = submission_key(form.cleaned_data["key"], sorted(applied.content().items(), key=str), *sums)
    application = operations.submit_application(
        applied=applied,
        papers=papers,
        language=get_language() or "ru",
        address=request.address,
        key=key,
        now=now,
    )
    applicants.remember_sent(request, number=application.number, key=key, now=now)
    return reverse("portal:application_sent")


@open_to_all
@never_cache
def sent(request: ViewerRequest) -> HttpResponse:
    """Show the receipt with the secret, while this browser may still see it."""
    secret = applicants.secret_to_show(request, now=clock.now())
    if not secret:
        return redirect("portal:applications")
    application = queries.get_opened(number=applicants.opened_number(request))
    context = pages.sent(application, secret=secret, now=clock.now())
    return render(request, "portal/applications/sent.html", context)


@open_to_all
@never_cache
@sensitive_post_parameters("secret")
def applications(request: ViewerRequest) -> HttpResponse:
    """Show the application that this browser has opened, or ask for the number and the secret of one."""
    if request.method == "POST":
        return _open(request)
    if found := _opened(request):
        context = cards.card(
            found,
            steps=queries.list_steps(found),
            papers=queries.list_papers(found),
            now=clock.now(),
        )
        return render(request, "portal/applications/status.html", context)
    return render(request, "portal/applications/open.html", {"form": OpenForm()})


def _open(request: ViewerRequest) -> HttpResponse:
    form = OpenForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/applications/open.html", {"form": form}, status=422)
    try:
        number = _try(request, **form.cleaned_data)
    except TooManyTries as refusal:
        return _refuse(request, form, pages.refusal_words(refusal), HTTPStatus.TOO_MANY_REQUESTS)
    except ApplicationNotFound as refusal:
        return _refuse(request, form, pages.refusal_words(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
    applicants.remember_opened(request, number)
    return redirect("portal:applications")


def _try(request: ViewerRequest, *, number: str, inn: str, secret: str) -> str:
    """Count the try before it is compared, so that many at a time are no more tries than one after another."""
    counted = public_tries.count_try(TryKind.OPEN, address=request.address, now=clock.now())
    found = queries.open_application(number=number, inn=inn, secret=secret)
    public_tries.take_back(counted)
    return found.number


def _refuse(request: ViewerRequest, form: OpenForm, text: str, status: int) -> HttpResponse:
    form.add_error(None, text)
    return render(request, "portal/applications/open.html", {"form": form}, status=status)


def _opened(request: ViewerRequest) -> Application | None:
    number = applicants.opened_number(request)
    return queries.get_opened(number=number) if number else None


@open_to_all
@require_POST
def leave(request: ViewerRequest) -> HttpResponse:
    applicants.forget(request)
    messages.info(request, _("The application is closed in this browser."))
    return redirect("portal:applications")


@open_to_all
def pdf(request: ViewerRequest) -> HttpResponseBase:
    found = _opened(request)
    return paper(found) if found else redirect("portal:applications")


@open_to_all
@require_POST
def scans(request: ViewerRequest) -> HttpResponse:
    found = _opened(request)
    if found is None:
        return redirect("portal:applications")
    add_scans(request, found, asker=_applicant(request, found), admit=partial(_admit, request, "add"))
    return redirect("portal:applications")


def _applicant(request: ViewerRequest, application: Application) -> Actor:
    return Actor(None, application.full_name, request.address)


@open_to_all
@never_cache
def correct(request: ViewerRequest) -> HttpResponse:
    found = _opened(request)
    if found is None or (found.status != Status.RETURNED and request.method != "POST"):
        return redirect("portal:applications")
    steps = queries.list_steps(found)
    course = Course(
        frame=pages.correct_frame(found, reason=steps[0].reason),
        make=partial(ApplicationForm, today=timezone.localdate(clock.now())),
        send=partial(_correct, request, found),
        admit=partial(_admit_correction, request, found),
        warn=_warn,
        initial=initial_of(found),
    )
    return fill_in(request, course)


def _admit_correction(request: ViewerRequest, found: Application, action: str, uploads: Uploads) -> None:
    """:raises NotReturned, TooManyTries: no files are taken for it now, or nothing from this address"""
    if uploads and found.status != Status.RETURNED:
        raise operations.NotReturned(status=found.status)
    _admit(request, action, uploads)


def _correct(request: ViewerRequest, application: Application, form: AnyForm, papers: list[Paper]) -> str:
    operations.correct_application(
        asker=_applicant(request, application),
        number=application.number,
        seen_version=form.cleaned_data["seen_version"] or 0,
        applied=form.applied(),
        papers=papers,
        now=clock.now(),
    )
    messages.success(request, _("The corrected application is sent."))
    return reverse("portal:applications")
