"""The credentials desk: access issued and issued again, the slip, the signature."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kabinet.access.operations import credentials as operations
from kabinet.access.queries.credentials import find_issue_on, get_paper
from kabinet.access.rules import credentials as rules
from kabinet.access.rules.applications import AskerLacksRights
from kabinet.access.rules.proposals import AlreadyProposed
from kabinet.desk.answers import file_answer, picture_answer, slip_answer
from kabinet.desk.forms.credentials import ChecklistForm, ConsentForm, SpoiltForm
from kabinet.desk.pages import credentials as pages
from kabinet.desk.pages.credentials import Issuance, Issuing, Reissuing
from kabinet.desk.refusals import words_of
from kabinet.files import queries as files
from kabinet.foundation import clock
from kabinet.foundation.access import staff_only
from kabinet.foundation.http import ViewerRequest, submission_key
from kabinet.foundation.refusal import NotAllowed, NotFound, Refusal

#: Where in the checklist a refusal is told.
_FIELD: dict[type[Refusal], str] = {
    rules.AuthorityExpired: "authority_to",
    rules.AuthorityInFuture: "authority_from",
    rules.OtherAuthority: "authority_number",
}


@staff_only
def desk(request: ViewerRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    context = pages.desk(viewer=request.viewer, words=words, now=clock.now())
    return render(request, "desk/credentials/desk.html", context)


@staff_only
def application(request: ViewerRequest, number: str) -> HttpResponse:
    try:
        issuing = Issuing.load(viewer=request.viewer, number=number, now=clock.now())
        if request.method != "POST":
            return _application_page(request, issuing, issuing.form())
        return _issue(request, issuing)
    except rules.NotReady as refusal:
        return _gone(request, number, refusal)


def _gone(request: ViewerRequest, number: str, refusal: rules.NotReady) -> HttpResponse:
    """Say who was first; an officer's own second press is answered with what the first one has issued."""
    issued = find_issue_on(viewer=request.viewer, number=number)
    if request.method == "POST" and issued is not None and issued.officer_id == request.viewer.user_id:
        return redirect("desk:issue", issued.pk)
    context = pages.gone(number=number, issued=issued, refusal=refusal)
    return render(request, "desk/credentials/gone.html", context, status=409)


def _issue(request: ViewerRequest, issuing: Issuing) -> HttpResponse:
    form = issuing.form(request.POST)
    if not form.is_valid():
        return _application_page(request, issuing, form, status=422)
    number = issuing.application.number
    try:
        issue = operations.issue_access(
            viewer=request.viewer,
            number=number,
            holder_id=form.holder_id,
            papers=form.papers,
            key=_key(request, form, number),
            now=clock.now(),
        )
    except tuple(_FIELD) as refusal:
        issuing.refuse(form, _FIELD[type(refusal)], refusal)
        return _application_page(request, issuing, form, status=422)
    except rules.HolderNotFound:
        form.add_error("holder", _("This person's user was closed meanwhile. Choose again."))
        return _application_page(request, issuing, form, status=422)
    except (rules.NoPoint, rules.PointClosed, rules.ContractEnded, AskerLacksRights):
        issuing = Issuing.load(viewer=request.viewer, number=number, now=clock.now())
        return _application_page(request, issuing, form, status=409)
    messages.success(request, _("Access is issued."))
    return redirect("desk:issue", issue.pk)


def _application_page(
    request: HttpRequest, issuing: Issuing, form: ChecklistForm, status: int = 200
) -> HttpResponse:
    return render(request, "desk/credentials/application.html", issuing.page(form), status=status)


@staff_only
def paper(request: ViewerRequest, paper_id: int) -> FileResponse:
    found = get_paper(viewer=request.viewer, paper_id=paper_id)
    return file_answer(found.file, name=found.name, inline="inline" in request.GET)


@staff_only
def paper_preview(request: ViewerRequest, paper_id: int) -> HttpResponse:
    found = get_paper(viewer=request.viewer, paper_id=paper_id)
    picture = files.get_preview(found.file_id)
    if picture is None:
        raise Http404
    return picture_answer(picture)


@staff_only
def person(request: ViewerRequest, user_id: int) -> HttpResponse:
    reissuing = Reissuing.load(viewer=request.viewer, user_id=user_id, now=clock.now())
    if request.method != "POST":
        return _person_page(request, reissuing)
    if request.POST.get("step") == "ask":
        return _ask(request, reissuing)
    return _reissue(request, reissuing)


def _reissue(request: ViewerRequest, reissuing: Reissuing) -> HttpResponse:
    form = reissuing.form(request.POST)
    if not form.is_valid():
        return _person_page(request, reissuing, form=form, status=422)
    user_id = reissuing.holder.user.pk
    try:
        issue = operations.reissue_access(
            viewer=request.viewer,
            user_id=user_id,
            papers=form.papers,
            key=_key(request, form, user_id),
            now=clock.now(),
        )
    except tuple(_FIELD) as refusal:
        reissuing.refuse(form, _FIELD[type(refusal)], refusal)
        return _person_page(request, reissuing, form=form, status=422)
    except (NotAllowed, NotFound):
        raise
    except Refusal:
        reissuing = Reissuing.load(viewer=request.viewer, user_id=user_id, now=clock.now())
        return _person_page(request, reissuing, form=form, status=409)
    messages.success(request, _("Access is issued again. The former password and sessions have ended."))
    return redirect("desk:issue", issue.pk)


def _ask(request: ViewerRequest, reissuing: Reissuing) -> HttpResponse:
    asking = reissuing.consent_form(request.POST)
    if not asking.is_valid():
        return _person_page(request, reissuing, asking=asking, status=422)
    user_id = reissuing.holder.user.pk
    try:
        operations.ask_for_consent(
            viewer=request.viewer,
            user_id=user_id,
            reason=asking.cleaned_data["reason"],
            key=_key(request, asking, user_id),
            now=clock.now(),
        )
    except AlreadyProposed as refusal:
        messages.warning(request, words_of(refusal))
        return redirect("desk:reissue", user_id)
    messages.success(request, _("The head of the department is asked. You will be told of the answer."))
    return redirect("desk:reissue", user_id)


def _person_page(
    request: HttpRequest,
    reissuing: Reissuing,
    *,
    form: ChecklistForm | None = None,
    asking: ConsentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = reissuing.page(form or reissuing.form(), asking or reissuing.consent_form())
    return render(request, "desk/credentials/person.html", context, status=status)


@staff_only
def issue(request: ViewerRequest, issue_id: int) -> HttpResponse:
    issuance = Issuance.load(viewer=request.viewer, issue_id=issue_id, now=clock.now())
    try:
        match request.POST.get("step"):
            case "signed":
                return _sign(request, issue_id)
            case "spoilt":
                return _replace(request, issuance)
            case _:
                return _issue_page(request, issuance)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        issuance = Issuance.load(viewer=request.viewer, issue_id=issue_id, now=clock.now())
        return _issue_page(request, issuance, problem=refusal, status=409)


def _sign(request: ViewerRequest, issue_id: int) -> HttpResponse:
    operations.confirm_signature(viewer=request.viewer, issue_id=issue_id, now=clock.now())
    messages.success(request, _("The signature is noted. The issue is closed."))
    return redirect("desk:issue", issue_id)


def _replace(request: ViewerRequest, issuance: Issuance) -> HttpResponse:
    form = issuance.form(request.POST)
    if not form.is_valid():
        return _issue_page(request, issuance, form=form, status=422)
    issue_id = issuance.issued.issue.pk
    again = operations.replace_slip(
        viewer=request.viewer,
        issue_id=issue_id,
        reason=form.cleaned_data["reason"],
        key=_key(request, form, issue_id),
        now=clock.now(),
    )
    messages.success(request, _("The former code is dead. Print the new slip."))
    return redirect("desk:issue", again.pk)


@staff_only
def slip(request: ViewerRequest, issue_id: int) -> HttpResponse:
    """Print the slip by POST, once. Whoever comes again by reload or "Back" reads who printed it and when."""
    if request.method != "POST":
        Issuance.load(viewer=request.viewer, issue_id=issue_id, now=clock.now())
        return redirect("desk:issue", issue_id)
    try:
        made = operations.print_slip(viewer=request.viewer, issue_id=issue_id, now=clock.now())
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        issuance = Issuance.load(viewer=request.viewer, issue_id=issue_id, now=clock.now())
        return _issue_page(request, issuance, problem=refusal, status=409)
    return slip_answer(made.pdf, name=made.name)


def _issue_page(
    request: HttpRequest,
    issuance: Issuance,
    *,
    form: SpoiltForm | None = None,
    problem: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = issuance.page(form or issuance.form(), problem)
    return render(request, "desk/credentials/issue.html", context, status=status)


def _key(request: ViewerRequest, form: ChecklistForm | ConsentForm | SpoiltForm, about: object) -> str:
    """Return the key of the press: of this officer, about this and nothing else."""
    return submission_key(form.cleaned_data["key"], request.viewer.user_id, about)
